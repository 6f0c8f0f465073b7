with author_labels as (

    select * from {{ ref('int_author_labels') }}

),

cells as (

    select
        author_labels.author_id,
        author_labels.label_number,
        labels.is_other,
        author_labels.half_a_item_count,
        author_labels.item_count - author_labels.half_a_item_count as half_b_item_count,
        labels.half_a_share,
        labels.half_b_share
    from author_labels
    inner join {{ ref('int_held_out_authors') }} as authors on author_labels.author_id = authors.author_id
    inner join {{ ref('int_held_out_labels') }} as labels on author_labels.label_number = labels.label_number

)

select * from cells
