-- depends_on: {{ ref('raw_issue_counts') }}
with landed_records as (

    select * from {{ ref('landed_author_segmentations') }}
    where reject_reason is null

),

duplicates as (

    select * from {{ ref('duplicate_author_segmentations') }}

),

staged_records as (

    select
        ---- ids
        author_id,
        file_number,
        line_number,

        ---- text
        geo_zone,

        ---- counts
        follower_count,

        ---- flags
        is_fashion_forward
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
