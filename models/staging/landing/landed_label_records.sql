{%- set columns = ['IMAGE_ID', 'TYPE', 'POSITION_IN_IMAGE', 'LABEL_NAME'] -%}
{%- set label_types = ['object_detection', 'shoe', 'pattern', 'shoe_brand', 'bag_brand'] -%}

-- depends_on: {{ ref('raw_files') }}, {{ source('delivery', 'MART_IMAGES_LABELS') }}
with raw_records as (

    {{ raw_records(columns, numbered=false) }}

),

typed_records as (

    select
        *,
        {{ exact_integer('raw_image_id') }} as image_id,
        -- not a list behind IN: of five, the engine makes a join, which doubles the cost of the landing
        {{ "raw_type = '" ~ label_types | join("' or raw_type = '") ~ "'" }} as has_label_type
    from raw_records

),

judged_records as (

    select
        *,
        case
            -- nearly every row stops here: of 25 million, each further comparison would cost a second
            when
                broken_reason is null
                and image_id is not null
                and has_label_type
                and raw_label_name not like ' %'
                then null
            when broken_reason is not null then broken_reason
            when {{ is_repeated_header('raw_image_id') }} then 'repeated_header'
            {{ key_problem('raw_image_id', 'image_id', 'image_id') }}
            when raw_type is null or trim(raw_type) = '' then 'label_type_missing'
            when not has_label_type then 'label_type_unknown'
            when raw_label_name is null or trim(raw_label_name) = '' then 'label_name_missing'
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
        raw_position_in_image as position_in_image,

        ---- text
        raw_type as label_type,
        raw_label_name as label_name,

        ---- what could not be used
        reject_reason,
        {{ raw_record(columns) }} as raw_record
    from judged_records

)

select * from landed_records
