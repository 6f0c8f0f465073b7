-- Question: which brands does a style cluster show more, or less, than the other clusters do on as many shoes and bags?
-- Reading: rate_ratio is per shoe and bag, with its interval; the author is the unit, so a few who post much make no finding.
-- Only q_value below 0.05 and a ratio outside 0.8 to 1.25 are listed. Put any segmentation and segment in their place.
select
    affinity.brand,
    affinity.item_count,
    affinity.author_count,
    affinity.rate_ratio,
    affinity.ci_low,
    affinity.ci_high,
    affinity.q_value
from {{ ref('segment_brand_affinity') }} as affinity
where
    affinity.segmentation = 'style_clusters'
    and affinity.segment = 'luxury'
    and affinity.q_value < 0.05
    and (affinity.rate_ratio > 1.25 or affinity.rate_ratio < 0.8)
order by affinity.rate_ratio desc, affinity.brand asc
limit 30
