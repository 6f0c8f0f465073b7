-- One row per style cluster and brand, of the twelve brands with most items of which something is claimed: how often the cluster
-- shows it per shoe and bag, beside the other clusters. verdict says whether the difference holds.
with claim as (

    select
        max(case when threshold_name = 'discriminating_q_value' then value end) as q_value,
        max(case when threshold_name = 'discriminating_min_ratio' then value end) as min_ratio,
        max(case when threshold_name = 'discriminating_max_ratio' then value end) as max_ratio
    from seeds.thresholds

),

brand_titles as (

    select
        labels.canonical_name as brand,
        coalesce(min(plain_words.display_name), replace(labels.canonical_name, '_', ' ')) as brand_title
    from marts.dim_labels as labels
    left join seeds.label_display_names as plain_words
        on labels.label_type = plain_words.label_type and labels.label_name = plain_words.label_name
    where labels.axis = 'brand'
    group by labels.canonical_name

),

segment_states as (

    select * from seeds.segment_states

),

affinities as (

    select
        affinity.segment,
        affinity.brand,
        brand_titles.brand_title,
        affinity.item_count,
        affinity.author_count,
        affinity.rate_ratio,
        affinity.ci_low,
        affinity.ci_high,
        affinity.q_value,
        case
            when affinity.q_value < claim.q_value and affinity.rate_ratio > claim.max_ratio then 'more'
            when affinity.q_value < claim.q_value and affinity.rate_ratio < claim.min_ratio then 'less'
            else 'unclear'
        end as verdict
    from marts.segment_brand_affinity as affinity
    inner join brand_titles on affinity.brand = brand_titles.brand
    cross join claim
    left join segment_states on affinity.segment = segment_states.segment
    where affinity.segmentation = 'style_clusters' and segment_states.segment is null

),

claimed_brands as (

    select
        brand,
        row_number() over (order by sum(item_count) desc, brand asc) as brand_rank
    from affinities
    group by brand
    having max(case when verdict <> 'unclear' then 1 else 0 end) = 1

)

select affinities.*
from affinities
inner join claimed_brands on affinities.brand = claimed_brands.brand
where claimed_brands.brand_rank <= 12
order by affinities.segment asc, affinities.brand_title asc
