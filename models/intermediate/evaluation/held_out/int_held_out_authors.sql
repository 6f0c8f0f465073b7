-- whom the style clusters place on all data, outliers too: the same authors for every segmentation
with clustered_authors as (

    select author_id
    from {{ ref('int_author_style_clusters') }}
    where nearest_cluster_id is not null

),

halves as (

    select distinct
        author_id,
        half,
        author_items as item_count,
        author_fashion_items as fashion_item_count
    from {{ ref('int_half_category_items') }}

),

evaluated_authors as (

    select
        clustered_authors.author_id,
        half_a.item_count as half_a_item_count,
        half_b.item_count as half_b_item_count,
        half_a.fashion_item_count as half_a_fashion_item_count,
        half_b.fashion_item_count as half_b_fashion_item_count
    from clustered_authors
    inner join halves as half_a on clustered_authors.author_id = half_a.author_id and half_a.half = 'a'
    inner join halves as half_b on clustered_authors.author_id = half_b.author_id and half_b.half = 'b'

)

select * from evaluated_authors
