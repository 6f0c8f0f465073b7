-- authors of one weight with the same segment in every segmentation form a group: counted once by group, summed up after
with author_segments as (

    select
        author_id,
        {{ ordered_list("segmentation || '=' || segment") }} as segments
    from {{ ref('int_author_segmentations') }}
    group by author_id

),

trend_authors as (

    select
        authors.author_id,
        case
            when authors.is_fashion_forward then 'leader'
            when authors.follower_band = 'mainstream' then 'follower'
        end as panel,
        picks.picked_on,
        weights.weight,
        author_segments.segments
    from {{ ref('int_authors') }} as authors
    inner join author_segments on authors.author_id = author_segments.author_id
    inner join {{ ref('int_author_weights') }} as weights on authors.author_id = weights.author_id
    left join {{ ref('landed_fashion_forward_picks') }} as picks on authors.author_id = picks.author_id

),

grouped_authors as (

    select
        author_id,
        panel,
        picked_on,
        weight,
        min(author_id) over (partition by panel, segments, weight) as first_author_id
    from trend_authors

)

select
    author_id,
    panel,
    picked_on,
    weight,
    dense_rank() over (order by first_author_id) as group_number,
    author_id = first_author_id as is_group_representative
from grouped_authors
