"""The few words that Python models need of their engine: DuckDB's relations and Spark's data frames."""

from __future__ import annotations

from typing import Any

import pandas as pd


def to_pandas(relation: Any, *columns: str) -> pd.DataFrame:
    """Return the rows of a DuckDB relation or a Spark data frame, of all columns or of some."""
    if columns:
        relation = relation.select(*columns)
    return relation.toPandas() if hasattr(relation, "toPandas") else relation.df()


def stored_rows(session: Any, schema: str, table: str) -> pd.DataFrame | None:
    """Return the rows of a table that an earlier build left, or None where there is none."""
    if hasattr(session, "catalog"):
        return session.table(f"{schema}.{table}").toPandas() if session.catalog.tableExists(f"{schema}.{table}") else None
    known = f"""
        select table_name from information_schema.tables
        where table_catalog = current_database() and lower(table_schema) = '{schema}' and lower(table_name) = '{table}'
    """
    return None if to_pandas(session.sql(known)).empty else to_pandas(session.sql(f"select * from {schema}.{table}"))


def largest(relation: Any, column: str) -> Any:
    """Return the largest value of a column; only this value leaves the engine."""
    return to_pandas(relation.agg({column: "max"}) if hasattr(relation, "agg") else relation.max(column)).iloc[0, 0]


def typed(session: Any, frame: pd.DataFrame, types: dict[str, str]) -> Any:
    """Return ``frame`` as a table of the engine with the columns ``types`` (name, SQL type); NaN becomes null.

    The types are said aloud, as a frame without rows has none of its own.
    """
    if hasattr(session, "from_df"):
        return session.from_df(frame).project(", ".join(f"cast({name} as {kind}) as {name}" for name, kind in types.items()))
    columns = {}
    for name, kind in types.items():
        values = frame[name].astype(object)
        if kind == "timestamp":
            # Spark takes a time without a zone for one of the machine's own
            values = pd.Series(pd.to_datetime(frame[name]).dt.tz_localize("UTC").dt.to_pydatetime(), dtype=object)
        columns[name] = [None if pd.isna(value) else value for value in values]
    rows = list(zip(*columns.values(), strict=True))
    return session.createDataFrame(rows, ", ".join(f"{name} {kind}" for name, kind in types.items()))
