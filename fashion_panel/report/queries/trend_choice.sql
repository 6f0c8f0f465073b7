-- One row per trend that the page shows: of the named ones and of the mined ones each the four that move in most bands and style
-- clusters now; ties by the surer, the larger, the name. The page opens on the largest of those that move, else on the largest.
with trends as (

    select * from marts.trends

),

momentum as (

    select * from marts.trend_momentum
    where segmentation in ('follower_band', 'style_clusters')

),

moves as (

    select
        trend_id,
        sum(case when direction = 'rising' then 1 else 0 end) as rising_count,
        sum(case when direction = 'falling' then 1 else 0 end) as falling_count,
        min(q_value) as least_q_value
    from momentum
    group by trend_id

),

ranked_trends as (

    select
        trends.trend_id,
        trends.definition,
        trends.source,
        trends.author_count,
        trends.item_count,
        coalesce(moves.rising_count, 0) as rising_count,
        coalesce(moves.falling_count, 0) as falling_count,
        row_number() over (
            partition by trends.source
            order by
                coalesce(moves.rising_count, 0) + coalesce(moves.falling_count, 0) desc,
                moves.least_q_value asc nulls last,
                trends.item_count desc,
                trends.trend_id asc
        ) as source_rank
    from trends
    left join moves on trends.trend_id = moves.trend_id

)

select * from ranked_trends
where source_rank <= 4
order by rising_count + falling_count = 0 asc, item_count desc, trend_id asc
