with recorded_segments as (

    select * from {{ ref('int_recorded_segments') }}
    where segmentation in ('style_rules', 'style_clusters')

),

-- a category whose name begins with another's comes later in the alphabet
deciding_categories as (

    select
        recorded_segments.author_id,
        recorded_segments.segmentation,
        max(categories.category) as category
    from recorded_segments
    inner join {{ ref('categories') }} as categories
        on substr(recorded_segments.segment || '_and_', 1, length(categories.category) + 5) = categories.category || '_and_'
    group by recorded_segments.author_id, recorded_segments.segmentation

),

recorded_shares as (

    select
        recorded_segments.newest_post_at,
        recorded_segments.author_id,
        recorded_segments.segmentation,
        deciding_categories.category,
        scores.share,
        case when recorded_segments.segmentation = 'style_clusters' then confidences.confidence end as confidence
    from recorded_segments
    left join deciding_categories
        on
            recorded_segments.author_id = deciding_categories.author_id
            and recorded_segments.segmentation = deciding_categories.segmentation
    left join {{ ref('int_author_category_scores') }} as scores
        on
            deciding_categories.author_id = scores.author_id
            and deciding_categories.category = scores.category
    left join {{ ref('int_author_style_confidence') }} as confidences on recorded_segments.author_id = confidences.author_id

)

select * from recorded_shares
where category is not null or confidence is not null
