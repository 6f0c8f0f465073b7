{#- A number that stands for all numbers of labels (int_labels), which a label that nobody delivered before may shift. -#}
{% macro label_numbers_version() -%}
(select {{ set_key_of_rows(fingerprint(['label_number', 'label_type', 'label_name'])) }} from {{ ref('int_labels') }})
{%- endmacro %}
