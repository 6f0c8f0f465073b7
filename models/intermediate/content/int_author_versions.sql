-- asked instead of the files that came: whatever changed a row, by whichever file or hand, is seen in the row
with author_images as (

    select * from {{ ref('int_author_image_weeks') }}

),

image_versions as (

    select
        author_id,
        {{ set_key_of_rows(fingerprint(['image_id', 'post_id', 'week', 'half', 'image_row_count'])) }} as image_version
    from author_images
    group by author_id

),

item_versions as (

    select
        author_images.author_id,
        {{ set_key_of_rows(fingerprint(['image_items.image_id', 'image_items.set_key', 'image_items.item_count'])) }} as item_version
    from {{ ref('int_image_items') }} as image_items
    inner join author_images on image_items.image_id = author_images.image_id
    group by author_images.author_id

),

like_versions as (

    select
        author_id,
        {{ set_key_of_rows(fingerprint(['post_id', 'like_count'])) }} as like_version
    from {{ ref('int_posts') }}
    group by author_id

),

author_versions as (

    select
        image_versions.author_id,
        {{ fingerprint(['image_versions.image_version', 'item_versions.item_version', 'like_versions.like_version']) }} as author_version
    from image_versions
    left join item_versions on image_versions.author_id = item_versions.author_id
    left join like_versions on image_versions.author_id = like_versions.author_id

)

select * from author_versions
