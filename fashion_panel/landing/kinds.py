"""What a file is that is no CSV: by its first bytes, in a sentence that says what to do."""

from __future__ import annotations

import re

from fashion_panel.landing.layout import SOURCE_COLUMNS
from fashion_panel.sentence import Sentence

_ENCODINGS = ((b"\xff\xfe\0\0", 32), (b"\0\0\xfe\xff", 32), (b"\xff\xfe", 16), (b"\xfe\xff", 16))
_CONTENTS = (
    (rb"\x1f\x8b", "a gzip file by its content: save it as CSV, or correct the end of its name"),
    (rb"\x28\xb5\x2f\xfd", "a Zstandard file by its content: save it as CSV, or let its name end in .csv.zst"),
    (rb"PK\x03\x04", "a zip or Excel file by its content: unpack it, or save the sheet as CSV UTF-8"),
    (rb"\xd0\xcf\x11\xe0", "an old Excel file by its content: save the sheet as CSV UTF-8"),
    (rb"PAR1", "Parquet by its content: correct the end of its name"),
    (rb"BZh|\xfd7zXZ\0|7z\xbc\xaf", "a compressed file by its content: unpack it, or compress it with gzip"),
    (rb"(?s).{257}ustar", "a tar archive by its content: unpack it, and deliver the files in it"),
    (rb"version https://git-lfs", "a pointer of Git LFS, and not the file itself: run git lfs pull where it comes from"),
    (rb"(?i)\s*<(!doctype html|html|head|body)", "a web page, often an error or a login of the server: download the file again"),
    (rb"\s*<([?!]|[A-Za-z][^,>]*>\s*<)", "XML by its content: export the table as CSV"),
    (rb"\s*(\[\s*)?([\[{]\s*\"|\{\s*\})", "JSON by its content: export the table as CSV"),
)


def refuse_other_kinds(head: bytes, name: str) -> None:
    """Refuse the beginning of a file that is no CSV.

    Raises:
        Sentence: It is something else, which the sentence names.

    """
    for magic, encoding in _ENCODINGS:
        if head.startswith(magic):
            raise Sentence(f"{name} is encoded in UTF-{encoding}: save it as UTF-8.")
    text = head.removeprefix(b"\xef\xbb\xbf")
    for pattern, kind in _CONTENTS:
        if re.match(pattern, text):
            raise Sentence(f"{name} is {kind}.")


def refuse_other_separators(line: bytes, name: str, table: str) -> None:
    """Refuse a header line whose names something else than a comma separates, quoted or not.

    Raises:
        Sentence: The names of the table stand there, between other marks.

    """
    for mark in (";", "\t", "|"):
        names = {part.strip(b' "\t').upper() for part in line.split(mark.encode())}
        if len(names & {column.encode() for column in SOURCE_COLUMNS[table]}) > 1 or (b"," not in line and line.count(mark.encode()) > 1):
            columns = ", ".join(SOURCE_COLUMNS[table])
            raise Sentence(f"{name} has no columns {columns}, since it separates them by {mark!r}: save it with commas.")
