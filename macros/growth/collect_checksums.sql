{#- Adds to checksums, by unique id, those of a node and of all that it depends on. -#}
{% macro collect_checksums(node_id, checksums) -%}
    {%- if node_id in graph.nodes and node_id not in checksums -%}
        {%- set node = graph.nodes[node_id] -%}
        {%- do checksums.update({node_id: node.checksum.checksum}) -%}
        {%- for parent_id in node.depends_on.nodes or [] %}{% do collect_checksums(parent_id, checksums) %}{% endfor -%}
    {%- endif -%}
{%- endmacro %}
