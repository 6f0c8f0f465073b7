with valid_records as (

    select * from {{ ref('landed_post_images') }}
    where reject_reason is null

),

-- few keys come twice: only their records are compared in full
repeated_keys as (

    select
        post_id,
        image_id
    from valid_records
    group by post_id, image_id
    having count(*) > 1

),

ranked_records as (

    select
        valid_records.file_number,
        valid_records.line_number,
        row_number() over (
            partition by
                valid_records.post_id,
                valid_records.image_id,
                valid_records.author_id,
                valid_records.comment_count,
                valid_records.like_count,
                valid_records.published_at,
                valid_records.post_caption
            order by valid_records.file_number, valid_records.line_number
        ) as occurrence
    from valid_records
    inner join repeated_keys
        on
            valid_records.post_id = repeated_keys.post_id
            and valid_records.image_id = repeated_keys.image_id

)

select
    file_number,
    line_number
from ranked_records
where occurrence > 1
