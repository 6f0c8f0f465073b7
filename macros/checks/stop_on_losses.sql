{#- Ends the build with a sentence when a table lost too many of its rows, unless the variable accept_losses says to go on. issues: the table raw_issue_counts. -#}
{% macro stop_on_losses(issues) -%}
    {%- set sentences = losses(issues) -%}
    {%- if execute and flags.WHICH in ['build', 'run'] and sentences and not var('accept_losses') -%}
        {%- do sentences.append("Nothing is built on it. To go on without these rows: make build VARS='accept_losses: true'.") -%}
        {{ exceptions.raise_compiler_error(sentences | join('\n')) }}
    {%- endif -%}
{%- endmacro %}
