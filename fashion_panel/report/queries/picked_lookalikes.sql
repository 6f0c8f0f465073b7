-- Ten accounts that are not hand-picked and stand among the look-alikes of most hand-picked ones; lookalike_count is of how many
-- accounts in all.
with authors as (

    select
        author_id,
        coalesce(is_fashion_forward, false) as is_picked
    from marts.dim_authors

),

others as (

    select
        lookalikes.lookalike_id as author_id,
        sum(case when picked.is_picked then 1 else 0 end) as picked_count,
        count(*) as lookalike_count,
        avg(case when picked.is_picked then lookalikes.similarity end) as similarity
    from marts.author_lookalikes as lookalikes
    inner join authors as picked on lookalikes.author_id = picked.author_id
    inner join authors as own on lookalikes.lookalike_id = own.author_id
    where not own.is_picked
    group by lookalikes.lookalike_id

),

ranked_authors as (

    select
        others.*,
        segments.follower_band,
        segments.style_cluster,
        row_number() over (order by others.picked_count desc, others.similarity desc, others.author_id asc) as candidate_rank
    from others
    inner join marts.author_segments as segments on others.author_id = segments.author_id
    where others.picked_count > 0

)

select * from ranked_authors
where candidate_rank <= 10
order by candidate_rank asc
