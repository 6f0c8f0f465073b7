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

from tools.frames import to_pandas, typed

COLUMNS = {"author_id": "bigint", "cluster": "bigint"}
FEATURES = ["engagement_rate", "luxury_ratio", "sportswear_ratio", "footwear_ratio", "accessories_ratio", "clothing_ratio"]
CLUSTER_COUNTS = range(8, 13)
MIN_CLUSTER_AUTHORS = 200
FALLBACK_CLUSTER_COUNT = 10
SEED = 42
EQUAL_DECIMALS = 9  # scaled features that differ by less are equal


def fit(points: np.ndarray, cluster_count: int) -> tuple[np.ndarray, float]:
    """Return the labels (authors,) from 0 and the score (minus the inertia) of KMeans on ``points`` (authors, features).

    ``n_init`` is scikit-learn's default, as published.
    """
    kmeans = KMeans(cluster_count, random_state=SEED)
    return kmeans.fit_predict(points), -kmeans.inertia_


def published_labels(points: np.ndarray) -> np.ndarray:
    """Return the labels (authors,) of the best-scoring fit whose clusters are all large enough, else of the fallback.

    ``points`` is (authors, features) with at least one author. A panel with fewer different authors than clusters gets one
    cluster for each different author.
    """
    different_authors = len(np.unique(points.round(EQUAL_DECIMALS), axis=0))
    best, best_score = None, -np.inf
    for cluster_count in CLUSTER_COUNTS:
        if len(points) < cluster_count * MIN_CLUSTER_AUTHORS or different_authors < cluster_count:
            break  # so many clusters can't all be large enough
        labels, score = fit(points, cluster_count)
        if np.bincount(labels, minlength=cluster_count).min() >= MIN_CLUSTER_AUTHORS and score > best_score:
            best, best_score = labels, score
    return best if best is not None else fit(points, min(FALLBACK_CLUSTER_COUNT, different_authors))[0]


def cluster_authors(features: pd.DataFrame) -> pd.DataFrame:
    """Return author_id and cluster (from 0), ordered by author_id.

    ``features`` has author_id and ``FEATURES``, one row for each author in any order. Without authors: no rows.
    """
    ordered = features.sort_values("author_id")
    labels = np.empty(0)
    if len(ordered):
        # one thread: sums in another order would give other last digits
        with threadpool_limits(1):
            labels = published_labels(StandardScaler().fit_transform(ordered[FEATURES].to_numpy(dtype=np.float64)))
    return pd.DataFrame({"author_id": ordered["author_id"].astype("int64").to_numpy(), "cluster": labels.astype("int64")})


def model(dbt: Any, session: Any) -> Any:
    """Wire the feature table to :func:`cluster_authors`."""
    dbt.config(materialized="table")
    return typed(session, cluster_authors(to_pandas(dbt.ref("published_cluster_features"))), COLUMNS)
