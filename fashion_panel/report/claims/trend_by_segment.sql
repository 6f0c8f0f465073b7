-- How many trends move now in the style clusters, on the same accounts.

-- says: In the style clusters {rising_count:does|series|rises|rise|series} and {falling_count:does|series|falls|fall|series}
--   beyond the season, of {tested_count:count|series|series} with enough accounts (the same accounts, last
--   {momentum_weeks:count} weeks against the {momentum_weeks:count} before; false discovery rate {rate:share}).
select
    trend_counts.rising_count,
    trend_counts.falling_count,
    trend_counts.tested_count,
    limits.momentum_weeks,
    limits.claim_q_value as rate
from trend_counts
cross join limits
where trend_counts.segmentation = 'style_clusters' and trend_counts.tested_count > 0;

-- says: {as_last_year_count:does|series|moves|move|series} as in the same weeks a year ago.
select as_last_year_count from trend_counts
where segmentation = 'style_clusters' and as_last_year_count > 0;

-- says: {season_unknown_count:does|series|moves|move|series} and may be the season: there is no year before to compare with.
select season_unknown_count from trend_counts
where segmentation = 'style_clusters' and season_unknown_count > 0;

-- says: In the style clusters no trend is shown by enough accounts in the last {momentum_weeks:count} weeks to tell whether it
--   moves.
select limits.momentum_weeks
from trend_counts
cross join limits
where trend_counts.segmentation = 'style_clusters' and trend_counts.tested_count = 0 and trend_counts.trend_count > 0;

-- says: No trend is followed: no combination of labels is shown by enough accounts.
select trend_count from trend_counts
where segmentation = 'style_clusters' and trend_count = 0;
