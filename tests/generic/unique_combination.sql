{#-
    Fails for each combination of columns that comes more than once, or that has a null. `sampled_by` names an id of accounts where
    a table has millions of rows: then the rows of a seventeenth of them are looked at, since a join that multiplies rows doesn't choose
    accounts (17, a prime, splits any ids).
-#}
{% test unique_combination(model, columns, sampled_by=none) %}
select {{ columns | join(', ') }}
from {{ model }}
{% if sampled_by -%}
where {{ sampled_by }} is null or mod({{ sampled_by }}, 17) = 0
{% endif -%}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {% for column in columns -%}
    or {{ column }} is null
    {% endfor %}
{% endtest %}
