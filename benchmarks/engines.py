"""One delivery on both engines, side by side: ``python -m benchmarks.engines`` builds it on DuckDB and Spark, and writes engines.md.

DuckDB lands the delivery for both. Tests are left out. Then every mart is compared. It needs ``make spark-install``.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
from pathlib import Path

from benchmarks.cost_page import REAL_AUTHORS, table
from benchmarks.run import DBT, MODELS_ONLY, scratch_folder, told
from fashion_panel.engines.same_marts import compare, marts_of
from tests.oracles.costs import Run, measure, write_demo

SPARK = str(Path(__file__).parents[1] / ".venv-spark" / "bin" / "dbt")
LANDING = ("staging.landing", "staging.external")


def build_on_both(authors: int, driver_memory: str, partitions: int, folder: Path) -> tuple[dict[str, Run], list[str], int]:
    """Build on both engines; return the costs of the steps, what differs between the marts, and how many marts there are."""
    raw, warehouse, landed, marts = write_demo(folder / "raw", authors), folder / "build.duckdb", folder / "landed", folder / "marts"
    environment = {"RAW_DATA_DIR": str(raw), "WAREHOUSE_PATH": str(warehouse), "LANDED_DIR": str(landed), "DO_NOT_TRACK": "1"}
    environment |= {"DBT_TARGET_PATH": str(folder / "target"), "DBT_LOG_PATH": str(folder / "logs")}
    environment |= {"SPARK_WAREHOUSE": str(folder / "spark"), "SPARK_LOCAL_DIRS": str(folder), "SPARK_MASTER": "local[2]"}
    environment |= {"SPARK_DRIVER_MEMORY": driver_memory, "SPARK_SHUFFLE_PARTITIONS": str(partitions), "SPARK_LOCAL_IP": "127.0.0.1"}
    commands = {
        "landing, on DuckDB": [DBT, "build", "--select", "+staging.landing", "staging.external", *MODELS_ONLY],
        "all the rest, on DuckDB": [DBT, "build", "--exclude", *LANDING, *MODELS_ONLY],
        "the landed tables as Parquet": [sys.executable, "-m", "fashion_panel", "landed"],
        "all the rest, on Spark": [SPARK, "build", "--target", "spark", *MODELS_ONLY],
        "the marts as Parquet": [SPARK, "run-operation", "export_marts", "--target", "spark", "--args", f"{{folder: '{marts}'}}"],
    }
    costs = {step: told(step, measure(command, environment)) for step, command in commands.items()}
    comparisons = [compare(warehouse, marts, mart) for mart in marts_of(warehouse)]
    # a first build has no former delivery: an empty mart is empty on both
    problems = [problem for one in comparisons for problem in one.problems if one.rows or not problem.endswith("the mart is empty")]
    return costs, problems, len(comparisons)


def page(authors: int, driver_memory: str, partitions: int, costs: dict[str, Run], problems: list[str], marts: int) -> str:
    """Return engines.md."""
    today = datetime.datetime.now(tz=datetime.UTC).date()
    return "\n".join(
        [
            "# One delivery on two engines",
            "",
            f"`python -m benchmarks.engines`, {today}, {os.cpu_count()} cores ({platform.machine()}), {authors:,} authors,"
            f" one run, without tests. Spark `local[2]` with {driver_memory} for the driver and {partitions} shuffle partitions.",
            "",
            *table(
                ["step", "seconds", "peak memory, MB"],
                *([step, f"{cost.seconds:.0f}", f"{cost.peak_mb:.0f}"] for step, cost in costs.items()),
            ),
            *(
                [f"Of {marts} marts, these differ:", "", *(f"- {problem}" for problem in problems)]
                if problems
                else [f"All {marts} marts are the same."]
            ),
            "",
        ]
    )


def main() -> None:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=int, default=REAL_AUTHORS)
    parser.add_argument("--driver-memory", default="6g")
    parser.add_argument("--partitions", type=int, default=4)
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("engines.md"))
    arguments = parser.parse_args()
    if not Path(SPARK).exists():
        sys.exit("Spark is not installed: run make spark-install first.")
    settings = arguments.authors, arguments.driver_memory, arguments.partitions
    with scratch_folder() as scratch:
        text = page(*settings, *build_on_both(*settings, scratch))
    arguments.out.write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
