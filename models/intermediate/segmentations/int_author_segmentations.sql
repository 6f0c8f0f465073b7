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

)

select * from author_segmentations
