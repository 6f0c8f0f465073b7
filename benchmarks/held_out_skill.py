"""What the held-out skill of the style clusters could be: run ``python -m benchmarks.held_out_skill FOLDER ...``.

A folder holds warehouse.duckdb and, in raw, the delivery with its persona_truth.csv. Half a places the authors, as in the warehouse, by
other numbers of clusters, other shrinkage, all features, and by the personas that nobody knows.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from threadpoolctl import threadpool_limits

from tests.oracles import held_out

ITEMS = """
    select author_id, half, category, items from intermediate.int_half_category_items
    union all
    select distinct author_id, half, 'all', author_items from intermediate.int_half_category_items
"""
PRIOR, KS, PRIORS = 10, (5, 6, 7, 8, 9, 10, 12, 14), (2, 5, 20, 40)


class Panel(NamedTuple):
    """Authors (in rows): what they show, their segments by segmentation, their persona, and items by category, and in all, by half."""

    shown: held_out.Shown
    segments: pd.DataFrame
    personas: np.ndarray
    halves: dict[str, pd.DataFrame]
    fitted_on: list[str]

    def skill(self, segments: np.ndarray | pd.Series) -> float:
        """Return the held-out skill of segments that half a gives."""
        return held_out.skill(self.shown, np.asarray(segments).astype(str))[0]

    def features(self, half: str, names: list[str], prior: float) -> np.ndarray:
        """Return the features (authors, names) of half a, half b or both, on the scale of both."""
        both = self.halves["a"] + self.halves["b"]
        panel = (both[names].sum() / both["all"].sum()).to_numpy()
        counts = both if half == "both" else self.halves[half]
        items = counts[["all"]].to_numpy()
        return (counts[names].to_numpy() + prior * panel) / (items + prior) / np.sqrt(panel)

    def fit(self, k: int, names: list[str], prior: float = PRIOR) -> KMeans:
        """Return ``k`` clusters of both halves."""
        return KMeans(k, n_init=10, random_state=42).fit(self.features("both", names, prior))

    def skill_of_clusters(self, k: int, names: list[str], prior: float = PRIOR) -> float:
        """Return the skill of the nearest of ``k`` centroids, which are fitted on both halves."""
        return self.skill(nearest(self.features("a", names, prior), self.fit(k, names, prior).cluster_centers_))


def nearest(points: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Return the number of the nearest centroid."""
    return ((points[:, None, :] - centroids) ** 2).sum(axis=2).argmin(axis=1)


def read_panel(folder: Path) -> Panel:
    """Read the evaluated authors of a warehouse."""
    with duckdb.connect(str(folder / "warehouse.duckdb"), read_only=True) as connection:
        authors = connection.sql("from intermediate.int_held_out_authors order by author_id").df().set_index("author_id")
        cells = connection.sql("from intermediate.int_held_out_cells").df()
        segments = connection.sql("from intermediate.int_held_out_segments").df()
        halves = connection.sql(ITEMS).df().pivot(index="author_id", columns=["half", "category"], values="items").reindex(authors.index)
        features = connection.sql("select distinct feature from intermediate.int_kmeans_centroids where is_in_use order by 1").df()
    labels = np.unique(cells["label_number"])
    counts = np.zeros((2, len(authors), len(labels)))
    for half, column in enumerate(("half_a_item_count", "half_b_item_count")):
        counts[half, authors.index.searchsorted(cells["author_id"]), np.searchsorted(labels, cells["label_number"])] = cells[column]
    items = authors[["half_a_item_count", "half_b_item_count"]].to_numpy(dtype=float).T
    truth = pd.read_csv(folder / "raw" / "persona_truth.csv").drop_duplicates("AUTHORID").set_index("AUTHORID")["PERSONA"]
    by_author = segments.pivot(index="author_id", columns="segmentation", values="segment").reindex(authors.index)
    personas = truth.reindex(authors.index).fillna("none").to_numpy(dtype=str)
    return Panel(held_out.Shown(items, counts), by_author, personas, {half: halves[half] for half in "ab"}, features["feature"].tolist())


def measure(folder: Path) -> dict[str, float]:
    """Return what each way to place the authors reaches."""
    panel = read_panel(folder)
    clusters, names = panel.segments["style_clusters"].to_numpy(dtype=str), panel.fitted_on
    categories = [name for name in panel.halves["a"] if name != "all"]
    points = panel.features("both", names, PRIOR)
    means = np.array([points[panel.personas == persona].mean(axis=0) for persona in np.unique(panel.personas)])
    return {
        "published clusters": panel.skill(panel.segments["published_clusters"]),
        "**style clusters, as they are built**": panel.skill(clusters),
        "their standard error": held_out.skill(panel.shown, clusters)[1],
        "nearest mean of the planted personas": panel.skill(nearest(panel.features("a", names, PRIOR), means)),
        "the planted personas themselves": panel.skill(panel.personas),
        "ceiling: the author's own items, shrunk": held_out.ceiling(panel.shown, clusters),
        **{f"{k} clusters": panel.skill_of_clusters(k, names) for k in KS},
        **{f"7 clusters, {prior} items of shrinkage": panel.skill_of_clusters(7, names, prior) for prior in PRIORS},
        "7 clusters, streetwear a sixth feature": panel.skill_of_clusters(7, [*names, "streetwear"]),
        "8 clusters, all 8 categories": panel.skill_of_clusters(8, categories),
        "ARI with the personas: 7 clusters": adjusted_rand_score(panel.personas, panel.fit(7, names).labels_),
        "ARI with the personas: 8 clusters, all 8 categories": adjusted_rand_score(panel.personas, panel.fit(8, categories).labels_),
    }


def main(folders: list[str]) -> None:
    """Write the table."""
    with threadpool_limits(1):
        table = pd.DataFrame({Path(folder).name: measure(Path(folder)) for folder in folders})
    lines = ["| placed by half a | " + " | ".join(table) + " |", "|---|" + "---|" * len(table.columns)]
    lines += [f"| {name} | " + " | ".join(f"{value:.4f}" for value in row) + " |" for name, row in table.iterrows()]
    print("\n".join(lines))


if __name__ == "__main__":
    main(sys.argv[1:])
