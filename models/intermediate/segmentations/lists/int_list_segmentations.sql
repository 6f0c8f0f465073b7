with listed_authors as (

    select * from {{ ref('landed_author_lists') }}

),

lists as (

    select distinct list from listed_authors

),

author_list_grid as (

    select
        authors.author_id,
        'list:' || lists.list as segmentation,
        case when listed_authors.author_id is not null then 'in_list' else 'not_in_list' end as segment
    from {{ ref('int_authors') }} as authors
    cross join lists
    left join listed_authors on authors.author_id = listed_authors.author_id and lists.list = listed_authors.list

)

select * from author_list_grid
