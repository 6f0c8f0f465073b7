"""What a build costs: ``python -m benchmarks.run`` measures it beside a plain CSV load and others, and writes README.md.

Machines are shared and noisy, so what is compared runs one after the other and is compared as ratios.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import numpy as np
import yaml

from benchmarks.cost_page import BASE, DAY, FEW_AUTHORS, FIRST_PARTS, MEMORY, REAL_AUTHORS, Node, Profile, page
from tests.oracles.costs import Run, measure, write_demo

DBT = str(Path(sys.executable).with_name("dbt"))
MODELS_ONLY = ("--exclude-resource-type", "test", "unit_test")
ROOT = Path(__file__).resolve().parents[1]
PEER = str(ROOT / ".venv-peers" / "bin" / "python")
OURS = {
    "author_labels": """
        select author_id, label_type, label_name, item_count from intermediate.int_author_labels
        inner join intermediate.int_labels using (label_number) where is_in_vocabulary
    """,
    "author_categories": "select author_id, category, item_count from intermediate.int_author_category_items",
    "author_bands": "select author_id, follower_band from intermediate.int_authors where follower_band <> 'unknown'",
}
DIFFERING = """
    select (select count(*) from (({ours}) except all ({theirs}))) + (select count(*) from (({theirs}) except all ({ours})))
"""
PLAIN_CSV_LOAD = """
import duckdb, json, sys
folder, path, settings = sys.argv[1:]
con = duckdb.connect(path, config=json.loads(settings))
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
LANDING = """
import duckdb, json, pathlib, sys
folder, path, settings = sys.argv[1:]
con = duckdb.connect(path, config=json.loads(settings))
con.execute('create schema staging')
# how cells are read is decided by their columns, which costs a pass of its own
landed = [file for file in sorted(pathlib.Path(folder).glob('landed_*.sql')) if 'read_csv' in file.read_text()]
for file in [pathlib.Path(folder, f'raw_column_{what}.sql') for what in ('counts', 'spellings')] + landed:
    con.execute(f'create table staging.{file.stem} as {file.read_text()}')
"""


class Panel(NamedTuple):
    """A delivery without its last day, and that day; ``raw`` is the folder that is built."""

    raw: Path
    day: Path

    def add_day(self) -> None:
        """Deliver the day."""
        for file in self.day.iterdir():
            os.link(file, self.raw / file.name)


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder that is removed in the end."""
    with tempfile.TemporaryDirectory(prefix="fashion_panel_bench_") as folder:
        yield Path(folder)


def told(name: str, run: Run) -> Run:
    """Print what a run cost, and return it."""
    print(f"{name}: {run.seconds:.1f} s, {run.cpu_seconds:.1f} CPU s, {run.peak_mb:.0f} MB", flush=True)
    return run


def publish(raw: Path, folder: Path, memory: str = MEMORY) -> Run:
    """Run `make build` on ``raw``, with the versions in ``folder``, and return the cost."""
    command = [sys.executable, "-m", "fashion_panel", "build", "--warehouse", str(folder)]
    return measure(command, {"RAW_DATA_DIR": str(raw), "DUCKDB_MEMORY_LIMIT": memory})


def dbt_build(raw: Path, folder: Path, *options: str) -> Run:
    """Build ``raw`` into a warehouse in ``folder`` with plain dbt, and return the cost."""
    folder.mkdir(exist_ok=True)
    environment = {
        "RAW_DATA_DIR": str(raw),
        "WAREHOUSE_PATH": str(folder / "build.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DUCKDB_MEMORY_LIMIT": MEMORY,
        "DO_NOT_TRACK": "1",
    }
    return measure([DBT, "build", *options], environment)


def without_later_parts() -> list[str]:
    """Return the options of dbt that leave out the parts of selectors.yml behind the first ones, and unit tests, as `make build` does."""
    selectors = yaml.safe_load((ROOT / "selectors.yml").read_text(encoding="utf-8"))["selectors"]
    paths = [f"path:{each['value']}" for part in selectors if part["name"] not in FIRST_PARTS for each in part["definition"]["union"]]
    return ["--exclude-resource-type", "unit_test", "--exclude", *paths]


def engine_settings() -> dict[str, Any]:
    """Return the settings of profiles.yml for DuckDB, with the memory of the measured builds."""
    profiles = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))
    settings = profiles["fashion_panel"]["outputs"]["duckdb"]["config_options"]
    return {name: value for name, value in settings.items() if "env_var" not in str(value)} | {"memory_limit": MEMORY}


def load(script: str, source: Path, folder: Path, settings: dict[str, Any]) -> Run:
    """Run a script that loads the four files into the tables of an empty database, and return the cost."""
    folder.mkdir(exist_ok=True)
    loaded = folder / "build.duckdb"  # the name stands in what dbt compiled
    cost = measure([sys.executable, "-c", script, str(source), str(loaded), json.dumps(settings)])
    loaded.unlink()
    return cost


def plain_csv_load(raw: Path, folder: Path, **settings: Any) -> Run:
    """Load the four files into tables, typed, with nothing else; ``settings`` are the engine's that are not DuckDB's own."""
    return load(PLAIN_CSV_LOAD, raw, folder, settings)


def place_of(node: dict[str, Any], nodes: dict[str, dict[str, Any]]) -> tuple[str, str]:
    """Return the folder of its topic, and the file that describes it.

    The topic of models/marts/trends/trend_weeks.sql is trends, that of all in models/staging is staging.
    """
    node = nodes.get(node.get("attached_node") or "", node)
    parts = [
        part for part in Path(node["original_file_path"]).parts[:-1] if part not in ("models", "intermediate", "marts", "python_models")
    ]
    return parts[0] if parts else "hooks", Path(node.get("patch_path") or "").name


def profile_of(run: Run, target: Path) -> Profile:
    """Return the profile of the build whose results lie in ``target``."""
    results, manifest = (json.loads((target / f"{name}.json").read_text()) for name in ("run_results", "manifest"))
    known = manifest["nodes"]
    times, costs = zip(*run.readings, strict=True)
    cpu_seconds, memory = (np.array(each) for each in zip(*costs, strict=True))

    def node_of(result: dict[str, Any]) -> Node:
        unique_id = result["unique_id"]
        kind, _, name = unique_id.split(".")[:3]
        steps = [
            datetime.datetime.fromisoformat(step[end]).timestamp() for step in result["timing"] for end in ("started_at", "completed_at")
        ]
        place = place_of(known[unique_id], known) if unique_id in known else (kind, "")
        if not steps:
            return Node(result["execution_time"], 0.0, 0.0, kind, name, *place)
        first, last = np.searchsorted(times, (min(steps), max(steps)))
        peak_mb = memory[max(first - 1, 0) : last + 1].max()  # the reading before and the one behind, too
        return Node(result["execution_time"], float(np.ptp(np.interp(steps, times, cpu_seconds))), float(peak_mb), kind, name, *place)

    return Profile(run, sorted(map(node_of, results["results"]), reverse=True))


def start_of_the_day(path: Path) -> int:
    """Return the place of the first record of the last 1/DAY of a CSV file: behind a line break with an even number of quotes before it."""
    place = path.stat().st_size * (DAY - 1) // DAY
    with path.open("rb") as file:
        quotes = sum(file.read(min(2**24, place - start)).count(b'"') for start in range(0, place, 2**24))
        for line in file:
            quotes += line.count(b'"')
            place += len(line)
            if quotes % 2 == 0:
                return place
    sys.exit(f"{path} ends within quotes")


def split_off_a_day(raw: Path, folder: Path) -> Panel:
    """Write a delivery as two: ``raw`` without the last records of the two big files, and these as parts of their own."""
    panel = Panel(folder / "rest", folder / "day")
    for path in panel:
        path.mkdir(parents=True)
    for table in ("MART_AUTHORS", "MART_AUTHORS_SEGMENTATIONS"):
        os.link(raw / f"{table}.csv", panel.raw / f"{table}.csv")
    for table in ("MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS"):
        whole, rest, part = raw / f"{table}.csv", panel.raw / f"{table}_1.csv", panel.day / f"{table}_2.csv"
        start = start_of_the_day(whole)
        shutil.copyfile(whole, rest)
        os.truncate(rest, start)
        with whole.open("rb") as file, part.open("wb") as part_file:
            part_file.write(file.readline())  # the header
            file.seek(start)
            shutil.copyfileobj(file, part_file)
    return panel


def compare(raw: Path, panel: Panel, scratch: Path) -> tuple[dict[str, Run], Profile]:
    """Run everything once, the parts that belong together one after the other; return the costs and the profile of the whole build."""
    runs, build, parts = {}, scratch / "build", scratch / "parts"

    def note(name: str, run: Run) -> None:
        runs[name] = told(name, run)

    settings = engine_settings()
    note(BASE, plain_csv_load(raw, scratch / "bare"))
    note("plain load, our settings", plain_csv_load(raw, scratch / "bare", **settings))
    note("make build", publish(panel.raw, build))
    profile = profile_of(runs["make build"], build / "current" / "target")
    note("nothing new", publish(panel.raw, build))
    note("first parts", dbt_build(panel.raw, parts, *without_later_parts()))
    # the SQL that dbt compiled in the line above, run without dbt
    note("landing", load(LANDING, parts / "target/compiled/fashion_panel/models/staging/landing", scratch / "bare", settings))
    panel.add_day()
    note("a day more", publish(panel.raw, build))
    note("first parts, a day more", dbt_build(panel.raw, parts, *without_later_parts()))
    for folder in (build, parts):
        shutil.rmtree(folder)
    return runs, profile


def peers(raw: Path, scratch: Path) -> tuple[dict[str, Run], dict[str, dict[str, int]]]:
    """Return what the same tables cost elsewhere, and how many rows of each table differ from ours."""
    runs, ours = {}, scratch / "ours"
    models = ("+int_author_labels", "+int_author_category_items", "+int_authors")
    runs["three tables in dbt"] = dbt_build(raw, ours, "--select", *models, *MODELS_ONLY)
    differing: dict[str, dict[str, int]] = {}
    for engine in ("duckdb", "polars"):
        folder = scratch / engine
        folder.mkdir()
        runs[f"three tables in {engine}"] = measure([PEER, str(ROOT / "benchmarks/peers.py"), engine, str(raw), str(folder)])
        with duckdb.connect(str(ours / "build.duckdb"), read_only=True) as con:
            differing[engine] = {
                table: con.execute(DIFFERING.format(ours=query, theirs=f"select * from '{folder / table}.parquet'")).fetchall()[0][0]
                for table, query in OURS.items()
            }
        shutil.rmtree(folder)
    shutil.rmtree(ours)
    runs["two tables in pandas"] = measure([sys.executable, "-m", "tests.oracles.published_in_pandas", str(raw)])
    runs["the same two in dbt"] = dbt_build(raw, scratch / "two", "--select", "+published_rules", "+fashion_segments_final", *MODELS_ONLY)
    shutil.rmtree(scratch / "two")
    for name, run in runs.items():
        told(name, run)
    return runs, differing


def main() -> None:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=int, default=REAL_AUTHORS)
    arguments = parser.parse_args()
    with scratch_folder() as scratch:
        raw = write_demo(scratch / "raw", arguments.authors)
        runs, whole = compare(raw, split_off_a_day(raw, scratch / "days"), scratch)
        of_peers, differing = peers(raw, scratch)
        few = write_demo(scratch / "few", FEW_AUTHORS)
        small = profile_of(publish(few, scratch / "small"), scratch / "small" / "current" / "target")
    text = page(arguments.authors, runs | of_peers, whole, small, differing)
    Path(__file__).with_name("README.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
