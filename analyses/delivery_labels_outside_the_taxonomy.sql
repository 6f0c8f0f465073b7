-- Question: which labels does the taxonomy not know?
-- Reading: they are kept, count as no fashion, and belong to no category. A common one deserves a row in the seed
-- label_taxonomy (README: Add a category); is_fashion says which of the known ones count.
select
    is_in_vocabulary,
    is_fashion,
    count(*) as labels,
    sum(detection_count) as detections,
    max(author_count) as authors_of_the_commonest
from {{ ref('dim_labels') }}
group by is_in_vocabulary, is_fashion
order by is_in_vocabulary asc, is_fashion asc
