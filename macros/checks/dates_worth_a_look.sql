{#-
    Sentences on posts dated far behind the last week of the trend calendar, and on a delivery that a single post dates.
    calendar: trend_calendar; posts: int_posts; limits: delivery_limits.
-#}
{% macro dates_worth_a_look(calendar, posts, limits) -%}
    {%- set sentences = [] -%}
    {%- if execute -%}
        {%- set query -%}
            with calendar_end as (
                select max(week) as last_week from {{ calendar }} where is_in_calendar
            ),
            weeks_ahead as (
                select cast(value as bigint) as week_count from {{ limits }} where limit_name = 'max_weeks_ahead'
            ),
            dated_posts as (
                select
                    posts.published_at,
                    posts.published_at < {{ weeks_later('calendar_end.last_week', '1') }} as is_in_time,
                    posts.published_at >= {{ weeks_later('calendar_end.last_week', 'weeks_ahead.week_count + 1') }} as is_ahead
                from {{ posts }} as posts
                cross join calendar_end
                cross join weeks_ahead
            ),
            newest_day as (
                select cast(max(published_at) as date) as newest_day from dated_posts where is_in_time
            )
            select
                (select count(*) from dated_posts where is_ahead) as ahead_count,
                (select max(published_at) from dated_posts where is_ahead) as newest_ahead,
                newest_day.newest_day,
                (select count(*) from dated_posts cross join newest_day where is_in_time and cast(published_at as date) = newest_day) as post_count,
                (select week_count from weeks_ahead) as week_count
            from newest_day
        {%- endset -%}
        {%- set found = run_query(query).rows[0] -%}
        {%- if found[0] > 0 -%}
            {%- do sentences.append(found[0] ~ ' posts are dated more than ' ~ found[4] ~ ' weeks after the last week of the trend calendar, the newest ' ~ found[1] ~ ': they date neither the trends nor the delivery') -%}
        {%- endif -%}
        {%- if found[3] == 1 -%}
            {%- do sentences.append("The delivery's date is " ~ found[2] ~ ', by a single post') -%}
        {%- endif -%}
    {%- endif -%}
    {%- do return(sentences) -%}
{%- endmacro %}
