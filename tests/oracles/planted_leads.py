"""Weekly shares with planted leads, and the project's lead test of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd

from tests.oracles.models_in_duckdb import ROOT, build, load_seeds

MODELS = ["int_lead_changes", "int_lead_correlations", "int_lead_tests", "int_lead_estimates"]
FIRST_WEEK = np.datetime64("2023-01-02")
ALL_TRENDS = 60


@dataclass(frozen=True)
class Plan:
    """What is planted: see draw_series.

    Attributes:
        name: What it is, for the table.
        led: Trends, of 60, that the leaders show ``lead`` weeks earlier.
        lead: Length of the lead in weeks.
        weeks: Weeks of the calendar.
        swing: Standard deviation of the movements of ln share.
        memory: Correlation of a movement with itself a week later.
        shared: Share of the other trends in which both panels move at the same time; the rest move apart.
        leader_items: Items of the garment type that the leaders show in a week.
        follower_items: The same for the followers.

    """

    name: str
    led: int = 20
    lead: int = 13
    weeks: int = 104
    swing: float = 0.4
    memory: float = 0.9
    shared: float = 0.5
    leader_items: int = 400
    follower_items: int = 6000


PLANS = [
    Plan("a lead of 13 weeks in 20 of 60 trends, two years"),
    Plan("the same, three years", weeks=156),
    Plan("the same, two years, shorter swings", memory=0.8),
    Plan("the same, two years, slow swings", memory=0.95),
    Plan("the same, two years, half as many leaders", leader_items=200),
    Plan("the same, 90 weeks: no two years, week to week changes", weeks=90),
    Plan("a lead of 4 weeks", lead=4),
    Plan("a lead of 8 weeks", lead=8),
    Plan("no lead, half of the trends shared", led=0),
    Plan("no lead, all trends shared", led=0, shared=1.0),
    Plan("no lead, all trends apart", led=0, shared=0.0),
    Plan("no lead, all shared, slow swings", led=0, shared=1.0, memory=0.97),
    Plan("no lead, all shared, the followers are the noisier panel", led=0, shared=1.0, leader_items=6000, follower_items=400),
    Plan("the followers are 13 weeks ahead in 20 trends", lead=-13),
]


class Outcome(NamedTuple):
    """Share of the planted leads that is claimed, share of the claims that is false, claims, and errors of the length in weeks."""

    recall: float
    false_discovery: float
    claims: int
    errors: np.ndarray


def draw_movements(rng: np.random.Generator, plan: Plan, count: int) -> np.ndarray:
    """Draw movements (count, weeks + 100) of ln share: each remembers the week before it."""
    steps = rng.normal(size=(count, plan.weeks + 200))
    movements = steps.copy()
    for week in range(1, steps.shape[1]):
        movements[:, week] = plan.memory * movements[:, week - 1] + steps[:, week]
    return movements[:, 100:] * plan.swing * np.sqrt(1 - plan.memory**2)


def draw_series(rng: np.random.Generator, plan: Plan) -> pd.DataFrame:
    """Draw int_lead_series: shares counted on a limited number of items, with a season that both panels have."""
    weeks = np.arange(plan.weeks)
    start = 50
    common, apart = draw_movements(rng, plan, ALL_TRENDS), draw_movements(rng, plan, ALL_TRENDS)
    season = rng.normal(0, 0.3, (ALL_TRENDS, 1)) * np.cos(2 * np.pi * (weeks - rng.uniform(0, 52, (ALL_TRENDS, 1))) / 52)
    level = np.log(rng.uniform(0.05, 0.25, (ALL_TRENDS, 1)))
    is_led = np.arange(ALL_TRENDS) < plan.led
    is_shared = np.arange(ALL_TRENDS) >= ALL_TRENDS - plan.shared * (ALL_TRENDS - plan.led)
    leaders, followers = common[:, start : start + plan.weeks].copy(), common[:, start : start + plan.weeks].copy()
    followers[is_led] = common[is_led, start - plan.lead : start - plan.lead + plan.weeks]
    followers[~is_led & ~is_shared] = apart[~is_led & ~is_shared, start : start + plan.weeks]
    frames = []
    for panel, movements, items in (("leader", leaders, plan.leader_items), ("follower", followers, plan.follower_items)):
        shares = np.minimum(np.exp(level + season + movements), 0.9)
        values = rng.binomial(items, shares) / items
        for trend in range(ALL_TRENDS):
            frame = pd.DataFrame({"week": FIRST_WEEK + 7 * weeks, "value": values[trend]})
            frames.append(frame.assign(series_id=f"trend_{trend:02}", origin="panel", series_group=str(trend), panel=panel))
    return pd.concat(frames, ignore_index=True)


def evaluate(series: pd.DataFrame, **thresholds: float) -> pd.DataFrame:
    """Return, by series, the smallest q value and the estimated lead that the models find; keywords replace thresholds."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.register("frame", series)
        connection.execute(
            "create table int_lead_series as select series_id, origin, series_group, panel, cast(week as date) as week, value from frame"
        )
        load_seeds(connection, **thresholds)
        horizons = str(ROOT / "seeds" / "trends" / "lead_horizons.csv")
        connection.execute("create table lead_horizons as select * from read_csv($1, header = true)", [horizons])
        build(connection, MODELS)
        return connection.sql(
            "select series_id, min(q_value) as q_value, max(lead_weeks) as lead_weeks from int_lead_tests"
            " left join int_lead_estimates using (series_id) group by series_id order by series_id"
        ).df()


def try_plan(plan: Plan, seed: int) -> Outcome:
    """Draw one panel after the plan and return what is said of it."""
    found = evaluate(draw_series(np.random.default_rng(seed), plan))
    is_claimed = found["lead_weeks"].notna().to_numpy()
    is_led = (found["series_id"].str[-2:].astype(int) < (plan.led if plan.lead > 0 else 0)).to_numpy()
    hits = is_claimed & is_led
    return Outcome(
        recall=hits.sum() / max(is_led.sum(), 1),
        false_discovery=(is_claimed & ~is_led).sum() / max(is_claimed.sum(), 1),
        claims=int(is_claimed.sum()),
        errors=np.abs(found["lead_weeks"].to_numpy(dtype=float)[hits] - plan.lead),
    )
