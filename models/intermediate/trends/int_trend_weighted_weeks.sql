-- all authors of a group have the weight of its representative: margins are segmentations and zones
with group_weights as (

    select
        authors.group_number,
        weights.weight
    from {{ ref('int_trend_authors') }} as authors
    inner join {{ ref('int_author_weights') }} as weights on authors.author_id = weights.author_id
    where authors.is_group_representative

),

weighted_weeks as (

    select
        group_segments.segment_number,
        group_weeks.week,
        group_weeks.target_number,
        {{ exact_small_sum('group_weeks.item_count * group_weights.weight') }} as weighted_item_count
    from {{ ref('int_trend_group_weeks') }} as group_weeks
    inner join group_weights on group_weeks.group_number = group_weights.group_number
    inner join {{ ref('int_trend_group_segments') }} as group_segments on group_weeks.group_number = group_segments.group_number
    group by group_segments.segment_number, group_weeks.week, group_weeks.target_number

)

select * from weighted_weeks
