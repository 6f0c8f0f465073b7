{%- set columns = ['POST_ID', 'AUTHORID', 'COMMENT_COUNT', 'POST_CAPTION', 'NB_LIKES', 'POST_PUBLICATION_DATE', 'IMAGE_ID'] -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_IMAGES_OF_POSTS') }}
with raw_records as (

    {{ raw_records(columns, multiline=true) }}

),

typed_records as (

    select
        *,
        {{ exact_integer('raw_post_id') }} as post_id,
        {{ author_id('raw_authorid') }} as author_id,
        {{ author_id('raw_authorid', part='check') }} as author_id_check,
        {{ exact_integer('raw_image_id') }} as image_id,
        {{ exact_integer('raw_comment_count') }} as comment_count,
        {{ exact_integer('raw_nb_likes') }} as like_count,
        {{ utc_timestamp('raw_post_publication_date') }} as published_at
    from raw_records

),

judged_records as (

    select
        *,
        case
            -- nearly every row stops here: of millions, each trimmed text below would cost half a second
            when
                broken_reason is null
                and post_id is not null
                and author_id is not null
                and image_id is not null
                and year(published_at) between 1 and 9999
                and (raw_comment_count is null or comment_count >= 0)
                and (raw_nb_likes is null or like_count >= 0)
                then null
            when broken_reason is not null then broken_reason
            when {{ is_repeated_header('raw_post_id') }} then 'repeated_header'
            {{ key_problem('raw_post_id', 'post_id', 'post_id') }}
            {{ key_problem('raw_authorid', 'author_id', 'author_id') }}
            {{ key_problem('raw_image_id', 'image_id', 'image_id') }}
            when published_at is null and trim(raw_post_publication_date) <> '' then 'publication_date_not_a_date'
            when published_at is null then 'publication_date_missing'
            -- a year that most other software cannot hold, be it by the offset only
            when year(published_at) not between 1 and 9999 then 'publication_date_not_a_date'
            when raw_comment_count like '%-%' and {{ plain_number('raw_comment_count') }} < 0 then 'negative_comment_count'
            when raw_nb_likes like '%-%' and {{ plain_number('raw_nb_likes') }} < 0 then 'negative_like_count'
        end as reject_reason
    from typed_records

),

landed_records as (

    select
        ---- ids
        file_number,
        line_number,
        file_version,
        post_id,
        author_id,
        author_id_check,
        image_id,

        ---- text
        raw_post_caption as post_caption,

        ---- counts
        comment_count,
        like_count,

        ---- timestamps
        published_at,

        ---- what could not be used
        {{ unparsed('raw_comment_count', 'comment_count') }} as unparsed_comment_count,
        {{ unparsed('raw_nb_likes', 'like_count') }} as unparsed_like_count,
        reject_reason,
        {{ raw_record(columns) }} as raw_record
    from judged_records

)

select * from landed_records
