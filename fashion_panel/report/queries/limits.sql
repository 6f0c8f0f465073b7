-- One row: what a number must pass before a sentence is made of it.
with report_limits as (

    select * from seeds.report_limits

),

thresholds as (

    select * from seeds.thresholds

),

limit_columns as (

    select
        max(case when limit_name = 'min_accounts' then value end) as min_accounts,
        max(case when limit_name = 'min_posts' then value end) as min_posts,
        max(case when limit_name = 'clear_ratio' then value end) as clear_ratio,
        max(case when limit_name = 'seeming_lift' then value end) as seeming_lift,
        max(case when limit_name = 'weak_share' then value end) as weak_share,
        max(case when limit_name = 'strong_share' then value end) as strong_share,
        max(case when limit_name = 'claim_se' then value end) as claim_se,
        max(case when limit_name = 'clear_z' then value end) as clear_z,
        max(case when limit_name = 'max_refresh_weeks' then value end) as max_refresh_weeks,
        max(case when limit_name = 'unusual_by_chance' then value end) as unusual_by_chance
    from report_limits

),

threshold_columns as (

    select
        max(case when threshold_name = 'discriminating_q_value' then value end) as claim_q_value,
        max(case when threshold_name = 'momentum_weeks' then value end) as momentum_weeks,
        max(case when threshold_name = 'kmeans_min_jaccard' then value end) as least_jaccard
    from thresholds

)

select *
from limit_columns
cross join threshold_columns
