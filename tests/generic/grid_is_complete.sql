{#-
    Fails for each combination that is missing from the model or comes in excess: the model must hold every row of every list
    with every row of the others. Lists are subqueries, taken from outside the model.
-#}
{% test grid_is_complete(model, columns, row_lists) %}
with expected_rows as (

    select {{ columns | join(', ') }}
    from {{ row_lists[0] }} as first_list
    {% for row_list in row_lists[1:] -%}
    cross join {{ row_list }} as next_list_{{ loop.index }}
    {% endfor %}

)

(
    select {{ columns | join(', ') }} from expected_rows
    except
    select {{ columns | join(', ') }} from {{ model }}
)
union all
(
    select {{ columns | join(', ') }} from {{ model }}
    except
    select {{ columns | join(', ') }} from expected_rows
)
{% endtest %}
