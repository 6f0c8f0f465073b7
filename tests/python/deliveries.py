"""A small delivery without a fault, ways to damage it, and the comparison of what a build made of it with what it must come to."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

from builds import NO_UNIT_TESTS, DbtWorker, Outcome, rows
from naive_landing import COLUMNS, Expected, as_csv

AUTHORS, SEGMENTATIONS, POSTS, LABELS = COLUMNS
Files = dict[str, bytes]
Change = Callable[[Files], None]

FIRST_ID = 7_000_000_000_000
# all that touches raw data, with its data tests
BUILD = ("build", "--select", "+raw_row_ledger", "+rejected_rows", "+cell_issues", "+stg_delivery__image_labels")
BUILD += (*NO_UNIT_TESTS, "--indirect-selection", "buildable")

VALUES = {
    "authors": "author_id, bio, follower_count, follow_count",
    "author_segmentations": "author_id, geo_zone, follower_count, is_fashion_forward",
    "post_images": "post_id, author_id, image_id, post_caption, comment_count, like_count, published_at",
    "image_labels": "image_id, position_in_image, label_type, label_name",
}


def sound_delivery() -> Files:
    """Write 24 authors, 48 posts of one image each, and 96 labels; only the last two captions span lines."""
    authors = range(1, 25)
    captions = ["plain", "red, blue", 'so "cute"', "😀 é 漢", ""]
    posts = [
        (100 + n, 1 + n % 24, n % 7, "one\ntwo" if n > 45 else captions[n % 5], 10 * n, f"2024-03-{1 + n % 28:02} 10:00:00", 1000 + n)
        for n in range(48)
    ]
    items = [("object_detection", "dress"), ("shoe", "boots")]
    labels = [(1000 + n // 2, items[n % 2][0], f"[{n}, 1, 2, 3]", items[n % 2][1]) for n in range(96)]
    return {
        f"{AUTHORS}.csv": as_csv(AUTHORS, [(n, f"bio {n}", 1000 * n, 10 * n) for n in authors]),
        f"{SEGMENTATIONS}.csv": as_csv(SEGMENTATIONS, [(n, "us", 1000 * n, str(n % 5 == 0).lower()) for n in authors]),
        f"{POSTS}.csv": as_csv(POSTS, posts),
        f"{LABELS}.csv": as_csv(LABELS, labels),
    }


def write(files: Files, folder: Path) -> Path:
    """Write the files into a folder of their own and return it."""
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return folder


# ----------------------------------------------------------------------------------------------------------------------
# Damage
# ----------------------------------------------------------------------------------------------------------------------


def rewrite(how: Callable[[bytes], bytes], *tables: str) -> Change:
    """Change whole files: of the named tables, or all."""

    def change(files: Files) -> None:
        for table in tables or COLUMNS:
            files[f"{table}.csv"] = how(files[f"{table}.csv"])

    return change


def append(table: str, *lines: bytes | str) -> Change:
    """Add lines to a file; the first is the line after those of the sound delivery."""
    texts = [line if isinstance(line, bytes) else line.encode() for line in lines]
    return rewrite(lambda content: content + b"".join(text + b"\n" for text in texts), table)


def put_line(table: str, number: int, *lines: bytes | str) -> Change:
    """Replace a line by others (the header is line 1)."""
    texts = [line if isinstance(line, bytes) else line.encode() for line in lines]

    def change(content: bytes) -> bytes:
        present = content.split(b"\n")
        return b"\n".join([*present[: number - 1], *texts, *present[number:]])

    return rewrite(change, table)


def put_header(table: str, header: bytes | str) -> Change:
    """Replace the header."""
    return put_line(table, 1, header)


def rename(table: str, name: str, how: Callable[[bytes], bytes] = bytes) -> Change:
    """Deliver a file under another name, changed."""

    def change(files: Files) -> None:
        files[name] = how(files.pop(f"{table}.csv"))

    return change


def split(table: str, *names: str) -> Change:
    """Deliver a file in parts, each with the header, records in turn."""

    def change(files: Files) -> None:
        header, *records = csv.reader(io.StringIO(files.pop(f"{table}.csv").decode(), newline=""))
        for number, name in enumerate(names):
            text = io.StringIO()
            csv.writer(text, lineterminator="\n").writerows([header, *records[number :: len(names)]])
            files[name] = text.getvalue().encode()

    return change


def both(*changes: Change) -> Change:
    """Make several changes, one after the other."""

    def change(files: Files) -> None:
        for one in changes:
            one(files)

    return change


# ----------------------------------------------------------------------------------------------------------------------
# What a build made of it
# ----------------------------------------------------------------------------------------------------------------------


def build(dbt: DbtWorker, raw: Path, folder: Path, *options: str) -> Outcome:
    """Build all that touches raw data; whatever happens, nobody sees a traceback."""
    outcome = dbt.run(*BUILD, *options, raw=raw, folder=folder)
    for leak in ("Traceback", 'File "', "\nAt:", "Error: <", "--- Logging error"):
        assert leak not in outcome.output, outcome.output
    return outcome


def assert_landed_as(expected: Expected, warehouse: Path) -> None:
    """Compare the ledger, the rejected rows, the cells set to null, every valid record where it stood, and all staged rows."""
    files = {
        name: tuple(counts)
        for name, *counts in rows(
            warehouse, "select source_file, raw_rows, staged_rows, duplicate_rows, rejected_rows from marts.raw_row_ledger"
        )
    }
    assert files == expected.ledger
    query = "select source_file, line_number, reason from marts.rejected_rows order by all"
    assert rows(warehouse, query) == expected.rejected
    assert rows(warehouse, "select count(*) from marts.rejected_rows where raw_record is null") == [(0,)]
    query = "select source_file, line_number, column_name, raw_value, reason from marts.cell_issues where reason not like 'differs%'"
    assert sorted(rows(warehouse, query)) == expected.unread
    for table, (name, values) in zip(COLUMNS, VALUES.items(), strict=True):
        landed = f"staging.landed_{name} inner join staging.raw_files using (file_number) where reject_reason is null"
        query = f"select source_file, line_number, {values} from {landed} order by source_file, line_number"
        assert rows(warehouse, query) == expected.landed[table], table
        assert sorted(rows(warehouse, f"select {values} from staging.stg_delivery__{name}"), key=repr) == expected.staged[table], table


def recognisable_delivery(folder: Path) -> Path:
    """Write the sound delivery with other ids and texts, and with records of every kind that is rejected."""
    files = sound_delivery()
    for table, place in ((AUTHORS, 0), (SEGMENTATIONS, 0), (POSTS, 1)):
        lines = files[f"{table}.csv"].replace(b'"one\ntwo"', b"two lines").decode().splitlines()
        for number, line in enumerate(lines[1:], start=1):
            cells = line.split(",")
            cells[place] = str(FIRST_ID + int(cells[place]))
            lines[number] = ",".join(cells)
        files[f"{table}.csv"] = "\n".join([*lines, ""]).encode()
    twice = f"{FIRST_ID + 1},another bio canary,7,7"
    broken = [f"x{FIRST_ID + 2},bio canary,5,5", f'{FIRST_ID + 3},bio "canary",5', f"{FIRST_ID + 4}.5,bio canary,5,5"]
    both(
        rewrite(lambda content: content.replace(b"bio ", b"bio canary "), AUTHORS),
        rewrite(lambda content: content.replace(b"plain", b"caption canary").replace(b"two lines", b"another caption canary"), POSTS),
        append(AUTHORS, twice, *broken),
        append(SEGMENTATIONS, f"{FIRST_ID + 5}.5,us,12,true", f"{FIRST_ID + 25},=1+1,5,maybe"),
        append(POSTS, f"900,{FIRST_ID + 5},many,caption canary,x,2024-03-01,900", f"901,{FIRST_ID + 5},1,caption canary,1,noon,901"),
        append(POSTS, f'902,{FIRST_ID + 5},1,caption "canary",1,2024-03-01,902', f"903,{FIRST_ID + 5},1,caption canary,1,05/03/2024,903"),
    )(files)
    return write(files, folder)
