with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

authors as (

    select * from {{ ref('int_held_out_authors') }}

),

-- the labels that a segmentation is made of: those of the features, and of the published lists, which match on the name alone
segmenting_labels as (

    select
        category_labels.label_type,
        category_labels.label_name
    from {{ ref('category_labels') }} as category_labels
    inner join {{ ref('style_features') }} as style_features on category_labels.category = style_features.category
    group by category_labels.label_type, category_labels.label_name

),

listed_names as (

    select label_name
    from {{ ref('published_label_lists') }}
    group by label_name

),

totals as (

    select
        sum(half_a_item_count) as half_a_item_count,
        sum(half_b_item_count) as half_b_item_count
    from authors

),

shown_labels as (

    select
        author_labels.label_number,
        sum(author_labels.half_a_item_count) as half_a_item_count,
        sum(author_labels.item_count - author_labels.half_a_item_count) as half_b_item_count,
        sum(case when author_labels.half_a_item_count > 0 then 1 else 0 end) as half_a_author_count,
        sum(case when author_labels.item_count > author_labels.half_a_item_count then 1 else 0 end) as half_b_author_count
    from {{ ref('int_author_labels') }} as author_labels
    inner join authors on author_labels.author_id = authors.author_id
    group by author_labels.label_number

),

evaluated_labels as (

    select
        shown_labels.label_number,
        segmenting_labels.label_name is null and listed_names.label_name is null as is_other,
        cast(shown_labels.half_a_item_count as double) / totals.half_a_item_count as half_a_share,
        cast(shown_labels.half_b_item_count as double) / totals.half_b_item_count as half_b_share
    from shown_labels
    cross join totals
    cross join thresholds
    inner join {{ ref('int_labels') }} as labels on shown_labels.label_number = labels.label_number
    left join segmenting_labels
        on labels.label_type = segmenting_labels.label_type and labels.label_name = segmenting_labels.label_name
    left join listed_names on labels.label_name = listed_names.label_name
    where
        shown_labels.half_a_author_count >= greatest(thresholds.held_out_min_authors, 1)
        and shown_labels.half_b_author_count >= greatest(thresholds.held_out_min_authors, 1)

)

select * from evaluated_labels
