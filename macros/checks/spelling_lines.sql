{#-
    How columns were read where one cell alone could not say it, a sentence each, with the evidence: of the column over all files of its
    table, then of single files. spellings: the table raw_column_spellings; counts: raw_column_counts; files: raw_files.
-#}
{% macro spelling_lines(spellings, counts, files) -%}
    {%- set lines = [] -%}
    {%- if execute and load_relation(spellings) is not none -%}
        {%- set query -%}
            with concerned as (
                select counts.*, files.source_file
                from {{ counts }} as counts
                inner join {{ files }} as files on counts.file_number = files.file_number
                where counts.points_of_three + counts.comma_groups + counts.short_exponents + counts.middle_exponents
                    + counts.long_exponents + counts.rounded_exponents > 0
            ),
            columns_of_tables as (
                select source_table, column_name, min(source_file) as first_file, count(*) as file_count,
                    sum(points_of_three) as points_of_three, min(first_sample) as first_sample, sum(comma_groups) as comma_groups,
                    sum(case when comma_groups > 0 then ungrouped_values else 0 end) as ungrouped_values,
                    sum(short_exponents + middle_exponents + long_exponents + rounded_exponents) as exponent_count
                from concerned
                group by source_table, column_name
            ),
            evidence as (
                select counts.source_table, counts.column_name, max(spellings.points) as points, max(spellings.commas) as commas,
                    max(spellings.exponents) as exponents, sum(counts.other_decimals) as other_decimals, sum(counts.other_commas) as other_commas
                from {{ counts }} as counts
                inner join {{ spellings }} as spellings
                    on counts.file_number = spellings.file_number and counts.column_name = spellings.column_name
                group by counts.source_table, counts.column_name
            )
            select columns_of_tables.*, evidence.points, evidence.commas, evidence.exponents, evidence.other_decimals, evidence.other_commas
            from columns_of_tables
            inner join evidence
                on columns_of_tables.source_table = evidence.source_table and columns_of_tables.column_name = evidence.column_name
            order by columns_of_tables.source_table, columns_of_tables.column_name
        {%- endset -%}
        {%- for row in rows_by_name(query) -%}
            {%- set column = row['column_name'] ~ ' of ' ~ row['first_file'] ~ (' and ' ~ (row['file_count'] - 1) ~ ' more' if row['file_count'] > 1 else '') -%}
            {%- if row['points'] == 'decimal' and row['points_of_three'] > 0 -%}
                {%- do lines.append(column ~ ": '" ~ row['first_sample'] ~ "' is read with a decimal point, as " ~ row['other_decimals'] ~ ' other cells of the column have one (' ~ row['points_of_three'] ~ ' such cells)') -%}
            {%- endif -%}
            {%- if row['commas'] == 'thousands' -%}
                {%- do lines.append(column ~ ': commas separate thousands, as ' ~ row['comma_groups'] ~ ' cells have groups of three and none of the column has other commas, or more than three digits without one beside them') -%}
            {%- elif row['commas'] == 'ambiguous' -%}
                {%- do lines.append(column ~ ': commas may be decimal or separate thousands (' ~ row['comma_groups'] ~ ' cells with groups of three, ' ~ row['other_commas'] ~ ' with other commas, ' ~ row['ungrouped_values'] ~ ' numbers above 999 without one), so such cells are unknown') -%}
            {%- endif -%}
            {%- if row['exponents'] == 'rounded' -%}
                {%- do lines.append(column ~ ': ids in scientific notation lost digits, as after %g or a spreadsheet, so none that leaves digits out is used (' ~ row['exponent_count'] ~ ' cells): export ids as text') -%}
            {%- elif row['exponents'] == 'exact' -%}
                {%- do lines.append(column ~ ': ids in scientific notation are taken as exact, for none looks rounded (' ~ row['exponent_count'] ~ ' cells)') -%}
            {%- endif -%}
        {%- endfor -%}
        {%- set query -%}
            select files.source_file, counts.*, spellings.epoch_unit, spellings.has_rounded_ids
            from {{ spellings }} as spellings
            inner join {{ counts }} as counts
                on spellings.file_number = counts.file_number and spellings.column_name = counts.column_name
            inner join {{ files }} as files on spellings.file_number = files.file_number
            where spellings.epoch_unit is not null or spellings.has_rounded_ids
            order by files.source_table, files.source_file, spellings.column_name
        {%- endset -%}
        {%- for row in rows_by_name(query) -%}
            {%- set column = row['column_name'] ~ ' of ' ~ row['source_file'] -%}
            {%- if row['epoch_unit'] -%}
                {%- do lines.append(column ~ ': dates are read as ' ~ row['epoch_unit'] ~ ' since 1970, as ' ~ row[row['epoch_unit']] ~ ' of ' ~ row['value_count'] ~ ' are such numbers') -%}
            {%- endif -%}
            {%- if row['has_rounded_ids'] -%}
                {%- do lines.append(column ~ ': ' ~ row['long_ids'] ~ ' ids of 16 and more digits look as if they went through a floating-point number (' ~ ('all end in 00, as after Excel, fwrite or JavaScript' if row['unrounded_ids'] == 0 else 'all past 2^53 are floating-point numbers themselves, as after pandas') ~ '), so accounts may be merged: export ids as text') -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(lines) -%}
{%- endmacro %}
