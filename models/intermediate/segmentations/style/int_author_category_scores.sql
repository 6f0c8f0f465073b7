with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

categories as (

    select
        categories.category,
        style_rules.min_ratio,
        style_rules.min_items,
        style_rules.min_posts
    from {{ ref('categories') }} as categories
    inner join {{ ref('style_rules') }} as style_rules on categories.category = style_rules.category

),

author_category_grid as (

    select
        authors.author_id,
        coalesce(author_items.item_count, 0) as author_items,
        greatest(coalesce(author_items.item_post_count, 0) - 1, 0) as other_posts,
        categories.category,
        categories.min_ratio,
        categories.min_items,
        categories.min_posts,
        coalesce(category_items.item_count, 0) as items,
        coalesce(category_items.post_count, 0) as posts,
        category_items.design_effect
    from {{ ref('int_authors') }} as authors
    cross join categories
    left join {{ ref('int_author_items') }} as author_items on authors.author_id = author_items.author_id
    left join {{ ref('int_author_category_items') }} as category_items
        on authors.author_id = category_items.author_id and categories.category = category_items.category

),

weighted_effects as (

    select
        author_category_grid.*,
        case
            when author_category_grid.design_effect is not null
                then least(author_category_grid.other_posts, thresholds.design_effect_max_weight)
        end as effect_weight
    from author_category_grid
    cross join thresholds

),

panel as (

    select
        category,
        sum(items) / nullif(cast(sum(author_items) as double), 0) as panel_share,
        greatest(
            1.0,
            coalesce({{ exact_sum('effect_weight * design_effect', 9) }} / nullif({{ exact_sum('effect_weight', 9) }}, 0), 1.0)
        ) as design_effect
    from weighted_effects
    group by category

),

-- an author's own design effect is drawn from few posts, so it is shrunk to the panel's
design_effects as (

    select
        grid.*,
        panel.panel_share,
        greatest(
            1.0,
            (
                thresholds.design_effect_prior_posts * panel.design_effect
                + grid.other_posts * coalesce(grid.design_effect, panel.design_effect)
            ) / (thresholds.design_effect_prior_posts + grid.other_posts)
        ) as shrunk_effect
    from author_category_grid as grid
    inner join panel on grid.category = panel.category
    cross join thresholds

),

effective_items as (

    select
        *,
        items / nullif(cast(author_items as double), 0) as share,
        case when author_items > 0 then greatest(1.0, author_items / shrunk_effect) end as effective_item_count
    from design_effects

),

bounded_shares as (

    select
        effective_items.*,
        {{ wilson_lower_bound(
            'effective_items.share * effective_items.effective_item_count', 'effective_items.effective_item_count',
            'thresholds.wilson_z'
        ) }} as lower_bound
    from effective_items
    cross join thresholds

),

flagged_grid as (

    select
        author_id,
        category,
        items,
        posts,
        share,
        effective_item_count,
        lower_bound,
        panel_share,
        share / nullif(panel_share, 0) as ratio,
        (share - panel_share) / nullif(sqrt(panel_share), 0) as excess,
        coalesce(items >= min_items and posts >= min_posts and lower_bound > min_ratio * panel_share, false) as is_flagged
    from bounded_shares

)

select * from flagged_grid
