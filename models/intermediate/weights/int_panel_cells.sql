with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

author_margins as (

    select * from {{ ref('int_author_margins') }}

),

categories as (

    select
        margin,
        category,
        count(*) as author_count,
        row_number() over (order by margin, category) as category_number
    from author_margins
    group by margin, category

),

-- a category without a target, or with too few authors to be stretched, keeps its share of the panel
listed_categories as (

    select
        categories.margin,
        categories.category,
        categories.author_count,
        case
            when categories.author_count >= thresholds.weight_min_authors then margin_targets.target_share
        end as target_share
    from categories
    cross join thresholds
    left join {{ ref('margin_targets') }} as margin_targets
        on categories.margin = margin_targets.margin and categories.category = margin_targets.category

),

margin_totals as (

    select
        margin,
        {{ exact_sum('target_share') }} as target_share,
        sum(author_count) as author_count
    from listed_categories
    where target_share is not null
    group by margin

),

-- what listed categories of few or no authors should have goes to the other listed ones in proportion
targets as (

    select
        listed.margin,
        listed.category,
        coalesce(
            listed.target_share / nullif(margin_totals.target_share, 0) * margin_totals.author_count,
            cast(listed.author_count as double)
        ) as target_authors
    from listed_categories as listed
    left join margin_totals on listed.margin = margin_totals.margin

),

author_cells as (

    select
        author_margins.author_id,
        {{ ordered_list('cast(categories.category_number as string)') }} as cell_key
    from author_margins
    inner join categories
        on author_margins.margin = categories.margin and author_margins.category = categories.category
    group by author_margins.author_id

),

cells as (

    select
        row_number() over (order by cell_key) as cell_number,
        min(author_id) as first_author_id,
        count(*) as author_count
    from author_cells
    group by cell_key

),

panel_cells as (

    select
        cells.cell_number,
        author_margins.margin,
        author_margins.category,
        cells.author_count,
        targets.target_authors
    from cells
    inner join author_margins on cells.first_author_id = author_margins.author_id
    inner join targets on author_margins.margin = targets.margin and author_margins.category = targets.category

)

select * from panel_cells
