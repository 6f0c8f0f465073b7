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
        author_items.author_id,
        ranked_flags.category as primary_style,
        case
            when ranked_flags.category is not null then ranked_flags.category
            when author_items.eligibility = 'eligible' then 'generalist'
            else author_items.eligibility
        end as style_rule_segment
    from {{ ref('int_author_items') }} as author_items
    left join ranked_flags on author_items.author_id = ranked_flags.author_id and ranked_flags.strength = 1

)

select * from author_styles
