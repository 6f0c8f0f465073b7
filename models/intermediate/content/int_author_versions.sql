-- asked instead of the files that came: whatever changed a row, by whichever file or hand, is seen in the row
with post_images as (

    select * from {{ ref('stg_delivery__post_images') }}

),

post_versions as (

    select
        author_id,
        {{ set_key_of_rows(fingerprint([
            'file_number', 'line_number', 'post_id', 'image_id', 'published_at', 'like_count', 'comment_count'
        ])) }} as post_version
    from post_images
    group by author_id

),

-- built_from, too: labels that are no fashion are in no set, but with any label of an image its rows are rebuilt
item_versions as (

    select
        author_images.author_id,
        {{ set_key_of_rows(fingerprint([
            'image_items.image_id', 'image_items.set_key', 'image_items.item_count', 'image_items.built_from'
        ])) }} as item_version
    from {{ ref('int_image_items') }} as image_items
    inner join {{ ref('int_author_image_weeks') }} as author_images on image_items.image_id = author_images.image_id
    group by author_images.author_id

),

author_versions as (

    select
        post_versions.author_id,
        {{ fingerprint(['post_versions.post_version', 'item_versions.item_version']) }} as author_version
    from post_versions
    left join item_versions on post_versions.author_id = item_versions.author_id

)

select * from author_versions
