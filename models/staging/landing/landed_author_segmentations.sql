{%- set columns = ['AUTHORID', 'GEO_ZONE', 'NB_FOLLOWERS', 'FASHION_INTEREST_SEGMENT'] -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_AUTHORS_SEGMENTATIONS') }}
with raw_records as (

    {{ raw_records(columns) }}

),

typed_records as (

    select
        *,
        {{ author_id('raw_authorid') }} as author_id,
        {{ author_id('raw_authorid', part='check') }} as author_id_check,
        {{ whole_followers('raw_nb_followers') }} as follower_count,
        case lower(trim(raw_fashion_interest_segment)) when 'true' then true when 'false' then false end as is_fashion_forward
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
            when {{ unparsed('raw_nb_followers', 'follower_count') }} is not null then 'follower_count_not_a_number'
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
        raw_geo_zone as geo_zone,

        ---- counts
        follower_count,

        ---- flags
        is_fashion_forward,

        ---- what could not be used
        {{ unparsed('raw_fashion_interest_segment', 'is_fashion_forward') }} as unparsed_is_fashion_forward,
        reject_reason,
        {{ raw_record(columns) }} as raw_record
    from judged_records

)

select * from landed_records
