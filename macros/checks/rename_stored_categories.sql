{#-
    Gives what earlier builds stored, the model of the clusters and the recorded segments, the names that categories have now: a
    renamed category must neither fall out of a stored model nor look like authors who moved.
-#}
{% macro rename_stored_categories() %}
    {%- set fits, history = ref('kmeans_fits'), ref('author_segmentations_snapshot') -%}
    {% if execute and flags.WHICH in ['build', 'run', 'snapshot'] and not flags.FULL_REFRESH %}
        {% for former, category in {'fashion_forward': 'statement_pieces'}.items() %}
            {% for relation, column, condition in [
                (fits, 'measure', "kind <> 'setting' and measure = '" ~ former ~ "'"),
                (history, 'segment', "segmentation in ('style_rules', 'style_clusters') and segment like '%" ~ former ~ "%'"),
            ] if load_relation(relation) is not none and run_query('select count(*) from ' ~ relation ~ ' where ' ~ condition).rows[0][0] > 0 %}
                {% do run_query('update ' ~ relation ~ ' set ' ~ column ~ " = replace(" ~ column ~ ", '" ~ former ~ "', '" ~ category ~ "') where " ~ condition) %}
            {% endfor %}
        {% endfor %}
    {% endif %}
{% endmacro %}
