"""False alarms of the label lifts of a warehouse: run ``python -m benchmarks.permuted_segments WAREHOUSE [PERMUTATIONS]``."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracles.permuted_segments import false_alarms


def main(warehouse: str, permutations: int) -> None:
    """Print the shares as a table."""
    print("| segmentation | tests | p < .05 | p < .001 |\n|---|---|---|---|")
    for name, row in false_alarms(Path(warehouse), permutations).iterrows():
        print(f"| {name} | {row['tests']:,.0f} | {row['below_05']:.3f} | {row['below_001']:.4f} |")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 20)
