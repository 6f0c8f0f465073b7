with author_segments as (

    select * from {{ ref('author_segments') }}

),

author_segmentations as (

    select
        author_id,
        'follower_band' as segmentation,
        follower_band as segment
    from author_segments
    union all
    select
        author_id,
        'follower_range' as segmentation,
        follower_range as segment
    from author_segments
    union all
    select
        author_id,
        'published_rules' as segmentation,
        coalesce(published_rule_segment, 'unknown') as segment
    from author_segments
    union all
    select
        author_id,
        'published_clusters' as segmentation,
        coalesce(published_cluster_segment, 'unknown') as segment
    from author_segments
    union all
    select
        author_id,
        'style_rules' as segmentation,
        style_rule_segment as segment
    from author_segments
    union all
    select
        author_id,
        'style_clusters' as segmentation,
        coalesce(style_cluster, style_state) as segment
    from author_segments

)

select * from author_segmentations
order by segmentation, author_id
