-- Fails for each week of an author with more items of a category than items.
select
    author_id,
    week
from {{ ref('author_weeks') }}
where
    {% for category in category_names() -%}
    {{ category }}_item_count > item_count
    {{ 'or' if not loop.last }}
    {% endfor %}
