"""What the label tests promise, over many panels whose truth is known: run ``python -m benchmarks.evaluation_calibration``.

The models of models/intermediate/evaluation run as they are, rendered without dbt, on invented tables in memory.
"""

from __future__ import annotations

import sys

import numpy as np

from tests.oracles.label_panels import draw_panel, false_alarms, planted_label, rare_label_panel


def main(seeds: int) -> None:
    """Print the table of the promises over ``seeds`` panels each."""
    alarms = [false_alarms(np.random.default_rng(seed)) for seed in range(seeds)]
    found = [planted_label(draw_panel(np.random.default_rng(seed), ratio=2.0, exposure=2.5)) for seed in range(seeds)]
    equal = [planted_label(rare_label_panel(np.random.default_rng(seed))) for seed in range(seeds)]
    detected = np.mean([row["q_value"] < 0.05 for row in found])
    covered = np.mean([row["ci_low"] <= 2 <= row["ci_high"] for row in found])
    honest = np.mean([row["ci_low"] <= 1 <= row["ci_high"] for row in equal])
    print(f"| over {seeds} panels | asked | got |\n|---|---|---|")
    print(f"| permuted segments: share of p < 0.05, mean | <= 0.07 | {np.mean(alarms):.3f} |")
    print(f"| the same, largest of one panel (60 labels, 2 segments) | | {np.max(alarms):.3f} |")
    print(f"| planted rate ratio of 2: q < 0.05 | >= 0.90 | {detected:.3f} |")
    print(f"| planted rate ratio of 2: interval holds 2 | about 0.95 | {covered:.3f} |")
    print(f"| planted rate ratio of 2: median estimate | 2 | {np.median([row['rate_ratio'] for row in found]):.3f} |")
    print(f"| equal taste, 2.5 times the volume: naive lift, median | > 2 | {np.median([row['naive_lift'] for row in equal]):.3f} |")
    print(f"| equal taste, 2.5 times the volume: interval holds 1 | about 0.95 | {honest:.3f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
