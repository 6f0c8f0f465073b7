-- Question: which labels come and go with the seasons, and when are they at their height?
-- Reading: amplitude well above chance_amplitude is a season; the ten largest that are at least half as large again. Two years at
-- least are needed to tell a season from a rise.
select
    label_type,
    label_name,
    peak_month,
    amplitude,
    chance_amplitude,
    sum(item_count) as items
from {{ ref('label_seasonality') }}
where amplitude > 1.5 * chance_amplitude and reason is null
group by label_type, label_name, peak_month, amplitude, chance_amplitude
order by amplitude / chance_amplitude desc, label_type asc, label_name asc
limit 10
