-- one column a threshold, so that a misspelt name is an error of the engine and never a silent null
with thresholds as (

    select * from {{ ref('thresholds') }}

),

threshold_columns as (

    select
        max(case when threshold_name = 'wilson_z' then value end) as wilson_z,
        max(case when threshold_name = 'design_effect_prior_posts' then value end) as design_effect_prior_posts,
        max(case when threshold_name = 'design_effect_max_weight' then value end) as design_effect_max_weight,
        max(case when threshold_name = 'min_fashion_items' then value end) as min_fashion_items,
        max(case when threshold_name = 'min_fashion_images' then value end) as min_fashion_images,
        max(case when threshold_name = 'min_fashion_share' then value end) as min_fashion_share,
        max(case when threshold_name = 'share_prior_items' then value end) as share_prior_items,
        max(case when threshold_name = 'engagement_prior_posts' then value end) as engagement_prior_posts,
        max(case when threshold_name = 'engagement_high_percentile' then value end) as engagement_high_percentile,
        max(case when threshold_name = 'engagement_medium_percentile' then value end) as engagement_medium_percentile,
        max(case when threshold_name = 'engagement_min_posts' then value end) as engagement_min_posts,
        max(case when threshold_name = 'engagement_reach_divisor' then value end) as engagement_reach_divisor,
        max(case when threshold_name = 'engagement_min_reach' then value end) as engagement_min_reach,
        max(case when threshold_name = 'engagement_max_reach' then value end) as engagement_max_reach,
        max(case when threshold_name = 'engagement_min_window' then value end) as engagement_min_window,
        max(case when threshold_name = 'min_cohort_authors' then value end) as min_cohort_authors,
        max(case when threshold_name = 'kmeans_min_k' then value end) as kmeans_min_k,
        max(case when threshold_name = 'kmeans_max_k' then value end) as kmeans_max_k,
        max(case when threshold_name = 'kmeans_n_init' then value end) as kmeans_n_init,
        max(case when threshold_name = 'kmeans_seed' then value end) as kmeans_seed,
        max(case when threshold_name = 'kmeans_stability_refits' then value end) as kmeans_stability_refits,
        max(case when threshold_name = 'kmeans_refit_n_init' then value end) as kmeans_refit_n_init,
        max(case when threshold_name = 'kmeans_sample_authors' then value end) as kmeans_sample_authors,
        max(case when threshold_name = 'kmeans_silhouette_authors' then value end) as kmeans_silhouette_authors,
        max(case when threshold_name = 'kmeans_min_cluster_authors' then value end) as kmeans_min_cluster_authors,
        max(case when threshold_name = 'kmeans_min_cluster_share' then value end) as kmeans_min_cluster_share,
        max(case when threshold_name = 'kmeans_min_jaccard' then value end) as kmeans_min_jaccard,
        max(case when threshold_name = 'kmeans_min_half_jaccard' then value end) as kmeans_min_half_jaccard,
        max(case when threshold_name = 'kmeans_davies_bouldin_slack' then value end) as kmeans_davies_bouldin_slack,
        max(case when threshold_name = 'kmeans_match_radii' then value end) as kmeans_match_radii,
        max(case when threshold_name = 'kmeans_drift_bins' then value end) as kmeans_drift_bins,
        max(case when threshold_name = 'name_min_lift' then value end) as name_min_lift,
        max(case when threshold_name = 'name_min_excess' then value end) as name_min_excess,
        max(case when threshold_name = 'name_second_share' then value end) as name_second_share,
        max(case when threshold_name = 'name_little_fashion_lift' then value end) as name_little_fashion_lift,
        max(case when threshold_name = 'name_little_lift' then value end) as name_little_lift,
        max(case when threshold_name = 'drift_max_psi' then value end) as drift_max_psi,
        max(case when threshold_name = 'outlier_distance_ratio' then value end) as outlier_distance_ratio,
        max(case when threshold_name = 'lift_min_authors' then value end) as lift_min_authors,
        max(case when threshold_name = 'lift_min_segment_authors' then value end) as lift_min_segment_authors,
        max(case when threshold_name = 'lift_interval_z' then value end) as lift_interval_z,
        max(case when threshold_name = 'calibration_p_value' then value end) as calibration_p_value,
        max(case when threshold_name = 'discriminating_q_value' then value end) as discriminating_q_value,
        max(case when threshold_name = 'discriminating_min_ratio' then value end) as discriminating_min_ratio,
        max(case when threshold_name = 'discriminating_max_ratio' then value end) as discriminating_max_ratio,
        max(case when threshold_name = 'edge_window' then value end) as edge_window,
        max(case when threshold_name = 'edge_min_rated_authors' then value end) as edge_min_rated_authors,
        max(case when threshold_name = 'rhythm_min_posts' then value end) as rhythm_min_posts,
        max(case when threshold_name = 'shuffle_count' then value end) as shuffle_count,
        max(case when threshold_name = 'trend_min_authors' then value end) as trend_min_authors,
        max(case when threshold_name = 'trend_min_lift' then value end) as trend_min_lift,
        max(case when threshold_name = 'trend_max_mined' then value end) as trend_max_mined,
        max(case when threshold_name = 'trend_shortlist_ratio' then value end) as trend_shortlist_ratio,
        max(case when threshold_name = 'trend_thin_base_items' then value end) as trend_thin_base_items,
        max(case when threshold_name = 'trend_min_week_share' then value end) as trend_min_week_share,
        max(case when threshold_name = 'trend_max_weeks' then value end) as trend_max_weeks,
        max(case when threshold_name = 'cohort_min_week_share' then value end) as cohort_min_week_share,
        max(case when threshold_name = 'lead_season_weeks' then value end) as lead_season_weeks,
        max(case when threshold_name = 'lead_min_weeks' then value end) as lead_min_weeks,
        max(case when threshold_name = 'lead_min_null_pairs' then value end) as lead_min_null_pairs,
        max(case when threshold_name = 'lead_max_profile_weeks' then value end) as lead_max_profile_weeks,
        max(case when threshold_name = 'lead_profile_cut' then value end) as lead_profile_cut,
        max(case when threshold_name = 'lead_claim_q_value' then value end) as lead_claim_q_value,
        max(case when threshold_name = 'momentum_weeks' then value end) as momentum_weeks
    from thresholds

)

select * from threshold_columns
