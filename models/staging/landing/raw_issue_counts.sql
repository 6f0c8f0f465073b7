{%- set tables = {
    'MART_AUTHORS': {
        'landed': 'landed_authors',
        'cells': {'NB_FOLLOWERS': 'follower_count', 'NB_FOLLOWS': 'follow_count'},
        'columns': ['AUTHORID', 'NB_FOLLOWERS', 'NB_FOLLOWS']
    },
    'MART_AUTHORS_SEGMENTATIONS': {
        'landed': 'landed_author_segmentations',
        'cells': {'NB_FOLLOWERS': 'follower_count', 'FASHION_INTEREST_SEGMENT': 'is_fashion_forward'},
        'columns': ['AUTHORID', 'GEO_ZONE', 'NB_FOLLOWERS', 'FASHION_INTEREST_SEGMENT'],
        'kept': 'GEO_ZONE'
    },
    'MART_IMAGES_OF_POSTS': {
        'landed': 'landed_post_images',
        'cells': {'COMMENT_COUNT': 'comment_count', 'NB_LIKES': 'like_count'},
        'columns': ['POST_ID', 'AUTHORID', 'COMMENT_COUNT', 'NB_LIKES', 'POST_PUBLICATION_DATE', 'IMAGE_ID']
    },
    'MART_IMAGES_LABELS': {
        'landed': 'landed_label_records',
        'cells': {},
        'columns': ['IMAGE_ID', 'TYPE', 'POSITION_IN_IMAGE', 'LABEL_NAME'],
        'kept': 'POSITION_IN_IMAGE'
    }
} -%}

-- noqa: disable=LT02
with
{%- for table, read in tables.items() if read.cells %}

{{ read.landed }}_cells as (

    select
        {%- for column, value in read.cells.items() %}
        count({{ value }}) + count({{ value }}_problem) as {{ value }}_cells{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref(read.landed) }}
    where reject_reason is null

),
{%- endfor %}

values_of_issues as (

    {%- for table, read in tables.items() %}
    select
        '{{ table }}' as source_table,
        'rejected' as kind,
        'record' as column_name,
        reject_reason as reason,
        rejected_value as example,
        cast(null as bigint) as of_count,
        count(*) as issue_count
    from {{ ref(read.landed) }}
    where reject_reason <> 'forgotten'
    group by reject_reason, rejected_value
    union all
    {%- for column, value in read.cells.items() %}
    select
        '{{ table }}' as source_table,
        'cell' as kind,
        '{{ column }}' as column_name,
        records.{{ value }}_problem as reason,
        substr(records.unparsed_{{ value }}, 1, 40) as example,
        max(cells.{{ value }}_cells) as of_count,
        count(*) as issue_count
    from {{ ref(read.landed) }} as records
    cross join {{ read.landed }}_cells as cells
    where records.reject_reason is null and records.{{ value }}_problem is not null
    group by records.{{ value }}_problem, substr(records.unparsed_{{ value }}, 1, 40)
    union all
    {%- endfor %}
    {%- if read.kept %}
    select
        '{{ table }}' as source_table,
        'kept_word' as kind,
        '{{ read.kept }}' as column_name,
        'kept_word' as reason,
        kept_word as example,
        cast(null as bigint) as of_count,
        count(*) as issue_count
    from {{ ref(read.landed) }}
    where kept_word is not null
    group by kept_word
    union all
    {%- endif %}
    {%- for column in read.columns %}
    select
        '{{ table }}' as source_table,
        'null_word' as kind,
        '{{ column }}' as column_name,
        'null_word' as reason,
        cast(null as varchar) as example,
        cast(null as bigint) as of_count,
        count(*) as issue_count
    from {{ ref(read.landed) }}
    where null_cells like '%,{{ column }},%'
    having count(*) > 0
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

ranked_values as (

    select
        *,
        sum(issue_count) over (partition by source_table, kind, column_name, reason) as row_count,
        row_number() over (
            partition by source_table, kind, column_name, reason
            order by case when example is null then 1 else 0 end, issue_count desc, example asc
        ) as preference
    from values_of_issues

),

issue_counts as (

    select
        source_table,
        kind,
        column_name,
        reason,
        cast(row_count as bigint) as row_count,
        of_count,
        example,
        issue_count / cast(row_count as double) as example_share
    from ranked_values
    where preference = 1

)

select * from issue_counts
