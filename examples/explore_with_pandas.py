"""Open the published warehouse from pandas, read-only: any number of readers may, also while a build runs.

Runs in the environment of the project: .venv/bin/python examples/explore_with_pandas.py [WAREHOUSE]
"""

import sys
from pathlib import Path

import duckdb
import pandas as pd

WAREHOUSE = Path(__file__).parent.parent / "warehouse" / "current" / "warehouse.duckdb"


def main(warehouse: Path) -> None:
    """Ask in SQL for what SQL does well, go on in pandas."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        # a null count comes back as NaN: ask for nullable types where unknown must stay apart from 0
        segments = connection.sql("select * from marts.author_segments").df().convert_dtypes()
        weeks = connection.sql(
            "select week, sum(item_count) as items, sum(luxury_item_count) as luxury from marts.author_weeks group by week"
        ).df()

    print("Authors by band and style cluster (missing: no cluster)")
    print(pd.crosstab(segments["follower_band"], segments["style_cluster"].fillna("none")), end="\n\n")

    print("Median engagement by band; compare levels across bands, not rates")
    print(segments.groupby("follower_band")["engagement_rate"].median().round(4).to_string(), end="\n\n")

    share = (weeks["luxury"] / weeks["items"]).set_axis(pd.DatetimeIndex(weeks["week"])).sort_index()
    print("Share of luxury among all items, by quarter")
    print(share.resample("QE").mean().round(4).to_string())


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else WAREHOUSE)
