{%- set columns = ['AUTHORID', 'GEO_ZONE', 'NB_FOLLOWERS', 'FASHION_INTEREST_SEGMENT'] -%}
{%- set words, zone_words = null_words(), null_words('geo_zone') -%}
{%- set words_of_columns = {
    'AUTHORID': words, 'GEO_ZONE': zone_words, 'NB_FOLLOWERS': words, 'FASHION_INTEREST_SEGMENT': words
} -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_AUTHORS_SEGMENTATIONS') }}
with raw_records as (

    {{ raw_records(columns) }}

),

spellings as (

    {{ column_spelling('MART_AUTHORS_SEGMENTATIONS', ['NB_FOLLOWERS'], ids=['AUTHORID']) }}

),

typed_records as (

    select
        raw_records.*,
        spellings.nb_followers_points,
        {{ author_id('raw_authorid', exponents='authorid_exponents') }} as author_id,
        {{ author_id('raw_authorid', part='check', exponents='authorid_exponents') }} as author_id_check,
        {{ column_count('raw_nb_followers', 'nb_followers_points', 'nb_followers_commas', is_cut=true) }} as read_followers,
        {{ flag('raw_fashion_interest_segment') }} as is_fashion_forward
    from raw_records
    left join spellings on raw_records.file_number = spellings.file_number

),

checked_records as (

    select
        *,
        {{ count_problem('raw_nb_followers', 'read_followers', 'nb_followers_points', words) }} as follower_count_problem,
        case
            when is_fashion_forward is not null or coalesce(trim(raw_fashion_interest_segment), '') = '' then null
            when not {{ is_null_word('raw_fashion_interest_segment', words) }} then 'not_readable_set_to_null'
        end as is_fashion_forward_problem,
        case
            when broken_reason is not null then broken_reason
            when {{ is_repeated_header('raw_authorid') }} then 'repeated_header'
            {{ key_problem('raw_authorid', 'author_id', 'author_id', words) }}
        end as reject_reason
    from typed_records

),

landed_records as (

    select
        ---- ids
        file_number,
        line_number,
        file_version,
        author_id,
        author_id_check,

        ---- text
        case when not {{ is_null_word('raw_geo_zone', zone_words) }} then nullif(trim(raw_geo_zone), '') end as geo_zone,

        ---- counts
        case when read_followers >= 0 then read_followers end as follower_count,

        ---- flags
        is_fashion_forward,

        ---- what could not be used
        case when follower_count_problem is not null then raw_nb_followers end as unparsed_follower_count,
        case when is_fashion_forward_problem is not null then raw_fashion_interest_segment end as unparsed_is_fashion_forward,
        follower_count_problem,
        is_fashion_forward_problem,
        {{ null_cells(words_of_columns) }} as null_cells,
        case when {{ is_nearly_null_word('trim(raw_geo_zone)', zone_words) }} then raw_geo_zone end as kept_word,
        reject_reason,
        {{ rejected_value({'author_id': 'AUTHORID'}) }} as rejected_value,
        {{ raw_record(columns) }} as raw_record
    from checked_records

)

select * from landed_records
