-- authors with the same segment in every segmentation form one group: counted once by group, summed up after
with author_segments as (

    select
        author_id,
        {{ ordered_list("segmentation || '=' || segment") }} as segments
    from {{ ref('int_author_segmentations') }}
    group by author_id

),

-- where zones are a margin, authors of one group must have one weight
zone_margin as (

    select count(*) as category_count from {{ ref('margin_targets') }}
    where margin = 'geo_zone'

),

trend_authors as (

    select
        authors.author_id,
        case
            when authors.is_fashion_forward then 'leader'
            when authors.follower_band = 'mainstream' then 'follower'
        end as panel,
        picks.picked_on,
        author_segments.segments,
        case when zone_margin.category_count > 0 then authors.geo_zone end as weighted_zone
    from {{ ref('int_authors') }} as authors
    cross join zone_margin
    inner join author_segments on authors.author_id = author_segments.author_id
    left join {{ ref('landed_fashion_forward_picks') }} as picks on authors.author_id = picks.author_id

),

grouped_authors as (

    select
        author_id,
        panel,
        picked_on,
        min(author_id) over (partition by panel, segments, weighted_zone) as first_author_id
    from trend_authors

)

select
    author_id,
    panel,
    picked_on,
    dense_rank() over (order by first_author_id) as group_number,
    author_id = first_author_id as is_group_representative
from grouped_authors
