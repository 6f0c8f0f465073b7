with landed_records as (

    select * from {{ ref('landed_post_images') }}
    where reject_reason is null

),

duplicates as (

    select * from {{ ref('duplicate_post_images') }}

),

staged_records as (

    select
        ---- ids
        post_id,
        author_id,
        image_id,
        file_number,
        line_number,

        ---- text
        post_caption,

        ---- counts
        comment_count,
        like_count,

        ---- timestamps
        published_at
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
