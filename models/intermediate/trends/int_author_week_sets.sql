-- not grouped: nine in ten rows would stay, and whoever reads this adds up
with author_image_weeks as (

    select * from {{ ref('int_author_image_weeks') }}

),

image_items as (

    select * from {{ ref('int_image_items') }}

),

label_sets as (

    select
        set_key,
        label_set_number
    from {{ ref('int_item_sets') }}
    where label_set_number is not null

),

author_week_sets as (

    select
        author_image_weeks.author_id,
        author_image_weeks.week,
        author_image_weeks.post_id,
        label_sets.label_set_number,
        image_items.item_count
    from image_items
    inner join label_sets on image_items.set_key = label_sets.set_key
    inner join author_image_weeks on image_items.image_id = author_image_weeks.image_id

)

select * from author_week_sets
