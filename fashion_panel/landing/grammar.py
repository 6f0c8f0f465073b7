r"""Single records of a CSV file, good or broken.

A good record (RFC 4180) has fields separated by commas, as many as the header has; a field either holds no quote, comma or line
break, or is quoted as a whole with inner quotes doubled. Deviations that leave no doubt are repaired, and the record kept: blanks
around a quoted field, ``\"`` inside quotes, a lone CR inside a field of a file whose header ends in LF.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from fashion_panel.landing.layout import MAX_RECORD_BYTES

_UNQUOTED = rb'[^",\r\n]*+'
_UNQUOTED_WITH_CR = rb'(?:[^",\r\n]|\r++(?!\n|\Z))*+'
_QUOTED = rb'"[^"]*+(?:""[^"]*+)*+"'
_ESCAPED = rb'"(?:[^"\\]|\\[\s\S]|"")*+"'
_LINE_END = rb"(?:\r\n|\n|\r)"
_STRICT_FIELD = rb"(?:" + _QUOTED + rb"|" + _UNQUOTED + rb")"


def always(match: re.Match[bytes] | None) -> re.Match[bytes]:
    """Return the match of a pattern that matches everywhere."""
    assert match is not None
    return match


def _padded(quoted: bytes, unquoted: bytes) -> bytes:
    return rb"(?:[ \t]*+" + quoted + rb"[ \t]*+|" + unquoted + rb")"


_PADDED_FIELD = _padded(_QUOTED, _UNQUOTED)
_CR_FIELD = _padded(_QUOTED, _UNQUOTED_WITH_CR)


def _fields(field: bytes) -> re.Pattern[bytes]:
    """Find the fields of a record."""
    return re.compile(rb"(?:^|,)(" + field + rb")")


def _any_number(field: bytes) -> re.Pattern[bytes]:
    """Match a record of any number of fields."""
    return re.compile(field + rb"(?:," + field + rb")*+" + _LINE_END)


PADDED_FIELDS = _fields(_PADDED_FIELD)
ANY_RECORD = _any_number(_PADDED_FIELD)
LINE = re.compile(rb"[^\r\n]*+" + _LINE_END)
BREAK = re.compile(_LINE_END)

_LF_LINE = re.compile(rb"[^\n]*+\n")
_ANY_CR_RECORD = _any_number(_CR_FIELD)
_CR_FIELDS = _fields(_CR_FIELD)
_ESCAPE = re.compile(rb"\\([\\\"])")
_ESCAPED_END = b'\\""'  # an escaped quote before the closing one: a doubled quote to others


class Grammar:
    """Reads single records, good or broken, at a given place of a buffer.

    Every decision needs the MAX_RECORD_BYTES + 2 bytes from the start of the record, and no more: so the result does
    not depend on how the file was cut into blocks, and the time stays linear whatever the damage.
    """

    def __init__(self, field_count: int, multiline: bool, cr_is_text: bool = False) -> None:
        """Take a file of so many fields; ``cr_is_text`` when its header ends in LF or CRLF, so that a lone CR is no line end."""
        more = rb"{%d}" % (field_count - 1)

        def exact(field: bytes) -> re.Pattern[bytes]:
            return re.compile(field + rb"(?:," + field + rb")" + more + _LINE_END)

        escaped = _padded(_ESCAPED, _UNQUOTED_WITH_CR if cr_is_text else _UNQUOTED)
        self._multiline = multiline
        self._strict = exact(_STRICT_FIELD)
        # each way to read a good record, the first that matches is taken, and how its fields become strict ones
        self._ways: list[tuple[re.Pattern[bytes], re.Pattern[bytes], Callable[[bytes], bytes]]] = [
            *([(exact(_CR_FIELD), _CR_FIELDS, _strict_field)] if cr_is_text else []),
            (exact(_PADDED_FIELD), PADDED_FIELDS, _strict_field),
            (exact(escaped), _fields(escaped), _without_escapes),
        ]
        self._cr_is_text = cr_is_text

    def read(self, buffer: bytes, start: int) -> tuple[int, str, bytes]:
        """Read the record that begins at an offset.

        Returns:
            The offset behind its line end, the reason to reject it (empty for a good record), and its text without
            the line end: for a good record as a strict reader takes it. A blank line is a good record without text.
            A line that is too long has the offset -1 and no text: its end may be out of sight.

        """
        stop = start + MAX_RECORD_BYTES + 2
        line = LINE.match(buffer, start, stop)
        if line is None or line.end() == stop:
            return -1, "record_too_long", b""
        if line.end() - start <= 2 and not buffer[start : line.end()].strip(b"\r\n"):
            return line.end(), "", b""
        for pattern, fields, as_strict in self._ways:
            record = pattern.match(buffer, start, stop)
            if not record or record.end() == stop or self._swallows(buffer, line.end(), record.end(), is_wrong=False):
                continue
            text = _without_line_end(record[0])
            if as_strict is not _without_escapes and _ESCAPED_END in text and self._ends_earlier(buffer, start, record.end()):
                continue
            if not is_utf8(text):
                return record.end(), "invalid_utf8", text
            if not self._strict.fullmatch(text + b"\n"):
                text = b",".join(as_strict(field) for field in fields.findall(text))
            return record.end(), "", text
        return self._read_broken(buffer, start, stop, line.end())

    def _read_broken(self, buffer: bytes, start: int, stop: int, line_end: int) -> tuple[int, str, bytes]:
        """Say what is wrong with the record at an offset, which is not good in any way."""
        for pattern in (_ANY_CR_RECORD, ANY_RECORD) if self._cr_is_text else (ANY_RECORD,):
            record = pattern.match(buffer, start, stop)
            if record and record.end() != stop and not self._swallows(buffer, line_end, record.end(), is_wrong=True):
                return record.end(), "wrong_field_count", _without_line_end(record[0])
        whole = _LF_LINE.match(buffer, start, stop) if self._cr_is_text else None
        if whole and whole.end() != stop and not self._swallows(buffer, line_end, whole.end(), is_wrong=True):
            line_end = whole.end()
        return line_end, "broken_quotes", _without_line_end(buffer[start:line_end])

    def _swallows(self, buffer: bytes, start: int, end: int, *, is_wrong: bool) -> bool:
        """Say whether a record of several lines came about by a stray quote: one of its further lines is a record.

        Free text may hold such lines, so there a record with the right number of fields is beyond suspicion.
        """
        if self._multiline and not is_wrong:
            return False
        while start < end:
            if self._strict.match(buffer, start, end):
                return True
            start = always(LINE.match(buffer, start)).end()
        return False

    def _ends_earlier(self, buffer: bytes, start: int, end: int) -> bool:
        """Say whether a record is good and shorter when a backslash escapes the quote behind it."""
        escaped = self._ways[-1][0].match(buffer, start, end)
        return escaped is not None and escaped.end() < end


def _without_line_end(record: bytes) -> bytes:
    return record.removesuffix(b"\n").removesuffix(b"\r")


def _strict_field(field: bytes) -> bytes:
    """Write a field as a strict reader takes it."""
    if b'"' in field:
        return field.strip(b" \t")
    return b'"%b"' % field if b"\r" in field else field


def _without_escapes(field: bytes) -> bytes:
    """Write a field with doubled quotes instead of escaped ones."""
    if b'"' not in field:
        return _strict_field(field)
    inner = field.strip(b" \t")[1:-1].replace(b'""', b'\\"')
    return b'"%b"' % _ESCAPE.sub(lambda escape: b'""' if escape[1] == b'"' else escape[0], inner)


def is_strict(record: bytes, field_count: int) -> bool:
    """Say whether a record is good without any repair."""
    field = rb"(?:," + _STRICT_FIELD + rb")"
    return re.fullmatch(_STRICT_FIELD + field + rb"{%d}" % (field_count - 1), record) is not None


def is_utf8(text: bytes) -> bool:
    """Say whether bytes are UTF-8."""
    if text.isascii():
        return True
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def is_windows_1252(text: bytes) -> bool:
    """Say whether the bytes that are no UTF-8 are letters (or marks between them) in Windows-1252, and no character cut in half."""
    escaped = text.decode(errors="surrogateescape")
    strange = bytes(ord(character) - 0xDC00 for character in escaped if 0xDC80 <= ord(character) <= 0xDCFF)
    if re.search(rb"[\xc2-\xf4][\x80-\xbf]", text) and re.search("[\udcc2-\udcf4][\udc80-\udcbf]", escaped):
        return False
    letters = strange.decode("cp1252", errors="replace")
    return bool(letters) and all(letter.isalpha() or letter in _MARKS for letter in letters)


_MARKS = "‘’“”«»–—…°"  # noqa: RUF001 - what Windows writes inside of French and English texts
