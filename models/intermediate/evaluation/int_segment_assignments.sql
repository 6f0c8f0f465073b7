with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

sized_authors as (

    select
        segment_authors.author_id,
        segment_authors.segmentation,
        segment_authors.segment,
        segment_authors.segment_number,
        coalesce(author_items.item_count, 0) as item_count
    from {{ ref('int_author_segmentations') }} as segment_authors
    left join {{ ref('int_author_items') }} as author_items on segment_authors.author_id = author_items.author_id

),

volume_deciles as (

    select
        segmentation,
        segment_number,
        author_id,
        item_count,
        ntile(10) over (partition by segmentation order by item_count, author_id) as volume_decile
    from sized_authors
    where segment <> 'unknown'

),

permutations as (

    select numbers.permutation_number
    from {{ whole_numbers('permutation_number', 1, 100) }} as numbers
    cross join thresholds
    where numbers.permutation_number <= thresholds.permutation_count

),

-- md5 gives the same order on every engine and in every build, and has nothing to do with what authors show
seats as (

    select
        permutations.permutation_number,
        volume_deciles.*,
        row_number() over (
            partition by volume_deciles.segmentation, permutations.permutation_number, volume_deciles.volume_decile
            order by volume_deciles.author_id
        ) as seat,
        row_number() over (
            partition by volume_deciles.segmentation, permutations.permutation_number, volume_deciles.volume_decile
            order by
                md5(cast(volume_deciles.author_id as string) || '/' || cast(permutations.permutation_number as string)),
                volume_deciles.author_id
        ) as drawn_seat
    from volume_deciles
    cross join permutations

),

-- each author takes the segment of the author whose seat was drawn: the sizes of segments stay in every decile
assignments as (

    select
        0 as permutation_number,
        segment_number,
        author_id,
        item_count
    from sized_authors
    union all
    select
        seats.permutation_number,
        drawn.segment_number,
        seats.author_id,
        seats.item_count
    from seats
    inner join seats as drawn
        on
            seats.segmentation = drawn.segmentation
            and seats.permutation_number = drawn.permutation_number
            and seats.volume_decile = drawn.volume_decile
            and seats.drawn_seat = drawn.seat

)

select * from assignments
