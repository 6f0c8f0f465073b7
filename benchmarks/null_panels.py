"""What held-out skill says where nothing can be known: run ``python -m benchmarks.null_panels [PANELS]``.

Every second panel repeats one outfit through each carousel. Each is a delivery that dbt builds as any other.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

from tests.oracles.null_panels import null_skills


def main(panels: int) -> None:
    """Print the largest skill of each segmentation."""
    found = []
    for seed in range(panels):
        with tempfile.TemporaryDirectory() as folder:
            found.append(null_skills(Path(folder), seed))
    table = pd.concat(found, axis=1)
    print(f"| over {panels} null panels | largest held_out_skill | median |\n|---|---|---|")
    for name, row in table.iterrows():
        print(f"| {name} | {row.max():.4f} | {row.median():.4f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
