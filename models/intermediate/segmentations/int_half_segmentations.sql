{#- the segmentations that the seed segmentations says are placed by posts -#}
{%- set segmentations = ['published_rules', 'published_clusters', 'style_rules', 'style_clusters'] -%}

with half_segmentations as (

    {% for segmentation in segmentations -%}
    {% set last_segmentation = loop.last -%}
    {% for half in ['a', 'b'] -%}
    select
        author_id,
        '{{ segmentation }}' as segmentation,
        '{{ half }}' as half,
        segment
    from {{ ref('int_segmentation__' ~ segmentation ~ '_half_' ~ half) }}
    {{ 'union all' if not (loop.last and last_segmentation) }}
    {% endfor -%}
    {% endfor %}
)

select * from half_segmentations
