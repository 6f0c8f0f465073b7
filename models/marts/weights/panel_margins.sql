with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

author_weights as (

    select * from {{ ref('int_author_weights') }}

),

targets as (

    select * from {{ ref('margin_targets') }}

),

aims as (

    select
        margin,
        category,
        max(target_authors) as target_authors
    from {{ ref('int_panel_cells') }}
    group by margin, category

),

author_categories as (

    select
        author_margins.margin,
        author_margins.category,
        author_weights.weight
    from {{ ref('int_author_margins') }} as author_margins
    inner join author_weights on author_margins.author_id = author_weights.author_id
    union all
    select
        'all' as margin,
        'all' as category,
        weight
    from author_weights

),

weighted_categories as (

    select
        margin,
        category,
        count(*) as author_count,
        {{ exact_sum('weight') }} as weight_sum,
        {{ exact_sum('weight * weight') }} as weight_square_sum,
        max(weight) as weight_max
    from author_categories
    group by margin, category

),

panel as (

    select
        count(*) as author_count,
        {{ exact_sum('weight') }} as weight_sum,
        sum(case when weight is null then 1 else 0 end) > 0 as is_contradicted
    from author_weights

),

all_categories as (

    select
        margin,
        category
    from targets
    union
    select
        margin,
        category
    from weighted_categories
    union
    select
        'all' as margin,
        'all' as category

),

shares as (

    select
        all_categories.margin,
        all_categories.category,
        panel.is_contradicted,
        coalesce(weighted.author_count, 0) as author_count,
        targets.target_share,
        nullif(sqrt(targets.target_share * (1 - targets.target_share)), 0) as target_sd,
        case
            when all_categories.margin = 'all' then 1.0
            else aims.target_authors / cast(nullif(panel.author_count, 0) as double)
        end as attainable_share,
        coalesce(weighted.author_count, 0) / cast(nullif(panel.author_count, 0) as double) as raw_share,
        case when weighted.author_count is null then 0.0 / panel.weight_sum else weighted.weight_sum / panel.weight_sum end
            as weighted_share,
        weighted.weight_sum / weighted.author_count as weight_mean,
        weighted.weight_max,
        power(weighted.weight_sum, 2) / nullif(weighted.weight_square_sum, 0) as kish_author_count
    from all_categories
    cross join panel
    left join weighted_categories as weighted
        on all_categories.margin = weighted.margin and all_categories.category = weighted.category
    left join targets on all_categories.margin = targets.margin and all_categories.category = targets.category
    left join aims on all_categories.margin = aims.margin and all_categories.category = aims.category

)

select
    shares.margin,
    shares.category,
    shares.author_count,
    shares.target_share,
    shares.attainable_share,
    shares.raw_share,
    shares.weighted_share,
    shares.weight_mean,
    shares.weight_max,
    shares.kish_author_count,
    shares.author_count / shares.kish_author_count as design_effect,
    abs(shares.raw_share - shares.target_share) / shares.target_sd as asmd_before,
    abs(shares.weighted_share - shares.target_share) / shares.target_sd as asmd_after,
    shares.target_share / nullif(shares.raw_share, 0) as needed_weight,
    case
        when shares.margin <> 'all' and shares.target_share is null then 'no_target'
        when shares.margin <> 'all' and shares.author_count = 0 then 'nobody_in_panel'
        when shares.margin <> 'all' and shares.author_count < thresholds.weight_min_authors then 'too_few_authors'
        when shares.is_contradicted then 'contradicted'
    end as reason
from shares
cross join thresholds
order by shares.margin, shares.category
