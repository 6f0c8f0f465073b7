-- One row: how many look-alikes are in the band of the account, and how many would be by chance; of accounts with a known band.
with known as (

    select
        author_id,
        follower_band as band
    from marts.author_segments
    where follower_band <> 'unknown'

),

bands as (

    select
        own.band,
        count(distinct own.author_id) as author_count,
        count(*) as lookalike_count,
        sum(case when own.band = alike.band then 1 else 0 end) as same_count
    from marts.author_lookalikes as lookalikes
    inner join known as own on lookalikes.author_id = own.author_id
    inner join known as alike on lookalikes.lookalike_id = alike.author_id
    group by own.band

),

chances as (

    select
        *,
        (author_count - 1) * 1.0 / nullif(sum(author_count) over () - 1, 0) as chance_share
    from bands

)

select
    count(*) as band_count,
    sum(author_count) as author_count,
    sum(same_count) * 1.0 / sum(lookalike_count) as share,
    sum(lookalike_count * chance_share) / sum(lookalike_count) as chance_share
from chances
