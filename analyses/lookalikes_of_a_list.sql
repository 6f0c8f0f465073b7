-- Question: who looks like the hand-picked accounts as a whole, and is not picked?
-- Reading: the mean of the accounts of the list, as one account, and the accounts nearest to it. A list of several tastes has a
-- mean that nobody wears: then look for each account alone (author_lookalikes). Put any list in the place of the picked ones.
with listed_authors as (

    select author_id
    from {{ ref('author_segments') }}
    where is_fashion_forward

),

list_weights as (

    select
        weights.label_type,
        weights.label_name,
        sum(weights.weight) as weight
    from {{ ref('author_label_weights') }} as weights
    inner join listed_authors on weights.author_id = listed_authors.author_id
    group by weights.label_type, weights.label_name

),

list_length as (

    select sqrt(sum(power(weight, 2))) as length from list_weights

),

similarities as (

    select
        weights.author_id,
        sum(weights.weight * list_weights.weight / list_length.length) as similarity
    from {{ ref('author_label_weights') }} as weights
    inner join list_weights
        on weights.label_type = list_weights.label_type and weights.label_name = list_weights.label_name
    cross join list_length
    group by weights.author_id

)

select
    similarities.author_id,
    similarities.similarity,
    segments.style_cluster,
    segments.follower_band,
    segments.engagement_level
from similarities
inner join {{ ref('author_segments') }} as segments on similarities.author_id = segments.author_id
left join listed_authors on similarities.author_id = listed_authors.author_id
where listed_authors.author_id is null
order by similarities.similarity desc, similarities.author_id asc
limit 10
