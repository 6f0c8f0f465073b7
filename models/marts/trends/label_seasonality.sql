with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

label_months as (

    select
        *,
        row_number() over (
            partition by label_number
            order by share desc nulls last, month_of_year asc
        ) as place
    from {{ ref('int_label_months') }}

),

labels as (

    select
        label_months.label_number,
        {{ exact_mean('label_months.share') }} as share_mean,
        max(label_months.share) - min(label_months.share) as share_range,
        sum(label_months.item_count) as item_count,
        max(case when label_months.place = 1 then label_months.month_of_year end) as peak_month,
        case
            when count(label_months.share) < 12 then 'months_missing'
            when sum(label_months.item_count) < 12 * max(thresholds.trend_thin_base_items) then 'too_few_items'
        end as reason
    from label_months
    cross join thresholds
    group by label_months.label_number

)

select
    label_months.label_type,
    label_months.label_name,
    label_months.month_of_year as month,  -- noqa: RF04
    cast(label_months.item_count as bigint) as item_count,
    cast(label_months.fashion_item_count as bigint) as fashion_item_count,
    label_months.share,
    case when labels.reason is null then label_months.share / labels.share_mean end as seasonal_index,
    case when labels.reason is null then labels.share_range / labels.share_mean end as amplitude,
    -- 3.258 standard deviations: mean range of twelve normal numbers
    case when labels.reason is null then 3.258 / sqrt(cast(labels.item_count as double) / 12) end as chance_amplitude,
    case when labels.reason is null then labels.peak_month end as peak_month,
    labels.reason
from label_months
inner join labels on label_months.label_number = labels.label_number
order by label_months.label_type, label_months.label_name, label_months.month_of_year
