{% snapshot panel_versions_snapshot %}
select * from {{ ref('int_delivery') }}
{% endsnapshot %}
