with author_image_weeks as (

    select * from {{ ref('int_author_image_weeks') }}

),

image_items as (

    select * from {{ ref('int_image_items') }}

),

label_sets as (

    select * from {{ ref('int_label_sets') }}

),

author_week_sets as (

    select
        author_image_weeks.author_id,
        author_image_weeks.week,
        label_sets.label_set_number,
        cast(sum(image_items.item_count) as bigint) as item_count
    from image_items
    inner join label_sets
        on
            image_items.bits_0 = label_sets.bits_0
            and image_items.bits_1 = label_sets.bits_1
            and image_items.bits_2 = label_sets.bits_2
            and image_items.bits_3 = label_sets.bits_3
    inner join author_image_weeks on image_items.image_id = author_image_weeks.image_id
    group by author_image_weeks.author_id, author_image_weeks.week, label_sets.label_set_number

)

select * from author_week_sets
