-- Question: when does luxury post?
-- Reading: the five hours (UTC) with the largest share of the posts of each style cluster. Accounts of several time zones are
-- mixed: compare clusters, not clocks.
select
    segment,
    hour,
    post_count,
    share
from {{ ref('segment_posting_hours') }}
where segmentation = 'style_clusters' and segment = 'luxury'
order by share desc, hour asc
limit 5
