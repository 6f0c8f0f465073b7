with calendar_end as (

    select {{ weeks_later('max(week)', '1') }} as following_week from {{ ref('int_weeks') }}
    where is_in_calendar

),

panel as (

    select
        (select count(*) from {{ ref('int_authors') }}) as author_count,
        (
            select max(model_version) from {{ ref('int_style_models') }}
            where is_in_use
        ) as model_version,
        (select {{ ordered_list("segmentation || ':' || digest") }} from {{ ref('int_rule_digests') }}) as rule_digests,
        count(*) as post_count,
        -- a wrong date in the future would name the delivery, and put the ones to come before it
        max(case when posts.published_at < calendar_end.following_week then posts.published_at end) as newest_post_at
    from {{ ref('int_posts') }} as posts
    cross join calendar_end

),

-- nothing says when a delivery without a post was
dated_delivery as (

    select
        'panel' as panel,
        newest_post_at,
        author_count,
        post_count,
        model_version,
        rule_digests
    from panel
    where newest_post_at is not null

)

select * from dated_delivery
