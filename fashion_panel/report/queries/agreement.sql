-- One row per ordered pair of segmentations, a segmentation with itself included: how far they divide the accounts alike.
with pairs as (

    select * from marts.segmentation_agreement

),

segmentations as (

    select segmentation_a as segmentation from pairs
    union
    select segmentation_b as segmentation from pairs

)

select
    segmentation_a,
    segmentation_b,
    ari,
    nmi,
    cramers_v
from pairs
union all
select
    segmentation_b as segmentation_a,
    segmentation_a as segmentation_b,
    ari,
    nmi,
    cramers_v
from pairs
union all
select
    segmentation as segmentation_a,
    segmentation as segmentation_b,
    1.0 as ari,
    1.0 as nmi,
    1.0 as cramers_v
from segmentations
order by segmentation_a asc, segmentation_b asc
