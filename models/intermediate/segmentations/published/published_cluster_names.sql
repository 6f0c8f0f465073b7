with cluster_lists as (

    select * from {{ ref('published_cluster_lists') }}

),

features as (

    select * from {{ ref('published_cluster_features') }}

),

clusters as (

    select
        published_clusters.half,
        published_clusters.cluster,
        count(*) as author_count,
        {% for category in published_list_names() -%}
        {{ exact_mean('features.' ~ category ~ '_ratio') }} as {{ category }}_ratio,
        {% endfor -%}
        {{ exact_mean('features.follower_count') }} as mean_followers,
        {{ exact_mean('features.engagement_rate') }} as mean_engagement
    from features
    inner join {{ ref('published_clusters') }} as published_clusters
        on features.half = published_clusters.half and features.author_id = published_clusters.author_id
    group by published_clusters.half, published_clusters.cluster

),

engagement_limit as (

    select
        half,
        percentile_cont(0.66) within group (order by engagement_rate) as engagement_rate
    from features
    group by half

),

-- the ratios hold the weights already; the published names put them in once more
scored_lists as (

    select
        clusters.half,
        clusters.cluster,
        cluster_lists.category,
        cluster_lists.list_number,
        cluster_lists.weight * case cluster_lists.category
            {% for category in published_list_names() -%}
            when '{{ category }}' then clusters.{{ category }}_ratio
            {% endfor -%}
        end as score
    from clusters
    cross join cluster_lists

),

ranked_lists as (

    select
        half,
        cluster,
        upper(substr(category, 1, 1)) || substr(category, 2) as title,
        score,
        row_number() over (partition by half, cluster order by score desc, list_number asc) as place
    from scored_lists

),

title_pairs as (

    select
        half,
        cluster,
        max(case when place = 1 then title end) as first_title,
        max(case when place = 2 then title end) as second_title,
        max(case when place = 2 then score end) > 0.5 * max(case when place = 1 then score end) as has_second
    from ranked_lists
    group by half, cluster

),

named_clusters as (

    select
        clusters.half,
        clusters.cluster,
        clusters.author_count,
        case
            when clusters.author_count < 25 then 'Micro-Influence Fashion General'
            else
                case
                    when clusters.mean_followers > 50000 then 'High'
                    when clusters.mean_followers > 15000 then 'Mid'
                    else 'Micro'
                end
                || '-Influence '
                || title_pairs.first_title
                || case when title_pairs.has_second then ' & ' || title_pairs.second_title else '' end
                -- the mean of equal rates may differ from them in its last digit
                || case
                    when clusters.mean_engagement > engagement_limit.engagement_rate + 1e-12 then ' (High Engagement)' else ''
                end
        end as segment
    from clusters
    inner join title_pairs on clusters.half = title_pairs.half and clusters.cluster = title_pairs.cluster
    inner join engagement_limit on clusters.half = engagement_limit.half

)

select * from named_clusters
