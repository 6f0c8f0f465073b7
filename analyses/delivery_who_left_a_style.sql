-- Question: who left luxury, and why?
-- Reading: every style cluster with those who left it since the last delivery. former_share and share are of the category
-- that decided the cluster, then and now; reason is the first that holds. Author and reason stay empty where nobody left, and
-- in a first delivery.
select
    styles.segment as former_segment,
    gone.author_id,
    gone.segment,
    gone.former_share,
    gone.share,
    gone.reason
from {{ ref('segment_profiles') }} as styles
left join {{ ref('segment_movers') }} as gone on styles.segmentation = gone.segmentation and styles.segment = gone.former_segment
where styles.segmentation = 'style_clusters'
order by styles.segment asc, gone.former_share - gone.share desc, gone.author_id asc
limit 40
