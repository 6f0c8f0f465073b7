"""Unusual accounts are found where they are planted, and hardly anybody else: benchmarks/unusual_accounts.md in small."""

from __future__ import annotations

import math

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2

from tests.oracles.models_in_duckdb import project_macros
from tests.oracles.unusual_accounts import draw_panel, found, of_isolation_forest, of_jumps, of_rules


@pytest.fixture(scope="module")
def anomalies() -> pd.DataFrame:
    """Return what is said of a demo of 6,000 accounts, 2 % of those with enough posts unusual."""
    return found(draw_panel(6000, seed=1, unusual=0.006))


def test_most_planted_accounts_are_found_and_few_others(anomalies: pd.DataFrame) -> None:
    rules = of_rules(anomalies)
    assert rules.planted == 80
    assert rules.precision >= 0.75
    assert rules.recall >= 0.6
    assert rules.false_share <= 0.003


def test_the_rules_find_more_than_an_isolation_forest_with_as_many_flags(anomalies: pd.DataFrame) -> None:
    rules, forest = of_rules(anomalies), of_isolation_forest(anomalies)
    assert rules.flagged == forest.flagged
    assert rules.precision > forest.precision
    assert rules.recall > forest.recall


def test_bought_followers_are_not_seen_in_one_delivery(anomalies: pd.DataFrame) -> None:
    """The page says so: the account lies in a larger cohort, whose rate is lower anyway."""
    assert of_rules(anomalies).by_kind["bought_followers"] < 0.4
    assert "follower_jump" not in ",".join(anomalies["reasons"].dropna())


def test_jumps_of_followers_are_seen_in_the_second_delivery() -> None:
    jumps = of_jumps(found(draw_panel(6000, seed=1, unusual=0.0, weeks_more=4), is_second_delivery=True))
    assert jumps.planted >= 10
    assert jumps.precision >= 0.75
    assert jumps.recall >= 0.7


def test_z_is_that_of_numpy(anomalies: pd.DataFrame) -> None:
    """Within the size cohort: accounts with the same median share it."""
    known = anomalies.dropna(subset=["comments_per_like_z"])
    sizes = known.groupby("comments_per_like_median").size()
    cohort = known[known["comments_per_like_median"] == sizes.idxmax()]
    values = np.log(cohort["comments_per_like"].to_numpy())
    deviation = np.median(np.abs(values - np.median(values)))
    assert cohort["comments_per_like_z"].to_numpy() == pytest.approx((values - np.median(values)) / (1.482602218505602 * deviation))


@pytest.mark.parametrize("count", [5, 10, 200])
def test_the_upper_limit_of_a_spread_is_that_of_scipy(count: int) -> None:
    values = np.random.default_rng(count).normal(5, 0.2, count)
    macro = project_macros()["spread_upper_bound"]
    sums = (repr(float(value)) for value in (values.sum(), (values**2).sum()))
    [(limit,)] = duckdb.sql(f"select {macro(*sums, str(count), '1.6448536269514722')}").fetchall()
    exact = values.std(ddof=1) * math.sqrt((count - 1) / chi2.ppf(0.05, count - 1))
    assert limit == pytest.approx(exact, rel=0.03 if count == 5 else 0.01)


@pytest.mark.parametrize(
    ("count", "z", "is_known"), [(1, 1.6448536269514722, False), (2, 1.6448536269514722, True), (2, 1.66, False), (3, 1.66, True)]
)
def test_too_few_values_have_no_upper_limit(count: int, z: float, is_known: bool) -> None:
    """At two values the quantile reaches 0 with z = 1.65, and a root of less would stop the build."""
    macro = project_macros()["spread_upper_bound"]
    [(limit,)] = duckdb.sql(f"select {macro(repr(3.0 * count), repr(9.5 * count), str(count), repr(z))}").fetchall()
    assert (limit is not None) == is_known
