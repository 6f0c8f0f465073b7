{#-
    Fails for each pair that is missing from the model or comes in excess: the model must hold every row of one list for
    every row of another, both taken from outside the model.
-#}
{% test complete_grid(model, row_list, row_field, column_list, column_field) %}
with expected_pairs as (

    select
        row_list.{{ row_field }},
        column_list.{{ column_field }}
    from {{ row_list }} as row_list
    cross join (select distinct {{ column_field }} from {{ column_list }}) as column_list

)

(
    select {{ row_field }}, {{ column_field }} from expected_pairs
    except
    select {{ row_field }}, {{ column_field }} from {{ model }}
)
union all
(
    select {{ row_field }}, {{ column_field }} from {{ model }}
    except
    select {{ row_field }}, {{ column_field }} from expected_pairs
)
{% endtest %}
