{#-
    True for a record of a forgotten account. In a record that is none, and in an AUTHORID that is no number, every number is looked up; in a
    table of Snowflake, where every record is one, the first. list: of forgotten_hashes.
-#}
{% macro names_forgotten(list) -%}
{{ adapter.dispatch('names_forgotten')(list) }}
{%- endmacro %}

{% macro duckdb__names_forgotten(list) -%}
{%- set hashes = "['" ~ list.hashes | join("', '") ~ "']" -%}
case
                when broken_reason is null and {{ whole_id('raw_authorid') }} is not null
                    then list_contains({{ hashes }}, {{ account_hash(list.salt, whole_id('raw_authorid')) }})
                else list_has_any({{ hashes }}, list_transform(
                    regexp_extract_all(coalesce(broken_text, raw_authorid, ''), '[0-9]+'),
                    lambda digits: {{ account_hash(list.salt, 'digits') }}
                ))
            end
{%- endmacro %}

{% macro default__names_forgotten(list) -%}
coalesce(coalesce(
                {{ account_hash(list.salt, whole_id('raw_authorid')) }},
                {{ account_hash(list.salt, "regexp_substr(raw_authorid, '[0-9]+')") }}
            ) in ('{{ list.hashes | join("', '") }}'), false)
{%- endmacro %}
