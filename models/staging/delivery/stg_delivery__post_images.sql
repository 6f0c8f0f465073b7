{%- set record_number = 'file_number * 10000000000 + line_number' -%}

-- depends_on: {{ ref('raw_issue_counts') }}
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
    -- not an anti-join, for which the engine would build its hash table on the millions of records, in each model that reads them
    where {{ record_number }} not in (select {{ record_number }} from duplicates)

)

select * from staged_records
