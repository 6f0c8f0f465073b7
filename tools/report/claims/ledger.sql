-- What became of the raw rows.

-- says: Of {raw:count|delivered row} {share:share} {verb} used, {duplicate:does|row|is a duplicate|are duplicates} and
--   {rejected:does|row|is rejected|are rejected}.
with rows_of_files as (

    select
        sum(raw_rows) as raw,
        sum(staged_rows) as staged,
        sum(duplicate_rows) as duplicate,
        sum(rejected_rows) as rejected
    from ledger

)

select
    raw,
    staged * 1.0 / raw as share,
    duplicate,
    rejected,
    case when raw = 1 then 'is' else 'are' end as verb
from rows_of_files
where raw > 0 and raw > staged;

-- says: Every delivered row ({raw:count}) is used.
with rows_of_files as (

    select
        sum(raw_rows) as raw,
        sum(staged_rows) as staged
    from ledger

)

select raw from rows_of_files
where raw > 0 and raw = staged;

-- says: {files:does|file|was|were} read, without any row.
with rows_of_files as (

    select
        sum(raw_rows) as raw,
        count(distinct source_file) as files
    from ledger

)

select files from rows_of_files
where raw = 0;
