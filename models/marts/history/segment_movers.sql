with versions as (

    select
        *,
        max(version_number) over () as last_version
    from {{ ref('int_panel_versions') }}

),

compared_versions as (

    select
        former.version_number as former_version,
        former.newest_post_at as former_newest_post_at,
        former.version_date as from_date,
        former.model_version as former_model,
        ',' || former.rule_digests as former_digests,
        latter.newest_post_at,
        latter.version_date as to_date,
        latter.model_version,
        ',' || latter.rule_digests as digests
    from versions as former
    inner join versions as latter on former.version_number + 1 = latter.version_number
    where latter.version_number = latter.last_version

),

moves as (

    select
        former.author_id,
        former.segmentation,
        former.segment as former_segment,
        latter.segment,
        compared_versions.*,
        split_part(split_part(compared_versions.former_digests, ',' || former.segmentation || ':', 2), ',', 1) as former_digest,
        split_part(split_part(compared_versions.digests, ',' || former.segmentation || ':', 2), ',', 1) as digest
    from compared_versions
    inner join {{ ref('int_segment_periods') }} as former on compared_versions.former_version = former.last_version
    inner join {{ ref('int_segment_periods') }} as latter
        on
            former.author_id = latter.author_id
            and former.segmentation = latter.segmentation
            and former.last_version + 1 = latter.first_version
            and former.segment <> latter.segment

),

segment_movers as (

    select
        moves.author_id,
        moves.segmentation,
        moves.former_segment,
        moves.segment,
        former_shares.category,
        former_shares.share as former_share,
        -- scores are of this delivery, which need not be recorded
        case when delivery.newest_post_at is not null then scores.share end as share,
        former_shares.confidence as former_confidence,
        present_shares.confidence,
        case
            -- as published, these clusters are fitted in each build
            when moves.segmentation = 'published_clusters' then 'new_model'
            when moves.segmentation = 'style_clusters' and moves.former_model <> moves.model_version then 'new_model'
            -- who is on a list is decided by its seed
            when moves.former_digest <> moves.digest or moves.segmentation like 'list:%' then 'new_rules'
            when moves.segment = 'insufficient_data' then 'dropped_below_the_minimum'
            when moves.segmentation in ('follower_band', 'follower_range') then 'new_followers'
            else 'new_posts'
        end as reason,
        moves.from_date,
        moves.to_date
    from moves
    left join {{ ref('int_recorded_shares') }} as former_shares
        on
            moves.author_id = former_shares.author_id
            and moves.segmentation = former_shares.segmentation
            and moves.former_newest_post_at = former_shares.newest_post_at
    left join {{ ref('int_recorded_shares') }} as present_shares
        on
            moves.author_id = present_shares.author_id
            and moves.segmentation = present_shares.segmentation
            and moves.newest_post_at = present_shares.newest_post_at
    left join {{ ref('int_delivery') }} as delivery on moves.newest_post_at = delivery.newest_post_at
    left join {{ ref('int_author_category_scores') }} as scores
        on moves.author_id = scores.author_id and former_shares.category = scores.category

)

select * from segment_movers
order by segmentation, author_id
