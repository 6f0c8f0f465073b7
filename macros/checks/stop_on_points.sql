{#- Ends the build with a sentence when the points of a column separate thousands: read as decimals, they would be wrong throughout. spellings: the table raw_column_spellings. -#}
{% macro stop_on_points(spellings) -%}
    {%- set files = ref('raw_files') -%}
    {%- if execute and flags.WHICH in ['build', 'run'] -%}
        {%- set query -%}
            select files.source_file, spellings.column_name, spellings.first_sample, spellings.last_sample
            from {{ spellings }} as spellings
            inner join {{ files }} as files on spellings.file_number = files.file_number
            where spellings.points = 'thousands'
            order by files.source_table, files.source_file, spellings.column_name
        {%- endset -%}
        {%- set sentences = [] -%}
        {%- for file, column, first, last in run_query(query).rows -%}
            {%- do sentences.append(file ~ ' separates thousands by points in ' ~ column ~ " ('" ~ first ~ "', '" ~ last ~ "'): export its numbers without separators.") -%}
        {%- endfor -%}
        {%- if sentences -%}{{ exceptions.raise_compiler_error(sentences | join('\n')) }}{%- endif -%}
    {%- endif -%}
{%- endmacro %}
