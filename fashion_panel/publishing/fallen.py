"""What a new version of the warehouse has much less of than the published one, in sentences."""

from __future__ import annotations

from pathlib import Path

import duckdb

COUNTS = {
    "authors": ("dim_authors", "select count(*) from marts.dim_authors"),
    "posts": ("fct_posts", "select count(*) from marts.fct_posts"),
    "labels": ("raw_row_ledger", "select sum(staged_rows) from marts.raw_row_ledger where source_table = 'MART_IMAGES_LABELS'"),
}


def fallen(former: Path, new: Path) -> list[str]:
    """Return a sentence for each of authors, posts and labels that fell by more than the seed delivery_limits lets pass."""
    before, after = _counts(former), _counts(new)
    compared = [name for name in COUNTS if before.get(name) and name in after]
    if not compared:  # a project of somebody's own, which has neither these marts nor the seed
        return []
    with duckdb.connect(str(new), read_only=True) as connection:
        limits = connection.execute("select value from seeds.delivery_limits where limit_name = 'max_fallen_share'").fetchall()
    return [
        f"The {name} fell from {before[name]:,} to {after[name]:,} since the published version: is the delivery whole?"
        for name in compared
        if (before[name] - after[name]) / before[name] > limits[0][0]
    ]


def _counts(warehouse: Path) -> dict[str, int]:
    """Count what a version holds; a mart that is not there is left out."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        known = {name for (name,) in connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()}
        return {name: connection.execute(query).fetchall()[0][0] or 0 for name, (table, query) in COUNTS.items() if table in known}
