with thresholds as (

    select * from {{ ref('thresholds') }}

),

rule_digests as (

    {% for rule in rule_digests() -%}
    select
        '{{ rule.segmentation }}' as segmentation,
        md5(
            '{{ rule.digest }}' || coalesce((
                select {{ ordered_list("threshold_name || '=' || cast(value as string)") }} from thresholds
                where threshold_name in ('{{ rule.thresholds | join("', '") }}')
            ), '')
        ) as digest
    union all
    {% endfor -%}
    select
        cast(null as string) as segmentation,
        cast(null as string) as digest
    where 1 = 0

)

select * from rule_digests
