{#- a line for each model int_segmentation__<name> of (author_id, segment) -#}
{%- set segmentations = [
    'follower_band',
    'follower_range',
    'published_rules',
    'published_clusters',
    'style_rules',
    'style_clusters',
] -%}

with author_segmentations as (

    {% for segmentation in segmentations -%}
    select
        author_id,
        '{{ segmentation }}' as segmentation,
        segment
    from {{ ref('int_segmentation__' ~ segmentation) }}
    union all
    {% endfor -%}
    select
        author_id,
        segmentation,
        segment
    from {{ ref('int_list_segmentations') }}

),

segments as (

    select
        segmentation,
        segment,
        row_number() over (order by segmentation, segment) as segment_number
    from author_segmentations
    group by segmentation, segment

),

numbered_segmentations as (

    select
        author_segmentations.author_id,
        segments.segment_number,
        author_segmentations.segmentation,
        author_segmentations.segment,
        coalesce(segment_states.state, 'assigned') as state
    from author_segmentations
    inner join segments
        on author_segmentations.segmentation = segments.segmentation and author_segmentations.segment = segments.segment
    left join {{ ref('segment_states') }} as segment_states on author_segmentations.segment = segment_states.segment

)

select * from numbered_segmentations
