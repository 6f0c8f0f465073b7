with scores as (

    select * from {{ ref('int_author_category_scores') }}

)

select
    author_id,
    category,
    items,
    posts,
    share,
    effective_item_count,
    lower_bound,
    panel_share,
    ratio,
    excess,
    is_flagged
from scores
order by author_id, category
