"""The fast scan: whole blocks of good records, by numpy."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fashion_panel.landing.grammar import is_utf8
from fashion_panel.landing.header import Header
from fashion_panel.landing.layout import MAX_RECORD_BYTES
from fashion_panel.landing.streams import Source

_COMMA, _LF, _CR, _QUOTE = b',\n\r"'
_BEFORE_OPENING = np.isin(np.arange(256), (_COMMA, _LF, _QUOTE))
_AFTER_CLOSING = np.isin(np.arange(256), (_COMMA, _LF, _CR, _QUOTE))


@dataclass(frozen=True)
class Scan:
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


def scan_block(block: bytes, field_count: int, multiline: bool) -> Scan | None:
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
    if has_quotes and b'\\""' in block:
        return None  # a doubled quote, or an escaped one that closes the field behind it: for the grammar to tell
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
        return Scan(last, last, crlf_count=0)
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
    if np.diff(ends, prepend=0).max() - 1 > MAX_RECORD_BYTES or not is_utf8(block[: ends[-1]]):
        return None
    if line_counts is None:
        line_counts = np.arange(1, record_count + 1)
    return Scan(ends, line_counts, crlf_count)


def count_clean(source: Source, header: Header, multiline: bool, chunk_bytes: int) -> int | None:
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
        scan = scan_block(block, field_count, multiline)
        if scan is None or scan.crlf_count != (len(scan.ends) if is_crlf else 0):
            return None
        record_count += len(scan.ends)
        block = block[scan.size :]
        if not chunk:
            return None if block else record_count
        if len(block) > MAX_RECORD_BYTES + 1:
            return None
