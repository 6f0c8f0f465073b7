# /// script
# requires-python = ">=3.11"
# dependencies = ["duckdb>=1.5.6,<2", "polars", "pyarrow"]
# ///
"""Open the published warehouse from polars, read-only.

polars is no part of the project's environment:

uv run examples/explore_with_polars.py [WAREHOUSE]        (or: pip install duckdb polars pyarrow, then python ...)
"""

import sys
from pathlib import Path

import duckdb
import polars as pl

WAREHOUSE = Path(__file__).parent.parent / "warehouse" / "current" / "warehouse.duckdb"


def main(warehouse: Path) -> None:
    """Ask in SQL for what SQL does well, go on in polars."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        segments = connection.sql("select * from marts.author_segments").pl()
        lift = connection.sql("select * from marts.segment_label_lift where segmentation = 'style_clusters' and q_value < 0.05").pl()

    print(
        segments.group_by("style_cluster")
        .agg(pl.len().alias("authors"), pl.col("luxury_share", "sportswear_share").mean().round(4))
        .sort("authors", "style_cluster", descending=[True, False])
    )
    print(
        lift.filter(pl.col("ci_low") > 1.25)
        .sort("segment", "rate_ratio", "label_type", "label_name", descending=[False, True, False, False])
        .group_by("segment", maintain_order=True)
        .head(3)
        .select("segment", "label_type", "label_name", pl.col("rate_ratio").round(2))
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WAREHOUSE)
