with segments as (

    select * from {{ ref('int_segments') }}

),

segmentations as (

    select
        segmentation,
        sum(author_count) as author_count,
        sum(case when state = 'insufficient' then author_count else 0 end) as insufficient_count,
        sum(case when state = 'unknown' then author_count else 0 end) as unknown_count,
        count(*) as segment_count,
        sum(case when state = 'assigned' then 1 else 0 end) as assigned_segment_count,
        min(author_count) as smallest_segment,
        min(case when state = 'assigned' then author_count end) as smallest_assigned_segment
    from segments
    group by segmentation

),

shares as (

    select
        *,
        {{ exact_share('insufficient_count', 'author_count') }} as insufficient_share,
        {{ exact_share('unknown_count', 'author_count') }} as unknown_share
    from segmentations

),

coverage as (

    select segmentation, 'coverage_assigned' as metric, 1 - insufficient_share - unknown_share as value
    from shares
    union all
    select segmentation, 'coverage_insufficient' as metric, insufficient_share as value
    from shares
    union all
    select segmentation, 'coverage_unknown' as metric, unknown_share as value
    from shares
    union all
    select segmentation, 'segment_count' as metric, cast(segment_count as double) as value
    from shares
    union all
    select segmentation, 'assigned_segment_count' as metric, cast(assigned_segment_count as double) as value
    from shares
    union all
    select segmentation, 'smallest_segment' as metric, cast(smallest_segment as double) as value
    from shares
    union all
    select segmentation, 'smallest_assigned_segment' as metric, cast(smallest_assigned_segment as double) as value
    from shares

)

select * from coverage
