-- Fails for each week of an author with more items of a category than items.
select
    author_id,
    week
from {{ ref('author_weeks') }}
where
    fashion_item_count > item_count
    {% for category in category_names() -%}
    or {{ category }}_item_count > item_count
    {% endfor %}
