"""KMeans on the style features, fitted once for every number of clusters; SQL chooses among the fits and assigns authors.

The table keeps every model version that was fitted, with the scale of its features, the settings in force and the panel it was
fitted on: it is the one stored model, and all else is computed from it.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, davies_bouldin_score, silhouette_score
from threadpoolctl import threadpool_limits

from fashion_panel.engines.frames import largest, to_pandas, typed

COLUMNS = {"k": "Int64", "part": "Int64", "kind": "str", "measure": "str", "value": "float64"}
TYPES = {
    "model_version": "bigint",
    "fitted_on": "timestamp",
    "k": "bigint",
    "part": "bigint",
    "kind": "string",
    "measure": "string",
    "value": "double",
}
CENTROID_DECIMALS = 9  # canonical order of clusters: coordinates that differ by less are equal
MODEL_SETTINGS = ("kmeans_", "name_", "share_prior_items")  # thresholds that a model keeps as they were when it was fitted

Row = tuple[int | None, int | None, str, str, float]  # a row of COLUMNS


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
    drift_bins: int


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


def nearest(points: np.ndarray, centroids: np.ndarray) -> np.ndarray:
    """Return the number (authors,) of the nearest of ``centroids`` (k, features), ties by number; ``points`` is (authors, features)."""
    return ((points[:, None, :] - centroids[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)


def agreement(labels: np.ndarray, other: np.ndarray, k: int) -> np.ndarray:
    """Return, for each of ``k`` clusters, |placed in it by both| / |by either| (k,); 0 for a cluster that nobody is placed in.

    ``labels`` and ``other`` are (authors,): where the same authors are placed by the one half of their weeks and by the other.
    """
    clusters = np.arange(k)[:, None]
    by_one, by_other = labels == clusters, other == clusters
    return (by_one & by_other).sum(axis=1) / np.maximum((by_one | by_other).sum(axis=1), 1)


def fit(points: np.ndarray, halves: np.ndarray, features: list[str], k: int, settings: Settings) -> list[Row]:
    """Fit ``k`` clusters to ``points`` (authors, features); the parts of the rows are the clusters.

    ``halves`` is (2, authors with items in both halves of their weeks, features): half-samples of authors keep what is chance in
    each author's posts, the other half of the posts doesn't.

    A panel with fewer different authors than clusters gives one row that says so (``is_fitted`` 0).
    """
    if len(np.unique(points, axis=0)) < k:
        return [(k, None, "model", "is_fitted", 0.0)]
    labels = partition(points, k, settings.n_init, settings.seed)
    centroids = np.array([points[labels == i].mean(axis=0) for i in range(k)])
    squared_distance = ((points - centroids[labels]) ** 2).sum(axis=1)
    rows: list[Row] = [(k, None, "model", "is_fitted", 1.0), (k, None, "model", "inertia", squared_distance.sum())]
    if 1 < k < len(points):
        sample = np.sort(np.random.default_rng(settings.seed).permutation(len(points))[: settings.silhouette_authors])
        rows.append((k, None, "model", "davies_bouldin", davies_bouldin_score(points, labels)))
        rows.append((k, None, "model", "calinski_harabasz", calinski_harabasz_score(points, labels)))
        if 1 < len(np.unique(labels[sample])) < len(sample):
            rows.append((k, None, "model", "silhouette", silhouette_score(points[sample], labels[sample])))
    jaccard = stability(points, labels, settings)
    one, other = (nearest(half, centroids) for half in halves)
    half_jaccard = agreement(one, other, k)
    if len(one):
        rows.append((k, None, "model", "half_ari", adjusted_rand_score(one, other)))
    for i in range(k):
        members = labels == i
        rows.append((k, i + 1, "cluster", "size", float(members.sum())))
        rows.append((k, i + 1, "cluster", "jaccard", jaccard[i]))
        rows.append((k, i + 1, "cluster", "half_jaccard", half_jaccard[i]))
        rows.append((k, i + 1, "cluster", "radius", float(np.sqrt(squared_distance[members].mean()))))
        rows += [(k, i + 1, "centroid", feature, centroids[i, j]) for j, feature in enumerate(features)]
    return rows


def describe_panel(points: np.ndarray, features: list[str], bins: int) -> list[Row]:
    """Count the authors in ``bins`` quantiles of each feature, so that drift can be told; the parts of the rows are the bins."""
    rows: list[Row] = []
    for values, feature in zip(points.T, features, strict=True):
        edges = np.unique(np.quantile(values, np.arange(1, bins) / bins))
        sizes = np.bincount(np.searchsorted(edges, values, side="right"), minlength=len(edges) + 1)
        rows += [(None, i + 1, "bin_lower", feature, lower) for i, lower in enumerate([0.0, *edges])]
        rows += [(None, i + 1, "bin_size", feature, float(size)) for i, size in enumerate(sizes)]
    return rows


def fit_all(style_features: pd.DataFrame, half_features: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Fit one cluster and ``min_k`` ... ``max_k`` clusters.

    ``style_features`` has author_id, feature, value, panel_share and weight, one row for each author_id and feature;
    ``half_features`` has author_id, half, feature and value, for authors with items in both halves. The order of rows doesn't
    matter. Returns ``COLUMNS``, a row for each measure: of the panel (no k), of a model, of a cluster, or a coordinate of
    a centroid. Without authors: no rows.
    """
    wide = style_features.pivot(index="author_id", columns="feature", values="value").sort_index().sort_index(axis=1)
    rows: list[Row] = []
    if len(wide):
        points, features = wide.to_numpy(dtype=np.float64), list(wide.columns)
        rows += describe_panel(points, features, settings.drift_bins)
        by_half = half_features.pivot(index=["half", "author_id"], columns="feature", values="value").sort_index()
        halves = by_half[features].to_numpy(dtype=np.float64) if len(by_half) else np.empty(0)
        halves = halves.reshape(2, -1, len(features))
        scales = style_features.groupby("feature")[["panel_share", "weight"]].max()
        rows += [(None, None, kind, feature, scales.at[feature, kind]) for kind in scales for feature in features]
        ks = [1, *range(max(settings.min_k, 2), settings.max_k + 1)]
        # one thread a fit: sums in another order would give other last digits; OpenMP has to be told in each thread
        with threadpool_limits(1), ThreadPoolExecutor(initializer=threadpool_limits, initargs=(1,)) as pool:
            for fitted in pool.map(lambda k: fit(points, halves, features, k, settings), ks):
                rows += fitted
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def next_version(stored_version: int, refit: str) -> int | None:
    """Return the version of the model to fit, or None when the stored one (0: there is none) goes on being used."""
    return stored_version + 1 if stored_version == 0 or refit == "always" else None


def fit_version(style_features: pd.DataFrame, thresholds: pd.Series, version: int, fitted_on: Any) -> pd.DataFrame:
    """Return :func:`fit_all` and the settings in force as rows of ``TYPES``; ``thresholds`` is the row of int_thresholds.

    ``style_features`` has the features from both halves of the weeks and those from each.
    """
    settings = Settings(*(int(thresholds[f"kmeans_{name}"]) for name in Settings._fields))
    of_both = style_features["half"] == "both"
    fits = fit_all(style_features[of_both], style_features[~of_both], settings)
    if len(fits):
        names = [str(name) for name in thresholds.index if str(name).startswith(MODEL_SETTINGS)]
        kept = pd.DataFrame([(None, None, "setting", name, thresholds[name]) for name in names], columns=list(COLUMNS))
        fits = pd.concat([fits, kept.astype(COLUMNS)], ignore_index=True)
    return fits.assign(model_version=version, fitted_on=fitted_on)[list(TYPES)]


def model(dbt: Any, session: Any) -> Any:
    """Wire the tables to :func:`fit_version`; with a stored model there is nothing to do unless a refit is asked for."""
    dbt.config(materialized="incremental")
    refit = dbt.config.meta_get("refit")
    stored_version = 0
    if dbt.is_incremental:
        stored_version = int(to_pandas(session.sql(f"select coalesce(max(model_version), 0) from {dbt.this}")).iloc[0, 0])
    style_features, thresholds, posts = dbt.ref("int_style_features"), dbt.ref("int_thresholds"), dbt.ref("int_posts")
    version = next_version(stored_version, refit)
    fits = pd.DataFrame([], columns=list(TYPES))
    if version is not None:
        fits = fit_version(to_pandas(style_features), to_pandas(thresholds).iloc[0], version, largest(posts, "published_at"))
    return typed(session, fits, TYPES)
