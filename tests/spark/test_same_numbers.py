"""The same project on DuckDB and on a Spark cluster, twice, and every mart held against the other. Run by ``make spark-test``.

Between the two builds the delivery changes and the style model is retrained, so the second meets what the first has left:
tables to replace, a stored model to add to, and snapshots to merge into.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

import pytest
from cluster import ROOT, WORKERS, Cluster

from fashion_panel.engines.landed import write_landed
from fashion_panel.engines.same_marts import compare, marts_of

MARTS = sorted(path.stem for path in (ROOT / "models" / "marts").rglob("*.sql"))
DUCKDB = Path(sys.executable).with_name("dbt")
SPARK = ROOT / ".venv-spark" / "bin" / "dbt"
AUTHORS = 400
OF_EACH_ENGINE = ("rule_digests",)  # the models that it enables
UNTESTED = ("--exclude-resource-type", "test", "unit_test")
UNIT_TESTED = ("--exclude-resource-type", "unit_test")  # their rows are their own, once is enough


class Builds(NamedTuple):
    """What the two engines built last, and which executor did how much."""

    warehouse: Path
    marts: Path
    tasks: dict[str, int]


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    """Build both deliveries on both engines, the tests of the project included; nothing is left behind."""
    folder = tmp_path_factory.mktemp("spark")
    try:
        yield build_twice(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def build_twice(folder: Path) -> Builds:
    """Build the first and the second delivery in ``folder``."""
    first, second, outside = folder / "first", folder / "second", folder / "outside"
    demo = [sys.executable, "-m", "fashion_panel", "demo", "--authors", str(AUTHORS), "--seed", "1", "--out", first]
    subprocess.run(demo, cwd=ROOT, check=True, capture_output=True)
    change(first, second)
    outside.mkdir()
    write_external_series(outside / "series.csv")
    warehouse, landed, marts = folder / "warehouse.duckdb", folder / "landed", folder / "marts"
    with Cluster(folder / "cluster") as cluster:
        environment = os.environ | cluster.environment
        environment |= {"DO_NOT_TRACK": "1", "DBT_TARGET_PATH": str(folder / "target"), "DBT_LOG_PATH": str(folder / "logs")}
        environment |= {"WAREHOUSE_PATH": str(warehouse), "LANDED_DIR": str(landed)}
        environment |= {"SPARK_MASTER": cluster.master, "SPARK_WAREHOUSE": str(folder / "warehouse")}
        for delivery, refit, untested in ((first, "auto", ()), (second, "always", UNIT_TESTED)):
            environment["RAW_DATA_DIR"] = str(delivery)
            variables = ("--vars", f"{{external_series_dir: '{outside}', refit: {refit}}}")
            run(environment, DUCKDB, "build", *variables, *UNTESTED)
            write_landed(warehouse, landed)
            run(environment, SPARK, "build", "--target", "spark", *variables, *untested)
        run(environment, SPARK, "run-operation", "export_marts", "--target", "spark", "--args", f"{{folder: '{marts}'}}")
    return Builds(warehouse, marts, cluster.tasks_by_executor())


def run(environment: dict[str, str], *command: str | Path) -> None:
    """Run dbt, which must succeed; say how long it took."""
    started = time.monotonic()
    print(f"\n{Path(command[0]).parents[1].name}: dbt {' '.join(str(word) for word in command[1:])}", flush=True)
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-8000:]
    print(f"{done.stdout.strip().splitlines()[-1]} ({time.monotonic() - started:.0f} s)", flush=True)


def change(first: Path, second: Path) -> None:
    """Copy a delivery, with fewer labels, more followers, a longer list of hand-picked accounts, and posts of a later week."""
    shutil.copytree(first, second)
    labels = second / "MART_IMAGES_LABELS.csv"
    lines = labels.read_text(encoding="utf-8").splitlines(keepends=True)
    labels.write_text("".join(line for line in lines if not line.split(",")[0].endswith("7")), encoding="utf-8")
    segmentations = second / "MART_AUTHORS_SEGMENTATIONS.csv"
    with segmentations.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for number, row in enumerate(rows):
        if number % 3 == 1 and row[2].isdigit():
            row[2] = str(4 * int(row[2]))
        if number % 5 == 1 and row[2].isdigit():
            row[3] = "true"
    with segmentations.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    posts = second / "MART_IMAGES_OF_POSTS.csv"
    with posts.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    dated = [row for row in rows if re.match(r"20\d\d-(0[1-9]|1[0-2])-[0-2]\d ", row["POST_PUBLICATION_DATE"])]
    week_later = datetime.fromisoformat(max(map(itemgetter("POST_PUBLICATION_DATE"), dated))[:10]) + timedelta(days=7)
    # a week that hardly anybody posts in would be a stray
    one_of_each = {row["AUTHORID"]: row for row in dated}
    with posts.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        for number, row in enumerate(list(one_of_each.values())[:100]):
            date = f"{week_later:%Y-%m-%d} 12:00:00"
            writer.writerow(row | {"POST_ID": str(99999999999 + number), "POST_PUBLICATION_DATE": date, "POST_CAPTION": ""})


def write_external_series(path: Path) -> None:
    """Write pairs of weekly series, so that the table of the sign tests, too small a panel's own, is not empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["series_id", "week", "panel", "value"])
        for series in range(30):
            for week in range(156):
                for panel, delay in (("leader", 0), ("follower", 13)):
                    day = time.strftime("%Y-%m-%d", time.gmtime(1_609_718_400 + 604_800 * week))
                    noise = ((week - delay + 7919 * (series + 1)) * 2_654_435_761 % 4_294_967_296) / 4_294_967_296
                    writer.writerow([f"external_{series:02}", day, panel, 100 + 50 * noise + (series * 31 + week * 17 + len(panel)) % 13])


def test_spark_has_the_marts_of_duckdb(builds: Builds) -> None:
    assert marts_of(builds.warehouse) == MARTS


@pytest.mark.parametrize("mart", MARTS)
def test_marts_are_the_same(builds: Builds, mart: str) -> None:
    comparison = compare(builds.warehouse, builds.marts, mart, left_out=OF_EACH_ENGINE)
    print(f"\n{mart}: {comparison.rows:,} rows, doubles within {comparison.largest_difference:.0e}")
    assert comparison.problems == []


def test_every_worker_had_its_share_of_the_tasks(builds: Builds) -> None:
    print("\n" + "\n".join(f"{executor}: {count:,} tasks" for executor, count in builds.tasks.items()))
    assert len(builds.tasks) >= 3 * WORKERS
    assert all("127.0.0.1" in executor for executor in builds.tasks)
