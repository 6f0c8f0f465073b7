-- not grouped: nine in ten rows would stay, and whoever reads this adds up
with author_image_weeks as (

    select * from {{ ref('int_author_image_weeks') }}

),

image_items as (

    select * from {{ ref('int_image_items') }}

),

numbered_sets as (

    select
        item_sets.set_key,
        label_sets.label_set_number
    from {{ ref('int_item_sets') }} as item_sets
    inner join {{ ref('int_label_sets') }} as label_sets
        on
            item_sets.label_bitmask_0 = label_sets.label_bitmask_0
            and item_sets.label_bitmask_1 = label_sets.label_bitmask_1
            and item_sets.label_bitmask_2 = label_sets.label_bitmask_2
            and item_sets.label_bitmask_3 = label_sets.label_bitmask_3

),

author_week_sets as (

    select
        author_image_weeks.author_id,
        author_image_weeks.week,
        author_image_weeks.post_id,
        numbered_sets.label_set_number,
        image_items.item_count
    from image_items
    inner join numbered_sets on image_items.set_key = numbered_sets.set_key
    inner join author_image_weeks on image_items.image_id = author_image_weeks.image_id

)

select * from author_week_sets
