with author_labels as (

    select * from {{ ref('int_author_labels') }}

),

labels as (

    select * from {{ ref('int_labels') }}
    where is_fashion

),

author_canonical_labels as (

    select
        author_labels.author_id,
        labels.canonical_name,
        sum(author_labels.item_count) as item_count
    from author_labels
    inner join labels on author_labels.label_number = labels.label_number
    group by author_labels.author_id, labels.canonical_name

),

-- inverse Simpson index: the number of equally frequent labels that would be as diverse
author_label_diversity as (

    select
        author_id,
        power(cast(sum(item_count) as double), 2) / cast(sum(item_count * item_count) as double) as label_diversity
    from author_canonical_labels
    group by author_id

)

select * from author_label_diversity
