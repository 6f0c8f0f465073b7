with label_sets as (

    select
        row_number() over (order by bits_0, bits_1, bits_2, bits_3) as label_set_number,
        bits_0,
        bits_1,
        bits_2,
        bits_3,
        cast(sum(item_count) as bigint) as item_count
    from {{ ref('int_item_sets') }}
    where bits_0 <> 0 or bits_1 <> 0 or bits_2 <> 0 or bits_3 <> 0
    group by bits_0, bits_1, bits_2, bits_3

)

select * from label_sets
