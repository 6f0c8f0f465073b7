{%- set columns = ['AUTHORID', 'BIO', 'NB_FOLLOWERS', 'NB_FOLLOWS'] -%}
{%- set words = null_words() -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_AUTHORS') }}
with raw_records as (

    {{ raw_records(columns, multiline=true) }}

),

spellings as (

    {{ column_spelling('MART_AUTHORS', ['NB_FOLLOWERS', 'NB_FOLLOWS'], ids=['AUTHORID']) }}

),

typed_records as (

    select
        raw_records.*,
        spellings.nb_followers_points,
        spellings.nb_follows_points,
        {{ author_id('raw_authorid', exponents='authorid_exponents') }} as author_id,
        {{ author_id('raw_authorid', part='check', exponents='authorid_exponents') }} as author_id_check,
        {{ column_count('raw_nb_followers', 'nb_followers_points', 'nb_followers_commas', is_cut=true) }} as read_followers,
        {{ column_count('raw_nb_follows', 'nb_follows_points', 'nb_follows_commas') }} as read_follows
    from raw_records
    left join spellings on raw_records.file_number = spellings.file_number

),

checked_records as (

    select
        *,
        {{ count_problem('raw_nb_followers', 'read_followers', 'nb_followers_points', words) }} as follower_count_problem,
        {{ count_problem('raw_nb_follows', 'read_follows', 'nb_follows_points', words) }} as follow_count_problem,
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
        raw_bio as bio,

        ---- counts
        case when read_followers >= 0 then read_followers end as follower_count,
        case when read_follows >= 0 then read_follows end as follow_count,

        ---- what could not be used
        case when follower_count_problem is not null then raw_nb_followers end as unparsed_follower_count,
        case when follow_count_problem is not null then raw_nb_follows end as unparsed_follow_count,
        follower_count_problem,
        follow_count_problem,
        {{ null_cells({'AUTHORID': words, 'NB_FOLLOWERS': words, 'NB_FOLLOWS': words}) }} as null_cells,
        reject_reason,
        {{ rejected_value({'author_id': 'AUTHORID'}) }} as rejected_value,
        {{ raw_record(columns) }} as raw_record
    from checked_records

)

select * from landed_records
