with thresholds as (

    select * from {{ ref('int_thresholds') }}

),

author_deviances as (

    select * from {{ ref('int_held_out_author_deviances') }}

),

skills as (

    select
        segmentation,
        {{ exact_sum('panel_deviance', 9) }} as panel_deviance,
        1 - {{ exact_sum('deviance', 9) }} / nullif({{ exact_sum('panel_deviance', 9) }}, 0) as held_out_skill,
        1 - {{ exact_sum('other_deviance', 9) }} / nullif({{ exact_sum('other_panel_deviance', 9) }}, 0)
            as held_out_skill_other_labels
    from author_deviances
    group by segmentation

),

standard_errors as (

    select
        skills.segmentation,
        sqrt({{ exact_sum(
            'power(author_deviances.deviance - (1 - skills.held_out_skill) * author_deviances.panel_deviance, 2)', 9
        ) }}) / max(skills.panel_deviance) as held_out_skill_se
    from author_deviances
    inner join skills on author_deviances.segmentation = skills.segmentation
    group by skills.segmentation

),

-- the best that anything known here reaches: the style clusters, or an author's own items shrunk to them
ceiling as (

    select max(held_out_skill) as held_out_ceiling
    from (
        select held_out_skill from {{ ref('int_held_out_ceilings') }}
        union all
        select held_out_skill from skills
        where segmentation = 'style_clusters'
    ) as reached_skills

),

measures as (

    select
        skills.segmentation,
        skills.held_out_skill,
        standard_errors.held_out_skill_se,
        skills.held_out_skill_other_labels,
        ceiling.held_out_ceiling,
        case
            when ceiling.held_out_ceiling >= thresholds.held_out_min_ceiling
                then skills.held_out_skill / ceiling.held_out_ceiling
        end as held_out_share_of_ceiling,
        agreement.ari as held_out_agreement,
        agreement.author_count as held_out_agreement_authors
    from skills
    inner join standard_errors on skills.segmentation = standard_errors.segmentation
    cross join ceiling
    cross join thresholds
    left join {{ ref('int_held_out_agreement') }} as agreement on skills.segmentation = agreement.segmentation

),

held_out as (

    {% for metric in [
        'held_out_skill', 'held_out_skill_se', 'held_out_skill_other_labels', 'held_out_ceiling', 'held_out_share_of_ceiling',
        'held_out_agreement', 'held_out_agreement_authors'
    ] -%}
    select
        segmentation,
        '{{ metric }}' as metric,
        cast({{ metric }} as double) as value
    from measures
    {{ 'union all' if not loop.last }}
    {% endfor %}
)

select * from held_out
