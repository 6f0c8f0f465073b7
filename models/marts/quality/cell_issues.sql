with raw_files as (

    select * from {{ ref('raw_files') }}

),

unparsed_cells as (

    select
        file_number,
        line_number,
        'NB_FOLLOWERS' as column_name,
        unparsed_follower_count as raw_value,
        follower_count_problem as reason
    from {{ ref('landed_authors') }}
    where reject_reason is null and unparsed_follower_count is not null
    union all
    select
        file_number,
        line_number,
        'NB_FOLLOWS' as column_name,
        unparsed_follow_count as raw_value,
        follow_count_problem as reason
    from {{ ref('landed_authors') }}
    where reject_reason is null and unparsed_follow_count is not null
    union all
    select
        file_number,
        line_number,
        'NB_FOLLOWERS' as column_name,
        unparsed_follower_count as raw_value,
        follower_count_problem as reason
    from {{ ref('landed_author_segmentations') }}
    where reject_reason is null and unparsed_follower_count is not null
    union all
    select
        file_number,
        line_number,
        'FASHION_INTEREST_SEGMENT' as column_name,
        unparsed_is_fashion_forward as raw_value,
        is_fashion_forward_problem as reason
    from {{ ref('landed_author_segmentations') }}
    where reject_reason is null and unparsed_is_fashion_forward is not null
    union all
    select
        file_number,
        line_number,
        'COMMENT_COUNT' as column_name,
        unparsed_comment_count as raw_value,
        comment_count_problem as reason
    from {{ ref('landed_post_images') }}
    where reject_reason is null and unparsed_comment_count is not null
    union all
    select
        file_number,
        line_number,
        'NB_LIKES' as column_name,
        unparsed_like_count as raw_value,
        like_count_problem as reason
    from {{ ref('landed_post_images') }}
    where reject_reason is null and unparsed_like_count is not null

),

issues as (

    select * from unparsed_cells
    union all
    select
        file_number,
        line_number,
        column_name,
        raw_value,
        reason
    from {{ ref('int_cell_conflicts') }}

),

described_issues as (

    select
        raw_files.source_table,
        raw_files.source_file,
        issues.line_number,
        issues.column_name,
        issues.raw_value,
        issues.reason
    from issues
    inner join raw_files on issues.file_number = raw_files.file_number

)

select * from described_issues
order by source_table, source_file, line_number, column_name
