"""What the landing must come to, worked out a second time: one character at a time, and without DuckDB, numpy or tools.landing.

Tests hold the real landing against it: how many records a file has, which are rejected where and why, what the others say.
"""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import zstandard

Row = tuple[str | None, ...]
Rejected = tuple[int, str, str]
"""Line number, reason and raw text of a rejected record."""

COLUMNS: dict[str, tuple[str, ...]] = {
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
WITH_FREE_TEXT = ("MART_AUTHORS", "MART_IMAGES_OF_POSTS")
LABEL_TYPES = ("object_detection", "shoe", "pattern", "shoe_brand", "bag_brand")
LONGEST_RECORD = 1_000_000


@dataclass(frozen=True)
class Landed:
    """What was found in a file: rows with fields, their lines (None when read in place), and the rejected."""

    rows: list[Row]
    lines: list[int | None]
    rejected: list[Rejected]


class RefusedFile(Exception):
    """The file has no header that could be used."""


# ----------------------------------------------------------------------------------------------------------------------
# Bytes to records
# ----------------------------------------------------------------------------------------------------------------------


def naive_line_end(text: bytes, at: int) -> int:
    """Length of the line end at an offset: 0, 1 or 2."""
    return 2 if text[at : at + 2] == b"\r\n" else int(text[at : at + 1] in (b"\n", b"\r"))


def naive_line(text: bytes, start: int) -> int:
    """Offset of the end of the line's content."""
    while start < len(text) and not naive_line_end(text, start):
        start += 1
    return start


@dataclass(frozen=True)
class Way:
    """A way to read a record: blanks around quotes, a lone CR as text, a backslash in front of quotes inside quotes."""

    padded: bool = True
    cr_is_text: bool = False
    escapes: bool = False


def ends_here(text: bytes, at: int, way: Way) -> bool:
    """Whether a line ends at an offset."""
    if way.cr_is_text and text[at : at + 1] == b"\r":
        return text[at:].lstrip(b"\r")[:1] in (b"\n", b"")
    return naive_line_end(text, at) > 0


def naive_fields(text: bytes, start: int, way: Way) -> tuple[list[bytes], int] | None:
    """Fields of the record at an offset, and the end of its content; None when broken."""
    fields, at = [], start
    while True:
        begin = at
        while way.padded and text[at : at + 1] in (b" ", b"\t"):
            at += 1
        if text[at : at + 1] == b'"':
            opening = at
            at += 1
            while at < len(text):
                if text[at : at + 2] == b'""' or (way.escapes and text[at : at + 1] == b"\\"):
                    at += 2
                elif text[at : at + 1] != b'"':
                    at += 1
                else:
                    break
            if at >= len(text):
                return None
            at += 1
            fields.append(text[opening:at])
            while way.padded and text[at : at + 1] in (b" ", b"\t"):
                at += 1
        else:
            at = begin
            while at < len(text) and text[at : at + 1] not in (b",", b'"') and not ends_here(text, at, way):
                at += 1
            fields.append(text[begin:at])
        if at == len(text) or ends_here(text, at, way):
            return fields, at
        if text[at : at + 1] != b",":
            return None
        at += 1


def naive_value(field: bytes, way: Way) -> str | None:
    """What a field says; an empty one says nothing."""
    if field[:1] != b'"':
        return field.decode() or None
    said, at, inner = b"", 0, field[1:-1]
    while at < len(inner):
        pair = inner[at : at + 2]
        if pair == b'""' or (way.escapes and pair == b'\\"'):
            said += b'"'
        elif way.escapes and pair == b"\\\\":
            said += pair
        else:
            pair = pair[:1]
            said += pair
        at += len(pair)
    return said.decode() or None


def naive_landing(text: bytes, field_count: int, *, multiline: bool) -> Landed:
    """Read the records behind a header that takes one line."""
    at = naive_line(text, 0)
    return naive_records(text, at + naive_line_end(text, at), 2, field_count, multiline=multiline)


def swallows(text: bytes, start: int, stop: int, field_count: int) -> bool:
    """Whether one of the further lines of a record is a record by itself."""
    at = naive_line(text, start)
    while at < stop:
        at += naive_line_end(text, at)
        further = naive_fields(text[:stop] + b"\n", at, Way(padded=False))
        if at < stop and further is not None and len(further[0]) == field_count:
            return True
        at = naive_line(text, at)
    return False


def naive_record(text: bytes, at: int, field_count: int, way: Way, *, multiline: bool) -> tuple[str, list[bytes], int, Way]:
    """Read one record: reason, fields, the end of its content, and the way in which it is read."""
    ways = [way, Way(escapes=True, cr_is_text=way.cr_is_text)]
    if way.cr_is_text:
        ways.insert(1, Way())
    for one in ways:
        record = naive_fields(text, at, one)
        if record is None or len(record[0]) != field_count or (not multiline and swallows(text, at, record[1], field_count)):
            continue
        if not one.escapes and b'\\""' in text[at : record[1]]:
            shorter = naive_fields(text, at, ways[-1])
            if shorter is not None and len(shorter[0]) == field_count and shorter[1] < record[1]:
                continue
        return "", *record, one
    for one in dict.fromkeys([way, Way()]):
        record = naive_fields(text, at, one)
        if record is not None and not swallows(text, at, record[1], field_count):
            return "wrong_field_count", *record, one
    stop = text.find(b"\n", at) if b"\n" in text[at:] else len(text)
    is_whole = way.cr_is_text and not (stop == len(text) and text.endswith(b"\r"))
    stop -= text[stop - 1 : stop] == b"\r"
    if not is_whole or swallows(text, at, stop, field_count):
        stop = naive_line(text, at)
    return "broken_quotes", [], stop, way


def naive_records(text: bytes, at: int, line: int, field_count: int, *, multiline: bool) -> Landed:
    """Read the records from an offset on, where the given line begins."""
    landed = Landed([], [], [])
    before = text[max(0, at - 2) : at]
    whole = Way(cr_is_text=before.endswith(b"\n"))
    while at < len(text):
        reason, fields, stop, way = naive_record(text, at, field_count, whole, multiline=multiline)
        if naive_line_end(text, at):
            reason, fields, stop = "", [], at
        raw = text[at:stop]
        if raw:
            try:
                decoded = raw.decode()
            except UnicodeDecodeError:
                decoded, reason = raw.decode(errors="backslashreplace"), reason or "invalid_utf8"
            if len(raw) > LONGEST_RECORD:
                reason = "record_too_long"
            if reason:
                landed.rejected.append((line, reason, decoded))
            else:
                landed.rows.append(tuple(naive_value(field, way) for field in fields))
                landed.lines.append(line)
        line += raw.count(b"\n") + 1
        at = stop + naive_line_end(text, stop)
    return landed


def naive_header(text: bytes, table: str) -> tuple[list[str], int, int]:
    """Names of the columns in upper case, offset behind the header, and the line that follows it."""
    if text[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise RefusedFile("UTF-16")
    at, line = 0, 1
    while at < len(text) and not text[at : naive_line(text, at)].strip(b" \t") and naive_line(text, at) < len(text):
        at = naive_line(text, at)
        at += naive_line_end(text, at)
        line += 1
    if b"\0" in text[at : naive_line(text, at)]:
        raise RefusedFile("NUL")
    record = naive_fields(text, at, Way())
    if not text[at:].strip() or record is None or record[1] > LONGEST_RECORD:
        raise RefusedFile("no header")
    fields, stop = record
    contents = [field.strip(b" \t") for field in fields]
    contents = [content[1:-1].replace(b'""', b'"') if content[:1] == b'"' else content for content in contents]
    names = [content.decode(errors="backslashreplace").strip().strip("\ufeff").strip().upper() for content in contents]
    if any(names.count(column) != 1 for column in COLUMNS[table]):
        raise RefusedFile("columns")
    inside = text[at:stop].replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n")
    return names, stop + naive_line_end(text, stop), line + inside + 1


# ----------------------------------------------------------------------------------------------------------------------
# Texts to values
# ----------------------------------------------------------------------------------------------------------------------


def integer(text: str | None) -> int | None:
    """The whole number that a text spells, when a BIGINT holds it."""
    spelled = (text or "").strip(" ")
    if not re.fullmatch(r"[+-]?[0-9]+(\.0*)?", spelled):
        return None
    number = int(spelled.split(".")[0])
    return number if -(2**63) <= number < 2**63 else None


def decimal(text: str | None) -> float | None:
    """The number that a text spells in decimal digits."""
    spelled = (text or "").strip(" ")
    if not re.fullmatch(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?", spelled):
        return None
    return float(spelled) if math.isfinite(float(spelled)) else None


def followers(text: str | None) -> int | None:
    """A count of followers, cut to a whole number."""
    number = decimal(text)
    if integer(text) is not None or number is None:
        return integer(text)
    return math.trunc(number) if -(2.0**63) <= number < 2.0**63 else None


def moment(text: str | None) -> datetime | None:
    """The time in UTC that a text spells in ISO form."""
    day, time, zone = r"(\d{4}-\d{2}-\d{2})", r"(\d{2}:\d{2})(:\d{2}(?:\.\d+)?)?", r" ?(Z|UTC|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)"
    match = re.fullmatch(rf"{day}(?:[ T]{time}(?:{zone})?)?", (text or "").strip(" "), re.ASCII)
    if match is None:
        return None
    date, minutes, seconds, offset = match.groups()
    is_midnight = minutes == "24:00" and not (seconds or "").strip(":.0")
    clock = "00:00:00" if is_midnight else f"{minutes or '00:00'}{seconds or ':00'}"
    ahead = timedelta(days=-is_midnight)
    if offset and offset[0] in "+-":
        distance = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:].strip(":") or 0))
        ahead += distance if offset[0] == "+" else -distance
    try:
        return datetime.fromisoformat(f"{date}T{clock}") - ahead
    except (ValueError, OverflowError):  # no such time, or one before year 1 or after year 9999
        return None


def flag(text: str | None) -> bool | None:
    """True or false."""
    return {"true": True, "false": False}.get((text or "").strip(" ").lower())


# ----------------------------------------------------------------------------------------------------------------------
# Records to rows
# ----------------------------------------------------------------------------------------------------------------------


def is_blank(text: str | None) -> bool:
    return (text or "").strip(" ") == ""


def key_reason(key: str, text: str | None) -> str | None:
    """Why a key cannot be used."""
    if is_blank(text):
        return f"{key}_missing"
    return None if integer(text) is not None else f"{key}_not_an_integer"


def is_negative(text: str | None) -> bool:
    number = decimal(text)
    return number is not None and number < 0


def judge(table: str, cells: dict[str, str | None]) -> tuple[str | None, tuple[Any, ...], dict[str, str]]:
    """Why a record is rejected (None: it is not), its values as staging has them, and the cells that say nothing readable."""
    author = key_reason("author_id", cells.get("AUTHORID"))
    reasons: list[str | None]
    values: tuple[Any, ...]
    read: dict[str, Any]
    if table == "MART_AUTHORS":
        read = {"NB_FOLLOWERS": followers(cells["NB_FOLLOWERS"]), "NB_FOLLOWS": integer(cells["NB_FOLLOWS"])}
        reasons = [author, "negative_follower_count" if is_negative(cells["NB_FOLLOWERS"]) else None]
        reasons += ["negative_follow_count" if is_negative(cells["NB_FOLLOWS"]) else None]
        values = (integer(cells["AUTHORID"]), cells["BIO"], *read.values())
    elif table == "MART_AUTHORS_SEGMENTATIONS":
        count = followers(cells["NB_FOLLOWERS"])
        read = {"FASHION_INTEREST_SEGMENT": flag(cells["FASHION_INTEREST_SEGMENT"])}
        reasons = [author, "negative_follower_count" if is_negative(cells["NB_FOLLOWERS"]) else None]
        reasons += ["follower_count_not_a_number" if count is None and not is_blank(cells["NB_FOLLOWERS"]) else None]
        values = (integer(cells["AUTHORID"]), cells["GEO_ZONE"], count, *read.values())
    elif table == "MART_IMAGES_OF_POSTS":
        read = {name: integer(cells[name]) for name in ("COMMENT_COUNT", "NB_LIKES")}
        published = moment(cells["POST_PUBLICATION_DATE"])
        reasons = [key_reason("post_id", cells["POST_ID"]), author, key_reason("image_id", cells["IMAGE_ID"])]
        if published is None:
            reasons += ["publication_date_missing" if is_blank(cells["POST_PUBLICATION_DATE"]) else "publication_date_not_a_date"]
        reasons += ["negative_comment_count" if is_negative(cells["COMMENT_COUNT"]) else None]
        reasons += ["negative_like_count" if is_negative(cells["NB_LIKES"]) else None]
        ids = (integer(cells[name]) for name in ("POST_ID", "AUTHORID", "IMAGE_ID"))
        values = (*ids, cells["POST_CAPTION"], *read.values(), published)
    else:
        read = {}
        reasons = [key_reason("image_id", cells["IMAGE_ID"])]
        reasons += ["label_type_missing" if is_blank(cells["TYPE"]) else None]
        reasons += ["label_type_unknown" if cells["TYPE"] not in LABEL_TYPES else None]
        reasons += ["label_name_missing" if is_blank(cells["LABEL_NAME"]) else None]
        values = (integer(cells["IMAGE_ID"]), cells["POSITION_IN_IMAGE"], cells["TYPE"], cells["LABEL_NAME"])
    key = COLUMNS[table][0]
    if (cells[key] or "").strip(" ").upper() == key:
        reasons.insert(0, "repeated_header")
    unread = {name: str(cells[name]) for name, value in read.items() if value is None and not is_blank(cells[name])}
    return next((reason for reason in reasons if reason), None), values, unread


# ----------------------------------------------------------------------------------------------------------------------
# A whole delivery
# ----------------------------------------------------------------------------------------------------------------------


@dataclass
class Expected:
    """What a delivery must come to.

    Attributes:
        ledger: Per file: raw, staged, duplicate and rejected rows.
        rejected: File, line and reason of each rejected record, sorted.
        landed: Per table the valid records: file, line and values, sorted by file and line.
        staged: Per table the rows of staging, sorted by their text.
        unread: File, line, column and text of each cell that says nothing readable, sorted.

    """

    ledger: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    landed: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    staged: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    unread: list[tuple[str, int, str, str]] = field(default_factory=list)


def table_of(name: str) -> str:
    """The table that a file is a part of."""
    return max((table for table in COLUMNS if name.upper().startswith(table)), key=len)


def records_of(name: str, content: bytes | list[Row]) -> tuple[list[str], Landed]:
    """Column names and records of a file; a Parquet file is given by its rows, as texts in the order of COLUMNS."""
    table = table_of(name)
    if not isinstance(content, bytes):
        return list(COLUMNS[table]), Landed(content, list(range(1, len(content) + 1)), [])
    if not content:
        return list(COLUMNS[table]), Landed([], [], [])
    unpack = {"gz": gzip.decompress, "zst": zstandard.decompress}.get(name.rsplit(".", 1)[1], bytes)
    text = unpack(content).removeprefix(b"\xef\xbb\xbf")
    names, at, line = naive_header(text, table)
    return names, naive_records(text, at, line, len(names), multiline=table in WITH_FREE_TEXT)


def preference(table: str, values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Sort key of the rows of an author: a known and large follower count first, then the other columns, unknown last."""
    ordered = (values[2], values[1], values[3])
    count, first, second = ((value is None, value.encode() if isinstance(value, str) else value or 0) for value in ordered)
    return (count[0], -count[1]), first, second


def expect(files: dict[str, bytes | list[Row]]) -> Expected:
    """Work out what a delivery must come to; RefusedFile when one of its files cannot be used."""
    expected = Expected(staged={table: [] for table in COLUMNS})
    kept: Counter[str] = Counter()
    for table in COLUMNS:
        valid: list[tuple[str, int, tuple[Any, ...]]] = []
        for name in sorted(name for name in files if table_of(name) == table):
            columns, landed = records_of(name, files[name])
            expected.rejected += [(name, line, reason) for line, reason, _ in landed.rejected]
            raw, rejected = len(landed.rows) + len(landed.rejected), len(landed.rejected)
            for line, row in zip(landed.lines, landed.rows, strict=True):
                reason, values, unread = judge(table, dict(zip(columns, row, strict=True)))
                if reason:
                    rejected += 1
                    expected.rejected.append((name, line or 0, reason))
                    continue
                valid.append((name, line or 0, values))
                expected.unread += [(name, line or 0, column, text) for column, text in unread.items()]
            expected.ledger[name] = (raw, 0, raw - rejected, rejected)
        expected.landed[table] = [(name, line, *values) for name, line, values in valid]
        if "AUTHORS" in table:
            valid.sort(key=lambda row: (preference(table, row[2]), row[0], row[1]))
        seen = set()
        for name, _, values in valid:
            key = values[0] if "AUTHORS" in table else values
            if key not in seen:
                seen.add(key)
                kept[name] += 1
                expected.staged[table].append(values)
        expected.staged[table].sort(key=repr)
    for name, (raw, _, valid_rows, rejected) in expected.ledger.items():
        expected.ledger[name] = (raw, kept[name], valid_rows - kept[name], rejected)
    expected.rejected.sort()
    expected.unread.sort()
    return expected


def as_csv(table: str, rows: list[tuple[Any, ...]]) -> bytes:
    """Write rows as a clean CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([COLUMNS[table], *rows])
    return text.getvalue().encode()
