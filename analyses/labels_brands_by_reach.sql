-- Question: which brands are seen with most authors?
-- Reading: one spelling a brand, over shoes and bags. Authors of shoes and of bags are counted by model, so a brand of both
-- shows the larger of the two.
select
    canonical_name as brand,
    max(category_list) as categories,
    sum(detection_count) as detections,
    max(author_count) as authors_of_one_model
from {{ ref('dim_labels') }}
where axis = 'brand' and detection_count > 0
group by canonical_name
order by authors_of_one_model desc, brand asc
limit 12
