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
        raw_files.file_number = max(raw_files.file_number) over () as is_last_file,
        -- built by hand between the inspection of a file and its landing: what is made of other files is rebuilt the next time
        case
            when
                count(case
                    when landed_versions.file_version = raw_files.file_version then null
                    when landed_versions.file_version is null and raw_files.record_count = 0 then null
                    else 1
                end) over (order by raw_files.file_number) = 0
                then {{ built_from() }}
            else 'other files'
        end as built_from
    from {{ ref('raw_files') }} as raw_files
    left join landed_versions on raw_files.file_number = landed_versions.file_number
    where raw_files.source_table = 'MART_IMAGES_LABELS'

),

-- a digest is of all files up to its own, so that of the last file stands for all
last_file as (

    select built_from from label_files
    where is_last_file

),

item_labels as (

    select * from {{ ref('int_item_labels') }}
    {% if is_incremental() %}
    where
        -- the images of a new file, each as a whole: it may name images that were there. Asked so the engine keeps these images
        -- in memory and the labels stream by; a plain `in` it takes for a join of either side, and it expects few labels
        coalesce(image_id in (
            select new_labels.image_id
            from {{ ref('landed_image_labels') }} as new_labels
            where
                new_labels.file_number > coalesce((
                    select max(label_files.file_number) from label_files
                    where label_files.built_from in (select distinct items.built_from from {{ this }} as items)
                ), 0)
            group by new_labels.image_id
        ), false)
    {% endif %}

),

-- nearly all the time goes into these groups, and nearly all of that into their width: one number a group
items as (

    select
        image_id,
        {{ set_key_of_rows('label_key') }} as set_key
    from item_labels
    group by image_id, item_key

),

image_items as (

    select
        image_id,
        set_key,
        count(*) as item_count
    from items
    group by image_id, set_key

),

versioned_image_items as (

    select
        image_items.image_id,
        image_items.set_key,
        image_items.item_count,
        last_file.built_from
    from image_items
    cross join last_file

)

select * from versioned_image_items
