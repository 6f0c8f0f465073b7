with labels as (

    select * from {{ ref('int_labels') }}

),

label_authors as (

    select
        label_number,
        count(*) as author_count
    from {{ ref('int_author_labels') }}
    group by label_number

),

described_labels as (

    select
        labels.label_type,
        labels.label_name,
        labels.canonical_name,
        labels.axis,
        labels.category_list,
        labels.is_fashion,
        labels.is_in_vocabulary,
        labels.detection_count,
        coalesce(label_authors.author_count, 0) as author_count
    from labels
    left join label_authors on labels.label_number = label_authors.label_number

)

select * from described_labels
order by label_type, label_name
