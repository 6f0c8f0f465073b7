-- the style rules on each half of the weeks alone, with the shares of the panel in that half
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

category_items as (

    select
        *,
        author_posts - 1 as other_posts,
        cast(items as double) / author_items as share
    from {{ ref('int_half_category_items') }}
    where author_items > 0

),

panel as (

    select
        category_items.half,
        category_items.category,
        sum(category_items.items) / cast(sum(category_items.author_items) as double) as panel_share,
        {{ panel_design_effect(
            'category_items.design_effect', 'category_items.other_posts', 'thresholds.design_effect_max_weight'
        ) }} as panel_effect
    from category_items
    cross join thresholds
    group by category_items.half, category_items.category

),

effective_items as (

    select
        category_items.*,
        panel.panel_share,
        {{ effective_items(
            'category_items.author_items', 'category_items.other_posts', 'category_items.design_effect', 'panel.panel_effect',
            'thresholds.design_effect_prior_posts'
        ) }} as effective_item_count
    from category_items
    cross join thresholds
    inner join panel on category_items.half = panel.half and category_items.category = panel.category

),

-- the largest excess over the panel, ties by name
ranked_flags as (

    select
        effective_items.author_id,
        effective_items.half,
        effective_items.category,
        row_number() over (
            partition by effective_items.author_id, effective_items.half
            order by
                (effective_items.share - effective_items.panel_share) / sqrt(effective_items.panel_share) desc,
                effective_items.category asc
        ) as strength
    from effective_items
    cross join thresholds
    inner join {{ ref('style_rules') }} as style_rules on effective_items.category = style_rules.category
    where
        effective_items.items >= style_rules.min_items
        and effective_items.posts >= style_rules.min_posts
        and effective_items.panel_share > 0
        and {{ wilson_lower_bound(
            'effective_items.share * effective_items.effective_item_count', 'effective_items.effective_item_count',
            'thresholds.wilson_z'
        ) }} > style_rules.min_ratio * effective_items.panel_share

),

halves as (

    select distinct
        author_id,
        half,
        author_images,
        author_items,
        author_fashion_items
    from {{ ref('int_half_category_items') }}

),

half_eligibility as (

    select
        halves.author_id,
        halves.half,
        {{ style_eligibility(
            'halves.author_images', 'halves.author_items',
            "case halves.half when 'a' then author_items.half_a_fashion_image_count"
            ~ ' else author_items.fashion_image_count - author_items.half_a_fashion_image_count end',
            'halves.author_fashion_items', 'thresholds.min_fashion_images', 'thresholds.min_fashion_items',
            'thresholds.min_fashion_share'
        ) }} as eligibility
    from halves
    cross join thresholds
    inner join {{ ref('int_author_items') }} as author_items on halves.author_id = author_items.author_id

),

half_styles as (

    select
        half_eligibility.author_id,
        half_eligibility.half,
        case
            when ranked_flags.category is not null then ranked_flags.category
            when half_eligibility.eligibility = 'eligible' then 'generalist'
            else half_eligibility.eligibility
        end as segment
    from half_eligibility
    left join ranked_flags
        on
            half_eligibility.author_id = ranked_flags.author_id
            and half_eligibility.half = ranked_flags.half
            and ranked_flags.strength = 1

)

select * from half_styles
