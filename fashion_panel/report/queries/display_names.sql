-- One row per label: the words in which people read it. A brand says on what it was seen, as models spell brands alike.
with labels as (

    select * from marts.dim_labels

),

plain_words as (

    select * from seeds.label_display_names

)

select
    labels.label_type,
    labels.label_name,
    labels.is_fashion,
    coalesce(plain_words.display_name, replace(labels.label_name, '_', ' '))
    || case when labels.axis = 'brand' then ' (' || replace(labels.label_type, '_brand', '') || ')' else '' end as label_title
from labels
left join plain_words
    on labels.label_type = plain_words.label_type and labels.label_name = plain_words.label_name
order by labels.label_type asc, labels.label_name asc
