{%- set measures = [
    ('landed_authors', 'NB_FOLLOWERS', 'follower_count'),
    ('landed_authors', 'NB_FOLLOWS', 'follow_count'),
    ('landed_author_segmentations', 'NB_FOLLOWERS', 'follower_count'),
    ('landed_author_segmentations', 'FASHION_INTEREST_SEGMENT', 'is_fashion_forward'),
    ('landed_post_images', 'COMMENT_COUNT', 'comment_count'),
    ('landed_post_images', 'NB_LIKES', 'like_count')
] -%}

with raw_files as (

    select * from {{ ref('raw_files') }}

),

unparsed_cells as (

    {% for table, raw_column, measure in measures -%}
    select
        file_number,
        line_number,
        '{{ raw_column }}' as column_name,
        unparsed_{{ measure }} as raw_value,
        {{ measure }}_problem as reason
    from {{ ref(table) }}
    where reject_reason is null and unparsed_{{ measure }} is not null
    {{ 'union all' if not loop.last }}
    {% endfor %}
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
