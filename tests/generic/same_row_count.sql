{#- Fails when the model hasn't as many rows as another one: no row is lost or made. -#}
{% test same_row_count(model, compare_to) %}
select
    counted.row_count,
    expected.row_count as expected_row_count
from (select count(*) as row_count from {{ model }}) as counted
cross join (select count(*) as row_count from {{ compare_to }}) as expected
where counted.row_count <> expected.row_count
{% endtest %}
