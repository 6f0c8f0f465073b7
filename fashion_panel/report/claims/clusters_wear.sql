-- How clearly the clusters lean to categories, and where most.

-- says: {leaning_count:count} of {cluster_count:count|cluster} {verb} some category at least {least_ratio:number} times as
--   often as the mean account; the strongest is {category:named} in {segment:named}, {ratio:times} the mean ({share:share} of
--   an account's items).
with cells as (

    select
        category_mix.*,
        row_number() over (order by category_mix.ratio desc, category_mix.segment asc, category_mix.category asc) as strength_rank
    from category_mix
    inner join segments
        on category_mix.segmentation = segments.segmentation and category_mix.segment = segments.segment
    where category_mix.segmentation = 'style_clusters' and category_mix.band = 'all' and segments.state = 'assigned'

),

leaning as (

    select
        count(distinct cells.segment) as leaning_count,
        max(advice.name_min_lift) as least_ratio
    from cells
    cross join advice
    where cells.ratio >= advice.name_min_lift

)

select
    leaning.leaning_count,
    leaning.least_ratio,
    clusters.cluster_count,
    case when leaning.leaning_count = 1 then 'shows' else 'show' end as verb,
    cells.category,
    cells.segment,
    cells.ratio,
    cells.share
from cells
cross join leaning
cross join clusters
where cells.strength_rank = 1 and clusters.cluster_count > 1 and leaning.leaning_count > 0;

-- says: There is one style cluster only, so there is no other to compare with.
select cluster_count from clusters
where cluster_count = 1;

-- says: No account is placed in a style cluster, so there is nothing to compare.
select clusters.cluster_count
from clusters
cross join panel
where clusters.cluster_count = 0 and panel.author_count > 0;
