{#-
    A statement that empties the landed labels of images that only forgotten accounts posted; nothing when nobody is forgotten. A hook of
    what comes behind the posts and the labels: the labels, which know no author, are landed beside the posts.
-#}
{% macro forget_image_labels() -%}
{%- set list, labels, posts = forgotten_hashes(), ref('landed_label_records'), ref('landed_post_images') -%}
{%- if target.type != 'spark' and list.hashes -%}
update {{ labels }} set
    image_id = null, position_in_image = null, label_type = null, label_name = null, raw_record = '',
    reject_reason = coalesce(reject_reason, 'forgotten')
where
    image_id not in (select image_id from {{ posts }} where reject_reason is null)
    and {{ account_hash(list.salt, 'image_id') }} in (select raw_record from {{ posts }} where reject_reason = 'forgotten')
{%- endif -%}
{%- endmacro %}
