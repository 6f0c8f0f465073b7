"""How probable it is that an account is on the hand-picked list: ridge logistic regression on labels and numbers of the account.

Python fits and measures here and does nothing else: the coefficients are a table, and author_fashion_scores scores by them in SQL.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from scipy.optimize import brentq
from scipy.special import expit, logit
from scipy.stats import rankdata
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from threadpoolctl import threadpool_limits

from fashion_panel.engines.frames import to_pandas, typed

TYPES = {"feature_group": "string", "kind": "string", "measure": "string", "part": "bigint", "value": "double"}
NUMBERS = [
    "log_followers",
    "log_follows",
    "log_posts",
    "likes_per_follower",
    "comments_per_like",
    "images_per_post",
    "log_items",
    "log_images",
    "content_score",
]
OF_CONTENT = ["content_score"]
OF_ACCOUNT = [name for name in NUMBERS if name not in OF_CONTENT]
LABEL = "label"  # measure of what belongs to a label, whose number is the part
TOPS = (100, 500)
BINS = 10
Z95 = 1.959963984540054
ROUNDS, TOLERANCE = 1000, 1e-5
COLUMN_GROUPS = 8  # squares of the features are made of so many columns at a time
UNPENALISED = 1e6  # C of a fit of two numbers to thousands of authors

Row = tuple[str, str, str, int | None, float]  # a row of TYPES


class Settings(NamedTuple):
    """What the fits depend on besides the features; each is a row of the seed ``thresholds`` (prefix ``forward_``)."""

    prior_items: float
    penalty: float
    folds: int
    seed: int
    min_listed: int
    min_authors: int


def settings_of(thresholds: pd.Series) -> Settings:
    """Return the settings in the row of int_thresholds."""
    return Settings(
        prior_items=float(thresholds["forward_prior_items"]),
        penalty=float(thresholds["forward_penalty"]),
        folds=int(thresholds["forward_folds"]),
        seed=int(thresholds["forward_seed"]),
        min_listed=int(thresholds["forward_min_listed"]),
        min_authors=int(thresholds["forward_min_authors"]),
    )


class Design(NamedTuple):
    """Features of the authors in the order of their ids, which all fits share.

    ``scaled`` (authors, labels and NUMBERS) are the features less their ``means``, in units of their ``deviations`` (both: features).
    """

    scaled: np.ndarray
    means: np.ndarray
    deviations: np.ndarray
    panel_shares: pd.Series  # by label_number
    medians: pd.Series  # by the name of the number


class Fit(NamedTuple):
    """A logistic regression on features as they are, and the probabilities (authors,) that each author has out of fold."""

    intercept: float
    coefficients: np.ndarray
    out_of_fold: np.ndarray


def design(features: pd.DataFrame, author_labels: pd.DataFrame, settings: Settings) -> Design:
    """Return the features: root shares of common labels, shrunk to the panel's, and numbers, of which the unknown are the median.

    ``features`` has author_id, item_count and NUMBERS in the order of the ids; ``author_labels`` author_id, label_number and item_count.
    """
    known = author_labels[author_labels["author_id"].isin(features["author_id"])]
    by_label = known.groupby("label_number")["item_count"].agg(["size", "sum"]).sort_index()
    by_label = by_label[by_label["size"] >= settings.min_authors]
    known = known[known["label_number"].isin(by_label.index)]
    # one array, worked on in place: of 300,000 authors each copy has 700 MB
    points = np.zeros((len(features), len(by_label) + len(NUMBERS)))
    shares = points[:, : len(by_label)]
    rows = np.searchsorted(features["author_id"].to_numpy(), known["author_id"].to_numpy())
    shares[rows, np.searchsorted(by_label.index.to_numpy(), known["label_number"].to_numpy())] = known["item_count"]
    items = features["item_count"].to_numpy(dtype=np.float64)
    panel_shares = by_label["sum"] / max(items.sum(), 1)
    shares += settings.prior_items * panel_shares.to_numpy()
    shares /= (items + settings.prior_items)[:, None]
    np.sqrt(shares, out=shares)
    numbers = features[NUMBERS].astype("float64")
    medians = numbers.median().fillna(0.0)  # a number that nobody has says nothing
    points[:, len(by_label) :] = numbers.fillna(medians)
    means = points.mean(axis=0)
    points -= means
    deviations = np.concatenate([np.sqrt(np.square(columns).mean(axis=0)) for columns in np.array_split(points, COLUMN_GROUPS, axis=1)])
    deviations = np.where(deviations > 0, deviations, 1.0)
    points /= deviations
    return Design(points, means, deviations, panel_shares, medians)


def fit(made: Design, columns: np.ndarray, listed: np.ndarray, settings: Settings) -> Fit:
    """Fit ``listed`` (authors,) of 0 and 1 by some columns of the features, once on all authors and once without each fold."""

    def regression(rows: np.ndarray) -> LogisticRegression:
        return LogisticRegression(C=settings.penalty, max_iter=ROUNDS, tol=TOLERANCE).fit(made.scaled[np.ix_(rows, columns)], listed[rows])

    log_odds = np.empty(len(listed))
    folds = StratifiedKFold(settings.folds, shuffle=True, random_state=settings.seed)
    for others, fold in folds.split(made.scaled, listed):
        log_odds[fold] = regression(others).decision_function(made.scaled[np.ix_(fold, columns)])
    whole = regression(np.arange(len(listed)))
    slope, level = spread(log_odds, listed)
    by_deviation = np.zeros(made.scaled.shape[1])
    by_deviation[columns] = slope * whole.coef_[0]
    coefficients = by_deviation / made.deviations
    intercept = balanced(made.scaled @ by_deviation + made.means @ coefficients, float(listed.mean()))
    return Fit(intercept, coefficients[columns], expit(level + slope * log_odds))


def spread(log_odds: np.ndarray, listed: np.ndarray) -> tuple[float, float]:
    """Return the slope and the level that calibrate log odds (authors,) out of fold (Platt, 1999): a ridge says too little at both ends.

    A score that tells nothing, or the contrary, has the slope 0: then everybody is as probable as anybody.
    """
    calibrated = LogisticRegression(C=UNPENALISED, max_iter=ROUNDS, tol=TOLERANCE).fit(log_odds[:, None], listed)
    slope = float(calibrated.coef_[0, 0])
    return (slope, float(calibrated.intercept_[0])) if slope > 0 else (0.0, float(logit(listed.mean())))


def balanced(log_odds: np.ndarray, share: float) -> float:
    """Return what is to be added to log odds (authors,) so that the probabilities have the mean ``share``."""
    middle = logit(share)
    return float(
        brentq(lambda level: expit(level + log_odds).mean() - share, middle - log_odds.max() - 1, middle - log_odds.min() + 1, xtol=1e-12)
    )


def auc_with_variance(score: np.ndarray, listed: np.ndarray) -> tuple[float, float]:
    """Return the area under the ROC curve and its variance (DeLong et al., 1988); the variance is nan with fewer than two on a side."""
    inside, outside = score[listed == 1], score[listed == 0]
    ranks = rankdata(np.concatenate([inside, outside]))
    of_inside = (ranks[: len(inside)] - rankdata(inside)) / len(outside)
    of_outside = 1 - (ranks[len(inside) :] - rankdata(outside)) / len(inside)
    variance = np.nan
    if min(len(inside), len(outside)) > 1:
        variance = of_inside.var(ddof=1) / len(inside) + of_outside.var(ddof=1) / len(outside)
    return float(of_inside.mean()), float(variance)


def auc_within(score: np.ndarray, listed: np.ndarray, cohorts: np.ndarray) -> float:
    """Return the AUC over pairs of accounts of one size cohort: what is left when large accounts are not told from small ones."""
    pairs = won = 0.0
    for cohort in np.unique(cohorts):
        inside = cohorts == cohort
        weight = float(listed[inside].sum() * (1 - listed[inside]).sum())
        if weight:
            pairs += weight
            won += weight * auc_with_variance(score[inside], listed[inside])[0]
    return won / pairs if pairs else np.nan


def quality(group: str, score: np.ndarray, listed: np.ndarray, cohorts: np.ndarray) -> list[Row]:
    """Measure a score against the list; authors of equal scores count in the order of their ids. Nothing without both sides."""
    if listed.all() or not listed.any():
        return []
    auc, variance = auc_with_variance(score, listed)
    reach = Z95 * np.sqrt(variance)
    measures = {
        "author_count": float(len(listed)),
        "listed_count": float(listed.sum()),
        "auc": auc,
        "auc_low": max(auc - reach, 0.0),
        "auc_high": min(auc + reach, 1.0),
        "auc_within_cohorts": auc_within(score, listed, cohorts),
    }
    order = np.argsort(-score, kind="stable")
    measures |= {f"precision_top_{top}": float(listed[order[:top]].mean()) for top in TOPS if top <= len(listed)}
    return [(group, "quality", name, None, value) for name, value in measures.items()]


def calibration(group: str, score: np.ndarray, listed: np.ndarray) -> list[Row]:
    """Compare what was said with what is so, in tenths of the authors by their score."""
    rows: list[Row] = [(group, "quality", "brier", None, float(((score - listed) ** 2).mean()))]
    for number, part in enumerate(np.array_split(np.argsort(score, kind="stable"), BINS), 1):
        said = {"forward_score": score[part].mean(), "listed_share": listed[part].mean(), "author_count": len(part)}
        rows += [(group, "calibration", name, number, float(value)) for name, value in said.items()]
    return rows


def fit_scores(features: pd.DataFrame, author_labels: pd.DataFrame, settings: Settings) -> pd.DataFrame:
    """Fit the list by the numbers of the account, by its content, and by both; return ``TYPES``.

    ``features`` has author_id, is_listed, follower_cohort, item_count and NUMBERS, one row for each author with posts; ``author_labels``
    as in :func:`design`. The order of rows doesn't matter. No rows where too few accounts are on the list, or off it.
    """
    features = features.sort_values("author_id", ignore_index=True)
    listed = features["is_listed"].to_numpy(dtype=np.int64)
    rows: list[Row] = []
    if min(listed.sum(), (1 - listed).sum()) >= settings.min_listed:
        cohorts = features["follower_cohort"].fillna("unknown").to_numpy(dtype=str)
        scored = features["content_score"].notna().to_numpy()
        rows += quality("content_score", features["content_score"].to_numpy(dtype=np.float64)[scored], listed[scored], cohorts[scored])
        # one thread: sums in another order would give other last digits
        with threadpool_limits(1):
            made = design(features, author_labels, settings)
            del author_labels  # a gigabyte of 300,000 authors
            for group, (with_labels, names) in {
                "account": (False, OF_ACCOUNT),
                "content": (True, OF_CONTENT),
                "content_and_account": (True, NUMBERS),
            }.items():
                rows += fit_group(group, made, with_labels, names, listed, cohorts, settings)
    return pd.DataFrame(rows, columns=list(TYPES)).astype({"part": "Int64", "value": "float64"})


def fit_group(
    group: str, made: Design, with_labels: bool, names: list[str], listed: np.ndarray, cohorts: np.ndarray, settings: Settings
) -> list[Row]:
    """Fit one group of features; return its quality, its calibration and all that SQL needs to score by it."""
    labels = [int(number) for number in made.panel_shares.index] if with_labels else []
    columns = np.array([*range(len(labels)), *(len(made.panel_shares) + NUMBERS.index(name) for name in names)])
    fitted = fit(made, columns, listed, settings)
    rows = quality(group, fitted.out_of_fold, listed, cohorts) + calibration(group, fitted.out_of_fold, listed)
    rows.append((group, "coefficient", "intercept", None, fitted.intercept))
    keys: list[tuple[str, int | None]] = [*((LABEL, number) for number in labels), *((name, None) for name in names)]
    for (measure, part), coefficient, deviation in zip(keys, fitted.coefficients, made.deviations[columns], strict=True):
        rows.append((group, "coefficient", measure, part, float(coefficient)))
        rows.append((group, "effect", measure, part, float(coefficient * deviation)))
    rows += [(group, "panel_share", LABEL, number, float(made.panel_shares[number])) for number in labels]
    rows += [(group, "median", name, None, float(made.medians[name])) for name in names]
    return rows


def model(dbt: Any, session: Any) -> Any:
    """Wire the tables to :func:`fit_scores`."""
    dbt.config(materialized="table")
    thresholds = to_pandas(dbt.ref("int_thresholds")).iloc[0]
    features = to_pandas(dbt.ref("int_account_features"))
    # in no variable: the fit lets them go as soon as it has its features
    fits = fit_scores(features, to_pandas(dbt.ref("int_author_labels"), "author_id", "label_number", "item_count"), settings_of(thresholds))
    return typed(session, fits, TYPES)
