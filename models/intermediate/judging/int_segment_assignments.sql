with author_segmentations as (

    select
        author_segmentations.author_id,
        author_segmentations.segmentation,
        author_segmentations.segment,
        coalesce(author_items.item_count, 0) as item_count
    from {{ ref('author_segmentations') }} as author_segmentations
    left join {{ ref('int_author_items') }} as author_items
        on author_segmentations.author_id = author_items.author_id

),

volume_deciles as (

    select
        *,
        ntile(10) over (partition by segmentation order by item_count, author_id) as volume_decile
    from author_segmentations
    where segment <> 'unknown'

),

-- md5 gives the same order on every engine and in every build; it has nothing to do with what authors show
seats as (

    select
        *,
        row_number() over (partition by segmentation, volume_decile order by author_id) as seat,
        row_number() over (
            partition by segmentation, volume_decile order by md5(cast(author_id as string)), author_id
        ) as drawn_seat
    from volume_deciles

),

-- each author takes the segment of the author whose seat was drawn: the sizes of segments stay in every decile
assignments as (

    select
        'actual' as assignment,
        segmentation,
        segment,
        author_id,
        item_count
    from author_segmentations
    union all
    select
        'shuffled' as assignment,
        seats.segmentation,
        drawn.segment,
        seats.author_id,
        seats.item_count
    from seats
    inner join seats as drawn
        on
            seats.segmentation = drawn.segmentation
            and seats.volume_decile = drawn.volume_decile
            and seats.drawn_seat = drawn.seat

),

-- a number instead of three names: what follows groups tens of millions of rows by it
numbered_assignments as (

    select
        *,
        dense_rank() over (order by assignment, segmentation, segment) as segment_number
    from assignments

)

select * from numbered_assignments
