"""One file of the delivery: its columns, and its inspection."""

from __future__ import annotations

from pathlib import Path

from fashion_panel.landing.header import read_header
from fashion_panel.landing.layout import CHUNK_BYTES, MULTILINE_TABLES, RawFile
from fashion_panel.landing.parquet import has_rows as parquet_has_rows
from fashion_panel.landing.parquet import inspect_parquet, parquet_columns
from fashion_panel.landing.repair import RepairedCopy, repair
from fashion_panel.landing.scan import count_clean
from fashion_panel.landing.streams import create, literal_path, open_text
from fashion_panel.sentence import Sentence


def is_parquet(path: Path) -> bool:
    """Say whether a file is Parquet by its name."""
    return path.suffix.lower() == ".parquet"


def read_columns(path: Path, table: str) -> tuple[str, ...]:
    """Return the columns of a file, from its first bytes or its footer.

    Raises:
        Sentence: The file cannot be a part of the table; an EmptyFileError when it has no bytes.

    """
    literal_path(path)
    if is_parquet(path):
        return parquet_columns(path, table)
    with open_text(path) as source:
        return read_header(source, path.name, table).columns


def has_rows(path: Path, table: str) -> bool:
    """Say whether anything stands behind the header of a readable file."""
    try:
        if is_parquet(path):
            return parquet_has_rows(path)
        with open_text(path) as source:
            return bool(read_header(source, path.name, table).rest.strip())
    except Sentence:
        return False


def inspect_file(path: Path, source_table: str, scratch: Path, chunk_bytes: int = CHUNK_BYTES) -> RawFile:
    """Count the records of one file and make sure that DuckDB can read them all, by a repaired copy if need be.

    Args:
        path: The file.
        source_table: The table that it is a part of.
        scratch: Folder for the repaired copy ``<file name>.repaired.csv``; made when missing.
        chunk_bytes: Bytes to scan at a time; the result does not depend on it.

    Raises:
        Sentence: The file has no usable header, cannot be read, is a damaged archive or Parquet file, or no UTF-8.

    """
    path = path.absolute()
    if is_parquet(path):
        return inspect_parquet(path, source_table, scratch)
    with open_text(path) as source:
        header = read_header(source, path.name, source_table)
        record_count = count_clean(source, header, source_table in MULTILINE_TABLES, chunk_bytes)
        if record_count is not None and source.is_readable_by_duckdb:
            return RawFile(
                source_table=source_table,
                source_file=path.name,
                read_path=literal_path(path),
                file_format="csv",
                columns=header.columns,
                record_count=record_count,
            )
    target = scratch.absolute() / f"{path.name}.repaired.csv"
    with open_text(path) as source, create(target) as file:
        header = read_header(source, path.name, source_table)
        copy = RepairedCopy(file, header)
        repair(source, copy, source_table in MULTILINE_TABLES, chunk_bytes)
        if copy.is_windows_1252:
            raise Sentence(f"{path.name} is Windows-1252 and not UTF-8, by the accents in its text: save it as UTF-8.")
    return RawFile(
        source_table=source_table,
        source_file=path.name,
        read_path=literal_path(target),
        file_format="csv",
        columns=header.columns,
        record_count=copy.record_count,
        rejected_count=copy.rejected_count,
        is_repaired=True,
    )
