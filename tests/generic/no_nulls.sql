{#- Fails for each row with a null in one of the columns. -#}
{% test no_nulls(model, columns) %}
select {{ columns | join(', ') }}
from {{ model }}
where
    false
    {% for column in columns -%}
    or {{ column }} is null
    {% endfor %}
{% endtest %}
