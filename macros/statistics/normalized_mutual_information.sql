{#-
    Normalised mutual information of two partitions, mean of the entropies as the norm: the count of authors, and the sums of
    c ln c (macro count_log_count) over the crosstab's cells, rows and columns. From 0 to 1; two partitions of one segment
    each agree (1), one such against a finer one tells nothing (0): as scikit-learn's normalized_mutual_info_score
    (N. X. Vinh, J. Epps & J. Bailey, JMLR 11 (2010)).
-#}
{% macro normalized_mutual_information(author_count, cell_logs, row_logs, column_logs) -%}
{%- set all_logs = author_count ~ ' * ln(' ~ author_count ~ ')' -%}
{%- set information = '(' ~ all_logs ~ ' - ' ~ row_logs ~ ' - ' ~ column_logs ~ ' + ' ~ cell_logs ~ ')' -%}
{%- set entropies = '(2 * ' ~ all_logs ~ ' - ' ~ row_logs ~ ' - ' ~ column_logs ~ ')' -%}
{#- entropies below one part in 10^13 are rounding: both partitions are one segment -#}
case
    when {{ entropies }} <= 1e-13 * {{ all_logs }} then 1.0
    else least(1.0, greatest(0.0, 2 * {{ information }} / {{ entropies }}))
end
{%- endmacro %}
