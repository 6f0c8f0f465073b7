"""The page of what a build costs: what `benchmarks.run` measured, as tables and a chart."""

from __future__ import annotations

import datetime
import os
import platform
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from tests.oracles.costs import Run

REAL_AUTHORS = 32_841
DAY = 500  # a day is this part of the bytes
FEW_AUTHORS = 200  # whose data cost nothing: what a build of them takes is dbt's own bill
MEMORY = "1000MB"  # of the engine
FIRST_PARTS = ("core", "weights", "evaluation")  # of selectors.yml
BASE = "plain CSV load"
WHAT = {
    BASE: "four `create table as select` with the same casts",
    "plain load, our settings": "the same with the settings of the engine in profiles.yml",
    "make build": "everything, with all data tests, from nothing",
    "nothing new": "`make build` again",
    "a day more": "`make build` with one more file of posts and one of labels",
    "first parts": f"{', '.join(FIRST_PARTS)} of selectors.yml alone, with their data tests, from nothing",
    "first parts, a day more": "the same with the files of the day",
    "landing": "the four tables that keep every record, its line, what is wrong with it; and the pass over the columns",
}
PEERS = {
    "three tables in dbt": "items by author and label, by author and category, follower bands; landing included",
    "three tables in duckdb": "the same in one SQL script, no check of anything (`peers.py`)",
    "three tables in polars": "the same in one Python script, no check of anything (`peers.py`)",
    "the same two in dbt": "the two published segmentations; landing included",
    "two tables in pandas": "the same in memory, no check of anything (`tests/oracles/published_in_pandas.py`)",
}


class Node(NamedTuple):
    """What a node of dbt cost; a test is where its table is.

    Seconds, CPU seconds, the most memory that the build held meanwhile, in MB; and its kind (model, test ...), its name, the folder of
    its topic, and the file that describes it.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    kind: str
    name: str
    topic: str
    described_in: str


class Profile(NamedTuple):
    """A whole build: its cost, and its nodes, the slowest first."""

    run: Run
    nodes: list[Node]


def table(*rows: Sequence[object]) -> list[str]:
    """Return a Markdown table; the first row is its head."""
    lines = [f"| {' | '.join(map(str, row))} |" for row in rows]
    return [lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]


def seconds_by_kind(*profiles: Profile) -> list[list[object]]:
    """Return rows of kind of node, number of nodes, and seconds and CPU seconds in each profile; the last row is what no node takes."""
    rows: list[list[object]] = []
    for kind in sorted({node.kind for profile in profiles for node in profile.nodes}):
        of_kind = [[node for node in profile.nodes if node.kind == kind] for profile in profiles]
        rows.append([kind, len(of_kind[0]), *(figure for nodes in of_kind for figure in seconds_of(nodes))])
    rest: list[str] = []
    for profile in profiles:
        rest.append(f"{profile.run.seconds - sum(node.seconds for node in profile.nodes):.1f}")
        rest.append(f"{profile.run.cpu_seconds - sum(node.cpu_seconds for node in profile.nodes):.1f}")
    return [*rows, ["start, parsing and end", "", *rest]]


def seconds_of(nodes: list[Node]) -> tuple[str, str]:
    """Return seconds and CPU seconds of nodes together."""
    return f"{sum(node.seconds for node in nodes):.1f}", f"{sum(node.cpu_seconds for node in nodes):.1f}"


def seconds_by(part: str, panel: list[Node], few: list[Node]) -> list[list[object]]:
    """Return rows by topic, or by file: models, seconds of models and of their data tests, and of all in the small build."""
    of_part: dict[str, list[Node]] = defaultdict(list)
    small: dict[str, list[Node]] = defaultdict(list)
    for nodes, into in ((panel, of_part), (few, small)):
        for node in nodes:
            into[getattr(node, part)].append(node)
    rows = []
    for name in sorted(of_part, key=lambda name: (-sum(node.seconds for node in of_part[name]), name)):
        models, tests = ([node for node in of_part[name] if (node.kind == "test") == is_test] for is_test in (False, True))
        rows.append([name, len(models), *seconds_of(models), *seconds_of(tests), *seconds_of(small[name])])
    return rows


def cost(name: str, what: str, run: Run, base: Run) -> list[object]:
    """Return a row of a table: a run, what it is, its cost, and both kinds of seconds against those of the plain load."""
    ratios = (run.seconds / base.seconds, run.cpu_seconds / base.cpu_seconds)
    return [name, what, f"{run.seconds:.1f}", f"{ratios[0]:.1f}", f"{run.cpu_seconds:.1f}", f"{ratios[1]:.1f}", f"{run.peak_mb:.0f}"]


def page(authors: int, runs: dict[str, Run], panel: Profile, few: Profile, differing: dict[str, dict[str, int]]) -> str:
    """Return README.md."""
    base = runs[BASE]
    by_part = ["nodes", "seconds", "CPU", "their data tests", "CPU", f"all, {FEW_AUTHORS} authors", "CPU"]
    today = datetime.datetime.now(tz=datetime.UTC).date()
    head = ["run", "what", "seconds", "times the plain load", "CPU seconds", "times the plain load", "peak memory, MB"]
    lines = [
        "# What it costs",
        "",
        f"`make bench`, {today}, {os.cpu_count()} cores ({platform.machine()}), {authors:,} authors, `DUCKDB_MEMORY_LIMIT={MEMORY}`.",
        "One run each, one after the other, on a machine that did nothing else. Compare ratios: seconds of another machine are another",
        "currency.",
        "What the numbers mean, and what would make them smaller: [docs/what_it_costs.md](../docs/what_it_costs.md); larger panels:",
        "[growth.md](growth.md).",
        "",
        *table(head, *(cost(name, what, runs[name], base) for name, what in WHAT.items())),
        f"A day is 1/{DAY} of the bytes. The plain load reads the delivery with its day, the first builds without.",
        "",
        "## Others, on the same files",
        "",
        *table(head, *(cost(name, what, runs[name], base) for name, what in PEERS.items())),
        "Rows that one has and the other has not, both ways: "
        + "; ".join(f"{engine}: {', '.join(f'{name} {count:,}' for name, count in of.items())}" for engine, of in differing.items())
        + ".",
        "",
        "## Where the seconds of `make build` go",
        "",
        f"{FEW_AUTHORS} authors have next to no data: what they take is dbt's own bill.",
        "",
        *table(
            ["nodes", "number", "seconds, the panel", "CPU seconds", f"seconds, {FEW_AUTHORS} authors", "CPU seconds"],
            *seconds_by_kind(panel, few),
        ),
        *table(["topic", *by_part], *seconds_by("topic", panel.nodes, few.nodes)),
        "Trends by the file that describes them:",
        "",
        *table(
            ["file", *by_part],
            *seconds_by("described_in", *([node for node in each.nodes if node.topic == "trends"] for each in (panel, few))),
        ),
        "The slowest of the panel:",
        "",
        *table(
            ["node", "seconds", "CPU seconds", "memory of the build, MB"],
            *([node.name, *seconds_of([node]), f"{node.peak_mb:.0f}"] for node in panel.nodes[:30]),
        ),
    ]
    return "\n".join(lines)
