"""Invented panels for the label tests, and the project's evaluation of them."""

from __future__ import annotations

from typing import Any, NamedTuple

import duckdb
import numpy as np
import pandas as pd

from tests.oracles.models_in_duckdb import build, load_seeds

MODELS = [
    "int_segments",
    "int_segment_assignments",
    "int_label_comparisons",
    "int_label_rate_ratios",
    "int_segmentation_discrimination",
]


class Panel(NamedTuple):
    """Invented authors: ``volumes`` (authors,), ``segments`` (authors,) of 0 and 1, ``counts`` (authors, labels) of items."""

    volumes: np.ndarray
    segments: np.ndarray
    counts: np.ndarray


def draw_panel(rng: np.random.Generator, ratio: float, exposure: float, few: float = 0.2, authors: int = 2000, labels: int = 60) -> Panel:
    """Draw a panel whose ``few`` (a share) post ``exposure`` times as much and show label 0 ``ratio`` times as often.

    Volumes are lognormal (a few authors post very much), tastes gamma distributed: people differ far more than by chance.
    """
    segments = (rng.random(authors) < few).astype(int)
    volumes = np.maximum(rng.lognormal(4.0, 1.0, authors) * np.where(segments == 1, exposure, 1.0), 1).astype(int)
    rates = np.exp(rng.uniform(np.log(0.001), np.log(0.05), labels))
    rates[0] = 0.01
    tastes = rng.gamma(1.0, 1.0, (authors, labels)) * rates
    tastes[:, 0] *= np.where(segments == 1, ratio, 1.0)
    return Panel(volumes, segments, rng.binomial(volumes[:, None], np.minimum(tastes, 1.0)))


def evaluate(panel: Panel, permutations: int = 1) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the evaluated tables of the panel, segments named rest and few."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    author_ids = np.arange(len(panel.volumes), dtype=np.int64)
    names = np.where(panel.segments == 1, "few", "rest").astype(object)
    authors, labels = np.nonzero(panel.counts)
    tables: dict[str, dict[str, Any]] = {
        "int_author_segmentations": {
            "author_id": author_ids,
            "segment_number": 2 - panel.segments,
            "segmentation": "planted",
            "segment": names,
            "state": "assigned",
        },
        "int_author_items": {"author_id": author_ids, "item_count": panel.volumes},
        "int_author_labels": {
            "author_id": authors,
            "label_number": labels + 1,
            "item_count": panel.counts[authors, labels],
            "image_row_count": panel.counts[authors, labels],
        },
    }
    for name, columns in tables.items():
        connection.register("frame", pd.DataFrame(columns))
        connection.execute(f"create table {name} as select * from frame")
    load_seeds(connection, permutation_count=permutations)
    build(connection, MODELS)
    return connection


def false_alarms(rng: np.random.Generator, permutations: int = 1) -> float:
    """Return the share of p values below 0.05 after permuting segments that differ in volume and in one label."""
    connection = evaluate(draw_panel(rng, ratio=2.0, exposure=2.5), permutations)
    return connection.execute(
        "select value from int_segmentation_discrimination where metric = 'false_alarm_share_permutation_baseline'"
    ).fetchone()[0]


def planted_label(panel: Panel) -> dict[str, float]:
    """Return what the models say of label 0 in the smaller segment, and the naive lift."""
    row = evaluate(panel).execute(
        "select rate_ratio, ci_low, ci_high, q_value, label_author_count / known_label_author_count"
        " / (segment_author_count / known_author_count) as naive_lift"
        " from int_label_rate_ratios where permutation_number = 0 and segment = 'few' and label_number = 1"
    )
    return dict(zip([column[0] for column in row.description], row.fetchone(), strict=True))


def rare_label_panel(rng: np.random.Generator) -> Panel:
    """Draw a panel of equal tastes and 2.5 times the volume, in which label 0 is so rare that volume decides who shows it."""
    panel = draw_panel(rng, ratio=1.0, exposure=2.5, few=0.08, authors=5000)
    panel.counts[:, 0] = rng.binomial(panel.volumes, 0.0005)
    return panel
