-- Who belongs to a segment, in plain language: the text of its card.

-- says: At most {upper_value:count} followers.
select
    segmentation,
    segment,
    category,
    description,
    lower_value,
    upper_value,
    ratio
from definitions
where segmentation = 'follower_band' and lower_value = 0 and upper_value < 1e15;

-- says: More than {former:count} and at most {upper_value:count} followers.
select
    segmentation,
    segment,
    upper_value,
    lower_value - 1 as former
from definitions
where segmentation = 'follower_band' and lower_value > 0 and upper_value < 1e15;

-- says: More than {former:count} followers.
select
    segmentation,
    segment,
    upper_value,
    lower_value - 1 as former
from definitions
where segmentation = 'follower_band' and lower_value > 0 and upper_value >= 1e15;

-- says: Of all categories, {category:named} stands out most: surely more than {ratio:number} times the panel's share, on at
--   least {lower_value:count|item} in {upper_value:count|post}. {description}.
select
    segmentation,
    segment,
    category,
    description,
    lower_value,
    upper_value,
    ratio
from definitions
where segmentation = 'style_rules';

-- says: {how} more {first_category:named} ({share:share} of an account's items, {ratio:times} the mean account).
with ranked_categories as (

    select
        definitions.segmentation,
        definitions.segment,
        definitions.category as first_category,
        definitions.lower_value as share,
        definitions.ratio,
        row_number() over (
            partition by definitions.segment
            order by definitions.ratio desc, definitions.category asc
        ) as category_rank
    from definitions
    inner join segments
        on definitions.segmentation = segments.segmentation and definitions.segment = segments.segment
    cross join advice
    cross join clusters
    where
        definitions.segmentation = 'style_clusters'
        and segments.state = 'assigned'
        and definitions.ratio >= advice.name_min_lift
        -- as clusters are named: how far the share lies above the mean, in the metric of the clusters
        and (definitions.ratio - 1) * sqrt(definitions.upper_value) >= advice.name_min_excess
        and clusters.cluster_count > 1

)

select
    *,
    case when category_rank = 1 then 'Shows' else 'And' end as how
from ranked_categories
where category_rank <= 2
order by segment asc, category_rank asc;

-- says: No category is far above the mean account.
with leaning as (

    select distinct definitions.segment
    from definitions
    cross join advice
    where
        definitions.segmentation = 'style_clusters'
        and definitions.ratio >= advice.name_min_lift
        and (definitions.ratio - 1) * sqrt(definitions.upper_value) >= advice.name_min_excess

)

select
    segments.segmentation,
    segments.segment
from segments
cross join clusters
left join leaning on segments.segment = leaning.segment
where
    segments.segmentation = 'style_clusters'
    and segments.state = 'assigned'
    and leaning.segment is null
    and clusters.cluster_count > 1;

-- says: Every account that is placed: one cluster was kept.
select
    'style_clusters' as segmentation,
    first_cluster as segment
from clusters
where cluster_count = 1;

-- says: What would place these accounts was not delivered.
select
    segmentation,
    segment
from segments
where state = 'unknown';

-- says: Fewer than {least_items:count} fashion items or {least_images:count} images with fashion: too few to be placed in a
--   cluster; a style rule may hold all the same.
select
    segments.segmentation,
    segments.segment,
    advice.least_items,
    advice.least_images
from segments
cross join advice
where segments.segmentation = 'style_clusters' and segments.segment = 'insufficient_data';

-- says: Too few fashion items to tell whether any style rule holds.
select
    segmentation,
    segment
from segments
where segmentation = 'style_rules' and segment = 'insufficient_data';

-- says: Enough images, but hardly any fashion on them.
select
    segmentation,
    segment
from segments
where segment = 'non_fashion';

-- says: Too far from every cluster to be called one of it.
select
    segmentation,
    segment
from segments
where segment = 'outlier';

-- says: No category stands out surely against the panel.
select
    segmentation,
    segment
from segments
where segment = 'generalist';
