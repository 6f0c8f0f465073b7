"""What the scores know where it is known: run ``python -m benchmarks.fashion_scores WAREHOUSE TRUTH``.

WAREHOUSE is built from a demo at real size, TRUTH its persona_truth.csv: 5 % of its accounts show twelve labels twice as often, and
three in ten of them are on the list. Asked of the published score: does it find the others? And of lists drawn at random among accounts
of like size, which have no taste: does it stay at chance?
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracles.fashion_scores import SCORE, evaluate, farthest_decile, found, read_panel, relisted


def main(warehouse: Path, truth: Path) -> None:
    """Print the tables of benchmarks/fashion_scores.md."""
    panel = read_panel(warehouse, truth)
    outcome = evaluate(panel)
    auc, precision, base = found(panel, outcome)
    print(f"{len(panel.features):,} accounts with posts, {int(panel.features['is_listed'].sum())} of them on the list\n")
    print(f"Off the list: AUC {auc:.3f}, of the first 200 {precision:.3f} have the taste (of all {base:.3f})")
    print(f"Largest difference of a decile {farthest_decile(outcome):.4f}; SQL and Python {outcome.apart:.1e} apart\n")
    names = ["auc", "auc_low", "auc_high", "auc_within_cohorts", "precision_top_100", "precision_top_500"]
    print("| features |", " | ".join(names), "|\n|---|" + "---|" * len(names))
    for group in ("content_score", "account", "content", SCORE):
        print(f"| {group} |", " | ".join(f"{outcome.measure(name, group):.3f}" for name in names), "|")
    print("\n| lists without taste, seed | account | content | both | largest difference of a decile |\n|---|---|---|---|---|")
    for seed in range(5):
        null = evaluate(relisted(panel, seed))
        within = " | ".join(f"{null.measure('auc_within_cohorts', group):.3f}" for group in ("account", "content", SCORE))
        print(f"| {seed} | {within} | {farthest_decile(null):.4f} |", flush=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
