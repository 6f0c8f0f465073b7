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

from benchmarks.cluster_recovery import KINDS, draw_panel
from benchmarks.judging_calibration import build
from benchmarks.style_pipeline import ASSIGNMENT, BEFORE_FIT, assignments, connect, load_panel, run

REAL_AUTHORS, MANY_AUTHORS = 26_000, 1_000_000
ROUNDS = 3


def load(connection: duckdb.DuckDBPyConnection, authors: int) -> None:
    """Put a panel like the demo in place."""
    panel = draw_panel(KINDS["like the demo"], seed=1, authors=authors)
    load_panel(connection, panel.counts, panel.fashion, panel.items)


def seconds_of_fit() -> tuple[duckdb.DuckDBPyConnection, float, int]:
    """Return a connection with a model, the seconds that it took, and the authors that it was fitted on."""
    connection = connect()
    load(connection, REAL_AUTHORS)
    started = time.perf_counter()
    run(connection)
    return connection, time.perf_counter() - started, int(assignments(connection)["nearest_cluster_id"].notna().sum())


def seconds_of_scoring(connection: duckdb.DuckDBPyConnection) -> tuple[float, int]:
    """Return the seconds that placing many authors takes, and how many were eligible."""
    load(connection, MANY_AUTHORS)
    build(connection, BEFORE_FIT[:1])
    started = time.perf_counter()
    build(connection, ASSIGNMENT)
    seconds = time.perf_counter() - started
    query = "select count(*) from int_author_style_clusters where nearest_cluster_id is not null"
    return seconds, connection.sql(query).fetchall()[0][0]


def main() -> None:
    """Measure and write."""
    fits = [seconds_of_fit() for _ in range(ROUNDS)]
    connection, _, fitted = fits[0]
    scorings = [seconds_of_scoring(connection) for _ in range(ROUNDS)]
    rows = [
        ("features, fits, choice, names, assignment", fitted, min(fit[1] for fit in fits), 15),
        ("scoring with the stored model", scorings[0][1], min(scoring[0] for scoring in scorings), 10),
    ]
    lines = [
        "# Speed of the style clusters",
        "",
        f"Written by `python -m benchmarks.style_speed` on {os.cpu_count()} cores ({platform.machine()}), the best of {ROUNDS} rounds;"
        f" the million counts those who are not eligible too ({MANY_AUTHORS:,} authors in all).",
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
