select
    author_id,
    style_rule_segment as segment
from {{ ref('int_author_style_rules') }}
