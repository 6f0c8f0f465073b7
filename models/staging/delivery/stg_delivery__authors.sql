-- depends_on: {{ ref('raw_issue_counts') }}
with landed_records as (

    select * from {{ ref('landed_authors') }}
    where reject_reason is null

),

duplicates as (

    select * from {{ ref('duplicate_authors') }}

),

staged_records as (

    select
        ---- ids
        author_id,
        file_number,
        line_number,

        ---- text
        bio,

        ---- counts
        follower_count,
        follow_count
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
