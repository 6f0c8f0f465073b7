-- What became of the raw rows.

-- says: Of {raw_count:count|delivered row} {share:share} {verb} used, {duplicate:does|row|is a duplicate|are duplicates} and
--   {rejected:does|row|is rejected|are rejected}.
with rows_of_files as (

    select
        sum(raw_rows) as raw_count,
        sum(staged_rows) as staged,
        sum(duplicate_rows) as duplicate,
        sum(rejected_rows) as rejected
    from ledger

)

select
    raw_count,
    staged * 1.0 / raw_count as share,
    duplicate,
    rejected,
    case when raw_count = 1 then 'is' else 'are' end as verb
from rows_of_files
where raw_count > 0 and raw_count > staged;

-- says: Every delivered row ({raw_count:count}) is used.
with rows_of_files as (

    select
        sum(raw_rows) as raw_count,
        sum(staged_rows) as staged
    from ledger

)

select raw_count from rows_of_files
where raw_count > 0 and raw_count = staged;

-- says: {files:does|file|was|were} read, without any row.
with rows_of_files as (

    select
        sum(raw_rows) as raw_count,
        count(distinct source_file) as files
    from ledger

)

select files from rows_of_files
where raw_count = 0;
