-- Question: which brands does a style cluster show more, or less, than the other clusters do on as many shoes and bags?
-- Reading: rate_ratio is per shoe and bag, with its interval; the author is the unit, so a few who post much make no finding.
-- Only q_value below 0.05 and a ratio outside 0.8 to 1.25 are listed. Put any segmentation and segment in their place.
select
    brand,
    item_count,
    author_count,
    rate_ratio,
    ci_low,
    ci_high,
    q_value
from {{ ref('segment_brand_affinity') }}
where segmentation = 'style_clusters' and segment = 'luxury' and q_value < 0.05 and (rate_ratio > 1.25 or rate_ratio < 0.8)
order by rate_ratio desc, brand asc
limit 30
