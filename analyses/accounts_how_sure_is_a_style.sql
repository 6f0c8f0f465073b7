-- Question: how sure is it that an account is of its style?
-- Reading: style_confidence is how probable it is that other posts of the account give the same cluster; lower_bound is what
-- its share of luxury surely is. The ten accounts of the luxury cluster that are least sure; put an author_id in the place of
-- the order.
select
    segments.author_id,
    segments.style_cluster,
    segments.style_confidence,
    scores.items,
    scores.share,
    scores.lower_bound
from {{ ref('author_segments') }} as segments
inner join {{ ref('author_category_scores') }} as scores on segments.author_id = scores.author_id
where segments.style_cluster = 'luxury' and scores.category = 'luxury'
order by segments.style_confidence asc, segments.author_id asc
limit 10
