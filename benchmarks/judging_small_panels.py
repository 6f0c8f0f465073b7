"""What would make the label tests honest on a small panel: run ``python -m benchmarks.judging_small_panels WAREHOUSE [SHUFFLES]``.

Segments of a built warehouse are dealt out anew within deciles of volume, as int_segment_assignments does, so that every p value below
0.05 is a false alarm. Other ways to a p value, from the same rate ratios, stand beside the normal one that the warehouse uses.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from scipy import stats

BINS = [0, 5, 10, 20, 30, 50, 100, np.inf]  # effective authors of the smaller side


class Side(NamedTuple):
    """One side of a comparison; all but the last are (labels,)."""

    rate: np.ndarray
    variance: np.ndarray
    jackknife: np.ndarray
    effective_residuals: np.ndarray
    effective_authors: float


def measure(counts: np.ndarray, volumes: np.ndarray) -> Side:
    """Return rate and variances of ln(rate) from ``counts`` (authors, labels) and ``volumes`` (authors,), the author as the unit."""
    authors, shown, items = len(volumes), counts.sum(axis=0), volumes.sum()
    squares = (counts - np.outer(volumes, shown / items)) ** 2
    left_out = np.log((shown - counts) / (items - volumes)[:, None])
    return Side(
        shown / items,
        squares.sum(axis=0) / shown**2 * authors / (authors - 1),
        (authors - 1) / authors * ((left_out - left_out.mean(axis=0)) ** 2).sum(axis=0),
        squares.sum(axis=0) ** 2 / (squares**2).sum(axis=0),
        items**2 / (volumes**2).sum(),
    )


def p_values(counts: np.ndarray, volumes: np.ndarray, members: np.ndarray) -> pd.DataFrame:
    """Return a row for each label that enough authors show: p values of the segment ``members`` (authors,) against all others."""
    with np.errstate(all="ignore"):
        one, other = measure(counts[members], volumes[members]), measure(counts[~members], volumes[~members])
        log_ratio = np.abs(np.log(one.rate / other.rate))
        squared = one.variance + other.variance
        z = log_ratio / np.sqrt(squared)

        def student(first: np.ndarray | float, second: np.ndarray | float) -> np.ndarray:
            freedom = squared**2 / (one.variance**2 / np.maximum(first, 1) + other.variance**2 / np.maximum(second, 1))
            return 2 * stats.t.sf(z, freedom)

        found = pd.DataFrame(
            {
                "normal": 2 * stats.norm.sf(z),
                "jackknife": 2 * stats.norm.sf(log_ratio / np.sqrt(one.jackknife + other.jackknife)),
                "t, effective authors": student(one.effective_authors - 1, other.effective_authors - 1),
                "t, effective residuals": student(one.effective_residuals, other.effective_residuals),
                "effective authors": min(one.effective_authors, other.effective_authors),
            }
        )
    enough = ((counts > 0).sum(axis=0) >= 30) & ((counts[members] > 0).sum(axis=0) >= 5) & (other.rate > 0) & (squared > 0)
    return found[enough]


def shuffled(segments: np.ndarray, volumes: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Deal ``segments`` (authors,) out anew within deciles of ``volumes``."""
    dealt = segments.copy()
    for decile in np.array_split(np.argsort(volumes, kind="stable"), 10):
        dealt[decile] = segments[rng.permutation(decile)]
    return dealt


def main(warehouse: str, shuffles: int) -> None:
    """Print the shares of false alarms."""
    connection = duckdb.connect(warehouse, read_only=True)
    volumes = (
        connection.sql("select author_id, item_count from marts.author_segments").df().set_index("author_id")["item_count"].sort_index()
    )
    labels = connection.sql("select author_id, label_number, item_count from intermediate.int_author_labels").df()
    counts = labels.pivot(index="author_id", columns="label_number", values="item_count").reindex(volumes.index).fillna(0)
    segmentations = connection.sql("from marts.author_segmentations where segment <> 'unknown' order by segmentation, author_id").df()
    rng, found = np.random.default_rng(1), []
    for _, authors in segmentations.groupby("segmentation"):
        sizes, shown = volumes[authors["author_id"]].to_numpy(float), counts.loc[authors["author_id"]].to_numpy()
        for _ in range(shuffles):
            dealt = shuffled(authors["segment"].to_numpy(object), sizes, rng)
            members = [dealt == segment for segment in np.unique(dealt)]
            found += [p_values(shown, sizes, group) for group in members if 1 < group.sum() < len(group) - 1]
    table = pd.concat(found)
    methods = list(table.columns[:-1])
    print(f"| effective authors | tests | {' | '.join(methods)} |\n|---|---|{'---|' * len(methods)}")
    bins = pd.cut(table["effective authors"], BINS)
    for name, rows in [*table.groupby(bins, observed=True), ("all", table)]:
        bounds = name if isinstance(name, str) else f"{name.left:g} to {name.right:g}"
        print(f"| {bounds} | {len(rows):,} | " + " | ".join(f"{(rows[method] < 0.05).mean():.3f}" for method in methods) + " |")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20)
