with trends as (

    select * from {{ ref('int_trends') }}

),

labels as (

    select * from {{ ref('int_labels') }}

)

select
    trends.trend_id,
    replace(trends.labels, ',', ' and ') || ' on one item' as definition,
    trends.labels,
    labels.label_type || ':' || labels.label_name as base_label,
    trends.origin as source,  -- noqa: RF04
    trends.mined_because,
    cast(trends.author_count as bigint) as author_count,
    cast(trends.item_count as bigint) as item_count,
    cast(trends.lift as double) as lift,
    cast(trends.lift_among_alike as double) as lift_among_alike,
    trends.lift_among_alike < 1 as is_rarer_than_chance,
    cast(trends.place as bigint) as mining_rank
from trends
inner join labels on trends.base_label_number = labels.label_number
order by trends.trend_id
