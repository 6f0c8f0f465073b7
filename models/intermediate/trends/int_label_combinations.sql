{%- set model_set_ab = set_union('a.model_bit', 'b.model_bit') -%}
{%- set model_set_abc = set_union(model_set_ab, 'c.model_bit') -%}

-- pairs and triples of labels on one item; label_c is null in a pair
with set_labels as (

    select * from {{ ref('int_label_set_labels') }}

),

pairs as (

    select
        a.label_number as label_a,
        b.label_number as label_b,
        cast(null as bigint) as label_c,
        {{ model_set_ab }} as model_set,
        cast(sum(a.item_count) as bigint) as item_count
    from set_labels as a
    inner join set_labels as b on a.label_set_number = b.label_set_number and a.label_number < b.label_number
    group by a.label_number, b.label_number, {{ model_set_ab }}

),

triples as (

    select
        a.label_number as label_a,
        b.label_number as label_b,
        c.label_number as label_c,
        {{ model_set_abc }} as model_set,
        cast(sum(a.item_count) as bigint) as item_count
    from set_labels as a
    inner join set_labels as b on a.label_set_number = b.label_set_number and a.label_number < b.label_number
    inner join set_labels as c on a.label_set_number = c.label_set_number and b.label_number < c.label_number
    group by a.label_number, b.label_number, c.label_number, {{ model_set_abc }}

),

combinations as (

    select * from pairs
    union all
    select * from triples

),

-- fewer items than authors asked for can't have enough authors
common_combinations as (

    select combinations.*
    from combinations
    cross join {{ ref('int_thresholds') }} as thresholds
    where combinations.item_count >= thresholds.trend_min_authors

)

select * from common_combinations
