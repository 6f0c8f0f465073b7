{#- the segmentations that the seed segmentations says are placed by posts -#}
{%- set segmentations = ['published_rules', 'published_clusters', 'style_rules', 'style_clusters'] -%}

with half_segmentations as (

    {% for segmentation in segmentations -%}
    select
        author_id,
        '{{ segmentation }}' as segmentation,
        half,
        segment
    from {{ ref('int_segmentation__' ~ segmentation ~ '_halves') }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from half_segmentations
