-- items by label, or by pair of labels, among the items on which certain models spoke: the base rate of what chance would give
with set_labels as (

    select * from {{ ref('int_label_set_labels') }}

),

combinations as (

    select * from {{ ref('int_label_combinations') }}

),

model_sets as (

    select distinct model_set from combinations
    union all
    -- 0: whatever models spoke
    select 0 as model_set

),

set_counts as (

    select
        cast(null as bigint) as label_a,
        cast(null as bigint) as label_b,
        model_set,
        min(item_count) as item_count
    from set_labels
    group by label_set_number, model_set

),

label_counts as (

    select
        label_number as label_a,
        cast(null as bigint) as label_b,
        model_set,
        sum(item_count) as item_count
    from set_labels
    group by label_number, model_set

),

pair_counts as (

    select
        pairs.label_a,
        pairs.label_b,
        a.model_set,
        sum(a.item_count) as item_count
    from combinations as pairs
    inner join set_labels as a on pairs.label_a = a.label_number
    inner join set_labels as b on pairs.label_b = b.label_number and a.label_set_number = b.label_set_number
    where pairs.label_c is null
    group by pairs.label_a, pairs.label_b, a.model_set

),

counts as (

    select * from set_counts
    union all
    select * from label_counts
    union all
    select * from pair_counts

),

label_model_counts as (

    select
        model_sets.model_set,
        counts.label_a,
        counts.label_b,
        cast(sum(counts.item_count) as bigint) as item_count
    from model_sets
    inner join counts on {{ set_holds('counts.model_set', 'model_sets.model_set') }}
    group by model_sets.model_set, counts.label_a, counts.label_b

)

select * from label_model_counts
