-- mean earliness of each segment against what as many accounts drawn at random from the panel would have
with earliness as (

    select
        author_id,
        earliness_z,
        is_early
    from {{ ref('author_earliness') }}
    where earliness_z is not null

),

author_segments as (

    select
        author_id,
        segmentation,
        segment
    from {{ ref('int_author_segmentations') }}
    union all
    select
        author_id,
        'fashion_forward' as segmentation,
        case when is_fashion_forward then 'hand_picked' else 'not_hand_picked' end as segment
    from {{ ref('int_authors') }}

),

panel as (

    select
        count(*) as author_count,
        {{ exact_mean('earliness_z') }} as mean,  -- noqa: RF04
        max(earliness_z) - min(earliness_z) as spread
    from earliness

),

panel_spread as (

    select {{ exact_stddev('earliness.earliness_z', 'panel.mean', 'panel.spread') }} as sd
    from earliness
    cross join panel

),

segment_means as (

    select
        author_segments.segmentation,
        author_segments.segment,
        count(earliness.author_id) as author_count,
        sum(case when earliness.is_early then 1 else 0 end) as early_count,
        {{ exact_mean('earliness.earliness_z') }} as earliness_mean,
        max(earliness.earliness_z) - min(earliness.earliness_z) as spread
    from author_segments
    left join earliness on author_segments.author_id = earliness.author_id
    group by author_segments.segmentation, author_segments.segment

),

segment_spreads as (

    select
        means.segmentation,
        means.segment,
        {{ exact_stddev('earliness.earliness_z', 'means.earliness_mean', 'means.spread') }} as sd
    from segment_means as means
    inner join author_segments
        on means.segmentation = author_segments.segmentation and means.segment = author_segments.segment
    inner join earliness on author_segments.author_id = earliness.author_id
    group by means.segmentation, means.segment

),

compared_segments as (

    select
        means.*,
        panel.mean as baseline_mean,
        segment_spreads.sd / sqrt(cast(means.author_count as double)) as standard_error,
        case
            when means.author_count >= thresholds.earliness_min_authors and means.author_count < panel.author_count
                then
                    panel_spread.sd / sqrt(cast(means.author_count as double))
                    * sqrt(cast(panel.author_count - means.author_count as double) / (panel.author_count - 1))
        end as baseline_sd
    from segment_means as means
    cross join panel
    cross join panel_spread
    cross join {{ ref('int_thresholds') }} as thresholds
    left join segment_spreads on means.segmentation = segment_spreads.segmentation and means.segment = segment_spreads.segment

),

tested_segments as (

    select
        *,
        2 * {{ normal_tail('abs((earliness_mean - baseline_mean) / nullif(baseline_sd, 0))') }} as p_value
    from compared_segments

)

select
    tests.segmentation,
    tests.segment,
    cast(tests.author_count as bigint) as author_count,
    cast(tests.early_count as bigint) as early_count,
    cast(tests.earliness_mean as double) as earliness_mean,
    cast(tests.earliness_mean - thresholds.momentum_claim_score * tests.standard_error as double) as ci_low,
    cast(tests.earliness_mean + thresholds.momentum_claim_score * tests.standard_error as double) as ci_high,
    cast(tests.baseline_mean as double) as baseline_mean,
    cast(tests.baseline_sd as double) as baseline_sd,
    cast(tests.p_value as double) as p_value,
    cast(tests.q_value as double) as q_value
from {{ benjamini_hochberg('tested_segments', 'p_value', 'segmentation') }} as tests
cross join {{ ref('int_thresholds') }} as thresholds
order by tests.segmentation, tests.segment
