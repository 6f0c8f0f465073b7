with authors as (

    {{ authors_to_build() }}

),

cluster_lists as (

    select * from {{ ref('published_cluster_lists') }}

),

listed_names as (

    select
        label_lists.label_name,
        cast(sum({{ published_list_bit('cluster_lists.list_number') }}) as bigint) as list_set
    from {{ ref('published_label_lists') }} as label_lists
    inner join cluster_lists on label_lists.category = cluster_lists.category
    where label_lists.method = 'clusters'
    group by label_lists.label_name

),

listed_labels as (

    select
        labels.label_number,
        coalesce(listed_names.list_set, 0) as list_set
    from {{ ref('int_labels') }} as labels
    left join listed_names on labels.label_name = listed_names.label_name

),

author_posts as (

    select * from {{ ref('stg_delivery__post_images') }}
    {% if is_incremental() -%}
    where author_id in (select author_id from authors)
    {% endif %}
),

-- the one pass over the labels: how many rows an image makes in the published join, and which lists it touches
images as (

    select
        image_labels.image_id,
        count(*) as label_count,
        {{ set_union_of_rows('listed_labels.list_set') }} as list_set
    from {{ ref('int_image_labels') }} as image_labels
    inner join listed_labels on image_labels.label_number = listed_labels.label_number
    {% if is_incremental() -%}
    where coalesce(image_labels.image_id in (select image_id from author_posts), false)
    {% endif -%}
    group by image_labels.image_id

),

author_images as (

    select
        post_images.author_id,
        post_images.image_id,
        author_image_weeks.half,
        coalesce(max(images.list_set), 0) as list_set,
        coalesce(max(images.label_count), 1) as joined_row_count,
        sum(post_images.like_count) as like_sum,
        count(post_images.like_count) as like_row_count,
        sum(case when post_images.like_count > 0 then 1 else 0 end) as liked_row_count,
        sum(post_images.comment_count) as comment_sum,
        count(post_images.comment_count) as comment_row_count
    from author_posts as post_images
    inner join {{ ref('int_author_image_weeks') }} as author_image_weeks
        on post_images.author_id = author_image_weeks.author_id and post_images.image_id = author_image_weeks.image_id
    left join images on post_images.image_id = images.image_id
    group by post_images.author_id, post_images.image_id, author_image_weeks.half

),

-- few different sets of lists occur: count by set first, then see which lists a set holds
author_list_sets as (

    select
        author_id,
        half,
        list_set,
        count(*) as image_count,
        coalesce(sum(like_sum), 0) as image_row_like_sum,
        sum(liked_row_count) as liked_image_row_count,
        sum(like_sum * joined_row_count) as like_sum,
        sum(like_row_count * joined_row_count) as like_row_count,
        sum(comment_sum * joined_row_count) as comment_sum,
        sum(comment_row_count * joined_row_count) as comment_row_count
    from author_images
    group by author_id, half, list_set

)

select
    author_list_sets.*,
    authors.author_version
from author_list_sets
inner join authors on author_list_sets.author_id = authors.author_id
