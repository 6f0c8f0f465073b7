-- Whether a band says which style an account has.

-- says: The clearest difference: {segment:named} is {share:share} of {band:named} ({band_count:count|placed account}) and
--   {other_share:share} of the other bands.
select
    style_by_band.segment,
    style_by_band.band,
    style_by_band.share,
    style_by_band.band_count,
    style_by_band.other_share
from style_by_band
cross join limits
cross join clusters
where
    clusters.cluster_count > 1
    and style_by_band.band_count >= limits.min_accounts
    and abs(style_by_band.z) >= limits.clear_z
order by abs(style_by_band.z) desc, style_by_band.band asc, style_by_band.segment asc
limit 1;

-- says: No band has clearly more or less of a style than the others ({band_count:count} bands with {least_accounts:count}
--   placed accounts or more, {cluster_count:count} style clusters).
with differences as (

    select
        count(distinct style_by_band.band) as band_count,
        max(abs(style_by_band.z)) as largest_z
    from style_by_band
    cross join limits
    where style_by_band.band_count >= limits.min_accounts

)

select
    differences.band_count,
    limits.min_accounts as least_accounts,
    clusters.cluster_count
from differences
cross join limits
cross join clusters
where clusters.cluster_count > 1 and differences.band_count > 1 and differences.largest_z < limits.clear_z;

-- says: There is one style cluster only, {first_cluster:named}, so there is no difference of style.
select first_cluster from clusters
where cluster_count = 1;

-- says: No account is placed in a style cluster, so there is nothing to compare.
select clusters.cluster_count
from clusters
cross join panel
where clusters.cluster_count = 0 and panel.author_count > 0;

-- says: No placed account has a known follower count, so there is no band to compare.
select clusters.cluster_count
from clusters
left join style_by_band on true
where clusters.cluster_count > 1 and style_by_band.band is null;
