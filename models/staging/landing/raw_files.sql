with inspected_files as (

    select unnest(inspect_raw_files()) as raw_file

),

numbered_files as (

    select
        -- a further part of one table leaves the numbers of the others as they are
        100000 * dense_rank() over (order by raw_file.source_table)
        + row_number() over (partition by raw_file.source_table order by raw_file.source_file) as file_number,
        -- a delivery that can't be read stops here with its sentence
        case when raw_file.problem is not null then error(raw_file.problem) else raw_file.source_table end as source_table,
        raw_file.source_file,
        raw_file.read_path,
        raw_file.file_format,
        raw_file.columns,
        raw_file.record_count,
        raw_file.rejected_count,
        raw_file.is_repaired,
        raw_file.file_version,
        md5(string_agg(raw_file.file_version, ',') over (
            partition by raw_file.source_table order by raw_file.source_file rows unbounded preceding
        )) as delivery_version
    from inspected_files

)

select * from numbered_files
