-- the one count of items that all trend tables add up from
with author_target_weeks as (

    select
        author_week_sets.author_id,
        author_week_sets.week,
        targets.target_number,
        {{ whole_sum('author_week_sets.item_count') }} as item_count
    from {{ ref('int_author_week_sets') }} as author_week_sets
    inner join {{ ref('int_trend_count_targets') }} as targets
        on author_week_sets.label_set_number = targets.label_set_number
    group by author_week_sets.author_id, author_week_sets.week, targets.target_number

)

select * from author_target_weeks
