{#-
    The rows of four relations, one for each table of the delivery, as a subquery: `prefix` says which (landed, duplicate),
    `columns` what is read of each, `condition` which rows.
-#}
{% macro union_of_tables(prefix, columns, condition='true') -%}
(
    {% for table in ['authors', 'author_segmentations', 'post_images', 'image_labels'] -%}
    select {{ columns | join(', ') }}
    from {{ ref(prefix ~ '_' ~ table) }}
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {% endfor %}
)
{%- endmacro %}
