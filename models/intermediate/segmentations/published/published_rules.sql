with features as (

    select * from {{ ref('published_rule_features') }}

),

percentiles as (

    select
        half,
        percentile_cont(0.75) within group (order by engagement_rate) as high_engagement,
        percentile_cont(0.25) within group (order by engagement_rate) as medium_engagement
    from features
    group by half

),

named_authors as (

    select
        features.half,
        features.author_id,
        features.engagement_rate,
        case
            when features.engagement_rate > percentiles.high_engagement then 'High'
            when features.engagement_rate > percentiles.medium_engagement then 'Medium'
            else 'Standard'
        end as engagement_level,
        case
            when features.published_tier = 'Null' then 'Undefined Account Profile'
            when features.luxury_count > 5 then features.published_tier || ' Luxury Fashion'
            when features.sportswear_count > 5 then features.published_tier || ' Sportswear Focus'
            when features.diversity_score >= 10 then features.published_tier || ' Fashion Curator'
            when features.footwear_count > features.accessories_count and features.footwear_count > features.clothing_count
                then features.published_tier || ' Footwear Specialist'
            when features.accessories_count > features.footwear_count and features.accessories_count > features.clothing_count
                then features.published_tier || ' Accessories Specialist'
            when features.pattern_count > 5 then features.published_tier || ' Style Trendsetter'
            else features.published_tier || ' Fashion General'
        end as style_segment
    from features
    inner join percentiles on features.half = percentiles.half

),

published_rules as (

    select
        half,
        author_id,
        engagement_rate,
        engagement_level,
        style_segment || case when engagement_level = 'High' then ' (High Engagement)' else '' end as segment
    from named_authors

)

select * from published_rules
