with valid_records as (

    select * from {{ ref('landed_author_segmentations') }}
    where reject_reason is null

),

ranked_records as (

    -- the record kept of an author: a known follower count, the file whose name sorts last, the largest count, then the others
    select
        file_number,
        line_number,
        row_number() over (
            partition by author_id
            order by
                case when follower_count is null then 1 else 0 end,
                file_number desc,
                follower_count desc nulls last,
                geo_zone asc nulls last,
                is_fashion_forward asc nulls last,
                line_number asc
        ) as preference
    from valid_records

)

select
    file_number,
    line_number
from ranked_records
where preference > 1
