"""Planted leads through the SQL of the lead test: how many are found, how many claims are false, how long the leads are said to be.

``python -m benchmarks.trend_lead [panels]`` writes ``benchmarks/trend_lead.md``. The models are the project's own, rendered and run in
an empty DuckDB; only the weekly shares are invented.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

import numpy as np

from tests.oracles.planted_leads import ALL_TRENDS, PLANS, try_plan


def main(panels: int) -> None:
    """Write the table over ``panels`` panels of each plan."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    lines = [
        "# Planted leads, and panels without any",
        "",
        f"`python -m benchmarks.trend_lead {panels}`, {today}: {panels} panels of {ALL_TRENDS} trends each.",
        "Asked: a 13-week lead in a third of 60 trends is found with recall >= 0.8 at FDR <= 0.1, its length is off by at most 2",
        "weeks, and where nobody leads nothing is claimed.",
        "",
        "| planted | recall | FDR | claims a panel | panels with a claim | length: median error, weeks | within 2 weeks |",
        "|---|---|---|---|---|---|---|",
    ]
    for plan in PLANS:
        outcomes = [try_plan(plan, seed) for seed in range(panels)]
        errors = np.concatenate([outcome.errors for outcome in outcomes])
        has_lead = plan.led > 0 and plan.lead > 0
        cells = [
            plan.name,
            f"{np.mean([outcome.recall for outcome in outcomes]):.2f}" if has_lead else "",
            f"{np.mean([outcome.false_discovery for outcome in outcomes]):.3f}",
            f"{np.mean([outcome.claims for outcome in outcomes]):.1f}",
            f"{np.mean([outcome.claims > 0 for outcome in outcomes]):.2f}",
            f"{np.median(errors):.1f}" if len(errors) else "",
            f"{np.mean(errors <= 2):.2f}" if len(errors) else "",
        ]
        lines.append(f"| {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    swings = [
        "",
        "Shares are 5 to 25 % of the garment type, their movements have a standard deviation of 0.4 in ln (half as much again, or a",
        "third less), a week remembers 0.9 of the week before, both panels share a season, and weeks are counted on 400 items of the",
        "leaders and 6,000 of the followers. FDR is the mean, over the panels, of the share of claims that is false.",
        "",
    ]
    Path(__file__).with_suffix(".md").write_text("\n".join(lines + swings))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 40)
