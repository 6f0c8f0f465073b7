{#-
    Every record that the model is to land, as text: of the delivered files, in their order, or of a table of Snowflake, where it
    stands. Rows of a table have no order, so there their place among all rows is their line.

    columns: the columns to return; multiline: whether a record may span lines; numbered: whether to number the lines while they are
    read, which keeps one core. If not, the table that is made of the records, and keeps their order, must number them.
    Columns: file_number and file_version (of raw_files), line_number (of the record's first line; in Parquet of the row; null
    where only its place in the table tells), line_offset (what to add to that place, counted from 0, to get the line; null where
    line_number tells), the given columns as raw_<column>, raw_fields (all fields in file order; null where the given columns are
    just that), broken_reason and broken_text (for what is no record, else null).
-#}
{% macro raw_records(columns, multiline=false, numbered=true, source_table=none) -%}
{{ adapter.dispatch('raw_records')(columns, multiline, numbered, source_table) }}
{%- endmacro %}

{% macro snowflake__raw_records(columns, multiline, numbered, source_table) -%}
    {%- set source_table = source_table or model.config.meta.source_table -%}
    {%- set records -%}
    select
        raw_files.file_number,
        raw_files.file_version,
        row_number() over (order by {{ columns | join(', ') }}) as line_number,
        cast(null as bigint) as line_offset,
        {%- for column in columns %}
        nullif(cast({{ column }} as string), '') as raw_{{ column | lower }},
        {%- endfor %}
        cast(null as string) as raw_fields,
        cast(null as string) as broken_reason,
        cast(null as string) as broken_text
    {#- raw_files names the sources for the lineage: here the name is not known while dbt parses #}
    from {{ (graph.sources.values() | selectattr('name', 'equalto', source_table) | first).relation_name if execute else source_table }} as delivered
    cross join {{ ref('raw_files') }} as raw_files
    where raw_files.source_table = '{{ source_table }}'
    {%- endset -%}
{{ without_forgotten(records, columns) }}
{%- endmacro %}

{% macro default__raw_records(columns, multiline, numbered, source_table) -%}
    {%- set records -%}
    {%- set files = files_to_land(source_table) -%}
    {%- set before = namespace(rows=0) -%}
    {%- if files and not numbered and is_incremental() -%}
        {%- set before.rows = run_query('select count(*) from ' ~ this).rows[0][0] -%}
    {%- endif -%}
    {%- for file in files %}
    {%- set fields = fromjson(file['columns']) %}
    {%- set quoted = [] -%}
    {%- for field in fields %}{% do quoted.append('"' ~ field | replace('"', '""') ~ '"') %}{% endfor %}
    {%- set first_line = 1 if file['file_format'] == 'parquet' else 2 %}
    select
        cast({{ file['file_number'] }} as bigint) as file_number,
        cast({{ file['file_version'] }} as bigint) as file_version,
        {%- if file['is_repaired'] %}
        cast(_line_number as bigint) as line_number,
        {%- elif not numbered %}
        cast(null as bigint) as line_number,
        {%- elif multiline and file['file_format'] != 'parquet' %}
        cast({{ first_line - 1 }} + row_number() over () + coalesce(sum(
            {%- for field in quoted %}
            {#- asked first: most fields have no line break, and a copy without it costs more than the question #}
            case when contains({{ field }}, chr(10)) then strlen({{ field }}) - strlen(replace({{ field }}, chr(10), '')) else 0 end
            {{- ' +' if not loop.last }}
            {%- endfor %}
        ) over (rows between unbounded preceding and 1 preceding), 0) as bigint) as line_number,
        {%- else %}
        {{ first_line - 1 }} + row_number() over () as line_number,
        {%- endif %}
        cast({{ 'null' if numbered or file['is_repaired'] else first_line - before.rows }} as bigint) as line_offset,
        {%- set before.rows = before.rows + file['record_count'] %}
        {%- for column in columns %}
        {#- an empty cell says nothing: the reader of CSV makes it null itself #}
        {{ parquet_text(column) if file['file_format'] == 'parquet' else column }} as raw_{{ column | lower }},
        {%- endfor %}
        {%- if fields == columns %}
        {#- a list of 25 million rows costs more than all the rest of the landing #}
        cast(null as varchar[]) as raw_fields,
        {%- else %}
        [{% for field in quoted %}cast({{ field }} as varchar){{ ', ' if not loop.last }}{% endfor %}] as raw_fields,
        {%- endif %}
        {{ 'nullif(_reject_reason, \'\')' if file['is_repaired'] else 'cast(null as varchar)' }} as broken_reason,
        {{ '_raw_record' if file['is_repaired'] else 'cast(null as varchar)' }} as broken_text
    from
        {%- if file['file_format'] == 'parquet' %}
        read_parquet('{{ file['read_path'] | replace("'", "''") }}', hive_partitioning = false, binary_as_string = true)
        {%- else %}
        read_csv(
            '{{ file['read_path'] | replace("'", "''") }}',
            header = true, auto_detect = false, strict_mode = true, nullstr = '', hive_partitioning = false,
            {#- in parallel DuckDB guesses where a record starts, and takes a line inside a caption for one #}
            parallel = {{ 'false' if multiline or file['is_repaired'] else 'true' }},
            {#- what a core reads at a time: of the 8 MB that it would be, the engine makes one group of rows that is full and one that is
                nearly empty, in a table larger by an eighth #}
            buffer_size = 32000000,
            delim = ',', quote = '"', escape = '"',
            columns = {
                {%- for field in fields + (['_LINE_NUMBER', '_REJECT_REASON', '_RAW_RECORD'] if file['is_repaired'] else []) -%}
                '{{ field | replace("'", "''") }}': 'VARCHAR'{{ ', ' if not loop.last }}
                {%- endfor -%}
            }
        )
        {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        cast(null as bigint) as file_number,
        cast(null as bigint) as file_version,
        cast(null as bigint) as line_number,
        cast(null as bigint) as line_offset,
        {%- for column in columns %}
        cast(null as varchar) as raw_{{ column | lower }},
        {%- endfor %}
        cast(null as varchar[]) as raw_fields,
        cast(null as varchar) as broken_reason,
        cast(null as varchar) as broken_text
    where false
    {%- endfor %}
    {%- endset -%}
{{ without_forgotten(records, columns) }}
{%- endmacro %}
