with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select * from {{ ref('int_authors') }}

),

posts as (

    select
        author_id,
        count(*) as post_count,
        median(case when likes_status = 'visible' then ln(like_count) end) as log_likes,
        median(case when likes_status = 'visible' then ln((comment_count + 0.5e0) / like_count) end) as comments_per_like,
        ln(sum(image_count) / cast(count(*) as double)) as images_per_post
    from {{ ref('int_post_engagement') }}
    group by author_id

),

content as (

    select
        author_labels.author_id,
        {{ exact_sum('author_labels.item_count * label_affinities.affinity') }} as affinity_sum,
        sum(author_labels.item_count) as label_count
    from {{ ref('int_author_labels') }} as author_labels
    inner join {{ ref('int_label_affinities') }} as label_affinities
        on author_labels.label_number = label_affinities.label_number
    group by author_labels.author_id

),

account_features as (

    select
        authors.author_id,
        coalesce(authors.is_fashion_forward, false) as is_listed,
        author_engagement.follower_cohort,
        coalesce(author_items.item_count, 0) as item_count,
        ln(cast(authors.follower_count as double) + 1) as log_followers,
        ln(cast(authors.follow_count as double) + 1) as log_follows,
        ln(posts.post_count) as log_posts,
        case when authors.follower_count > 0 then posts.log_likes - ln(authors.follower_count) end as likes_per_follower,
        posts.comments_per_like,
        posts.images_per_post,
        ln(coalesce(author_items.item_count, 0) + 1) as log_items,
        ln(coalesce(author_items.image_count, 0) + 1) as log_images,
        content.affinity_sum / (content.label_count + thresholds.content_prior_items) as content_score
    from posts
    inner join authors on posts.author_id = authors.author_id
    cross join thresholds
    left join {{ ref('int_author_engagement') }} as author_engagement on posts.author_id = author_engagement.author_id
    left join {{ ref('int_author_items') }} as author_items on posts.author_id = author_items.author_id
    left join content on posts.author_id = content.author_id

)

select * from account_features
