{#- what is asked of a column over all files of its table: a part may be too small to say it -#}
{%- set summed = [
    'points_of_three', 'values_of_two_points', 'other_decimals', 'ungrouped_values', 'comma_groups', 'other_commas', 'plain_long_ids',
    'whole_exponents', 'short_exponents', 'middle_exponents', 'long_exponents', 'rounded_exponents'
] -%}

with column_counts as (

    select * from {{ ref('raw_column_counts') }}

),

column_totals as (

    select
        source_table,
        column_name,
        {%- for measure in summed %}
        sum({{ measure }}) as {{ measure }},
        {%- endfor %}
        -- in one file by themselves, whatever another tool wrote into the others
        max(case
            when other_decimals > 0 then 0
            when values_of_two_points > 0 then 2
            when points_of_three >= {{ spelling_rule('min_grouped_values') }} and ungrouped_values = 0 then 1
            else 0
        end) as grouped_by_points,
        max(case when comma_groups > 0 then ungrouped_values else 0 end) as ungrouped_beside_commas
    from column_counts
    group by source_table, column_name

),

column_verdicts as (

    select
        source_table,
        column_name,
        case
            when grouped_by_points = 2 then 'thousands'
            when other_decimals > 0 and values_of_two_points = 0 then 'decimal'
            when other_decimals > 0 then 'ambiguous'
            when grouped_by_points = 1 then 'thousands'
            when points_of_three >= {{ spelling_rule('min_grouped_values') }} and ungrouped_values = 0 then 'thousands'
            when points_of_three > 0 then 'ambiguous'
        end as points,
        case
            when comma_groups = 0 then null
            when other_commas = 0 and ungrouped_beside_commas = 0 then 'thousands'
            else 'ambiguous'
        end as commas,
        case
            when rounded_exponents > 0 then 'rounded'
            -- who writes all digits of some leaves out zeros of others; who rounds writes no id in full
            when long_exponents > 0 and whole_exponents = 0 then 'rounded'
            when middle_exponents > 0 and whole_exponents = 0 and plain_long_ids = 0 then 'rounded'
            when short_exponents + middle_exponents + long_exponents > 0 then 'exact'
        end as exponents
    from column_totals

),

column_spellings as (

    select
        column_counts.file_number,
        column_counts.source_table,
        column_counts.column_name,
        column_verdicts.points,
        column_verdicts.commas,
        column_verdicts.exponents,
        case
            {%- for unit in epoch_units() %}
            when
                column_counts.{{ unit }} > column_counts.value_count * {{ spelling_rule('min_epoch_share') }}
                and column_counts.{{ unit }} = greatest(column_counts.{{ epoch_units() | join(', column_counts.') }})
                then '{{ unit }}'
            {%- endfor %}
        end as epoch_unit,
        column_counts.long_ids >= {{ spelling_rule('min_rounded_ids') }} and column_counts.unrounded_ids = 0
        or column_counts.ids_past_double >= {{ spelling_rule('min_double_ids') }} and column_counts.ids_no_double = 0
            as has_rounded_ids
    from column_counts
    inner join column_verdicts
        on
            column_counts.source_table = column_verdicts.source_table
            and column_counts.column_name = column_verdicts.column_name

)

select * from column_spellings
