"""Write docs/cookbook.md: every question in analyses/ as a query to copy, with the answer of the demo."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
import duckdb

from fashion_panel.sentence import Sentence

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "cookbook.md"
REFERENCE = re.compile(r"\{\{ ref\('(\w+)'\) \}\}")
ROWS_SHOWN = 12
INTRODUCTION = """\
# Cookbook

The questions of an analyst's week as queries, each with what it says of the demo (2,000 authors, seed 1). Run them on the published
warehouse; [connect.md](connect.md) says how. In the project each is a file in `analyses/`.

Written by `make cookbook`; a test says so when it has gone stale.
"""


# the week of an analyst: the day, and the first words of the analyses that it asks
WEEK = (
    ("Monday: what is new", ("delivery",)),
    ("Tuesday: the panel and its bands", ("panel", "bands", "ranges")),
    ("Wednesday: styles and segments", ("styles", "which", "segmentations")),
    ("Thursday: labels, brands and trends", ("labels", "brands", "trends", "weeks")),
    ("Friday: accounts", ("accounts", "lookalikes", "scores")),
)


def by_day() -> list[tuple[str, list[Path]]]:
    """Return the days of the week with their analyses, in the order in which they are asked."""
    analyses = sorted((ROOT / "analyses").glob("*.sql"))
    return [(day, [path for topic in topics for path in analyses if path.stem.partition("_")[0] == topic]) for day, topics in WEEK]


def recipe(path: Path) -> tuple[str, str, str]:
    """Return question, reading and query of an analysis, the query as it runs outside of dbt: all of them read marts only."""
    lines = path.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("--")]
    text = " ".join(line.removeprefix("-- ") for line in comments)
    question, _, reading = text.removeprefix("Question: ").partition(" Reading: ")
    query = REFERENCE.sub(r"marts.\1", "\n".join(lines[len(comments) :])).strip()
    return question, reading, query


def sentence(text: str) -> str:
    """Return a text that begins with a capital letter."""
    return text[:1].upper() + text[1:]


def cell(value: Any) -> str:
    """Return a value as the page shows it: numbers to three digits, so that the last bits of a machine don't matter."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value).replace("|", "\\|")


def answer(connection: duckdb.DuckDBPyConnection, query: str) -> str:
    """Return the first rows of a query as a table."""
    result = connection.execute(query)
    names = [column[0] for column in result.description or []]
    rows = result.fetchall()
    lines = [names, ["---"] * len(names), *([cell(value) for value in row] for row in rows[:ROWS_SHOWN])]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return table if len(rows) <= ROWS_SHOWN else f"{table}\n\n... {len(rows) - ROWS_SHOWN} more rows."


def page_of(warehouse: Path) -> str:
    """Return the whole page."""
    parts = [INTRODUCTION]
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("set timezone = 'UTC'")
        for day, paths in by_day():
            parts.append(f"## {day}\n")
            for path in paths:
                question, reading, query = recipe(path)
                parts.append(f"### {sentence(question)}\n\n{sentence(reading)}\n\n```sql\n{query}\n```\n\n{answer(connection, query)}\n")
    return "\n".join(parts)


@click.command()
@click.argument("warehouse", type=click.Path(path_type=Path))
@click.argument("page", type=click.Path(path_type=Path), default=PAGE)
def cookbook(warehouse: Path, page: Path) -> None:
    """Write PAGE (docs/cookbook.md) with the answers of WAREHOUSE, a build of the demo."""
    try:
        page.write_text(page_of(warehouse), encoding="utf-8")
    except (duckdb.Error, OSError) as error:
        raise Sentence(f"The cookbook was not written: {str(error).splitlines()[0]}") from error
    print(f"wrote {page}")
