{%- set columns = ['AUTHORID', 'BIO', 'NB_FOLLOWERS', 'NB_FOLLOWS'] -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_AUTHORS') }}
with raw_records as (

    {{ raw_records(columns, multiline=true) }}

),

typed_records as (

    select
        *,
        {{ author_id('raw_authorid') }} as author_id,
        {{ author_id('raw_authorid', part='check') }} as author_id_check,
        {{ whole_followers('raw_nb_followers') }} as follower_count,
        {{ exact_integer('raw_nb_follows') }} as follow_count
    from raw_records

),

judged_records as (

    select
        *,
        case
            when broken_reason is not null then broken_reason
            when {{ is_repeated_header('raw_authorid') }} then 'repeated_header'
            {{ key_problem('raw_authorid', 'author_id', 'author_id') }}
            when {{ plain_number('raw_nb_followers') }} < 0 then 'negative_follower_count'
            when {{ plain_number('raw_nb_follows') }} < 0 then 'negative_follow_count'
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
        follower_count,
        follow_count,

        ---- what could not be used
        {{ unparsed('raw_nb_followers', 'follower_count') }} as unparsed_follower_count,
        {{ unparsed('raw_nb_follows', 'follow_count') }} as unparsed_follow_count,
        reject_reason,
        {{ raw_record(columns) }} as raw_record
    from judged_records

)

select * from landed_records
