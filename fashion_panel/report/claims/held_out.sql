-- What a segmentation knows of what its accounts show in other weeks; a claim needs limits.claim_se standard errors.

-- says: The style clusters, placed by one half of the weeks, explain {held_out_skill:share} of how the labels of their accounts
--   differ from the panel's mean in the other half (standard error {held_out_skill_se:share}).
select
    scorecard.held_out_skill,
    scorecard.held_out_skill_se
from scorecard
cross join clusters
where scorecard.segmentation = 'style_clusters' and scorecard.held_out_skill_low > 0 and clusters.cluster_count > 1;

-- says: That is {held_out_share_of_ceiling:share} of what can be known from an account's own past.
select scorecard.held_out_share_of_ceiling
from scorecard
cross join clusters
where scorecard.segmentation = 'style_clusters' and scorecard.held_out_skill_low > 0 and clusters.cluster_count > 1;

-- says: What the style clusters know of other weeks can't be told from nothing (skill {held_out_skill:number}, standard error
--   {held_out_skill_se:number}).
select
    scorecard.held_out_skill,
    scorecard.held_out_skill_se
from scorecard
cross join clusters
where scorecard.segmentation = 'style_clusters' and scorecard.held_out_skill_low <= 0 and clusters.cluster_count > 1;

-- says: The follower bands explain {held_out_skill:share} (standard error {held_out_skill_se:share}).
select
    scorecard.held_out_skill,
    scorecard.held_out_skill_se
from scorecard
cross join clusters
where scorecard.segmentation = 'follower_band' and scorecard.held_out_skill_low > 0 and clusters.band_count > 1;

-- says: The follower bands know nothing of it that can be told from chance (skill {held_out_skill:number}, standard error
--   {held_out_skill_se:number}).
select
    scorecard.held_out_skill,
    scorecard.held_out_skill_se
from scorecard
cross join clusters
where scorecard.segmentation = 'follower_band' and scorecard.held_out_skill_low <= 0 and clusters.band_count > 1;

-- says: The published clusters explain {published:share}, {how}.
with both_errors as (

    select sqrt(sum(power(held_out_skill_se, 2))) as se
    from scorecard
    where segmentation in ('published_clusters', 'style_clusters')

)

select
    published.held_out_skill as published,
    case
        when abs(published.held_out_skill - ours.held_out_skill) <= limits.claim_se * both_errors.se
            then 'which can''t be told from the style clusters'
        when published.held_out_skill < ours.held_out_skill then 'clearly less than the style clusters'
        else 'clearly more than the style clusters'
    end as how
from scorecard as published
cross join scorecard as ours
cross join both_errors
cross join limits
cross join clusters
where
    published.segmentation = 'published_clusters'
    and ours.segmentation = 'style_clusters'
    and published.held_out_skill_low > 0
    and ours.held_out_skill is not null
    and clusters.cluster_count > 1;

-- says: There is one style cluster only, so it can tell nobody from anybody.
select cluster_count from clusters
where cluster_count = 1;

-- says: There are no style clusters to compare with the bands.
select clusters.cluster_count
from clusters
cross join panel
where clusters.cluster_count = 0 and panel.author_count > 0;

-- says: Held-out skill can't be measured here: too few accounts show a label in both halves of the weeks.
with measured as (

    select count(held_out_skill) as measured_count from scorecard

)

select measured.measured_count
from measured
cross join panel
where measured.measured_count = 0 and panel.author_count > 0;
