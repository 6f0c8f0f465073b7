{%- set columns = ['IMAGE_ID', 'TYPE', 'POSITION_IN_IMAGE', 'LABEL_NAME'] -%}
{%- set label_types = label_types() or ['none'] -%}
{%- set words, name_words = null_words(), null_words('label_name') -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_IMAGES_LABELS') }}
with raw_records as (

    {{ raw_records(columns, numbered=false) }}

),

typed_records as (

    select
        *,
        {{ whole_id('raw_image_id') }} as image_id,
        -- not a list behind IN: of five, the engine makes a join, which doubles the cost of the landing
        {{ "raw_type = '" ~ label_types | join("' or raw_type = '") ~ "'" }} as has_plain_type,
        -- a small letter in front, no blank behind: neither a word for no name nor anything to trim
        raw_label_name >= 'a' and raw_label_name not like '% ' as has_plain_name,
        {{ is_null_word('raw_position_in_image', words) }} as has_null_position
    from raw_records

),

checked_records as (

    select
        *,
        case
            -- nearly every row stops here: of 25 million, each further comparison would cost a second
            when
                broken_reason is null
                and image_id is not null
                and has_plain_type
                and has_plain_name
                then null
            when broken_reason is not null then broken_reason
            when {{ is_repeated_header('raw_image_id') }} then 'repeated_header'
            {{ key_problem('raw_image_id', 'image_id', 'image_id', words) }}
            when coalesce(trim(raw_type), '') = '' or {{ is_null_word('raw_type', words) }} then 'label_type_missing'
            when coalesce(trim(raw_label_name), '') = '' or {{ is_null_word('raw_label_name', name_words) }}
                then 'label_name_missing'
        end as reject_reason
    from typed_records

),

landed_records as (

    select
        ---- ids
        file_number,
        line_number,
        line_offset,
        file_version,
        image_id,
        case when not has_null_position then raw_position_in_image end as position_in_image,

        ---- text
        case when has_plain_type then raw_type else lower(trim(raw_type)) end as label_type,
        case when has_plain_name then raw_label_name else trim(raw_label_name) end as label_name,

        ---- what could not be used
        case
            when reject_reason is not null or has_null_position
                then {{ null_cells({'IMAGE_ID': words, 'TYPE': words, 'POSITION_IN_IMAGE': words, 'LABEL_NAME': name_words}) }}
        end as null_cells,
        case when {{ is_nearly_null_word('raw_position_in_image', words) }} then raw_position_in_image end as kept_word,
        reject_reason,
        {{ rejected_value({'image_id': 'IMAGE_ID', 'label_type': 'TYPE', 'label_name': 'LABEL_NAME'}) }} as rejected_value,
        {{ raw_record(columns) }} as raw_record
    from checked_records

)

select * from landed_records
