-- Question: does a follower band say what its authors wear?
-- Reading: share of the authors of the band by style rule. Rows that look alike say that the band hides style; that is the
-- reason for the other segmentations.
select
    follower_band,
    count(*) as authors,
    avg(case when has_luxury_style then 1.0 else 0.0 end) as luxury,
    avg(case when has_sportswear_style then 1.0 else 0.0 end) as sportswear,
    avg(case when has_footwear_style then 1.0 else 0.0 end) as footwear,
    avg(case when has_accessories_style then 1.0 else 0.0 end) as accessories,
    avg(case when style_state = 'insufficient_data' then 1.0 else 0.0 end) as too_little_shown
from {{ ref('author_segments') }}
group by follower_band
order by authors desc
