with raw_files as (

    select * from {{ ref('raw_files') }}

),

landed_files as (

    select
        file_number,
        count(*) as landed_rows,
        sum(case when reject_reason is not null then 1 else 0 end) as unused_rows,
        sum(case when reject_reason = 'forgotten' then 1 else 0 end) as forgotten_rows
    from {{ union_of_tables('landed', ['file_number', 'reject_reason']) }} as records
    group by file_number

),

duplicate_files as (

    select
        file_number,
        count(*) as duplicate_rows
    from {{ union_of_tables('duplicate', ['file_number']) }} as records
    group by file_number

),

-- raw_rows were counted by the inspection of the files, apart from the parser that landed them
ledger as (

    select
        raw_files.source_table,
        raw_files.source_file,
        raw_files.record_count as raw_rows,
        cast(
            coalesce(landed_files.landed_rows - landed_files.unused_rows - coalesce(duplicate_files.duplicate_rows, 0), 0)
            as bigint
        ) as staged_rows,
        coalesce(duplicate_files.duplicate_rows, 0) as duplicate_rows,
        cast(coalesce(landed_files.unused_rows - landed_files.forgotten_rows, 0) as bigint) as rejected_rows,
        cast(coalesce(landed_files.forgotten_rows, 0) as bigint) as forgotten_rows
    from raw_files
    left join landed_files on raw_files.file_number = landed_files.file_number
    left join duplicate_files on raw_files.file_number = duplicate_files.file_number

)

select * from ledger
order by source_table, source_file
