"""How long the style clusters take: run ``python -m benchmarks.style_speed``; it writes style_speed.md.

Fit, choice and names on as many authors as the real panel has, then the scoring of a million authors with that model: features
on the model's scale, distances, margins and states, as int_author_model_features and int_author_style_clusters compute them.
"""

from __future__ import annotations

import os
import platform
import time
from pathlib import Path

import duckdb

from tests.oracles.models_in_duckdb import build
from tests.oracles.style_panels import PLANTED, draw_panel
from tests.oracles.style_pipeline import ASSIGNMENT, assignments, connect, load_panel, run

REAL_AUTHORS, COPIES = 26_000, 40
ROUNDS = 3


def seconds_of_fit() -> tuple[duckdb.DuckDBPyConnection, float, int]:
    """Return a connection with a model, the seconds that it took, and the authors that it was fitted on."""
    connection = connect()
    load_panel(connection, draw_panel(PLANTED["like the demo"], REAL_AUTHORS, seed=1).posts)
    started = time.perf_counter()
    run(connection)
    return connection, time.perf_counter() - started, int(assignments(connection)["nearest_cluster_id"].notna().sum())


def seconds_of_scoring(connection: duckdb.DuckDBPyConnection) -> tuple[float, int]:
    """Return the seconds that placing many copies of the authors takes, and how many were eligible."""
    for table in ("int_authors", "int_author_items", "int_author_category_items"):
        copies = f"select * replace (author_id + copy * {REAL_AUTHORS} as author_id) from {table}, range({COPIES}) as copies(copy)"
        connection.execute(f"create or replace table {table} as select * exclude (copy) from ({copies})")
    started = time.perf_counter()
    build(connection, ASSIGNMENT)
    seconds = time.perf_counter() - started
    query = "select count(*) from int_author_style_clusters where nearest_cluster_id is not null"
    return seconds, connection.sql(query).fetchall()[0][0]


def main() -> None:
    """Measure and write."""
    fits = [seconds_of_fit() for _ in range(ROUNDS)]
    fitted = fits[0][2]
    scorings = [seconds_of_scoring(connection) for connection, *_ in fits]
    rows = [
        ("features, fits, choice, names, assignment", fitted, min(fit[1] for fit in fits), 15),
        ("scoring with the stored model", scorings[0][1], min(scoring[0] for scoring in scorings), 10),
    ]
    lines = [
        "# Speed of the style clusters",
        "",
        f"Written by `python -m benchmarks.style_speed` on {os.cpu_count()} cores ({platform.machine()}), the best of {ROUNDS} rounds;"
        f" the million counts those who are not eligible too ({COPIES * REAL_AUTHORS:,} authors in all).",
        "",
        "| what | eligible authors | seconds | at most |",
        "|---|---|---|---|",
    ]
    lines += [f"| {what} | {authors:,} | {seconds:.1f} | {limit} |" for what, authors, seconds, limit in rows]
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
