-- One row per raw table, what happened and reason: rows set aside, and cells set to null. No raw text.
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
order by how_many desc, source_table asc, outcome asc, reason asc
