"""KMeans on the style features, fitted once for every number of clusters; SQL chooses among the fits and assigns authors."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score
from threadpoolctl import threadpool_limits

COLUMNS = {"k": "int64", "cluster_id": "Int64", "kind": "str", "measure": "str", "value": "float64"}
CENTROID_DECIMALS = 9  # canonical order of clusters: coordinates that differ by less are equal


class Settings(NamedTuple):
    """What the fits depend on besides the features; each is a row of the seed ``thresholds`` (prefix ``kmeans_``)."""

    min_k: int
    max_k: int
    n_init: int
    seed: int
    stability_refits: int
    refit_n_init: int
    sample_authors: int
    silhouette_authors: int


def canonical_labels(points: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Renumber clusters 0..k-1 by their centroids, coordinate by coordinate.

    ``points`` is (authors, features), ``labels`` (authors,); returns (authors,). The numbers depend on the partition only,
    not on the start of KMeans that found it.
    """
    ids = np.unique(labels)
    centroids = np.array([points[labels == i].mean(axis=0) for i in ids]).round(CENTROID_DECIMALS)
    order = np.lexsort(centroids.T[::-1])
    rank = np.empty(len(ids), dtype=np.int64)
    rank[order] = np.arange(len(ids))
    return rank[np.searchsorted(ids, labels)]


def partition(points: np.ndarray, k: int, n_init: int, seed: int) -> np.ndarray:
    """Return the canonical labels (authors,) of the best of ``n_init`` runs of KMeans with ``k`` clusters."""
    return canonical_labels(points, KMeans(k, n_init=n_init, random_state=seed).fit_predict(points))


def jaccard_by_cluster(labels: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Return, for each cluster of ``labels``, its largest Jaccard index with a cluster of ``other`` (C. Hennig, 2007).

    Both are (authors,) of integers from 0; returns (clusters of ``labels``,), 0 for a cluster without members.
    """
    overlap = np.zeros((labels.max() + 1, other.max() + 1))
    np.add.at(overlap, (labels, other), 1)
    union = overlap.sum(axis=1, keepdims=True) + overlap.sum(axis=0, keepdims=True) - overlap
    return (overlap / np.maximum(union, 1)).max(axis=1)


def stability(points: np.ndarray, labels: np.ndarray, settings: Settings) -> np.ndarray:
    """Return each cluster's mean Jaccard index (k,) over refits on half-samples of the authors, drawn without replacement.

    A large panel is first cut to ``sample_authors`` authors, drawn with the same seed.
    """
    rng = np.random.default_rng(settings.seed)
    sample = np.sort(rng.permutation(len(points))[: settings.sample_authors])
    k = labels.max() + 1
    total = np.zeros(k)
    for _ in range(settings.stability_refits):
        half = np.sort(rng.permutation(sample)[: max(len(sample) // 2, 1)])
        if len(np.unique(points[half], axis=0)) < k:
            continue  # counts as a refit in which no cluster was found again
        refit = partition(points[half], k, settings.refit_n_init, settings.seed)
        found = jaccard_by_cluster(labels[half], refit)
        total[: len(found)] += found
    return total / settings.stability_refits


def fit(points: np.ndarray, features: list[str], k: int, settings: Settings) -> list[tuple[Any, ...]]:
    """Fit ``k`` clusters to ``points`` (authors, features) and return rows of ``COLUMNS``.

    A panel with fewer different authors than clusters gives one row that says so (``is_fitted`` 0).
    """
    if len(np.unique(points, axis=0)) < k:
        return [(k, None, "model", "is_fitted", 0.0)]
    labels = partition(points, k, settings.n_init, settings.seed)
    centroids = np.array([points[labels == i].mean(axis=0) for i in range(k)])
    squared_distance = ((points - centroids[labels]) ** 2).sum(axis=1)
    rows: list[tuple[Any, ...]] = [(k, None, "model", "is_fitted", 1.0), (k, None, "model", "inertia", squared_distance.sum())]
    if 1 < k < len(points):
        sample = np.sort(np.random.default_rng(settings.seed).permutation(len(points))[: settings.silhouette_authors])
        rows.append((k, None, "model", "davies_bouldin", davies_bouldin_score(points, labels)))
        rows.append((k, None, "model", "calinski_harabasz", calinski_harabasz_score(points, labels)))
        if 1 < len(np.unique(labels[sample])) < len(sample):
            rows.append((k, None, "model", "silhouette", silhouette_score(points[sample], labels[sample])))
    jaccard = stability(points, labels, settings)
    for i in range(k):
        members = labels == i
        rows.append((k, i + 1, "cluster", "size", float(members.sum())))
        rows.append((k, i + 1, "cluster", "jaccard", jaccard[i]))
        rows.append((k, i + 1, "cluster", "radius", float(np.sqrt(squared_distance[members].mean()))))
        rows += [(k, i + 1, "centroid", feature, centroids[i, j]) for j, feature in enumerate(features)]
    return rows


def fit_all(style_features: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Fit one cluster and ``min_k`` ... ``max_k`` clusters.

    ``style_features`` has author_id, feature and value, one row for each pair; its order doesn't matter. Returns
    ``COLUMNS``, a row for each measure: of a model, of a cluster, or a coordinate of a centroid. Without authors: no rows.
    """
    wide = style_features.pivot(index="author_id", columns="feature", values="value").sort_index().sort_index(axis=1)
    rows: list[tuple[Any, ...]] = []
    if len(wide):
        points, features = wide.to_numpy(dtype=np.float64), list(wide.columns)
        ks = [1, *range(max(settings.min_k, 2), settings.max_k + 1)]
        # one thread a fit: sums in another order would give other last digits
        with threadpool_limits(1), ThreadPoolExecutor() as pool:
            for fitted in pool.map(lambda k: fit(points, features, k, settings), ks):
                rows += fitted
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def model(dbt: Any, session: Any) -> pd.DataFrame:
    """Wire the tables to :func:`fit_all`."""
    dbt.config(materialized="table")
    thresholds = dbt.ref("int_thresholds").df().iloc[0]
    settings = Settings(*(int(thresholds[f"kmeans_{name}"]) for name in Settings._fields))
    return fit_all(dbt.ref("int_style_features").df(), settings)
