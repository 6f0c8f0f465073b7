-- One row per segmentation, segment and lifted label: the six labels of fashion that the segment most surely shows more often per
-- item than the others do, by the lower end of the interval.
with lifts as (

    select * from marts.segment_label_lift
    where segmentation in ('follower_band', 'style_clusters', 'style_rules')

),

labels as (

    select * from display_names
    where is_fashion

),

segment_states as (

    select * from seeds.segment_states

),

claim as (

    select value as q_value from seeds.thresholds
    where threshold_name = 'discriminating_q_value'

),

ranked_lifts as (

    select
        lifts.segmentation,
        lifts.segment,
        lifts.label_type,
        lifts.label_name,
        labels.label_title,
        lifts.author_count,
        lifts.label_share,
        lifts.rate_ratio,
        lifts.ci_low,
        lifts.ci_high,
        lifts.q_value,
        row_number() over (
            partition by lifts.segmentation, lifts.segment
            order by lifts.ci_low desc, lifts.label_type asc, lifts.label_name asc
        ) as lift_rank
    from lifts
    inner join labels on lifts.label_type = labels.label_type and lifts.label_name = labels.label_name
    cross join claim
    left join segment_states on lifts.segment = segment_states.segment
    where
        lifts.q_value < claim.q_value
        and lifts.ci_low > 1
        and segment_states.segment is null

)

select * from ranked_lifts
where lift_rank <= 6
order by segmentation asc, segment asc, lift_rank asc
