"""What the landing must come to, worked out a second time: one character at a time, and without DuckDB, numpy or fashion_panel.landing.

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


NULL_WORDS = {r"\N", r"\\N", "NULL", "null", "NA", "N/A", "nan", "NaN", "None", "<NA>", "NaT", "#N/A"}
NULL_WORDS_OF = {"GEO_ZONE": NULL_WORDS - {"NA"}, "LABEL_NAME": {r"\N", r"\\N", "<NA>"}}
TRUE_WORDS = {"true", "t", "1", "1.0", "yes", "y", "on", "vrai", "oui", "wahr", "ja", "verdadero", "sí", "si"}
TRUE_WORDS |= {"vero", "sì", "verdadeiro", "sim", "waar"}
FALSE_WORDS = {"false", "f", "0", "0.0", "no", "n", "off", "faux", "non", "falsch", "nein", "falso", "não", "nao", "onwaar", "nee"}
COUNTS = ("NB_FOLLOWERS", "NB_FOLLOWS", "COMMENT_COUNT", "NB_LIKES")
POINT_OF_THREE = r"[+-]?[0-9]{1,3}\.[0-9]{3}"
COMMA_GROUPS = r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?"
NUMBER = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"


def says_nothing(text: str | None, column: str = "") -> bool:
    """Whether a cell is empty, or a word for that."""
    spelled = (text or "").strip(" ")
    return spelled == "" or spelled in NULL_WORDS_OF.get(column, NULL_WORDS)


@dataclass(frozen=True)
class Spelling:
    """How the cells of a column are read where one alone cannot tell.

    Attributes:
        points: What a point in front of three digits is: decimal, thousands, or None when that is open.
        has_groups: Whether commas separate thousands.
        is_rounded: Whether ids in scientific notation lost digits; None where none shows that they did or did not.
        divisor: What a number as a date is divided by to be seconds since 1970; 0 when it is no date.

    """

    points: str | None = None
    has_groups: bool = False
    is_rounded: bool | None = None
    divisor: int = 0


def mantissa(cell: str) -> str | None:
    """What kind of number in scientific notation a cell is: whole, short, middle, long or rounded; None for none."""
    match = re.fullmatch(r"[+-]?[0-9](?:\.([0-9]*))?(e\+?|E\+?)([0-9]+)", cell)
    if match is None:
        return None
    decimals, mark, exponent = match[1] or "", match[2], int(match[3])
    if len(decimals) >= exponent:
        return "whole"
    if len(decimals) >= 8 and decimals[-1] != "0":
        return "long"
    if mark == "E+" or ("." in cell[:3] and not decimals) or len(decimals) > 4 or (len(decimals) > 1 and decimals[-1] == "0"):
        return "rounded"
    return "middle" if len(decimals) > 1 else "short"


def evidence(texts: list[str | None]) -> Counter[str]:
    """Count the cells of a column of one file that say how the column is written."""
    cells = [text.strip(" ") for text in texts if text is not None]
    counts = Counter(kind for cell in cells if (kind := mantissa(cell)))
    counts["plain"] = sum(len(text.encode()) >= 7 and "e" not in text and "E" not in text for text in texts if text is not None)
    for cell in cells:
        counts["of three"] += (is_of_three := re.fullmatch(POINT_OF_THREE, cell) is not None)
        counts["two points"] += re.fullmatch(r"[+-]?[0-9]{1,3}(\.[0-9]{3}){2,}", cell) is not None
        is_group = re.fullmatch(COMMA_GROUPS, cell) is not None
        counts["decimal"] += "." in cell and not is_of_three and (is_group or re.fullmatch(NUMBER, cell) is not None)
        counts["ungrouped"] += not set(".,") & set(cell) and (decimal(cell) or 0) > 999
        counts["groups"] += is_group
        counts["commas"] += "," in cell and not is_group and re.fullmatch("[0-9.,+-]+", cell) is not None
    return counts


def spelling_of(parts: list[list[str | None]], own: list[str | None]) -> Spelling:
    """Look at all cells of a column of a table, file by file; dates are read by those of their own file."""
    files = [evidence(part) for part in parts]
    total = sum(files, Counter[str]())
    points = None
    if any(file["two points"] and not file["decimal"] for file in files):
        points = "thousands"
    elif total["decimal"]:
        points = None if total["two points"] else "decimal"
    elif any(file["of three"] >= 5 and not file["ungrouped"] for file in [*files, total]):
        points = "thousands"
    has_groups = total["groups"] > 0 and not total["commas"] and not any(file["groups"] and file["ungrouped"] for file in files)
    is_rounded = None
    if total["rounded"] or (not total["whole"] and (total["long"] or (total["middle"] and not total["plain"]))):
        is_rounded = True
    elif total["short"] + total["middle"] + total["long"]:
        is_rounded = False
    cells = [text.strip(" ") for text in own if text is not None]
    moments = [float(cell) for cell in cells if re.fullmatch(r"[0-9]+(\.[0-9]*)?", cell)]
    units = {unit: sum(946684800 <= moment / unit <= 4102444800 for moment in moments) for unit in (1, 10**3, 10**6, 10**9)}
    divisor = next((unit for unit, found in units.items() if 2 * found > len(cells)), 0)
    return Spelling(points, has_groups, is_rounded, divisor)


def integer(text: str | None) -> int | None:
    """The whole number that a text spells with all its digits, when a BIGINT holds it."""
    spelled = (text or "").strip(" ")
    if not re.fullmatch(r"[+-]?[0-9]+(\.0*)?", spelled):
        return None
    number = int(spelled.split(".")[0])
    return number if -(2**63) <= number < 2**63 else None


def key(text: str | None, spelling: Spelling) -> int | None:
    """The whole number that a text spells as an id: nothing that may have lost digits on its way."""
    spelled = (text or "").strip(" ")
    if re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+", spelled):
        return integer(spelled.replace(",", ""))
    kind = mantissa(spelled)
    if kind:
        is_safe = (
            kind == "whole"
            or (kind in ("short", "long") and not spelling.is_rounded)
            or (kind == "middle" and spelling.is_rounded is False)
        )
        value = decimal(spelled) if is_safe else None
        return int(value) if value is not None and value == math.floor(value) and abs(value) < 2**53 else None
    number = integer(spelled)
    if number is None or "." not in spelled:
        return number
    return None if abs(number) >= 2**53 or re.fullmatch(POINT_OF_THREE, spelled) else number


def decimal(text: str | None) -> float | None:
    """The number that a text spells in decimal digits."""
    spelled = (text or "").strip(" ")
    if not re.fullmatch(NUMBER, spelled):
        return None
    return float(spelled) if math.isfinite(float(spelled)) else None


def count(text: str | None, spelling: Spelling, *, is_cut: bool) -> int | None:
    """A count; with decimals it is cut to a whole number, or is none."""
    spelled = (text or "").strip(" ")
    is_open = re.fullmatch(POINT_OF_THREE, spelled) is not None
    if integer(spelled) is not None and not is_open:
        return integer(spelled)
    if is_open and spelling.points != "decimal":
        return None
    if re.fullmatch(COMMA_GROUPS, spelled):
        spelled = spelled.replace(",", "") if spelling.has_groups else ""
    number = decimal(spelled)
    if number is None or abs(number) >= 2**53 or (number != math.floor(number) and not is_cut):
        return None
    return math.floor(number)


def count_problem(text: str | None, number: int | None, spelling: Spelling) -> str | None:
    """Why a count is unknown although its cell says something."""
    if says_nothing(text) or (number is not None and number >= 0):
        return None
    if number is not None or (decimal(text) or 0) < 0:
        return "negative_set_to_null"
    is_open = re.fullmatch(POINT_OF_THREE, (text or "").strip(" ")) and spelling.points is None
    return "point_is_ambiguous" if is_open else "not_readable_set_to_null"


def moment(text: str | None, spelling: Spelling = Spelling()) -> datetime | None:
    """The time in UTC that a text spells: the year first, or a number in a column of such numbers."""
    spelled = (text or "").strip(" ")
    if spelling.divisor and re.fullmatch(r"[0-9]+(\.[0-9]*)?", spelled):
        seconds = float(spelled) / spelling.divisor
        if 946684800 <= seconds <= 4102444800:
            return datetime.fromisoformat("1970-01-01") + timedelta(microseconds=math.floor(seconds * 1e6 + 0.5))
        return None
    day = r"(\d{4})(?:-(\d{1,2})-|/(\d{1,2})/)(\d{1,2})"
    time, zone = r"(\d{1,2}:\d{2})(:\d{2}(?:\.\d+)?)?", r" ?(Z|UTC|GMT|\+00:?00 UTC|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)"
    match = re.fullmatch(rf"{day}(?:[ T] ?{time}(?:{zone})?)?", spelled, re.ASCII)
    if match is None:
        return None
    year, month, other_month, date, minutes, rest, offset = match.groups()
    minutes = (minutes or "00:00").zfill(5)
    is_midnight = minutes == "24:00" and not (rest or "").strip(":.0")
    clock = "00:00:00" if is_midnight else f"{minutes}{rest or ':00'}"
    ahead = timedelta(days=-is_midnight)
    if offset and offset[0] in "+-" and not offset.endswith("UTC"):
        distance = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:].strip(":") or 0))
        ahead += distance if offset[0] == "+" else -distance
    try:
        return datetime.fromisoformat(f"{year}-{(month or other_month).zfill(2)}-{date.zfill(2)}T{clock}") - ahead
    except (ValueError, OverflowError):  # no such time, or one before year 1 or after year 9999
        return None


def flag(text: str | None) -> bool | None:
    """True or false."""
    spelled = (text or "").strip(" ").lower()
    return True if spelled in TRUE_WORDS else False if spelled in FALSE_WORDS else None


# ----------------------------------------------------------------------------------------------------------------------
# Records to rows
# ----------------------------------------------------------------------------------------------------------------------


def key_reason(name: str, text: str | None, spelling: Spelling) -> str | None:
    """Why a key cannot be used."""
    spelled = (text or "").strip(" ")
    if says_nothing(text):
        return f"{name}_missing"
    if key(text, spelling) is not None:
        return None
    if re.fullmatch(r"[+-]?[0-9]+(\.0*)?", spelled) and integer(text) is None:
        return f"{name}_beyond_64_bits"
    if re.fullmatch(r"[+-]?([0-9]+(\.[0-9]*)?[eE]\+?[0-9]+|[0-9]+\.0*)", spelled):
        return f"{name}_not_exact"
    return f"{name}_not_an_integer"


def date_reason(text: str | None, published: datetime | None) -> str | None:
    """Why a date cannot be used."""
    spelled = (text or "").strip(" ")
    if published is not None:
        return None
    if says_nothing(text):
        return "publication_date_missing"
    either = r"[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}([0-9]{2})?([ T,].*)?"
    zone = r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T][0-9:.]+ ?([+-][0-9:]+ ?)?[A-Za-z][A-Za-z/_]+"
    return "publication_date_ambiguous" if re.fullmatch(f"{either}|{zone}", spelled) else "publication_date_not_a_date"


def trimmed(text: str | None, column: str) -> str | None:
    """A text without blanks around it; None when it says nothing."""
    return None if says_nothing(text, column) else (text or "").strip(" ")


Problems = dict[str, tuple[str, str]]
"""By column: the text from which nothing could be read, and why."""


def evaluate(table: str, cells: dict[str, str | None], spellings: dict[str, Spelling]) -> tuple[str | None, tuple[Any, ...], Problems]:
    """Why a record is rejected (None: it is not), its values as staging has them, and the cells that say nothing readable."""
    numbers = {name: count(cells[name], spellings[name], is_cut=name == "NB_FOLLOWERS") for name in COLUMNS[table] if name in COUNTS}
    problems = {
        name: (str(cells[name]), problem)
        for name, number in numbers.items()
        if (problem := count_problem(cells[name], number, spellings[name]))
    }
    known = [number if number is not None and number >= 0 else None for number in numbers.values()]
    author = key_reason("author_id", cells["AUTHORID"], spellings["AUTHORID"]) if "AUTHORID" in cells else None
    reasons: list[str | None]
    values: tuple[Any, ...]
    if table == "MART_AUTHORS":
        reasons = [author]
        values = (key(cells["AUTHORID"], spellings["AUTHORID"]), cells["BIO"], *known)
    elif table == "MART_AUTHORS_SEGMENTATIONS":
        reasons = [author]
        chosen = flag(cells["FASHION_INTEREST_SEGMENT"])
        if chosen is None and not says_nothing(cells["FASHION_INTEREST_SEGMENT"]):
            problems["FASHION_INTEREST_SEGMENT"] = (str(cells["FASHION_INTEREST_SEGMENT"]), "not_readable_set_to_null")
        values = (key(cells["AUTHORID"], spellings["AUTHORID"]), trimmed(cells["GEO_ZONE"], "GEO_ZONE"), *known, chosen)
    elif table == "MART_IMAGES_OF_POSTS":
        published = moment(cells["POST_PUBLICATION_DATE"], spellings["POST_PUBLICATION_DATE"])
        reasons = [key_reason("post_id", cells["POST_ID"], spellings["POST_ID"]), author]
        reasons += [key_reason("image_id", cells["IMAGE_ID"], spellings["IMAGE_ID"])]
        reasons += [date_reason(cells["POST_PUBLICATION_DATE"], published)]
        ids = (key(cells[name], spellings[name]) for name in ("POST_ID", "AUTHORID", "IMAGE_ID"))
        values = (*ids, cells["POST_CAPTION"], *known, published)
    else:
        kind, name = trimmed(cells["TYPE"], "TYPE"), trimmed(cells["LABEL_NAME"], "LABEL_NAME")
        reasons = [key_reason("image_id", cells["IMAGE_ID"], Spelling())]
        reasons += [None if kind else "label_type_missing", None if name else "label_name_missing"]
        position = cells["POSITION_IN_IMAGE"]
        is_word = (position or "").strip(" ") in NULL_WORDS
        values = (key(cells["IMAGE_ID"], Spelling()), None if is_word else position, (kind or "").lower(), name)
    own = COLUMNS[table][0]
    if (cells[own] or "").strip(" ").upper() == own:
        reasons.insert(0, "repeated_header")
    return next((reason for reason in reasons if reason), None), values, problems


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
        unread: File, line, column and text of each cell that says nothing readable, and why, sorted.

    """

    ledger: dict[str, tuple[int, int, int, int]] = field(default_factory=dict)
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    landed: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    staged: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    unread: list[tuple[str, int, str, str, str]] = field(default_factory=list)


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
    """Sort key of the rows of an author in one file: a large follower count first, then the other columns, unknown last."""
    ordered = (values[2], values[1], values[3])
    count, first, second = ((value is None, value.encode() if isinstance(value, str) else value or 0) for value in ordered)
    return (count[0], -count[1]), first, second


def expect(files: dict[str, bytes | list[Row]]) -> Expected:
    """Work out what a delivery must come to; RefusedFile when one of its files cannot be used."""
    expected = Expected(staged={table: [] for table in COLUMNS})
    kept: Counter[str] = Counter()
    for table in COLUMNS:
        valid: list[tuple[str, int, tuple[Any, ...]]] = []
        read = {name: records_of(name, files[name]) for name in sorted(name for name in files if table_of(name) == table)}
        texts = {
            name: {column: [row[at] for row in landed.rows] for at, column in enumerate(columns)}
            for name, (columns, landed) in read.items()
        }
        for name, (columns, landed) in read.items():
            expected.rejected += [(name, line, reason) for line, reason, _ in landed.rejected]
            spellings = {column: spelling_of([file.get(column, []) for file in texts.values()], own) for column, own in texts[name].items()}
            raw, rejected = len(landed.rows) + len(landed.rejected), len(landed.rejected)
            for line, row in zip(landed.lines, landed.rows, strict=True):
                reason, values, unread = evaluate(table, dict(zip(columns, row, strict=True)), spellings)
                if reason:
                    rejected += 1
                    expected.rejected.append((name, line or 0, reason))
                    continue
                valid.append((name, line or 0, values))
                expected.unread += [(name, line or 0, column, *problem) for column, problem in unread.items()]
            expected.ledger[name] = (raw, 0, raw - rejected, rejected)
        expected.landed[table] = [(name, line, *values) for name, line, values in valid]
        if "AUTHORS" in table:
            # a known count before an unknown one, and then the file whose name sorts last
            valid.sort(key=lambda row: (preference(table, row[2]), row[1]))
            valid.sort(key=lambda row: row[0], reverse=True)
            valid.sort(key=lambda row: row[2][2] is None)
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
