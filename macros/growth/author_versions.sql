{#-
    The version of the rows that a model makes of each account now: a fingerprint of all that int_author_versions knows of the account, of
    the models and seeds behind the model, and of `more`, an expression of what else the rows depend on.
-#}
{% macro author_versions(more='0') -%}
    select
        author_id,
        {{ fingerprint(['author_version', more, "'" ~ upstream_digest() ~ "'"]) }} as author_version
    from {{ ref('int_author_versions') }}
{%- endmacro %}
