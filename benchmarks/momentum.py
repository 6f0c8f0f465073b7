"""What the panel's own comings and goings move, and which planted rises are found: ``python -m benchmarks.momentum WAREHOUSE [SEEDS]``.

The models of momentum and mining run as they are on changed counts of a built warehouse (``tests/oracles/moving_panels.py``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from tests.oracles.moving_panels import CLAIMS, MovingPanel, new_claims

WEEKS = (8, 9, 10, 12, 16)
ITEMS = {3: 0, 2: 200, 1.5: 400}
MOVING_PAIRS = "select count(*) from int_trends where mined_because = 'moving'"


def value_of(panel: MovingPanel, query: str) -> Any:
    """Return the only value of a query."""
    return panel.connection.sql(query).fetchall()[0][0]


def changes(panel: MovingPanel) -> dict[str, Callable[..., None]]:
    """Return what happens to the eighth of the panel that shows most shoes."""
    recruits = {f"recruits who join {weeks} weeks before the end": lambda weeks=weeks: panel.recruit(weeks, seed=1) for weeks in WEEKS}
    leavers = {f"accounts that leave {weeks} weeks before the end": lambda weeks=weeks: panel.leave(weeks) for weeks in (4, 10)}
    busy = {f"four times as many posts in the last {weeks} weeks": lambda weeks=weeks: panel.post_more(weeks, seed=1) for weeks in (8, 10)}
    return recruits | leavers | busy


def main(warehouse: Path, seeds: int) -> None:
    """Print three tables, and how many pairs move by chance."""
    panel = MovingPanel(warehouse)
    before = panel.called()
    print("| happens to an eighth of the panel | series tested | newly rising or falling | share | no longer |\n|---|---|---|---|---|")
    for name, change in changes(panel).items():
        change()
        found = panel.called()
        new, lost = new_claims(found, before), new_claims(before, found)
        print(f"| {name} | {len(found):,} | {new.sum()} | {new.mean():.4f} | {lost.sum()} |", flush=True)
    print("\n| weeks shuffled | series tested | rising or falling | p < .05 | pairs said to move |\n|---|---|---|---|---|")
    for seed in range(seeds):
        panel.shuffle(seed)
        found = panel.called()
        chance = value_of(panel, "select avg((p_value < .05)::int) from int_momentum_tests where p_value is not null")
        moving = value_of(panel, MOVING_PAIRS)
        print(f"| {seed} | {len(found):,} | {found['direction'].isin(CLAIMS).sum()} | {chance:.3f} | {moving} |", flush=True)
    print("\n| planted | trends | rising | as last year | rising, of enough items without the rise | with it |\n|---|---|---|---|---|---|")
    for last_year in (False, True):
        for factor, least in ITEMS.items():
            rows = []
            for seed in range(seeds):
                panel.shuffle(seed)
                panel.narrow()
                usual = panel.called().loc["trend"]["recent_item_count"]
                rows.append(panel.risen(factor, seed, last_year=last_year).assign(usual=usual))
            found = pd.concat(rows)
            name = f"x {factor}{', and a year before' if last_year else ''}"
            shares = [f"{(found['direction'] == word).mean():.3f}" for word in ("rising", "as_last_year")]
            for items in (found["usual"], found["recent_item_count"]):
                enough = found[items >= least]["direction"]
                shares.append(f"{(enough == 'rising').mean():.3f} of {len(enough)}")
            print(f"| {name} | {len(found)} | {' | '.join(shares)} |", flush=True)
    pairs = 0
    for seed in range(20):
        panel.shuffle(seed)
        panel.narrow()
        panel.called()
        pairs += value_of(panel, MOVING_PAIRS)
    print(f"\nPairs mined for moving, over 20 shuffled panels: {pairs}.")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 3)
