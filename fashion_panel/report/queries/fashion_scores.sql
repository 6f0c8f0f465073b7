-- One row: how well the forward score names the hand-picked accounts, and how many it takes to learn from.
with models as (

    select * from marts.fashion_score_models

),

scores as (

    select * from marts.author_fashion_scores

),

quality as (

    select
        max(case when feature_group = 'content_and_account' and measure = 'auc' then value end) as auc,
        max(case when feature_group = 'content_and_account' and measure = 'auc_low' then value end) as auc_low,
        max(case when feature_group = 'content_and_account' and measure = 'auc_high' then value end) as auc_high,
        max(case when feature_group = 'content_and_account' and measure = 'auc_within_cohorts' then value end) as within_auc,
        max(case when feature_group = 'account' and measure = 'auc_within_cohorts' then value end) as account_within_auc
    from models
    where kind = 'quality'

),

listed as (

    select count(case when reason = 'too_few_listed' then 1 end) > 0 as are_too_few
    from scores

),

threshold_columns as (

    select max(case when threshold_name = 'forward_min_listed' then value end) as min_listed from seeds.thresholds

)

select *
from quality
cross join listed
cross join threshold_columns
