{#-
    Fails for each combination that is missing from the model, comes in excess or more than once: the model must hold every row of
    every list with every row of the others, once. Lists are subqueries without duplicates, taken from outside the model.
-#}
{% test grid_is_complete(model, columns, row_lists) %}
with counted_rows as (

    select
        {{ columns | join(', ') }},
        1 as row_balance
    from {{ row_lists[0] }} as first_list
    {% for row_list in row_lists[1:] -%}
    cross join {{ row_list }} as next_list_{{ loop.index }}
    {% endfor %}
    union all
    select
        {{ columns | join(', ') }},
        -1 as row_balance
    from {{ model }}

)

select {{ columns | join(', ') }}
from counted_rows
group by {{ columns | join(', ') }}
having sum(row_balance) <> 0
{% endtest %}
