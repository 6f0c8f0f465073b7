"""Read what the page shows from a warehouse: one table for each query in queries/, and what the claims let it say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from fashion_panel.report import claims, words

QUERIES = Path(__file__).parent / "queries"

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def load(warehouse: Path) -> dict[str, list[dict[str, Any]]]:
    """Read a warehouse. One thread: sums of fractions must not depend on who finishes first."""
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        return ask(connection)


def ask(connection: duckdb.DuckDBPyConnection) -> dict[str, list[dict[str, Any]]]:
    """Run every query, in the order of their names, and return its rows by the query's name; then ask every claim: ``claims``.

    A query may read an earlier one by its name, a claim every one.
    """
    tables: dict[str, list[dict[str, Any]]] = {}
    connection.execute("set TimeZone = 'UTC'")
    for path in sorted(QUERIES.glob("*.sql")):
        connection.execute(f"create temp table {path.stem} as\n{path.read_text(encoding='utf-8')}")
        cursor = connection.execute(f"select * from {path.stem}")
        names = [column[0] for column in cursor.description]
        tables[path.stem] = [dict(zip(names, map(words.plain, row), strict=True)) for row in cursor.fetchall()]
    tables["claims"] = [sentence for claim in claims.catalogue() for sentence in claims.said(connection, claim)]
    return tables


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
