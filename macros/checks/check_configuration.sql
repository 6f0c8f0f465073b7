{#-
    Stops the run with one sentence when a variable is unknown or has an impossible value, or when the raw folder can't
    be read. Commands that build nothing (parse, compile, docs) need no raw data and skip it.
-#}
{% macro check_configuration() %}
    {%- set fits = ref('kmeans_fits') -%}
    {% if execute and flags.WHICH in ['build', 'run', 'test', 'seed', 'snapshot'] %}
        {% set known = ['keep_raw_records', 'refit', 'history', 'accept_losses', 'external_series_dir'] %}
        {% if 'author_id_key' in invocation_args_dict.get('vars', {}) %}
            {{ exceptions.raise_compiler_error("The key of author ids is no variable, since dbt writes variables into its logs: take another key, and set AUTHOR_ID_KEY in the environment.") }}
        {% endif %}
        {% for name in invocation_args_dict.get('vars', {}) if name not in known %}
            {{ exceptions.raise_compiler_error("There is no variable '" ~ name ~ "': the variables are " ~ known | join(', ') ~ ".") }}
        {% endfor %}
        {% if var('keep_raw_records') not in [true, false] %}
            {{ exceptions.raise_compiler_error("The variable keep_raw_records is '" ~ var('keep_raw_records') ~ "': set it to true or false.") }}
        {% endif %}
        {% if var('accept_losses') not in [true, false] %}
            {{ exceptions.raise_compiler_error("The variable accept_losses is '" ~ var('accept_losses') ~ "': set it to true or false.") }}
        {% endif %}
        {% if var('refit') not in ['auto', 'always', 'never'] %}
            {{ exceptions.raise_compiler_error("The variable refit is '" ~ var('refit') ~ "': set it to auto, always or never.") }}
        {% endif %}
        {% if var('history') not in ['append', 'rewrite'] %}
            {{ exceptions.raise_compiler_error("The variable history is '" ~ var('history') ~ "': set it to append or rewrite.") }}
        {% endif %}
        {% if flags.WHICH in ['build', 'run'] and var('refit') == 'never' %}
            {% set stored = none if flags.FULL_REFRESH else load_relation(fits) %}
            {% if stored is none or run_query('select count(*) from ' ~ stored).rows[0][0] == 0 %}
                {{ exceptions.raise_compiler_error("The variable refit is 'never' and there is no stored model" ~ (', as --full-refresh drops it' if flags.FULL_REFRESH else '') ~ ": build once with refit auto.") }}
            {% endif %}
        {% endif %}
        {% if flags.WHICH in ['build', 'run'] %}
            {% set problems = delivery_problems() %}
            {% if problems | length > 0 %}
                {{ exceptions.raise_compiler_error(problems | join('\n')) }}
            {% endif %}
        {% endif %}
    {% endif %}
{% endmacro %}
