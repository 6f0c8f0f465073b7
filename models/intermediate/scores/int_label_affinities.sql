-- what stands beside fashion on one image: knowledge that neither a taxonomy nor a list has
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

images as (

    select
        image_items.image_id,
        max(case when item_sets.is_fashion then 1 else 0 end) as shows_fashion
    from {{ ref('int_image_items') }} as image_items
    inner join {{ ref('int_item_sets') }} as item_sets on image_items.set_key = item_sets.set_key
    group by image_items.image_id

),

panel as (

    select {{ exact_share('sum(shows_fashion)', 'count(*)') }} as fashion_share from images

),

-- labels of fashion have one affinity, so that their rows, most of all, need no count
other_labels as (

    select
        image_labels.image_id,
        image_labels.label_number
    from {{ ref('int_image_labels') }} as image_labels
    inner join labels on image_labels.label_number = labels.label_number
    where not coalesce(labels.is_fashion, false)
    group by image_labels.image_id, image_labels.label_number

),

counts as (

    select
        other_labels.label_number,
        count(*) as image_count,
        sum(images.shows_fashion) as fashion_image_count
    from other_labels
    inner join images on other_labels.image_id = images.image_id
    group by other_labels.label_number

),

label_affinities as (

    select
        labels.label_number,
        cast(counts.image_count as bigint) as image_count,
        cast(counts.fashion_image_count as bigint) as fashion_image_count,
        case
            when labels.is_fashion then thresholds.content_fashion_affinity
            -- nothing is known of it, or no image shows fashion
            else coalesce(ln(
                (counts.fashion_image_count + thresholds.content_prior_images * panel.fashion_share)
                / (counts.image_count + thresholds.content_prior_images)
                / nullif(panel.fashion_share, 0)
            ), 0)
        end as affinity
    from labels
    left join counts on labels.label_number = counts.label_number
    cross join panel
    cross join thresholds

)

select * from label_affinities
