"""Small random deliveries, and random damage to their bytes, lines and fields; the same seed gives the same."""

from __future__ import annotations

import gzip
import random

from naive_landing import COLUMNS

NASTY_BYTES = [b'"', b",", b"\n", b"\r", b"\r\n", b"\0", b"\xff", b"\xf0\x9f", b" ", b'""', b"\xef\xbb\xbf", b'","', b'"\n"', b"-", b"0"]
KINDS_OF_DAMAGE = ["insert", "insert", "delete", "replace", "truncate", "repeat", "drop", "join", "swap", "field"]
ODD_CELLS = ["", " ", "-1", "-0.5", "1.0", "1.5", "1e3", "0x10", "nan", "inf", "12k", "+7", " 8 ", "007", "9" * 20, "null", "=1+1", "'"]
ODD_CELLS += ["{{", "é😀", "true", "FALSE", "2024-02-30", "2024-02-29 23:59", "2024-03-05T10:00:00+02:00", "2024-03-05 25:00:00"]
ODD_CELLS += ["SHOE", "AUTHORID", "POST_ID"]
CELLS = {
    "AUTHORID": ["1", "2", "3", "4", "5", "6"],
    "BIO": ["", "b", "a, b", "one\ntwo", 'so "cute"', "1,2,3,4"],
    "NB_FOLLOWERS": ["0", "12000", "12001", "11995.57", "", "1.2e4"],
    "NB_FOLLOWS": ["0", "10", "", "10.0"],
    "GEO_ZONE": ["us", "fr", ""],
    "FASHION_INTEREST_SEGMENT": ["true", "false", "True", ""],
    "POST_ID": ["101", "102", "103", "104"],
    "COMMENT_COUNT": ["0", "3", "", "abc"],
    "POST_CAPTION": ["", "c", "red, blue", "one\ntwo", "x\r\ny", "😀", 'so "cute"', '"', "1,2,3,c,5,2024-03-02,7\n"],
    "NB_LIKES": ["0", "3", "", "1204.7"],
    "POST_PUBLICATION_DATE": ["2024-03-05", "2024-03-05 10:00:00", "2024-03-05T10:00:00Z", "2024-03-05 10:00:00+02"],
    "IMAGE_ID": ["1001", "1002", "1003"],
    "TYPE": ["object_detection", "shoe", "pattern", "shoe_brand", "bag_brand"],
    "POSITION_IN_IMAGE": ["[1, 2, 3, 4]", "p", ""],
    "LABEL_NAME": ["dress", "boots", "é", "nike"],
}


def mutate(content: bytes, source: random.Random) -> bytes:
    """Damage a file in one to four places: bytes, lines or fields; mostly behind the header."""
    for _ in range(source.randint(1, 4)):
        first = 0 if source.random() < 0.05 else content.find(b"\n") + 1
        start, stop = sorted(source.randint(first, len(content)) for _ in range(2))
        stop = min(stop, start + source.choice([0, 1, 5, 200]))
        lines = content.split(b"\n")
        at = source.randrange(1, len(lines)) if len(lines) > 1 else 0
        kind = source.choice(KINDS_OF_DAMAGE)
        if kind == "insert":
            content = content[:start] + source.choice(NASTY_BYTES) + content[start:]
        elif kind == "delete":
            content = content[:start] + content[stop:]
        elif kind == "replace":
            content = content[:start] + source.choice(NASTY_BYTES) + content[stop:]
        elif kind == "truncate" and source.random() < 0.3:
            content = content[:start]
        elif kind == "repeat":
            content = content[:stop] + content[start:]
        elif kind == "drop":
            content = b"\n".join(lines[:at] + lines[at + 1 :])
        elif kind == "join":
            content = b"\n".join(lines[:at]) + b"".join(lines[at : at + 2]) + b"\n".join(lines[at + 2 :])
        elif kind == "swap":
            content = b"\n".join(lines[:at] + lines[at:][::-1])
        elif kind == "field":
            fields = lines[at].split(b",")
            source.shuffle(fields)
            lines[at] = b",".join(fields[source.randint(0, 1) :])
            content = b"\n".join(lines)
    return content


def random_cell(column: str, source: random.Random) -> str:
    """Write one cell as CSV asks for, or with quotes that it does not need."""
    text = source.choice(ODD_CELLS if source.random() < 0.05 else CELLS[column])
    needs_quotes = any(mark in text for mark in ',"\r\n')
    return '"' + text.replace('"', '""') + '"' if needs_quotes or source.random() < 0.1 else text


def random_file(table: str, source: random.Random) -> bytes:
    """Write up to ten records, in some order of columns and with some line end."""
    columns = list(COLUMNS[table])
    if source.random() < 0.2:
        source.shuffle(columns)
    end = source.choice(["\n", "\n", "\r\n"])
    records = [",".join(random_cell(column, source) for column in columns) for _ in range(source.randint(0, 10))]
    text = end.join([",".join(columns), *records]) + end * source.randint(0, 1)
    return b"\xef\xbb\xbf" * (source.random() < 0.1) + text.encode()


def random_delivery(seed: int) -> dict[str, bytes]:
    """Write the four files of one delivery, one to four of them damaged, some compressed; their names end in the seed."""
    source = random.Random(seed)
    damaged = source.sample(list(COLUMNS), source.randint(1, 4))
    files = {}
    for table in COLUMNS:
        content = random_file(table, source)
        if table in damaged:
            content = mutate(content, source)
        ending = "csv"
        if source.random() < 0.1:
            ending, content = "csv.gz", gzip.compress(content, mtime=0)
            if source.random() < 0.2:
                at = source.randrange(10, len(content))
                content = content[:at] + bytes([content[at] ^ source.randint(1, 255)]) * source.randint(0, 1) + content[at + 1 :]
        files[f"{table}_{seed:06}.{ending}"] = content
    return files
