-- items of an author and week by canonical label and denominator, with the visible likes of its posts, each post once
with authors as (

    {{ authors_to_build(label_series_version()) }}

),

author_posts as (

    select
        author_week_sets.author_id,
        author_week_sets.week,
        author_week_sets.post_id,
        targets.target_number,
        {{ whole_sum('author_week_sets.item_count') }} as item_count
    from {{ ref('int_author_week_sets') }} as author_week_sets
    inner join {{ ref('int_label_count_targets') }} as targets
        on author_week_sets.label_set_number = targets.label_set_number
    {% if is_incremental() -%}
    where author_week_sets.author_id in (select author_id from authors)
    {% endif -%}
    group by author_week_sets.author_id, author_week_sets.week, author_week_sets.post_id, targets.target_number

),

visible_likes as (

    select
        author_id,
        post_id,
        like_count
    from {{ ref('int_post_engagement') }}
    where likes_status = 'visible'

),

author_weeks as (

    select
        author_posts.author_id,
        author_posts.week,
        author_posts.target_number,
        {{ whole_sum('author_posts.item_count') }} as item_count,
        cast(sum(visible_likes.like_count) as bigint) as like_count
    from author_posts
    left join visible_likes on author_posts.author_id = visible_likes.author_id and author_posts.post_id = visible_likes.post_id
    group by author_posts.author_id, author_posts.week, author_posts.target_number

)

select
    author_weeks.author_id,
    author_weeks.week,
    author_weeks.target_number,
    author_weeks.item_count,
    author_weeks.like_count,
    authors.author_version
from author_weeks
inner join authors on author_weeks.author_id = authors.author_id
