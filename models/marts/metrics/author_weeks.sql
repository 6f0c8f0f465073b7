{%- set categories = [
    'accessories', 'clothing', 'denim_and_pattern', 'fashion_forward', 'footwear', 'luxury', 'sportswear', 'streetwear'
] -%}

with image_items as (

    select * from {{ ref('int_image_items') }}

),

category_bits as (

    select
        {% for category in categories -%}
        max(case when category = '{{ category }}' then category_bit end) as {{ category }}_bit,
        {% endfor -%}
        count(*) as category_count
    from {{ ref('categories') }}

),

author_week_images as (

    select
        author_id,
        week,
        count(*) as image_count
    from {{ ref('int_author_image_weeks') }}
    group by author_id, week

),

author_week_sets as (

    select
        author_image_weeks.author_id,
        author_image_weeks.week,
        item_sets.category_set,
        item_sets.is_fashion,
        cast(image_items.item_count as double) as item_count
    from {{ ref('int_author_image_weeks') }} as author_image_weeks
    inner join image_items on author_image_weeks.image_id = image_items.image_id
    inner join {{ ref('int_item_sets') }} as item_sets on image_items.set_key = item_sets.set_key

),

-- doubles add whole numbers exactly up to 2^53, and twice as fast as the 128 bits in which the engine adds integers
author_week_items as (

    select
        week_sets.author_id,
        week_sets.week,
        sum(week_sets.item_count) as item_count,
        {% for category in categories -%}
        sum(case when {{ set_holds('week_sets.category_set', 'bits.' ~ category ~ '_bit') }} then week_sets.item_count else 0.0 end)
            as {{ category }}_item_count,
        {% endfor -%}
        sum(case when week_sets.is_fashion then week_sets.item_count else 0.0 end) as fashion_item_count
    from author_week_sets as week_sets
    cross join category_bits as bits
    group by week_sets.author_id, week_sets.week

),

author_weeks as (

    select
        images.author_id,
        images.week,
        images.image_count,
        cast(coalesce(items.item_count, 0) as bigint) as item_count,
        {% for category in categories -%}
        cast(coalesce(items.{{ category }}_item_count, 0) as bigint) as {{ category }}_item_count,
        {% endfor -%}
        cast(coalesce(items.fashion_item_count, 0) as bigint) as fashion_item_count
    from author_week_images as images
    left join author_week_items as items on images.author_id = items.author_id and images.week = items.week

)

select * from author_weeks
order by author_id, week
