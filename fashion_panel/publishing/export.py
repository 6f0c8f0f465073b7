"""Write what people take away as files: the segments of the authors as CSV and Parquet, the former final CSV, a dictionary."""

import os
from pathlib import Path

import click
import duckdb

from fashion_panel.sentence import Sentence

CSV = "format csv, header true, delimiter ',', quote '\"', escape '\"', nullstr ''"
FORMULA = "'=', '+', '-', '@', chr(9), chr(13)"  # what a spreadsheet takes for the beginning of one
PARQUET = "format parquet, compression zstd, row_group_size 122880"


def write_exports(warehouse: Path, folder: Path) -> list[Path]:
    """Write the exports of ``warehouse`` into ``folder`` and return their paths.

    The same tables give the same bytes: rows are ordered by their key, and one thread writes them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        connection.execute("set preserve_insertion_order = true")
        connection.execute("set TimeZone = 'UTC'")
        written = [
            _copy_as_csv(connection, "marts.author_segments", "author_id", folder / "author_segments.csv"),
            _copy(connection, "marts.author_segments", "author_id", folder / "author_segments.parquet", PARQUET),
        ]
        former = folder / "fashion_segments_final.csv"
        if _has_table(connection, "fashion_segments_final"):
            written.append(_copy_as_csv(connection, "marts.fashion_segments_final", "AUTHORID", former))
        else:
            former.unlink(missing_ok=True)
        exported = [(path.name, "fashion_segments_final" if path == former else "author_segments") for path in written]
        written.append(_write_dictionary(connection, exported, folder / "data_dictionary.csv"))
    return written


def _write_dictionary(connection: duckdb.DuckDBPyConnection, exported: list[tuple[str, str]], path: Path) -> Path:
    """Write a row for each column of each exported file: its meaning is the description that dbt keeps beside the column."""
    connection.execute("create temp table exported (file varchar, table_name varchar)")
    connection.executemany("insert into exported values (?, ?)", exported)
    described = """
        select
            exported.file, columns.column_index as position, columns.column_name as column_name,
            columns.data_type, columns.comment as description
        from exported inner join duckdb_columns() as columns on exported.table_name = columns.table_name and columns.schema_name = 'marts'
    """
    return _copy_as_csv(connection, f"({described})", "file, position", path)


def _has_table(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Tell whether the schema marts holds ``table``."""
    query = "select table_name from information_schema.tables where table_schema = 'marts'"
    return (table,) in connection.execute(query).fetchall()


def _copy_as_csv(connection: duckdb.DuckDBPyConnection, table: str, key: str, path: Path) -> Path:
    """Copy a relation into a CSV file; an apostrophe leads texts that a spreadsheet would run as a formula."""
    described = connection.execute(f"describe select * from {table}").fetchall()
    texts = [f'"{name}"' for name, kind, *_ in described if kind == "VARCHAR"]
    replaced = ", ".join(f"case when left({name}, 1) in ({FORMULA}) then chr(39) || {name} else {name} end as {name}" for name in texts)
    return _copy(connection, f"(select * replace ({replaced}) from {table})" if texts else table, key, path, CSV)


def _copy(connection: duckdb.DuckDBPyConnection, table: str, key: str, path: Path, options: str) -> Path:
    """Copy a relation into ``path``, which holds either the whole table or what it held before."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    quoted = str(unfinished).replace("'", "''")
    try:
        connection.execute(f"copy (select * from {table} order by {key}) to '{quoted}' ({options})")
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


@click.command()
@click.argument("warehouse", type=click.Path(path_type=Path), required=False)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("exports"))
def export(warehouse: Path | None, folder: Path) -> None:
    """Write the exports of WAREHOUSE (WAREHOUSE_PATH, else warehouse/dev.duckdb) into FOLDER (exports)."""
    warehouse = warehouse or Path(os.environ.get("WAREHOUSE_PATH") or "warehouse/dev.duckdb")
    if not warehouse.is_file():
        raise Sentence(f"There is no warehouse at {warehouse}: run `dbt build` or `make build` first.")
    try:
        for path in write_exports(warehouse, folder):
            print(f"wrote {path}")
    except (duckdb.Error, OSError) as error:
        raise Sentence(f"Nothing was exported from {warehouse}: {str(error).splitlines()[0]}") from error
