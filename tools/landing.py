"""Inspect the raw delivery before DuckDB reads it, so that no record is lost and none blocks the others.

DuckDB's strict CSV reader is fast but stops at the first damaged record; its lenient modes go on and lose records
without a word. So every file is inspected here first, by a parser of our own that shares no code with DuckDB:

* a *clean* file is proven to be one that the strict reader takes whole; it is read in place, and the records counted
  here are the independent count that the ledger is reconciled against;
* a *damaged* file gets a repaired copy that the strict reader takes whole. It holds every record: good ones with
  their fields, broken ones as line number, reason and raw text;
* a file that cannot be a delivery at all (no header, a column missing, UTF-16 ...) is refused with a sentence.

The strict read that all of this is about::

    read_csv(read_path, header = true, auto_detect = false, columns = {<read_columns>: 'VARCHAR'}, delim = ',',
             quote = '"', escape = '"', strict_mode = true, nullstr = '', hive_partitioning = false,
             parallel = <table not in MULTILINE_TABLES and not is_repaired>)

The last two matter. A folder named ``k=v`` adds a column otherwise. And DuckDB 1.5.6 cuts a file into scans of about
8 MB by guessing where a record begins; a line break inside quotes misleads that guess, even with one thread.

Grammar of a good record (RFC 4180): fields separated by commas, as many as the header has; a field either holds no
quote, comma or line break, or is quoted as a whole with inner quotes doubled. Deviations that leave no doubt are
repaired, and the record kept: blank lines, mixed or lone-CR line ends, blanks around a quoted field.
"""

from __future__ import annotations

import hashlib
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol

import numpy as np

SOURCE_COLUMNS: dict[str, tuple[str, ...]] = {
    "MART_AUTHORS": ("AUTHORID", "BIO", "NB_FOLLOWERS", "NB_FOLLOWS"),
    "MART_AUTHORS_SEGMENTATIONS": ("AUTHORID", "GEO_ZONE", "NB_FOLLOWERS", "FASHION_INTEREST_SEGMENT"),
    "MART_IMAGES_OF_POSTS": (
        "POST_ID",
        "AUTHORID",
        "COMMENT_COUNT",
        "POST_CAPTION",
        "NB_LIKES",
        "POST_PUBLICATION_DATE",
        "IMAGE_ID",
    ),
    "MART_IMAGES_LABELS": ("IMAGE_ID", "TYPE", "POSITION_IN_IMAGE", "LABEL_NAME"),
}
"""Required columns of each source table."""

MULTILINE_TABLES = frozenset({"MART_AUTHORS", "MART_IMAGES_OF_POSTS"})
"""Tables with free text (BIO, POST_CAPTION), where a line break inside quotes is ordinary. In the others it is a sign
of damage, and a quote that closes on a later line never swallows a line that is a good record by itself."""

REPAIR_COLUMNS = ("_LINE_NUMBER", "_REJECT_REASON", "_RAW_RECORD")
"""Columns that a repaired copy has behind those of the file."""

CHUNK_BYTES = 1 << 20
"""Bytes scanned at a time: large enough to hide Python, small enough for the processor's cache."""

MAX_RECORD_BYTES = 1_000_000
"""Longest record, line end excluded."""

DUCKDB_LINE_BYTES = 2_000_000
"""DuckDB's default max_line_size."""

_SUFFIXES = (".csv", ".csv.gz", ".parquet")
_UTF8_BOM = b"\xef\xbb\xbf"
_COMMA, _LF, _CR, _QUOTE = b',\n\r"'
_BEFORE_OPENING = np.isin(np.arange(256), (_COMMA, _LF, _QUOTE))
_AFTER_CLOSING = np.isin(np.arange(256), (_COMMA, _LF, _CR, _QUOTE))

_UNQUOTED = rb'[^",\r\n]*+'
_QUOTED = rb'"[^"]*+(?:""[^"]*+)*+"'
_LINE_END = rb"(?:\r\n|\n|\r)"
_STRICT_FIELD = rb"(?:" + _QUOTED + rb"|" + _UNQUOTED + rb")"
_PADDED_FIELD = rb"(?:[ \t]*+" + _QUOTED + rb"[ \t]*+|" + _UNQUOTED + rb")"
_PADDED_FIELDS = re.compile(rb"(?:^|,)(" + _PADDED_FIELD + rb")")
_ANY_RECORD = re.compile(_PADDED_FIELD + rb"(?:," + _PADDED_FIELD + rb")*+" + _LINE_END)
_LINE = re.compile(rb"[^\r\n]*+" + _LINE_END)
_BREAK = re.compile(_LINE_END)


class DeliveryError(Exception):
    """The delivery cannot be landed; the message is a sentence (or several) for the user."""


@dataclass(frozen=True)
class RawFile:
    """One file of the delivery, inspected.

    Attributes:
        source_table: Upper-case name of the table that the file is a part of.
        source_file: File name, without folder.
        read_path: Absolute path for DuckDB: the file itself, or its repaired copy. ``*``, ``?`` and ``[`` are wrapped
            in brackets, since DuckDB reads a path as a pattern.
        file_format: ``csv`` (also when compressed) or ``parquet``.
        columns: Column names in file order, unique whatever the case. Required columns are in upper case, others keep
            their own name.
        record_count: All records, good and rejected. The header and blank lines are no records.
        rejected_count: Records that the repaired copy carries as raw text.
        is_repaired: Whether read_path is a repaired copy.
        file_version: Digest of the file's name and bytes and of the code that lands them, as a number (stored beside every
            record, a text costs a tenth of the landing): whoever finds it in the warehouse need not read the file again. 0 for
            a file inspected by itself.

    """

    source_table: str
    source_file: str
    read_path: str
    file_format: str
    columns: tuple[str, ...]
    record_count: int
    rejected_count: int = 0
    is_repaired: bool = False
    file_version: int = 0

    @property
    def read_columns(self) -> tuple[str, ...]:
        """Column names of read_path in file order: those of the file, and REPAIR_COLUMNS in a repaired copy."""
        return self.columns + (REPAIR_COLUMNS if self.is_repaired else ())


# ---------------------------------------------------------------------------------------------------------------------
# The folder
# ---------------------------------------------------------------------------------------------------------------------


def raw_folder(environ: Mapping[str, str] = os.environ, root: Path = Path()) -> Path:
    """Return the folder of the delivery: RAW_DATA_DIR when set, else data/raw when it holds all tables, else data/demo.

    Args:
        environ: Environment variables.
        root: Project root, that relative paths start from.

    """
    if environ.get("RAW_DATA_DIR"):
        return root / environ["RAW_DATA_DIR"]
    own = root / "data" / "raw"
    return own if all(find_files(own).values()) else root / "data" / "demo"


def find_files(folder: Path) -> dict[str, list[Path]]:
    """Return the files of each source table, sorted by name; all lists are empty when the folder does not exist.

    A file belongs to the table with the longest name that its own name starts with, and ends in .csv, .csv.gz or
    .parquet. Upper and lower case differ. Other files are ignored.
    """
    files: dict[str, list[Path]] = {table: [] for table in SOURCE_COLUMNS}
    if folder.is_dir():
        for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
            tables = [table for table in SOURCE_COLUMNS if path.name.startswith(table)]
            if tables and path.name.endswith(_SUFFIXES):
                files[max(tables, key=len)].append(path)
    return files


def folder_problems(folder: Path) -> list[str]:
    """Return what keeps the folder from being a delivery, one sentence a problem; an empty list means it is one.

    Cheap: reads no more than the first MAX_RECORD_BYTES of a file (of a Parquet file, its footer).
    """
    if not folder.is_dir():
        return [f"The raw folder {folder} does not exist: create it, or set RAW_DATA_DIR to the folder of the delivery."]
    try:
        files = find_files(folder)
    except OSError as error:
        return [f"The raw folder {folder} cannot be listed ({error.strerror or error}): check its permissions."]
    problems = []
    for table, paths in files.items():
        if not paths:
            problems.append(_missing_table(folder, table))
        for path in paths:
            try:
                _read_columns(path, table)
            except DeliveryError as error:
                problems.extend(str(error).splitlines())
    return problems


def overlooked_files(folder: Path) -> list[str]:
    """Return a sentence for each file that is named as a delivered one nearly is, and so is not taken; sorted by name."""
    rule = f"a part of a table begins with the table's name in upper case and ends in {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]}"
    return [f"The file {name} is not taken because of its name: {rule}." for name in _overlooked_names(folder)]


def inspect_folder(folder: Path, scratch: Path) -> list[RawFile]:
    """Inspect all files of a delivery, several at a time; sorted by table (as in SOURCE_COLUMNS) and name.

    Args:
        folder: Folder of the delivery.
        scratch: Folder for repaired copies; made when missing.

    Raises:
        DeliveryError: The folder has problems (one sentence a line), or a file turns out to be damaged beyond repair.

    """
    problems = folder_problems(folder)
    if problems:
        raise DeliveryError("\n".join(problems))
    parts = [(path, table) for table, paths in find_files(folder).items() for path in paths]
    # The largest file first: it decides when the last thread is done.
    by_size = sorted(parts, key=lambda part: -part[0].stat().st_size)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        # each file is read twice, side by side: for its digest, and for its records
        inspected = pool.map(lambda part: inspect_file(*part, scratch), by_size)
        versions = pool.map(lambda part: file_version(part[0]), by_size)
        files = {part: replace(file, file_version=version) for part, file, version in zip(by_size, inspected, versions, strict=True)}
    return [files[part] for part in parts]


def file_version(path: Path) -> int:
    """Return 60 bits of a digest of the file's name and bytes, the landing's code and its key; equal digests land as equal rows.

    Raises:
        DeliveryError: The file cannot be read.

    """
    with _open_bytes(path) as file:
        content = hashlib.file_digest(file, "sha256").digest()
    key = hashlib.sha256(os.environ.get("AUTHOR_ID_KEY", "").encode()).digest()
    return int(hashlib.sha256(content + _code_digest() + key + path.name.encode()).hexdigest()[:15], 16)


@cache
def _code_digest() -> bytes:
    root = Path(__file__).resolve().parent.parent
    code = [Path(__file__), *sorted(root.glob("macros/landing/*.sql")), *sorted(root.glob("models/staging/landing/landed_*.sql"))]
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in code)).digest()


def inspect_file(path: Path, source_table: str, scratch: Path, chunk_bytes: int = CHUNK_BYTES) -> RawFile:
    """Count the records of one file and make sure that DuckDB can read them all, by a repaired copy if need be.

    Args:
        path: The file.
        source_table: The table that it is a part of.
        scratch: Folder for the repaired copy ``<file name>.repaired.csv``; made when missing.
        chunk_bytes: Bytes to scan at a time; the result does not depend on it.

    Raises:
        DeliveryError: The file has no usable header, cannot be read, or is a damaged archive or Parquet file.

    """
    path = path.absolute()
    if path.name.endswith(".parquet"):
        return _inspect_parquet(path, source_table)
    with _open_csv(path) as source:
        header = _read_header(source, path.name, source_table)
        record_count = _count_clean(source, header, source_table in MULTILINE_TABLES, chunk_bytes)
        if record_count is not None and source.is_readable_by_duckdb:
            return RawFile(
                source_table=source_table,
                source_file=path.name,
                read_path=_literal_path(path),
                file_format="csv",
                columns=header.columns,
                record_count=record_count,
            )
    target = scratch.absolute() / f"{path.name}.repaired.csv"
    with _open_csv(path) as source, _create(target) as file:
        header = _read_header(source, path.name, source_table)
        copy = _RepairedCopy(file, header)
        _repair(source, copy, source_table in MULTILINE_TABLES, chunk_bytes)
    return RawFile(
        source_table=source_table,
        source_file=path.name,
        read_path=_literal_path(target),
        file_format="csv",
        columns=header.columns,
        record_count=copy.record_count,
        rejected_count=copy.rejected_count,
        is_repaired=True,
    )


def _missing_table(folder: Path, table: str) -> str:
    sentence = f"The raw folder {folder} has no file for {table}: add {table}.csv (or .csv.gz, .parquet)"
    similar = [name for name in _overlooked_names(folder) if name.upper().startswith(table)]
    return f"{sentence}; {similar[0]} is not taken because of its name." if similar else f"{sentence}."


def _overlooked_names(folder: Path) -> list[str]:
    taken = {path.name for paths in find_files(folder).values() for path in paths}
    alike = {path.name for path in folder.iterdir() if path.name.upper().startswith(tuple(SOURCE_COLUMNS))}
    return sorted(alike - taken)


def _read_columns(path: Path, table: str) -> tuple[str, ...]:
    _literal_path(path.absolute())
    if path.name.endswith(".parquet"):
        return _parquet_columns(path, table)
    with _open_csv(path) as source:
        return _read_header(source, path.name, table).columns


def _literal_path(path: Path) -> str:
    """Write an absolute path so that DuckDB takes it for itself and not for a pattern.

    Raises:
        DeliveryError: The path holds a backslash beside a mark of patterns, which DuckDB has no spelling for.

    """
    if "\\" in str(path) and re.search(r"[*?[]", str(path)):
        raise DeliveryError(f"DuckDB cannot read {path}, a path with both a backslash and one of *?[: rename it.")
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))


# ---------------------------------------------------------------------------------------------------------------------
# Bytes: plain and compressed files
# ---------------------------------------------------------------------------------------------------------------------


class _Source(Protocol):
    """A stream of bytes; read() returns fewer than asked for only at the end."""

    is_readable_by_duckdb: bool

    def read(self, size: int) -> bytes: ...


class _PlainSource:
    """An uncompressed file."""

    is_readable_by_duckdb = True

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        return self._file.read(size)


class _GzipSource:
    """A gzip file of one or more members, checked to its last byte (DuckDB itself accepts a file cut short).

    Attributes:
        is_readable_by_duckdb: Whether DuckDB knows all that was met so far: it refuses zeros behind the last member,
            and headers with a comment, a checksum or the text flag.

    """

    _KNOWN_FLAGS = 0b1100  # FEXTRA and FNAME

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.is_readable_by_duckdb = True
        self._file = file
        self._name = name
        self._compressed = file.read(CHUNK_BYTES)
        self._member: zlib._Decompress | None = None
        if not self._compressed.startswith(b"\x1f\x8b"):
            raise DeliveryError(f"{name} is not a gzip file: compress it with gzip, or remove .gz from its name.")

    def read(self, size: int) -> bytes:
        parts: list[bytes] = []
        while size > 0 and (part := self._read_some(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _read_some(self, size: int) -> bytes:
        """Return between 1 and size bytes; none at the end of the file."""
        while self._member is not None or self._next_member():
            try:
                part = self._member.decompress(self._compressed, size)
            except zlib.error as error:
                raise DeliveryError(f"{self._name} is a damaged gzip file ({error}): deliver it again.") from error
            if self._member.eof:
                self._compressed = self._member.unused_data
                self._member = None
            else:
                self._compressed = self._member.unconsumed_tail or self._file.read(CHUNK_BYTES)
                if not self._compressed and not part:
                    raise DeliveryError(f"{self._name} is a gzip file that ends too early: deliver it again.")
            if part:
                return part
        return b""

    def _next_member(self) -> bool:
        """Start the next member; return False at the end of the file."""
        while not self._compressed.lstrip(b"\0"):
            self.is_readable_by_duckdb &= not self._compressed
            self._compressed = self._file.read(CHUNK_BYTES)
            if not self._compressed:
                return False
        self._compressed += self._file.read(4)
        if not self._compressed.startswith(b"\x1f\x8b"):
            raise DeliveryError(f"{self._name} holds bytes behind its gzip data that do not belong there: deliver it again.")
        self.is_readable_by_duckdb &= not (self._compressed[3:4] or b"\0")[0] & ~self._KNOWN_FLAGS
        self._member = zlib.decompressobj(wbits=31)
        return True


@contextmanager
def _open_csv(path: Path) -> Iterator[_Source]:
    """Open a file for reading as text, unpacked; whatever goes wrong while it is open becomes a DeliveryError."""
    with _open_bytes(path) as file:
        yield _GzipSource(file, path.name) if path.name.endswith(".gz") else _PlainSource(file)


@contextmanager
def _open_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading; whatever goes wrong while it is open becomes a DeliveryError."""
    try:
        path.name.encode()
        if not path.is_file() and path.exists():
            raise DeliveryError(f"{path.name} is not a file: remove it, or replace it by the file of that name.")
        with path.open("rb") as file:
            yield file
    except UnicodeEncodeError as error:
        name = ascii(path.name)
        raise DeliveryError(f"The file name {name} is not valid UTF-8: give the file another name.") from error
    except OSError as error:
        reason = error.strerror or error
        raise DeliveryError(f"{path.name} cannot be read ({reason}): check the file and its permissions.") from error


@contextmanager
def _create(target: Path) -> Iterator[BinaryIO]:
    """Open a repaired copy for writing; a failure to write becomes a DeliveryError and leaves no half of a copy."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            yield file
    except OSError as error:
        with suppress(OSError):
            target.unlink()
        raise DeliveryError(
            f"The repaired copy {target} cannot be written ({error.strerror or error}): make room on the disk, or correct the permissions."
        ) from error
    except DeliveryError:
        target.unlink(missing_ok=True)
        raise


# ---------------------------------------------------------------------------------------------------------------------
# The header
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Header:
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


def _read_header(source: _Source, name: str, table: str) -> _Header:
    """Read the header of a CSV file from its start.

    Raises:
        DeliveryError: There is no header, or it is no text, or a required column is missing or there twice.

    """
    head = source.read(MAX_RECORD_BYTES + 2)
    is_whole = len(head) < MAX_RECORD_BYTES + 2
    for magic, encoding in ((b"\xff\xfe\0\0", 32), (b"\0\0\xfe\xff", 32), (b"\xff\xfe", 16), (b"\xfe\xff", 16)):
        if head.startswith(magic):
            raise DeliveryError(f"{name} is encoded in UTF-{encoding}: save it as UTF-8.")
    for magic, kind in ((b"\x1f\x8b", "a gzip file"), (b"PK\x03\x04", "a zip or Excel file"), (b"PAR1", "Parquet")):
        if head.startswith(magic):
            raise DeliveryError(f"{name} is {kind} by its content: save it as CSV, or correct the end of its name.")
    text = head.removeprefix(_UTF8_BOM)
    blank = re.match(rb"[ \t\r\n]*[\r\n]|", text)[0]
    if not text.strip():
        raise DeliveryError(f"{name} is empty: it needs a header line with {','.join(SOURCE_COLUMNS[table])}.")
    if b"\0" in _LINE.match(text + b"\n", len(blank))[0]:
        raise DeliveryError(f"{name} is not UTF-8 text, for its header holds NUL bytes, as in UTF-16 or UTF-32: save it as UTF-8.")
    match = _ANY_RECORD.match(text if not is_whole or text.endswith((b"\n", b"\r")) else text + b"\n", len(blank))
    if match is None:
        raise DeliveryError(f"{name} has a header line with broken quotes, or without end: correct its first line.")
    line_end = re.search(rb"(?:\r\n|\n|\r|)\Z", match[0])[0] if match.end() <= len(text) else b""
    record = match[0].rstrip(b"\r\n")
    fields = [_unquoted(field) for field in _PADDED_FIELDS.findall(record)]
    names = [field.decode(errors="backslashreplace").strip().strip("\ufeff").strip() for field in fields]
    return _Header(
        columns=_unique_columns(names, name, table),
        line_end=line_end,
        line_count=len(_BREAK.findall(text[: match.end()])) or 1,
        is_clean=not blank and not _BREAK.search(record) and _is_utf8(record) and _is_strict(record, len(fields)),
        rest=text[match.end() :],
    )


def _unquoted(field: bytes) -> bytes:
    """Return the content of one field as written in the file."""
    stripped = field.strip(b" \t")
    return stripped[1:-1].replace(b'""', b'"') if stripped.startswith(b'"') else field


def _unique_columns(names: list[str], file: str, table: str) -> tuple[str, ...]:
    """Match the names of a header with the required columns of the table, and make the others unique.

    Raises:
        DeliveryError: A required column is missing or there twice; one sentence a line.

    """
    required = SOURCE_COLUMNS[table]
    upper = [name.upper() for name in names]
    if len(names) == 1 and (other := next((mark for mark in ";\t|" if names[0].count(mark) >= 2), "")):
        raise DeliveryError(f"{file} has no columns {', '.join(required)}, since it separates them by {other!r}: save it with commas.")
    problems = [
        f"{file} has no column {column}: add it to the file, or correct its name in the header line."
        for column in required
        if column not in upper
    ]
    problems += [
        f"{file} has the column {column} {upper.count(column)} times: remove or rename all but one."
        for column in required
        if upper.count(column) > 1
    ]
    if problems:
        raise DeliveryError("\n".join(problems))
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


# ---------------------------------------------------------------------------------------------------------------------
# The fast scan: whole blocks of good records
# ---------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Scan:
    """Good records at the start of a block of bytes; what follows them is not complete yet.

    Attributes:
        ends: Offset behind the line end of each record; shape (records,).
        line_counts: Lines from the start of the block to the end of each record; shape (records,).
        crlf_count: Records that end in CRLF; the others end in LF.

    """

    ends: np.ndarray
    line_counts: np.ndarray
    crlf_count: int

    @property
    def size(self) -> int:
        """Bytes that the records take."""
        return int(self.ends[-1]) if len(self.ends) else 0


def _scan(block: bytes, field_count: int, multiline: bool) -> _Scan | None:
    """Find the records of a block that starts with one; None when they are not all good.

    Only commas, quotes and line ends are looked at. A byte is inside quotes when the number of quotes before it is
    odd; then the separators outside quotes must repeat as the header has them, and each quote must stand at the edge
    of a field or beside another one (a doubled quote closes the field and opens it again).

    Args:
        block: Bytes, starting at the first byte of a record.
        field_count: Fields of a good record.
        multiline: Whether a quoted field may hold a line break.

    """
    content = np.frombuffer(block, np.uint8)
    has_quotes, has_cr = b'"' in block, b"\r" in block
    is_mark = content == _COMMA
    is_mark |= content == _LF
    if has_quotes:
        is_mark |= content == _QUOTE
    if has_cr:
        is_mark |= content == _CR
    at = np.flatnonzero(is_mark)
    mark = content[at]
    if has_quotes:
        is_quote = mark == _QUOTE
        is_inside = np.bitwise_xor.accumulate(is_quote.view(np.uint8)).view(bool)
        is_outside = ~(is_inside | is_quote)
        last = np.flatnonzero(is_outside & (mark == _LF))[-1:]
    else:
        last = np.flatnonzero(mark == _LF)[-1:]
    if not len(last):
        return _Scan(last, last, crlf_count=0)
    at, mark = at[: last[0] + 1], mark[: last[0] + 1]
    separators, separators_at = mark, at
    line_counts = None
    if has_quotes:
        is_quote, is_inside, is_outside = (flags[: last[0] + 1] for flags in (is_quote, is_inside, is_outside))
        opening, closing = at[is_quote & is_inside], at[is_quote & ~is_inside]
        # The first byte of the block begins a field; the last one is a line end, so a closing quote has a successor.
        if not _BEFORE_OPENING[content[opening[opening > 0] - 1]].all():
            return None
        if not _AFTER_CLOSING[content[closing + 1]].all():
            return None
        separators, separators_at = mark[is_outside], at[is_outside]
        is_break = (mark == _LF) | (mark == _CR)
        if (is_break & is_inside).any():
            if not multiline:
                return None
            line_counts = np.cumsum(mark == _LF)[is_outside & (mark == _LF)]
    crlf_count = 0
    if has_cr:
        is_cr = separators == _CR
        if (content[separators_at[is_cr] + 1] != _LF).any():
            return None
        crlf_count = int(np.count_nonzero(is_cr))
        separators, separators_at = separators[~is_cr], separators_at[~is_cr]
    record_count = len(separators) // field_count
    if separators.tobytes() != (b"," * (field_count - 1) + b"\n") * record_count:
        return None
    ends = separators_at[field_count - 1 :: field_count] + 1
    if np.diff(ends, prepend=0).max() - 1 > MAX_RECORD_BYTES or not _is_utf8(block[: ends[-1]]):
        return None
    if line_counts is None:
        line_counts = np.arange(1, record_count + 1)
    return _Scan(ends, line_counts, crlf_count)


def _count_clean(source: _Source, header: _Header, multiline: bool, chunk_bytes: int) -> int | None:
    """Return how many records follow the header; None when the file is not clean."""
    if not header.is_clean or header.line_end == b"\r":
        return None
    field_count = len(header.columns)
    is_crlf = header.line_end == b"\r\n"
    record_count = 0
    block = header.rest
    while True:
        chunk = source.read(max(chunk_bytes, len(block)))
        if not chunk and block and not block.endswith(b"\n"):
            block += header.line_end
        block += chunk
        scan = _scan(block, field_count, multiline)
        if scan is None or scan.crlf_count != (len(scan.ends) if is_crlf else 0):
            return None
        record_count += len(scan.ends)
        block = block[scan.size :]
        if not chunk:
            return None if block else record_count
        if len(block) > MAX_RECORD_BYTES + 1:
            return None


def _is_utf8(text: bytes) -> bool:
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


# ---------------------------------------------------------------------------------------------------------------------
# The repair: record by record where the scan finds damage
# ---------------------------------------------------------------------------------------------------------------------


class _Grammar:
    """Reads single records, good or broken, at a given place of a buffer.

    Every decision needs the MAX_RECORD_BYTES + 2 bytes from the start of the record, and no more: so the result does
    not depend on how the file was cut into blocks, and the time stays linear whatever the damage.
    """

    def __init__(self, field_count: int, multiline: bool) -> None:
        more = rb"{%d}" % (field_count - 1)
        self._multiline = multiline
        self._strict = re.compile(_STRICT_FIELD + rb"(?:," + _STRICT_FIELD + rb")" + more + _LINE_END)
        self._padded = re.compile(_PADDED_FIELD + rb"(?:," + _PADDED_FIELD + rb")" + more + _LINE_END)

    def read(self, buffer: bytes, start: int) -> tuple[int, str, bytes]:
        """Read the record that begins at an offset.

        Returns:
            The offset behind its line end, the reason to reject it (empty for a good record), and its text without
            the line end: for a good record as a strict reader takes it. A blank line is a good record without text.
            A line that is too long has the offset -1 and no text: its end may be out of sight.

        """
        stop = start + MAX_RECORD_BYTES + 2
        line = _LINE.match(buffer, start, stop)
        if line is None or line.end() == stop:
            return -1, "record_too_long", b""
        record = self._strict.match(buffer, start, stop) or self._padded.match(buffer, start, stop)
        reason = "" if record else "wrong_field_count"
        record = record or _ANY_RECORD.match(buffer, start, stop)
        if record and record.end() == stop:
            record = None
        if record and line.end() < record.end() and self._swallows(buffer, line.end(), record.end(), bool(reason)):
            record = None
        end = record.end() if record else line.end()
        text = buffer[start:end].removesuffix(b"\n").removesuffix(b"\r")
        if not text:
            return end, "", b""
        if not record:
            return end, "broken_quotes", text
        if not reason and not _is_utf8(text):
            return end, "invalid_utf8", text
        if not reason and not self._strict.fullmatch(text + b"\n"):
            text = b",".join(_without_padding(field) for field in _PADDED_FIELDS.findall(text))
        return end, reason, text

    def _swallows(self, buffer: bytes, start: int, end: int, is_wrong: bool) -> bool:
        """Say whether a record of several lines came about by a stray quote: one of its further lines is a record.

        Free text may hold such lines, so there a record with the right number of fields is beyond suspicion.
        """
        if self._multiline and not is_wrong:
            return False
        while start < end:
            if self._strict.match(buffer, start, end):
                return True
            start = _LINE.match(buffer, start).end()
        return False


def _without_padding(field: bytes) -> bytes:
    return field.strip(b" \t") if b'"' in field else field


def _is_strict(record: bytes, field_count: int) -> bool:
    """Say whether a record is good without any repair."""
    field = rb"(?:," + _STRICT_FIELD + rb")"
    return re.fullmatch(_STRICT_FIELD + field + rb"{%d}" % (field_count - 1), record) is not None


class _RepairedCopy:
    """Writes the records of a damaged file so that DuckDB reads them strictly, one row a record.

    Attributes:
        field_count: Fields of a good record of the file.
        line_number: Line of the file, from 1, that the next record begins on.
        record_count: Rows written.
        rejected_count: Rows written without fields, with reason and raw text.
        rest: What was read of the file behind its header.

    """

    def __init__(self, file: BinaryIO, header: _Header) -> None:
        self.field_count = len(header.columns)
        self.line_number = header.line_count + 1
        self.record_count = 0
        self.rejected_count = 0
        self.rest = header.rest
        self._file = file
        # DuckDB takes a line break in the first line for the line end of the file
        names = (re.sub(r"[\r\n]", " ", name) for name in (*header.columns, *REPAIR_COLUMNS))
        file.write(b",".join(_quoted(name) for name in names) + b"\n")

    def write_scanned(self, block: bytes, scan: _Scan) -> None:
        """Write the records that a scan found at the start of a block."""
        starts = [0, *scan.ends[:-1].tolist()]
        lines = (self.line_number + np.concatenate(([0], scan.line_counts[:-1]))).tolist()
        texts = [block[start : end - 1] for start, end in zip(starts, scan.ends.tolist(), strict=True)]
        if scan.crlf_count:
            texts = [text.removesuffix(b"\r") for text in texts]
        self._file.write(b"".join([b"%b,%d,,\n" % row for row in zip(texts, lines, strict=True)]))
        self.record_count += len(texts)
        self.line_number += int(scan.line_counts[-1])

    def write(self, text: bytes, reason: str, byte_count: int | None = None) -> None:
        """Write one record, or pass over a blank line.

        Args:
            text: The record without its line end.
            reason: Why it is rejected; empty for a good one.
            byte_count: Length of the whole record when the text is only its beginning.

        """
        if reason:
            start = b"%b%d,%b," % (b"," * self.field_count, self.line_number, reason.encode())
            self._file.write(start + _raw_text(text, byte_count, DUCKDB_LINE_BYTES - len(start) - 1) + b"\n")
            self.rejected_count += 1
        elif text:
            self._file.write(b"%b,%d,,\n" % (text, self.line_number))
        self.record_count += bool(text)
        self.line_number += text.count(b"\n") + 1


def _raw_text(text: bytes, byte_count: int | None, room: int) -> bytes:
    r"""Write a rejected record as one quoted field, with bytes that are no UTF-8 as \xNN, cut when there is no room.

    Args:
        text: The record, or its beginning.
        byte_count: Length of the whole record when the text is only its beginning.
        room: Longest field in bytes.

    """
    decoded = text.decode(errors="backslashreplace")
    field = _quoted(decoded)
    if byte_count is None and len(field) <= room:
        return field
    # Half the room is enough for any text, since quoting at most doubles it.
    kept = decoded.encode()[: room // 2 - 100].decode(errors="ignore")
    return _quoted(f"{kept} ... [cut, {byte_count or len(text)} bytes in all]")


def _quoted(text: str) -> bytes:
    return (b'"%b"' % text.replace('"', '""').encode()) if re.search(r'[",\r\n]', text) else text.encode()


class _Window:
    """A window that slides over what follows the header; a missing line end is added to the last line.

    Attributes:
        buffer: Bytes in sight.
        start: Offset of the first byte not dealt with yet.

    """

    def __init__(self, source: _Source, rest: bytes, read_bytes: int) -> None:
        self.buffer = rest
        self.start = 0
        self._source = source
        self._read_bytes = read_bytes
        self._is_whole = False

    def fill(self, size: int) -> bool:
        """Bring at least so many bytes in sight, or all there are; return False when there are none."""
        while not self._is_whole and len(self.buffer) - self.start < size:
            chunk = self._source.read(self._read_bytes)
            self._is_whole = len(chunk) < self._read_bytes
            self.buffer, self.start = self.buffer[self.start :] + chunk, 0
            if self._is_whole and self.buffer and not self.buffer.endswith((b"\n", b"\r")):
                self.buffer += b"\n"
        return self.start < len(self.buffer)

    def skip_line(self) -> int:
        """Go to the next line without ever holding all of this one; return its length without line end."""
        byte_count = 0
        while (line_end := _BREAK.search(self.buffer, self.start)) is None:
            byte_count += len(self.buffer) - self.start
            self.start = len(self.buffer)
            if not self.fill(1):
                return byte_count
        byte_count += line_end.start() - self.start
        self.start = line_end.start()
        self.fill(2)  # a CR at the edge may be half of a CRLF
        self.start = _BREAK.match(self.buffer, self.start).end()
        return byte_count


def _repair(source: _Source, copy: _RepairedCopy, multiline: bool, chunk_bytes: int) -> None:
    """Write every record behind the header to the repaired copy: block by block, or one by one in a damaged block."""
    grammar = _Grammar(copy.field_count, multiline)
    ahead = MAX_RECORD_BYTES + 2
    window = _Window(source, copy.rest, chunk_bytes + 2 * ahead)
    while window.fill(chunk_bytes + ahead):
        block = window.buffer[window.start : window.start + chunk_bytes]
        scan = _scan(block, copy.field_count, multiline)
        if scan is not None and scan.size:
            copy.write_scanned(block, scan)
            window.start += scan.size
            continue
        stop = window.start + len(block)
        while window.start < stop:
            end, reason, text = grammar.read(window.buffer, window.start)
            if end < 0:
                beginning = window.buffer[window.start : window.start + MAX_RECORD_BYTES]
                copy.write(beginning, reason, window.skip_line())
                break
            copy.write(text, reason)
            window.start = end


# ---------------------------------------------------------------------------------------------------------------------
# Parquet
# ---------------------------------------------------------------------------------------------------------------------


def _parquet_columns(path: Path, table: str) -> tuple[str, ...]:
    """Return the columns of a Parquet file, as in RawFile.

    Raises:
        DeliveryError: The file is no Parquet file, or lacks a column.

    """
    rows = _query_parquet(path, "select column_name from (describe select * from read_parquet(?, hive_partitioning = false))")
    return _unique_columns([name for (name,) in rows], path.name, table)


def _inspect_parquet(path: Path, table: str) -> RawFile:
    columns = _parquet_columns(path, table)
    ((record_count,),) = _query_parquet(path, "select num_rows from parquet_file_metadata(?)")
    # Read once, so that damage behind the footer is met here and not in the middle of a build.
    _query_parquet(path, "select bit_xor(hash(file)) from read_parquet(?, hive_partitioning = false) as file")
    return RawFile(table, path.name, _literal_path(path), "parquet", columns, record_count)


def _query_parquet(path: Path, query: str) -> list[tuple]:
    with _open_csv(path):  # refuses what is no readable file
        import duckdb  # only here: CSV is inspected without DuckDB

        try:
            with duckdb.connect(config={"threads": 1}) as connection:
                return connection.execute(query, [_literal_path(path)]).fetchall()
        except duckdb.Error as error:
            raise DeliveryError(f"{path.name} is not a Parquet file, or a damaged one: deliver it again.") from error
