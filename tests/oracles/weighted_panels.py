"""Panels drawn with a known bias of a population whose trend is known: what weights make of the share and of its interval."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import pandas as pd

from python_models.weights.margin_factors import margin_factors

POPULATION, PANEL = 300_000, 3_000
MARGINS = ["band", "zone", "activity"]
SETTINGS = pd.Series(
    {"weight_cap": 5, "weight_cap_doublings": 5, "weight_tolerance": 1e-6, "weight_max_rounds": 1000, "weight_max_cells": 5000}
)


class Population(NamedTuple):
    """Accounts: categories on each margin, items, those of them that show the trend, and the taste of the single account."""

    categories: pd.DataFrame
    items: np.ndarray
    shown: np.ndarray
    taste: np.ndarray


class Outcome(NamedTuple):
    """Bias of the share, and how often its 95 % interval holds the truth, raw and weighted; largest weight and error of a margin."""

    raw_bias: float
    raw_coverage: float
    weighted_bias: float
    weighted_coverage: float
    largest_weight: float
    largest_error: float


Selection = Callable[[Population], np.ndarray]
SELECTIONS: dict[str, tuple[bool, Selection]] = {
    "band, zone and activity": (
        False,
        lambda p: (
            np.array([1, 1.8, 3])[p.categories["band"]]
            * np.array([1, 0.5, 0.8, 2])[p.categories["zone"]]
            * np.array([2, 1, 0.5])[p.categories["activity"]]
        ),
    ),
    "the same, the trend has an interaction of band and zone": (
        True,
        lambda p: np.array([1, 1.8, 3])[p.categories["band"]] * np.array([1, 0.5, 0.8, 2])[p.categories["zone"]],
    ),
    "the taste of the account, which no margin knows": (False, lambda p: 1 + 6 * p.taste),
    "none": (False, lambda p: np.ones(len(p.items))),
}


def draw_population(rng: np.random.Generator, has_interaction: bool) -> Population:
    """Draw accounts whose trend depends on band and zone, and on a taste of their own."""
    band = rng.choice(3, POPULATION, p=[0.81, 0.10, 0.09])
    zone = np.where(rng.random(POPULATION) < 0.5, 0, rng.choice(4, POPULATION, p=[0.25, 0.35, 0.25, 0.15]))
    activity = rng.choice(3, POPULATION, p=[0.2, 0.5, 0.3])
    share = 1 / (1 + np.exp(2.6 - np.array([0, 0.5, 1.1])[band] - np.array([0, 0.4, -0.3, 0.6])[zone]))
    if has_interaction:
        share = np.where((band == 2) & (zone == 1), 0.6, share)
    taste = rng.beta(share * 15, (1 - share) * 15)
    items = 1 + rng.poisson(np.array([8, 14, 25])[band] * rng.gamma(1.2, 1 / 1.2, POPULATION))
    return Population(pd.DataFrame({"band": band, "zone": zone, "activity": activity}), items, rng.binomial(items, taste), taste)


def weights_of(panel: pd.DataFrame, shares: dict[str, pd.Series]) -> tuple[np.ndarray, float]:
    """Return the weight of each account of a panel, given the shares of the population, and the largest error of a margin."""
    number = panel.groupby(MARGINS).ngroup()
    cells = panel.assign(cell_number=number).groupby("cell_number").agg({**dict.fromkeys(MARGINS, "first")})
    long = cells.reset_index().melt("cell_number", var_name="margin", value_name="category")
    long["author_count"] = long["cell_number"].map(number.value_counts())
    long["target_authors"] = [
        shares[margin][category] * len(panel) for margin, category in zip(long["margin"], long["category"], strict=True)
    ]
    factors = margin_factors(long, SETTINGS)
    logs = long.merge(factors, on=["margin", "category"]).groupby("cell_number")["log_factor"].sum()
    return np.minimum(np.exp(logs), factors["weight_cap"].fillna(np.inf).max())[number].to_numpy(), float(factors["residual"].max())


def simulate(selection: str, panels: int, seed: int) -> Outcome:
    """Draw ``panels`` panels by a selection, and estimate the share of the trend in each, raw and weighted."""
    rng = np.random.default_rng(seed)
    has_interaction, chance = SELECTIONS[selection]
    population = draw_population(rng, has_interaction)
    shares = {margin: population.categories[margin].value_counts(normalize=True) for margin in MARGINS}
    truth = population.shown.sum() / population.items.sum()
    chances = chance(population) / chance(population).sum()
    rows = []
    for _ in range(panels):
        drawn = rng.choice(POPULATION, PANEL, replace=False, p=chances)
        weights, error = weights_of(population.categories.iloc[drawn].reset_index(drop=True), shares)
        shown, items = population.shown[drawn], population.items[drawn]
        row = [weights.max(), error]
        for weight in (np.ones(PANEL), weights):
            share = (weight * shown).sum() / (weight * items).sum()
            residuals = weight * (shown - share * items)
            standard_error = np.sqrt((residuals**2).sum() * PANEL / (PANEL - 1)) / (weight * items).sum()
            row += [share - truth, abs(share - truth) < 1.96 * standard_error]
        rows.append(row)
    table = np.array(rows, dtype=float)
    raw, weighted = table[:, 2:4].mean(axis=0), table[:, 4:6].mean(axis=0)
    return Outcome(*raw, *weighted, table[:, 0].max(), table[:, 1].max())
