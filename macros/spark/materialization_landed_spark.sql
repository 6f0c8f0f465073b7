{#-
    Replaces a landing model on an engine that doesn't read the delivered files: a view of the Parquet files that
    fashion_panel/engines/landed.py wrote of the table that DuckDB made of the same model. The model's own SQL isn't run.
-#}
{% materialization landed, adapter='spark' %}
    {%- set relation = this.incorporate(type='view') -%}
    {%- set former = load_cached_relation(this) -%}
    {%- if former is not none and former.type != 'view' %}{% do adapter.drop_relation(former) %}{% endif -%}
    {% call statement('main') -%}
        create or replace view {{ relation }} as select * from parquet.`{{ env_var('LANDED_DIR', 'data/landed') }}/{{ model['alias'] }}`
    {%- endcall %}
    {{ return({'relations': [relation]}) }}
{% endmaterialization %}
