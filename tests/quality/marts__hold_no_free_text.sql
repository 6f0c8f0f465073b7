-- Fails for each column outside schema staging that is named like free text; depends on the last marts.
-- depends_on: {{ ref('author_segments') }} {{ ref('cell_issues') }} {{ ref('rejected_rows') }}
select
    table_schema,
    table_name,
    column_name
from information_schema.columns
where
    table_schema in ('intermediate', 'ml', 'marts')
    and lower(column_name) in ('bio', 'raw_bio', 'caption', 'post_caption', 'raw_post_caption')
