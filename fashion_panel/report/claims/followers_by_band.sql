-- What the typical account of a band is, and where a mean would mislead.

-- says: Followers of the median account: [{follower_median:count} in {segment:named} ({author_count:count|account})].
select
    segment,
    follower_median,
    author_count
from segments
where segmentation = 'follower_band' and state = 'assigned' and follower_median is not null
order by segment_rank asc;

-- says: In {segment:named} the mean is {ratio:times} the median: a few large accounts make it, so read medians.
select
    segments.segment,
    segments.follower_mean / segments.follower_median as ratio
from segments
cross join limits
where
    segments.segmentation = 'follower_band'
    and segments.state = 'assigned'
    and segments.follower_median > 0
    and segments.author_count >= limits.min_accounts
    and segments.follower_mean >= limits.clear_ratio * segments.follower_median
order by ratio desc, segments.segment asc
limit 1;

-- says: No account has a known follower count.
select author_count from panel
where author_count > 0 and unknown_follower_author_count = author_count;

-- says: The delivery holds no account, so there is nothing to show.
select author_count from panel
where author_count = 0;
