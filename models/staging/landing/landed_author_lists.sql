with listed_authors as (

    select distinct
        list,
        {{ author_id('cast(author_id as string)') }} as author_id
    from {{ ref('author_lists') }}

)

select * from listed_authors
