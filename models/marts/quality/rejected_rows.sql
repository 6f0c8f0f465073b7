with raw_files as (

    select * from {{ ref('raw_files') }}

),

rejected_records as (

    select * from {{ union_of_tables(
        'landed', ['file_number', 'line_number', 'reject_reason', 'raw_record'], "reject_reason <> 'forgotten'"
    ) }} as records

),

described_records as (

    select
        raw_files.source_table,
        raw_files.source_file,
        rejected_records.line_number,
        rejected_records.reject_reason as reason,
        case
            when {{ shows_author_ids() if var('keep_raw_records') else 'false' }} then rejected_records.raw_record
        end as raw_record
    from rejected_records
    inner join raw_files on rejected_records.file_number = raw_files.file_number

)

select * from described_records
order by source_table, source_file, line_number
