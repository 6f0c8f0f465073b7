-- Question: which brands do the same accounts show, beyond what accounts with many shoes and bags show anyway?
-- Reading: lift is authors over those expected within each decile of volume. Without the deciles unrelated brands reach a lift of
-- 2 and more.
select
    brand_a,
    brand_b,
    author_count,
    expected_authors,
    lift,
    q_value
from {{ ref('brand_pairs') }}
where q_value < 0.05 and lift > 1
order by lift desc, brand_a asc, brand_b asc
limit 12
