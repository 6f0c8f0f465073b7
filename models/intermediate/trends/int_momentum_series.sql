-- what is tested for a movement: the items of one count target among those of another
select
    'trend' as series_kind,
    candidate_number as series_number,
    base_target_number
from {{ ref('int_trend_candidates') }}
union all
select
    'label' as series_kind,
    series_number,
    base_target_number
from {{ ref('int_label_series') }}
