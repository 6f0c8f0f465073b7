with picked_authors as (

    select
        {{ author_id('cast(author_id as string)') }} as author_id,
        min(picked_on) as picked_on
    from {{ ref('fashion_forward_picks') }}
    group by {{ author_id('cast(author_id as string)') }}

)

select * from picked_authors
