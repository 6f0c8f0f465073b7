with brand_labels as (

    select
        labels.label_number,
        labels.canonical_name as brand,
        models.implied_label_name as base_name
    from {{ ref('int_labels') }} as labels
    inner join {{ ref('trend_models') }} as models on labels.label_type = models.label_type
    where labels.axis = 'brand'

),

brand_images as (

    select
        image_labels.image_id,
        brand_labels.brand,
        brand_labels.base_name
    from {{ ref('int_image_labels') }} as image_labels
    inner join brand_labels on image_labels.label_number = brand_labels.label_number

)

select
    author_images.author_id,
    brand_images.brand,
    count(*) as item_count,
    cast(sum(case when brand_images.base_name = 'shoes' then 1 else 0 end) as bigint) as shoe_item_count,
    cast(sum(case when brand_images.base_name = 'bag' then 1 else 0 end) as bigint) as bag_item_count,
    count(distinct author_images.post_id) as post_count
from {{ ref('int_author_image_weeks') }} as author_images
inner join brand_images on author_images.image_id = brand_images.image_id
group by author_images.author_id, brand_images.brand
