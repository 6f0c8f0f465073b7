with image_labels as (

    select * from {{ ref('stg_delivery__image_labels') }}

),

label_taxonomy as (

    select * from {{ ref('label_taxonomy') }}

),

delivered_labels as (

    select
        label_type,
        label_name,
        count(*) as detection_count
    from image_labels
    group by label_type, label_name

),

label_categories as (

    select
        category_labels.label_type,
        category_labels.label_name,
        cast(sum(categories.category_bit) as bigint) as category_set,
        {{ ordered_list('categories.category') }} as category_list
    from {{ ref('category_labels') }} as category_labels
    inner join {{ categories_with_bits() }} as categories on category_labels.category = categories.category
    group by category_labels.label_type, category_labels.label_name

),

labels as (

    select
        coalesce(label_taxonomy.label_type, delivered_labels.label_type) as label_type,
        coalesce(label_taxonomy.label_name, delivered_labels.label_name) as label_name,
        coalesce(label_taxonomy.canonical_name, delivered_labels.label_name) as canonical_name,
        coalesce(label_taxonomy.axis, 'unknown') as axis,
        label_taxonomy.is_fashion,
        label_taxonomy.label_name is not null as is_in_vocabulary,
        coalesce(delivered_labels.detection_count, 0) as detection_count
    from label_taxonomy
    full outer join delivered_labels
        on
            label_taxonomy.label_type = delivered_labels.label_type
            and label_taxonomy.label_name = delivered_labels.label_name

),

numbered_labels as (

    select
        row_number() over (order by labels.label_type, labels.label_name) as label_number,
        labels.*,
        coalesce(label_categories.category_set, 0) as category_set,
        -- of the labels that make a set of an item: those with a category, and fashion
        case
            when label_categories.category_set is not null or labels.is_fashion
                then {{ text_key("labels.label_type || '/' || labels.label_name") }}
            else 0
        end as set_key,
        label_categories.category_list
    from labels
    left join label_categories
        on labels.label_type = label_categories.label_type and labels.label_name = label_categories.label_name

)

select * from numbered_labels
