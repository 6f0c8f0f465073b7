with transitions as (

    select * from {{ ref('int_segment_transitions') }}

),

versions as (

    select * from {{ ref('int_panel_versions') }}

),

segment_transitions as (

    select
        transitions.segmentation,
        former.version_date as from_date,
        latter.version_date as to_date,
        transitions.segment_from,
        transitions.segment_to,
        transitions.movement,
        transitions.author_count,
        {{ exact_share(
            'transitions.author_count',
            'sum(transitions.author_count) over (partition by transitions.segmentation, transitions.version_number, transitions.segment_from)'
        ) }} as share
    from transitions
    inner join versions as former on transitions.version_number = former.version_number
    inner join versions as latter on transitions.version_number + 1 = latter.version_number

)

select * from segment_transitions
order by segmentation, from_date, segment_from, segment_to
