with flagged_categories as (

    select * from {{ ref('int_author_category_scores') }}
    where is_flagged

),

-- the strongest flag: the largest excess over the panel, ties by name
ranked_flags as (

    select
        author_id,
        category,
        row_number() over (partition by author_id order by excess desc, category asc) as strength
    from flagged_categories

),

author_styles as (

    select
        eligibility.author_id,
        ranked_flags.category as primary_style,
        case
            when ranked_flags.category is not null then ranked_flags.category
            when eligibility.eligibility = 'eligible' then 'generalist'
            else eligibility.eligibility
        end as style_rule_segment
    from {{ ref('int_style_eligibility') }} as eligibility
    left join ranked_flags on eligibility.author_id = ranked_flags.author_id and ranked_flags.strength = 1

)

select * from author_styles
