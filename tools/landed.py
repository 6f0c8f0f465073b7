"""Write what DuckDB landed as Parquet, so that another engine builds on from there.

usage: python -m tools.landed [WAREHOUSE] [FOLDER]

A folder for each: the landed records of every table with what is wrong with them, the duplicates among them and the list of
files. Nothing that people delivered is read a second time, so both engines mean the same rows.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

import duckdb

# several files to a table, so that several machines read them
PARQUET = "format parquet, compression zstd, per_thread_output true"


def write_landed(warehouse: Path, folder: Path) -> dict[str, int]:
    """Write each landed table of ``warehouse`` into its own folder under ``folder``; return their numbers of rows.

    ``folder`` is replaced as a whole: it holds either all tables of this landing or those of the one before.
    """
    unfinished = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.mkdir(parents=True)
    counts = {}
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            for table in _landed_relations(connection):
                target = str(unfinished / table).replace("'", "''")
                counts[table] = connection.execute(f"copy staging.{table} to '{target}' ({PARQUET})").fetchall()[0][0]
        shutil.rmtree(folder, ignore_errors=True)
        os.replace(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return counts


def _landed_relations(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Return what is landed, as others read it: not the table behind a view, and not what both engines make of it."""
    query = """
        select table_name from information_schema.tables
        where table_schema = 'staging' and table_name not like 'stg%' and table_name <> 'landed_label_records'
        order by table_name
    """
    return [name for (name,) in connection.execute(query).fetchall()]


def main() -> int:
    """Export from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.landed", description="Write what DuckDB landed as Parquet.")
    parser.add_argument("warehouse", nargs="?", type=Path, default=Path(os.environ.get("WAREHOUSE_PATH") or "warehouse/dev.duckdb"))
    parser.add_argument("folder", nargs="?", type=Path, default=Path(os.environ.get("LANDED_DIR") or "data/landed"))
    arguments = parser.parse_args()
    if not arguments.warehouse.is_file():
        print(f"There is no warehouse at {arguments.warehouse}: land the delivery first (docs/past_one_machine.md).", file=sys.stderr)
        return 1
    try:
        counts = write_landed(arguments.warehouse, arguments.folder)
    except (duckdb.Error, OSError) as error:
        print(f"Nothing was written from {arguments.warehouse}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    if not counts:
        print(f"Nothing is landed in {arguments.warehouse}: `dbt build --select +staging.landing staging.external` first.", file=sys.stderr)
        return 1
    for table, count in counts.items():
        print(f"{table}: {count:,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
