{#- Drops the seeds that hold author ids (meta holds_author_ids) after a build with AUTHOR_ID_KEY: their hashed ids are landed. -#}
{% macro drop_plain_author_ids() %}
    {% if execute and target.type == 'duckdb' and not run_query('select ' ~ shows_author_ids()).rows[0][0] %}
        {% for node in graph.nodes.values() if node.resource_type == 'seed' and node.config.meta.get('holds_author_ids') %}
            {% do run_query('drop table if exists ' ~ node.relation_name) %}
        {% endfor %}
    {% endif %}
{% endmacro %}
