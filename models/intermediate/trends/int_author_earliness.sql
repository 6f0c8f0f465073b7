-- how much earlier an author shows rising trends than others would who post in the same weeks, given the number of uses
with author_weeks as (

    select * from {{ ref('int_author_target_weeks') }}

),

gains as (

    select gains.*
    from {{ ref('int_trend_gains') }} as gains
    inner join {{ ref('int_rising_trends') }} as rising_trends on gains.trend_number = rising_trends.trend_number

),

uses as (

    select
        gains.trend_number,
        gains.base_target_number,
        author_weeks.author_id,
        count(*) as use_count,
        {{ exact_sum('gains.gain') }} as gained
    from gains
    inner join author_weeks on gains.trend_number = author_weeks.target_number and gains.week = author_weeks.week
    group by gains.trend_number, gains.base_target_number, author_weeks.author_id

),

-- the author's weeks with the garment weigh as many uses as the panel would have in them
expected as (

    select
        uses.trend_number,
        uses.author_id,
        uses.use_count,
        uses.gained,
        {{ exact_sum('ln(1 + author_weeks.item_count) * gains.use_rate') }} as weight,
        {{ exact_sum('ln(1 + author_weeks.item_count) * gains.use_rate * gains.gain') }} as weighted_gain,
        {{ exact_sum('ln(1 + author_weeks.item_count) * gains.use_rate * gains.gain * gains.gain') }} as weighted_square
    from uses
    inner join author_weeks
        on uses.author_id = author_weeks.author_id and uses.base_target_number = author_weeks.target_number
    inner join gains on uses.trend_number = gains.trend_number and author_weeks.week = gains.week
    group by uses.trend_number, uses.author_id, uses.use_count, uses.gained

),

author_sums as (

    select
        author_id,
        sum(use_count) as use_count,
        count(*) as trend_count,
        {{ exact_sum('gained - use_count * weighted_gain / weight') }} as excess,
        {{ exact_sum('use_count * greatest(weighted_square / weight - power(weighted_gain / weight, 2), 0)') }} as variance
    from expected
    group by author_id

),

scores as (

    select
        author_sums.author_id,
        author_sums.use_count,
        author_sums.trend_count,
        case
            when author_sums.use_count < thresholds.earliness_min_uses then 'too_few_uses'
            when author_sums.variance < thresholds.earliness_min_variance then 'no_variation'
        end as reason,
        author_sums.excess / sqrt(nullif(author_sums.variance, 0)) as raw_score
    from author_sums
    cross join {{ ref('int_thresholds') }} as thresholds

),

middle as (

    select median(raw_score) as score from scores
    where reason is null

),

-- median distance to the median, times 1.4826: the standard deviation of a normal panel, whatever its tails
spread as (

    select 1.4826e0 * median(abs(scores.raw_score - middle.score)) as robust_sd
    from scores
    cross join middle
    where scores.reason is null

),

earliness as (

    select
        scores.author_id,
        scores.use_count,
        scores.trend_count,
        scores.reason,
        case when scores.reason is null then scores.raw_score / greatest(1, spread.robust_sd) end as earliness_z
    from scores
    cross join spread

)

select * from earliness
