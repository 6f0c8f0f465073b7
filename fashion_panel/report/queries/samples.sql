-- One row per segmentation, segment and sample: five accounts that stand for the segment, by id. Of a cluster the surest, of a
-- style rule those with the largest certain share of it, of a band those with most items; ties by id.
with authors as (

    select * from marts.author_segments

),

segmentations as (

    select * from marts.author_segmentations
    where segmentation in ('follower_band', 'style_clusters', 'style_rules')

),

rule_scores as (

    select
        'style_rules' as segmentation,
        category as segment,
        author_id,
        lower_bound
    from marts.author_category_scores

),

ranked_authors as (

    select
        segmentations.segmentation,
        segmentations.segment,
        segmentations.author_id,
        row_number() over (
            partition by segmentations.segmentation, segmentations.segment
            order by
                case segmentations.segmentation
                    when 'style_clusters' then authors.style_confidence
                    when 'style_rules' then rule_scores.lower_bound
                end desc nulls last,
                authors.item_count desc,
                segmentations.author_id asc
        ) as sample_rank
    from segmentations
    inner join authors on segmentations.author_id = authors.author_id
    left join rule_scores
        on
            segmentations.segmentation = rule_scores.segmentation
            and segmentations.segment = rule_scores.segment
            and segmentations.author_id = rule_scores.author_id

)

select * from ranked_authors
where sample_rank <= 5
order by segmentation asc, segment asc, sample_rank asc
