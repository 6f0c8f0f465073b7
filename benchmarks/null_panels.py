"""What held-out skill says where nothing can be known: ``python -m benchmarks.null_panels [PANELS]`` writes null_panels.md."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

from tests.oracles.null_panels import null_skills

INTRODUCTION = """# What held-out skill says where nothing can be known

Written by `python -m benchmarks.null_panels`. 600 accounts that differ in how much they post, in nothing else; every second panel
repeats one outfit through each carousel. dbt builds each delivery up to the skill, all in one process. Asked for: at most .02 for
every segmentation. About 0 is the skill of one cluster.

"""


def main(panels: int) -> None:
    """Write the largest and the median skill of each segmentation."""
    found = []
    for seed in range(panels):
        with tempfile.TemporaryDirectory() as folder:
            found.append(null_skills(Path(folder), seed))
    table = pd.concat(found, axis=1)
    lines = [f"| {name} | {row.max():.4f} | {row.median():.4f} |" for name, row in table.sort_index().iterrows()]
    text = "\n".join([INTRODUCTION + f"| over {panels} null panels | largest held_out_skill | median |", "|---|---|---|", *lines]) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
