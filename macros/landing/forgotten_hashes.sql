{#- The list of forgotten accounts as {salt, hashes}; no hashes while dbt parses. -#}
{% macro forgotten_hashes() -%}
    {%- set accounts = ref('forgotten_accounts') -%}
    {%- set rows = run_query('select salt, account_hash from ' ~ accounts ~ ' order by account_hash').rows if execute and load_relation(accounts) else [] -%}
    {%- set hashes = [] -%}
    {%- for row in rows %}{% do hashes.append(row[1]) %}{% endfor -%}
    {%- do return({'salt': rows[0][0] if rows else none, 'hashes': hashes}) -%}
{%- endmacro %}
