{#-
    Records of raw_records (`records`, a query with the `columns`) without what the rows of forgotten accounts hold: their place stays,
    with the reason forgotten, to be counted. In a record that is none, and in an AUTHORID that is no number, every number is looked up. Of a post the hash of its image stays,
    by which forget_image_labels knows the labels of the image.
-#}
{% macro without_forgotten(records, columns) -%}
{%- set list = forgotten_hashes() -%}
{%- if 'AUTHORID' not in columns or not list.hashes -%}
{{ records }}
{%- else -%}
    {%- set hashes = "['" ~ list.hashes | join("', '") ~ "']" %}
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
            else {{ "coalesce(" ~ account_hash(list.salt, whole_id('raw_image_id')) ~ ", '')" if 'IMAGE_ID' in columns else "''" }}
        end as broken_text
    from (
        select
            *,
            case
                when broken_reason is null and {{ whole_id('raw_authorid') }} is not null
                    then list_contains({{ hashes }}, {{ account_hash(list.salt, whole_id('raw_authorid')) }})
                else list_has_any({{ hashes }}, list_transform(
                    regexp_extract_all(coalesce(broken_text, raw_authorid, ''), '[0-9]+'),
                    lambda digits: {{ account_hash(list.salt, 'digits') }}
                ))
            end as is_forgotten
        from (
            {{ records }}
        ) as delivered_records
    ) as marked_records
{%- endif -%}
{%- endmacro %}
