"""What a build costs: ``python -m benchmarks.run`` measures it beside a plain CSV load and pandas, writes README.md, growth.svg.

Machines are shared and noisy, so the compared runs alternate and their medians are compared as ratios. ``--factors`` are the
sizes of panel for the growth beside 1, as multiples of ``--authors``; 10 takes about half an hour and 30 GB of disk. The page is
written after each of them, so that a long run may be ended.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import vl_convert

from tests.oracles.costs import Run, measure, write_demo

REAL_AUTHORS = 32_841
DAY = 500  # a day is this part of the data
FEW_AUTHORS = 200  # whose data cost nothing: what a build of them takes is dbt's own bill
LARGE_MEMORY = "4500MB"  # of the engine, so that a build of ten times the panel stays within 6 GB
DBT = str(Path(sys.executable).with_name("dbt"))
MODELS_ONLY = ("--exclude-resource-type", "test", "unit_test")
PLAIN_CSV_LOAD = """
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
LANDING = """
import duckdb, pathlib, sys
folder, path = sys.argv[1:]
con = duckdb.connect(path)
con.execute('create schema staging')
# how cells are read is decided by their columns, which costs a pass of its own
for file in [pathlib.Path(folder, 'raw_column_spellings.sql'), *sorted(pathlib.Path(folder).glob('landed_*.sql'))]:
    if 'read_csv' in file.read_text():
        con.execute(f'create table staging.{file.stem} as {file.read_text()}')
"""


class Profile(NamedTuple):
    """A whole build: its cost, and of each node seconds, kind (model, test, unit_test ...) and name, the slowest first."""

    run: Run
    nodes: list[tuple[float, str, str]]


def median(runs: list[Run]) -> Run:
    """Return the medians of several runs."""
    return Run(*map(statistics.median, zip(*runs, strict=True)))


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Yield a folder that is removed in the end."""
    with tempfile.TemporaryDirectory(prefix="fashion_panel_bench_") as folder:
        yield Path(folder)


def build(raw: Path, folder: Path, *options: str, memory: str | None = None, keep: bool = False) -> Run:
    """Build ``raw`` in ``folder`` with dbt, from nothing unless a warehouse is there, and return the cost."""
    folder.mkdir(exist_ok=True)
    environment = {
        "RAW_DATA_DIR": str(raw),
        "WAREHOUSE_PATH": str(folder / "build.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DO_NOT_TRACK": "1",
    } | ({"DUCKDB_MEMORY_LIMIT": memory} if memory else {})
    cost = measure([DBT, "build", *options], environment)
    if not keep:
        (folder / "build.duckdb").unlink()
    return cost


def load(script: str, source: Path, folder: Path) -> Run:
    """Run a script that loads the four files into the tables of an empty database, and return the cost."""
    folder.mkdir(exist_ok=True)
    loaded = folder / "build.duckdb"  # the name stands in what dbt compiled
    cost = measure([sys.executable, "-c", script, str(source), str(loaded)])
    loaded.unlink()
    return cost


def plain_csv_load(raw: Path, folder: Path) -> Run:
    """Load the four files into tables, typed, with nothing else."""
    return load(PLAIN_CSV_LOAD, raw, folder)


def profile_of(run: Run, folder: Path) -> Profile:
    """Return the profile of the last build in ``folder``."""
    results = json.loads((folder / "target/run_results.json").read_text())["results"]
    nodes = [(result["execution_time"], *result["unique_id"].split(".")[::2][:2]) for result in results]
    return Profile(run, sorted(nodes, reverse=True))


def compare(raw: Path, scratch: Path, repeats: int) -> tuple[dict[str, Run], Profile]:
    """Return the medians of the compared runs, in turns, and the profile of the last whole build."""
    ways: dict[str, Callable[[], Run]] = {
        "plain CSV load": lambda: plain_csv_load(raw, scratch / "bare"),
        "dbt build": lambda: build(raw, scratch / "build"),
        "dbt run": lambda: build(raw, scratch / "run", *MODELS_ONLY),
        # the SQL that dbt compiled in the line above, run without dbt
        "landing": lambda: load(LANDING, scratch / "run/target/compiled/fashion_panel/models/staging/landing", scratch / "bare"),
        "two tables in pandas": lambda: measure([sys.executable, "-m", "tests.oracles.published_in_pandas", str(raw)]),
        "the same two in dbt": lambda: build(raw, scratch / "two", "--select", "+published_rules", "+fashion_segments_final", *MODELS_ONLY),
    }
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    for repeat in range(repeats):
        for name, way in ways.items():
            runs[name].append(way())
            print(f"{repeat + 1}/{repeats} {name}: {runs[name][-1].seconds:.1f} s, {runs[name][-1].peak_mb:.0f} MB", flush=True)
    return {name: median(done) for name, done in runs.items()}, profile_of(runs["dbt build"][-1], scratch / "build")


def profile_few(scratch: Path) -> Profile:
    """Return the profile of a whole build of few authors."""
    return profile_of(build(write_demo(scratch / "few", FEW_AUTHORS), scratch / "small"), scratch / "small")


def split_off_a_day(raw: Path, day: Path) -> None:
    """Move the last rows of the two big files into parts of their own in ``day``; ``raw`` keeps the rest."""
    day.mkdir()
    for table in ("MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS"):
        whole, rest, part = raw / f"{table}.csv", raw / f"{table}_1.csv", day / f"{table}_2.csv"
        with whole.open(encoding="utf-8", newline="") as file:
            record_count = sum(1 for _ in csv.reader(file)) - 1
        first_of_day = record_count - record_count // DAY
        with (
            whole.open(encoding="utf-8", newline="") as file,
            rest.open("w", encoding="utf-8", newline="") as rest_file,
            part.open("w", encoding="utf-8", newline="") as part_file,
        ):
            reader, before, after = csv.reader(file), csv.writer(rest_file), csv.writer(part_file)
            header = next(reader)
            before.writerow(header)
            after.writerow(header)
            for number, record in enumerate(reader):
                (before if number < first_of_day else after).writerow(record)
        whole.unlink()


def one_more_day(raw: Path, scratch: Path) -> dict[str, Run]:
    """Return what the first build costs, the next with a day more, and one more with nothing new; ``raw`` is split for it."""
    split_off_a_day(raw, scratch / "day")
    folder = scratch / "daily"
    costs = {"first build": build(raw, folder, keep=True)}
    for file in (scratch / "day").iterdir():
        shutil.move(file, raw)
    costs["a day more"] = build(raw, folder, keep=True)
    costs["nothing new"] = build(raw, folder)
    return costs


def grow(factors: list[float], authors: int, scratch: Path, known: dict[float, tuple[Run, Run]]) -> Iterator[dict[float, tuple[Run, Run]]]:
    """Yield the cost of the plain CSV load and of the whole build by multiple of the panel: the known ones, then with each that was run."""
    costs = dict(known)
    yield costs
    for factor in factors:
        if factor in known:
            continue
        raw = write_demo(scratch / f"raw_{factor:g}", int(authors * factor))
        memory = LARGE_MEMORY if factor > 1 else None
        costs[factor] = plain_csv_load(raw, scratch / "bare"), build(raw, scratch / f"grown_{factor:g}", memory=memory)
        shutil.rmtree(raw)
        print(f"{factor:g} times the panel: {costs[factor][1].seconds:.1f} s, {costs[factor][1].peak_mb:.0f} MB", flush=True)
        yield dict(sorted(costs.items()))


def draw(growth: dict[float, tuple[Run, Run]]) -> str:
    """Return the growth as an SVG on logarithmic axes, where what grows with the data is a straight line."""
    points = [
        {"factor": factor, "seconds": run.seconds, "run": name}
        for factor, runs in growth.items()
        for name, run in zip(("plain CSV load", "dbt build"), runs, strict=True)
    ]
    axis = {"type": "quantitative", "scale": {"type": "log"}}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": 420,
        "height": 260,
        "background": "white",
        "data": {"values": points},
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {"field": "factor", "title": "times the panel", "axis": {"values": list(growth)}, **axis},
            "y": {"field": "seconds", "title": "seconds", **axis},
            "color": {"field": "run", "title": None},
        },
    }
    return vl_convert.vegalite_to_svg(spec)


def table(*rows: list[object]) -> list[str]:
    """Return a Markdown table; the first row is its head."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]


def seconds_by_kind(*profiles: Profile) -> list[list[object]]:
    """Return rows of kind of node, number of nodes, and seconds in each profile; the last row is what no node takes."""
    rows: list[list[object]] = []
    for kind in sorted({kind for profile in profiles for _, kind, _ in profile.nodes}):
        seconds = [[seconds for seconds, of, _ in profile.nodes if of == kind] for profile in profiles]
        rows.append([kind, len(seconds[0]), *(f"{sum(of_kind):.1f}" for of_kind in seconds)])
    rest = [profile.run.seconds - sum(seconds for seconds, _, _ in profile.nodes) for profile in profiles]
    return [*rows, ["start, parsing and end", "", *(f"{seconds:.1f}" for seconds in rest)]]


def page(
    authors: int,
    repeats: int,
    compared: dict[str, Run],
    panel: Profile,
    few: Profile,
    days: dict[str, Run],
    growth: dict[float, tuple[Run, Run]],
) -> str:
    """Return README.md."""
    what = {
        "plain CSV load": "four `create table as select` with the same casts",
        "dbt build": "everything, with all unit and data tests, from nothing",
        "dbt run": "the same without tests",
        "landing": "the four tables that keep every record, its line, what is wrong with it; and the pass over the columns",
        "two tables in pandas": "the two published segmentations, in memory, no check of anything (`published_in_pandas.py`)",
        "the same two in dbt": "what these two need, landing included",
    }
    base, full = compared["plain CSV load"], days["first build"]
    today = datetime.datetime.now(tz=datetime.UTC).date()
    machine = f"{os.cpu_count()} cores ({platform.machine()})"
    lines = [
        "# What it costs",
        "",
        f"`make bench`, {today}, {machine}, {authors:,} authors, medians of {repeats} alternating runs.",
        "What the numbers mean, and what would make them smaller: [docs/what_it_costs.md](../docs/what_it_costs.md).",
        "",
        *table(
            ["run", "what", "seconds", "CPU seconds", "times the plain CSV load", "peak memory, MB"],
            *(
                [
                    name,
                    what[name],
                    f"{run.seconds:.1f}",
                    f"{run.cpu_seconds:.1f}",
                    f"{run.seconds / base.seconds:.1f}",
                    f"{run.peak_mb:.0f}",
                ]
                for name, run in compared.items()
            ),
        ),
        f"## One more day (1/{DAY} of the data, as new files)",
        "",
        *table(
            ["build", "seconds", "of the first", "CPU seconds"],
            *([name, f"{run.seconds:.1f}", f"{run.seconds / full.seconds:.0%}", f"{run.cpu_seconds:.1f}"] for name, run in days.items()),
        ),
        "## Growth",
        "",
        f"Panels above the real size with `DUCKDB_MEMORY_LIMIT={LARGE_MEMORY}`, the others with the default.",
        "",
        *table(
            ["times the panel", "plain CSV load, s", "dbt build, s", "s per million label rows", "peak memory, MB"],
            *(
                [
                    f"{factor:g}",
                    f"{bare.seconds:.1f}",
                    f"{whole.seconds:.1f}",
                    f"{whole.seconds / (25.1 * factor * authors / REAL_AUTHORS):.2f}",
                    f"{whole.peak_mb:.0f}",
                ]
                for factor, (bare, whole) in growth.items()
            ),
        ),
        "![seconds by size of the panel](growth.svg)",
        "",
        "## Where the seconds of one `dbt build` go",
        "",
        f"{FEW_AUTHORS} authors have next to no data: what they take is dbt's own bill.",
        "",
        *table(["nodes", "number", "seconds, the panel", f"seconds, {FEW_AUTHORS} authors"], *seconds_by_kind(panel, few)),
        "The slowest of the panel:",
        "",
        *table(["node", "seconds"], *([name, f"{seconds:.1f}"] for seconds, _, name in panel.nodes[:12])),
    ]
    return "\n".join(lines)


def main() -> None:
    """Run everything and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=int, default=REAL_AUTHORS)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--factors", type=float, nargs="*", default=[0.25, 4])
    arguments = parser.parse_args()
    with scratch_folder() as scratch:
        raw = write_demo(scratch / "raw", arguments.authors)
        compared, panel = compare(raw, scratch, arguments.repeats)
        few = profile_few(scratch)
        days = one_more_day(raw, scratch)
        shutil.rmtree(raw)
        for growth in grow(arguments.factors, arguments.authors, scratch, {1: (compared["plain CSV load"], compared["dbt build"])}):
            text = page(arguments.authors, arguments.repeats, compared, panel, few, days, growth)
            Path(__file__).with_name("README.md").write_text(text, encoding="utf-8")
            Path(__file__).with_name("growth.svg").write_text(draw(growth) + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
