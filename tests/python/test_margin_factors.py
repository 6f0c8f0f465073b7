"""The raking of python_models/weights/margin_factors.py: against ipfn, against its own margins, and where margins can't be met."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from builds import HAND_COUNTED, NO_UNIT_TESTS, ROOT, copy_of_project, rows, run_dbt

from fashion_panel.sentence import Sentence
from python_models.weights.margin_factors import TYPES, margin_factors, scale
from tests.oracles.weighted_panels import simulate

FIXTURES = ROOT / "tests" / "fixtures" / "raking"
SEED = pd.read_csv(ROOT / "seeds" / "rules" / "thresholds.csv").set_index("threshold_name")["value"]
UNCAPPED = pd.Series(dict(SEED) | {"weight_cap": np.inf})


def cells_of(categories: dict[str, list[str]], counts: list[int], targets: dict[tuple[str, str], float]) -> pd.DataFrame:
    """Return int_panel_cells of cells given by their category on each margin; targets are authors."""
    rows = [
        (number + 1, margin, names[number], count, targets[margin, names[number]])
        for number, count in enumerate(counts)
        for margin, names in categories.items()
    ]
    return pd.DataFrame(rows, columns=["cell_number", "margin", "category", "author_count", "target_authors"])


def weights_of(cells: pd.DataFrame, factors: pd.DataFrame) -> pd.Series:
    """Multiply the factors as int_author_weights does, by cell."""
    joined = cells.merge(factors, on=["margin", "category"])
    product = np.exp(joined.groupby("cell_number")["log_factor"].sum())
    product[joined[joined["log_factor"].isna()]["cell_number"]] = 0.0
    return product.clip(upper=factors["weight_cap"].fillna(np.inf).max())


def worst_margin(cells: pd.DataFrame, weights: pd.Series) -> float:
    """Return how far the weighted margins are from their targets, as a share of the panel."""
    summed = cells.assign(weighted=cells["author_count"] * cells["cell_number"].map(weights)).groupby(["margin", "category"])
    panel = cells.drop_duplicates("cell_number")["author_count"].sum()
    return float((summed["weighted"].sum() - summed["target_authors"].first()).abs().max() / panel)


@pytest.mark.parametrize("panel", ["example", "three_margins", "associated"])
def test_without_a_cap_the_weights_are_those_of_ipfn(panel: str) -> None:
    """The fixtures hold what ipfn 1.4.4 returned, with convergence_rate=1e-14; `example` is the demo with examples/margin_targets.csv."""
    cells = pd.read_csv(FIXTURES / f"{panel}.csv", dtype={"category": str})
    weights = weights_of(cells, margin_factors(cells, UNCAPPED))
    expected = cells.drop_duplicates("cell_number").set_index("cell_number")["ipfn_weight"]
    assert expected.max() - expected.min() > 0.5
    assert (weights - expected).abs().max() < 1e-6


@pytest.mark.parametrize("panel", ["example", "three_margins", "associated"])
def test_the_margins_are_met_and_the_cap_holds(panel: str) -> None:
    cells = pd.read_csv(FIXTURES / f"{panel}.csv", dtype={"category": str})
    factors = margin_factors(cells, SEED)
    weights = weights_of(cells, factors)
    assert worst_margin(cells, weights) < 1e-6
    assert weights.max() <= factors["weight_cap"].max() == 5
    counts = cells.drop_duplicates("cell_number").set_index("cell_number")["author_count"]
    assert (counts * weights).sum() == pytest.approx(counts.sum(), rel=1e-9)


def test_neither_the_order_of_rows_nor_of_margins_matters() -> None:
    cells = pd.read_csv(FIXTURES / "three_margins.csv")
    mixed = cells.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(margin_factors(cells, SEED), margin_factors(mixed, SEED))
    other = mixed.replace({"margin": {"activity": "z"}})
    assert (weights_of(cells, margin_factors(cells, SEED)) - weights_of(other, margin_factors(other, SEED))).abs().max() < 1e-9


# 100 authors x, 900 y; x shall be 60 % or 50 % of the panel; the second margin cuts each in two halves that stay as they are
@pytest.mark.parametrize(("share", "cap"), [(0.5, 5), (0.5001, 10), (0.99, 10), (0.02, 5)])
def test_the_cap_is_doubled_until_the_margins_are_met(share: float, cap: float) -> None:
    targets = {("a", "x"): 1000 * share, ("a", "y"): 1000 * (1 - share), ("b", "u"): 500.0, ("b", "v"): 500.0}
    cells = cells_of({"a": ["x", "x", "y", "y"], "b": ["u", "v", "u", "v"]}, [50, 50, 450, 450], targets)
    factors = margin_factors(cells, SEED)
    assert set(factors["weight_cap"]) == {cap}
    assert worst_margin(cells, weights_of(cells, factors)) < 1e-6


def test_there_is_no_cap_where_the_largest_is_too_low() -> None:
    cells = cells_of({"a": ["x", "y"]}, [1, 999], {("a", "x"): 161.0, ("a", "y"): 839.0})
    factors = margin_factors(cells, SEED)
    assert factors["weight_cap"].isna().all()
    assert weights_of(cells, factors)[1] == pytest.approx(161)
    below = cells_of({"a": ["x", "y"]}, [1, 999], {("a", "x"): 159.0, ("a", "y"): 841.0})
    assert set(margin_factors(below, SEED)["weight_cap"]) == {160}


def test_a_category_that_nobody_should_be_in_weighs_nothing() -> None:
    cells = cells_of({"a": ["x", "y", "z"]}, [40, 40, 40], {("a", "x"): 0.0, ("a", "y"): 60.0, ("a", "z"): 60.0})
    factors = margin_factors(cells, SEED).set_index("category")
    assert np.isnan(factors.at["x", "log_factor"])
    assert np.exp(factors.loc[["y", "z"], "log_factor"]).tolist() == pytest.approx([1.5, 1.5])


@pytest.mark.parametrize("target", [50.0, 70.0])
def test_margins_that_contradict_each_other_are_told_by_the_residual(target: float) -> None:
    """Who is x is u: half of the panel can't be x while 70 % are u."""
    targets = {("a", "x"): 50.0, ("a", "y"): 50.0, ("b", "u"): target, ("b", "v"): 100 - target}
    factors = margin_factors(cells_of({"a": ["x", "y"], "b": ["u", "v"]}, [50, 50], targets), SEED)
    assert (factors["residual"].max() > SEED["weight_tolerance"]) == (target == 70)
    assert factors["weight_cap"].isna().all() == (target == 70)
    assert set(factors["round_count"]) == {SEED["weight_max_rounds"] if target == 70 else 1}


def test_no_author_gives_no_factor_and_one_author_weighs_1() -> None:
    empty = cells_of({}, [], {})
    assert list(margin_factors(empty, SEED).columns) == list(TYPES)
    assert len(margin_factors(empty, SEED)) == 0
    alone = margin_factors(cells_of({"a": ["x"]}, [1], {("a", "x"): 1.0}), SEED)
    assert alone["log_factor"].tolist() == pytest.approx([0.0])


def test_too_many_cells_are_refused_in_a_sentence() -> None:
    cells = cells_of({"a": ["x", "y", "z"]}, [1, 1, 1], {("a", name): 1.0 for name in "xyz"})
    assert len(margin_factors(cells, pd.Series(dict(SEED) | {"weight_max_cells": 3}))) == 3
    with pytest.raises(Sentence, match="cut the panel into 3 cells, and 2 is the most"):
        margin_factors(cells, pd.Series(dict(SEED) | {"weight_max_cells": 2}))


@pytest.mark.parametrize(
    ("setting", "value"), [("weight_cap", 6), ("weight_cap_doublings", 0), ("weight_max_rounds", 1), ("weight_tolerance", 1)]
)
def test_each_setting_changes_the_fit(setting: str, value: float) -> None:
    """One category asks for a weight of 7 under a cap of 5 that is doubled once."""
    targets = {("a", "x"): 70.0, ("a", "y"): 30.0, ("b", "u"): 55.0, ("b", "v"): 45.0}
    cells = cells_of({"a": ["x", "x", "y", "y"], "b": ["u", "v", "u", "v"]}, [8, 2, 40, 50], targets)
    changed = margin_factors(cells, pd.Series(dict(SEED) | {setting: value}))
    assert not changed.equals(margin_factors(cells, SEED))


def test_the_factor_is_the_one_that_reaches_the_total_under_the_cap() -> None:
    rng = np.random.default_rng(2)
    for _ in range(50):
        weights, counts = rng.lognormal(size=8), rng.integers(1, 50, 8).astype(float)
        total = rng.uniform(0.05, 0.95) * 3 * counts.sum()
        assert (counts * np.minimum(3, weights * scale(weights, counts, total, 3))).sum() == pytest.approx(total)
    assert scale(weights, counts, 0, 3) == 0
    assert scale(weights, counts, 3 * counts.sum(), 3) == np.inf


# benchmarks/panel_weights.md in small
@pytest.mark.parametrize("selection", ["band, zone and activity", "the same, the trend has an interaction of band and zone"])
def test_weights_take_out_what_the_margins_know(selection: str) -> None:
    found = simulate(selection, panels=100, seed=11)
    assert found.raw_bias > 0.02
    assert abs(found.weighted_bias) < found.raw_bias / 5
    assert found.raw_coverage < 0.1
    assert found.weighted_coverage >= 0.93
    assert found.largest_error < 1e-6
    assert found.largest_weight <= 5


def test_weights_leave_what_no_margin_knows() -> None:
    """The page says so: accounts chosen by their taste stay too many."""
    found = simulate("the taste of the account, which no margin knows", panels=20, seed=11)
    assert found.weighted_bias > found.raw_bias / 3
    assert found.weighted_coverage < 0.5


# who has 12,001 to 40,000 followers is trendy: 9 in 10 can't be of this range while 1 in 10 is of this band
CONTRADICTION = """margin,category,target_share
follower_band,mainstream,0.9
follower_band,trendy,0.1
follower_range,5001_to_12000,0.1
follower_range,12001_to_40000,0.9
"""


def test_margins_that_contradict_each_other_leave_no_weights_and_the_build_says_so(hand_counted: Path, tmp_path: Path) -> None:
    project = copy_of_project(tmp_path / "project", ("thresholds.csv", "weight_min_authors,30", "weight_min_authors,1"))
    (project / "seeds" / "panel" / "margin_targets.csv").write_text(CONTRADICTION, encoding="utf-8")
    shutil.copy(hand_counted, tmp_path / "warehouse.duckdb")
    paths = ("models/intermediate/weights", "python_models/weights", "models/marts/weights")
    chosen = (
        "margin_targets",
        "thresholds",
        "int_thresholds",
        *(f"path:{path}" for path in paths),
        "trend_weeks",
        "int_trend_weighted_weeks",
    )
    run = run_dbt("build", "--select", *chosen, *NO_UNIT_TESTS, raw=HAND_COUNTED, folder=tmp_path, root=project)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "contradict each other: no weights meet them all" in run.stdout
    assert "margins_do_not_contradict_each_other" in run.stdout
    warehouse = tmp_path / "warehouse.duckdb"
    assert rows(warehouse, "select count(weight), count(untrimmed_weight), count(is_at_cap) from marts.author_weights") == [(0, 0, 0)]
    assert rows(warehouse, "select count(weighted_share), count(kish_author_count) from marts.panel_margins") == [(0, 0)]
    assert rows(warehouse, "select count(share) > 0, count(weighted_share) from marts.trend_weeks") == [(True, 0)]
