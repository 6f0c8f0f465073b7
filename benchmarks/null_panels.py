"""What held-out skill says where nothing can be known: run ``python -m benchmarks.null_panels [PANELS]``.

Every second panel repeats one outfit through each carousel. Each is a delivery that dbt builds as any other.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import duckdb
import pandas as pd

from tests.oracles.null_panels import write_null_panel

ROOT = Path(__file__).resolve().parents[1]
SKILLS = "select segmentation, value from marts.segmentation_scorecard where metric = 'held_out_skill'"


def null_skills(folder: Path, seed: int) -> pd.Series:
    """Build the null panel of a seed in a folder, and return held_out_skill by segmentation."""
    write_null_panel(folder / "raw", seed, repeated=seed % 2)
    places = {"RAW_DATA_DIR": folder / "raw", "WAREHOUSE_PATH": folder / "warehouse.duckdb"}
    places |= {"DBT_TARGET_PATH": folder / "target", "DBT_LOG_PATH": folder / "logs"}
    command = [Path(sys.executable).with_name("dbt"), "--quiet", "build", "--select", "+segmentation_scorecard"]
    environment = os.environ | {name: str(place) for name, place in places.items()}
    subprocess.run([*command, "--exclude-resource-type", "test", "unit_test"], cwd=ROOT, check=True, env=environment)
    with duckdb.connect(str(places["WAREHOUSE_PATH"]), read_only=True) as connection:
        return connection.sql(SKILLS).df().set_index("segmentation")["value"]


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
