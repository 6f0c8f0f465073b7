-- One row per raw file: what became of its rows.
select
    source_table,
    source_file,
    raw_rows,
    staged_rows,
    duplicate_rows,
    rejected_rows
from marts.raw_row_ledger
order by source_table asc, source_file asc
