-- depends_on: {{ ref('raw_issue_counts') }}
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
        file_number,

        ---- text
        label_type,
        label_name
    from landed_records
    -- not an anti-join, for which the engine would build its hash table on the 25 million rows
    where record_number not in (select record_number from duplicates)

)

select * from staged_records
