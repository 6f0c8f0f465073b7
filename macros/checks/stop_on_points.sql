{#- Ends the build with a sentence when the points of a column separate thousands: read as decimals, they would be wrong throughout. spellings: the table raw_column_spellings. -#}
{% macro stop_on_points(spellings) -%}
    {%- set files, counts = ref('raw_files'), ref('raw_column_counts') -%}
    {%- if execute and flags.WHICH in ['build', 'run'] -%}
        {%- set query -%}
            select spellings.column_name, min(files.source_file), count(*), min(counts.first_sample), max(counts.last_sample)
            from {{ spellings }} as spellings
            inner join {{ counts }} as counts
                on spellings.file_number = counts.file_number and spellings.column_name = counts.column_name
            inner join {{ files }} as files on spellings.file_number = files.file_number
            where spellings.points = 'thousands' and counts.points_of_three + counts.values_of_two_points > 0
            group by spellings.source_table, spellings.column_name
            order by spellings.source_table, spellings.column_name
        {%- endset -%}
        {%- set sentences = [] -%}
        {%- for column, file, file_count, first, last in run_query(query).rows -%}
            {%- set more = ' and ' ~ (file_count - 1) ~ ' more' if file_count > 1 else '' -%}
            {%- set verb = ' separate' if file_count > 1 else ' separates' -%}
            {%- do sentences.append(file ~ more ~ verb ~ ' thousands by points in ' ~ column ~ " ('" ~ first ~ "', '" ~ last ~ "'): export its numbers without separators.") -%}
        {%- endfor -%}
        {%- if sentences -%}{{ exceptions.raise_compiler_error(sentences | join('\n')) }}{%- endif -%}
    {%- endif -%}
{%- endmacro %}
