with recorded_delivery as (

    select distinct newest_post_at from {{ ref('int_recorded_segments') }}

),

panel_items as (

    select cast(sum(item_count) as double) as item_count from {{ ref('int_author_items') }}

),

label_items as (

    select
        label_number,
        cast(sum(item_count) as bigint) as item_count
    from {{ ref('int_author_labels') }}
    group by label_number

),

measures as (

    select
        'label_share' as measure,
        'panel' as segmentation,
        'all' as segment,
        labels.label_type,
        labels.label_name,
        label_items.item_count as observation_count,
        label_items.item_count / panel_items.item_count as value
    from label_items
    inner join {{ ref('int_labels') }} as labels on label_items.label_number = labels.label_number
    cross join panel_items
    where labels.is_fashion and label_items.item_count > 0
    union all
    select
        'engagement_rate_median' as measure,
        segmentation,
        segment,
        'all' as label_type,
        'all' as label_name,
        posting_author_count as observation_count,
        engagement_rate_median as value
    from {{ ref('int_segment_author_statistics') }}
    where engagement_rate_median is not null

)

select
    recorded_delivery.newest_post_at,
    measures.*
from measures
cross join recorded_delivery
