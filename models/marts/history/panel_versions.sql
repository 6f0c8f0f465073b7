with versions as (

    select * from {{ ref('int_panel_versions') }}

),

delivery as (

    select * from {{ ref('int_delivery') }}

)

select
    versions.version_number,
    versions.version_date,
    versions.newest_post_at,
    versions.author_count,
    versions.post_count,
    versions.model_version,
    versions.rule_digests,
    delivery.newest_post_at is not null as is_this_delivery
from versions
left join delivery on versions.newest_post_at = delivery.newest_post_at
order by versions.version_number
