with panel_versions as (

    select
        cast(row_number() over (order by newest_post_at) as bigint) as version_number,
        cast(newest_post_at as date) as version_date,
        newest_post_at,
        author_count,
        post_count,
        model_version,
        rule_digests
    from {{ ref('panel_versions_snapshot') }}

)

select * from panel_versions
