{#-
    Says after a build how many rows came in, what became of them and how their cells were read, which files only look like parts,
    which labels and label types the taxonomy doesn't know, which posts are dated behind the trends and which one alone dates the
    delivery, that margins of the panel contradict each other, and why the segments of the delivery are not part of their history, if so.
-#}
{% macro report_delivery(results) %}
    {%- set ledger_model, label_model, drift_model = ref('raw_row_ledger'), ref('dim_labels'), ref('style_drift') -%}
    {%- set delivery_model, version_model = ref('int_delivery'), ref('panel_versions') -%}
    {%- set calendar_model, margin_model = ref('trend_calendar'), ref('panel_margins') -%}
    {%- set landed = {
        'issues': ref('raw_issue_counts'), 'spellings': ref('raw_column_spellings'), 'counts': ref('raw_column_counts'), 'files': ref('raw_files'), 'rules': ref('spelling_rules'),
        'authors': ref('landed_authors'), 'segmentations': ref('landed_author_segmentations'), 'labels': ref('landed_image_labels')
    } -%}
    {%- set limits = ref('delivery_limits') -%}
    {%- set type_seed, post_model = ref('label_types'), ref('int_posts') -%}
    {%- set list_model, author_model = ref('landed_author_lists'), ref('int_authors') -%}
    {% if execute and flags.WHICH in ['build', 'run'] and results | selectattr('node.name', 'equalto', 'raw_row_ledger') | list %}
        {% set ledger = load_relation(ledger_model) %}
        {% if ledger is not none %}
            {% for row in run_query('select source_table, sum(raw_rows), sum(staged_rows), sum(duplicate_rows), sum(rejected_rows), sum(forgotten_rows) from ' ~ ledger ~ ' group by 1 order by 1').rows %}
                {% do log(row[0] ~ ': ' ~ row[1] ~ ' rows, ' ~ row[2] ~ ' staged, ' ~ row[3] ~ ' duplicate, ' ~ row[4] ~ ' rejected' ~ (', ' ~ row[5] ~ ' forgotten' if row[5] else ''), info=true) %}
            {% endfor %}
        {% endif %}
        {% for sentence in delivery_lines(landed) + overlooked_files() | list + absent_listed_authors(list_model, author_model) %}
            {% do log(sentence, info=true) %}
        {% endfor %}
        {% set drift = load_relation(drift_model) %}
        {% if drift is not none %}
            {% for row in run_query('select message from ' ~ drift ~ ' where is_drifted order by distribution').rows %}
                {% do log(row[0], info=true) %}
            {% endfor %}
        {% endif %}
        {% set labels = load_relation(label_model) %}
        {% if labels is not none %}
            {% for row in run_query('select label_type, sum(detection_count) from ' ~ labels ~ ' where label_type not in (select label_type from ' ~ type_seed ~ ') group by 1 order by 1').rows %}
                {% do log("TYPE '" ~ row[0] ~ "' is none of the seed label_types: its " ~ row[1] ~ ' labels stay, outside the vocabulary (README: Add a vision model)', info=true) %}
            {% endfor %}
            {% set unknown = run_query('select count(*), coalesce(sum(detection_count), 0) from ' ~ labels ~ ' where not is_in_vocabulary').rows[0] %}
            {% if unknown[0] > 0 %}
                {% do log(unknown[0] ~ ' labels (' ~ unknown[1] ~ ' detections) are not in the taxonomy: see marts.dim_labels where not is_in_vocabulary', info=true) %}
            {% endif %}
        {% endif %}
    {% endif %}
    {% if execute and flags.WHICH == 'build' and results | selectattr('node.name', 'equalto', 'panel_versions') | selectattr('status', 'equalto', 'success') | list %}
        {% set versions = run_query('select max(version_date), coalesce(max(case when is_this_delivery then 1 else 0 end), 0) from ' ~ version_model).rows[0] %}
        {% set delivery = run_query('select cast(newest_post_at as date) from ' ~ delivery_model).rows %}
        {% if delivery | length == 0 %}
            {% do log("This delivery has no post, so nothing says when it was: its segments were not added to their history.", info=true) %}
        {% elif versions[1] == 0 %}
            {% do log("This delivery ends on " ~ delivery[0][0] ~ ", before the last version in the history of the segments (" ~ versions[0] ~ "), so it was not added there. Was that version wrong? Then build with --vars 'history: rewrite', which drops what is later.", info=true) %}
        {% endif %}
    {% endif %}
    {% if execute and flags.WHICH in ['build', 'run'] and results | selectattr('node.name', 'equalto', 'panel_margins') | selectattr('status', 'equalto', 'success') | list %}
        {% if run_query("select count(*) from " ~ margin_model ~ " where reason = 'contradicted'").rows[0][0] > 0 %}
            {% do log('The margins of seeds/panel/margin_targets.csv contradict each other: no weights meet them all, so weights and weighted columns are empty. Correct the shares, or leave a margin out.', info=true) %}
        {% endif %}
    {% endif %}
    {% if execute and flags.WHICH in ['build', 'run'] and results | selectattr('node.name', 'equalto', 'trend_calendar') | selectattr('status', 'equalto', 'success') | list %}
        {% set stray = run_query('select count(*), sum(post_count), min(week), max(week) from ' ~ calendar_model ~ ' where not is_in_calendar').rows[0] %}
        {% for sentence in dates_worth_a_look(calendar_model, post_model, limits) %}
            {% do log(sentence, info=true) %}
        {% endfor %}
        {% if stray[0] > 0 %}
            {% do log('The trends leave out ' ~ stray[0] ~ ' weeks between ' ~ stray[2] ~ ' and ' ~ stray[3] ~ ' with ' ~ stray[1] ~ ' posts: they lie outside the calendar, see marts.trend_calendar where not is_in_calendar', info=true) %}
        {% endif %}
    {% endif %}
{% endmacro %}
