-- Fails for each category that has no column in author_segments and author_weeks, and for each such column without a category.
with columns_of_tables as (

    {% for category in category_names() -%}
    select '{{ category }}' as category
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

(
    select category from {{ ref('categories') }}
    except
    select category from columns_of_tables
)
union all
(
    select category from columns_of_tables
    except
    select category from {{ ref('categories') }}
)
