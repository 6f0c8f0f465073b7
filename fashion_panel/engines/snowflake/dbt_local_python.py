"""Python models on Snowflake: they run where dbt runs, on the rows that they ask for, and write their table back.

The features of the authors are few and narrow, so they are fitted with the packages that are locked here: no Snowpark, no packages
of the account. dbt imports every module named ``dbt_*`` that it finds when it starts; ``make snowflake-install`` puts this folder on
the path of .venv-snowflake. One method of dbt-snowflake's adapter is replaced: its version is locked, and ``make snowflake-test``
runs every Python model.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import pandas as pd
from dbt.adapters.contracts.connection import AdapterResponse
from dbt.adapters.snowflake.impl import SnowflakeAdapter

ROWS_AT_ONCE = 10_000

Row = tuple[Any, ...]


class Query(NamedTuple):
    """Rows that a model asks for; has the words of a Spark data frame that fashion_panel/engines/frames.py uses."""

    adapter: SnowflakeAdapter
    text: str

    def agg(self, functions: dict[str, str]) -> Query:
        """Return one row of aggregates, given as column: function."""
        return Query(self.adapter, f"select {', '.join(f'{name}({column})' for column, name in functions.items())} from ({self.text})")

    def select(self, *columns: str) -> Query:
        """Return some columns."""
        return Query(self.adapter, f"select {', '.join(columns)} from ({self.text})")

    def toPandas(self) -> pd.DataFrame:  # noqa: N802
        """Return the rows, with the names of columns as SQL has them here."""
        _, cursor = self.adapter.connections.add_query(self.text, auto_begin=False)
        names = [column[0].lower() for column in cursor.description]
        rows = [[float(value) if isinstance(value, Decimal) else value for value in row] for row in cursor.fetchall()]
        return pd.DataFrame(rows, columns=names)


class Table(NamedTuple):
    """Rows that a model returns; has the words of a Snowpark data frame that dbt-snowflake uses."""

    adapter: SnowflakeAdapter
    rows: list[Row]
    columns: str  # name type, ...

    @property
    def write(self) -> Table:
        """Return what writes."""
        return self

    def mode(self, _mode: str) -> Table:
        """Return what writes over the table that is there, the one mode that dbt-snowflake asks for."""
        return self

    def save_as_table(self, name: str, table_type: str) -> None:
        """Write the table."""
        connection, _ = self.adapter.connections.add_query(
            f"create or replace {table_type} table {name} ({self.columns})", auto_begin=False
        )
        insert = f"insert into {name} values ({', '.join(['%s'] * (self.columns.count(',') + 1))})"
        with connection.handle.cursor() as cursor:
            for start in range(0, len(self.rows), ROWS_AT_ONCE):
                cursor.executemany(insert, self.rows[start : start + ROWS_AT_ONCE])


class Session(NamedTuple):
    """What a model takes for its session; has the words of a Spark session that fashion_panel/engines/frames.py uses."""

    adapter: SnowflakeAdapter

    def table(self, name: str) -> Query:
        """Return the rows of a table."""
        return Query(self.adapter, f"select * from {name}")

    def sql(self, text: str) -> Query:
        """Return the rows of a query."""
        return Query(self.adapter, text)

    def createDataFrame(self, rows: list[Row], columns: str) -> Table:  # noqa: N802
        """Return rows to be written."""
        return Table(self.adapter, rows, columns)


def submit_python_job(self: SnowflakeAdapter, parsed_model: dict[str, Any], compiled_code: str) -> AdapterResponse:
    """Run the code that dbt compiled of a Python model, which writes the model's table itself."""
    names: dict[str, Any] = {"__name__": f"dbt_python_model_{parsed_model['alias']}"}
    exec(compile(compiled_code, f"<dbt python model {parsed_model['alias']}>", "exec"), names)  # noqa: S102
    return AdapterResponse(_message=names["main"](Session(self)))


SnowflakeAdapter.submit_python_job = submit_python_job
