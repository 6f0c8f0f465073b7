{% snapshot author_segmentations_snapshot %}
select * from {{ ref('int_recorded_segments') }}
{% endsnapshot %}
