with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

half_counts as (

    select
        halves.author_id,
        halves.half,
        halves.category,
        style_features.weight,
        halves.items,
        halves.author_items,
        min(halves.author_items) over (partition by halves.author_id) as least_author_items
    from {{ ref('int_half_category_items') }} as halves
    inner join {{ ref('int_author_items') }} as author_items on halves.author_id = author_items.author_id
    inner join {{ ref('style_features') }} as style_features on halves.category = style_features.category
    where author_items.eligibility = 'eligible'

),

author_counts as (

    select
        author_id,
        'both' as half,
        category,
        weight,
        cast(sum(items) as bigint) as items,
        cast(sum(author_items) as bigint) as author_items
    from half_counts
    group by author_id, category, weight
    union all
    select
        author_id,
        half,
        category,
        weight,
        items,
        author_items
    from half_counts
    where least_author_items > 0

),

-- a category that nobody shows tells nobody apart and is no feature
panel_shares as (

    select
        category,
        sum(items) / cast(sum(author_items) as double) as panel_share
    from author_counts
    where half = 'both'
    group by category
    having sum(items) > 0

),

author_features as (

    select
        author_counts.author_id,
        author_counts.half,
        author_counts.category as feature,
        author_counts.weight,
        panel_shares.panel_share,
        {{ style_feature(
            'author_counts.items', 'author_counts.author_items', 'panel_shares.panel_share', 'author_counts.weight',
            'thresholds.share_prior_items'
        ) }} as value
    from author_counts
    cross join thresholds
    inner join panel_shares on author_counts.category = panel_shares.category

)

select * from author_features
