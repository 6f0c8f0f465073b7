{#- DuckDB's own, as all landing is: weekly series of the user, from the folder that the variable external_series_dir names -#}
{%- set folder = var('external_series_dir') if target.type == 'duckdb' else '' -%}
{%- if execute and folder and run_query("select 1 from glob('" ~ folder | replace("'", "''") ~ "/*.csv')").rows | length == 0 -%}
    {{ exceptions.raise_compiler_error("The variable external_series_dir is '" ~ folder ~ "': no .csv file lies there.") }}
{%- endif -%}

with external_records as (

    {% if folder -%}
    select
        series_id,
        week,
        panel,
        value
    from read_csv('{{ folder | replace("'", "''") }}/*.csv', header = true, all_varchar = true, union_by_name = true)
    {%- else -%}
    select
        cast(null as string) as series_id,
        cast(null as string) as week,  -- noqa: RF04
        cast(null as string) as panel,
        cast(null as string) as value
    where false
    {%- endif %}

),

external_series as (

    select
        series_id,
        cast(date_trunc('week', try_cast(week as date)) as date) as week,  -- noqa: RF04
        lower(trim(panel)) as panel,
        {{ plain_number('value') }} as value
    from external_records

)

select * from external_series
