with segment_migrations as (

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

select * from segment_migrations
order by segmentation, from_date, segment_from, segment_to
