"""Panels in which it is known who shows trends first, and the project's earliness of their accounts."""

from __future__ import annotations

from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from tests.oracles.models_in_duckdb import build, load_seeds

AUTHORS, TRENDS, WEEKS = 4000, 40, 104
BASE = -1
SHARE_AHEAD = 0.05
LINES = ["int_same_authors_users", "int_same_authors_exposures", "int_same_authors_lines", "int_same_authors_weeks", "int_rising_trends"]
MODELS = ["int_trend_gains", "int_author_earliness", "author_earliness"]


class Panel(NamedTuple):
    """Items by author, week and count target (1 to 40 the trends, -1 the garment), and how many weeks each author is ahead."""

    items: pd.DataFrame
    lead: np.ndarray


class Outcome(NamedTuple):
    """How well earliness finds those ahead, and in how many of the others it is beyond 1.96."""

    auc: float
    false_share: float
    early_share_of_others: float
    tested: int


def draw_panel(seed: int, lead_weeks: int = 13) -> Panel:
    """Draw a panel; with ``lead_weeks`` 0 nobody is ahead."""
    rng = np.random.default_rng(seed)
    lead = np.where(rng.random(AUTHORS) < SHARE_AHEAD, lead_weeks, 0)
    middles, widths, tops = rng.uniform(20, 110, TRENDS), rng.uniform(4, 10, TRENDS), rng.uniform(0.02, 0.08, TRENDS)
    starts = rng.integers(0, 70, AUTHORS)
    ends = np.minimum(WEEKS, starts + rng.integers(20, 104, AUTHORS))
    rates = rng.lognormal(0.3, 1, AUTHORS)
    weeks = np.arange(WEEKS)
    present = (weeks >= starts[:, None]) & (weeks < ends[:, None])
    worn = rng.poisson(rates[:, None] * present)
    tastes = rng.gamma(0.5, 2, (AUTHORS, TRENDS))
    frames = [counted(worn, BASE)]
    for trend in range(TRENDS):
        level = tops[trend] / (1 + np.exp(-(weeks + lead[:, None] - middles[trend]) / widths[trend]))
        frames.append(counted(rng.binomial(worn, np.minimum(level * tastes[:, [trend]], 0.9)), trend + 1))
    return Panel(pd.concat(frames), lead)


def counted(items: np.ndarray, target: int) -> pd.DataFrame:
    """Return the rows of a count target from its items (authors, weeks)."""
    authors, weeks = np.nonzero(items)
    return pd.DataFrame({"author_id": authors, "week": weeks, "target_number": target, "item_count": items[authors, weeks]})


def evaluate(panel: Panel, *, with_lines: bool = True) -> Outcome:
    """Compute earliness by the project's SQL; without lines all trends are taken as rising, which is quicker."""
    numbers = pd.DataFrame({"trend_number": np.arange(1, TRENDS + 1), "base_target_number": BASE})
    with duckdb.connect() as connection:
        load_seeds(connection)
        frames = {"items": panel.items, "numbers": numbers, "authors": pd.DataFrame({"author_id": np.arange(len(panel.lead))})}
        for name, frame in frames.items():
            connection.register(f"{name}_frame", frame)
        connection.execute(
            f"""
            create table int_weeks as
                select date '2024-01-01' + cast(7 * range as integer) as week, true as is_in_calendar, range + 1 as week_number
                from range({WEEKS});
            create table int_author_target_weeks as
                select author_id, date '2024-01-01' + cast(7 * week as integer) as week, target_number, item_count from items_frame;
            create table int_authors as from authors_frame;
            create table int_trend_authors as select author_id, 1 as group_number from authors_frame;
            create table int_trend_group_segments as select 1 as group_number, 0 as segment_number;
            create table int_trend_segments as
                select 0 as segment_number, 'panel' as segmentation, 'all' as segment, true as in_same_authors_lines;
            create table int_trends as from numbers_frame;
            create table int_trend_segment_weeks as
                select 0 as segment_number, week, target_number, sum(item_count) as item_count
                from int_author_target_weeks group by week, target_number;
            create table int_rising_trends as from numbers_frame;
            """
        )
        build(connection, [*(LINES if with_lines else []), *MODELS])
        found = connection.sql("select * from author_earliness order by author_id").df()
    z, ahead = found["earliness_z"].to_numpy(dtype=float, na_value=np.nan), panel.lead > 0
    known = ~np.isnan(z)
    others = known & ~ahead
    auc = float(roc_auc_score(ahead[known], z[known])) if ahead.any() else float("nan")
    early = found["is_early"].fillna(False).to_numpy(dtype=bool)
    return Outcome(auc, float((np.abs(z[others]) > 1.96).mean()), float(early[others].mean()), int(known.sum()))
