-- Question: which brand is rising?
-- Reading: the brands whose share moved most among the accounts that were active in both periods. Only rising and falling are
-- claims: the others are within chance, within the season, or rest on too little.
select
    display_name,
    direction,
    same_authors_ratio,
    same_authors_ci_low,
    same_authors_ci_high,
    ratio_year_ago,
    reason
from {{ ref('label_momentum') }}
where segmentation = 'panel' and axis = 'brand' and same_authors_ratio is not null
order by same_authors_ratio desc, display_name asc
limit 10
