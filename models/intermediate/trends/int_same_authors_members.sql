with segment_authors as (

    select
        segments.segment_number,
        authors.author_id
    from {{ ref('int_trend_authors') }} as authors
    inner join {{ ref('int_trend_group_segments') }} as group_segments on authors.group_number = group_segments.group_number
    inner join {{ ref('int_trend_segments') }} as segments on group_segments.segment_number = segments.segment_number
    -- the panel always: which trends rise is asked of its line
    where segments.in_same_authors_lines or segments.segmentation = 'panel'

),

users as (

    select
        trend_number,
        author_id,
        max(item_count) as item_count
    from {{ ref('int_same_authors_exposures') }}
    group by trend_number, author_id

),

members as (

    select
        users.trend_number,
        segment_authors.segment_number,
        users.author_id,
        users.item_count,
        row_number() over (order by users.trend_number, segment_authors.segment_number, users.author_id) as member_number
    from users
    inner join segment_authors on users.author_id = segment_authors.author_id

)

select * from members
