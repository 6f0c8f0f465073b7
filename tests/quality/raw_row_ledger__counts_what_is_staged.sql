-- Fails for each table whose staged rows, as the ledger derives them, are not the rows that staging shows.
with ledger as (

    select
        source_table,
        sum(staged_rows) as staged_rows
    from {{ ref('raw_row_ledger') }}
    group by source_table

),

staged as (

    select
        'MART_AUTHORS' as source_table,
        count(*) as staged_rows
    from {{ ref('stg_delivery__authors') }}
    union all
    select
        'MART_AUTHORS_SEGMENTATIONS' as source_table,
        count(*) as staged_rows
    from {{ ref('stg_delivery__author_segmentations') }}
    union all
    select
        'MART_IMAGES_OF_POSTS' as source_table,
        count(*) as staged_rows
    from {{ ref('stg_delivery__post_images') }}
    union all
    select
        'MART_IMAGES_LABELS' as source_table,
        count(*) as staged_rows
    from {{ ref('stg_delivery__image_labels') }}

)

select
    ledger.source_table,
    ledger.staged_rows,
    staged.staged_rows as rows_in_staging
from ledger
inner join staged on ledger.source_table = staged.source_table
where ledger.staged_rows <> staged.staged_rows
