-- Question: was anything lost on the way in, and why?
-- Reading: raw = staged + duplicate + rejected + forgotten, always. The rejected records are in rejected_rows with file and line.
with reasons as (

    select
        source_table,
        reason,
        count(*) as rejected
    from {{ ref('rejected_rows') }}
    group by source_table, reason

),

commonest_reasons as (

    select
        *,
        row_number() over (partition by source_table order by rejected desc, reason asc) as place
    from reasons

)

select
    ledger.source_table,
    sum(ledger.raw_rows) as raw_rows,
    sum(ledger.staged_rows) as staged_rows,
    sum(ledger.duplicate_rows) as duplicate_rows,
    sum(ledger.rejected_rows) as rejected_rows,
    sum(ledger.forgotten_rows) as forgotten_rows,
    max(commonest_reasons.reason) as commonest_reason
from {{ ref('raw_row_ledger') }} as ledger
left join commonest_reasons on ledger.source_table = commonest_reasons.source_table and commonest_reasons.place = 1
group by ledger.source_table
order by ledger.source_table
