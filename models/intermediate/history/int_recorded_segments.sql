with author_segmentations as (

    select * from {{ ref('int_author_segmentations') }}

),

recorded_delivery as (

    select
        delivery.newest_post_at,
        delivery.model_version
    from {{ ref('int_delivery') }} as delivery
    inner join {{ ref('panel_versions_snapshot') }} as panel_versions
        on delivery.newest_post_at = panel_versions.newest_post_at and panel_versions.dbt_valid_to is null

),

recorded_segments as (

    select
        author_segmentations.author_id,
        author_segmentations.segmentation,
        author_segmentations.segment,
        cast(author_segmentations.author_id as string) || ' ' || author_segmentations.segmentation as author_segmentation,
        case when author_segmentations.segmentation = 'style_clusters' then recorded_delivery.model_version end as named_in,
        recorded_delivery.newest_post_at
    from author_segmentations
    cross join recorded_delivery

)

select * from recorded_segments
