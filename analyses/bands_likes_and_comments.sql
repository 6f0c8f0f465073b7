-- Question: how many likes and comments does a post get by band?
-- Reading: a post counts once, however many images. author_likes_mean gives every author one voice, likes_mean every post.
-- Medians far below means say that a few posts carry the mean. Zero likes may be hidden likes.
select
    segment as follower_band,
    post_count,
    author_likes_mean,
    likes_mean,
    likes_median,
    author_comments_mean,
    comments_mean,
    comments_median
from {{ ref('segment_profiles') }}
where segmentation = 'follower_band'
order by follower_median nulls last
