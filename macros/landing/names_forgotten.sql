{#-
    True for a record of a forgotten account. In a record that is none, and in an AUTHORID that is no number, every number is looked up; in a
    table of Snowflake, where every record is one, the first. An exponent counts as exact, whatever its column says: 1.25e+11 may be read as
    an account, so it is looked up as one. list: of forgotten_hashes.
-#}
{% macro names_forgotten(list) -%}
{{ adapter.dispatch('names_forgotten')(list) }}
{%- endmacro %}

{% macro duckdb__names_forgotten(list) -%}
{%- set hashes, number = "['" ~ list.hashes | join("', '") ~ "']", whole_id('raw_authorid', "'exact'") -%}
case
                when broken_reason is null and {{ number }} is not null
                    then list_contains({{ hashes }}, {{ account_hash(list.salt, number) }})
                else list_has_any({{ hashes }}, list_transform(
                    regexp_extract_all(coalesce(broken_text, raw_authorid, ''), '[0-9]+'),
                    lambda digits: {{ account_hash(list.salt, 'digits') }}
                ))
            end
{%- endmacro %}

{% macro default__names_forgotten(list) -%}
coalesce(coalesce(
                {{ account_hash(list.salt, whole_id('raw_authorid', "'exact'")) }},
                {{ account_hash(list.salt, "regexp_substr(raw_authorid, '[0-9]+')") }}
            ) in ('{{ list.hashes | join("', '") }}'), false)
{%- endmacro %}
