"""Bounded raking: one factor for each category of each margin, so that the weighted panel has the margins of the population.

The weight of an author is the smaller of the cap and the product of the factors of its categories; SQL multiplies. Without a cap that is
iterative proportional fitting (W. E. Deming and F. F. Stephan, Ann. Math. Stat. 11, 1940); with one, the truncated raking of J.-C. Deville
and C.-E. Särndal (JASA 87, 1992, case 7), found by coordinate ascent. The order of the margins doesn't matter at the solution.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from fashion_panel.engines.frames import to_pandas, typed
from fashion_panel.sentence import Sentence

TYPES = {
    "margin": "string",
    "category": "string",
    "log_factor": "double",
    "weight_cap": "double",
    "residual": "double",
    "round_count": "bigint",
}
EXACT = 1e-10  # share of the panel by which the worst margin may be off when the rounds end; the tolerance of the seed is wider
LARGEST_LOG_FACTOR = 50.0


class Fit(NamedTuple):
    """Factors by margin and category, the weight of each cell, the largest error of a margin as a share of the panel, and the rounds."""

    log_factors: list[np.ndarray]
    weights: np.ndarray
    residual: float
    rounds: int


def scale(weights: np.ndarray, counts: np.ndarray, total: float, cap: float) -> float:
    """Return the factor f with sum(counts * min(cap, weights * f)) = total.

    ``weights`` and ``counts`` are (cells,) above 0. Infinite when the cap leaves too little everywhere, 0 when the total is.
    """
    if total <= 0:
        return 0.0
    if np.isinf(cap):
        return float(total / (counts * weights).sum())
    if cap * counts.sum() <= total * (1 + 1e-12):
        return np.inf
    order = np.argsort(-weights, kind="stable")
    heaviest, sizes = weights[order], counts[order]
    # with the i heaviest cells at the cap, the others take what is left
    at_cap = np.concatenate([[0.0], np.cumsum(sizes)[:-1]]) * cap
    below_cap = np.cumsum((sizes * heaviest)[::-1])[::-1]
    factors = (total - at_cap) / below_cap
    return float(factors[np.argmax(factors * heaviest <= cap * (1 + 1e-12))])


def rake(cells: pd.DataFrame, margins: list[str], targets: pd.DataFrame, cap: float, rounds: int, tolerance: float) -> Fit:
    """Rake ``cells`` (author_count, and a category for each margin) to ``targets`` (margin, category, target_authors)."""
    counts = cells["author_count"].to_numpy(dtype=np.float64)
    places, totals = [], []
    for margin in margins:
        wanted = targets[targets["margin"] == margin]
        places.append(pd.Index(wanted["category"]).get_indexer(cells[margin]))
        totals.append(wanted["target_authors"].to_numpy(dtype=np.float64))
    factors = [np.zeros(len(total)) for total in totals]
    parts = list(zip(factors, places, totals, strict=True))

    def product() -> np.ndarray:
        return np.sum([factor[place] for factor, place, _ in parts], axis=0)

    weights, residual, done = np.ones(len(counts)), np.inf, 0
    while done < rounds and residual >= tolerance:
        done += 1
        for factor, place, total in parts:
            others = np.exp(product() - factor[place])
            for category, wanted in enumerate(total):
                inside = place == category
                with np.errstate(divide="ignore"):
                    log_factor = np.log(scale(others[inside], counts[inside], wanted, cap))
                factor[category] = log_factor if wanted <= 0 else np.clip(log_factor, -LARGEST_LOG_FACTOR, LARGEST_LOG_FACTOR)
        weights = np.minimum(cap, np.exp(product()))
        errors = [np.abs(np.bincount(place, counts * weights, len(total)) - total).max() for _, place, total in parts]
        residual = max(errors) / counts.sum()
    return Fit(factors, weights, residual, done)


def caps(thresholds: pd.Series) -> Iterator[float]:
    """Yield the caps in the order in which they are tried: each twice the one before, at last none."""
    yield from (float(thresholds["weight_cap"]) * 2**step for step in range(int(thresholds["weight_cap_doublings"]) + 1))
    yield np.inf


def margin_factors(panel_cells: pd.DataFrame, thresholds: pd.Series) -> pd.DataFrame:
    """Return the rows of ``TYPES`` for int_panel_cells, by the first cap that meets all margins; if none does, without one.

    ``residual`` then exceeds weight_tolerance: the margins contradict each other. No cells: no rows.
    """
    cells = panel_cells.pivot(index="cell_number", columns="margin", values="category").sort_index()
    limit = int(thresholds["weight_max_cells"])
    if len(cells) > limit:
        raise Sentence(
            f"The margins of seeds/panel/margin_targets.csv cut the panel into {len(cells)} cells, and {limit} is the most (threshold "
            "weight_max_cells): leave a margin out, or name fewer of its categories."
        )
    if cells.empty:
        return pd.DataFrame([], columns=list(TYPES))
    margins = sorted(cells.columns)
    cells["author_count"] = panel_cells.groupby("cell_number")["author_count"].first()
    targets = panel_cells[["margin", "category", "target_authors"]].drop_duplicates(["margin", "category"])
    targets = targets.sort_values(["margin", "category"], ignore_index=True)
    tolerance = float(thresholds["weight_tolerance"])
    for cap in caps(thresholds):
        fitted = rake(cells, margins, targets, cap, int(thresholds["weight_max_rounds"]), EXACT)
        if fitted.residual <= tolerance:
            break
    log_factors = np.concatenate(fitted.log_factors)
    return targets.assign(
        log_factor=np.where(np.isfinite(log_factors), log_factors, np.nan),
        weight_cap=cap if np.isfinite(cap) else np.nan,
        residual=fitted.residual,
        round_count=fitted.rounds,
    )[list(TYPES)]


def model(dbt: Any, session: Any) -> Any:
    """Wire the cells of the panel to :func:`margin_factors`."""
    dbt.config(materialized="table")
    thresholds = to_pandas(dbt.ref("int_thresholds")).iloc[0]
    return typed(session, margin_factors(to_pandas(dbt.ref("int_panel_cells")), thresholds), TYPES)
