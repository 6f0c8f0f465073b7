with fits as (

    select * from {{ ref('forward_fits') }}
    where kind in ('quality', 'calibration', 'effect')

),

labels as (

    select * from {{ ref('int_labels') }}

)

select
    fits.feature_group,
    fits.kind,
    case
        when fits.kind = 'calibration' then 'decile_' || cast(fits.part as string) || '_' || fits.measure
        when labels.label_number is not null then labels.label_type || '/' || labels.label_name
        else fits.measure
    end as measure,
    labels.label_type,
    labels.label_name,
    case when fits.kind = 'calibration' then fits.part end as decile,
    fits.value
from fits
left join labels on fits.kind = 'effect' and fits.part = labels.label_number
order by fits.feature_group, fits.kind, fits.measure, fits.part
