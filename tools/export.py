"""Write the tables that people take away as files: the segments of the authors as CSV and Parquet, and the former final CSV.

usage: python -m tools.export [WAREHOUSE] [FOLDER]
"""

import argparse
import os
import sys
from pathlib import Path

import duckdb

CSV = "format csv, header true, delimiter ',', quote '\"', escape '\"', nullstr ''"
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
            _copy(connection, "author_segments", "author_id", folder / "author_segments.csv", CSV),
            _copy(connection, "author_segments", "author_id", folder / "author_segments.parquet", PARQUET),
        ]
        former = folder / "fashion_segments_final.csv"
        if _has_table(connection, "fashion_segments_final"):
            written.append(_copy(connection, "fashion_segments_final", "AUTHORID", former, CSV))
        else:
            former.unlink(missing_ok=True)
    return written


def _has_table(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Tell whether the schema marts holds ``table``."""
    query = "select table_name from information_schema.tables where table_schema = 'marts'"
    return (table,) in connection.execute(query).fetchall()


def _copy(connection: duckdb.DuckDBPyConnection, table: str, key: str, path: Path, options: str) -> Path:
    """Copy one mart into ``path``, which holds either the whole table or what it held before."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    quoted = str(unfinished).replace("'", "''")
    try:
        connection.execute(f"copy (select * from marts.{table} order by {key}) to '{quoted}' ({options})")
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    return path


def main() -> int:
    """Export from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.export", description="Write the exports of a warehouse.")
    parser.add_argument("warehouse", nargs="?", type=Path, default=Path(os.environ.get("WAREHOUSE_PATH") or "warehouse/dev.duckdb"))
    parser.add_argument("folder", nargs="?", type=Path, default=Path("exports"))
    arguments = parser.parse_args()
    if not arguments.warehouse.is_file():
        print(f"There is no warehouse at {arguments.warehouse}: run `dbt build` or `make build` first.", file=sys.stderr)
        return 1
    try:
        for path in write_exports(arguments.warehouse, arguments.folder):
            print(f"wrote {path}")
    except (duckdb.Error, OSError) as error:
        print(f"Nothing was exported from {arguments.warehouse}: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
