-- One row per segmentation and segment with a rule, and per style cluster and its categories (of an account's items on
-- average, as everywhere on the page): what the plain-language definitions say.
with cluster_mixes as (

    select * from category_mix
    where segmentation = 'style_clusters' and band = 'all'

),

bands as (

    select * from seeds.follower_bands

),

rules as (

    select * from seeds.style_rules

),

categories as (

    select * from seeds.categories

)

select
    'follower_band' as segmentation,
    band_name as segment,
    null as category,
    null as description,
    cast(min_followers as double) as lower_value,
    cast(max_followers as double) as upper_value,
    null as ratio
from bands
union all
select
    'style_rules' as segmentation,
    rules.category as segment,
    rules.category,
    categories.description,
    cast(rules.min_items as double) as lower_value,
    cast(rules.min_posts as double) as upper_value,
    rules.min_ratio as ratio
from rules
inner join categories on rules.category = categories.category
union all
select
    'style_clusters' as segmentation,
    segment,
    category,
    null as description,
    share as lower_value,
    panel_share as upper_value,
    ratio
from cluster_mixes
order by segmentation asc, segment asc, ratio desc nulls last, category asc
