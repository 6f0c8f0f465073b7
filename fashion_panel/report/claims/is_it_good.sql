-- Whether the bands are good: a band is cut from followers, so the question is what it says about style.

-- verdict: For style, no: what a band knows of what its accounts wear can't be told from nothing.
select scorecard.held_out_skill
from scorecard
cross join clusters
where scorecard.segmentation = 'follower_band' and scorecard.held_out_skill_low <= 0 and clusters.band_count > 1;

-- verdict: For style, in small part: they explain {held_out_skill:share} of how accounts differ in what they wear.
select scorecard.held_out_skill
from scorecard
cross join limits
cross join clusters
where
    scorecard.segmentation = 'follower_band'
    and scorecard.held_out_skill_low > 0
    and coalesce(scorecard.held_out_share_of_ceiling, 0) < limits.strong_share
    and clusters.band_count > 1;

-- verdict: In good part: the bands know {held_out_share_of_ceiling:share} of what can be known of what their accounts wear.
select scorecard.held_out_share_of_ceiling
from scorecard
cross join limits
cross join clusters
where
    scorecard.segmentation = 'follower_band'
    and scorecard.held_out_skill_low > 0
    and scorecard.held_out_share_of_ceiling >= limits.strong_share
    and clusters.band_count > 1;

-- verdict: It can't be told: there are no two bands with accounts.
select band_count from clusters
where band_count < 2;

-- verdict: It can't be told: too few accounts show a label in both halves of the weeks.
select clusters.band_count
from clusters
left join scorecard on scorecard.segmentation = 'follower_band'
where clusters.band_count > 1 and scorecard.held_out_skill is null;

-- number: {held_out_skill:number}
-- says: held-out skill of the bands (0 is nothing; standard error {held_out_skill_se:number})
select
    scorecard.held_out_skill,
    scorecard.held_out_skill_se
from scorecard
cross join clusters
where scorecard.segmentation = 'follower_band' and clusters.band_count > 1;

-- number: {share:share}
-- says: of the accounts are {band:named}
select
    share,
    band
from panel_balance
where measure = 'accounts' and band <> 'unknown'
order by share desc, band asc
limit 1;

-- number: {unknown_count:count}
-- says: {noun} no known follower count
select
    unknown_follower_author_count as unknown_count,
    case when unknown_follower_author_count = 1 then 'account has' else 'accounts have' end as noun
from panel
where unknown_follower_author_count > 0;
