{#- Fails for each row for which the condition isn't true; rows for which it is null fail too. -#}
{% test holds(model, condition) %}
select *
from {{ model }}
where not coalesce({{ condition }}, false)
{% endtest %}
