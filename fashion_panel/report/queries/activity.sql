-- One row per number of images that an account shows and style state: how much it takes to place an account.
with authors as (

    select * from marts.author_segments

),

classed_authors as (

    select
        style_state,
        case
            when image_count = 0 then 0
            when image_count < 5 then 1
            when image_count < 10 then 2
            when image_count < 20 then 3
            when image_count < 50 then 4
            when image_count < 100 then 5
            else 6
        end as activity_rank
    from authors

)

select
    activity_rank,
    case activity_rank
        when 0 then 'none'
        when 1 then '1 to 4'
        when 2 then '5 to 9'
        when 3 then '10 to 19'
        when 4 then '20 to 49'
        when 5 then '50 to 99'
        else '100 and more'
    end as images,
    style_state,
    count(*) as author_count
from classed_authors
group by activity_rank, style_state
order by activity_rank asc, style_state asc
