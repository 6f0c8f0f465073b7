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
        {{ exact_share('insufficient_count', 'author_count') }} as coverage_insufficient,
        {{ exact_share('unknown_count', 'author_count') }} as coverage_unknown
    from segmentations

),

all_shares as (

    select
        *,
        1 - coverage_insufficient - coverage_unknown as coverage_assigned
    from shares

),

coverage as (

    {% for metric in [
        'coverage_assigned', 'coverage_insufficient', 'coverage_unknown', 'segment_count', 'assigned_segment_count',
        'smallest_segment', 'smallest_assigned_segment'
    ] -%}
    select
        segmentation,
        '{{ metric }}' as metric,
        cast({{ metric }} as double) as value
    from all_shares
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from coverage
