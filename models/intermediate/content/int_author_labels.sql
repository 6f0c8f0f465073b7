with authors as (

    {{ authors_to_build(label_numbers_version()) }}

),

image_labels as (

    select * from {{ ref('int_image_labels') }}

),

author_images as (

    select
        images.author_id,
        images.image_id,
        images.image_row_count,
        case when images.half = 'a' then 1 else 0 end as half_a_image_count,
        case when images.half = 'a' then images.image_row_count else 0 end as half_a_image_row_count
    from {{ ref('int_author_image_weeks') }} as images
    {% if is_incremental() -%}
    where images.author_id in (select author_id from authors)
    {% endif -%}

),

-- a staged row is one label on one item, so counting rows counts items
-- read from the labels, not from int_image_items: its sets leave out labels that are no fashion
author_labels as (

    select
        author_images.author_id,
        cast(image_labels.label_number as bigint) as label_number,
        count(*) as item_count,
        {{ whole_sum('author_images.image_row_count') }} as image_row_count,
        {{ whole_sum('author_images.half_a_image_count') }} as half_a_item_count,
        {{ whole_sum('author_images.half_a_image_row_count') }} as half_a_image_row_count
    from image_labels
    inner join author_images on image_labels.image_id = author_images.image_id
    group by author_images.author_id, image_labels.label_number

)

select
    author_labels.*,
    authors.author_version
from author_labels
inner join authors on author_labels.author_id = authors.author_id
