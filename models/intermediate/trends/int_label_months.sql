-- a week belongs to the month of its Thursday, as it belongs to the year of its Thursday
with month_sets as (

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

label_months as (

    select
        labels.label_number,
        labels.label_type,
        labels.label_name,
        cast(months.month_of_year as bigint) as month_of_year,
        coalesce(label_counts.item_count, 0) as item_count,
        coalesce(month_sizes.fashion_item_count, 0) as fashion_item_count,
        coalesce(label_counts.item_count, 0) / nullif(cast(month_sizes.fashion_item_count as double), 0) as share
    from {{ ref('int_label_bits') }} as labels
    cross join {{ whole_numbers('month_of_year', 1, 12) }} as months
    left join month_sizes on months.month_of_year = month_sizes.month_of_year
    left join label_counts
        on labels.label_number = label_counts.label_number and months.month_of_year = label_counts.month_of_year

)

select * from label_months
