with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

totalled_segments as (

    select
        *,
        sum(author_count_from) over (partition by segmentation, from_date) as total_from,
        sum(author_count_to) over (partition by segmentation, from_date) as total_to,
        count(*) over (partition by segmentation, from_date) as parts
    from {{ ref('segment_retention') }}

),

indices as (

    select
        segmentation,
        from_date,
        to_date,
        cast(max(total_from) as bigint) as author_count_from,
        cast(max(total_to) as bigint) as author_count_to,
        cast(sum(stayed_count) as bigint) as stayed_count,
        cast(sum(moved_out_count) as bigint) as moved_count,
        cast(sum(left_count) as bigint) as left_count,
        cast(sum(entered_count) as bigint) as entered_count,
        cast(sum(moved_out_count) as double) / nullif(sum(stayed_count) + sum(moved_out_count), 0) as moved_share,
        {{ exact_sum(psi_term('author_count_from', 'total_from', 'author_count_to', 'total_to', 'parts')) }} as psi
    from totalled_segments
    group by segmentation, from_date, to_date

)

select
    indices.*,
    indices.psi > thresholds.drift_max_psi as is_drifted
from indices
cross join thresholds
order by indices.segmentation, indices.from_date
