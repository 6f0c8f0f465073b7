-- what is counted: the items of every trend, and of every garment type that a trend is a share of
with trends as (

    select * from {{ ref('int_trends') }}

),

trend_facets as (

    select
        trends.trend_number as facet_number,
        trend_label_sets.label_set_number
    from trends
    inner join {{ ref('int_trend_label_sets') }} as trend_label_sets on trends.trend_id = trend_label_sets.trend_id

),

-- garment types get the numbers below zero
base_facets as (

    select
        -set_labels.label_number as facet_number,
        set_labels.label_set_number
    from {{ ref('int_label_set_labels') }} as set_labels
    where set_labels.label_number in (select base_label_number from trends)

)

select * from trend_facets
union all
select * from base_facets
