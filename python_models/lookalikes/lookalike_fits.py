"""The accounts that look most alike: cosine similarity of their label weights, an exact search among all of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from fashion_panel.engines.frames import to_pandas, typed

COLUMNS = {
    "author_id": "bigint",
    "rank": "bigint",
    "lookalike_id": "bigint",
    "similarity": "double",
    "first_label_number": "bigint",
    "second_label_number": "bigint",
    "third_label_number": "bigint",
}
SIMILARITY_DECIMALS = 9  # similarities that differ by less are equal
SHARED_LABELS = 3
CHUNK = 256  # authors compared with all others at a time
BLOCK = 16  # similarities of which the largest is looked at first


def vectors(weights: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return ids (authors,), labels (labels,) and weights (authors, labels), each in ascending order.

    ``weights`` has author_id, label_number and weight; what an author doesn't show has weight 0.
    """
    ids, rows = np.unique(weights["author_id"].to_numpy(), return_inverse=True)
    labels, columns = np.unique(weights["label_number"].to_numpy(), return_inverse=True)
    points = np.zeros((len(ids), len(labels)))
    points[rows, columns] = weights["weight"].to_numpy()
    return ids, labels, points


def candidates_of(rough: np.ndarray, count: int, slack: float) -> list[np.ndarray]:
    """Return for each row of ``rough`` the places of all values that may be among its ``count`` largest, each off by up to ``slack``."""
    width = rough.shape[1]
    block = BLOCK if width >= count * BLOCK else 1
    # the largest values of ``count`` blocks are ``count`` values, so that the least of them bounds what is among the largest
    largest = np.maximum.reduceat(rough, np.arange(0, width, block), axis=1)
    bounds = np.partition(largest, largest.shape[1] - count, axis=1)[:, largest.shape[1] - count] - slack
    return [np.flatnonzero(row >= bound) for row, bound in zip(rough, bounds, strict=True)]


def nearest(points: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the places (authors, count) of the most similar other rows of ``points``, and their similarities, ties by place.

    ``points`` (authors, labels) are of unit length; with fewer than ``count`` others there are as many columns as others. Single
    precision finds the candidates, no wider than its error; their similarities are computed pair by pair in double precision,
    so that neither threads nor chunks show.
    """
    count = min(count, len(points) - 1)
    places = np.empty((len(points), max(count, 0)), dtype=np.int64)
    similarities = np.empty(places.shape)
    if count < 1:
        return places, similarities
    single = points.astype(np.float32)
    slack = 2 * (points.shape[1] + 2) * float(np.finfo(np.float32).eps)
    for start in range(0, len(points), CHUNK):
        rough = single[start : start + CHUNK] @ single.T
        rough[np.arange(len(rough)), np.arange(start, start + len(rough))] = -np.inf
        for row, candidates in enumerate(candidates_of(rough, count, slack), start):
            similarity = np.round((points[candidates] * points[row]).sum(axis=1), SIMILARITY_DECIMALS)
            best = np.lexsort((candidates, -similarity))[:count]
            places[row], similarities[row] = candidates[best], similarity[best]
    return places, similarities


def shared_labels(points: np.ndarray, rows: np.ndarray, others: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the labels (pairs, SHARED_LABELS) that make most of the similarity of each pair, ties by label; NaN where none is left."""
    found = np.full((len(rows), SHARED_LABELS), np.nan)
    for start in range(0, len(rows), CHUNK * BLOCK):
        pairs = slice(start, start + CHUNK * BLOCK)
        products = points[rows[pairs]] * points[others[pairs]]
        every = np.arange(len(products))
        for place in range(min(SHARED_LABELS, points.shape[1])):
            column = products.argmax(axis=1)
            found[pairs, place] = np.where(products[every, column] > 0, labels[column], np.nan)
            products[every, column] = 0
    return found


def lookalikes(weights: pd.DataFrame, clusters: pd.DataFrame, count: int, max_exact_authors: int) -> pd.DataFrame:
    """Return ``COLUMNS``, up to ``count`` rows for each author of ``weights``, in order.

    ``weights`` is int_author_label_weights, ``clusters`` has author_id and nearest_cluster_id. Past ``max_exact_authors`` each author
    is compared with those of its style cluster only, since the work grows with the square.
    """
    ids, labels, points = vectors(weights)
    groups = np.zeros(len(ids), dtype=np.int64)
    if len(ids) > max_exact_authors:
        groups = clusters.set_index("author_id")["nearest_cluster_id"].reindex(ids).fillna(0).to_numpy(dtype=np.int64)
    frames = []
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        places, similarities = nearest(points[members], count)
        rows, others = members.repeat(places.shape[1]), members[places.ravel()]
        columns = [ids[rows], np.tile(np.arange(1, places.shape[1] + 1), len(members)), ids[others], similarities.ravel()]
        columns += list(shared_labels(points, rows, others, labels).T)
        frames.append(pd.DataFrame(dict(zip(COLUMNS, columns, strict=True))))
    found = pd.concat(frames) if frames else pd.DataFrame(columns=list(COLUMNS))
    # nullable whole numbers, as Spark takes no float for one
    return found.sort_values(["author_id", "rank"], ignore_index=True).astype(dict.fromkeys(list(COLUMNS)[-SHARED_LABELS:], "Int64"))


def model(dbt: Any, session: Any) -> Any:
    """Wire the tables to :func:`lookalikes`."""
    dbt.config(materialized="table")
    thresholds = to_pandas(dbt.ref("int_thresholds")).iloc[0]
    weights, clusters = to_pandas(dbt.ref("int_author_label_weights")), to_pandas(dbt.ref("int_author_style_clusters"))
    # one thread is enough for the whole panel, and leaves the other to the engine
    with threadpool_limits(1):
        found = lookalikes(weights, clusters, int(thresholds["lookalikes_kept"]), int(thresholds["lookalike_max_exact_authors"]))
    return typed(session, found, COLUMNS)
