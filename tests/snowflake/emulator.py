"""The emulator of Snowflake (fakesnow), and what a person with an account has done already: tables loaded, unloaded. For .venv-snowflake.

usage: python tests/snowflake/emulator.py PORT serve
       python tests/snowflake/emulator.py PORT load FOLDER
       python tests/snowflake/emulator.py PORT unload FOLDER

FOLDER of load holds <table>.csv and the statements of tables.sql; that of unload gets a Parquet file for each table of the schema marts.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Any

import duckdb
import fakesnow
import pyarrow.parquet
import snowflake.connector
import snowflake.connector.constants
from fakesnow.cursor import FakeSnowflakeCursor
from fakesnow.instance import FakeSnow
from snowflake.connector.errors import ProgrammingError

ACCOUNT = {"account": "fakesnow", "user": "fake", "password": "fake", "host": "localhost", "protocol": "http", "database": "FASHION_PANEL"}
TIMESTAMP_NTZ = snowflake.connector.constants.FIELD_NAME_TO_ID["TIMESTAMP_NTZ"]
CSV = "(type = csv skip_header = 1 field_optionally_enclosed_by = '\"')"
# it fails at a text with a quote, and at texts of two columns at once
TEXTS = [r"(?is).*\bcomment\s+on\s+(table|view)\s+\S+\s+is \$\$", r"(?is).*\balter\s+(table|view)\s+\S+\s+alter\s+\S+\s+comment \$\$"]
FORMER_CONNECT, FORMER_EXECUTE = FakeSnow.connect, FakeSnowflakeCursor.execute


def connect_without_texts(self: FakeSnow, *arguments: Any, **options: Any) -> Any:
    """Connect so that texts of tables and columns are passed over."""
    return FORMER_CONNECT(self, *arguments, **options | {"nop_regexes": TEXTS})


def execute_or_say(self: FakeSnowflakeCursor, *arguments: Any, **options: Any) -> Any:
    """Execute; a failure is answered as one, where the emulator's own is status 500, which the client tries again for minutes."""
    try:
        return FORMER_EXECUTE(self, *arguments, **options)
    except duckdb.Error as error:
        raise ProgrammingError(msg=str(error), errno=1003, sqlstate="42000") from error


def serve(port: int) -> None:
    """Serve until the process is ended; what it holds dies with it."""
    FakeSnow.connect, FakeSnowflakeCursor.execute = connect_without_texts, execute_or_say
    with fakesnow.server(port=port):
        threading.Event().wait()


def load(cursor: snowflake.connector.cursor.SnowflakeCursor, folder: Path) -> None:
    """Create the tables and copy their files into them."""
    cursor.execute("create database if not exists FASHION_PANEL")
    cursor.execute("create schema if not exists FASHION_PANEL.PUBLIC")
    cursor.execute("use schema FASHION_PANEL.PUBLIC")
    for statement in (folder / "tables.sql").read_text(encoding="utf-8").split(";"):
        cursor.execute(statement)
    cursor.execute("create stage delivery")
    for file in sorted(folder.glob("*.csv")):
        cursor.execute(f"put 'file://{file}' @delivery")
        cursor.execute(f"copy into {file.stem} from @delivery/{file.name} file_format = {CSV}")


def unload(cursor: snowflake.connector.cursor.SnowflakeCursor, folder: Path) -> None:
    """Write the marts, as export_marts does of Spark's."""
    cursor.execute("select table_name from FASHION_PANEL.information_schema.tables where table_schema = 'MARTS' order by table_name")
    for (name,) in cursor.fetchall():
        # a time as text: the emulator hands over 1970 for one that isn't known
        columns = [
            f"cast({column.name} as string) as {column.name}" if column.type_code == TIMESTAMP_NTZ else column.name
            for column in cursor.describe(f"select * from FASHION_PANEL.MARTS.{name}")
        ]
        cursor.execute(f"select {', '.join(columns)} from FASHION_PANEL.MARTS.{name}")
        target = folder / name.lower()
        target.mkdir(parents=True)
        pyarrow.parquet.write_table(cursor.fetch_arrow_all(force_return_table=True), target / "0.parquet")


def main() -> None:
    """Do as the command line says."""
    port, command = int(sys.argv[1]), sys.argv[2]
    if command == "serve":
        serve(port)
    with snowflake.connector.connect(**ACCOUNT, port=port) as connection, connection.cursor() as cursor:
        {"load": load, "unload": unload}[command](cursor, Path(sys.argv[3]))


if __name__ == "__main__":
    main()
