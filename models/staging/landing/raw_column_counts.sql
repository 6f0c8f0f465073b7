{#- what is counted of each table: numbers whose marks are read by their column, dates, and ids that may be rounded -#}
{%- set tables = {
    'MART_AUTHORS': {
        'columns': ['AUTHORID', 'BIO', 'NB_FOLLOWERS', 'NB_FOLLOWS'],
        'kinds': {'NB_FOLLOWERS': 'number', 'NB_FOLLOWS': 'number', 'AUTHORID': 'id'}
    },
    'MART_AUTHORS_SEGMENTATIONS': {
        'columns': ['AUTHORID', 'GEO_ZONE', 'NB_FOLLOWERS', 'FASHION_INTEREST_SEGMENT'],
        'kinds': {'NB_FOLLOWERS': 'number', 'AUTHORID': 'id'}
    },
    'MART_IMAGES_OF_POSTS': {
        'columns': ['POST_ID', 'AUTHORID', 'COMMENT_COUNT', 'POST_CAPTION', 'NB_LIKES', 'POST_PUBLICATION_DATE', 'IMAGE_ID'],
        'kinds': {'COMMENT_COUNT': 'number', 'NB_LIKES': 'number', 'POST_PUBLICATION_DATE': 'date', 'POST_ID': 'id', 'AUTHORID': 'id', 'IMAGE_ID': 'id'}
    }
} -%}
{%- set measures = [
    'value_count', 'points_of_three', 'values_of_two_points', 'other_decimals', 'ungrouped_values', 'comma_groups', 'other_commas',
    'seconds', 'milliseconds', 'microseconds', 'nanoseconds', 'plain_long_ids', 'whole_exponents', 'short_exponents', 'middle_exponents',
    'long_exponents', 'rounded_exponents', 'long_ids', 'unrounded_ids', 'ids_past_double', 'ids_no_double', 'first_sample', 'last_sample'
] -%}

-- depends_on: {{ ref('raw_files') }}
-- noqa: disable=LT02
with

{%- for table, read in tables.items() %}

{{ table | lower }} as (

    -- one pass over the files of a table
    select
        file_number,
        file_version,
        {%- for column, kind in read.kinds.items() %}
        {{ spelling_counts('raw_' ~ column | lower, kind) }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (

        select *, {{ spelling_marks(read.kinds) }}
        from (
            {{ raw_records(read.columns, multiline=(table != 'MART_AUTHORS_SEGMENTATIONS'), numbered=false, source_table=table) }}
        ) as raw_records
        where broken_reason is null

    ) as marked_records
    group by file_number, file_version

),
{%- endfor %}

column_counts as (

    {%- for table, read in tables.items() %}
    {%- set is_last_table = loop.last %}
    {%- for column in read.kinds %}
    select
        file_number,
        file_version,
        '{{ table }}' as source_table,
        '{{ column }}' as column_name,
        {%- for measure in measures %}
        raw_{{ column | lower }}_{{ measure }} as {{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ table | lower }}
    {{ 'union all' if not (loop.last and is_last_table) }}
    {%- endfor %}
    {%- endfor %}

)

select * from column_counts
