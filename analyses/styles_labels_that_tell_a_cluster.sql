-- Question: which labels does each style cluster show more than all others do?
-- Reading: the three labels with the largest rate_ratio whose interval lies above 1.25; ci_low is the cautious end. Brands
-- of a luxury cluster are what made it one, so they confirm it rather than surprise.
with ranked_labels as (

    select
        *,
        row_number() over (partition by segment order by rate_ratio desc, label_type asc, label_name asc) as place
    from {{ ref('segment_label_lift') }}
    where segmentation = 'style_clusters' and q_value < 0.05 and ci_low > 1.25

)

select
    segment as style_cluster,
    label_type,
    label_name,
    item_count,
    author_count,
    rate_ratio,
    ci_low,
    ci_high
from ranked_labels
where place <= 3
order by segment, place
