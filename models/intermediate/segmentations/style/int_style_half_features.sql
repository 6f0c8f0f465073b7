with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

feature_scales as (

    select
        feature,
        max(panel_share) as panel_share,
        max(weight) as weight
    from {{ ref('int_style_features') }}
    group by feature

),

author_halves as (

    select
        halves.*,
        min(halves.item_count) over (partition by halves.author_id) as least_item_count
    from {{ ref('int_author_halves') }} as halves
    inner join {{ ref('int_style_eligibility') }} as eligibility on halves.author_id = eligibility.author_id
    where eligibility.eligibility = 'eligible'

),

category_counts as (

    {% for category in category_names() -%}
    select
        author_id,
        half,
        '{{ category }}' as category,
        {{ category }}_item_count as category_item_count,
        item_count
    from author_halves
    where least_item_count > 0
    {{ 'union all' if not loop.last }}
    {% endfor %}
),

half_features as (

    select
        category_counts.author_id,
        category_counts.half,
        feature_scales.feature,
        {{ style_feature(
            'category_counts.category_item_count', 'category_counts.item_count', 'feature_scales.panel_share',
            'feature_scales.weight', 'thresholds.share_prior_items'
        ) }} as value
    from category_counts
    inner join feature_scales on category_counts.category = feature_scales.feature
    cross join thresholds

)

select * from half_features
