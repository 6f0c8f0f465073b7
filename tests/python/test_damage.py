"""A small delivery, damaged in every way that we have met or could think of, through real builds of all that touches raw data.

Each build ends green, and then the ledger, the rejected rows, the cells set to null and every staged row are what naive_landing
works out from the same files on its own; or it ends red, with a sentence that names the file and what is wrong with it.
"""
# ruff: noqa: E501 - a damage and what it costs is a row of a table

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
import zstandard
from builds import DbtWorker, rows
from deliveries import (
    AUTHORS,
    BUILD,
    LABELS,
    POSTS,
    SEGMENTATIONS,
    Change,
    Files,
    append,
    assert_landed_as,
    both,
    build,
    put_header,
    put_line,
    rename,
    rewrite,
    sound_delivery,
    split,
    write,
)
from naive_landing import COLUMNS, Expected, expect, table_of

from fashion_panel.landing.layout import SUFFIXES

BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Green:
    """A damage that costs no more than what is said here.

    Attributes:
        change: Makes the damage.
        rejected: Table, line and reason of each rejected record.
        unread: Table, line, column and text of each cell that is set to null, and why.
        duplicates: Records more than in the sound delivery that are staged once only.
        added: Records more than in the sound delivery.
        alone: Whether it shows only in a delivery without sound files beside it, so that no quick test can do without a build of its own.

    """

    change: Change
    rejected: list[tuple[str, int, str]] = field(default_factory=list)
    unread: list[tuple[str, int, str, str, str]] = field(default_factory=list)
    duplicates: int = 0
    added: int = 0
    alone: bool = False


def label(text: str | bytes) -> Change:
    """Put a line of labels into line 3."""
    return put_line(LABELS, 3, text)


def post(**cells: str) -> Change:
    """Put a post into line 3, with other cells than those of a sound one."""
    sound = {
        "POST_ID": "101", "AUTHORID": "2", "COMMENT_COUNT": "1", "POST_CAPTION": "c", "NB_LIKES": "10",
        "POST_PUBLICATION_DATE": "2024-03-02 10:00:00", "IMAGE_ID": "1001",
    }  # fmt: skip
    return put_line(POSTS, 3, ",".join((sound | cells).values()))


def bad_post(reason: str, **cells: str) -> Green:
    return Green(post(**cells), rejected=[(POSTS, 3, reason)])


def bad_label(reason: str, text: str | bytes) -> Green:
    return Green(label(text), rejected=[(LABELS, 3, reason)])


def bad_author(reason: str, text: str | bytes) -> Green:
    return Green(put_line(AUTHORS, 3, text), rejected=[(AUTHORS, 3, reason)])


def bad_segmentation(reason: str, text: str | bytes) -> Green:
    return Green(put_line(SEGMENTATIONS, 3, text), rejected=[(SEGMENTATIONS, 3, reason)])


def unread(table: str, column: str, text: str, line: str, reason: str = "not_readable_set_to_null") -> Green:
    return Green(put_line(table, 3, line), unread=[(table, 3, column, text, reason)])


def negative(table: str, column: str, text: str, line: str) -> Green:
    return unread(table, column, text, line, "negative_set_to_null")


def mixed_line_ends(content: bytes) -> bytes:
    lines = content.split(b"\n")
    return b"".join(line + (b"\r\n" if number % 2 else b"\n") for number, line in enumerate(lines[:-1]))


def header_only(*tables: str) -> Change:
    return rewrite(lambda content: content[: content.index(b"\n") + 1], *tables)


def add_column(name: str) -> Change:
    """Give every label one more column in front."""
    return rewrite(
        lambda content: (
            b"\n".join((name.encode() if n == 0 else b"x") + b"," + line for n, line in enumerate(content[:-1].split(b"\n"))) + b"\n"
        ),
        LABELS,
    )


LONG = "word, \n" * 43_000

ENCODINGS = {
    "a byte order mark in front of every file": Green(rewrite(lambda content: BOM + content)),
    "CRLF line ends": Green(rewrite(lambda content: content.replace(b"\n", b"\r\n"))),
    "mixed line ends": Green(rewrite(mixed_line_ends, AUTHORS, SEGMENTATIONS, LABELS)),
    "lone CR line ends": Green(rewrite(lambda content: content.replace(b"\n", b"\r"), SEGMENTATIONS, LABELS)),
    "no final newline": Green(rewrite(lambda content: content.rstrip(b"\n"))),
    "many final newlines": Green(rewrite(lambda content: content + b"\n\n\r\n\n")),
    "blank lines between records": Green(rewrite(lambda content: content.replace(b"\n", b"\n\n"), AUTHORS, LABELS)),
    "blank lines in front of the header": Green(rewrite(lambda content: b"\n \n" + content)),
}

STRUCTURE = {
    "header only, labels": Green(header_only(LABELS), added=-96, alone=True),
    "header only, all": Green(header_only(), added=-192, alone=True),
    "header only, without newline": Green(both(header_only(LABELS), rewrite(lambda content: content.rstrip(), LABELS)), added=-96),
    "one author": Green(
        both(header_only(), put_line(SEGMENTATIONS, 2, "1,us,5,true\n")),
        added=-191,
        alone=True,
    ),
    "a repeated header": Green(append(LABELS, "IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME"), rejected=[(LABELS, 98, "repeated_header")], added=1),
    "a repeated header in small letters": Green(put_line(AUTHORS, 5, "authorid,bio,nb_followers,nb_follows"), rejected=[(AUTHORS, 5, "repeated_header")]),
    "a file delivered twice in one": Green(rewrite(lambda content: content + content[content.index(b"\n") + 1 :], LABELS), duplicates=96, added=96),
    "reordered columns": Green(rewrite(lambda content: b"\n".join(b",".join(line.split(b",")[::-1]) for line in content.split(b"\n")), SEGMENTATIONS, AUTHORS)),
    "an extra column": Green(add_column("SCORE")),
    "extra columns named as our own": Green(both(add_column("line_number"), add_column("_RAW_RECORD"), add_column("raw_image_id"), add_column("file_number"))),
    "an extra column with a control character in its name": Green(add_column("a\x1fb")),
    "an extra column with quotes and SQL in its name": Green(add_column('"a""b\'; drop schema marts cascade; --"')),
    "an extra column with a line break in its name, and a broken record": Green(
        both(add_column('"x\ry"'), rewrite(lambda content: content.replace(b"x,1000,shoe,", b"x,1000,", 1), LABELS)),
        rejected=[(LABELS, 4, "wrong_field_count")],
    ),
    "an extra column with Jinja in its name": Green(add_column("{{ 1 / 0 }}{% endmacro %}{# x")),
    "an extra column with braces and a backslash in its name": Green(add_column("a\\b}{c$$")),
    "extra columns of one name": Green(both(add_column("X"), add_column("x"), add_column("X_2"))),
    "extra columns without names": Green(both(add_column(""), add_column(""))),
    "200 extra columns": Green(both(*[add_column(f"c{number}") for number in range(200)])),
    "a header in small letters": Green(rewrite(lambda content: content[: content.index(b"\n")].lower() + content[content.index(b"\n") :])),
    "a header with blanks": Green(put_header(LABELS, " IMAGE_ID , TYPE,POSITION_IN_IMAGE\t,LABEL_NAME ")),
    "a quoted header": Green(put_header(LABELS, '"IMAGE_ID","TYPE","POSITION_IN_IMAGE","LABEL_NAME"')),
    "a header with line breaks": Green(put_header(LABELS, '"IMAGE_ID\n","TYPE",POSITION_IN_IMAGE,"\nLABEL_NAME"')),
}  # fmt: skip

RECORDS = {
    "a byte order mark in the middle": bad_label("image_id_not_an_integer", BOM + b"1000,shoe,p,boots"),
    "Latin-1 in a caption": Green(put_line(POSTS, 3, b"101,2,1,caf\xe9,10,2024-03-02,1001"), rejected=[(POSTS, 3, "invalid_utf8")]),
    "Latin-1 in a bio": bad_author("invalid_utf8", b"2,caf\xe9,3,4"),
    "half an emoji": bad_label("invalid_utf8", b"1000,shoe,p,boots\xf0\x9f"),
    "surrogates as UTF-8": bad_label("invalid_utf8", b"1000,shoe,p,\xed\xa0\xbd\xed\xb8\x80"),
    "NUL in a caption": Green(put_line(POSTS, 3, b"101,2,1,a\0b,10,2024-03-02,1001")),
    "NUL in a key": bad_label("image_id_not_an_integer", b"10\0000,shoe,p,boots"),
    "emoji, joiners, right-to-left and unusual spaces": Green(post(POST_CAPTION="👩‍👩‍👧 \u202eabc\u2028\u0085\x0b\x0c\xa0")),
    "a label with accents": Green(label("1000,shoe,p,été_😀")),
    "too few fields": bad_label("wrong_field_count", "1000,shoe,p"),
    "too many fields": bad_label("wrong_field_count", "1000,shoe,p,boots,more"),
    "a comma behind a backslash, without quotes": bad_label("wrong_field_count", "1000,shoe,[1\\, 2],boots"),
    "a thousand fields": bad_label("wrong_field_count", "," * 1000),
    "commas only": bad_label("image_id_missing", ",,,"),
    "a line of blanks": bad_label("wrong_field_count", "   \t"),
    "a comment": bad_label("wrong_field_count", "# exported at noon"),
    "a footer of a database": Green(append(LABELS, "(96 rows)"), rejected=[(LABELS, 98, "wrong_field_count")], added=1),
    "a record cut at the end of the file": Green(rewrite(lambda content: content.rstrip() + b"\n1047,sho", LABELS), rejected=[(LABELS, 98, "wrong_field_count")], added=1),
    "a record over two lines": Green(put_line(LABELS, 3, "1000,shoe", ",p,boots"), rejected=[(LABELS, 3, "wrong_field_count"), (LABELS, 4, "wrong_field_count")], added=1),
    "a field of 300 kB": Green(put_line(POSTS, 3, f'101,2,1,"{LONG}",10,2024-03-02,1001')),
    "a bio of 900 kB of quotes": Green(put_line(AUTHORS, 3, '2,"' + '""' * 450_000 + '",3,4')),
    "a line of 1 MB and one byte": bad_label("record_too_long", "1000,shoe,p," + "b" * 999_989),
    "a line of 5 MB": bad_label("record_too_long", "x" * 5_000_000),
}  # fmt: skip

QUOTES = {
    "an open quote in labels": bad_label("broken_quotes", '1000,shoe,"p,boots'),
    "an open quote in the last line": Green(append(POSTS, '200,1,0,"open,1,2024-03-01,2000'), rejected=[(POSTS, 52, "broken_quotes")], added=1),
    "an open quote in a bio": bad_author("broken_quotes", '2,"open,3,4'),
    "a closing quote only": bad_label("broken_quotes", '1000,shoe,p",boots'),
    "a quote inside an unquoted field": Green(put_line(POSTS, 3, "101,2,1,5'10\" tall,10,2024-03-02,1001"), rejected=[(POSTS, 3, "broken_quotes")]),
    "text behind a closing quote": bad_label("broken_quotes", '1000,shoe,"p"x,boots'),
    "backslashes before quotes": Green(label('1000,shoe,"a \\"b\\" c",boots')),
    "blanks around quotes": Green(label('1000, "shoe" ,"p"\t,"boots"'.replace(' "shoe" ', '"shoe"'))),
    "single quotes": Green(label("1000,shoe,'p',boots")),
    "a line break inside a quoted position": Green(label('1000,shoe,"[1,\n2]",boots')),
    "every field quoted": Green(label('"1000","shoe","p","boots"')),
    "three quotes": bad_label("broken_quotes", '1000,shoe,"""p,boots'),
    "a caption that looks like records": Green(put_line(POSTS, 3, '101,2,1,"x\n101,2,1,c,10,2024-03-02,1001\n",10,2024-03-02,1001')),
}  # fmt: skip

VALUES = {
    "numbers as quoted text with zeros in front": Green(post(POST_ID='"00101"', NB_LIKES='" 10 "', COMMENT_COUNT='"+3"')),
    "an id beyond 64 bits": bad_post("author_id_beyond_64_bits", AUTHORID="99999999999999999999"),
    "the largest and the smallest id": Green(put_line(AUTHORS, 3, f"{2**63 - 1},,1,1\n{-(2**63)},,1,1"), added=1),
    "an id with decimals": bad_post("post_id_not_an_integer", POST_ID="101.5"),
    "an id with .0": Green(post(POST_ID="101.0")),
    "an id with .0 that no double holds": bad_post("post_id_not_exact", POST_ID="9007199254740993.0"),
    "an id in scientific notation": Green(post(IMAGE_ID="1e3")),
    "an id in hexadecimal": bad_post("image_id_not_an_integer", IMAGE_ID="0x10"),
    "an id with other digits": bad_post("post_id_not_an_integer", POST_ID="１０１"),  # noqa: RUF001 - full-width digits are the point
    "no post": bad_post("post_id_missing", POST_ID=""),
    "no author": bad_post("author_id_missing", AUTHORID='"  "'),
    "no image": bad_post("image_id_missing", IMAGE_ID=""),
    "likes beyond 64 bits": unread(POSTS, "NB_LIKES", "1" * 25, f"101,2,1,c,{'1' * 25},2024-03-02,1001"),
    "likes with decimals": unread(POSTS, "NB_LIKES", "1204.7", "101,2,1,c,1204.7,2024-03-02,1001"),
    "likes in words": unread(POSTS, "NB_LIKES", "many", "101,2,1,c,many,2024-03-02,1001"),
    "comments in words": unread(POSTS, "COMMENT_COUNT", "many", "101,2,many,c,1,2024-03-02,1001"),
    "likes with a thousands separator": Green(put_line(POSTS, 3, '101,2,1,c,"1,204",2024-03-02,1001')),
    "negative likes": negative(POSTS, "NB_LIKES", "-1", "101,2,1,c,-1,2024-03-02,1001"),
    "negative comments": negative(POSTS, "COMMENT_COUNT", "-0.5", "101,2,-0.5,c,1,2024-03-02,1001"),
    "minus zero likes": Green(post(NB_LIKES="-0")),
    "negative followers": negative(AUTHORS, "NB_FOLLOWERS", "-5", "2,b,-5,4"),
    "negative follows": negative(AUTHORS, "NB_FOLLOWS", "-4", "2,b,5,-4"),
    "negative followers in use": negative(SEGMENTATIONS, "NB_FOLLOWERS", "-1e2", "2,us,-1e2,true"),
    "followers 12k in use": unread(SEGMENTATIONS, "NB_FOLLOWERS", "12k", "2,us,12k,true"),
    "followers nan in use": Green(put_line(SEGMENTATIONS, 3, "2,us,nan,true")),
    "followers inf in use": unread(SEGMENTATIONS, "NB_FOLLOWERS", "-inf", "2,us,-inf,true"),
    "followers beyond 64 bits in use": unread(SEGMENTATIONS, "NB_FOLLOWERS", "1e30", "2,us,1e30,true"),
    "followers beyond any double": unread(SEGMENTATIONS, "NB_FOLLOWERS", "1e999", "2,us,1e999,true"),
    "followers 12k": unread(AUTHORS, "NB_FOLLOWERS", "12k", "2,b,12k,4"),
    "follows 1e3": Green(put_line(AUTHORS, 3, "2,b,5,1e3")),
    "followers as floats": Green(put_line(SEGMENTATIONS, 3, "2,us,11995.57,TRUE\n25,us,1.2e4,False\n26,us,.9,false\n27,us, 12000. ,true"), added=3),
    "a flag in words": unread(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", "maybe", "2,us,5,maybe"),
    "a flag as a number": unread(SEGMENTATIONS, "FASHION_INTEREST_SEGMENT", "0.0.1", "2,us,5,0.0.1"),
    "no date": bad_post("publication_date_missing", POST_PUBLICATION_DATE=" "),
    "a day that does not exist": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="2023-02-29"),
    "a date of another country": bad_post("publication_date_ambiguous", POST_PUBLICATION_DATE="05/03/2024"),
    "a date in words": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="yesterday"),
    "a date in seconds": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="1709632800"),
    "an hour that does not exist": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="2024-03-05 25:00:00"),
    "an offset that is longer than a day": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="2024-03-05 10:00:00+99:00"),
    "a date of zeros": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="0000-00-00 00:00:00"),
    "a year 0": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="0000-01-01"),
    "the first day": Green(post(POST_PUBLICATION_DATE="0001-01-01")),
    "the last moment": Green(post(POST_PUBLICATION_DATE="9999-12-31 23:59:59.999999")),
    "a date that its offset puts before the first day": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="0001-01-01T00:00:00+02:00"),
    "a date that its offset puts behind the last day": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="9999-12-31 23:00:00-02"),
    "an offset that does not exist": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="2024-03-05 10:00:00+99:99"),
    "an offset of 60 minutes": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="2024-03-05 10:00:00+05:60"),
    "an offset without a colon": Green(post(POST_PUBLICATION_DATE="2024-03-05 10:00:00 +0530")),
    "midnight as hour 24": Green(post(POST_PUBLICATION_DATE="2024-02-29 24:00:00")),
    "a second behind hour 24": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="2024-02-29 24:00:01"),
    "a leap second": bad_post("publication_date_not_a_date", POST_PUBLICATION_DATE="2016-12-31 23:59:60"),
    "a date with an offset": Green(post(POST_PUBLICATION_DATE="2024-03-05T23:30:00.5-05:30")),
    "a date with an offset and without seconds": Green(post(POST_PUBLICATION_DATE="2024-03-05 23:30-05")),
    "a date of Zulu time": Green(post(POST_PUBLICATION_DATE="2024-03-05T23:30Z")),
    "an unknown model": Green(label("1000,hat_brand,p,boots")),
    "a model in capitals": Green(label("1000, SHOE ,p,boots")),
    "no model": bad_label("label_type_missing", "1000,,p,boots"),
    "no label": bad_label("label_name_missing", "1000,shoe,p,"),
    "a blank label": bad_label("label_name_missing", '1000,shoe,p,"  "'),
    "an unknown label": Green(label("1000,shoe,p,spaceship")),
    "a label of blanks around a word": Green(label("1000,shoe,p, boots ")),
    "a zone by name": bad_post("publication_date_ambiguous", POST_PUBLICATION_DATE="2024-03-05 10:00:00 EDT"),
    "a label NULL": Green(label("1000,shoe,p,NULL")),
    "no position": Green(label("1000,shoe,,boots")),
    "the key of a label in words": bad_label("image_id_not_an_integer", "first,shoe,p,boots"),
}  # fmt: skip

CONTRADICTIONS = {
    "an author twice": Green(append(AUTHORS, "1,other,5,5", "1,bio 1,,10"), duplicates=2, added=2),
    "an author in use twice": Green(append(SEGMENTATIONS, "1,fr,999999,true"), duplicates=1, added=1),
    "an author twice, once broken": Green(append(AUTHORS, "1x,other,5,5"), rejected=[(AUTHORS, 26, "author_id_not_an_integer")], added=1),
    "a post row twice": Green(put_line(POSTS, 3, "101,2,1,c,1,2024-03-02,1001\n101,2,1,c,1,2024-03-02,1001"), duplicates=1, added=1),
    "a post that disagrees with itself": Green(put_line(POSTS, 3, "101,2,1,c,1,2024-03-02,1001\n101,2,1,c,2,2024-03-02,1001"), added=1),
    "a post of two authors": Green(append(POSTS, "100,2,0,c,1,2024-03-02,1000"), added=1),
    "an image in two posts": Green(append(POSTS, "999,2,0,c,1,2024-03-02,1000"), added=1),
    "labels of an image that nobody posted": Green(append(LABELS, "555555,shoe,p,boots"), added=1),
    "posts of an author whom no table describes": Green(append(POSTS, "998,777,0,c,1,2024-03-02,7777"), added=1),
    "no author described": Green(header_only(AUTHORS, SEGMENTATIONS), added=-48, alone=True),
    "a point that may separate thousands in a column that does not tell": Green(post(NB_LIKES="52.729"), alone=True),
}  # fmt: skip

INTENTIONS = {
    "SQL in a caption": Green(post(POST_CAPTION="'; drop schema marts cascade; --")),
    "SQL in a zone": Green(put_line(SEGMENTATIONS, 3, "2,') or 1=1; --,5,true")),
    "SQL in a label": Green(label("1000,shoe,p,boots'; delete from staging.landed_authors; --")),
    "Jinja in a label": Green(label("1000,shoe,p,{{ 1 / 0 }}{% raw %}{# x")),
    "formulae of spreadsheets": Green(label("1000,shoe,@SUM(A1:A9),\"=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")),
    "formulae as numbers": unread(POSTS, "NB_LIKES", "=1+1", "101,2,1,+1+1|cmd,=1+1,2024-03-02,1001"),
    "variables and terminal codes": Green(post(POST_CAPTION="$HOME `id` %s \x1b[31m\x07")),
    "a path in a label": Green(label("1000,shoe,p,../../etc/passwd")),
}  # fmt: skip

PACKAGES = {
    "parts": Green(split(LABELS, f"{LABELS}_1.csv", f"{LABELS}_2.csv", f"{LABELS}-10.csv")),
    "parts with other orders of columns": Green(
        both(
            split(SEGMENTATIONS, f"{SEGMENTATIONS}_a.csv", f"{SEGMENTATIONS}_b.csv"),
            lambda files: files.update({f"{SEGMENTATIONS}_c.csv": b"FASHION_INTEREST_SEGMENT,X,NB_FOLLOWERS,AUTHORID,GEO_ZONE\ntrue,,5,30,us\n"}),
        ),
        added=1,
    ),
    "parts that repeat each other": Green(lambda files: files.update({f"{LABELS}_2.csv": files[f"{LABELS}.csv"]}), duplicates=96, added=96),
    "an empty part beside a full one": Green(lambda files: files.update({f"{LABELS}_2.csv": b"IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME"})),
    "gzip": Green(rename(LABELS, f"{LABELS}.csv.gz", gzip.compress)),
    "gzip of damaged text": Green(both(label("1000,shoe"), rename(LABELS, f"{LABELS}.csv.gz", gzip.compress)), rejected=[(LABELS, 3, "wrong_field_count")]),
    "gzip in two members": Green(rename(LABELS, f"{LABELS}.csv.gz", lambda content: gzip.compress(content[:99]) + gzip.compress(content[99:]))),
    "small letters": Green(rename(LABELS, "mart_images_labels_0_0_0.csv.gz", gzip.compress), alone=True),
    "another ending": Green(rename(LABELS, f"{LABELS}.CSV"), alone=True),
    "Zstandard": Green(rename(LABELS, f"{LABELS}.csv.zst", zstandard.compress), alone=True),
    "a part without a byte beside a full one": Green(lambda files: files.update({f"{LABELS}_2.csv": b"", f"{LABELS}_3.parquet": b""}), alone=True),
    "other files in the folder": Green(lambda files: files.update({"README.txt": b"x", ".MART_AUTHORS.csv.swp": b"\0", "mart_authors.bak": b""}), alone=True),
    "names with quotes, spaces and marks of patterns": Green(rename(LABELS, f"{LABELS} it's [1]*?;$é😀.csv")),
    "a damaged file whose name has quotes": Green(both(label("1000,shoe"), rename(LABELS, f"{LABELS} it's {{1}}%.csv")), rejected=[(LABELS, 3, "wrong_field_count")]),
}  # fmt: skip

WHOLE_FILES = ENCODINGS | STRUCTURE | CONTRADICTIONS | PACKAGES
TOGETHER = {name: case for name, case in WHOLE_FILES.items() if not case.alone}
SINGLE_RECORDS = RECORDS | QUOTES | VALUES | INTENTIONS


@pytest.mark.parametrize(
    "damage", [name if case.alone else pytest.param(name, marks=pytest.mark.long) for name, case in WHOLE_FILES.items()]
)
def test_a_build_on_damaged_files_accounts_for_every_record(damage: str, dbt: DbtWorker, tmp_path: Path) -> None:
    case, files = WHOLE_FILES[damage], sound_delivery()
    case.change(files)
    raw = write(files, tmp_path / "raw")
    outcome = build(dbt, raw, tmp_path)
    assert outcome.status == 0, outcome.output
    expected = expect({name: content for name, content in files.items() if name.lower().endswith(SUFFIXES)})
    assert_landed_as(expected, tmp_path / "warehouse.duckdb")

    assert [(name.split(".")[0].split(" ")[0], line, reason) for name, line, reason in expected.rejected] == case.rejected
    raw_rows, _, duplicates, _ = (sum(counts) for counts in zip(*expected.ledger.values(), strict=True))
    assert (raw_rows, duplicates) == (192 + case.added, case.duplicates)
    assert {path.name for path in raw.iterdir()} == set(files), "the delivery itself is left alone"


@pytest.fixture(scope="module")
def files_build(dbt: DbtWorker, tmp_path_factory: pytest.TempPathFactory) -> tuple[Expected, Path]:
    """Build all damages of files as parts of one delivery; a number behind the table says which damage a part is of."""
    folder, files = tmp_path_factory.mktemp("files"), {}
    for number, case in enumerate(TOGETHER.values()):
        own = sound_delivery()
        case.change(own)
        files |= {name.replace(table_of(name), f"{table_of(name)}_{number:03}", 1): content for name, content in own.items()}
    outcome = build(dbt, write(files, folder / "raw"), folder)
    assert outcome.status == 0, outcome.output
    return expect(files), folder / "warehouse.duckdb"


def test_a_build_on_many_damaged_files_accounts_for_every_record(files_build: tuple[Expected, Path]) -> None:
    assert_landed_as(*files_build)


@pytest.mark.parametrize("damage", TOGETHER)
def test_a_damaged_file_costs_no_more_than_is_said(damage: str, files_build: tuple[Expected, Path]) -> None:
    case, warehouse = TOGETHER[damage], files_build[1]
    own = f"from marts.{{}} where source_file similar to source_table || '_{list(TOGETHER).index(damage):03}.*'"
    assert rows(warehouse, f"select source_table, line_number, reason {own.format('rejected_rows')} order by all") == case.rejected
    assert rows(warehouse, f"select sum(raw_rows) {own.format('raw_row_ledger')}") == [(192 + case.added,)]


@pytest.fixture(scope="module")
def records_build(dbt: DbtWorker, tmp_path_factory: pytest.TempPathFactory) -> tuple[Expected, Path]:
    """Build one delivery in which every damage of a single record has a file of its own, named by the place of the damage in the list."""
    folder, files = tmp_path_factory.mktemp("records"), sound_delivery()
    for number, case in enumerate(SINGLE_RECORDS.values()):
        own = sound_delivery()
        case.change(own)
        ((name, content),) = ((name, content) for name, content in own.items() if content != sound_delivery()[name])
        files[name.replace(".csv", f"_{number:03}.csv")] = content
    outcome = build(dbt, write(files, folder / "raw"), folder)
    assert outcome.status == 0, outcome.output
    return expect(files), folder / "warehouse.duckdb"


def test_a_build_on_many_damaged_parts_accounts_for_every_record(records_build: tuple[Expected, Path]) -> None:
    assert_landed_as(*records_build)


@pytest.mark.parametrize("damage", SINGLE_RECORDS)
def test_a_damaged_record_costs_itself_only(damage: str, records_build: tuple[Expected, Path]) -> None:
    case, warehouse = SINGLE_RECORDS[damage], records_build[1]
    ending = f"_{list(SINGLE_RECORDS).index(damage):03}.csv"
    own = f"from marts.{{}} where source_file like '%\\{ending}' escape '\\'"
    assert rows(warehouse, f"select source_table, line_number, reason {own.format('rejected_rows')} order by all") == case.rejected
    cells = "select source_table, line_number, column_name, raw_value, reason"
    unread = f"{own.format('cell_issues')} and reason not like 'differs%' order by all"
    assert rows(warehouse, f"{cells} {unread}") == case.unread
    ((table, raw_rows),) = rows(warehouse, f"select source_table, raw_rows {own.format('raw_row_ledger')}")
    assert raw_rows == sound_delivery()[f"{table}.csv"].count(b"\n") - 1 - 2 * (table == POSTS) + case.added


def zipped(content: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("x.csv", content)
    return archive.getvalue()


RED: dict[str, tuple[Change, list[str]]] = {
    # name: the damage, and the words that one sentence holds
    "a file of 0 bytes": (rewrite(lambda _: b"", LABELS), [f"{LABELS}.csv is empty", "header"]),
    "a file of blank lines": (rewrite(lambda _: b"\n \r\n\n", LABELS), [f"{LABELS}.csv is empty", "header"]),
    "a byte order mark only": (rewrite(lambda _: BOM, AUTHORS), [f"{AUTHORS}.csv is empty"]),
    "UTF-16": (rewrite(lambda content: content.decode().encode("utf-16"), AUTHORS), [f"{AUTHORS}.csv is encoded in UTF-16", "UTF-8"]),
    "UTF-16 without its mark": (rewrite(lambda content: content.decode().encode("utf-16-le"), LABELS), [f"{LABELS}.csv is not UTF-8", "NUL"]),
    "UTF-32": (rewrite(lambda content: content.decode().encode("utf-32"), LABELS), [f"{LABELS}.csv is encoded in UTF-32"]),
    "no header": (rewrite(lambda content: content[content.index(b"\n") + 1 :], LABELS), [f"{LABELS}.csv has no header line"]),
    "a missing column": (put_header(POSTS, "POST_ID,AUTHORID,COMMENT_COUNT,NB_LIKES,POST_PUBLICATION_DATE,IMAGE_ID"), [f"{POSTS}.csv", "POST_CAPTION"]),
    "a misspelt column": (put_header(SEGMENTATIONS, "AUTHORID,GEO_ZONE,NB_FOLLOWER,FASHION_INTEREST_SEGMENT"), [f"{SEGMENTATIONS}.csv", "no column NB_FOLLOWERS"]),
    "a column twice": (put_header(LABELS, "IMAGE_ID,TYPE,type,LABEL_NAME,POSITION_IN_IMAGE"), [f"{LABELS}.csv", "TYPE 2 times"]),
    "the file of another table": (lambda files: files.update({f"{AUTHORS}.csv": files[f"{LABELS}.csv"]}), [f"{AUTHORS}.csv has the columns of {LABELS}"]),
    "semicolons": (rewrite(lambda content: content.replace(b",", b";"), LABELS), [f"{LABELS}.csv", "IMAGE_ID", "';'", "commas"]),
    "tabs": (rewrite(lambda content: content.replace(b",", b"\t"), SEGMENTATIONS), [f"{SEGMENTATIONS}.csv", "AUTHORID", "'\\t'", "commas"]),
    "pipes": (rewrite(lambda content: content.replace(b",", b"|"), AUTHORS), [f"{AUTHORS}.csv", "'|'", "commas"]),
    "an open quote in the header": (put_header(LABELS, '"IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME'), [f"{LABELS}.csv", "header", "quotes"]),
    "a header of 2 MB": (put_header(LABELS, "IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME," + "x" * 2_000_000), [f"{LABELS}.csv", "header"]),
    "gzip cut short": (rename(LABELS, f"{LABELS}.csv.gz", lambda content: gzip.compress(content)[:-20]), [f"{LABELS}.csv.gz", "ends too early"]),
    "gzip with a flipped byte": (
        rename(LABELS, f"{LABELS}.csv.gz", lambda content: (packed := gzip.compress(content))[:-6] + bytes([packed[-6] ^ 1]) + packed[-5:]),
        [f"{LABELS}.csv.gz", "damaged gzip"],
    ),
    "text named .csv.gz": (rename(LABELS, f"{LABELS}.csv.gz"), [f"{LABELS}.csv.gz is not a gzip file"]),
    "gzip named .csv": (rename(LABELS, f"{LABELS}.csv", gzip.compress), [f"{LABELS}.csv is a gzip file"]),
    "zip named .csv": (rename(LABELS, f"{LABELS}.csv", zipped), [f"{LABELS}.csv is a zip"]),
    "a Parquet file of 0 bytes": (rename(LABELS, f"{LABELS}.parquet", lambda _: b""), [f"{LABELS}.parquet is empty (0 bytes)", "POSITION_IN_IMAGE"]),
    "text named .parquet": (rename(LABELS, f"{LABELS}.parquet"), [f"{LABELS}.parquet is not a Parquet file"]),
    "a file with another ending": (rename(LABELS, f"{LABELS}.txt"), ["no file for MART_IMAGES_LABELS", f"{LABELS}.txt"]),
    "a missing file": (lambda files: files.__delitem__(f"{POSTS}.csv"), ["no file for MART_IMAGES_OF_POSTS"]),
    "two faults in two files": (
        both(rewrite(lambda _: b"", LABELS), put_header(POSTS, "A,B")),
        [f"{LABELS}.csv is empty"],
    ),
}  # fmt: skip


def assert_stops_with_a_sentence(dbt: DbtWorker, raw: Path, folder: Path, words: list[str]) -> None:
    """A build of this delivery fails before it makes a mart, and one line of its output holds all the words."""
    outcome = build(dbt, raw, folder)
    assert outcome.status != 0
    sentences = [line.strip() for line in outcome.output.splitlines() if all(word in line for word in words)]
    assert sentences, outcome.output
    assert all(sentence.endswith(".") for sentence in sentences)
    assert rows(folder / "warehouse.duckdb", "select count(*) from information_schema.tables where table_schema = 'marts'") == [(0,)]


@pytest.mark.parametrize("damage", RED)
def test_a_delivery_that_cannot_be_read_stops_the_build_with_a_sentence(damage: str, dbt: DbtWorker, tmp_path: Path) -> None:
    change, words = RED[damage]
    files: Files = sound_delivery()
    change(files)
    assert_stops_with_a_sentence(dbt, write(files, tmp_path / "raw"), tmp_path, words)


# ----------------------------------------------------------------------------------------------------------------------
# Parquet, and what is no file
# ----------------------------------------------------------------------------------------------------------------------


TEXTS = dict.fromkeys(COLUMNS, "*")
EMPTY_TEXTS = dict.fromkeys(COLUMNS, "coalesce(columns(*), '')")
TYPES = {
    AUTHORS: "AUTHORID::double as AUTHORID, NB_FOLLOWS::smallint as NB_FOLLOWS, BIO, NB_FOLLOWERS::float as NB_FOLLOWERS",
    SEGMENTATIONS: "AUTHORID::hugeint as authorid, GEO_ZONE::enum('us') as GEO_ZONE, NB_FOLLOWERS::decimal(12, 2) as NB_FOLLOWERS, FASHION_INTEREST_SEGMENT::boolean as FASHION_INTEREST_SEGMENT",
    POSTS: "POST_ID::bigint as POST_ID, AUTHORID::decimal(38, 3) as AUTHORID, COMMENT_COUNT::decimal(20, 3) as COMMENT_COUNT, POST_CAPTION, NB_LIKES::decimal(9, 1) as NB_LIKES, (POST_PUBLICATION_DATE || '+00')::timestamptz as POST_PUBLICATION_DATE, IMAGE_ID::integer as IMAGE_ID, [IMAGE_ID] as MORE",
    LABELS: 'IMAGE_ID::integer as IMAGE_ID, TYPE, POSITION_IN_IMAGE, LABEL_NAME, {\'a\': 1} as "mo\'""re"',
}


def parquet_delivery(folder: Path, selected: dict[str, str]) -> Path:
    """Write the sound delivery as Parquet files, with these columns."""
    csv_folder = write(sound_delivery(), folder / "csv")
    (folder / "raw").mkdir()
    with duckdb.connect() as connection:
        for table, columns in selected.items():
            text = f"read_csv('{csv_folder}/{table}.csv', all_varchar = true, header = true, quote = '\"', escape = '\"')"
            connection.execute(f"copy (select {columns} from {text}) to '{folder}/raw/{table}.parquet' (format parquet)")
    return folder / "raw"


@pytest.mark.parametrize("selected", [TEXTS, EMPTY_TEXTS, TYPES], ids=["texts", "empty texts", "types"])
def test_parquet_says_the_same_as_csv(selected: dict[str, str], dbt: DbtWorker, tmp_path: Path) -> None:
    outcome = build(dbt, parquet_delivery(tmp_path, selected), tmp_path)
    assert outcome.status == 0, outcome.output
    expected = expect(sound_delivery())
    expected.ledger = {name.replace(".csv", ".parquet"): counts for name, counts in expected.ledger.items()}
    for landed in expected.landed.values():
        landed[:] = [(name.replace(".csv", ".parquet"), number, *values) for number, (name, _, *values) in enumerate(landed, start=1)]
    assert_landed_as(expected, tmp_path / "warehouse.duckdb")


def test_a_decimal_of_parquet_has_every_digit_of_an_id(dbt: DbtWorker, tmp_path: Path) -> None:
    posts = f"* replace (AUTHORID::decimal(38, 9) + {2**53} as AUTHORID, (POST_ID::bigint + {2**53})::double as POST_ID)"
    outcome = dbt.run(*BUILD, "--vars", "accept_losses: true", raw=parquet_delivery(tmp_path, TEXTS | {POSTS: posts}), folder=tmp_path)
    assert outcome.status == 0, outcome.output
    query = "select reject_reason, min(author_id), max(author_id), count(*) from staging.landed_post_images group by all"
    assert rows(tmp_path / "warehouse.duckdb", query) == [("post_id_not_exact", 2**53 + 1, 2**53 + 24, 48)]


def test_parquet_rows_that_are_no_rows_are_rejected_by_their_number(dbt: DbtWorker, tmp_path: Path) -> None:
    changes = {"IMAGE_ID": (3, "null"), "TYPE": (5, "'nan'"), "POSITION_IN_IMAGE": (6, "'\"'"), "LABEL_NAME": (7, "''")}
    odd = ", ".join(f"if(row_number() over () = {row}, {text}, {name}) as {name}" for name, (row, text) in changes.items())
    outcome = build(dbt, parquet_delivery(tmp_path, TEXTS | {LABELS: odd}), tmp_path)
    assert outcome.status == 0, outcome.output
    query = "select source_file, line_number, reason, raw_record from marts.rejected_rows order by line_number"
    assert rows(tmp_path / "warehouse.duckdb", query) == [
        (f"{LABELS}.parquet", 3, "image_id_missing", ',object_detection,"[2, 1, 2, 3]",dress'),
        (f"{LABELS}.parquet", 5, "label_type_missing", '1002,nan,"[4, 1, 2, 3]",dress'),
        (f"{LABELS}.parquet", 7, "label_name_missing", '1003,object_detection,"[6, 1, 2, 3]",'),
    ]


@pytest.mark.parametrize("damage", ["cut short", "a missing column", "a flipped byte", "ids of seven digits", "labels in lists"])
def test_parquet_that_cannot_be_read_stops_the_build_with_a_sentence(damage: str, dbt: DbtWorker, tmp_path: Path) -> None:
    columns = {
        "a missing column": "IMAGE_ID, TYPE, LABEL_NAME",
        "ids of seven digits": "(IMAGE_ID::bigint + 895209665083)::float as IMAGE_ID, TYPE, POSITION_IN_IMAGE, LABEL_NAME",
        "labels in lists": "IMAGE_ID, TYPE, [1, 2] as POSITION_IN_IMAGE, [LABEL_NAME] as LABEL_NAME",
    }
    raw = parquet_delivery(tmp_path, TEXTS | {LABELS: columns.get(damage, "*")})
    path = raw / f"{LABELS}.parquet"
    said = {
        "a missing column": "POSITION_IN_IMAGE",
        "ids of seven digits": "stores IMAGE_ID as floating-point numbers of 32 bits",
        "labels in lists": "stores LABEL_NAME as VARCHAR[], and not as a value",
    }
    words = [f"{LABELS}.parquet", said.get(damage, "damaged")]
    content = path.read_bytes()
    if damage == "cut short":
        path.write_bytes(content[:-100])
    elif damage == "a flipped byte":
        path.write_bytes(content[:60] + bytes([content[60] ^ 255]) + content[61:])
    assert_stops_with_a_sentence(dbt, raw, tmp_path, words)


@pytest.mark.parametrize("what", ["a folder", "a link to nothing", "a folder named .parquet"])
def test_what_is_no_file_stops_the_build_with_a_sentence(what: str, dbt: DbtWorker, tmp_path: Path) -> None:
    raw = write(sound_delivery(), tmp_path / "raw")
    (raw / f"{LABELS}.csv").unlink()
    name = f"{LABELS}.parquet" if what.endswith("parquet") else f"{LABELS}.csv"
    if what == "a link to nothing":
        (raw / name).symlink_to("nowhere")
    else:
        (raw / name).mkdir()
    assert_stops_with_a_sentence(dbt, raw, tmp_path, [name])


@pytest.mark.parametrize(("short", "is_told"), [(2, True), (3, False)])
def test_backslashes_are_the_cause_only_where_most_records_hold_them(short: int, is_told: bool, dbt: DbtWorker, tmp_path: Path) -> None:
    files = sound_delivery()
    append(LABELS, *["1000,shoe,p\\,q,boots"] * 3, *["1000,shoe"] * short)(files)
    outcome = build(dbt, write(files, tmp_path / "raw"), tmp_path)
    assert outcome.status == 0, outcome.output
    assert f"wrong_field_count {3 + short}, e.g. '\\,'" in outcome.output
    assert ("for backslashes and no quotes" in outcome.output) == is_told
