{#-
    Variance of the share of a category over an author's posts, against that of as many independent items: 1 for independent items, more
    where a post repeats an outfit. In, over the posts with items: their number, the sums of items n and category items x, of n^2, x^2 and
    x n. Null with one post, or when all items are of the category or none. L. Kish, Survey Sampling (1965).
-#}
{% macro design_effect(posts, items, category_items, item_squares, category_squares, products) -%}
{%- set share = '(' ~ category_items ~ ' / ' ~ items ~ ')' -%}
case
    when {{ posts }} > 1 and {{ category_items }} > 0 and {{ category_items }} < {{ items }}
        then
            {{ posts }} / ({{ posts }} - 1)
            * ({{ category_squares }} - 2 * {{ share }} * {{ products }} + {{ share }} * {{ share }} * {{ item_squares }})
            / ({{ category_items }} * (1 - {{ share }}))
end
{%- endmacro %}
