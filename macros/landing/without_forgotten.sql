{#-
    Records of raw_records (`records`, a query with the `columns`) without what the rows of forgotten accounts hold: their place stays,
    with the reason forgotten, to be counted. Of a post the hash of its image stays, by which forget_image_labels knows the labels of the
    image.
-#}
{% macro without_forgotten(records, columns) -%}
{%- set list = forgotten_hashes() -%}
{%- if 'AUTHORID' not in columns or not list.hashes -%}
{{ records }}
{%- else %}
    select
        file_number,
        file_version,
        line_number,
        line_offset,
        {%- for column in columns %}
        case when not is_forgotten then raw_{{ column | lower }} end as raw_{{ column | lower }},
        {%- endfor %}
        case when not is_forgotten then raw_fields end as raw_fields,
        case when is_forgotten then 'forgotten' else broken_reason end as broken_reason,
        case
            when not is_forgotten then broken_text
            else {{ "coalesce(" ~ account_hash(list.salt, whole_id('raw_image_id', "'exact'")) ~ ", '')" if 'IMAGE_ID' in columns else "''" }}
        end as broken_text
    from (
        select
            *,
            {{ names_forgotten(list) }} as is_forgotten
        from (
            {{ records }}
        ) as delivered_records
    ) as marked_records
{%- endif -%}
{%- endmacro %}
