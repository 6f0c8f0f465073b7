"""Who shows trends first, over panels in which it is known: run ``python -m benchmarks.early_adopters``.

4,000 accounts join and leave at random weeks of two years; 40 trends rise along logistic curves, and 5 % of the accounts are 13 weeks
ahead of the others in all of them. Tastes differ by account and trend, so only the timing tells. The models run as they are.
"""

from __future__ import annotations

import sys
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from benchmarks.evaluation_calibration import build, load_seeds

AUTHORS, TRENDS, WEEKS = 4000, 40, 104
BASE = -1
SHARE_AHEAD = 0.05
LINES = ["int_same_authors_exposures", "int_same_authors_weeks", "int_rising_trends"]
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
                select date '2024-01-01' + cast(7 * range as integer) as week, true as is_in_calendar from range({WEEKS});
            create table int_author_target_weeks as
                select author_id, date '2024-01-01' + cast(7 * week as integer) as week, target_number, item_count from items_frame;
            create table int_authors as from authors_frame;
            create table int_trend_authors as from authors_frame;
            create table int_trend_segments as
                select 0 as segment_number, 'panel' as segmentation, 'all' as segment, true as in_same_authors_lines;
            create table int_segment_authors as select 1 as segment_number, author_id from authors_frame where false;
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


def main() -> int:
    """Print the outcome of six seeds, with a lead of 13 weeks and without any."""
    for lead in (13, 0):
        outcomes = []
        for seed in range(1, 7):
            outcomes.append(evaluate(draw_panel(seed, lead)))
            print(lead, seed, outcomes[-1], flush=True)
        print(f"lead {lead}: mean AUC {np.mean([o.auc for o in outcomes]):.3f}, least {np.min([o.auc for o in outcomes]):.3f}")
        print(f"lead {lead}: largest share beyond 1.96 of those not ahead {np.max([o.false_share for o in outcomes]):.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
