"""The header of a CSV file, and the names of its columns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fashion_panel.landing.grammar import ANY_RECORD, BREAK, LINE, PADDED_FIELDS, always, is_strict, is_utf8
from fashion_panel.landing.kinds import refuse_other_kinds, refuse_other_separators
from fashion_panel.landing.layout import MAX_RECORD_BYTES, REPAIR_COLUMNS, SOURCE_COLUMNS, EmptyFileError
from fashion_panel.landing.streams import Source
from fashion_panel.sentence import Sentence

# blank lines, and the line by which Excel is told the separator
_PREAMBLE = re.compile(rb"(?:[ \t]*(?:\r\n|\n|\r))*+(?:(?i:\"?sep=)(?P<mark>[^\r\n])\"?(?:\r\n|\n|\r)(?:[ \t]*(?:\r\n|\n|\r))*+)?+")


@dataclass(frozen=True)
class Header:
    """The header of a CSV file.

    Attributes:
        columns: As in RawFile.
        line_end: How its line ends: LF, CRLF, CR, or nothing at the end of the file.
        line_count: Lines up to and including the header.
        is_clean: Whether DuckDB skips exactly this header: the first line, strictly quoted, valid UTF-8.
        rest: What was read of the file behind the header.

    """

    columns: tuple[str, ...]
    line_end: bytes
    line_count: int
    is_clean: bool
    rest: bytes


def read_header(source: Source, name: str, table: str) -> Header:
    """Read the header of a CSV file from its start.

    Raises:
        Sentence: There is no header, or it is no text, or a required column is missing or there twice.

    """
    head = source.read(MAX_RECORD_BYTES + 2)
    is_whole = len(head) < MAX_RECORD_BYTES + 2
    refuse_other_kinds(head, name)
    text = head.removeprefix(b"\xef\xbb\xbf")
    preamble = always(_PREAMBLE.match(text))
    skipped = preamble[0]
    if preamble["mark"] not in (None, b","):
        raise Sentence(
            f"{name} separates columns by {preamble['mark'].decode(errors='replace')!r}, as its first line says: save it with commas."
        )
    if not text.strip():
        raise EmptyFileError(f"{name} is empty: it needs a header line with {','.join(SOURCE_COLUMNS[table])}.")
    line = always(LINE.match(text + b"\n", len(skipped)))[0]
    if b"\0" in line:
        raise Sentence(f"{name} is not UTF-8 text, for its header holds NUL bytes, as in UTF-16 or UTF-32: save it as UTF-8.")
    refuse_other_separators(line, name, table)
    match = ANY_RECORD.match(text if not is_whole or text.endswith((b"\n", b"\r")) else text + b"\n", len(skipped))
    if match is None:
        raise Sentence(f"{name} has a header line with broken quotes, or without end: correct its first line.")
    line_end = always(re.search(rb"(?:\r\n|\n|\r|)\Z", match[0]))[0] if match.end() <= len(text) else b""
    record = match[0].rstrip(b"\r\n")
    fields = [_unquoted(field) for field in PADDED_FIELDS.findall(record)]
    names = [field.decode(errors="backslashreplace").strip().strip("\ufeff").strip() for field in fields]
    return Header(
        columns=unique_columns(names, name, table),
        line_end=line_end,
        line_count=len(BREAK.findall(text[: match.end()])) or 1,
        is_clean=not skipped and not BREAK.search(record) and is_utf8(record) and is_strict(record, len(fields)),
        rest=text[match.end() :],
    )


def _unquoted(field: bytes) -> bytes:
    """Return the content of one field as written in the file."""
    stripped = field.strip(b" \t")
    return stripped[1:-1].replace(b'""', b'"') if stripped.startswith(b'"') else field


def _without_any_name(names: list[str], file: str, required: tuple[str, ...]) -> str:
    """Say that a file names none of its columns, and what it has instead where that is no text of people."""
    if len(names) > 1 and all(
        re.fullmatch(r"(?i)(_?col(umn)?_?|_?c|f|field_?|(string|int64)_field_|var|v|x)[0-9]+_?", name) for name in names
    ):
        cause = f"names its columns {names[0]}, {names[1]} ..., as a tool does that was not told their names"
        return f"{file} {cause}: export it with a header ({','.join(required)}); Snowflake does with header = true."
    near = [column for column in required if _instead(column, names)]
    if near:
        return "\n".join(f"{file} has no column {column}{_instead(column, names)}: correct its name in the header line." for column in near)
    return f"{file} has no header line, for its first line names none of the columns {','.join(required)}: export it with one."


def _instead(column: str, names: list[str]) -> str:
    """Name the column that is spelled nearly as the missing one, as AUTHOR_ID for AUTHORID."""
    # Hive writes the name of the table in front
    plain = {re.sub(r"[^A-Z0-9]", "", name.upper().rpartition(".")[2]): name for name in names}
    found = plain.get(column.replace("_", ""))
    return f", but {found}" if found else ""


def unique_columns(names: list[str], file: str, table: str) -> tuple[str, ...]:
    """Match the names of a header with the required columns of the table, and make the others unique.

    Raises:
        Sentence: A required column is missing or there twice; one sentence a line.

    """
    required = SOURCE_COLUMNS[table]
    upper = [name.upper() for name in names]
    for other, names_of_other in SOURCE_COLUMNS.items():
        if set(upper) >= set(names_of_other) and not set(upper) >= set(required):
            raise Sentence(f"{file} has the columns of {other}, and not its own ({','.join(required)}): put the right file in its place.")
    if not set(upper) & set(required):
        raise Sentence(_without_any_name(names, file, required))
    problems = [
        f"{file} has no column {column}{_instead(column, names)}: add it to the file, or correct its name in the header line."
        for column in required
        if column not in upper
    ]
    problems += [
        f"{file} has the column {column} {upper.count(column)} times: remove or rename all but one."
        for column in required
        if upper.count(column) > 1
    ]
    if problems:
        raise Sentence("\n".join(problems))
    taken = {name.casefold() for name in (*required, *REPAIR_COLUMNS)}
    columns = []
    for number, (name, key) in enumerate(zip(names, upper, strict=True), start=1):
        if key in required:
            columns.append(key)
            continue
        base = unique = name or f"COLUMN_{number}"
        copies = 1
        while unique.casefold() in taken:
            copies += 1
            unique = f"{base}_{copies}"
        taken.add(unique.casefold())
        columns.append(unique)
    return tuple(columns)
