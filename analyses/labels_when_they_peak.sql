-- Question: when do boots peak?
-- Reading: seasonal_index is the share of the month over that of the mean month; an amplitude below chance_amplitude is no
-- season, and its reason says so. Put another label in its place.
select
    label_type,
    label_name,
    month,
    share,
    seasonal_index,
    amplitude,
    peak_month,
    reason
from {{ ref('label_seasonality') }}
where label_name = 'boots'
order by label_type asc, month asc
