{%- set measures = {'likes': 'like_count', 'comments': 'comment_count', 'rate': 'engagement_rate'} -%}

-- means and squares by author first: 33 thousand authors are in six segmentations, not 12 million pairs of post and segment
with author_means as (

    select
        author_id,
        {% for name, column in measures.items() -%}
        count({{ column }}) as {{ name }}_count,
        sum(cast({{ column }} as numeric(38, 15))) as {{ name }}_sum,
        {{ exact_mean(column) }} as {{ name }}_mean,
        min({{ column }}) as {{ name }}_min,
        max({{ column }}) as {{ name }}_max,
        {% endfor -%}
        count(*) as post_count
    from {{ ref('int_post_engagement') }}
    group by author_id

),

-- squares of the distance to the mean of the author, in units of the author's own spread
author_squares as (

    select
        posts.author_id,
    {% for name, column in measures.items() -%}
    {% set spread = 'nullif(cast(means.' ~ name ~ '_max - means.' ~ name ~ '_min as double), 0)' -%}
    {{ exact_sum('power((posts.' ~ column ~ ' - means.' ~ name ~ '_mean) / ' ~ spread ~ ', 2)', 20) }}
    * power(max(means.{{ name }}_max - means.{{ name }}_min), 2) as {{ name }}_squares{{ ',' if not loop.last }}
    {% endfor %}
    from {{ ref('int_post_engagement') }} as posts
    inner join author_means as means on posts.author_id = means.author_id
    group by posts.author_id

),

segment_means as (

    select
        segment_authors.segment_number,
        {% for name in measures -%}
        sum(means.{{ name }}_count) as {{ name }}_count,
        cast(sum(means.{{ name }}_sum) as double) / nullif(sum(means.{{ name }}_count), 0) as {{ name }}_mean,
        max(means.{{ name }}_max) - min(means.{{ name }}_min) as {{ name }}_spread,
        {% endfor -%}
        cast(sum(means.post_count) as bigint) as post_count
    from author_means as means
    inner join {{ ref('int_author_segmentations') }} as segment_authors on means.author_id = segment_authors.author_id
    group by segment_authors.segment_number

),

-- the squares of a segment: those about the means of its authors, and those of these means about its own
segment_deviations as (

    select
        segment_authors.segment_number,
    {% for name in measures -%}
    {% set within = 'coalesce(squares.' ~ name ~ '_squares, 0)' -%}
    {% set between = 'means.' ~ name ~ '_count * power(means.' ~ name ~ '_mean - segments.' ~ name ~ '_mean, 2)' -%}
    {% set spread = 'nullif(power(cast(segments.' ~ name ~ '_spread as double), 2), 0)' -%}
    case
        when max(segments.{{ name }}_count) > 1
            then coalesce(max(segments.{{ name }}_spread) * sqrt(
                {{ exact_sum('(' ~ within ~ ' + ' ~ between ~ ') / ' ~ spread, 20) }} / (max(segments.{{ name }}_count) - 1.0)
                ), 0.0)
    end as {{ name }}_sd{{ ',' if not loop.last }}
    {% endfor %}
    from author_means as means
    inner join author_squares as squares on means.author_id = squares.author_id
    inner join {{ ref('int_author_segmentations') }} as segment_authors on means.author_id = segment_authors.author_id
    inner join segment_means as segments on segment_authors.segment_number = segments.segment_number
    group by segment_authors.segment_number

),

medians as (

    select
        segment_authors.segment_number,
    {% for name, column in measures.items() -%}
    median(posts.{{ column }}) as {{ name }}_median{{ ',' if not loop.last }}
    {% endfor %}
    from {{ ref('int_post_engagement') }} as posts
    inner join {{ ref('int_author_segmentations') }} as segment_authors on posts.author_id = segment_authors.author_id
    group by segment_authors.segment_number

),

post_statistics as (

    select
        segments.segmentation,
        segments.segment,
        means.post_count,
        means.likes_mean,
        medians.likes_median,
        deviations.likes_sd,
        means.comments_mean,
        medians.comments_median,
        deviations.comments_sd,
        means.rate_mean as post_engagement_rate_mean,
        medians.rate_median as post_engagement_rate_median,
        deviations.rate_sd as post_engagement_rate_sd
    from segment_means as means
    inner join segment_deviations as deviations on means.segment_number = deviations.segment_number
    inner join medians on means.segment_number = medians.segment_number
    inner join {{ ref('int_segments') }} as segments on means.segment_number = segments.segment_number

)

select * from post_statistics
