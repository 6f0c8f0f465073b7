with fingerprinted_records as (

    select
        {{ record_number() }} as record_number,
        file_number,
        line_number,
        image_id,
        label_type,
        position_in_image,
        label_name,
        {{ fingerprint(['image_id', 'label_type', 'position_in_image', 'label_name']) }} as record_fingerprint
    from {{ ref('landed_image_labels') }}
    where reject_reason is null

),

-- a fingerprint that comes twice only nominates: the records themselves are compared below
repeated_fingerprints as (

    select record_fingerprint
    from fingerprinted_records
    group by record_fingerprint
    having count(*) > 1

),

ranked_records as (

    select
        fingerprinted_records.record_number,
        fingerprinted_records.file_number,
        row_number() over (
            partition by
                fingerprinted_records.image_id,
                fingerprinted_records.label_type,
                fingerprinted_records.position_in_image,
                fingerprinted_records.label_name
            order by fingerprinted_records.file_number, fingerprinted_records.line_number
        ) as occurrence
    from fingerprinted_records
    inner join repeated_fingerprints
        on fingerprinted_records.record_fingerprint = repeated_fingerprints.record_fingerprint

)

select
    record_number,
    file_number
from ranked_records
where occurrence > 1
