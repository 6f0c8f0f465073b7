with landed_records as (

    select * from {{ ref('landed_image_labels') }}
    where reject_reason is null

),

duplicates as (

    select * from {{ ref('duplicate_image_labels') }}

),

staged_records as (

    select
        ---- ids
        image_id,
        position_in_image,

        ---- text
        label_type,
        label_name
    from landed_records
    where not exists (
        select 1
        from duplicates
        where
            duplicates.file_number = landed_records.file_number
            and duplicates.line_number = landed_records.line_number
    )

)

select * from staged_records
