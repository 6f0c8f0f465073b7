-- One row per account that shows trends earlier than chance lets expect, the surest first; the rest of the panel only as a count.
with early as (

    select
        earliness.author_id,
        authors.follower_band,
        segments.style_cluster,
        earliness.trend_count,
        earliness.earliness_z,
        earliness.q_value,
        authors.is_fashion_forward,
        count(*) over () as early_count,
        row_number() over (order by earliness.q_value asc, earliness.earliness_z desc, earliness.author_id asc) as early_rank
    from marts.author_earliness as earliness
    inner join marts.dim_authors as authors on earliness.author_id = authors.author_id
    inner join marts.author_segments as segments on earliness.author_id = segments.author_id
    where earliness.is_early

)

select * from early
where early_rank <= 10
order by early_rank asc
