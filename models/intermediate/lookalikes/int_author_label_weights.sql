-- TF-IDF with a smooth idf, as scikit-learn's TfidfTransformer
with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

eligible_authors as (

    select author_id from {{ ref('int_author_items') }}
    where eligibility = 'eligible'

),

panel as (

    select cast(count(*) as double) as author_count from eligible_authors

),

-- a label that the taxonomy doesn't know counts: only what it calls no fashion is left out
author_labels as (

    select
        author_labels.author_id,
        author_labels.label_number,
        author_labels.item_count
    from {{ ref('int_author_labels') }} as author_labels
    inner join {{ ref('int_labels') }} as labels on author_labels.label_number = labels.label_number
    inner join eligible_authors on author_labels.author_id = eligible_authors.author_id
    where coalesce(labels.is_fashion, true)

),

label_authors as (

    select
        label_number,
        cast(count(*) as double) as author_count
    from author_labels
    group by label_number

),

label_weights as (

    select
        label_authors.label_number,
        ln((1 + panel.author_count) / (1 + label_authors.author_count)) + 1 as idf
    from label_authors
    cross join panel
    cross join thresholds
    where
        label_authors.author_count
        >= least(thresholds.lookalike_min_authors, thresholds.lookalike_min_author_share * panel.author_count)

),

weighted_labels as (

    select
        author_labels.author_id,
        author_labels.label_number,
        author_labels.item_count,
        author_labels.item_count * label_weights.idf as weight
    from author_labels
    inner join label_weights on author_labels.label_number = label_weights.label_number

),

author_lengths as (

    select
        author_id,
        sqrt({{ exact_sum('power(weight, 2)', 9) }}) as length
    from weighted_labels
    group by author_id

)

select
    weighted_labels.author_id,
    weighted_labels.label_number,
    weighted_labels.item_count,
    weighted_labels.weight / author_lengths.length as weight
from weighted_labels
inner join author_lengths on weighted_labels.author_id = author_lengths.author_id
