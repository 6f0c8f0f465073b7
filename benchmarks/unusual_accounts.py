"""Which unusual accounts are found, where it is known which are: run ``python -m benchmarks.unusual_accounts``."""

from __future__ import annotations

import sys

from tests.oracles.unusual_accounts import draw_panel, found, of_isolation_forest, of_jumps, of_rules

AUTHORS = 32841


def main() -> None:
    """Print the tables of unusual_accounts.md."""
    print("| unusual, each of five kinds | seed | planted | flagged | precision | recall | honest flagged | IsolationForest | by kind |")
    print("|---|---|---|---|---|---|---|---|---|")
    for share, seed in ((0.004, 1), (0.004, 2), (0.004, 3), (0.006, 1)):
        anomalies = found(draw_panel(AUTHORS, seed, share))
        rules, forest = of_rules(anomalies), of_isolation_forest(anomalies)
        kinds = ", ".join(f"{kind} {value:.2f}" for kind, value in rules.by_kind.items())
        print(
            f"| {share} | {seed} | {rules.planted} | {rules.flagged} | {rules.precision:.3f} | {rules.recall:.3f} "
            f"| {rules.false_share:.4f} | {forest.precision:.3f} / {forest.recall:.3f} | {kinds} |"
        )
        sys.stdout.flush()
    for seed in (1, 2):
        jumps = of_jumps(found(draw_panel(AUTHORS, seed, 0.004, weeks_more=4), is_second_delivery=True))
        print(f"follower_jump, seed {seed}: {jumps}")


if __name__ == "__main__":
    main()
