{#- Whether there is enough to place somebody by style; the limits are columns of a relation named thresholds. -#}
{% macro style_eligibility(image_count, item_count, fashion_image_count, fashion_item_count) -%}
case
    when
        {{ item_count }} >= thresholds.min_fashion_items
        and {{ image_count }} >= thresholds.min_fashion_images
        and {{ fashion_item_count }} < thresholds.min_fashion_share * {{ item_count }}
        then 'non_fashion'
    when
        {{ fashion_item_count }} >= thresholds.min_fashion_items
        and {{ fashion_image_count }} >= thresholds.min_fashion_images
        then 'eligible'
    else 'insufficient_data'
end
{%- endmacro %}
