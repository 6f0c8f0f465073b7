{%- set lists = ['footwear', 'clothing', 'accessories', 'luxury', 'sportswear', 'pattern'] -%}

with authors as (

    select * from {{ ref('stg_mart__author_segmentations') }}

),

published_tiers as (

    select * from {{ ref('published_tiers') }}

),

author_likes as (

    select
        author_id,
        avg(nullif(like_count, 0)) as mean_likes
    from {{ ref('stg_mart__post_images') }}
    group by author_id

),

-- the published query knew no label types: a name that two models give is one label
author_label_names as (

    select
        author_labels.author_id,
        labels.label_name,
        sum(author_labels.image_row_count) as row_count
    from {{ ref('int_author_labels') }} as author_labels
    inner join {{ ref('int_labels') }} as labels on author_labels.label_number = labels.label_number
    group by author_labels.author_id, labels.label_name

),

measured_label_names as (

    select
        author_id,
        label_name,
        row_count,
        sum(row_count) over (partition by author_id) as author_row_count
    from author_label_names

),

-- whole numbers, so that exactly 20 % is 20 %
author_diversity as (

    select
        author_id,
        sum(
            case
                when row_count * 100 >= author_row_count * 20 then 3
                when row_count * 100 >= author_row_count * 10 then 2
                else 1
            end
        ) as diversity_score
    from measured_label_names
    group by author_id

),

author_lists as (

    select
        {% for list in lists -%}
        sum(case when lists.category = '{{ list }}' then author_label_names.row_count end) as {{ list }}_count,
        {% endfor -%}
        author_label_names.author_id
    from author_label_names
    inner join {{ ref('published_label_lists') }} as lists
        on author_label_names.label_name = lists.label_name and lists.method = 'rules'
    group by author_label_names.author_id

),

rule_features as (

    select
        authors.author_id,
        authors.follower_count,
        coalesce(published_tiers.published_tier, 'Null') as published_tier,
        {% for list in lists -%}
        cast(coalesce(author_lists.{{ list }}_count, 0) as bigint) as {{ list }}_count,
        {% endfor -%}
        cast(coalesce(author_diversity.diversity_score, 0) as bigint) as diversity_score,
        case
            when author_likes.author_id is null then null
            when authors.follower_count > 0 then coalesce(author_likes.mean_likes, 0) / authors.follower_count
            else 0
        end as engagement_rate
    from authors
    left join published_tiers
        on {{ in_range('authors.follower_count', 'published_tiers.min_followers', 'published_tiers.max_followers') }}
    left join author_likes on authors.author_id = author_likes.author_id
    left join author_lists on authors.author_id = author_lists.author_id
    left join author_diversity on authors.author_id = author_diversity.author_id

)

select * from rule_features
