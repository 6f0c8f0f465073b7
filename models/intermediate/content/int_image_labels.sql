-- a table, for its size is known. Of the staged view, with its two filters, the engine expects a fiftieth of the rows, takes them
-- for the small side of a join with the images, and keeps 25 million labels in memory instead of 2.5 million images
with item_labels as (

    select * from {{ ref('int_item_labels') }}

),

image_labels as (

    select
        image_id,
        label_number,
        file_number
    from item_labels

)

select * from image_labels
