{#-
    What places the authors of each segmentation: a list of {segmentation, digest, thresholds}. The digest is of the seeds and the code
    that the segmentation is made of, from the counts of items on; the landing is left out, as it decides nothing. Of the seed thresholds
    only the rows that this code names count, so they are listed. Empty while dbt parses.
-#}
{% macro rule_digests() -%}
    {%- set rules = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | selectattr('resource_type', 'equalto', 'model') | sort(attribute='name')
            if node.name.startswith('int_segmentation__') and not node.name.endswith('_halves') -%}
            {%- set checksums, thresholds, parts = {}, {}, [] -%}
            {%- do collect_checksums(node.unique_id, checksums) -%}
            {%- for id, checksum in checksums.items() | sort if not id.endswith('.thresholds') -%}
                {%- set part = graph.nodes[id] -%}
                {%- if part.resource_type == 'seed' or 'staging' not in part.fqn -%}
                    {%- do parts.append(id ~ checksum) -%}
                    {%- for name in modules.re.findall('thresholds\\.(\\w+)', part.raw_code or '') -%}
                        {%- do thresholds.update({name: true}) -%}
                    {%- endfor -%}
                {%- endif -%}
            {%- endfor -%}
            {%- do rules.append({
                'segmentation': node.name.removeprefix('int_segmentation__'),
                'digest': local_md5(parts | join(',')),
                'thresholds': thresholds.keys() | sort,
            }) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(rules) -%}
{%- endmacro %}
