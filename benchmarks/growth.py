"""How the cost grows with the panel: ``python -m benchmarks.growth`` builds panels of several sizes and writes growth.md, growth.svg.

``--factors`` are the sizes as multiples of ``--authors``; 10 takes more than an hour and 60 GB of disk. The page is written after each
of them, so that a long run may be ended.
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import vl_convert

from benchmarks.cost_page import BASE, MEMORY, REAL_AUTHORS, Profile, table
from benchmarks.run import plain_csv_load, profile_of, publish, scratch_folder, split_off_a_day, told
from tests.oracles.costs import Run, write_demo

LARGE_MEMORY = "3500MB"  # of the engine
SLOWEST = 15  # models that the page names
LARGEST = 8  # nodes, by the memory of the build


class Grown(NamedTuple):
    """What a panel of one size cost: the plain CSV load, `make build`, and `make build` with a day more."""

    bare: Run
    first: Profile
    day: Profile


def grown(authors: int, memory: str, scratch: Path) -> Grown:
    """Build a panel of so many authors, and once more with a day more."""
    whole = write_demo(scratch / "raw", authors)
    bare = told(f"{BASE}, {authors:,} authors", plain_csv_load(whole, scratch / "bare"))
    panel = split_off_a_day(whole, scratch / "days")
    shutil.rmtree(whole)
    folder = scratch / "built"
    first = profile_of(told("make build", publish(panel.raw, folder, memory)), folder / "current" / "target")
    panel.add_day()
    day = profile_of(told("a day more", publish(panel.raw, folder, memory)), folder / "current" / "target")
    for path in (panel.raw.parent, folder):
        shutil.rmtree(path)
    return Grown(bare, first, day)


def draw(growth: dict[float, Grown]) -> str:
    """Return the growth as an SVG on logarithmic axes, where what grows with the data is a straight line."""
    points = [
        {"factor": factor, "seconds": run.seconds, "run": name}
        for factor, of in growth.items()
        for name, run in {BASE: of.bare, "make build": of.first.run, "a day more": of.day.run}.items()
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


def row(factor: float, authors: int, of: Grown) -> list[object]:
    """Return a row of the table of sizes."""
    first, day = of.first.run, of.day.run
    return [
        f"{factor:g}",
        f"{authors:,}",
        f"{of.bare.seconds:.0f}",
        f"{first.seconds:.0f}",
        f"{first.cpu_seconds:.0f}",
        f"{first.seconds / of.bare.seconds:.1f}",
        f"{first.peak_mb:.0f}",
        f"{day.seconds:.0f}",
        f"{day.seconds / first.seconds:.0%}",
        f"{day.peak_mb:.0f}",
    ]


def seconds_of(profile: Profile, kind: str) -> dict[str, float]:
    """Return seconds by topic, or those of models by name."""
    seconds: dict[str, float] = defaultdict(float)
    for node in profile.nodes:
        if kind == "topic":
            seconds[node.topic] += node.seconds
        elif node.kind == "model":
            seconds[node.name] = node.seconds
    return seconds


def compared(profiles: list[Profile], kind: str) -> list[list[object]]:
    """Return rows of what took the longest in the last profile: its seconds in each, and those of the last as times of the first."""
    of = [seconds_of(profile, kind) for profile in profiles]
    slowest = sorted(of[-1], key=lambda name: (-of[-1][name], name))[:SLOWEST]
    return [[name, *(f"{each[name]:.1f}" for each in of), f"{of[-1][name] / max(of[0][name], 0.05):.1f}"] for name in slowest]


def largest_nodes(of: Grown) -> list[list[object]]:
    """Return rows of the nodes at which a build held the most memory, in both builds."""
    of_build = [sorted(profile.nodes, key=lambda node: (-node.peak_mb, node.name))[:LARGEST] for profile in (of.first, of.day)]
    return [[first.name, f"{first.peak_mb:.0f}", day.name, f"{day.peak_mb:.0f}"] for first, day in zip(*of_build, strict=True)]


def page(authors: int, growth: dict[float, Grown]) -> str:
    """Return growth.md."""
    sizes = [f"{factor:g}x, s" for factor in growth]
    firsts = [of.first for of in growth.values()]
    grown_by = f"{max(growth):g}x / {min(growth):g}x"
    largest = list(growth.values())[-1]
    command = f"python -m benchmarks.growth --factors {' '.join(f'{factor:g}' for factor in growth)}"
    lines = [
        "# How the cost grows with the panel",
        "",
        f"`{command}`, {datetime.datetime.now(tz=datetime.UTC).date()}, {os.cpu_count()} cores ({platform.machine()}).",
        f"One is {authors:,} authors. `DUCKDB_MEMORY_LIMIT` is {MEMORY} up to one, {LARGE_MEMORY} above.",
        "",
        *table(
            [
                "times the panel",
                "authors",
                "plain load, s",
                "make build, s",
                "CPU s",
                "times the plain load",
                "peak MB",
                "a day more, s",
                "of the first",
                "peak MB",
            ],
            *(row(factor, int(authors * factor), of) for factor, of in growth.items()),
        ),
        "![seconds by size of the panel](growth.svg)",
        "",
        "Seconds of nodes by topic, data tests among them:",
        "",
        *table(["topic", *sizes, grown_by], *compared(firsts, "topic")),
        f"The {SLOWEST} slowest models of the largest panel:",
        "",
        *table(["model", *sizes, grown_by], *compared(firsts, "model")),
        "What a day more takes in the largest panel, beside the first build:",
        "",
        *table(["model", "first, s", "a day more, s", "a day more / first"], *compared([largest.first, largest.day], "model")),
        "Where the builds of the largest panel held the most memory, engine and Python together:",
        "",
        *table(["first build", "MB", "a day more", "MB"], *largest_nodes(largest)),
    ]
    return "\n".join(lines)


def main() -> None:
    """Build every size, and write the page after each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--authors", type=int, default=REAL_AUTHORS)
    parser.add_argument("--factors", type=float, nargs="*", default=[0.25, 1, 4, 10])
    arguments = parser.parse_args()
    growth: dict[float, Grown] = {}
    for factor in arguments.factors:
        with scratch_folder() as scratch:
            growth[factor] = grown(int(arguments.authors * factor), LARGE_MEMORY if factor > 1 else MEMORY, scratch)
        by_size = dict(sorted(growth.items()))
        text = page(arguments.authors, by_size)
        Path(__file__).with_name("growth.md").write_text(text, encoding="utf-8")
        Path(__file__).with_name("growth.svg").write_text(draw(by_size) + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
