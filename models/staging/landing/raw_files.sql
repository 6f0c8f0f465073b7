with inspected_files as (

    {{ inspected_files() }}

),

numbered_files as (

    select
        -- a new file of one table leaves the numbers of the others as they are
        100000 * dense_rank() over (order by source_table)
        + row_number() over (partition by source_table order by source_file) as file_number,
        *
    from inspected_files

)

select * from numbered_files
