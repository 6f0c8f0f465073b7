-- no row when this delivery was not recorded, or is the first one
with this_version as (

    select versions.version_number
    from {{ ref('int_panel_versions') }} as versions
    inner join {{ ref('int_delivery') }} as delivery on versions.newest_post_at = delivery.newest_post_at

),

former_version as (

    select versions.version_date
    from {{ ref('int_panel_versions') }} as versions
    inner join this_version on versions.version_number = this_version.version_number - 1

),

follower_changes as (

    select
        authors.author_id,
        former.follower_count as former_follower_count,
        authors.follower_count
    from {{ ref('int_authors') }} as authors
    inner join {{ ref('author_followers_snapshot') }} as former on authors.author_id = former.author_id
    inner join former_version
        on
            cast(former.dbt_valid_from as date) <= former_version.version_date
            and (former.dbt_valid_to is null or cast(former.dbt_valid_to as date) > former_version.version_date)
    where authors.follower_count is not null

)

select * from follower_changes
