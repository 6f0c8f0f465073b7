"""Write what DuckDB landed as Parquet, so that another engine builds on from there.

A folder for each: the landed records of every table with what is wrong with them, the duplicates among them and the list of
files. Nothing that people delivered is read a second time, so both engines mean the same rows.
"""

import os
import shutil
from pathlib import Path

import click
import duckdb

from fashion_panel.sentence import Sentence

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


@click.command()
@click.argument("warehouse", type=click.Path(path_type=Path), required=False)
@click.argument("folder", type=click.Path(path_type=Path), required=False)
def landed(warehouse: Path | None, folder: Path | None) -> None:
    """Write what DuckDB landed in WAREHOUSE (WAREHOUSE_PATH) as Parquet into FOLDER (LANDED_DIR, else data/landed)."""
    warehouse = warehouse or Path(os.environ.get("WAREHOUSE_PATH") or "warehouse/dev.duckdb")
    if not warehouse.is_file():
        raise Sentence(f"There is no warehouse at {warehouse}: land the delivery first (docs/past_one_machine.md).")
    try:
        counts = write_landed(warehouse, folder or Path(os.environ.get("LANDED_DIR") or "data/landed"))
    except (duckdb.Error, OSError) as error:
        raise Sentence(f"Nothing was written from {warehouse}: {str(error).splitlines()[0]}") from error
    if not counts:
        raise Sentence(f"Nothing is landed in {warehouse}: `dbt build --select +staging.landing staging.external` first.")
    for table, count in counts.items():
        print(f"{table}: {count:,} rows")
