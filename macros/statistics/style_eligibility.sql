{#- Whether there is enough to place somebody by style; the limits are those of the seed thresholds. -#}
{% macro style_eligibility(image_count, item_count, fashion_image_count, fashion_item_count, min_images, min_items, min_share) -%}
case
    when
        {{ item_count }} >= {{ min_items }}
        and {{ image_count }} >= {{ min_images }}
        and {{ fashion_item_count }} < {{ min_share }} * {{ item_count }}
        then 'non_fashion'
    when
        {{ fashion_item_count }} >= {{ min_items }}
        and {{ fashion_image_count }} >= {{ min_images }}
        then 'eligible'
    else 'insufficient_data'
end
{%- endmacro %}
