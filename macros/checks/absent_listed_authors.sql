{#- A sentence for each list of author_lists that names accounts which are not in the panel. -#}
{% macro absent_listed_authors(list_model, author_model) -%}
    {%- set sentences = [] -%}
    {%- set lists, authors = load_relation(list_model), load_relation(author_model) -%}
    {%- if lists is not none and authors is not none -%}
        {%- set query -%}
            select
                lists.list,
                sum(case when authors.author_id is null then 1 else 0 end) as absent_count,
                count(*) as listed_count
            from {{ lists }} as lists
            left join {{ authors }} as authors on lists.author_id = authors.author_id
            group by lists.list
            having sum(case when authors.author_id is null then 1 else 0 end) > 0
            order by lists.list
        {%- endset -%}
        {%- for row in run_query(query).rows -%}
            {%- do sentences.append(row[1] ~ ' of the ' ~ row[2] ~ ' accounts of the list ' ~ row[0] ~ ' (seed author_lists) are not in the panel: they count nowhere.') -%}
        {%- endfor -%}
    {%- endif -%}
    {%- do return(sentences) -%}
{%- endmacro %}
