{#- Says after a build how many rows came in, what became of them, and which labels the taxonomy doesn't know. -#}
{% macro report_delivery(results) %}
    {%- set ledger_model, label_model, drift_model = ref('raw_row_ledger'), ref('dim_labels'), ref('style_drift') -%}
    {% if execute and flags.WHICH in ['build', 'run'] and results | selectattr('node.name', 'equalto', 'raw_row_ledger') | list %}
        {% set ledger = load_relation(ledger_model) %}
        {% if ledger is not none %}
            {% for row in run_query('select source_table, sum(raw_rows), sum(staged_rows), sum(duplicate_rows), sum(rejected_rows) from ' ~ ledger ~ ' group by 1 order by 1').rows %}
                {% do log(row[0] ~ ': ' ~ row[1] ~ ' rows, ' ~ row[2] ~ ' staged, ' ~ row[3] ~ ' duplicate, ' ~ row[4] ~ ' rejected', info=true) %}
            {% endfor %}
        {% endif %}
        {% set drift = load_relation(drift_model) %}
        {% if drift is not none %}
            {% for row in run_query('select message from ' ~ drift ~ ' where is_drifted order by distribution').rows %}
                {% do log(row[0], info=true) %}
            {% endfor %}
        {% endif %}
        {% set labels = load_relation(label_model) %}
        {% if labels is not none %}
            {% set unknown = run_query('select count(*), coalesce(sum(detection_count), 0) from ' ~ labels ~ ' where not is_in_vocabulary').rows[0] %}
            {% if unknown[0] > 0 %}
                {% do log(unknown[0] ~ ' labels (' ~ unknown[1] ~ ' detections) are not in the taxonomy: see marts.dim_labels where not is_in_vocabulary', info=true) %}
            {% endif %}
        {% endif %}
    {% endif %}
{% endmacro %}
