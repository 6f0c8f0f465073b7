{#-
    Fails for each interval that doesn't begin where the one before it ended: the intervals must cover every whole number
    from 0 to the largest BIGINT exactly once.
-#}
{% test tiles_whole_numbers(model, lower, upper) %}
with intervals as (

    select
        {{ lower }} as lower_end,
        {{ upper }} as upper_end,
        lag({{ upper }}) over (order by {{ lower }}, {{ upper }}) as previous_end,
        lead({{ lower }}) over (order by {{ lower }}, {{ upper }}) as next_start
    from {{ model }}

)

select *
from intervals
where
    lower_end is null
    or upper_end is null
    or upper_end < lower_end
    or (previous_end is null and lower_end <> 0)
    or lower_end <> previous_end + 1
    or (next_start is null and upper_end <> 9223372036854775807)
{% endtest %}
