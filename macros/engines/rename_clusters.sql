{#-
    A statement that gives the clusters in a snapshot of segments the names that they have now, so that a new name is no movement of
    authors. `renames` has a row for each name that a cluster had: named_in (version of the style model, 0 for rows from before names
    were stored), former_name, name and last_version.
-#}
{% macro rename_clusters(renames) -%}
{%- if load_relation(this) is not none -%}
merge into {{ this }} as recorded
using {{ renames }} as renames
    on
        recorded.segmentation = 'style_clusters'
        and recorded.segment = renames.former_name
        and coalesce(recorded.named_in, 0) = renames.named_in
when matched then update set segment = renames.name, named_in = renames.last_version
{%- endif -%}
{%- endmacro %}
