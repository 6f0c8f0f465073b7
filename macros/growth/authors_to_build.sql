{#-
    Accounts that a table is to be made of, with author_version, which each of its rows bears: all, or when the table grows those whose rows
    it doesn't hold as they would be made now. An account without rows is among them each time.
-#}
{% macro authors_to_build(more='0') -%}
{{ author_versions(more) }}
{%- if is_incremental() %}
    except
    select
        author_id,
        author_version
    from {{ this }}
{%- endif %}
{%- endmacro %}
