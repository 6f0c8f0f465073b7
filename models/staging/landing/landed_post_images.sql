{%- set columns = ['POST_ID', 'AUTHORID', 'COMMENT_COUNT', 'POST_CAPTION', 'NB_LIKES', 'POST_PUBLICATION_DATE', 'IMAGE_ID'] -%}
{%- set words = null_words() -%}
{%- set words_of_columns = {} -%}
{%- for column in columns if column != 'POST_CAPTION' %}{% do words_of_columns.update({column: words}) %}{% endfor -%}
{%- set cells_of_reasons = {
    'post_id': 'POST_ID', 'author_id': 'AUTHORID', 'image_id': 'IMAGE_ID', 'publication_date': 'POST_PUBLICATION_DATE'
} -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_IMAGES_OF_POSTS') }}
with raw_records as (

    {{ raw_records(columns, multiline=true) }}

),

spellings as (

    {{ column_spelling(
        'MART_IMAGES_OF_POSTS', ['COMMENT_COUNT', 'NB_LIKES'], ['POST_PUBLICATION_DATE'], ['POST_ID', 'AUTHORID', 'IMAGE_ID']
    ) }}

),

typed_records as (

    select
        raw_records.*,
        spellings.comment_count_points,
        spellings.nb_likes_points,
        {{ whole_id('raw_post_id', 'post_id_exponents') }} as post_id,
        {{ author_id('raw_authorid', exponents='authorid_exponents') }} as author_id,
        {{ author_id('raw_authorid', part='check', exponents='authorid_exponents') }} as author_id_check,
        {{ whole_id('raw_image_id', 'image_id_exponents') }} as image_id,
        {{ column_count('raw_comment_count', 'comment_count_points', 'comment_count_commas') }} as read_comments,
        {{ column_count('raw_nb_likes', 'nb_likes_points', 'nb_likes_commas') }} as read_likes,
        {{ utc_timestamp('raw_post_publication_date', 'post_publication_date_unit') }} as published_at
    from raw_records
    left join spellings on raw_records.file_number = spellings.file_number

),

checked_records as (

    select
        *,
        {{ count_problem('raw_comment_count', 'read_comments', 'comment_count_points', words) }} as comment_count_problem,
        {{ count_problem('raw_nb_likes', 'read_likes', 'nb_likes_points', words) }} as like_count_problem,
        case
            -- nearly every row stops here: of millions, each trimmed text below would cost half a second
            when
                broken_reason is null
                and post_id is not null
                and author_id is not null
                and image_id is not null
                and year(published_at) between 1 and 9999
                then null
            when broken_reason is not null then broken_reason
            when {{ is_repeated_header('raw_post_id') }} then 'repeated_header'
            {{ key_problem('raw_post_id', 'post_id', 'post_id', words) }}
            {{ key_problem('raw_authorid', 'author_id', 'author_id', words) }}
            {{ key_problem('raw_image_id', 'image_id', 'image_id', words) }}
            {{ date_problem('raw_post_publication_date', 'published_at', words) }}
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
        case when read_comments >= 0 then read_comments end as comment_count,
        case when read_likes >= 0 then read_likes end as like_count,

        ---- timestamps
        published_at,

        ---- what could not be used
        case when comment_count_problem is not null then raw_comment_count end as unparsed_comment_count,
        case when like_count_problem is not null then raw_nb_likes end as unparsed_like_count,
        comment_count_problem,
        like_count_problem,
        case
            when read_comments is null or read_likes is null or reject_reason is not null
                then {{ null_cells(words_of_columns) }}
        end as null_cells,
        reject_reason,
        {{ rejected_value(cells_of_reasons) }} as rejected_value,
        {{ raw_record(columns) }} as raw_record
    from checked_records

)

select * from landed_records
