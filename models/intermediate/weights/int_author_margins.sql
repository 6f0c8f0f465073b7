with margins as (

    select distinct margin from {{ ref('margin_targets') }}

),

author_categories as (

    select
        author_id,
        segmentation as margin,
        segment as category
    from {{ ref('int_author_segmentations') }}
    union all
    select
        author_id,
        'geo_zone' as margin,
        coalesce(geo_zone, 'unknown') as category
    from {{ ref('int_authors') }}

),

author_margins as (

    select author_categories.*
    from author_categories
    inner join margins on author_categories.margin = margins.margin

)

select * from author_margins
