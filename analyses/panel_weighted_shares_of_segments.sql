-- Question: do the answers change when the panel is weighted to the population?
-- Reading: what a segment says raw and weighted, side by side. Where the two agree the bias of the margins does no harm; where
-- they differ, read the weighted one, and kish_author_count as the number of accounts that it rests on. trend_weeks and
-- label_weeks have weighted_share too.
select
    segment as style_cluster,
    kish_author_count,
    author_share,
    author_share_weighted,
    fashion_forward_share,
    fashion_forward_share_weighted,
    engagement_rate_mean,
    engagement_rate_mean_weighted
from {{ ref('segment_profiles') }}
where segmentation = 'style_clusters'
order by author_share desc, segment asc
