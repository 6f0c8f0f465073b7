"""Ids that clusters keep from one model version to the next, and their names: both are given once, when a version is fitted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

from fashion_panel.engines.frames import stored_rows, to_pandas, typed

COLUMNS = {
    "model_version": "bigint",
    "cluster_number": "bigint",
    "cluster_id": "bigint",
    "match_distance": "double",
    "name": "string",
    "former_name": "string",
}


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


def pairs_with(former: pd.DataFrame, shares: pd.DataFrame) -> list[tuple[int, int, float]]:
    """Pair the clusters of a version with those of the former one: (former number, number, distance).

    ``former`` is int_fitted_centroids of the former version, ``shares`` (cluster numbers, features) of this one. Distances are
    measured on the scale of the former version; a category that a version doesn't have counts as one that nobody shows. A cluster
    reaches as far as its match_radii times its radius; one of equal authors, which has no radius, as far as the widest of its
    version, or anywhere.
    """
    scale = former.drop_duplicates("feature").set_index("feature").sort_index()
    metric = (scale["weight"] / np.sqrt(scale["panel_share"])).to_numpy()
    numbers = former.drop_duplicates("cluster_number").set_index("cluster_number").sort_index()
    old = former.pivot(index="cluster_number", columns="feature", values="share").reindex(columns=scale.index)
    new = shares.reindex(columns=scale.index, fill_value=0.0)
    radius = numbers["radius"].to_numpy()
    reach = numbers["match_radii"].to_numpy() * np.where(radius > 0, radius, radius.max() or np.inf)
    pairs = match(old.to_numpy() * metric, new.to_numpy() * metric, reach)
    return [(int(numbers.index[i]), int(shares.index[j]), distance) for i, j, distance in pairs]


def further_names(base: str, cluster_id: int, more: list[str], less: list[str]) -> Iterator[str]:
    """Yield the names that a cluster may have when its base name is taken, the shortest first; all start from its base.

    ``more`` are the categories that the cluster shows more than the panel and that the base doesn't hold, ``less`` those that it
    shows less, each in order.
    """
    for count in range(1, len(more) + 1):
        yield "_and_".join([base, *more[:count]])
    longest = base + "_little_"
    for count in range(1, len(less) + 1):
        yield longest + "_".join(less[:count])
    yield f"less_{base}"
    yield f"least_{base}"
    yield f"{base}_cluster_{cluster_id}"


def names_of(shares: pd.DataFrame, panel_shares: pd.Series, ids: list[int], settings: pd.Series) -> list[str]:
    """Return a name for each cluster, all different.

    ``shares`` is (clusters, features) of the centroids, ``panel_shares`` (features,), ``ids`` (clusters,); ``settings`` has the
    ``name_`` columns of int_style_models. What a cluster shows more than the panel is ordered by the excess, (share - panel
    share) / sqrt(panel share), the metric of the clusters. Where several have one base name, the one with the largest first
    excess keeps it (without a category: the one nearest to the panel), ties by id.
    """
    features = list(shares.columns)
    panel = panel_shares[features].to_numpy()
    lifts, excesses = shares.to_numpy() / panel, (shares.to_numpy() - panel) / np.sqrt(panel)
    bases, more, less, claims = [], [], [], []
    for lift, excess in zip(lifts, excesses, strict=True):
        by_excess = sorted(range(len(features)), key=lambda j: (-excess[j], features[j]))
        lifted = [j for j in by_excess if lift[j] >= settings["name_min_lift"] and excess[j] >= settings["name_min_excess"]]
        lowest = sorted(range(len(features)), key=lambda j: (excess[j], features[j]))
        less.append([features[j] for j in lowest if lift[j] < settings["name_little_lift"]])
        if lifted:
            in_base = 2 if len(lifted) > 1 and excess[lifted[1]] >= settings["name_second_share"] * excess[lifted[0]] else 1
            bases.append("_and_".join(features[j] for j in lifted[:in_base]))
            more.append([features[j] for j in lifted[in_base:]])
            claims.append(-excess[lifted[0]])
        else:
            bases.append("little_fashion" if lift.max() < settings["name_little_fashion_lift"] else "everyday")
            more.append([])
            claims.append((excess**2).sum())
    names: dict[int, str] = {}
    for i in sorted(range(len(bases)), key=lambda i: (bases[i], claims[i], ids[i])):
        if bases[i] not in names.values():
            names[i] = bases[i]
        else:
            taken = {*names.values(), *bases}
            names[i] = next(name for name in further_names(bases[i], ids[i], more[i], less[i]) if name not in taken)
    return [names[i] for i in range(len(bases))]


def former_names(registry: pd.DataFrame, models: pd.DataFrame) -> dict[tuple[int, int], str]:
    """Return the name by (model_version, cluster_id) that ``registry``, a segment_registry of old, gives versions of ``models``.

    Only where it speaks of these versions: after a full refresh it is about others of the same number.
    """
    dated = models.sort_values("model_version").set_index("model_version")["fitted_on"].cummax()
    known = registry[[dated.get(row.model_version) == row.valid_from for row in registry.itertuples()]]
    return {
        (int(version), int(row["cluster_id"])): row["name"]
        for row in known.to_dict("records")
        for version in dated.index
        if row["model_version"] <= version <= row["last_model_version"]
    }


def identify(
    centroids: pd.DataFrame, models: pd.DataFrame, stored: pd.DataFrame | None = None, registry: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return ``COLUMNS``, a row for each cluster of each version that ``stored`` doesn't have yet, in order.

    ``centroids`` is int_fitted_centroids, ``models`` int_style_models, ``stored`` what was returned for earlier versions. The first
    version keeps its numbers as ids; later on a cluster takes the id of the former cluster that it is matched to, or the next one
    that no cluster has ever had.
    """
    known = pd.DataFrame(columns=list(COLUMNS)) if stored is None else stored
    formerly = {} if registry is None else former_names(registry, models)
    settings = models.set_index("model_version")
    rows: list[tuple[Any, ...]] = []
    newest_id = 0
    former: pd.DataFrame | None = None
    former_ids: dict[int, int] = {}
    for version, of_version in centroids.sort_values(["model_version", "cluster_number"]).groupby("model_version"):
        shares = of_version.pivot(index="cluster_number", columns="feature", values="share").sort_index().sort_index(axis=1)
        ids = {int(row.cluster_number): int(row.cluster_id) for row in known[known["model_version"] == version].itertuples()}
        if not ids:
            pairs = pairs_with(former, shares) if former is not None else []
            matched = {number: (former_ids[former_number], distance) for former_number, number, distance in pairs}
            for number in (int(number) for number in shares.index):
                ids[number], distance = matched.get(number, (newest_id + 1, np.nan))
                newest_id = max(newest_id, ids[number])
                rows.append((int(version), number, ids[number], distance))
            panel_shares = of_version.drop_duplicates("feature").set_index("feature")["panel_share"]
            names = names_of(shares, panel_shares, list(ids.values()), settings.loc[version])
            of_rows = rows[-len(names) :]
            rows[-len(names) :] = [(*row, name, formerly.get((row[0], row[2]))) for row, name in zip(of_rows, names, strict=True)]
        newest_id = max(newest_id, *ids.values())
        former, former_ids = of_version, ids
    return pd.DataFrame(rows, columns=list(COLUMNS))


def model(dbt: Any, session: Any) -> Any:
    """Wire the tables to :func:`identify`."""
    dbt.config(materialized="incremental")
    centroids, models = to_pandas(dbt.ref("int_fitted_centroids")), to_pandas(dbt.ref("int_style_models"))
    if dbt.is_incremental:
        return typed(session, identify(centroids, models, to_pandas(session.sql(f"select * from {dbt.this}"))), COLUMNS)
    # what a warehouse holds that was built before names were stored
    return typed(session, identify(centroids, models, registry=stored_rows(session, "marts", "segment_registry")), COLUMNS)
