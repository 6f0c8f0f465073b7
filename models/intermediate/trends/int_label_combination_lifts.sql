{%- set splits = [('label_a', 'label_b', 'label_c'), ('label_a', 'label_c', 'label_b'), ('label_b', 'label_c', 'label_a')] -%}

with combinations as (

    select * from {{ ref('int_label_combinations') }}

),

counts as (

    select * from {{ ref('int_label_model_counts') }}

),

totals as (

    select * from counts
    where label_a is null

),

label_counts as (

    select
        *,
        label_a as label_number
    from counts
    where label_a is not null and label_b is null

),

-- over all fashion items: as if every label were drawn by itself
plain_lifts as (

    select
        combinations.label_a,
        combinations.label_b,
        combinations.label_c,
        combinations.model_set,
        combinations.item_count,
        case
            when combinations.label_c is null
                then cast(combinations.item_count as double) * totals.item_count / (a.item_count * cast(b.item_count as double))
            else
                cast(combinations.item_count as double) * totals.item_count / (a.item_count * cast(b.item_count as double))
                * (cast(totals.item_count as double) / c.item_count)
        end as lift
    from combinations
    inner join totals on totals.model_set = 0
    inner join label_counts as a on a.model_set = 0 and combinations.label_a = a.label_number
    inner join label_counts as b on b.model_set = 0 and combinations.label_b = b.label_number
    left join label_counts as c on c.model_set = 0 and combinations.label_c = c.label_number

),

-- among items on which the same models spoke; a triple must beat each of its pairs with the third label thrown in
pair_splits as (

    select
        combinations.label_a,
        combinations.label_b,
        combinations.label_c,
        a.item_count as first_count,
        b.item_count as second_count
    from combinations
    inner join label_counts as a on combinations.model_set = a.model_set and combinations.label_a = a.label_number
    inner join label_counts as b on combinations.model_set = b.model_set and combinations.label_b = b.label_number
    where combinations.label_c is null
    {% for first, second, single in splits -%}
    union all
    select
        combinations.label_a,
        combinations.label_b,
        combinations.label_c,
        pairs.item_count as first_count,
        singles.item_count as second_count
    from combinations
    inner join counts as pairs
        on
            combinations.model_set = pairs.model_set
            and combinations.{{ first }} = pairs.label_a
            and combinations.{{ second }} = pairs.label_b
    inner join label_counts as singles
        on combinations.model_set = singles.model_set and combinations.{{ single }} = singles.label_number
    {% endfor %}
),

strongest_splits as (

    select
        label_a,
        label_b,
        label_c,
        max(cast(first_count as double) * second_count) as expected
    from pair_splits
    group by label_a, label_b, label_c

),

lifts as (

    select
        plain_lifts.label_a,
        plain_lifts.label_b,
        plain_lifts.label_c,
        plain_lifts.model_set,
        plain_lifts.item_count,
        plain_lifts.lift,
        cast(plain_lifts.item_count as double) * totals.item_count / strongest_splits.expected as lift_among_alike
    from plain_lifts
    inner join totals on plain_lifts.model_set = totals.model_set
    inner join strongest_splits
        on
            plain_lifts.label_a = strongest_splits.label_a
            and plain_lifts.label_b = strongest_splits.label_b
            and plain_lifts.label_c is not distinct from strongest_splits.label_c

)

select * from lifts
