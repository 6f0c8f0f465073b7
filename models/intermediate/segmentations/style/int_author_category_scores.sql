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
        author_items.author_id,
        author_items.item_count as author_items,
        greatest(author_items.item_post_count - 1, 0) as other_posts,
        categories.category,
        categories.min_ratio,
        categories.min_items,
        categories.min_posts,
        coalesce(category_items.item_count, 0) as items,
        coalesce(category_items.post_count, 0) as posts,
        category_items.design_effect
    from {{ ref('int_author_items') }} as author_items
    cross join categories
    left join {{ ref('int_author_category_items') }} as category_items
        on author_items.author_id = category_items.author_id and categories.category = category_items.category

),

panel as (

    select
        grid.category,
        sum(grid.items) / nullif(cast(sum(grid.author_items) as double), 0) as panel_share,
        {{ panel_design_effect('grid.design_effect', 'grid.other_posts', 'thresholds.design_effect_max_weight') }}
            as panel_effect
    from author_category_grid as grid
    cross join thresholds
    group by grid.category

),

effective_items as (

    select
        grid.*,
        panel.panel_share,
        grid.items / nullif(cast(grid.author_items as double), 0) as share,
        {{ effective_items(
            'grid.author_items', 'grid.other_posts', 'grid.design_effect', 'panel.panel_effect',
            'thresholds.design_effect_prior_posts'
        ) }} as effective_item_count
    from author_category_grid as grid
    inner join panel on grid.category = panel.category
    cross join thresholds

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
