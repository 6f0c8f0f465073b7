{#-
    A statement that deletes the rows of accounts that authors_to_build will return, and of accounts that are gone; nothing when the table is
    rebuilt. A hook of what grows by accounts: whether or not an account has rows now, its former ones go.
-#}
{% macro drop_former_rows(more='0') -%}
{%- if execute and is_incremental() -%}
delete from {{ this }} as former
where
    not exists (
        select 1
        from ({{ author_versions(more) }}) as current_versions
        where former.author_id = current_versions.author_id and former.author_version = current_versions.author_version
    )
{%- endif -%}
{%- endmacro %}
