{#-
    Fails for each group whose values don't sum to the total (1e-9 of tolerance); a group of nulls has no sum and passes. The
    total is a number or a scalar subquery.
-#}
{% test sums_to(model, value, total, group_columns) %}
select
    {{ group_columns | join(', ') }},
    sum({{ value }}) as summed,
    {{ total }} as total
from {{ model }}
group by {{ group_columns | join(', ') }}
having abs(sum({{ value }}) - {{ total }}) > 1e-9
{% endtest %}
