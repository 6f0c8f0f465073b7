with features as (

    select * from {{ ref('published_cluster_features') }}
    where half = 'both'

),

published_clusters as (

    select * from {{ ref('published_clusters') }}
    where half = 'both'

),

cluster_names as (

    select * from {{ ref('published_cluster_names') }}
    where half = 'both'

)

select
    features.author_id as AUTHORID, -- noqa: CP02
    features.post_count,
    features.likes_log as NB_LIKES, -- noqa: CP02
    features.comments_log as COMMENT_COUNT, -- noqa: CP02
    features.luxury_ratio,
    features.sportswear_ratio,
    features.footwear_ratio,
    features.accessories_ratio,
    features.clothing_ratio,
    features.follower_count as NB_FOLLOWERS, -- noqa: CP02
    features.engagement_rate,
    published_clusters.cluster,
    cluster_names.segment
from features
inner join published_clusters on features.author_id = published_clusters.author_id
inner join cluster_names on published_clusters.cluster = cluster_names.cluster
order by AUTHORID -- noqa: CP02
