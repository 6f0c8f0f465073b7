-- What it wears, how sure that is, and by what.

-- says: Style cluster {style_cluster:named}: other posts of the account give the same one with a probability of
--   {style_confidence:share}.
select
    author_segments.style_cluster,
    author_segments.style_confidence
from marts.author_segments
inner join account on author_segments.author_id = account.author_id
where author_segments.style_state = 'assigned';

-- says: In no style cluster: {why}.
select
    case author_segments.style_state
        when 'insufficient_data' then 'it shows too few fashion items to tell'
        when 'non_fashion' then 'hardly any of its items is fashion'
        when 'outlier' then 'it is far from all of them'
    end as why
from marts.author_segments
inner join account on author_segments.author_id = account.author_id
where author_segments.style_state <> 'assigned';

-- says: By the style rules {primary_style:named}.
select author_segments.primary_style
from marts.author_segments
inner join account on author_segments.author_id = account.author_id;

-- says: {category:named}: {items:count} of {item_count:count|item} on {posts:count|post}, {share:share} where the panel has
--   {panel_share:share}{flag}
select
    scores.category,
    scores.items,
    author_segments.item_count,
    scores.posts,
    scores.share,
    scores.panel_share,
    case when scores.is_flagged then '; more than the panel, beyond chance' else '' end as flag
from marts.author_category_scores as scores
inner join account on scores.author_id = account.author_id
inner join marts.author_segments on scores.author_id = author_segments.author_id
where scores.items > 0
order by scores.excess desc, scores.category asc;
