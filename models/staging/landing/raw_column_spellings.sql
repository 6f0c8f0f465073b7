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
{#- what is asked of a column over all files of its table: a part may be too small to say it -#}
{%- set summed = [
    'points_of_three', 'values_of_two_points', 'other_decimals', 'ungrouped_values', 'comma_groups', 'other_commas', 'plain_long_ids',
    'whole_exponents', 'short_exponents', 'middle_exponents', 'long_exponents', 'rounded_exponents'
] -%}

-- depends_on: {{ ref('raw_files') }}
-- noqa: disable=LT02
with

{%- for table, read in tables.items() %}

{{ table | lower }} as (

    -- one pass over the files of a table
    select
        file_number,
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
    group by file_number

),
{%- endfor %}

column_counts as (

    {%- for table, read in tables.items() %}
    {%- set is_last_table = loop.last %}
    {%- for column in read.kinds %}
    select
        file_number,
        '{{ table }}' as source_table,
        '{{ column }}' as column_name,
        {%- for measure in measures %}
        raw_{{ column | lower }}_{{ measure }} as {{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ table | lower }}
    {{ 'union all' if not (loop.last and is_last_table) }}
    {%- endfor %}
    {%- endfor %}

),

column_totals as (

    select
        source_table,
        column_name,
        {%- for measure in summed %}
        sum({{ measure }}) as {{ measure }},
        {%- endfor %}
        -- in one file by themselves, whatever another tool wrote into the others
        max(case
            when other_decimals > 0 then 0
            when values_of_two_points > 0 then 2
            when points_of_three >= {{ spelling_rule('min_grouped_values') }} and ungrouped_values = 0 then 1
            else 0
        end) as grouped_by_points,
        max(case when comma_groups > 0 then ungrouped_values else 0 end) as ungrouped_beside_commas
    from column_counts
    group by source_table, column_name

),

column_verdicts as (

    select
        source_table,
        column_name,
        case
            when grouped_by_points = 2 then 'thousands'
            when other_decimals > 0 and values_of_two_points = 0 then 'decimal'
            when other_decimals > 0 then 'ambiguous'
            when grouped_by_points = 1 then 'thousands'
            when points_of_three >= {{ spelling_rule('min_grouped_values') }} and ungrouped_values = 0 then 'thousands'
            when points_of_three > 0 then 'ambiguous'
        end as points,
        case
            when comma_groups = 0 then null
            when other_commas = 0 and ungrouped_beside_commas = 0 then 'thousands'
            else 'ambiguous'
        end as commas,
        case
            when rounded_exponents > 0 then 'rounded'
            -- who writes all digits of some leaves out zeros of others; who rounds writes no id in full
            when long_exponents > 0 and whole_exponents = 0 then 'rounded'
            when middle_exponents > 0 and whole_exponents = 0 and plain_long_ids = 0 then 'rounded'
            when short_exponents + middle_exponents + long_exponents > 0 then 'exact'
        end as exponents
    from column_totals

),

column_spellings as (

    select
        column_counts.*,
        column_verdicts.points,
        column_verdicts.commas,
        column_verdicts.exponents,
        case
            {%- for unit in epoch_units() %}
            when
                column_counts.{{ unit }} > column_counts.value_count * {{ spelling_rule('min_epoch_share') }}
                and column_counts.{{ unit }} = greatest(column_counts.{{ epoch_units() | join(', column_counts.') }})
                then '{{ unit }}'
            {%- endfor %}
        end as epoch_unit,
        column_counts.long_ids >= {{ spelling_rule('min_rounded_ids') }} and column_counts.unrounded_ids = 0
        or column_counts.ids_past_double >= {{ spelling_rule('min_double_ids') }} and column_counts.ids_no_double = 0
            as has_rounded_ids
    from column_counts
    inner join column_verdicts
        on
            column_counts.source_table = column_verdicts.source_table
            and column_counts.column_name = column_verdicts.column_name

)

select * from column_spellings
