"""Parquet files: read by DuckDB, and copied without the records that hold a text which is no UTF-8."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from fashion_panel.landing.header import unique_columns
from fashion_panel.landing.kinds import refuse_other_kinds
from fashion_panel.landing.layout import REPAIR_COLUMNS, SOURCE_COLUMNS, EmptyFileError, RawFile
from fashion_panel.landing.streams import literal_path, open_bytes
from fashion_panel.sentence import Sentence

# what Impala, old Spark and Hive write is text too, without the mark that says so
_READ = "read_parquet(?, hive_partitioning = false, binary_as_string = {})"
_LARGEST_WHOLE_FLOAT = 2**24
_TEXT_IS_BROKEN = "Invalid string encoding"


def parquet_columns(path: Path, table: str) -> tuple[str, ...]:
    """Return the columns of a Parquet file, as in RawFile.

    Raises:
        Sentence: The file is no Parquet file, or lacks a column, or has one twice.

    """
    names = _names(path, table)
    unique_columns(_names_as_stored(path), path.name, table)
    return unique_columns(names, path.name, table)


def has_rows(path: Path) -> bool:
    """Say whether a Parquet file holds a record."""
    return path.stat().st_size > 0 and _record_count(path) > 0


def inspect_parquet(path: Path, table: str, scratch: Path) -> RawFile:
    """Count the records of a Parquet file, and make sure that DuckDB can read them all, by a repaired copy if need be."""
    columns = parquet_columns(path, table)
    record_count = _record_count(path)
    _refuse_short_floats(path)
    _refuse_nested(path, table)
    try:
        # Read once, so that damage behind the footer is met here and not in the middle of a build.
        _query(path, f"select bit_xor(hash(file)) from {_READ.format('true')} as file")
    except Sentence as error:
        if _TEXT_IS_BROKEN not in str(error.__cause__):
            raise
        return _repaired(path, table, columns, record_count, scratch)
    return RawFile(table, path.name, literal_path(path), "parquet", columns, record_count)


def _refuse_short_floats(path: Path) -> None:
    """Refuse ids in numbers of 32 bits with a point, which hold seven digits: one such number stands for many accounts."""
    short = "column_type = 'FLOAT' and upper(column_name) in ('AUTHORID', 'POST_ID', 'IMAGE_ID')"
    for (name,) in _query(path, f"select column_name from (describe select * from {_READ.format('true')}) where {short}"):
        quoted = '"' + name.replace('"', '""') + '"'
        if _query(path, f"select count(*) from {_READ.format('true')} where abs({quoted}) > {_LARGEST_WHOLE_FLOAT}")[0][0]:
            cause = f"stores {name} as floating-point numbers of 32 bits, which hold seven digits"
            raise Sentence(f"{path.name} {cause}: export it as whole numbers of 64 bits, from where they still are.")


def _refuse_nested(path: Path, table: str) -> None:
    """Refuse a column of lists or structures, which as text would be labels that nobody knows; a position may be one."""
    nested = "column_type similar to '(STRUCT|MAP)[(].*|.*]'"
    for name, kind in _query(path, f"select column_name, column_type from (describe select * from {_READ.format('true')}) where {nested}"):
        if name.upper() in SOURCE_COLUMNS[table] and name.upper() != "POSITION_IN_IMAGE":
            raise Sentence(f"{path.name} stores {name} as {kind[:40]}, and not as a value: export one row for each value of it.")


def _names(path: Path, table: str) -> list[str]:
    with open_bytes(path) as file:
        head = file.read(1000)
        if not head:
            raise EmptyFileError(f"{path.name} is empty (0 bytes): it needs the columns {','.join(SOURCE_COLUMNS[table])}.")
        if not head.startswith(b"PAR1"):
            refuse_other_kinds(head, path.name)
    return [name for (name,) in _query(path, f"select column_name from (describe select * from {_READ.format('true')})")]


def _names_as_stored(path: Path) -> list[str]:
    """Return the names of the columns as they stand: of IMAGE_ID and image_id DuckDB renames the second."""
    (_, column_count), *fields = _query(path, "select name, coalesce(num_children, 0) from parquet_schema(?)")
    names, to_come = [], [column_count]  # fields to come, of the file and of each structure around the next one
    for name, child_count in fields:
        if len(to_come) == 1:
            names.append(name)
        to_come[-1] -= 1
        to_come.append(child_count)
        while to_come and not to_come[-1]:
            to_come.pop()
    return names


def _record_count(path: Path) -> int:
    return _query(path, "select num_rows from parquet_file_metadata(?)")[0][0]


def _repaired(path: Path, table: str, columns: tuple[str, ...], record_count: int, scratch: Path) -> RawFile:
    """Copy the records of a file with broken texts: a record whose every text is UTF-8 as it is, any other as raw text."""
    names = _names(path, table)
    scratch.mkdir(parents=True, exist_ok=True)
    bare, target = scratch / f"{path.name}.bare.parquet", scratch.absolute() / f"{path.name}.repaired.parquet"
    content = path.read_bytes()
    bare.write_bytes(_without_text_marks(content, names))
    quoted = ['"' + name.replace('"', '""') + '"' for name in names]
    kinds = _query(bare, f"select column_type from (describe select * from {_READ.format('false')})", path.name)
    texts = [f"try(decode({name}))" if kind == "BLOB" else name for name, (kind,) in zip(quoted, kinds, strict=True)]
    broken = " or ".join(f"{name} is not null and {text} is null" for name, text in zip(quoted, texts, strict=True) if name != text)
    raw = [
        f"coalesce(case when {text} is null then cast({name} as varchar) else cast({text} as varchar) end, '')"
        for name, text in zip(quoted, texts, strict=True)
    ]
    fields = [f"case when not ({broken or 'false'}) then {text} end as {name}" for name, text in zip(quoted, texts, strict=True)]
    line, reason, record = REPAIR_COLUMNS
    query = f"""
        copy (
            select {", ".join(fields)}, cast(file_row_number + 1 as varchar) as {line},
                case when {broken or "false"} then 'invalid_utf8' end as {reason},
                case when {broken or "false"} then concat_ws(',', {", ".join(raw)}) end as {record}
            from read_parquet(?, hive_partitioning = false, file_row_number = true)
        ) to '{str(target).replace("'", "''")}' (format parquet)
    """
    _query(bare, query, path.name)
    bare.unlink()
    rejected = _query(target, f"select count({reason}) from {_READ.format('false')}", path.name)[0][0]
    return RawFile(table, path.name, literal_path(target), "parquet", columns, record_count, rejected, is_repaired=True)


def _without_text_marks(content: bytes, names: list[str]) -> bytes:
    """Unmark the text columns of a Parquet file, so that its bytes are read as they are.

    A column of the footer is a structure of Thrift's compact protocol: behind its name (field 4) stands what its bytes mean, as
    field 6 or field 10. A larger distance of field numbers makes it and all that follows a field that nobody knows, and passes over.
    """
    length = int.from_bytes(content[-8:-4], "little")
    footer = content[-8 - length : -8]
    for name in names:
        text = re.escape(bytes([0x18, len(name.encode())]) + name.encode()) if len(name.encode()) < 128 else b"(?!)"
        marked = rb"(" + text + rb")([\x25\x6c])(?=\x00|\x1c\x00\x00)"
        footer = re.sub(marked, lambda found: found[1] + bytes([found[2][0] | 0xF0]), footer)
    return content[: -8 - length] + footer + content[-8:]


def _query(path: Path, query: str, name: str | None = None) -> list[tuple[Any, ...]]:
    with open_bytes(path):  # refuses what is no readable file
        import duckdb  # only here: CSV is inspected without DuckDB

        try:
            with duckdb.connect(config={"threads": 1}) as connection:
                return connection.execute(query, [literal_path(path)]).fetchall()
        except duckdb.Error as error:
            raise Sentence(f"{name or path.name} is not a Parquet file, or a damaged one: deliver it again.") from error
