-- Question: how far do the segmentations agree, each with each?
-- Reading: an ari of 1 is the same division, 0 no more than chance. Style and band agree hardly at all: they are two axes, and
-- neither replaces the other.
select
    segmentation_a,
    segmentation_b,
    ari,
    nmi,
    cramers_v,
    author_count
from {{ ref('segmentation_agreement') }}
order by ari desc, segmentation_a asc, segmentation_b asc
