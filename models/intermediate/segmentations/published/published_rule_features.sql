{%- set halves = ['both', 'a', 'b'] -%}
{%- set lists = ['footwear', 'clothing', 'accessories', 'luxury', 'sportswear', 'pattern'] -%}

with authors as (

    select * from {{ ref('stg_delivery__author_segmentations') }}

),

published_tiers as (

    select * from {{ ref('published_tiers') }}

),

halves as (

    select * from {{ ref('halves') }}

),

-- zero likes leave the mean of the published query, so the rows with likes and their sum are all that it takes
author_likes as (

    select
        halves.half,
        list_sets.author_id,
        sum(list_sets.image_row_like_sum) / nullif(cast(sum(list_sets.liked_image_row_count) as double), 0) as mean_likes
    from {{ ref('published_author_list_sets') }} as list_sets
    cross join halves
    where case list_sets.half when 'a' then halves.takes_a else halves.takes_b end = 1
    group by halves.half, list_sets.author_id

),

-- the published query knew no label types: a name that two models give is one label
label_names as (

    select
        author_labels.author_id,
        labels.label_name,
        cast(sum(author_labels.image_row_count) as bigint) as both_row_count,
        cast(sum(author_labels.half_a_image_row_count) as bigint) as a_row_count,
        cast(sum(author_labels.image_row_count - author_labels.half_a_image_row_count) as bigint) as b_row_count
    from {{ ref('int_author_labels') }} as author_labels
    inner join {{ ref('int_labels') }} as labels on author_labels.label_number = labels.label_number
    group by author_labels.author_id, labels.label_name

),

author_rows as (

    select
        {% for half in halves -%}
        cast(sum({{ half }}_row_count) as bigint) as {{ half }}_row_count,
        {% endfor -%}
        author_id
    from label_names
    group by author_id

),

-- whole numbers, so that exactly 20 % is 20 %
author_diversity as (

    select
        {% for half in halves -%}
        sum(
            case
                when label_names.{{ half }}_row_count = 0 then 0
                when label_names.{{ half }}_row_count * 100 >= author_rows.{{ half }}_row_count * 20 then 3
                when label_names.{{ half }}_row_count * 100 >= author_rows.{{ half }}_row_count * 10 then 2
                else 1
            end
        ) as {{ half }}_diversity_score,
        {% endfor -%}
        label_names.author_id
    from label_names
    inner join author_rows on label_names.author_id = author_rows.author_id
    group by label_names.author_id

),

author_lists as (

    select
        {% for half in halves -%}
        {% for list in lists -%}
        sum(case when lists.category = '{{ list }}' then label_names.{{ half }}_row_count end) as {{ half }}_{{ list }}_count,
        {% endfor -%}
        {% endfor -%}
        label_names.author_id
    from label_names
    inner join {{ ref('published_label_lists') }} as lists
        on label_names.label_name = lists.label_name and lists.method = 'rules'
    group by label_names.author_id

),

rule_features as (

    select
        halves.half,
        authors.author_id,
        authors.follower_count,
        coalesce(published_tiers.published_tier, 'Null') as published_tier,
        {% for list in lists -%}
        cast(coalesce(
            case halves.half
                {% for half in halves -%}
                when '{{ half }}' then author_lists.{{ half }}_{{ list }}_count
                {% endfor -%}
            end, 0
        ) as bigint) as {{ list }}_count,
        {% endfor -%}
        cast(coalesce(
            case halves.half
                {% for half in halves -%}
                when '{{ half }}' then author_diversity.{{ half }}_diversity_score
                {% endfor -%}
            end, 0
        ) as bigint) as diversity_score,
        case
            when author_likes.author_id is null then null
            when authors.follower_count > 0 then coalesce(author_likes.mean_likes, 0) / authors.follower_count
            else 0
        end as engagement_rate
    from authors
    cross join halves
    left join published_tiers
        on {{ in_range('authors.follower_count', 'published_tiers.min_followers', 'published_tiers.max_followers') }}
    left join author_likes on halves.half = author_likes.half and authors.author_id = author_likes.author_id
    left join author_lists on authors.author_id = author_lists.author_id
    left join author_diversity on authors.author_id = author_diversity.author_id

)

select * from rule_features
