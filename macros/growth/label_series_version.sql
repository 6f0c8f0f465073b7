{#- A number that stands for all rows of int_label_series: their numbers stand in what counts canonical labels by account. -#}
{% macro label_series_version() -%}
(select {{ set_key_of_rows(fingerprint(['series_number', 'base_target_number', 'canonical_name'])) }} from {{ ref('int_label_series') }})
{%- endmacro %}
