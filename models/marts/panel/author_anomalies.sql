{%- set metrics = ['likes_per_follower', 'comments_per_like', 'follow_ratio', 'follower_growth'] -%}
{#- they have no z: a limit of the author's own is compared -#}
{%- set limits = ['like_spread', 'burst_share'] -%}

with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

rules as (

    select * from {{ ref('anomaly_rules') }}

),

authenticity as (

    select
        *,
        case when metric in ('like_spread', 'burst_share') then value else z end as score
    from {{ ref('int_author_authenticity') }}

),

flags as (

    select
        authenticity.author_id,
        rules.reason
    from authenticity
    cross join thresholds
    inner join rules
        on
            authenticity.metric = rules.metric
            and authenticity.post_count >= rules.min_posts
            and case
                when rules.side = 'low' then authenticity.score < rules.threshold
                else authenticity.score > rules.threshold
            end
    where authenticity.metric <> 'follower_growth' or authenticity.value > ln(1 + thresholds.anomaly_min_growth)

),

flagged_authors as (

    select
        author_id,
        count(*) as anomaly_count,
        {{ ordered_list('reason') }} as reasons
    from flags
    group by author_id

),

author_metrics as (

    select
        author_id,
        {% for metric in metrics -%}
        max(case when metric = '{{ metric }}' then exp(value) end) as {{ metric }},
        max(case when metric = '{{ metric }}' then exp(center) end) as {{ metric }}_median,
        max(case when metric = '{{ metric }}' then z end) as {{ metric }}_z,
        {% endfor -%}
        {% for metric in limits -%}
        max(case when metric = '{{ metric }}' then value end) as {{ metric }}_limit,
        max(case when metric = '{{ metric }}' then center end) as {{ metric }}_limit_median,
        {% endfor -%}
        max(abs(z)) as largest_z
    from authenticity
    group by author_id

),

least_rule as (

    select min(min_posts) as min_posts from rules

),

states as (

    select
        authors.author_id,
        case
            when authors.post_count = 0 then 'no_posts'
            when coalesce(authors.follower_count, 0) = 0 or authors.post_count < least_rule.min_posts then 'insufficient_data'
            else 'checked'
        end as authenticity_state
    from {{ ref('dim_authors') }} as authors
    cross join least_rule

)

select
    states.author_id,
    states.authenticity_state,
    case when states.authenticity_state = 'checked' then coalesce(flagged_authors.anomaly_count, 0) end as anomaly_count,
    flagged_authors.reasons,
    {% for metric in metrics -%}
    author_metrics.{{ metric }}_z,
    {% endfor -%}
    {% for metric in limits -%}
    author_metrics.{{ metric }}_limit,
    {% endfor -%}
    {% for metric in metrics -%}
    author_metrics.{{ metric }},
    author_metrics.{{ metric }}_median,
    {% endfor -%}
    {% for metric in limits -%}
    author_metrics.{{ metric }}_limit_median,
    {% endfor -%}
    author_metrics.largest_z
from states
left join flagged_authors on states.author_id = flagged_authors.author_id
left join author_metrics on states.author_id = author_metrics.author_id
order by states.author_id
