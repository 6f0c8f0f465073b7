{#- Fails for each value outside the interval; a bound that isn't given doesn't bind, nulls pass. -#}
{% test in_interval(model, column_name, lower=none, upper=none, includes_lower=true) %}
select {{ column_name }}
from {{ model }}
where
    false
    {% if lower is not none -%}
    or {{ column_name }} {{ '<' if includes_lower else '<=' }} {{ lower }}
    {% endif -%}
    {% if upper is not none -%}
    or {{ column_name }} > {{ upper }}
    {% endif %}
{% endtest %}
