-- Fails for each list of the published clusters without a column in their features, and for each such column without a list.
with columns_of_tables as (

    {% for category in published_list_names() -%}
    select '{{ category }}' as category
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

(
    select category from {{ ref('published_cluster_lists') }}
    except
    select category from columns_of_tables
)
union all
(
    select category from columns_of_tables
    except
    select category from {{ ref('published_cluster_lists') }}
)
