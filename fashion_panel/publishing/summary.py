"""The closing summary of a build."""

import json
import os
import shlex
import sys
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from fashion_panel.publishing.console import say, shown
from fashion_panel.publishing.process import memory_limit
from fashion_panel.publishing.store import DATABASE, Store

OUTCOMES = {"success": "built", "pass": "tests passed", "warn": "with a warning", "skipped": "skipped"}


@dataclass(frozen=True)
class Summary:
    """What the new version holds, for a person to read."""

    layers: list[tuple[Any, ...]]
    ledger: list[tuple[Any, ...]]
    rejections: list[tuple[Any, ...]]
    states: list[tuple[Any, ...]]
    segments: list[tuple[Any, ...]]
    worth_a_look: str


def summary_of(database: Path) -> Summary:
    """Read the figures of the closing summary; a mart that is not there is left out."""
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
        columns = set(connection.execute(query).fetchall())

        def rows(table: str, column: str, query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall() if (table, column) in columns else []

        layers = "select schema_name, count(*), sum(estimated_size) from duckdb_tables() group by schema_name order by schema_name"
        return Summary(
            connection.execute(layers).fetchall(),
            rows(
                "raw_row_ledger",
                "forgotten_rows",
                "select source_table, sum(raw_rows), sum(staged_rows), sum(duplicate_rows), sum(rejected_rows), "
                "sum(forgotten_rows) "
                "from marts.raw_row_ledger group by source_table order by source_table",
            ),
            rows(
                "rejected_rows",
                "reason",
                "select reason, count(*) as n from marts.rejected_rows group by reason order by n desc, reason limit 5",
            ),
            rows(
                "author_segments",
                "style_state",
                "select style_state, count(*) as n from marts.author_segments group by style_state order by n desc, style_state",
            ),
            rows(
                "author_segmentations",
                "segment",
                "select segmentation, segment, count(*) as n from marts.author_segmentations "
                "group by segmentation, segment order by segmentation, n desc, segment",
            ),
            "segment_profiles" if ("segment_profiles", "segment") in columns else "author_segments",
        )


def say_summary(store: Store, folder: Path, record: dict[str, Any], summary: Summary) -> None:
    """Print what was published, in the order in which somebody asks."""
    results = record["results"]
    outcome = ", ".join(f"{results[status]:,} {words}" for status, words in OUTCOMES.items() if status in results)
    say()
    say(f"Published version {folder.name} in {record['seconds']:,} s{f' (dbt: {outcome})' if outcome else ''}.")
    say("Seconds    " + ", ".join(f"step {number}: {seconds:,}" for number, seconds in enumerate(record["step_seconds"], 1)))
    if summary.ledger:
        say()
        say(f"{'Raw rows':<28}{'in':>12}{'staged':>12}{'duplicate':>12}{'rejected':>12}{'forgotten':>12}")
        for table, *counts in summary.ledger:
            say(f"  {table:<26}" + "".join(f"{count or 0:>12,}" for count in counts))
    if summary.rejections:
        say_list("rejected, commonest", [f"{reason} {count:,}" for reason, count in summary.rejections])
    if summary.states:
        say()
        say(f"Authors: {sum(count for _, count in summary.states):,}")
        say_list("style_state", [f"{state} {count:,}" for state, count in summary.states])
    for segmentation in dict.fromkeys(row[0] for row in summary.segments):
        sizes = [(segment, count) for name, segment, count in summary.segments if name == segmentation]
        listed = [f"{segment} {count:,}" for segment, count in sizes[:8]]
        if len(sizes) > len(listed):
            listed.append(f"{len(sizes) - len(listed)} more with {sum(count for _, count in sizes[len(listed) :]):,}")
        say_list(segmentation, listed)
    say()
    say_list("Tables, rows", [f"{layer} {tables:,} with {rows or 0:,}" for layer, tables, rows in summary.layers])
    database = shown(store.current / DATABASE)
    megabytes = (folder / DATABASE).stat().st_size / 1e6
    query = f'duckdb.connect({json.dumps(database)}, read_only=True).sql("from marts.{summary.worth_a_look}").show()'
    former = store.before(folder.name)
    say()
    say(f"Warehouse  {database} (read-only, {megabytes:,.1f} MB)")
    say(f"Exports    {shown(store.current / 'exports')}/: " + ", ".join(sorted(path.name for path in (folder / "exports").iterdir())))
    say(f"Look next  {shlex.join([shown(Path(sys.executable)), '-c', f'import duckdb; {query}'])}")
    say("           make docs: every table and column | make report: charts | make metrics: figures by band, style and week")
    limit = os.environ.get("DUCKDB_MEMORY_LIMIT")
    say(f"Memory     {limit or memory_limit()} for the engine ({'' if limit else 'a fifth of the machine; '}DUCKDB_MEMORY_LIMIT sets it)")
    if former:
        say(f"Go back    make rollback (to {former})")


def say_list(label: str, items: list[str]) -> None:
    """Print a label and its items, wrapped under each other."""
    joined = " | ".join(item.replace(" ", "\0") for item in items)
    for number, line in enumerate(textwrap.wrap(joined, width=96, break_long_words=False, break_on_hyphens=False) or [""]):
        say(f"  {label if number == 0 else '':<20} {line}".replace("\0", " "))
