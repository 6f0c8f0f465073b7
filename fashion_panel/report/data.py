"""Read what the page shows from a warehouse: one table for each query in queries/."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

QUERIES = Path(__file__).parent / "queries"
DIGITS = 5

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def load(warehouse: Path) -> dict[str, list[dict[str, Any]]]:
    """Run every query, in the order of their names, and return its rows by the query's name.

    A query may read an earlier one by its name. One thread: sums of fractions must not depend on who finishes first.
    """
    tables: dict[str, list[dict[str, Any]]] = {}
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        for path in sorted(QUERIES.glob("*.sql")):
            connection.execute(f"create temp view {path.stem} as\n{path.read_text(encoding='utf-8')}")
            cursor = connection.execute(f"select * from {path.stem}")
            names = [column[0] for column in cursor.description]
            tables[path.stem] = [dict(zip(names, map(plain, row), strict=True)) for row in cursor.fetchall()]
    return tables


def plain(value: Any) -> Any:
    """Return a value as JSON has it: numbers rounded to what a reader can use, dates as text, NaN and infinity as null."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if value is None or isinstance(value, bool | int | str):
        return value
    number = float(value)
    return float(f"{number:.{DIGITS}g}") if math.isfinite(number) else None


def packed(rows: Sequence[Row]) -> dict[str, Any]:
    """Return rows as columns, a text once only: a third of the bytes. ``unpack`` in page.js is the way back."""
    columns: dict[str, Any] = {}
    for name in rows[0] if rows else ():
        cells = [row[name] for row in rows]
        if all(isinstance(cell, str) for cell in cells):
            values = list(dict.fromkeys(cells))
            codes = {value: code for code, value in enumerate(values)}
            columns[name] = {"values": values, "codes": [codes[cell] for cell in cells]}
        else:
            columns[name] = cells
    return columns
