-- Question: was anything lost on the way in, and why?
-- Reading: a row for each file and each reason why records of it were rejected. raw = staged + duplicate + forgotten + the
-- rejected ones of all its reasons, always. rejected_rows has the records with their lines.
select
    ledger.source_file,
    ledger.raw_rows,
    ledger.staged_rows,
    ledger.duplicate_rows,
    ledger.forgotten_rows,
    rejected.reason,
    count(rejected.reason) as rejected_rows
from {{ ref('raw_row_ledger') }} as ledger
left join {{ ref('rejected_rows') }} as rejected on ledger.source_file = rejected.source_file
group by ledger.source_file, ledger.raw_rows, ledger.staged_rows, ledger.duplicate_rows, ledger.forgotten_rows, rejected.reason
order by ledger.source_file asc, count(rejected.reason) desc, rejected.reason asc
