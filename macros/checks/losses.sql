{#-
    A sentence for each table that lost too many of its rows: more than max_rejected_share of them, and at least
    min_rejected_rows, for one reason, or all of them. issues: the table raw_issue_counts.
-#}
{% macro losses(issues) -%}
    {%- set files, limits = ref('raw_files'), ref('delivery_limits') -%}
    {%- set sentences = [] -%}
    {%- if execute and issues is not none -%}
        {%- set query -%}
            with delivered as (
                select source_table, sum(record_count) as row_count from {{ files }} group by source_table
            ),
            rejected as (
                select
                    *,
                    sum(row_count) over (partition by source_table) as rejected_count,
                    row_number() over (partition by source_table order by row_count desc, reason) as place
                from {{ issues }}
                where kind = 'rejected'
            )
            select rejected.source_table, rejected.row_count, delivered.row_count, rejected.reason, rejected.example, rejected.example_share,
                rejected.rejected_count = delivered.row_count as has_none
            from rejected
            inner join delivered on rejected.source_table = delivered.source_table
            where rejected.place = 1 and (
                rejected.rejected_count = delivered.row_count
                or rejected.row_count >= (select value from {{ limits }} where limit_name = 'min_rejected_rows')
                and rejected.row_count > delivered.row_count
                    * (select value from {{ limits }} where limit_name = 'max_rejected_share')
            )
            order by rejected.source_table
        {%- endset -%}
        {%- for table, count, all, reason, example, share, has_none in run_query(query).rows -%}
            {%- set value = shown_value(example) -%}
            {%- set begin = 'None of the ' ~ all ~ ' rows of ' ~ table ~ ' can be used' if has_none else table ~ ' loses ' ~ count ~ ' of ' ~ all ~ ' rows' -%}
            {%- do sentences.append(begin ~ ': ' ~ reason ~ ' ' ~ count ~ ' times' ~ value ~ cause_of_loss(reason, example, share) ~ '. See marts.rejected_rows; docs/how_to_export.md says how it should be written.') -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(sentences) -%}
{%- endmacro %}
