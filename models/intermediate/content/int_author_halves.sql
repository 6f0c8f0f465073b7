-- both halves of every author who has an image, so that a half without any is a row of zeros
with halved_weeks as (

    select
        *,
        {{ half_of_week('author_id', 'week') }} as half
    from {{ ref('int_author_weeks') }}

),

author_halves as (

    {% for half in ['a', 'b'] -%}
    select
        author_id,
        '{{ half }}' as half,
        cast(sum(case when half = '{{ half }}' then image_count else 0 end) as bigint) as image_count,
        {% for category in category_names() -%}
        cast(sum(case when half = '{{ half }}' then {{ category }}_item_count else 0 end) as bigint) as {{ category }}_item_count,
        {% endfor -%}
        cast(sum(case when half = '{{ half }}' then fashion_item_count else 0 end) as bigint) as fashion_item_count,
        cast(sum(case when half = '{{ half }}' then item_count else 0 end) as bigint) as item_count
    from halved_weeks
    group by author_id
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from author_halves
