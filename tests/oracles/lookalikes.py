"""Whether accounts that look alike belong together.

One half of an author's weeks looks for the other half among all authors, in the space of
the look-alikes and in others; and the ten nearest are compared with the personas of the demo.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd

CATEGORIES = ("accessories", "clothing", "footwear", "luxury", "sportswear")
ROOT_PRIORS = (10, 20, 50, 100, 200)
MIN_LABELS = 20  # in either half
LABELS = """
    select author_id, label_number, a.item_count, half_a_item_count
    from intermediate.int_author_labels as a
    inner join intermediate.int_labels as l using (label_number)
    inner join intermediate.int_style_eligibility as e using (author_id)
    where coalesce(l.is_fashion, true) and e.eligibility = 'eligible'
"""
LABEL_CATEGORIES = """
    select label_number, category from seeds.category_labels inner join intermediate.int_labels using (label_type, label_name)
    where category in (select unnest($1))
"""


class Halves(NamedTuple):
    """How many of the authors find the other half of their weeks among the ten nearest, by space."""

    author_count: int
    found: dict[str, float]

    @property
    def best_root(self) -> float:
        """The best of the root shares."""
        return max(share for space, share in self.found.items() if space.startswith("root"))


class Personas(NamedTuple):
    """Share of the look-alikes that have the persona of the author, and that of any two authors."""

    same: float
    base: float


def unit(points: np.ndarray) -> np.ndarray:
    """Return rows of length 1."""
    return points / np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-12)


def found_among_ten(halves: list[np.ndarray]) -> float:
    """Return the share of authors whose second half is among the ten that are nearest to their first."""
    first, second = (half.astype(np.float32) for half in halves)
    lengths, found = (second * second).sum(axis=1), 0
    for start in range(0, len(first), 500):
        distance = lengths - 2 * first[start : start + 500] @ second.T
        own = distance[np.arange(len(distance)), np.arange(start, start + len(distance))]
        found += int(((distance < own[:, None]).sum(axis=1) < 10).sum())
    return found / len(first)


def counts_of(frame: pd.DataFrame, key: str, keys: pd.Index) -> list[np.ndarray]:
    """Return (authors, keys) of either half; authors in the order of their ids."""
    wide = frame.groupby(["author_id", key])[["a", "b"]].sum().unstack(key, fill_value=0).sort_index()
    return [wide[half].reindex(columns=keys, fill_value=0).to_numpy(dtype=float) for half in "ab"]


def measure_halves(warehouse: Path) -> Halves:
    """Let half of the weeks of each author look for the other half, in several spaces."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        labels = connection.sql(LABELS).df()
        categories = connection.execute(LABEL_CATEGORIES, [list(CATEGORIES)]).df()
    labels["a"], labels["b"] = labels["half_a_item_count"], labels["item_count"] - labels["half_a_item_count"]
    sums = labels.groupby("author_id")[["a", "b"]].sum()
    labels = labels[labels["author_id"].isin(sums.index[(sums >= MIN_LABELS).all(axis=1)])]
    common = labels.groupby("label_number")["author_id"].nunique()
    labels = labels[labels["label_number"].isin(common.index[common >= 30])]
    counts = counts_of(labels, "label_number", common.index[common >= 30])
    volumes = [half.sum(axis=1, keepdims=True) for half in counts]
    shares = sum(counts).sum(axis=0) / sum(volumes).sum()
    idf = np.log((1 + len(counts[0])) / (1 + (sum(counts) > 0).sum(axis=0))) + 1
    spaces: dict[str, Callable[[np.ndarray, np.ndarray], np.ndarray]] = {"TF-IDF cosine": lambda x, n: unit(x * idf)}
    for prior in ROOT_PRIORS:
        spaces[f"root shares, prior {prior}"] = lambda x, n, prior=prior: np.sqrt((x + prior * shares) / (n + prior))
    found = {
        name: found_among_ten([space(half, volume) for half, volume in zip(counts, volumes, strict=True)]) for name, space in spaces.items()
    }
    # authors without any of the five stay, with zeros
    of_categories = labels.merge(categories, how="left", on="label_number").fillna({"category": "none"})
    by_category = counts_of(of_categories, "category", pd.Index(CATEGORIES))
    panel = sum(by_category).sum(axis=0) / sum(volumes).sum()
    found["five category shares"] = found_among_ten(
        [(half + 10 * panel) / (volume + 10) / np.sqrt(panel) for half, volume in zip(by_category, volumes, strict=True)]
    )
    return Halves(len(counts[0]), found)


def measure_personas(warehouse: Path, truth: Path) -> Personas:
    """Compare the personas of the demo with those of the look-alikes."""
    personas = pd.read_csv(truth).set_index("AUTHORID")["PERSONA"]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        pairs = connection.sql("select author_id, lookalike_id from marts.author_lookalikes").df()
    own, other = (personas.reindex(pairs[column]).to_numpy() for column in pairs)
    shares = personas.reindex(pairs["author_id"].unique()).value_counts(normalize=True)
    return Personas(float((own == other).mean()), float((shares**2).sum()))
