with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

style_features as (

    select * from {{ ref('style_features') }}

),

author_counts as (

    select
        eligibility.author_id,
        style_features.category,
        style_features.weight,
        eligibility.item_count,
        coalesce(category_items.item_count, 0) as category_item_count
    from {{ ref('int_style_eligibility') }} as eligibility
    cross join style_features
    left join {{ ref('int_author_category_items') }} as category_items
        on eligibility.author_id = category_items.author_id and style_features.category = category_items.category
    where eligibility.eligibility = 'eligible'

),

panel_shares as (

    select
        category,
        sum(category_item_count) / cast(sum(item_count) as double) as panel_share
    from author_counts
    group by category

),

-- a category that nobody shows tells nobody apart and is no feature
author_features as (

    select
        author_counts.author_id,
        author_counts.category as feature,
        author_counts.category_item_count,
        author_counts.item_count,
        author_counts.weight,
        panel_shares.panel_share,
        {{ style_feature(
            'author_counts.category_item_count', 'author_counts.item_count', 'panel_shares.panel_share',
            'author_counts.weight', 'thresholds.share_prior_items'
        ) }} as value
    from author_counts
    cross join thresholds
    inner join panel_shares on author_counts.category = panel_shares.category
    where panel_shares.panel_share > 0

)

select * from author_features
