-- a fingerprint that comes twice only nominates: the records themselves are compared below
with repeated_fingerprints as (

    select {{ fingerprint(['image_id', 'label_type', 'position_in_image', 'label_name']) }} as record_fingerprint
    from {{ ref('landed_image_labels') }}
    where reject_reason is null
    group by {{ fingerprint(['image_id', 'label_type', 'position_in_image', 'label_name']) }}
    having count(*) > 1

),

-- read a second time: the 25 million records kept in memory for both would cost more
nominated_records as (

    select *
    from {{ ref('landed_image_labels') }}
    where
        reject_reason is null
        and {{ fingerprint(['image_id', 'label_type', 'position_in_image', 'label_name']) }} in (
            select record_fingerprint from repeated_fingerprints
        )

),

ranked_records as (

    select
        record_number,
        file_number,
        row_number() over (
            partition by image_id, label_type, position_in_image, label_name
            order by record_number
        ) as occurrence
    from nominated_records

)

select
    record_number,
    file_number
from ranked_records
where occurrence > 1
