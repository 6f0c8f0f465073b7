-- authors with the same segment in every segmentation form one group: counted once by group, summed up after
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
        author_segments.segments
    from {{ ref('int_authors') }} as authors
    inner join author_segments on authors.author_id = author_segments.author_id
    left join {{ ref('landed_fashion_forward_picks') }} as picks on authors.author_id = picks.author_id

),

groups_of_authors as (

    select
        panel,
        segments,
        min(author_id) as first_author_id
    from trend_authors
    group by panel, segments

),

numbered_groups as (

    select
        *,
        row_number() over (order by first_author_id) as group_number
    from groups_of_authors

)

select
    trend_authors.author_id,
    trend_authors.panel,
    trend_authors.picked_on,
    numbered_groups.group_number,
    trend_authors.author_id = numbered_groups.first_author_id as is_group_representative
from trend_authors
inner join numbered_groups
    on
        trend_authors.panel is not distinct from numbered_groups.panel
        and trend_authors.segments = numbered_groups.segments
