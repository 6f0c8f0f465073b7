"""Do accounts that look alike belong together? Run ``python -m benchmarks.lookalikes WAREHOUSE TRUTH``.

TRUTH is the persona_truth.csv of the demo. Measured as tests/oracles/lookalikes.py says, with what the search takes.
"""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

import duckdb
import pandas as pd
from threadpoolctl import threadpool_limits

from python_models.lookalikes.lookalike_fits import lookalikes
from tests.oracles.lookalikes import measure_halves, measure_personas


def main(warehouse: Path, truth: Path) -> int:
    """Print what is measured, and what the search takes."""
    halves, personas = measure_halves(warehouse), measure_personas(warehouse, truth)
    print(f"{halves.author_count:,} authors\n| space | other half among the ten |\n|---|---|")
    for space, share in halves.found.items():
        print(f"| {space} | {share:.3f} |")
    print(f"same persona {personas.same:.3f}, {personas.same / personas.base:.2f} times the base rate {personas.base:.3f}")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        weights = connection.sql("from intermediate.int_author_label_weights").df()
    wall, cpu = time.perf_counter(), time.process_time()
    with threadpool_limits(1):
        found = lookalikes(weights, pd.DataFrame(), 10, len(weights))
    used = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    in_degree = found["lookalike_id"].value_counts()
    authors = found["author_id"].nunique()
    print(f"search: {authors:,} authors, {used[0]:.1f} s, {used[1]:.1f} CPU s; peak of the process {peak} MB")
    print(f"look-alike of most others: {in_degree.max()}; of nobody: {1 - len(in_degree) / authors:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
