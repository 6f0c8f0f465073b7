with label_sets as (

    select
        row_number() over (order by label_bitmask_0, label_bitmask_1, label_bitmask_2, label_bitmask_3) as label_set_number,
        label_bitmask_0,
        label_bitmask_1,
        label_bitmask_2,
        label_bitmask_3,
        cast(sum(item_count) as bigint) as item_count
    from {{ ref('int_item_sets') }}
    where label_bitmask_0 <> 0 or label_bitmask_1 <> 0 or label_bitmask_2 <> 0 or label_bitmask_3 <> 0
    group by label_bitmask_0, label_bitmask_1, label_bitmask_2, label_bitmask_3

)

select * from label_sets
