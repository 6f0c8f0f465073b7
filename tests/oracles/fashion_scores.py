"""Panels whose taste is known, and what the project's models make of them: the fits of Python, the scores of SQL."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from scipy.special import expit, logit
from sklearn.metrics import roc_auc_score

from fashion_panel.engines.frames import typed
from python_models.scores.forward_fits import NUMBERS, TYPES, design, fit_scores, settings_of
from tests.oracles.models_in_duckdb import build, load_seeds

SCORE = "content_and_account"
PLANTED = 12
SHARE_BY_COHORT = np.array([0.4, 0.3, 0.2, 0.1])
PICKED_BY_COHORT = np.array([0.5, 1.0, 1.5, 3.0])


class Panel(NamedTuple):
    """int_account_features and int_author_labels of a panel, and who (in the order of the ids) has the taste of the list."""

    features: pd.DataFrame
    author_labels: pd.DataFrame
    has_taste: np.ndarray


class Outcome(NamedTuple):
    """The tables that were made of a panel, and how far scores of SQL and of Python are apart."""

    fits: pd.DataFrame
    scores: pd.DataFrame
    models: pd.DataFrame
    apart: float

    def measure(self, name: str, group: str = SCORE, kind: str = "quality") -> float:
        """Return a value of fashion_score_models."""
        models = self.models
        (value,) = models.loc[(models["feature_group"] == group) & (models["kind"] == kind) & (models["measure"] == name), "value"]
        return float(value)


def draw_panel(seed: int, times: float, authors: int = 8000, labels: int = 60) -> Panel:
    """Draw a panel with volumes and shares as in the demo, in which 5 % show twelve labels so many ``times`` as often.

    Larger accounts are likelier to have the taste, and three in ten of those who have it are on the list.
    """
    rng = np.random.default_rng(seed)
    items = np.maximum(rng.lognormal(5.6, 1.1, authors), 1).astype(np.int64)
    shares = np.exp(rng.uniform(np.log(0.0005), np.log(0.03), labels))
    shares[:PLANTED] = 0.0036
    cohort = rng.choice(4, authors, p=SHARE_BY_COHORT)
    has_taste = rng.random(authors) < 0.05 * PICKED_BY_COHORT[cohort]
    rates = items[:, None] * shares * rng.gamma(4.0, 0.25, (authors, labels))
    rates[:, :PLANTED] *= np.where(has_taste, times, 1.0)[:, None]
    counts = rng.poisson(rates)
    author, label = np.nonzero(counts)
    numbers = pd.DataFrame(rng.normal(size=(authors, len(NUMBERS))), columns=NUMBERS)
    numbers["log_followers"] = 3.0 + 2 * cohort + rng.random(authors)
    numbers["log_items"] = np.log(items + 1)
    numbers.loc[rng.random(authors) < 0.1, "likes_per_follower"] = np.nan
    head = pd.DataFrame(
        {
            "author_id": np.arange(authors, dtype=np.int64),
            "is_listed": has_taste & (rng.random(authors) < 0.3),
            "follower_cohort": cohort.astype(str),
            "item_count": items,
        }
    )
    author_labels = pd.DataFrame({"author_id": author, "label_number": label + 1, "item_count": counts[author, label]})
    return Panel(pd.concat([head, numbers], axis=1), author_labels, has_taste)


def read_panel(warehouse: Path, truth: Path) -> Panel:
    """Read a panel out of a warehouse of a demo, and its truth."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        features = connection.sql("select * from intermediate.int_account_features order by author_id").df()
        author_labels = connection.sql("select author_id, label_number, item_count from intermediate.int_author_labels").df()
    known = pd.read_csv(truth).set_index("AUTHORID")["HAS_TASTE"]
    return Panel(features, author_labels, features["author_id"].map(known).fillna(value=False).to_numpy(dtype=bool))


def relisted(panel: Panel, seed: int) -> Panel:
    """Return the panel with a list of as many accounts of each cohort, drawn at random."""
    rng = np.random.default_rng(seed)
    drawn = panel.features.groupby("follower_cohort", dropna=False)["is_listed"].transform(
        lambda listed: rng.permutation(listed.to_numpy())
    )
    return panel._replace(features=panel.features.assign(is_listed=drawn.astype(bool)))


def evaluate(panel: Panel, **thresholds: float) -> Outcome:
    """Fit, and score by the SQL of the project; keywords replace thresholds."""
    with duckdb.connect() as connection:
        load_seeds(connection, **thresholds)
        settings = settings_of(connection.sql("from int_thresholds").df().iloc[0])
        fits = fit_scores(panel.features, panel.author_labels, settings)
        numbers = np.unique(panel.author_labels["label_number"])
        labels = pd.DataFrame({"label_number": numbers, "label_type": "label", "label_name": [f"label_{number}" for number in numbers]})
        authors = panel.features[["author_id"]].assign(is_fashion_forward=panel.features["is_listed"])
        typed(connection, fits, TYPES).create("forward_fits")
        frames = {"int_authors": authors, "int_labels": labels, "int_account_features": panel.features}
        for name, frame in (frames | {"int_author_labels": panel.author_labels}).items():
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")
        build(connection, ["author_fashion_scores", "fashion_score_models"])
        scores = connection.sql("from author_fashion_scores order by author_id").df()
        models = connection.sql("from fashion_score_models").df()
    apart = np.nan
    if len(fits):
        made = design(panel.features.sort_values("author_id", ignore_index=True), panel.author_labels, settings)
        ours = fits[(fits["feature_group"] == SCORE) & (fits["kind"] == "coefficient")].set_index("measure")["value"]
        features = made.scaled * made.deviations + made.means
        by_numpy = ours["intercept"] + features @ np.concatenate([ours[ours.index == "label"], ours[NUMBERS]])
        apart = float(np.abs(expit(by_numpy) - scores["forward_score"].to_numpy()).max())
        finite = scores["forward_score"].between(1e-12, 1 - 1e-12).to_numpy()
        apart = max(apart, float(np.abs(by_numpy - logit(scores["forward_score"].to_numpy()))[finite].max()))
    return Outcome(fits, scores, models, apart)


def found(panel: Panel, outcome: Outcome, first: int = 200) -> tuple[float, float, float]:
    """Return the AUC of the published score on the accounts off the list, who of the ``first`` of them has the taste, and who of all."""
    off = ~panel.features["is_listed"].to_numpy(dtype=bool)
    score, truth = outcome.scores["forward_score"].to_numpy()[off], panel.has_taste[off]
    order = np.argsort(-score, kind="stable")
    return float(roc_auc_score(truth, score)), float(truth[order[:first]].mean()), float(truth.mean())


def farthest_decile(outcome: Outcome) -> float:
    """Return the largest difference between what is said and what is so, over the tenths of the authors."""
    deciles = [
        [outcome.measure(f"decile_{number}_{what}", kind="calibration") for number in range(1, 11)]
        for what in ("forward_score", "listed_share")
    ]
    return float(np.abs(np.subtract(*deciles)).max())
