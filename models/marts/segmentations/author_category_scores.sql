with scores as (

    select * from {{ ref('int_author_category_scores') }}

)

select
    author_id,
    category,
    items,
    posts,
    share,
    lower_bound,
    panel_share,
    ratio,
    is_flagged
from scores
order by author_id, category
