"""Ids that clusters keep from one model version to the next: each version is matched to the one before it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from tools.frames import to_pandas, typed

COLUMNS = {"model_version": "bigint", "cluster_number": "bigint", "cluster_id": "bigint", "match_distance": "double"}


def match(former: np.ndarray, new: np.ndarray, reach: np.ndarray) -> list[tuple[int, int, float]]:
    """Pair centroids one to one: as many pairs as lie within reach of each other, and of those the nearest in all.

    ``former`` is (former clusters, features), ``new`` (new clusters, features), ``reach`` (former clusters,): how far each may
    have moved. Returns (former index, new index, distance). The Hungarian method (H. W. Kuhn, 1955).
    """
    distance = np.sqrt(((former[:, None, :] - new[None, :, :]) ** 2).sum(axis=2))
    within = distance <= reach[:, None]
    # a pair out of reach costs more than all pairs within reach together
    forbidden = distance[within].sum() + 1
    pairs = zip(*linear_sum_assignment(np.where(within, distance, forbidden)), strict=True)
    return [(int(i), int(j), float(distance[i, j])) for i, j in pairs if within[i, j]]


def identify(centroids: pd.DataFrame) -> pd.DataFrame:
    """Return ``COLUMNS``, a row for each cluster of each version, in order.

    ``centroids`` is int_fitted_centroids. The first version keeps its numbers as ids; later on a cluster takes the id of the
    former cluster that it is matched to, or the next one that no cluster has ever had. Distances are measured on the scale of
    the former version; a category that a version doesn't have counts as one that nobody shows. A cluster reaches as far as its
    match_radii times its radius; one of equal authors, which has no radius, as far as the widest of its version, or anywhere.
    """
    rows: list[tuple[int, int, int, float]] = []
    newest_id, former, former_ids = 0, None, {}
    for version, of_version in centroids.sort_values(["model_version", "cluster_number"]).groupby("model_version"):
        shares = of_version.pivot(index="cluster_number", columns="feature", values="share").sort_index()
        pairs: dict[int, tuple[int, float]] = {}
        if former is not None:
            scale = former.drop_duplicates("feature").set_index("feature").sort_index()
            metric = (scale["weight"] / np.sqrt(scale["panel_share"])).to_numpy()
            numbers = former.drop_duplicates("cluster_number").set_index("cluster_number").sort_index()
            old = former.pivot(index="cluster_number", columns="feature", values="share").reindex(columns=scale.index)
            new = shares.reindex(columns=scale.index, fill_value=0.0)
            radius = numbers["radius"].to_numpy()
            reach = numbers["match_radii"].to_numpy() * np.where(radius > 0, radius, radius.max() or np.inf)
            for i, j, distance in match(old.to_numpy() * metric, new.to_numpy() * metric, reach):
                pairs[int(shares.index[j])] = (former_ids[int(numbers.index[i])], distance)
        ids: dict[int, int] = {}
        for number in (int(number) for number in shares.index):
            cluster_id, distance = pairs.get(number, (newest_id + 1, np.nan))
            newest_id = max(newest_id, cluster_id)
            ids[number] = cluster_id
            rows.append((int(version), number, cluster_id, distance))
        former, former_ids = of_version, ids
    return pd.DataFrame(rows, columns=list(COLUMNS))


def model(dbt: Any, session: Any) -> Any:
    """Wire the table to :func:`identify`."""
    dbt.config(materialized="table")
    return typed(session, identify(to_pandas(dbt.ref("int_fitted_centroids"))), COLUMNS)
