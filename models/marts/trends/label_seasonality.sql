with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

-- a week belongs to the month of its Thursday, as it belongs to the year of its Thursday
month_sets as (

    select
        cast(extract(month from week + interval '3' day) as bigint) as month_of_year,
        label_set_number,
        sum(item_count) as item_count
    from {{ ref('int_author_week_sets') }}
    group by cast(extract(month from week + interval '3' day) as bigint), label_set_number

),

month_sizes as (

    select
        month_of_year,
        sum(item_count) as fashion_item_count
    from month_sets
    group by month_of_year

),

label_counts as (

    select
        month_sets.month_of_year,
        set_labels.label_number,
        sum(month_sets.item_count) as item_count
    from month_sets
    inner join {{ ref('int_label_set_labels') }} as set_labels on month_sets.label_set_number = set_labels.label_set_number
    group by month_sets.month_of_year, set_labels.label_number

),

label_month_grid as (

    select
        labels.label_number,
        labels.label_type,
        labels.label_name,
        cast(months.month_of_year as bigint) as month_of_year,
        coalesce(label_counts.item_count, 0) as item_count,
        coalesce(month_sizes.fashion_item_count, 0) as fashion_item_count,
        coalesce(label_counts.item_count, 0) / nullif(cast(month_sizes.fashion_item_count as double), 0) as share
    from {{ ref('int_label_bitmasks') }} as labels
    cross join {{ whole_numbers('month_of_year', 1, 12) }} as months
    left join month_sizes on months.month_of_year = month_sizes.month_of_year
    left join label_counts
        on labels.label_number = label_counts.label_number and months.month_of_year = label_counts.month_of_year

),

label_months as (

    select
        *,
        row_number() over (partition by label_number order by share desc nulls last, month_of_year asc) as place
    from label_month_grid

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
