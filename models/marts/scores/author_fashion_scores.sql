{%- set numbers = [
    'log_followers', 'log_follows', 'log_posts', 'likes_per_follower', 'comments_per_like', 'images_per_post', 'log_items', 'log_images',
    'content_score'
] -%}

with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select * from {{ ref('int_authors') }}

),

account_features as (

    select * from {{ ref('int_account_features') }}

),

-- the account and its content together; the other groups are there to be compared with it
fits as (

    select
        kind,
        measure,
        part,
        value
    from {{ ref('forward_fits') }}
    where feature_group = 'content_and_account'

),

listed as (

    select
        count(*) as author_count,
        count(case when is_listed then 1 end) as listed_count
    from account_features

),

labels as (

    select
        part as label_number,
        max(case when kind = 'coefficient' then value end) as coefficient,
        thresholds.forward_prior_items * max(case when kind = 'panel_share' then value end) as prior_count
    from fits
    cross join thresholds
    where part is not null and kind in ('coefficient', 'panel_share')
    group by part, thresholds.forward_prior_items

),

-- what an account says that shows none of the labels, and nothing where no label is common enough
absent as (

    select coalesce({{ exact_sum('coefficient * sqrt(prior_count)') }}, 0) as logit from labels

),

-- what the labels that an account shows add to it
present as (

    select
        author_labels.author_id,
        {{ exact_sum(
            'labels.coefficient * (sqrt(author_labels.item_count + labels.prior_count) - sqrt(labels.prior_count))'
        ) }} as logit
    from {{ ref('int_author_labels') }} as author_labels
    inner join labels on author_labels.label_number = labels.label_number
    group by author_labels.author_id

),

-- one row, of nulls where there is no model
coefficients as (

    select
        {% for number in numbers -%}
        max(case when kind = 'coefficient' and measure = '{{ number }}' then value end) as {{ number }},
        max(case when kind = 'median' and measure = '{{ number }}' then value end) as median_{{ number }},
        {% endfor -%}
        max(case when kind = 'coefficient' and measure = 'intercept' then value end) as intercept
    from fits
    where part is null

),

-- of an unknown number the median
logits as (

    select
        account_features.*,
        coefficients.intercept
        + (absent.logit + coalesce(present.logit, 0))
        / sqrt(account_features.item_count + thresholds.forward_prior_items)
        {% for number in numbers -%}
        + coefficients.{{ number }} * coalesce(account_features.{{ number }}, coefficients.median_{{ number }})
        {% endfor -%}
            as logit
    from account_features
    cross join coefficients
    cross join absent
    cross join thresholds
    left join present on account_features.author_id = present.author_id

),

scores as (

    select
        *,
        1 / (1 + exp(-logit)) as forward_score,
        percent_rank() over (partition by content_score is null order by content_score) as content_percentile,
        percent_rank() over (order by logit) as forward_percentile
    from logits

)

select
    authors.author_id,
    coalesce(authors.is_fashion_forward, false) as is_listed,
    cast(coalesce(scores.item_count, 0) as bigint) as item_count,
    case when scores.content_score is null then 'no_items' else 'scored' end as score_state,
    cast(scores.content_score as double) as content_score,
    cast(case when scores.content_score is not null then scores.content_percentile end as double) as content_percentile,
    cast(scores.forward_score as double) as forward_score,
    cast(case when scores.forward_score is not null then scores.forward_percentile end as double) as forward_percentile,
    cast(scores.forward_score * listed.author_count / nullif(listed.listed_count, 0) as double) as forward_lift,
    case
        when listed.listed_count < thresholds.forward_min_listed then 'too_few_listed'
        when listed.author_count - listed.listed_count < thresholds.forward_min_listed then 'too_few_unlisted'
        when scores.author_id is null then 'no_posts'
    end as reason
from authors
cross join listed
cross join thresholds
left join scores on authors.author_id = scores.author_id
order by authors.author_id
