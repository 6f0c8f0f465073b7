with segment_transitions as (

    select
        segmentation,
        from_date,
        to_date,
        segment_from,
        segment_to,
        movement,
        author_count,
        {{ exact_share('author_count', 'sum(author_count) over (partition by segmentation, from_date, segment_from)') }} as share
    from {{ ref('int_segment_transitions') }}

)

select * from segment_transitions
order by segmentation, from_date, segment_from, segment_to
