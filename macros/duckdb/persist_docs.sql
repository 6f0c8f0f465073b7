{#-
    All comments of a table in one statement. dbt-duckdb makes two, and asks twice which columns the table has, to leave out those that
    are described but aren't there; here they are an error.
-#}
{% macro duckdb__persist_docs(relation, model, for_relation, for_columns) -%}
    {%- set comments = [] -%}
    {%- if for_relation and config.persist_relation_docs() and model.description -%}
        {%- do comments.append('comment on ' ~ relation.type ~ ' ' ~ relation ~ ' is ' ~ duckdb_escape_comment(model.description)) -%}
    {%- endif -%}
    {%- if for_columns and config.persist_column_docs() -%}
        {%- for name, column in model.columns.items() if column.description -%}
            {%- set quoted = adapter.quote(name) if column.quote else name -%}
            {%- do comments.append('comment on column ' ~ relation ~ '.' ~ quoted ~ ' is ' ~ duckdb_escape_comment(column.description)) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if comments -%}
        {%- call statement('comments') -%}{{ comments | join(';\n') }}{%- endcall -%}
    {%- endif -%}
{%- endmacro %}
