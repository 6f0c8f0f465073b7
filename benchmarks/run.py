"""Build the real-size demo and compare its cost with a bare typed load of the same files, in one run.

``python -m benchmarks.run [--authors 32841] [--repeats 3]`` writes ``benchmarks/README.md``. Machines are shared and noisy, so
the runs alternate and their medians are compared as ratios.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

BARE_LOAD = """
import duckdb, sys
folder, path = sys.argv[1:]
con = duckdb.connect(path)
columns = {
    'MART_AUTHORS': 'AUTHORID BIGINT, BIO VARCHAR, NB_FOLLOWERS VARCHAR, NB_FOLLOWS VARCHAR',
    'MART_AUTHORS_SEGMENTATIONS': 'AUTHORID BIGINT, GEO_ZONE VARCHAR, NB_FOLLOWERS VARCHAR, FASHION_INTEREST_SEGMENT VARCHAR',
    'MART_IMAGES_OF_POSTS': 'POST_ID BIGINT, AUTHORID BIGINT, COMMENT_COUNT BIGINT, POST_CAPTION VARCHAR, NB_LIKES BIGINT,'
        ' POST_PUBLICATION_DATE TIMESTAMP, IMAGE_ID BIGINT',
    'MART_IMAGES_LABELS': 'IMAGE_ID BIGINT, TYPE VARCHAR, POSITION_IN_IMAGE VARCHAR, LABEL_NAME VARCHAR',
}
for table, typed in columns.items():
    casts = [column.rsplit(' ', 1) for column in typed.split(', ')]
    con.execute(
        f"create table {table} as select "
        + ', '.join(f'try_cast({name.strip()} as {kind}) as {name.strip()}' for name, kind in casts)
        + f" from read_csv('{folder}/{table}.csv', header = true, all_varchar = true)"
    )
"""


class Run(NamedTuple):
    """Cost of one child process: wall seconds, seconds on both cores together, and peak memory in MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def measure(command: list[str], environment: dict[str, str]) -> Run:
    """Run ``command`` in a child of its own and return its cost; a failing command ends the benchmark with its output."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        child = os.posix_spawn(command[0], command, os.environ | environment, file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - started
        if status:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace")[-3000:])
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def slowest_models(run_results: Path, count: int) -> list[tuple[str, float]]:
    """Return the names and seconds of the ``count`` slowest nodes of a finished dbt build."""
    results = json.loads(run_results.read_text())["results"]
    times = sorted(((r["execution_time"], r["unique_id"].split(".")[2]) for r in results), reverse=True)
    return [(name, seconds) for seconds, name in times[:count]]


def main() -> None:
    """Run the comparison and write the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=int, default=32841)
    parser.add_argument("--repeats", type=int, default=3)
    arguments = parser.parse_args()
    dbt = str(Path(sys.executable).with_name("dbt"))
    with tempfile.TemporaryDirectory(prefix="fashion_panel_bench_") as scratch:
        raw = f"{scratch}/raw"
        measure([sys.executable, "-m", "tools.demo_data", "--authors", str(arguments.authors), "--out", raw], {})
        runs: dict[str, list[Run]] = {"bare load": [], "dbt build": [], "dbt run": []}
        for repeat in range(arguments.repeats):
            folder = Path(scratch, str(repeat))
            folder.mkdir()
            environment = {
                "RAW_DATA_DIR": raw,
                "DBT_TARGET_PATH": f"{folder}/target",
                "DBT_LOG_PATH": f"{folder}/logs",
                "DO_NOT_TRACK": "1",
            }
            runs["bare load"].append(measure([sys.executable, "-c", BARE_LOAD, raw, f"{folder}/bare.duckdb"], environment))
            environment["WAREHOUSE_PATH"] = f"{folder}/build.duckdb"
            runs["dbt build"].append(measure([dbt, "build"], environment))
            slowest = slowest_models(folder / "target/run_results.json", 12)
            environment["WAREHOUSE_PATH"] = f"{folder}/run.duckdb"
            runs["dbt run"].append(measure([dbt, "build", "--exclude-resource-type", "test", "unit_test"], environment))
            for name, done in runs.items():
                print(f"{repeat + 1}/{arguments.repeats} {name}: {done[-1].seconds:.1f} s, {done[-1].peak_mb:.0f} MB", flush=True)
            for file in folder.glob("*.duckdb"):
                file.unlink()
    medians = {name: Run(*map(statistics.median, zip(*done, strict=True))) for name, done in runs.items()}
    base = medians["bare load"]
    text = {
        "bare load": "four `create table as select` with the same casts",
        "dbt build": "everything, with all unit and data tests, from nothing",
        "dbt run": "the same without tests",
    }
    lines = [
        "# What it costs",
        "",
        f"`make bench`, {datetime.datetime.now(tz=datetime.UTC).date()}, {os.cpu_count()} cores ({platform.machine()}),"
        f" {arguments.authors:,} authors,"
        f" medians of {arguments.repeats} alternating runs.",
        "",
        "| run | what | seconds | CPU seconds | times the bare load | peak memory, MB |",
        "|---|---|---|---|---|---|",
        *(
            f"| {name} | {text[name]} | {run.seconds:.1f} | {run.cpu_seconds:.1f} | {run.seconds / base.seconds:.1f} | {run.peak_mb:.0f} |"
            for name, run in medians.items()
        ),
        "",
        "The slowest nodes of the last `dbt build`; nodes run four at a time on the same cores, so seconds add up to more than",
        "the whole.",
        "",
        "| node | seconds |",
        "|---|---|",
        *(f"| {name} | {seconds:.1f} |" for name, seconds in slowest),
        "",
    ]
    Path(__file__).with_name("README.md").write_text("\n".join(lines))
    print("\n".join(lines))


if __name__ == "__main__":
    main()
