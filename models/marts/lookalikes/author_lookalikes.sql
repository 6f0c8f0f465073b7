with fits as (

    select * from {{ ref('lookalike_fits') }}

),

labels as (

    select * from {{ ref('int_labels') }}

),

authors as (

    select
        authors.author_id,
        case when authors.follower_band <> 'unknown' then authors.follower_band end as follower_band,
        case when clusters.style_state = 'assigned' then clusters.nearest_cluster_id end as style_cluster_id
    from {{ ref('int_authors') }} as authors
    inner join {{ ref('int_author_style_clusters') }} as clusters on authors.author_id = clusters.author_id

)

select
    fits.author_id,
    fits.rank,
    fits.lookalike_id,
    fits.similarity,
    authors.follower_band = lookalikes.follower_band as is_same_follower_band,
    authors.style_cluster_id = lookalikes.style_cluster_id as is_same_style_cluster,
    first_labels.label_name
    || coalesce(',' || second_labels.label_name, '')
    || coalesce(',' || third_labels.label_name, '') as shared_labels
from fits
inner join authors on fits.author_id = authors.author_id
inner join authors as lookalikes on fits.lookalike_id = lookalikes.author_id
left join labels as first_labels on fits.first_label_number = first_labels.label_number
left join labels as second_labels on fits.second_label_number = second_labels.label_number
left join labels as third_labels on fits.third_label_number = third_labels.label_number
order by fits.author_id, fits.rank
