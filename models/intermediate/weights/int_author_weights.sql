with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

fitted_authors as (

    select
        author_margins.author_id,
        -- a category that should have nobody has no factor
        case
            when count(*) > count(factors.log_factor) then 0.0
            else exp({{ exact_sum('factors.log_factor') }})
        end as untrimmed_weight,
        max(factors.weight_cap) as weight_cap,
        max(factors.residual) as residual
    from {{ ref('int_author_margins') }} as author_margins
    inner join {{ ref('margin_factors') }} as factors
        on author_margins.margin = factors.margin and author_margins.category = factors.category
    group by author_margins.author_id

),

-- without margins everybody weighs 1; margins that no weights can meet leave nobody a weight
weighted_authors as (

    select
        authors.author_id,
        fitted_authors.weight_cap,
        case
            when fitted_authors.author_id is null then 1.0
            when fitted_authors.residual <= thresholds.weight_tolerance then fitted_authors.untrimmed_weight
        end as untrimmed_weight
    from {{ ref('int_authors') }} as authors
    cross join thresholds
    left join fitted_authors on authors.author_id = fitted_authors.author_id

),

author_weights as (

    select
        author_id,
        case when untrimmed_weight > weight_cap then weight_cap else untrimmed_weight end as weight,
        untrimmed_weight,
        case when untrimmed_weight is not null then coalesce(untrimmed_weight > weight_cap, false) end as is_at_cap
    from weighted_authors

)

select * from author_weights
