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

author_items as (

    select
        authors.author_id,
        coalesce(author_items.item_count, 0) as author_item_count
    from {{ ref('int_authors') }} as authors
    left join {{ ref('int_author_items') }} as author_items on authors.author_id = author_items.author_id

),

author_category_grid as (

    select
        author_items.author_id,
        author_items.author_item_count,
        categories.category,
        categories.min_ratio,
        categories.min_items,
        categories.min_posts,
        coalesce(category_items.item_count, 0) as items,
        coalesce(category_posts.post_count, 0) as posts
    from author_items
    cross join categories
    left join {{ ref('int_author_category_items') }} as category_items
        on author_items.author_id = category_items.author_id and categories.category = category_items.category
    left join {{ ref('int_author_category_posts') }} as category_posts
        on author_items.author_id = category_posts.author_id and categories.category = category_posts.category

),

panel_shares as (

    select
        category,
        sum(items) / nullif(cast(sum(author_item_count) as double), 0) as panel_share
    from author_category_grid
    group by category

),

measured_grid as (

    select
        author_category_grid.*,
        panel_shares.panel_share,
        author_category_grid.items / nullif(cast(author_category_grid.author_item_count as double), 0) as share,
        {{ wilson_lower_bound('author_category_grid.items', 'author_category_grid.author_item_count', 'thresholds.wilson_z') }}
            as lower_bound
    from author_category_grid
    cross join thresholds
    inner join panel_shares on author_category_grid.category = panel_shares.category

),

flagged_grid as (

    select
        author_id,
        category,
        items,
        posts,
        share,
        lower_bound,
        panel_share,
        share / nullif(panel_share, 0) as ratio,
        coalesce(
            items >= min_items and posts >= min_posts and lower_bound > min_ratio * panel_share,
            false
        ) as is_flagged
    from measured_grid

)

select * from flagged_grid
