{%- set words = ['bits_0', 'bits_1', 'bits_2', 'bits_3'] -%}

-- grouped: of a distinct the engine expects a row per label, and keeps all items in memory, not the few files, to join both
with landed_versions as (

    select
        file_number,
        file_version
    from {{ ref('landed_image_labels') }}
    group by file_number, file_version

),

label_files as (

    select
        raw_files.file_number,
        -- built by hand between the inspection of a file and its landing: what is made of other files is made anew the next time
        case
            when
                count(case
                    when landed_versions.file_version = raw_files.file_version then null
                    when landed_versions.file_version is null and raw_files.record_count = 0 then null
                    else 1
                end) over (partition by raw_files.source_table order by raw_files.file_number) = 0
                then {{ built_from() }}
            else 'other files'
        end as built_from
    from {{ ref('raw_files') }} as raw_files
    left join landed_versions on raw_files.file_number = landed_versions.file_number

),

image_labels as (

    select * from {{ ref('stg_mart__image_labels') }}
    {% if is_incremental() %}
    where
        -- the images of a new file, each as a whole: it may name images that were there
        image_id in (
            select new_labels.image_id
            from {{ ref('stg_mart__image_labels') }} as new_labels
            inner join label_files on new_labels.file_number = label_files.file_number
            where label_files.built_from not in (select distinct items.built_from from {{ this }} as items)
        )
    {% endif %}

),

labels as (

    select
        labels.label_type,
        labels.label_name,
        labels.category_set,
        {% for word in words -%}
        coalesce(trend_labels.{{ word }}, 0) as {{ word }},
        {% endfor -%}
        case when labels.is_fashion then 1 else 0 end as is_fashion
    from {{ ref('int_labels') }} as labels
    left join {{ ref('int_trend_labels') }} as trend_labels on labels.label_number = trend_labels.label_number

),

-- an item is what stands at one position of one image, or one label without position; nearly all the time goes into these groups
items as (

    select
        image_labels.image_id,
        {{ set_union_of_rows('labels.category_set') }} as category_set,
        {% for word in words -%}
        {{ set_union_of_rows('labels.' ~ word) }} as {{ word }},
        {% endfor -%}
        max(labels.is_fashion) as is_fashion,
        max(image_labels.file_number) as file_number
    from image_labels
    inner join labels
        on image_labels.label_type = labels.label_type and image_labels.label_name = labels.label_name
    group by
        image_labels.image_id,
        case
            when image_labels.position_in_image is not null then {{ fingerprint(['image_labels.position_in_image']) }}
            else {{ fingerprint(['image_labels.label_type', 'image_labels.label_name', 'image_labels.position_in_image']) }}
        end

),

image_items as (

    select
        image_id,
        category_set,
        is_fashion = 1 as is_fashion,
        {% for word in words -%}
        {{ word }},
        {% endfor -%}
        count(*) as item_count,
        max(file_number) as file_number
    from items
    group by image_id, category_set, is_fashion, {{ words | join(', ') }}

),

versioned_image_items as (

    select
        image_items.image_id,
        image_items.category_set,
        image_items.is_fashion,
        {% for word in words -%}
        image_items.{{ word }},
        {% endfor -%}
        image_items.item_count,
        label_files.built_from
    from image_items
    inner join label_files on image_items.file_number = label_files.file_number

)

select * from versioned_image_items
