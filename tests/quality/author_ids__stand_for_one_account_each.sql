-- Fails for each author_id that two accounts came to share by chance when AUTHOR_ID_KEY replaced their numbers.
with keyed_ids as (

    select
        author_id,
        author_id_check
    from {{ ref('landed_authors') }}
    union all
    select
        author_id,
        author_id_check
    from {{ ref('landed_author_segmentations') }}
    union all
    select
        author_id,
        author_id_check
    from {{ ref('landed_post_images') }}

)

select author_id
from keyed_ids
where author_id_check is not null
group by author_id
having count(distinct author_id_check) > 1
