with transitions as (

    select * from {{ ref('int_segment_transitions') }}

),

-- who moves is counted twice: where they were, and where they are
segment_movements as (

    select
        segmentation,
        from_date,
        to_date,
        segment_from as segment,
        case when movement = 'moved' then 'moved_out' else movement end as movement,
        author_count
    from transitions
    where movement <> 'entered'
    union all
    select
        segmentation,
        from_date,
        to_date,
        segment_to as segment,
        case when movement = 'moved' then 'moved_in' else movement end as movement,
        author_count
    from transitions
    where movement in ('moved', 'entered')

),

counts as (

    select
        segmentation,
        from_date,
        to_date,
        segment,
        sum(case when movement = 'stayed' then author_count else 0 end) as stayed_count,
        sum(case when movement = 'moved_out' then author_count else 0 end) as moved_out_count,
        sum(case when movement = 'moved_in' then author_count else 0 end) as moved_in_count,
        sum(case when movement = 'left' then author_count else 0 end) as left_count,
        sum(case when movement = 'entered' then author_count else 0 end) as entered_count
    from segment_movements
    group by segmentation, from_date, to_date, segment

),

segment_retention as (

    select
        segmentation,
        from_date,
        to_date,
        segment,
        cast(stayed_count + moved_out_count + left_count as bigint) as author_count_from,
        cast(stayed_count + moved_in_count + entered_count as bigint) as author_count_to,
        cast(stayed_count as bigint) as stayed_count,
        cast(moved_out_count as bigint) as moved_out_count,
        cast(moved_in_count as bigint) as moved_in_count,
        cast(left_count as bigint) as left_count,
        cast(entered_count as bigint) as entered_count,
        cast(stayed_count as double) / nullif(stayed_count + moved_out_count + left_count, 0) as retention
    from counts

)

select * from segment_retention
order by segmentation, from_date, segment
