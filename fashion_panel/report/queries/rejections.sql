-- One row per raw table, what happened and reason: rows set aside, and cells set to null. No raw text.
with counts as (

    select
        source_table,
        'row rejected' as outcome,
        reason,
        count(*) as how_many
    from marts.rejected_rows
    group by source_table, reason
    union all
    select
        source_table,
        'cell repaired' as outcome,
        column_name || ': ' || reason as reason,
        count(*) as how_many
    from marts.cell_issues
    group by source_table, column_name, reason

)

select
    source_table,
    outcome,
    reason,
    how_many,
    sum(how_many) over (partition by outcome, reason) as in_all_tables
from counts
order by in_all_tables desc, outcome asc, reason asc, source_table asc
