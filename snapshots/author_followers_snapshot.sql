{% snapshot author_followers_snapshot %}
select * from {{ ref('int_recorded_followers') }}
{% endsnapshot %}
