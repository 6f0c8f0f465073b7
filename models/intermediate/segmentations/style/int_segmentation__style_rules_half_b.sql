select
    author_id,
    style_rule_segment as segment
from {{ ref('int_half_style_rules') }}
where half = 'b'
