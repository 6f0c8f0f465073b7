"""The scores where the truth is known: a planted taste is found, none is not invented, and SQL says what Python fitted."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd
import pytest
from scipy.special import expit
from sklearn.metrics import roc_auc_score

from python_models.scores.forward_fits import NUMBERS, auc_with_variance, auc_within, balanced, fit_scores, quality, settings_of, spread
from tests.oracles.fashion_scores import SCORE, Outcome, Panel, draw_panel, evaluate, farthest_decile, found

TASTE, NONE = 2, 1
SMALL = {"forward_min_authors": 5}


@pytest.fixture(scope="module", params=[1, 2])
def planted(request: pytest.FixtureRequest) -> tuple[Panel, Outcome]:
    """Return a panel with the taste of the demo, and what is made of it."""
    panel = draw_panel(request.param, TASTE, authors=20_000)
    return panel, evaluate(panel)


def small_panel(listed: int, authors: int = 300) -> Panel:
    """Return a small panel, the first accounts of which are on the list."""
    panel = draw_panel(1, TASTE, authors=authors, labels=15)
    return panel._replace(features=panel.features.assign(is_listed=np.arange(authors) < listed))


def test_a_planted_taste_is_found_in_those_who_are_not_on_the_list(planted: tuple[Panel, Outcome]) -> None:
    auc, precision, base = found(*planted)
    assert auc >= 0.88
    assert precision >= 0.8
    assert base < 0.05


def test_what_the_list_shows_stays_when_only_accounts_of_one_size_are_compared(planted: tuple[Panel, Outcome]) -> None:
    _, outcome = planted
    within = {group: outcome.measure("auc_within_cohorts", group) for group in ("account", "content", SCORE)}
    assert min(within["content"], within[SCORE]) > 0.8
    assert 0.44 < within["account"] < 0.56


def test_sql_scores_as_python_fitted(planted: tuple[Panel, Outcome]) -> None:
    assert planted[1].apart < 1e-9


def test_the_score_is_calibrated(planted: tuple[Panel, Outcome]) -> None:
    scores = planted[1].scores
    assert scores["forward_score"].mean() == pytest.approx(scores["is_listed"].mean(), abs=1e-9)
    assert (scores["forward_lift"] * scores["is_listed"].mean()).to_numpy() == pytest.approx(scores["forward_score"].to_numpy())
    assert farthest_decile(planted[1]) < 0.025


def test_without_a_taste_accounts_of_one_size_are_at_chance() -> None:
    """One list of 200 has an AUC of 0.50 with a standard deviation of 0.03."""
    outcomes = [evaluate(draw_panel(seed, NONE)) for seed in range(1, 7)]
    assert 0.46 <= np.mean([outcome.measure("auc_within_cohorts") for outcome in outcomes]) <= 0.56
    assert np.mean([outcome.measure("auc") for outcome in outcomes]) > 0.58, "large accounts are on the list more often, which is no taste"


@pytest.mark.parametrize(
    ("listed", "reason"),
    [(0, "too_few_listed"), (49, "too_few_listed"), (50, None), (250, None), (251, "too_few_unlisted"), (300, "too_few_unlisted")],
)
def test_a_short_list_teaches_nothing(listed: int, reason: str | None) -> None:
    outcome = evaluate(small_panel(listed), **SMALL)
    assert outcome.scores["reason"].isna().all() if reason is None else (outcome.scores["reason"] == reason).all()
    assert outcome.scores["forward_score"].notna().all() == (reason is None)
    assert (len(outcome.fits) == 0) == (len(outcome.models) == 0) == (reason is not None)
    assert outcome.scores["content_score"].notna().all()


@pytest.mark.parametrize("labels", [15, 0])
def test_where_no_label_is_common_the_numbers_of_the_account_are_scored(labels: int) -> None:
    panel = small_panel(60)
    shown = panel.author_labels[panel.author_labels["label_number"] <= labels]
    outcome = evaluate(panel._replace(author_labels=shown), forward_min_authors=301)
    assert outcome.scores["reason"].isna().all()
    assert outcome.scores["forward_score"].between(0, 1).all()
    assert outcome.apart < 1e-9


def test_the_order_of_rows_is_of_no_account() -> None:
    panel = small_panel(60)
    shuffled = panel._replace(
        features=panel.features.sample(frac=1, random_state=1), author_labels=panel.author_labels.sample(frac=1, random_state=2)
    )
    once, again = evaluate(panel, **SMALL), evaluate(shuffled, **SMALL)
    pd.testing.assert_frame_equal(once.fits, again.fits, check_exact=True)
    pd.testing.assert_frame_equal(once.scores, again.scores, check_exact=True)


def test_a_number_that_nobody_has_and_cohorts_that_nobody_knows_say_nothing() -> None:
    panel = small_panel(60)
    unknown = panel.features.assign(log_follows=np.nan, follower_cohort=None)
    outcome = evaluate(panel._replace(features=unknown), **SMALL)
    assert outcome.measure("log_follows", kind="effect") == 0
    assert outcome.measure("auc_within_cohorts") == outcome.measure("auc")


def test_an_account_without_items_is_scored_by_its_numbers_alone() -> None:
    panel = small_panel(60)
    features = panel.features.astype({"item_count": "int64"})
    features.loc[299, ["item_count", "log_items", "content_score"]] = [0, 0.0, np.nan]
    bare = panel._replace(features=features, author_labels=panel.author_labels.query("author_id != 299"))
    last = evaluate(bare, **SMALL).scores.iloc[299]
    assert (last["score_state"], last["reason"], last["forward_score"] > 0) == ("no_items", None, True)
    assert np.isnan(last["content_score"])
    assert np.isnan(last["content_percentile"])


@pytest.mark.parametrize(
    ("name", "value"),
    [("forward_prior_items", 100), ("forward_min_authors", 100), ("forward_penalty", 0.1), ("forward_folds", 3), ("forward_seed", 7)],
)
def test_a_threshold_of_the_forward_score_changes_the_fit(name: str, value: float) -> None:
    usual, changed = evaluate(small_panel(60), **SMALL), evaluate(small_panel(60), **SMALL | {name: value})
    assert not usual.fits.equals(changed.fits)
    assert changed.apart < 1e-9


# ---------------------------------------------------------------------------------------------------------------------
# Measures
# ---------------------------------------------------------------------------------------------------------------------


def test_the_area_is_that_of_scikit_learn_and_its_variance_that_of_the_pairs() -> None:
    rng = np.random.default_rng(5)
    listed = (rng.random(300) < 0.2).astype(int)
    score = (rng.normal(size=300) + listed).round(1)  # with ties
    auc, variance = auc_with_variance(score, listed)
    assert auc == pytest.approx(roc_auc_score(listed, score), abs=1e-12)
    inside, outside = score[listed == 1], score[listed == 0]
    won = (inside[:, None] > outside) + 0.5 * (inside[:, None] == outside)
    by_pairs = won.mean(axis=1).var(ddof=1) / len(inside) + won.mean(axis=0).var(ddof=1) / len(outside)
    assert variance == pytest.approx(by_pairs, abs=1e-12)


def test_within_cohorts_only_pairs_of_one_cohort_count() -> None:
    rng = np.random.default_rng(6)
    listed, cohorts = (rng.random(200) < 0.3).astype(int), rng.choice(["a", "b", "c"], 200)
    score = rng.normal(size=200) + (cohorts == "c") * 5
    pairs = [(i, j) for i, j in product(np.flatnonzero(listed), np.flatnonzero(1 - listed)) if cohorts[i] == cohorts[j]]
    assert auc_within(score, listed, cohorts) == pytest.approx(np.mean([score[i] > score[j] for i, j in pairs]), abs=1e-12)
    assert np.isnan(auc_within(score, listed, np.arange(200).astype(str)))


def test_the_first_are_counted_where_there_are_so_many() -> None:
    listed = np.array([1] * 30 + [0] * 90)
    measures = {name: value for _, _, name, _, value in quality("g", -np.arange(120.0), listed, np.full(120, "a"))}
    assert measures["precision_top_100"] == 0.3
    assert "precision_top_500" not in measures
    assert (measures["auc"], measures["auc_high"], measures["listed_count"]) == (1.0, 1.0, 30.0)
    assert quality("g", -np.arange(120.0), np.ones(120, dtype=int), np.full(120, "a")) == []


def test_log_odds_that_say_too_little_are_spread_and_those_that_mislead_are_ignored() -> None:
    rng = np.random.default_rng(7)
    true = rng.normal(-2, 1.5, 20_000)
    listed = (rng.random(20_000) < expit(true)).astype(int)
    slope, level = spread(true / 2, listed)
    assert slope == pytest.approx(2, rel=0.05)
    assert expit(level + slope * true / 2).mean() == pytest.approx(listed.mean(), abs=1e-4)
    slope, level = spread(-true, listed)
    assert slope == 0
    assert expit(level) == pytest.approx(listed.mean())


@pytest.mark.parametrize("share", [0.001, 0.3, 0.999])
def test_probabilities_have_the_mean_that_was_asked_for(share: float) -> None:
    log_odds = np.random.default_rng(8).normal(size=1000) * 3
    assert expit(balanced(log_odds, share) + log_odds).mean() == pytest.approx(share, abs=1e-12)
    assert expit(balanced(np.zeros(10), share)) == pytest.approx(share)


def test_the_effects_are_of_a_standard_deviation_and_of_every_feature() -> None:
    outcome = evaluate(small_panel(60), **SMALL)
    effects = outcome.models[(outcome.models["kind"] == "effect") & (outcome.models["feature_group"] == SCORE)]
    assert set(effects["measure"]) == {*NUMBERS, *(f"label/label_{number}" for number in range(1, 16))}
    assert effects["value"].notna().all()


def test_an_empty_panel_has_no_fit() -> None:
    panel = small_panel(0)
    thresholds = pd.read_csv("seeds/rules/thresholds.csv").set_index("threshold_name")["value"]
    assert len(fit_scores(panel.features[:0], panel.author_labels[:0], settings_of(thresholds))) == 0
