{#-
    A table dropped and created in one transaction. dbt-duckdb makes the new table under another name, renames both and drops the
    old one, so that readers find either: a dozen statements for each of some hundred tables. DuckDB's DDL is transactional, so that
    a failure leaves the old table here too, and nobody reads meanwhile: a build writes a version of its own, or dev.duckdb, which one
    process opens at a time. Grants, foreign keys and DuckLake, which dbt-duckdb knows, have no place here.
-#}
{% materialization table, adapter='duckdb', supported_languages=['sql', 'python'] %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target = this.incorporate(type='table') -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {#- the first statement begins the transaction; a model in Python wouldn't -#}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- call statement('drop_existing') -%}
        drop {{ existing.type if existing else 'table' }} if exists {{ this }}
    {%- endcall -%}
    {%- call statement('main', language=model.language) -%}
        {{- create_table_as(False, target, compiled_code, model.language) -}}
    {%- endcall -%}
    {%- do create_indexes(target) -%}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {%- do persist_docs(target, model) -%}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}
    {{ return({'relations': [target]}) }}
{% endmaterialization %}
