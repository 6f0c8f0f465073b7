"""The published KMeans on the published features, with its faults: the baseline that the style clusters are held against.

The numbers below are those that were published; whoever changes one has another segmentation.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from fashion_panel.engines.frames import to_pandas, typed

COLUMNS = {"author_id": "bigint", "half": "string", "cluster": "bigint"}
HALVES = ("both", "a", "b")
FEATURES = ["engagement_rate", "luxury_ratio", "sportswear_ratio", "footwear_ratio", "accessories_ratio", "clothing_ratio"]
CLUSTER_COUNTS = range(8, 13)
MIN_CLUSTER_AUTHORS = 200
FALLBACK_CLUSTER_COUNT = 10
SEED = 42
EQUAL_DECIMALS = 9  # scaled features that differ by less are equal


def fit(points: np.ndarray, cluster_count: int) -> KMeans:
    """Fit KMeans to ``points`` (authors, features); ``n_init`` is scikit-learn's default, as published."""
    return KMeans(cluster_count, random_state=SEED).fit(points)


def published_fit(points: np.ndarray) -> KMeans:
    """Return the best-scoring fit (least inertia) whose clusters are all large enough, else the fallback.

    ``points`` is (authors, features) with at least one author. A panel with fewer different authors than clusters gets one
    cluster for each different author.
    """
    different_authors = len(np.unique(points.round(EQUAL_DECIMALS), axis=0))
    best: KMeans | None = None
    for cluster_count in CLUSTER_COUNTS:
        if len(points) < cluster_count * MIN_CLUSTER_AUTHORS or different_authors < cluster_count:
            break  # so many clusters can't all be large enough
        kmeans = fit(points, cluster_count)
        smallest = np.bincount(kmeans.labels_, minlength=cluster_count).min()
        if smallest >= MIN_CLUSTER_AUTHORS and (best is None or kmeans.inertia_ < best.inertia_):
            best = kmeans
    return best if best is not None else fit(points, min(FALLBACK_CLUSTER_COUNT, different_authors))


def published_labels(points: np.ndarray) -> np.ndarray:
    """Return the labels (authors,) of :func:`published_fit`."""
    return published_fit(points).labels_


def cluster_authors(features: pd.DataFrame, others: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return author_id and cluster (from 0), ordered by author_id: of ``features``, or of ``others`` by the clusters of ``features``.

    Both have author_id and ``FEATURES``, one row for each author in any order. Without authors: no rows.
    """
    ordered = features.sort_values("author_id")
    placed = (ordered if others is None else others.sort_values("author_id"))[: None if len(ordered) else 0]
    labels = np.empty(0)
    if len(placed):
        # one thread: sums in another order would give other last digits
        with threadpool_limits(1):
            points, placed_points = (frame[FEATURES].to_numpy(dtype=np.float64) for frame in (ordered, placed))
            scaler = StandardScaler().fit(points)
            kmeans = published_fit(scaler.transform(points))
            labels = kmeans.labels_ if others is None else kmeans.predict(scaler.transform(placed_points))
    return pd.DataFrame({"author_id": placed["author_id"].astype("int64").to_numpy(), "cluster": labels.astype("int64")})


def cluster_halves(features: pd.DataFrame) -> pd.DataFrame:
    """Return ``COLUMNS``: the published clusters of both halves of the weeks together, those of half a, and half b placed by these."""
    half = {name: features[features["half"] == name] for name in HALVES}
    clusters = {"both": cluster_authors(half["both"]), "a": cluster_authors(half["a"]), "b": cluster_authors(half["a"], half["b"])}
    return pd.concat([frame.assign(half=name) for name, frame in clusters.items()], ignore_index=True)[list(COLUMNS)]


def model(dbt: Any, session: Any) -> Any:
    """Wire the feature table to :func:`cluster_halves`."""
    dbt.config(materialized="table")
    return typed(session, cluster_halves(to_pandas(dbt.ref("published_cluster_features"))), COLUMNS)
