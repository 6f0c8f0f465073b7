with author_image_weeks as (

    select * from {{ ref('int_author_image_weeks') }}

),

image_items as (

    select * from {{ ref('int_image_items') }}

),

item_sets as (

    select * from {{ ref('int_item_sets') }}

),

category_bits as (

    select
        count(*) as category_count,
    {% for category in category_names() -%}
    max(case when category = '{{ category }}' then category_bit end) as {{ category }}_bit{{ ',' if not loop.last }}
    {% endfor %}
    from {{ categories_with_bits() }} as categories

),

author_week_images as (

    select
        author_id,
        week,
        count(*) as image_count
    from author_image_weeks
    group by author_id, week

),

-- doubles add whole numbers exactly up to 2^53, and twice as fast as the 128 bits in which the engine adds integers
author_week_sets as (

    select
        author_image_weeks.author_id,
        author_image_weeks.week,
        item_sets.category_set,
        item_sets.is_fashion,
        cast(image_items.item_count as double) as item_count
    from author_image_weeks
    inner join image_items on author_image_weeks.image_id = image_items.image_id
    inner join item_sets on image_items.set_key = item_sets.set_key

),

author_week_items as (

    select
        shown.author_id,
        shown.week,
        sum(shown.item_count) as item_count,
        {% for category in category_names() -%}
        sum(case when {{ set_holds('shown.category_set', 'bits.' ~ category ~ '_bit') }} then shown.item_count else 0.0 end)
            as {{ category }}_item_count,
        {% endfor -%}
        sum(case when shown.is_fashion then shown.item_count else 0.0 end) as fashion_item_count
    from author_week_sets as shown
    cross join category_bits as bits
    group by shown.author_id, shown.week

),

author_weeks as (

    select
        images.author_id,
        images.week,
        images.image_count,
        cast(coalesce(items.item_count, 0) as bigint) as item_count,
        {% for category in category_names() -%}
        cast(coalesce(items.{{ category }}_item_count, 0) as bigint) as {{ category }}_item_count,
        {% endfor -%}
        cast(coalesce(items.fashion_item_count, 0) as bigint) as fashion_item_count
    from author_week_images as images
    left join author_week_items as items on images.author_id = items.author_id and images.week = items.week

)

select * from author_weeks
