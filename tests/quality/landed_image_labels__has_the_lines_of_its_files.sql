-- Fails for each delivered file whose records are not at consecutive lines from its first on; a repaired copy tells lines itself.
with landed_files as (

    select
        file_number,
        count(*) as row_count,
        min(line_number) as first_line,
        max(line_number) as last_line
    from {{ ref('landed_image_labels') }}
    group by file_number

),

raw_files as (

    select
        file_number,
        case when file_format = 'csv' then 2 else 1 end as first_line
    from {{ ref('raw_files') }}
    where not is_repaired

)

select
    landed_files.file_number,
    landed_files.first_line,
    landed_files.last_line
from landed_files
inner join raw_files on landed_files.file_number = raw_files.file_number
where
    landed_files.first_line <> raw_files.first_line
    or landed_files.last_line <> raw_files.first_line + landed_files.row_count - 1
