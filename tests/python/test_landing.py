"""The landing loses nothing: what it calls readable, DuckDB reads strictly, record for record.

Each file is read by the real DuckDB with the options of the staging models, and compared with what was counted by hand, by
Python's csv module, or (for random damage) by a naive parser below that walks over single characters.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import random
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import zstandard
from naive_landing import Landed, Rejected, Row, naive_landing, naive_line
from random_damage import mutate

from fashion_panel import landing
from fashion_panel.landing import (
    RawFile,
    find_files,
    folder_problems,
    inspect_file,
    inspect_folder,
    layout,
    overlooked_files,
    raw_folder,
)
from fashion_panel.sentence import Sentence

ROOT = Path(__file__).parents[2]
LABELS, POSTS = "MART_IMAGES_LABELS", "MART_IMAGES_OF_POSTS"
AUTHORS, SEGMENTATIONS = "MART_AUTHORS", "MART_AUTHORS_SEGMENTATIONS"
LABEL_HEADER = b"IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME\n"
POST_HEADER = b"POST_ID,AUTHORID,COMMENT_COUNT,POST_CAPTION,NB_LIKES,POST_PUBLICATION_DATE,IMAGE_ID\n"
AUTHOR_HEADER = b"AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS\n"
SEGMENTATION_HEADER = b"AUTHORID,GEO_ZONE,NB_FOLLOWERS,FASHION_INTEREST_SEGMENT\n"
HEADERS = {LABELS: LABEL_HEADER, POSTS: POST_HEADER, AUTHORS: AUTHOR_HEADER, SEGMENTATIONS: SEGMENTATION_HEADER}


# ----------------------------------------------------------------------------------------------------------------------
# Reading what the landing says DuckDB can read
# ----------------------------------------------------------------------------------------------------------------------


CONNECTION = duckdb.connect(config={"threads": 2})


def read_strictly(file: RawFile, *, parallel: bool = True) -> list[Row]:
    columns = ", ".join("'" + name.replace("'", "''") + "': 'VARCHAR'" for name in file.read_columns)
    query = f"""
        select * from read_csv(?, header = true, auto_detect = false, columns = {{{columns}}}, delim = ',',
            quote = '"', escape = '"', strict_mode = true, nullstr = '', parallel = {str(parallel).lower()})
    """
    return CONNECTION.execute(query, [file.read_path]).fetchall()


def read(file: RawFile) -> Landed:
    rows = read_strictly(file)
    assert len(rows) == file.record_count
    if not file.is_repaired:
        assert file.rejected_count == 0
        return Landed(rows, [None] * len(rows), [])
    good = [row for row in rows if not row[-2]]
    broken = [row for row in rows if row[-2]]
    assert len(broken) == file.rejected_count
    assert all(field is None for row in broken for field in row[:-3])
    assert all(row[-1] is None for row in good)
    return Landed(
        rows=[row[:-3] for row in good],
        lines=[int(row[-3]) for row in good],
        rejected=[(int(row[-3]), row[-2], row[-1]) for row in broken],
    )


def write(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


def inspect(folder: Path, table: str, content: bytes, suffix: str = ".csv", **options: int) -> RawFile:
    path = write(folder, f"{table}{suffix}", content)
    return inspect_file(path, table, folder / "scratch", **options)


# ----------------------------------------------------------------------------------------------------------------------
# Clean files are read in place
# ----------------------------------------------------------------------------------------------------------------------

CLEAN = {
    "plain": (LABELS, LABEL_HEADER + b"1,shoe,p,boots\n2,shoe,p,boots\n", 2),
    "no_final_newline": (LABELS, LABEL_HEADER + b"1,shoe,p,boots\n2,shoe,p,boots", 2),
    "crlf": (LABELS, (LABEL_HEADER + b"1,shoe,p,boots\n2,shoe,p,boots\n").replace(b"\n", b"\r\n"), 2),
    "crlf_without_the_last": (LABELS, (LABEL_HEADER + b"1,shoe,p,boots\n2,shoe,p,b").replace(b"\n", b"\r\n"), 2),
    "header_only": (LABELS, LABEL_HEADER, 0),
    "header_only_without_newline": (LABELS, LABEL_HEADER[:-1], 0),
    "header_only_with_bom": (LABELS, b"\xef\xbb\xbf" + LABEL_HEADER, 0),
    "one_record": (LABELS, LABEL_HEADER + b"1,shoe,p,boots\n", 1),
    "bom": (LABELS, b"\xef\xbb\xbf" + LABEL_HEADER + b"1,shoe,p,boots\n", 1),
    "bom_and_quoted_header": (LABELS, b'\xef\xbb\xbf"IMAGE_ID","TYPE","POSITION_IN_IMAGE","LABEL_NAME"\n1,2,3,4\n', 1),
    "header_with_blanks_and_small_letters": (LABELS, b" image_id ,Type, POSITION_IN_IMAGE,label_name \n1,2,3,4\n", 1),
    "reordered": (LABELS, b"LABEL_NAME,TYPE,IMAGE_ID,POSITION_IN_IMAGE\nboots,shoe,1,p\n", 1),
    "extra_column": (LABELS, b"IMAGE_ID,TYPE,score,POSITION_IN_IMAGE,LABEL_NAME\n1,shoe,0.9,p,boots\n", 1),
    "comma_behind_every_line": (LABELS, b"IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME,\n1,2,3,4,\n", 1),
    "empty_fields": (LABELS, LABEL_HEADER + b",,,\n,,,\n", 2),
    "empty_fields_without_final_newline": (LABELS, LABEL_HEADER + b"1,2,3,4\n,,,", 2),
    "quoted_commas": (LABELS, LABEL_HEADER + b'1,shoe,"[1, 2, 3, 4]",boots\n', 1),
    "quoted_last_field_at_the_end": (LABELS, LABEL_HEADER + b'1,shoe,p,"boots"', 1),
    "quoted_last_field_in_crlf": (LABELS, LABEL_HEADER.replace(b"\n", b"\r\n") + b'1,shoe,p,"boots"\r\n', 1),
    "all_quoted": (LABELS, LABEL_HEADER + b'"1","shoe","p","boots"\n"","","",""\n', 2),
    "doubled_quotes": (LABELS, LABEL_HEADER + b'1,"""shoe""","a""b",""""\n', 1),
    "numbers_as_text": (LABELS, LABEL_HEADER + b'"0010","1e3","0x10","99999999999999999999999"\n', 1),
    "formulae_and_sql": (LABELS, LABEL_HEADER + b"1,=1+1,@SUM(A1);x,'; drop table x; --\n", 1),
    "repeated_header": (LABELS, LABEL_HEADER + b"1,2,3,4\n" + LABEL_HEADER + b"5,6,7,8\n", 3),
    "nul_is_an_ordinary_character": (LABELS, LABEL_HEADER + b'1,a\0b,"\0",\0\n', 1),
    "control_characters": (LABELS, LABEL_HEADER + b"1,\x1a\x0b\x0c,\xc2\x85,\xe2\x80\xa8\n", 1),
    "bom_in_the_middle": (LABELS, LABEL_HEADER + b"\xef\xbb\xbf1,2,3,4\n", 1),
    "backslashes_escape_nothing": (LABELS, LABEL_HEADER + b'1,"a\\",\\,\\\n', 1),
    "emoji": (POSTS, POST_HEADER + '1,2,3,"😀, é 漢 \U0010ffff",5,d,7\n1,2,3,😀,5,d,7\n'.encode(), 2),
    "newline_in_caption": (POSTS, POST_HEADER + b'1,2,3,"one\ntwo\n\nfour",5,d,7\n1,2,3,c,5,d,7\n', 2),
    "crlf_in_caption": (POSTS, POST_HEADER + b'1,2,3,"one\r\ntwo\r",5,d,7\n1,2,3,c,5,d,7\n', 2),
    "newline_in_caption_of_crlf_file": (POSTS, POST_HEADER[:-1] + b'\r\n1,2,3,"one\ntwo\r\n",5,d,7\r\n', 1),
    "caption_that_looks_like_records": (POSTS, POST_HEADER + b'1,2,3,"x\n1,2,3,c,5,d,7\n1,2,3,c,5,d,7\n",5,d,7\n', 1),
    "caption_of_300_kb": (POSTS, POST_HEADER + b'1,2,3,"' + b"word, \n" * 43_000 + b'",5,d,7\n', 1),
    "caption_of_999_kb_of_quotes": (POSTS, POST_HEADER + b'1,2,3,"' + b'""' * 499_900 + b'",5,d,7\n', 1),
    "bio_with_newlines": (AUTHORS, AUTHOR_HEADER + b'1,"a\nb ""c""",2,3\n2,,,\n', 2),
}


@pytest.mark.parametrize("chunk_bytes", [64, landing.CHUNK_BYTES, 16 << 20])
@pytest.mark.parametrize("case", CLEAN)
def test_clean_file_is_read_in_place(tmp_path: Path, case: str, chunk_bytes: int) -> None:
    table, content, record_count = CLEAN[case]
    file = inspect(tmp_path, table, content, chunk_bytes=chunk_bytes)
    assert not file.is_repaired
    assert file.read_path == str(tmp_path / f"{table}.csv")
    assert file.record_count == record_count
    assert not (tmp_path / "scratch").exists()
    rows = read(file).rows
    text = content.decode().removeprefix("\ufeff")
    csv.field_size_limit(10_000_000)
    assert [[field or "" for field in row] for row in rows] == list(csv.reader(io.StringIO(text, newline="")))[1:]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (b"AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS", ("AUTHORID", "BIO", "NB_FOLLOWERS", "NB_FOLLOWS")),
        (b'"AuthorId"," bio ",nb_followers,Nb_Follows', ("AUTHORID", "BIO", "NB_FOLLOWERS", "NB_FOLLOWS")),
        (b'"AUTHORID", "BIO" ,NB_FOLLOWERS,NB_FOLLOWS', ("AUTHORID", "BIO", "NB_FOLLOWERS", "NB_FOLLOWS")),
        (b"x,NB_FOLLOWS,X,BIO,NB_FOLLOWERS,AUTHORID", ("x", "NB_FOLLOWS", "X_2", "BIO", "NB_FOLLOWERS", "AUTHORID")),
        (b"AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS,,", (*landing.SOURCE_COLUMNS[AUTHORS], "COLUMN_5", "COLUMN_6")),
        (b"AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS,_Line_Number", (*landing.SOURCE_COLUMNS[AUTHORS], "_Line_Number_2")),
        ("AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS,Größe's".encode(), (*landing.SOURCE_COLUMNS[AUTHORS], "Größe's")),
        (b'AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS,"a ""b"", c"', (*landing.SOURCE_COLUMNS[AUTHORS], 'a "b", c')),
        (b"AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS,Gr\xf6\xdfe", (*landing.SOURCE_COLUMNS[AUTHORS], "Gr\\xf6\\xdfe")),
        (b'"AUTHORID","BIO\n",NB_FOLLOWERS,NB_FOLLOWS', ("AUTHORID", "BIO", "NB_FOLLOWERS", "NB_FOLLOWS")),
    ],
)
@pytest.mark.parametrize("damage", [b"", b"\n"])
def test_columns_are_matched_by_name_and_made_unique(tmp_path: Path, header: bytes, columns: tuple[str, ...], damage: bytes) -> None:
    values = b",".join(b"%d" % number for number in range(len(columns)))
    file = inspect(tmp_path, AUTHORS, header + b"\n" + values + b"\n" + damage)
    assert file.columns == columns
    assert read(file).rows == [tuple(str(number) for number in range(len(columns)))]
    assert file.is_repaired or not damage


# ----------------------------------------------------------------------------------------------------------------------
# Damaged files are read from a repaired copy
# ----------------------------------------------------------------------------------------------------------------------

GOOD = b"1,shoe,p,boots\n"
POST = b"1,2,3,c,5,d,7\n"
DAMAGED: dict[str, tuple[str, bytes, list[int], list[Rejected]]] = {
    # name: table, what stands behind the header, lines of the good records, the rejected ones
    "too_few_fields": (LABELS, GOOD + b"2,shoe,p\n" + GOOD, [2, 4], [(3, "wrong_field_count", "2,shoe,p")]),
    "too_many_fields": (LABELS, GOOD + b"2,shoe,p,b,5\n", [2], [(3, "wrong_field_count", "2,shoe,p,b,5")]),
    "comma_behind_one_line": (LABELS, b"2,shoe,p,b,\n" + GOOD, [3], [(2, "wrong_field_count", "2,shoe,p,b,")]),
    "blanks_only": (LABELS, b"  \n" + GOOD, [3], [(2, "wrong_field_count", "  ")]),
    "first_is_broken": (LABELS, b"x\n" + GOOD, [3], [(2, "wrong_field_count", "x")]),
    "last_is_broken": (LABELS, GOOD + b"x", [2], [(3, "wrong_field_count", "x")]),
    "only_broken": (LABELS, b"x\ny\n", [], [(2, "wrong_field_count", "x"), (3, "wrong_field_count", "y")]),
    "two_lines_in_one": (LABELS, GOOD + b"1,a,p,b1,a,p,b\n", [2], [(3, "wrong_field_count", "1,a,p,b1,a,p,b")]),
    "one_line_in_two": (
        LABELS,
        GOOD + b"1,sh\noe,p,b\n" + GOOD,
        [2, 5],
        [(3, "wrong_field_count", "1,sh"), (4, "wrong_field_count", "oe,p,b")],
    ),
    "blank_line": (LABELS, GOOD + b"\n" + GOOD, [2, 4], []),
    "blank_lines_at_both_ends": (LABELS, b"\n\n" + GOOD + b"\n\n\n", [4], []),
    "blank_crlf_line": (LABELS, GOOD + b"\r\n" + GOOD, [2, 4], []),
    "mixed_line_ends": (LABELS, GOOD + b"1,shoe,p,b\r\n" + GOOD, [2, 3, 4], []),
    "header_in_lf_records_in_crlf": (LABELS, b"1,shoe,p,b\r\n1,shoe,p,b\r\n", [2, 3], []),
    "lone_cr_at_line_end": (LABELS, b"1,shoe,p,b\r" + GOOD, [2, 3], []),
    "lone_cr_at_the_very_end": (LABELS, GOOD + b"1,shoe,p,b\r", [2, 3], []),
    "cr_cr_lf": (LABELS, b"1,shoe,p,b\r\r\n" + GOOD, [2, 4], []),
    "lone_cr_within": (
        LABELS,
        b"1,sh\roe,p\n" + GOOD,
        [3],
        [(2, "wrong_field_count", "1,sh\roe,p")],
    ),
    "lone_cr_is_text": (LABELS, b"1,sh\roe,p,b\n" + GOOD, [2, 3], []),
    "lone_cr_is_text_of_a_record_of_a_crlf_file": (LABELS, b"1,shoe,p,b\r\n1,sh\roe,p,b\r\n", [2, 3], []),
    "escaped_quotes": (LABELS, b'1,shoe,"{\\"x\\": 0, \\"y\\": ""1""}",b\n' + GOOD, [2, 3], []),
    "escaped_quote_at_both_ends": (LABELS, b'1,shoe,"\\"x\\"",b\n1,shoe,"a\\\\",b\n' + GOOD, [2, 3, 4], []),
    "inch_mark": (LABELS, GOOD + b'2,5" heels,p,b\n' + GOOD, [2, 4], [(3, "broken_quotes", '2,5" heels,p,b')]),
    "quote_never_opened": (LABELS, b'2,shoe,[1",b\n' + GOOD, [3], [(2, "broken_quotes", '2,shoe,[1",b')]),
    "quote_never_closed": (LABELS, b'2,shoe,"[1,b\n' + GOOD * 3, [3, 4, 5], [(2, "broken_quotes", '2,shoe,"[1,b')]),
    "quote_never_closed_at_the_end": (LABELS, GOOD + b'2,shoe,p,"b', [2], [(3, "broken_quotes", '2,shoe,p,"b')]),
    "quote_closed_by_another_record": (
        LABELS,
        b'2,shoe,"p,b\n' + GOOD + b'3,shoe,p",b\n' + GOOD,
        [3, 5],
        [(2, "broken_quotes", '2,shoe,"p,b'), (4, "broken_quotes", '3,shoe,p",b')],
    ),
    "text_behind_quotes": (LABELS, b'2,"shoe"s,p,b\n' + GOOD, [3], [(2, "broken_quotes", '2,"shoe"s,p,b')]),
    "text_behind_two_quotes": (LABELS, b'2,""shoe,p,b\n' + GOOD, [3], [(2, "broken_quotes", '2,""shoe,p,b')]),
    "quote_not_doubled": (LABELS, b'2,"a "b" c",p,b\n' + GOOD, [3], [(2, "broken_quotes", '2,"a "b" c",p,b')]),
    "three_quotes": (LABELS, b'2,""",p,b\n' + GOOD, [3], [(2, "broken_quotes", '2,""",p,b')]),
    "quoted_newline_in_labels": (LABELS, b'2,shoe,"[1,\n2]",b\n' + GOOD, [2, 4], []),
    "quoted_cr_in_labels": (LABELS, b'2,shoe,"[1,\r2]",b\n' + GOOD, [2, 3], []),
    "quoted_newline_in_segmentations": (SEGMENTATIONS, b'1,"u\ns",3,true\n2,us,,\n', [2, 4], []),
    "blanks_around_quotes": (LABELS, b'1, "a, b" ,"p"\t,b \n' + GOOD, [2, 3], []),
    "latin_1": (LABELS, b"1,caf\xe9,p,b\n" + GOOD, [3], [(2, "invalid_utf8", "1,caf\\xe9,p,b")]),
    "overlong_utf8": (LABELS, b"1,a\xc0\x80,p,b\n" + GOOD, [3], [(2, "invalid_utf8", "1,a\\xc0\\x80,p,b")]),
    "surrogate": (LABELS, b"1,\xed\xa0\x80,p,b\n" + GOOD, [3], [(2, "invalid_utf8", "1,\\xed\\xa0\\x80,p,b")]),
    "emoji_cut_in_half": (LABELS, b"1,\xf0\x9f,p,b\n" + GOOD, [3], [(2, "invalid_utf8", "1,\\xf0\\x9f,p,b")]),
    "latin_1_in_a_broken_record": (LABELS, b"1,caf\xe9\n" + GOOD, [3], [(2, "wrong_field_count", "1,caf\\xe9")]),
    "nul_in_a_broken_record": (LABELS, b"1,\0\n" + GOOD, [3], [(2, "wrong_field_count", "1,\0")]),
    "quotes_in_raw_text": (LABELS, b'1,"a","b ""c"""\n', [], [(2, "wrong_field_count", '1,"a","b ""c"""')]),
    "caption_with_escaped_quotes_and_commas": (POSTS, b'1,2,3,"so \\"cute\\", she\nsaid \\"\\"",5,d,7\n' * 2 + POST, [2, 4, 6], []),
    "captions_that_end_in_an_escaped_quote": (POSTS, b'1,2,3,"so \\"cute\\"",5,d,7\n' * 3 + b'1,2,3,"",5,d,7\n', [2, 3, 4, 5], []),
    "lone_cr_in_caption": (POSTS, b"1,2,3,a\rb,5,d,7\n1,2,3,a\r\r b,5,d,7\n", [2, 3], []),
    "caption_too_many_fields": (
        POSTS,
        POST + b'1,2,3,"one\ntwo",5,d,7,8\n' + POST,
        [2, 5],
        [(3, "wrong_field_count", '1,2,3,"one\ntwo",5,d,7,8')],
    ),
    "caption_in_latin_1": (
        POSTS,
        b'1,2,3,"one\ncaf\xe9",5,d,7\n' + POST,
        [4],
        [(2, "invalid_utf8", '1,2,3,"one\ncaf\\xe9",5,d,7')],
    ),
    "caption_never_closed": (POSTS, POST + b'2,2,3,"c,5,d,7\n' + POST, [2, 4], [(3, "broken_quotes", '2,2,3,"c,5,d,7')]),
    "caption_never_closed_before_a_quoted_one": (
        POSTS,
        b'2,2,3,"c,5,d,7\n' + POST + b'1,2,3,"one\ntwo",5,d,7\n' + POST,
        [3, 4, 6],
        [(2, "broken_quotes", '2,2,3,"c,5,d,7')],
    ),
    "captions_behind_damage_keep_their_lines": (
        POSTS,
        b"x\n" + b'1,2,3,"one\n\ntwo",5,d,7\n' * 2 + POST,
        [3, 6, 9],
        [(2, "wrong_field_count", "x")],
    ),
}


@pytest.mark.parametrize("chunk_bytes", [1, 64, landing.CHUNK_BYTES])
@pytest.mark.parametrize("case", DAMAGED)
def test_damaged_file_keeps_every_record(tmp_path: Path, case: str, chunk_bytes: int) -> None:
    table, body, lines, rejected = DAMAGED[case]
    content = HEADERS[table] + body
    file = inspect(tmp_path, table, content, chunk_bytes=chunk_bytes)
    assert file.is_repaired
    assert file.read_path == str(tmp_path / "scratch" / f"{table}.csv.repaired.csv")
    assert (file.record_count, file.rejected_count) == (len(lines) + len(rejected), len(rejected))
    landed = read(file)
    assert landed.lines == lines
    assert landed.rejected == rejected
    assert landed == naive_landing(content, len(file.columns), multiline=table in landing.MULTILINE_TABLES)


def test_repair_keeps_the_text_of_good_records(tmp_path: Path) -> None:
    body = b'\n1, "a, b" ,"p ""q""",\xf0\x9f\x98\x80 \r\n2,\xc3\xa9,,"x\ny"\n'
    assert read(inspect(tmp_path, LABELS, LABEL_HEADER + body)).rows == [
        ("1", "a, b", 'p "q"', "😀 "),
        ("2", "é", None, "x\ny"),
    ]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (b"\n" + LABEL_HEADER + GOOD, [3]),
        (b"\r\n \n" + LABEL_HEADER + GOOD, [4]),
        (b'IMAGE_ID,TYPE,"POSITION_IN_IMAGE\n",LABEL_NAME\n' + GOOD, [3]),
        ((LABEL_HEADER + GOOD).replace(b"\n", b"\r"), [2]),
        (LABEL_HEADER[:-1] + b"\r\n" + GOOD, [2]),
        (LABEL_HEADER[:-1] + b"\r" + GOOD, [2]),
    ],
    ids=["blank_line_before_header", "two_blank_lines", "header_of_two_lines", "cr_only", "header_in_crlf", "header_in_cr"],
)
def test_unusual_header_is_repaired(tmp_path: Path, content: bytes, lines: list[int]) -> None:
    landed = read(inspect(tmp_path, LABELS, content))
    assert landed == Landed([("1", "shoe", "p", "boots")], lines, [])


@pytest.mark.parametrize("chunk_bytes", [4096, landing.CHUNK_BYTES])
@pytest.mark.parametrize("size", [landing.MAX_RECORD_BYTES + 1, landing.MAX_RECORD_BYTES + 2, 5_000_000])
@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r", b""])
def test_long_line_costs_itself_only(tmp_path: Path, size: int, line_end: bytes, chunk_bytes: int) -> None:
    long_line = b"2,shoe,p," + b"x" * (size - 9)
    content = LABEL_HEADER + GOOD + long_line + line_end + GOOD * bool(line_end)
    landed = read(inspect(tmp_path, LABELS, content, chunk_bytes=chunk_bytes))
    assert landed.lines == ([2, 4] if line_end else [2])
    [(line, reason, raw)] = landed.rejected
    assert (line, reason) == (3, "record_too_long")
    assert raw.startswith("2,shoe,p,xxx")
    assert raw.endswith(f"x ... [cut, {size} bytes in all]")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n", b"\r", b""])
def test_long_line_may_end_at_the_edge_of_what_is_read(tmp_path: Path, line_end: bytes) -> None:
    further = GOOD * 2 if line_end else b""
    edge = 3 * (landing.MAX_RECORD_BYTES + 2) + 1  # of the file, with chunks of one byte
    for shift in range(-4, 5):
        long_line = b"x" * (edge + shift - len(LABEL_HEADER))
        file = inspect(tmp_path, LABELS, LABEL_HEADER + long_line + line_end + further, chunk_bytes=1)
        landed = read(file)
        assert (landed.lines, len(landed.rejected)) == ([3, 4] if further else [], 1)
        assert landed.rejected[0][2].endswith(f"[cut, {len(long_line)} bytes in all]")


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("chunk_bytes", [1000, landing.CHUNK_BYTES])
@pytest.mark.parametrize("inner", [b"", b"\n"])
def test_longest_record_is_kept_and_one_byte_more_is_not(tmp_path: Path, line_end: bytes, chunk_bytes: int, inner: bytes) -> None:
    content_bytes = landing.MAX_RECORD_BYTES - len(line_end) + 1  # a CR counts
    for size in range(content_bytes - 1, content_bytes + 3):
        record = b'1,2,3,"' + inner + b'"",' * 1000
        record += b"x" * (size - len(record) - 7) + b'",5,d,7'
        body = line_end + record + line_end + POST[:-1] + line_end
        landed = read(inspect(tmp_path, POSTS, POST_HEADER + body, chunk_bytes=chunk_bytes))
        assert len(record) == size
        broken = [(reason, line) for line, reason, _ in landed.rejected]
        if size <= content_bytes:
            assert (landed.lines, broken) == ([3, 4 + len(inner)], [])
        elif not inner:
            assert (landed.lines, broken) == ([4], [("record_too_long", 3)])
        else:
            assert (landed.lines, broken) == ([5], [("broken_quotes", 3), ("broken_quotes", 4)])


@pytest.mark.parametrize("filler", [b'"', b"\xff", "é".encode(), b'"\xff'])
def test_raw_text_always_fits_a_line_of_duckdb(tmp_path: Path, filler: bytes) -> None:
    body = b"x" + filler * (landing.MAX_RECORD_BYTES // len(filler) - 1) + b"\n" + GOOD
    landed = read(inspect(tmp_path, LABELS, LABEL_HEADER + body))
    assert landed.lines == [3]
    assert len(landed.rejected) == 1
    assert landed.rejected[0][2].startswith("x" + filler.decode(errors="backslashreplace") * 1000)


# ----------------------------------------------------------------------------------------------------------------------
# Random files
# ----------------------------------------------------------------------------------------------------------------------


def random_post(source: random.Random) -> bytes:
    words = ["red", "dress", "a, b", 'so "cute"', "one\ntwo", "😀", "x\r\ny", "", " ", '"', "1,2,3,c,5,d,7\n"]
    caption = " ".join(source.choice(words) for _ in range(source.randint(0, 5)))
    text = '"' + caption.replace('"', '""') + '"' if source.random() < 0.5 or set(caption) & set('",\r\n') else caption
    return f"{source.randint(1, 99)},2,3,{text},5,2024-01-01,7".encode()


def random_label(source: random.Random) -> bytes:
    position = source.choice(['"[1, 2]"', "p", "", '""', '"a""b"'])
    return f"{source.randint(1, 99)},shoe,{position},{source.choice(['boots', 'é', '😀'])}".encode()


RANDOM_RECORD: dict[str, Callable[[random.Random], bytes]] = {LABELS: random_label, POSTS: random_post}


@pytest.mark.parametrize("seed", range(60))
def test_valid_random_file_agrees_with_the_csv_module(tmp_path: Path, seed: int) -> None:
    source = random.Random(seed)
    table = source.choice([LABELS, POSTS])
    end = source.choice([b"\n", b"\r\n"])
    records = [RANDOM_RECORD[table](source) for _ in range(source.randint(0, 60))]
    content = end.join([HEADERS[table][:-1], *records]) + end * source.randint(0, 1)
    for chunk_bytes in (1, 64, 1000, landing.CHUNK_BYTES):
        file = inspect(tmp_path, table, content, chunk_bytes=chunk_bytes)
        assert not file.is_repaired
    expected = list(csv.reader(io.StringIO(content.decode(), newline=""), strict=True))[1:]
    assert [[field or "" for field in row] for row in read(file).rows] == expected


@pytest.mark.parametrize("seed", range(200))
def test_random_damage_never_loses_a_record(tmp_path: Path, seed: int) -> None:
    source = random.Random(seed)
    table = source.choice([LABELS, POSTS])
    end = source.choice([b"\n", b"\n", b"\r\n"])
    records = [RANDOM_RECORD[table](source) for _ in range(12)]
    content = mutate(end.join([HEADERS[table][:-1], *records, b""]), source)
    folder = tmp_path / "raw"
    path = write(folder, f"{table}.csv", content)
    mine = [problem for problem in folder_problems(folder) if path.name in problem]
    try:
        file = inspect_file(path, table, tmp_path / "scratch")
    except Sentence as error:
        assert str(error).splitlines() == mine
        return
    assert mine == []
    landed = read(file)
    tiny = inspect_file(path, table, tmp_path / "tiny", chunk_bytes=source.choice([1, 7, 64, 300]))
    assert replace(tiny, read_path=file.read_path) == file
    assert read(tiny) == landed
    text = content.removeprefix(b"\xef\xbb\xbf")
    if text.startswith(HEADERS[table][:-1]) and naive_line(text, 0) == len(HEADERS[table]) - 1:
        expected = naive_landing(text, len(file.columns), multiline=table == POSTS)
        assert landed.rows == expected.rows
        assert landed.rejected == expected.rejected
        assert not file.is_repaired or landed.lines == expected.lines


# ----------------------------------------------------------------------------------------------------------------------
# Size and speed
# ----------------------------------------------------------------------------------------------------------------------


def test_stray_quotes_in_a_large_file_cost_one_record_each(tmp_path: Path) -> None:
    lines = [b'%d,shoe,"[%d, 2]",boots' % (number, number) for number in range(400_000)]
    strays = range(17, 400_000, 20_011)
    for number in strays:
        lines[number] = b'%d,shoe,"[%d, 2],boots' % (number, number)
    began = time.monotonic()
    file = inspect(tmp_path, LABELS, LABEL_HEADER + b"\n".join(lines) + b"\n")
    assert time.monotonic() - began < 10
    assert (file.record_count, file.rejected_count) == (400_000, len(strays))
    landed = read(file)
    assert [line for line, _, _ in landed.rejected] == [number + 2 for number in strays]
    assert {reason for _, reason, _ in landed.rejected} == {"broken_quotes"}
    assert [int(row[0] or -1) + 2 for row in landed.rows] == landed.lines


@pytest.mark.parametrize(
    ("line", "count"),
    [
        (b'1,shoe,"p,boots', 100_000),
        (b'1,shoe,p",boots', 100_000),
        (b'1,"a""",p,"b', 100_000),
        (b"1,shoe", 100_000),
        (b"1,\xff\x81,p,b", 100_000),
        (b"", 0),
        (b'1,"",p,"""', 50_000),  # a quote opened on one line and closed on the next: records of two lines
        (b'"', 50_000),
    ],
)
def test_time_is_linear_when_every_line_is_broken(tmp_path: Path, line: bytes, count: int) -> None:
    began = time.monotonic()
    file = inspect(tmp_path, LABELS, LABEL_HEADER + (line + b"\n") * 100_000 + GOOD)
    assert time.monotonic() - began < 5
    assert file.record_count == count + 1
    assert len(read_strictly(file, parallel=False)) == file.record_count


def test_look_ahead_behind_an_open_quote_is_bounded(tmp_path: Path) -> None:
    opener, filler = b'1,shoe,"p,boots\n', b'2,"",p,boots\n' * 100_000
    file = inspect(tmp_path, LABELS, LABEL_HEADER + opener + filler + opener + filler)
    assert (file.record_count, file.rejected_count) == (200_002, 2)
    assert [line for line, _, _ in read(file).rejected] == [2, 100_003]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_captions_that_look_like_records_survive_the_cuts_of_duckdb(tmp_path: Path, end: bytes) -> None:
    """In parallel, DuckDB 1.5.6 takes the inner lines for records where it begins a new scan, and stops."""
    inner = end.join([b"%d,2,3,c,5,d,7" % number for number in range(20)])
    record = b'1,2,3,"' + inner + b'",5,d,7'
    file = inspect(tmp_path, POSTS, end.join([POST_HEADER[:-1], *[record] * 100_000]))
    assert not file.is_repaired
    assert file.record_count == 100_000
    rows = read_strictly(file, parallel=False)
    assert len(rows) == 100_000
    assert len(set(rows)) == 1


def test_memory_stays_small(tmp_path: Path) -> None:
    path = write(tmp_path, f"{LABELS}.csv", LABEL_HEADER + GOOD * 2_000_000 + b"x\n" + b"y" * 100_000_000)
    code = f"""
import resource
from pathlib import Path
from fashion_panel import landing
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
file = landing.inspect_file(Path({str(path)!r}), {LABELS!r}, Path({str(tmp_path / "scratch")!r}))
assert (file.record_count, file.rejected_count) == (2_000_002, 2), file
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""
    grown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True).stdout
    assert int(grown) < 100_000, "KB"


# ----------------------------------------------------------------------------------------------------------------------
# Gzip and Parquet
# ----------------------------------------------------------------------------------------------------------------------


def gzip_member(content: bytes, flags: int, extra: bytes) -> bytes:
    """Compress as one gzip member with optional header fields."""
    deflate = zlib.compressobj(wbits=-15)
    header = b"\x1f\x8b\x08" + bytes([flags]) + b"\0\0\0\0\0\xff" + extra
    crc = struct.pack("<H", zlib.crc32(header) & 0xFFFF) if flags & 2 else b""
    trailer = struct.pack("<II", zlib.crc32(content), len(content))
    return header + crc + deflate.compress(content) + deflate.flush() + trailer


TWO = LABEL_HEADER + GOOD * 2
GZIP = {
    "plain": (gzip.compress(TWO), False),
    "bom": (gzip.compress(b"\xef\xbb\xbf" + TWO), False),
    "two_members": (gzip.compress(TWO[:60]) + gzip.compress(TWO[60:]), False),
    "empty_member_behind": (gzip.compress(TWO) + gzip.compress(b""), False),
    "empty_member_between": (gzip.compress(TWO[:60]) + gzip.compress(b"") + gzip.compress(TWO[60:]), False),
    "file_name": (gzip_member(TWO, 8, b"name.csv\0"), False),
    "extra_field": (gzip_member(TWO, 4, struct.pack("<H", 6) + b"BC\x02\0\x1b\0"), False),
    "extra_field_and_file_name": (gzip_member(TWO, 12, struct.pack("<H", 6) + b"BC\x02\0\x1b\0name.csv\0"), False),
    "comment": (gzip_member(TWO, 16, b"hello\0"), True),
    "comment_in_second_member": (gzip.compress(LABEL_HEADER) + gzip_member(GOOD * 2, 16, b"hello\0"), True),
    "header_checksum": (gzip_member(TWO, 2, b""), True),
    "text_flag": (gzip_member(TWO, 1, b""), True),
    "zeros_behind": (gzip.compress(TWO) + b"\0" * 512, True),
    "damaged_records": (gzip.compress(LABEL_HEADER + GOOD + b"\n" + GOOD), True),
}


@pytest.mark.parametrize("case", GZIP)
def test_gzip_is_read_in_place_or_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    content, is_repaired = GZIP[case]
    for chunk_bytes in (*range(2, 20), landing.CHUNK_BYTES):
        monkeypatch.setattr(layout, "CHUNK_BYTES", chunk_bytes)
        file = inspect(tmp_path, LABELS, content, ".csv.gz", chunk_bytes=chunk_bytes)
        assert (file.file_format, file.is_repaired, file.record_count) == ("csv", is_repaired, 2)
    assert read(file).rows == [("1", "shoe", "p", "boots")] * 2


def test_large_gzip_of_many_members(tmp_path: Path) -> None:
    records = b"".join(b'%d,shoe,"[%d, 2]",boots\n' % (number, number) for number in range(500_000))
    content = LABEL_HEADER + records
    members = b"".join(gzip.compress(content[at : at + 65_000], 1) for at in range(0, len(content), 65_000))
    file = inspect(tmp_path, LABELS, members, ".csv.gz")
    assert not file.is_repaired
    assert len(read(file).rows) == 500_000


def incompressible_labels() -> bytes:
    source = random.Random(1)
    return LABEL_HEADER + b"".join(b"%d,shoe,p,b\n" % source.getrandbits(300) for _ in range(60_000))


@pytest.mark.parametrize("damage", ["cut", "cut_in_trailer", "flipped", "wrong_checksum", "text_behind"])
def test_gzip_damaged_behind_its_header_is_refused(tmp_path: Path, damage: str) -> None:
    packed = bytearray(gzip.compress(incompressible_labels(), 1))
    if damage == "cut":
        del packed[-100_000:]
    elif damage == "cut_in_trailer":
        del packed[-4:]
    elif damage == "flipped":
        packed[-50_000] ^= 0x55
    elif damage == "wrong_checksum":
        packed[-8] ^= 1
    else:
        packed += b"text"
    with pytest.raises(Sentence, match=rf"^{LABELS}\.csv\.gz .*: deliver it again\.$"):
        inspect(tmp_path, LABELS, bytes(packed), ".csv.gz")


def write_parquet(path: Path, select: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"copy ({select}) to '{path}' (format parquet)")
    return path


PARQUET_ROWS = "select range as image_id, 'shoe' as TYPE, hash(range) as POSITION_IN_IMAGE, 0.5 as score, 'b' as LABEL_NAME from range({})"


@pytest.mark.parametrize("count", [0, 1, 300_000])
def test_parquet_is_counted_from_its_metadata(tmp_path: Path, count: int) -> None:
    path = write_parquet(tmp_path / "k=v" / f"{LABELS}.parquet", PARQUET_ROWS.format(count))
    file = inspect_file(path, LABELS, tmp_path / "scratch")
    columns = ("IMAGE_ID", "TYPE", "POSITION_IN_IMAGE", "score", "LABEL_NAME")
    assert file == RawFile(LABELS, path.name, str(path), "parquet", columns, count, 0, is_repaired=False)


def test_damaged_parquet_is_refused(tmp_path: Path) -> None:
    path = write_parquet(tmp_path / f"{LABELS}.parquet", PARQUET_ROWS.format(300_000))
    content = bytearray(path.read_bytes())
    content[1000:200_000] = os.urandom(199_000)
    path.write_bytes(content)
    with pytest.raises(Sentence, match=rf"^{LABELS}\.parquet is not a Parquet file, or a damaged one"):
        inspect_file(path, LABELS, tmp_path / "scratch")


def test_one_bad_text_in_parquet_costs_its_record_only(tmp_path: Path) -> None:
    texts = "select range as IMAGE_ID, 'shoe' as TYPE, 'p' as POSITION_IN_IMAGE, if(range = 2, 'caf~', 'été' || range) as LABEL_NAME"
    path = tmp_path / f"{LABELS}.parquet"
    with duckdb.connect() as connection:
        connection.execute(f"copy ({texts} from range(5)) to '{path}' (format parquet, compression uncompressed)")
    content = path.read_bytes()
    assert b"caf~" in content
    path.write_bytes(content.replace(b"caf~", b"caf\xe9"))
    file = inspect_file(path, LABELS, tmp_path / "scratch")
    assert (file.record_count, file.rejected_count, file.is_repaired) == (5, 1, True)
    columns = "_LINE_NUMBER, _REJECT_REASON, _RAW_RECORD, LABEL_NAME"
    with duckdb.connect() as connection:
        found = connection.execute(f"select {columns} from read_parquet(?) order by _LINE_NUMBER", [file.read_path]).fetchall()
    assert found == [
        ("3", "invalid_utf8", r"2,shoe,p,caf\xE9", None) if number == 2 else (str(number + 1), None, None, f"été{number}")
        for number in range(5)
    ]


# ----------------------------------------------------------------------------------------------------------------------
# Windows-1252
# ----------------------------------------------------------------------------------------------------------------------

LETTERS = {LABELS: b"1,shoe,p,%b\n", AUTHORS: b"1,%b,2,3\n", POSTS: b"1,2,3,%b,5,d,7\n"}


@pytest.mark.parametrize("table", LETTERS)
@pytest.mark.parametrize("word", ["café".encode("cp1252"), "l\N{RIGHT SINGLE QUOTATION MARK}été".encode("cp1252"), b"\x8cuvre"])
def test_three_records_of_windows_1252_refuse_their_file_and_two_cost_themselves(tmp_path: Path, table: str, word: bytes) -> None:
    header = {LABELS: LABEL_HEADER, AUTHORS: AUTHOR_HEADER, POSTS: POST_HEADER}[table]
    good, bad = LETTERS[table] % b"plain" + LETTERS[table] % "é".encode(), LETTERS[table] % word
    file = inspect(tmp_path / "two", table, header + good + bad * 2)
    assert (file.record_count, file.rejected_count) == (4, 2)
    with pytest.raises(Sentence, match=rf"^{table}\.csv is Windows-1252 and not UTF-8, .*: save it as UTF-8\.$"):
        inspect(tmp_path / "three", table, header + good + bad * 3)


@pytest.mark.parametrize("other", [b"caf\xd7", b"boots\xf0\x9f", b"\x81", b"\xe9\xa0", b"\xff\xfe\x80"])
def test_bytes_that_are_no_letters_of_windows_1252_leave_the_file_in_use(tmp_path: Path, other: bytes) -> None:
    lines = [LETTERS[LABELS] % word for word in (b"caf\xe9", b"caf\xe9", b"caf\xe9", other)]
    file = inspect(tmp_path, LABELS, LABEL_HEADER + b"".join(lines))
    assert (file.record_count, file.rejected_count) == (4, 4)


# ----------------------------------------------------------------------------------------------------------------------
# The folder
# ----------------------------------------------------------------------------------------------------------------------


def write_delivery(folder: Path, *without: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for table, header in HEADERS.items():
        if table not in without:
            write(folder, f"{table}.csv", header)
    return folder


def test_files_are_found_by_the_longest_table_name(tmp_path: Path) -> None:
    names = {
        AUTHORS: ["MART_AUTHORS-2.csv", "MART_AUTHORS.CSV", "MART_AUTHORS_2.parquet"],
        SEGMENTATIONS: ["MART_AUTHORS_SEGMENTATIONS.csv"],
        POSTS: [],
        LABELS: [
            "MART_IMAGES_LABELS-2024-01.csv.gz",
            "MART_IMAGES_LABELS_10.csv",
            "MART_IMAGES_LABELS_2.csv.zst",
            "mart_images_labels_0_0_0.csv.gz",
        ],
    }
    for name in [name for group in names.values() for name in group]:
        write(tmp_path, name, b"")
    for name in ["MART_AUTHORS.txt", "MART_AUTHORS.csv.bak", "x_MART_AUTHORS.csv", "mart_author.csv"]:
        write(tmp_path, name, b"")
    assert {table: [path.name for path in paths] for table, paths in find_files(tmp_path).items()} == names
    assert not any(find_files(tmp_path / "missing").values())


def test_raw_folder_prefers_the_variable_then_a_whole_delivery_then_the_demo(tmp_path: Path) -> None:
    assert raw_folder({}, tmp_path) == tmp_path / "data/demo"
    write_delivery(tmp_path / "data/raw", LABELS)
    assert raw_folder({"RAW_DATA_DIR": ""}, tmp_path) == tmp_path / "data/demo"
    write_delivery(tmp_path / "data/raw")
    assert raw_folder({}, tmp_path) == tmp_path / "data/raw"
    assert raw_folder({"RAW_DATA_DIR": "/elsewhere"}, tmp_path) == Path("/elsewhere")
    assert raw_folder({"RAW_DATA_DIR": "here"}, tmp_path) == tmp_path / "here"


def test_whole_delivery_has_no_problems(tmp_path: Path) -> None:
    write_delivery(tmp_path / "raw")
    write(tmp_path / "raw", f"{LABELS}_2.csv", LABEL_HEADER + GOOD + b"\n" + GOOD)
    write_parquet(tmp_path / "raw" / f"{LABELS}_3.parquet", PARQUET_ROWS.format(5))
    assert folder_problems(tmp_path / "raw") == []
    files = inspect_folder(tmp_path / "raw", tmp_path / "scratch")
    assert [(file.source_table, file.source_file, file.record_count) for file in files] == [
        (AUTHORS, f"{AUTHORS}.csv", 0),
        (SEGMENTATIONS, f"{SEGMENTATIONS}.csv", 0),
        (POSTS, f"{POSTS}.csv", 0),
        (LABELS, f"{LABELS}.csv", 0),
        (LABELS, f"{LABELS}_2.csv", 2),
        (LABELS, f"{LABELS}_3.parquet", 5),
    ]
    # a file that is known by its digest is not inspected again, wherever it lies now
    fields = ("source_table", "source_file", "file_format", "file_version")
    known = [{name: getattr(file, name) for name in fields} | {"record_count": 7, "columns": list(file.columns)} for file in files]
    moved = (tmp_path / "raw").rename(tmp_path / "moved")
    write(moved, f"{LABELS}_2.csv", LABEL_HEADER + GOOD)
    again = inspect_folder(moved, tmp_path / "scratch", known)
    assert [file.record_count for file in again] == [7, 7, 7, 7, 1, 7]
    assert [replace(file, record_count=0) for file in again if file.source_file != f"{LABELS}_2.csv"] == [
        replace(file, record_count=0, read_path=str(moved / file.source_file)) for file in files if file.source_file != f"{LABELS}_2.csv"
    ]


PROBLEMS = {
    "no_bytes": (".csv", b"", ["is empty"]),
    "bom_only": (".csv", b"\xef\xbb\xbf", ["is empty"]),
    "blank_lines_only": (".csv", b"\n \r\n\n", ["is empty"]),
    "missing_column": (".csv", b"IMAGE_ID,TYPE,LABEL_NAME\n", ["has no column POSITION_IN_IMAGE"]),
    "two_missing_columns": (".csv", b"IMAGE_ID,TYPE\n", ["has no column POSITION_IN_IMAGE", "has no column LABEL_NAME"]),
    "no_header": (".csv", GOOD, ["has no header line"]),
    "numbers_for_names": (".csv", b"_COL_0,_COL_1,_COL_2,_COL_3\n1,shoe,p,b\n", ["names its columns _COL_0, _COL_1 ..."]),
    "other_names": (
        ".csv",
        b"IMAGEID,TYPE,POSITION IN IMAGE,label-name\n",
        ["IMAGE_ID, but IMAGEID", "IN_IMAGE, but POSITION IN IMAGE", "NAME, but label-name"],
    ),
    "separator_line_for_semicolons": (".csv", b"sep=;\nIMAGE_ID;TYPE;POSITION_IN_IMAGE;LABEL_NAME\n", ["separates columns by ';'"]),
    "quoted_semicolons": (".csv", b'"IMAGE_ID";"TYPE";"POSITION_IN_IMAGE";"LABEL_NAME"\n', ["separates them by ';'"]),
    "quoted_tabs": (".csv", b'"IMAGE_ID"\t"TYPE"\t"POSITION_IN_IMAGE"\t"LABEL_NAME"\n', ["separates them by '\\t'"]),
    "web_page": (".csv", b"<!DOCTYPE html><html><body>Sign in, please</body></html>", ["is a web page"]),
    "xml": (".csv", b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', ["is XML"]),
    "json": (".csv", b'[{"IMAGE_ID": 1, "TYPE": "shoe"}]', ["is JSON"]),
    "json_lines": (".csv", b'{"IMAGE_ID": 1, "TYPE": "shoe"}\n', ["is JSON"]),
    "json_arrays": (".csv", b'[["IMAGE_ID","TYPE"],[1,"shoe"]]', ["is JSON"]),
    "json_without_a_row": (".csv", b"{}", ["is JSON"]),
    "columns_with_the_name_of_the_table": (
        ".csv",
        b"l.image_id,l.type,l.position_in_image,l.label_name\n",
        ["IMAGE_ID, but l.image_id", "TYPE, but l.type", "POSITION_IN_IMAGE, but", "LABEL_NAME, but"],
    ),
    "the_other_table_with_a_column_of_this": (
        ".csv",
        b"POST_ID,AUTHORID,COMMENT_COUNT,POST_CAPTION,NB_LIKES,POST_PUBLICATION_DATE,IMAGE_ID\n",
        ["has the columns of MART_IMAGES_OF_POSTS"],
    ),
    "git_lfs": (".csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", ["is a pointer of Git LFS"]),
    "tar_in_gzip": (".csv.gz", gzip.compress(b"MART.csv".ljust(257, b"\0") + b"ustar\x0000" + b"\0" * 300 + TWO), ["is a tar archive"]),
    "old_excel": (".csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ["is an old Excel file"]),
    "zstandard_named_csv": (".csv", zstandard.compress(TWO), ["is a Zstandard file"]),
    "text_named_zstandard": (".csv.zst", TWO, ["is not a Zstandard file"]),
    "zstandard_cut": (".csv.zst", zstandard.compress(TWO)[:-9], ["is a Zstandard file that ends too early"]),
    "repeated_column": (".csv", LABEL_HEADER[:-1] + b",type\n", ["has the column TYPE 2 times"]),
    "semicolons": (".csv", LABEL_HEADER.replace(b",", b";"), ["separates them by ';'"]),
    "utf_16": (".csv", LABEL_HEADER.decode().encode("utf-16"), ["is encoded in UTF-16"]),
    "utf_16_big_endian": (".csv", b"\xfe\xff" + LABEL_HEADER.decode().encode("utf-16-be"), ["is encoded in UTF-16"]),
    "utf_16_without_bom": (".csv", LABEL_HEADER.decode().encode("utf-16-le"), ["NUL bytes, as in UTF-16"]),
    "utf_32": (".csv", LABEL_HEADER.decode().encode("utf-32"), ["is encoded in UTF-32"]),
    "utf_32_without_bom": (".csv", LABEL_HEADER.decode().encode("utf-32-be"), ["NUL bytes, as in UTF-16"]),
    "zeros": (".csv", b"\0" * 1000, ["NUL bytes"]),
    "broken_quotes": (".csv", b'"IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME\n1,2,3,4\n', ["broken quotes"]),
    "endless_header": (".csv", LABEL_HEADER[:-1] + b"x" * 1_100_000, ["without end"]),
    "gzip_named_csv": (".csv", gzip.compress(TWO), ["is a gzip file by its content"]),
    "excel_named_csv": (".csv", b"PK\x03\x04rest", ["is a zip or Excel file by its content"]),
    "csv_named_gzip": (".csv.gz", TWO, ["is not a gzip file"]),
    "empty_gzip": (".csv.gz", gzip.compress(b""), ["is empty"]),
    "gzip_without_bytes": (".csv.gz", b"", ["is empty"]),
    "zstandard_without_bytes": (".csv.zst", b"", ["is empty"]),
    "gzip_cut_at_once": (".csv.gz", gzip.compress(TWO)[:15], ["ends too early"]),
    "gzip_damaged_at_once": (".csv.gz", gzip.compress(TWO)[:10] + b"\xff" * 50, ["is a damaged gzip file"]),
    "csv_named_parquet": (".parquet", TWO, ["is not a Parquet file"]),
    "git_lfs_named_parquet": (".parquet", b"version https://git-lfs.github.com/spec/v1\n", ["is a pointer of Git LFS"]),
    "web_page_named_parquet": (".parquet", b"<html><body>Sign in, please</body></html>", ["is a web page"]),
    "xml_without_declaration": (".csv", b"<Error>\n<Code>NoSuchKey</Code></Error>", ["is XML"]),
    "parquet_without_bytes": (".parquet", b"", ["is empty (0 bytes)"]),
}


@pytest.mark.parametrize("case", PROBLEMS)
def test_unusable_file_is_refused_with_a_sentence(tmp_path: Path, case: str) -> None:
    suffix, content, expected = PROBLEMS[case]
    folder = write_delivery(tmp_path / "raw", LABELS)
    path = write(folder, f"{LABELS}{suffix}", content)
    problems = folder_problems(folder)
    assert len(problems) == len(expected)
    for problem, text in zip(problems, expected, strict=True):
        assert problem.startswith(path.name)
        assert problem.endswith(".")
        assert text in problem
    for refuse in (lambda: inspect_file(path, LABELS, tmp_path), lambda: inspect_folder(folder, tmp_path)):
        with pytest.raises(Sentence) as refusal:
            refuse()
        assert str(refusal.value).splitlines() == problems


def test_parquet_without_a_column_is_refused(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "raw", LABELS)
    write_parquet(folder / f"{LABELS}.parquet", "select 1 as IMAGE_ID, 2 as TYPE, 3 as POSITION_IN_IMAGE")
    [problem] = folder_problems(folder)
    assert problem.startswith(f"{LABELS}.parquet has no column LABEL_NAME")


def test_parquet_with_a_column_twice_is_refused(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "raw", LABELS)
    path = folder / f"{LABELS}.parquet"
    position = "{'image_id': [1, 2], 'type': {'a': 3}}"  # names inside a column are not its own
    write_parquet(path, f"select 1 as IMAGE_ID, {position} as POSITION_IN_IMAGE, 2 as TYPE, 'dress' as LABEL_NAME, 4 as image_no, [5] as z")
    assert folder_problems(folder) == []
    path.write_bytes(path.read_bytes().replace(b"image_no", b"image_id"))
    assert folder_problems(folder) == [f"{LABELS}.parquet has the column IMAGE_ID 2 times: remove or rename all but one."]


def test_missing_folder_and_missing_tables_are_named(tmp_path: Path) -> None:
    [problem] = folder_problems(tmp_path / "missing")
    assert str(tmp_path / "missing") in problem
    assert "RAW_DATA_DIR" in problem
    folder = write_delivery(tmp_path / "raw", AUTHORS, POSTS, LABELS)
    write(folder, "mart_authors.tsv", AUTHOR_HEADER)
    write(folder / "2024-06", f"{POSTS}.csv", POST_HEADER)
    write(folder, f"PUBLIC.{LABELS}.csv", LABEL_HEADER)
    first, second, third = folder_problems(folder)
    assert f"no file for {AUTHORS}:" in first
    assert "mart_authors.tsv is not taken because of its name: it does not end as a part does" in first
    assert f"no file for {POSTS}:" in second
    assert f"the sub-folder 2024-06 is not read, which holds {POSTS}.csv" in second
    assert f"the file PUBLIC.{LABELS}.csv is not taken because of its name: a part of a table begins with" in third


def test_a_table_that_would_lack_rows_stops_for_a_file_that_is_not_read(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "raw")
    write(folder / "2024-06", f"{LABELS}.csv", LABEL_HEADER + GOOD)
    [problem] = folder_problems(folder)
    assert (
        problem
        == f"{LABELS} has no rows, and the sub-folder 2024-06 is not read, which holds {LABELS}.csv: move its files into the raw folder."
    )
    write(folder, f"{LABELS}_2.csv", LABEL_HEADER + GOOD)
    assert folder_problems(folder) == []
    assert overlooked_files(folder) == [problem.split(", and ")[1].replace("the sub", "The sub")]


@pytest.mark.parametrize(
    ("place", "words"),
    [("s3://bucket/mart", "s3://bucket/mart"), ("gs://b", "gs://b"), ("/home/x/abfss://y@z/w", "abfss://y@z/w"), ("{file}", "a file")],
)
def test_a_raw_folder_that_is_none_is_named(tmp_path: Path, place: str, words: str) -> None:
    file = write(tmp_path, "MART.csv", b"x")
    [problem] = folder_problems(Path(place.format(file=file)))
    assert words in problem
    assert problem.startswith("RAW_DATA_DIR is ")


def test_an_empty_part_is_passed_over_where_another_has_rows(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "raw")
    for name in (f"{LABELS}_1.csv", f"{LABELS}_2.csv.gz", f"{LABELS}_3.parquet", f"{LABELS}_5.csv.gz", f"{LABELS}_6.csv.zst"):
        write(folder, name, gzip.compress(b"") if name.endswith("2.csv.gz") else b"")
    assert [problem.split(" is empty")[0] for problem in folder_problems(folder)] == sorted(
        path.name for path in folder.glob(f"{LABELS}_*")
    )
    write(folder, f"{LABELS}_4.csv", LABEL_HEADER + GOOD)
    assert folder_problems(folder) == []
    assert [sentence.split(" is empty")[0] for sentence in overlooked_files(folder)] == [
        f"The file {LABELS}_{end}" for end in ("1.csv", "2.csv.gz", "3.parquet", "5.csv.gz", "6.csv.zst")
    ]
    counts = [file.record_count for file in inspect_folder(folder, tmp_path / "scratch") if file.source_table == LABELS]
    assert counts == [0, 0, 0, 0, 1, 0, 0]


def test_files_named_nearly_as_a_part_are_told(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "raw")
    for name in ("persona_truth.csv", ".MART_AUTHORS.csv.swp", "authors.csv"):
        (folder / name).touch()
    assert overlooked_files(folder) == []
    advice = {
        "2024-06_MART_IMAGES_LABELS.csv": "begins with the table's name",
        "2024-07_MART_IMAGES_LABELS.csv.gz": "begins with the table's name",
        "MART_AUTHORS.csv.bak": "ends in .csv, .csv.gz, .csv.zst or .parquet",
        "MART_AUTHORS.tar.gz": "unpack it",
        "MART_AUTHORS.xlsx": "save the sheet as CSV UTF-8",
        "MART_AUTHORS.zip": "unpack it",
        "MART_AUTHORS_SEGMENTATIONS.tsv": "with commas",
        "MART_IMAGES_LABELS.csv.crdownload": "fetch it again",
        "PUBLIC.MART_AUTHORS.csv": "begins with the table's name",
        "mart_images_labels.json": "neither CSV nor Parquet",
    }
    for name in advice:
        (folder / name).touch()
    sentences = overlooked_files(folder)
    assert [sentence.removeprefix("The file ").split(" is not taken")[0] for sentence in sentences] == sorted(advice)
    assert [name for name, sentence in zip(sorted(advice), sentences, strict=True) if advice[name] not in sentence] == []


def test_a_folder_of_parts_is_named(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "raw", LABELS, POSTS)
    write(folder / f"{LABELS}.csv", "part-00000.csv", LABEL_HEADER)
    write(folder / POSTS, "part-00000.csv", POST_HEADER)
    missing, parts = folder_problems(folder)
    assert parts.startswith(f"{LABELS}.csv is not a file but a folder of parts, as Spark writes: ")
    assert f"the sub-folder {POSTS} is not read, which holds part-00000.csv" in missing


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".parquet"])
def test_directory_and_dangling_link_are_refused(tmp_path: Path, suffix: str) -> None:
    folder = write_delivery(tmp_path / "raw", LABELS, POSTS)
    (folder / f"{LABELS}{suffix}").mkdir()
    (folder / f"{POSTS}{suffix}").symlink_to(tmp_path / "nowhere")
    dangling, directory = folder_problems(folder)
    assert directory.startswith(f"{LABELS}{suffix} is not a file")
    assert dangling.startswith(f"{POSTS}{suffix} cannot be read (No such file or directory)")


def test_header_of_another_file_is_no_secret_but_text_is(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "raw", POSTS)
    write(folder, f"{POSTS}.csv", b"1,2,3,my secret caption,5,d,7\n")
    assert "secret" not in "".join(folder_problems(folder))


def test_copy_that_cannot_be_written_is_refused_with_a_sentence(tmp_path: Path) -> None:
    scratch = write(tmp_path, "file", b"") / "scratch"
    path = write(tmp_path, f"{LABELS}.csv", LABEL_HEADER + b"\n" + GOOD)
    with pytest.raises(Sentence, match=r"^The repaired copy .* cannot be written"):
        inspect_file(path, LABELS, scratch)


@pytest.mark.parametrize("body", [GOOD, b"\n" + GOOD], ids=["clean", "damaged"])
@pytest.mark.parametrize("folder", ["a b;$'\"", "[x]", "a*", "a?", "é😀", "{a,b}"])
def test_any_path_is_read_literally(tmp_path: Path, folder: str, body: bytes) -> None:
    for decoy in ("x", "ab", "a"):
        write(tmp_path / decoy, f"{LABELS}[1].csv", LABEL_HEADER + b"decoy,,,\n")
        write(tmp_path / decoy, f"{LABELS}1.csv", LABEL_HEADER + b"decoy,,,\n")
    write(tmp_path / folder, f"{LABELS}1.csv", LABEL_HEADER + b"decoy,,,\n")
    path = write(tmp_path / folder, f"{LABELS}[1].csv", LABEL_HEADER + body)
    file = inspect_file(path, LABELS, tmp_path / folder / "scratch")
    assert read(file).rows == [("1", "shoe", "p", "boots")]


def test_path_that_duckdb_cannot_spell_is_refused(tmp_path: Path) -> None:
    folder = write_delivery(tmp_path / "a\\b" / "raw")
    assert read(inspect_folder(folder, tmp_path)[0]).rows == []
    write(folder, f"{LABELS}[1].csv", LABEL_HEADER)
    [problem] = folder_problems(folder)
    assert problem.startswith("DuckDB cannot read")


def test_importing_the_landing_does_not_load_duckdb() -> None:
    code = "import sys; from fashion_panel import landing; sys.exit('duckdb' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
