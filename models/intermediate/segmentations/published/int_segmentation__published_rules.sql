select
    authors.author_id,
    coalesce(published_rules.segment, 'unknown') as segment
from {{ ref('int_authors') }} as authors
left join {{ ref('published_rules') }} as published_rules
    on authors.author_id = published_rules.author_id and published_rules.half = 'both'
