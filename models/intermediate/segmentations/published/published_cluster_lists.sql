with label_lists as (

    select * from {{ ref('published_label_lists') }}
    where method = 'clusters'

),

weighted_lists as (

    select
        category,
        max(weight) as weight
    from label_lists
    group by category

),

-- the lists were written down by falling weight, and that order breaks ties in the names
ordered_lists as (

    select
        category,
        weight,
        row_number() over (order by weight desc, category asc) as list_number
    from weighted_lists

),

cluster_lists as (

    select
        category,
        weight,
        list_number,
        cast(power(2, list_number - 1) as bigint) as list_bit
    from ordered_lists

)

select * from cluster_lists
