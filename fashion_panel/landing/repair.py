"""The repaired copy of a damaged file: record by record where the scan finds damage."""

from __future__ import annotations

import re
from typing import BinaryIO

import numpy as np

from fashion_panel.landing.grammar import BREAK, Grammar, always, is_windows_1252
from fashion_panel.landing.header import Header
from fashion_panel.landing.layout import DUCKDB_LINE_BYTES, MAX_RECORD_BYTES, REPAIR_COLUMNS
from fashion_panel.landing.scan import Scan, scan_block
from fashion_panel.landing.streams import Source

_FEW_RECORDS = 3  # from here on it is the encoding of the file, and not of a record


class RepairedCopy:
    """Writes the records of a damaged file so that DuckDB reads them strictly, one row a record.

    Attributes:
        field_count: Fields of a good record of the file.
        line_number: Line of the file, from 1, that the next record begins on.
        record_count: Rows written.
        rejected_count: Rows written without fields, with reason and raw text.
        rest: What was read of the file behind its header.
        cr_is_text: Whether a lone CR is no line end, since the header has another.

    """

    def __init__(self, file: BinaryIO, header: Header) -> None:
        self.field_count = len(header.columns)
        self.line_number = header.line_count + 1
        self.record_count = 0
        self.rejected_count = 0
        self.rest = header.rest
        self.cr_is_text = header.line_end in (b"\n", b"\r\n")
        self._foreign: list[bool] = []
        self._file = file
        # DuckDB takes a line break in the first line for the line end of the file
        names = (re.sub(r"[\r\n]", " ", name) for name in (*header.columns, *REPAIR_COLUMNS))
        file.write(b",".join(_quoted(name) for name in names) + b"\n")

    @property
    def is_windows_1252(self) -> bool:
        """Whether enough records are no UTF-8, and all of them would be text in Windows-1252."""
        return len(self._foreign) >= _FEW_RECORDS and all(self._foreign)

    def write_scanned(self, block: bytes, scan: Scan) -> None:
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
        if reason == "invalid_utf8":
            self._foreign.append(is_windows_1252(text))
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
        start: Offset of the first byte not read yet.

    """

    def __init__(self, source: Source, rest: bytes, read_bytes: int) -> None:
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
        while (line_end := BREAK.search(self.buffer, self.start)) is None:
            byte_count += len(self.buffer) - self.start
            self.start = len(self.buffer)
            if not self.fill(1):
                return byte_count
        byte_count += line_end.start() - self.start
        self.start = line_end.start()
        self.fill(2)  # a CR at the edge may be half of a CRLF
        self.start = always(BREAK.match(self.buffer, self.start)).end()
        return byte_count


def repair(source: Source, copy: RepairedCopy, multiline: bool, chunk_bytes: int) -> None:
    """Write every record behind the header to the repaired copy: block by block, or one by one in a damaged block."""
    grammar = Grammar(copy.field_count, multiline, copy.cr_is_text)
    ahead = MAX_RECORD_BYTES + 2
    window = _Window(source, copy.rest, chunk_bytes + 2 * ahead)
    while window.fill(chunk_bytes + ahead):
        block = window.buffer[window.start : window.start + chunk_bytes]
        scan = scan_block(block, copy.field_count, multiline)
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
