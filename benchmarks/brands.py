"""Brands of accounts and of segments, where the truth is known: run ``python -m benchmarks.brands WAREHOUSE``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracles.brands import false_alarms, independent_pairs, measure_halves, planted


def main(warehouse: Path) -> int:
    """Print all of it as tables."""
    halves = measure_halves(warehouse)
    for title, values in (("deviance explained in the other half", halves[0]), ("first 500 pairs shown again", halves[1])):
        print(f"| {title} | |\n|---|---|")
        print("\n".join(f"| {name} | {value:.3f} |" for name, value in values.items()))
    print("| permuted segments | tests | p < .05 | p < .001 |\n|---|---|---|---|")
    for name, row in false_alarms(warehouse, permutations=20).iterrows():
        print(f"| {name} | {row['tests']:,.0f} | {row['below_05']:.3f} | {row['below_001']:.4f} |")
    for ratio in (2.0, 1.5):
        for brand in ("dior", "nike"):
            print(f"planted ratio {ratio} of {brand}: found, interval holds it", planted(warehouse, brand, ratio, panels=20))
    print("independent pairs: tests, p < .05, p < .001, largest naive lift", independent_pairs(warehouse, panels=20))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
