-- what is branded: shoes and bags
with bases as (

    select distinct
        implied_label_type as label_type,
        implied_label_name as label_name
    from {{ ref('trend_models') }}

),

shown_labels as (

    select
        author_labels.author_id,
        labels.label_name as base_name,
        author_labels.item_count
    from {{ ref('int_author_labels') }} as author_labels
    inner join {{ ref('int_labels') }} as labels on author_labels.label_number = labels.label_number
    inner join bases on labels.label_type = bases.label_type and labels.label_name = bases.label_name

),

counted_items as (

    select
        author_id,
        case when base_name = 'shoes' then item_count else 0 end as shoe_count,
        case when base_name = 'bag' then item_count else 0 end as bag_count,
        0 as branded_shoe_count,
        0 as branded_bag_count
    from shown_labels
    union all
    select
        author_id,
        0 as shoe_count,
        0 as bag_count,
        shoe_item_count as branded_shoe_count,
        bag_item_count as branded_bag_count
    from {{ ref('int_author_brands') }}

),

-- a brand may stand on an item that the detector took for no shoe
exposures as (

    select
        author_id,
        cast(greatest(sum(shoe_count), sum(branded_shoe_count)) as bigint) as shoe_count,
        cast(greatest(sum(bag_count), sum(branded_bag_count)) as bigint) as bag_count
    from counted_items
    group by author_id

)

select
    author_id,
    shoe_count,
    bag_count,
    cast(ntile(10) over (order by shoe_count + bag_count, author_id) as bigint) as volume_decile
from exposures
where shoe_count + bag_count > 0
