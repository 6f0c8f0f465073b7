-- Question: who left luxury, and why?
-- Reading: every style cluster with those who left it since the last delivery. former_share and share are of the category
-- that decided the cluster, then and now; reason is the first that holds. Author and reason stay empty where nobody left, and
-- in a first delivery.
select
    profiles.segment as former_segment,
    movers.author_id,
    movers.segment,
    movers.former_share,
    movers.share,
    movers.reason
from {{ ref('segment_profiles') }} as profiles
left join {{ ref('segment_movers') }} as movers
    on profiles.segmentation = movers.segmentation and profiles.segment = movers.former_segment
where profiles.segmentation = 'style_clusters'
order by profiles.segment asc, movers.former_share - movers.share desc, movers.author_id asc
limit 40
