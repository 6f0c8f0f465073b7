with label_records as (

    select
        *,
        {{ place_in_table() }} as record_number
    from {{ ref('landed_label_records') }}

),

numbered_records as (

    select
        ---- ids
        file_number,
        coalesce(line_number, record_number + line_offset) as line_number,
        record_number,
        file_version,
        image_id,
        position_in_image,

        ---- text
        label_type,
        label_name,

        ---- what could not be used
        null_cells,
        reject_reason,
        rejected_value,
        raw_record
    from label_records

)

select * from numbered_records
