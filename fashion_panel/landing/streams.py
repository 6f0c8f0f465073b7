"""Bytes of a file, plain or compressed, read so that whatever goes wrong becomes a sentence."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Protocol

from fashion_panel.landing import layout
from fashion_panel.sentence import Sentence


class Source(Protocol):
    """A stream of bytes; read() returns fewer than asked for only at the end."""

    is_readable_by_duckdb: bool

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        ...


class PlainSource:
    """An uncompressed file."""

    is_readable_by_duckdb = True

    def __init__(self, file: BinaryIO, _name: str) -> None:
        self._file = file

    def read(self, size: int) -> bytes:
        """Return up to so many bytes; fewer only at the end."""
        return self._file.read(size)


class GzipSource:
    """A gzip file of one or more members, checked to its last byte (DuckDB itself accepts a file cut short).

    Attributes:
        is_readable_by_duckdb: Whether DuckDB knows all that was met so far: it refuses zeros behind the last member,
            and headers with a comment, a checksum or the text flag.

    """

    _KNOWN_FLAGS = 0b1100  # FEXTRA and FNAME

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.is_readable_by_duckdb = True
        self._file = file
        self._name = name
        self._compressed = file.read(layout.CHUNK_BYTES)
        self._member: zlib._Decompress | None = None
        if not self._compressed.startswith(b"\x1f\x8b"):
            raise Sentence(f"{name} is not a gzip file: compress it with gzip, or remove .gz from its name.")

    def read(self, size: int) -> bytes:
        """Return up to so many bytes; fewer only at the end."""
        parts: list[bytes] = []
        while size > 0 and (part := self._read_some(size)):
            parts.append(part)
            size -= len(part)
        return b"".join(parts)

    def _read_some(self, size: int) -> bytes:
        """Return between 1 and size bytes; none at the end of the file."""
        while (member := self._member or self._next_member()) is not None:
            try:
                part = member.decompress(self._compressed, size)
            except zlib.error as error:
                raise Sentence(f"{self._name} is a damaged gzip file ({error}): deliver it again.") from error
            if member.eof:
                self._compressed = member.unused_data
                self._member = None
            else:
                self._compressed = member.unconsumed_tail or self._file.read(layout.CHUNK_BYTES)
                if not self._compressed and not part:
                    raise Sentence(f"{self._name} is a gzip file that ends too early: deliver it again.")
            if part:
                return part
        return b""

    def _next_member(self) -> zlib._Decompress | None:
        """Start the next member and return it; None at the end of the file."""
        while not self._compressed.lstrip(b"\0"):
            self.is_readable_by_duckdb &= not self._compressed
            self._compressed = self._file.read(layout.CHUNK_BYTES)
            if not self._compressed:
                return None
        self._compressed += self._file.read(4)
        if not self._compressed.startswith(b"\x1f\x8b"):
            raise Sentence(f"{self._name} holds bytes behind its gzip data that do not belong there: deliver it again.")
        self.is_readable_by_duckdb &= not (self._compressed[3:4] or b"\0")[0] & ~self._KNOWN_FLAGS
        self._member = zlib.decompressobj(wbits=31)
        return self._member


class ZstdSource:
    """A Zstandard file of one or more frames, checked to its last byte."""

    is_readable_by_duckdb = True
    _COMPRESSED_BYTES = 1 << 14  # of one step: text that repeats itself may become a thousand times as long

    def __init__(self, file: BinaryIO, name: str) -> None:
        import zstandard  # only here: other files need no such library

        self._file = file
        self._name = name
        self._zstd = zstandard
        self._compressed = file.read(self._COMPRESSED_BYTES)
        self._frame: zstandard.ZstdDecompressionObj | None = None
        self._text = b""
        if not self._compressed.startswith(b"\x28\xb5\x2f\xfd"):
            raise Sentence(f"{name} is not a Zstandard file: compress it with zstd, or remove .zst from its name.")

    def read(self, size: int) -> bytes:
        """Return up to so many bytes; fewer only at the end."""
        parts = [self._text]
        missing = size - len(self._text)
        while missing > 0 and (part := self._read_some()):
            parts.append(part)
            missing -= len(part)
        text = b"".join(parts)
        self._text = text[size:]
        return text[:size]

    def _read_some(self) -> bytes:
        """Return some bytes; none at the end of the file."""
        while self._compressed or self._more():
            self._frame = self._frame or self._zstd.ZstdDecompressor().decompressobj()
            try:
                part = self._frame.decompress(self._compressed)
            except self._zstd.ZstdError as error:
                raise Sentence(f"{self._name} is a damaged Zstandard file ({error}): deliver it again.") from error
            self._compressed = self._frame.unused_data if self._frame.eof else b""
            self._frame = None if self._frame.eof else self._frame
            if part:
                return part
        if self._frame is not None:
            raise Sentence(f"{self._name} is a Zstandard file that ends too early: deliver it again.")
        return b""

    def _more(self) -> bool:
        self._compressed = self._file.read(self._COMPRESSED_BYTES)
        return bool(self._compressed)


_SOURCES: dict[str, type[GzipSource | ZstdSource]] = {".gz": GzipSource, ".zst": ZstdSource}


@contextmanager
def open_text(path: Path) -> Iterator[Source]:
    """Open a file for reading as text, unpacked; whatever goes wrong while it is open becomes a Sentence."""
    with open_bytes(path) as file:
        # without a byte it is an empty part, whatever its name says
        packed = _SOURCES.get(path.suffix.lower()) if path.stat().st_size else None
        yield (packed or PlainSource)(file, path.name)


@contextmanager
def open_bytes(path: Path) -> Iterator[BinaryIO]:
    """Open a file for reading; whatever goes wrong while it is open becomes a Sentence."""
    try:
        path.name.encode()
        if not path.is_file() and path.exists():
            raise Sentence(f"{path.name} is not a file: remove it, or replace it by the file of that name.")
        with path.open("rb") as file:
            yield file
    except UnicodeEncodeError as error:
        name = ascii(path.name)
        raise Sentence(f"The file name {name} is not valid UTF-8: give the file another name.") from error
    except OSError as error:
        reason = error.strerror or error
        raise Sentence(f"{path.name} cannot be read ({reason}): check the file and its permissions.") from error


@contextmanager
def create(target: Path) -> Iterator[BinaryIO]:
    """Open a repaired copy for writing; a failure to write becomes a Sentence and leaves no half of a copy."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("wb") as file:
            yield file
    except OSError as error:
        with suppress(OSError):
            target.unlink()
        raise Sentence(
            f"The repaired copy {target} cannot be written ({error.strerror or error}): make room on the disk, or correct the permissions."
        ) from error
    except Sentence:
        target.unlink(missing_ok=True)
        raise


def literal_path(path: Path) -> str:
    """Write an absolute path so that DuckDB takes it for itself and not for a pattern.

    Raises:
        Sentence: The path holds a backslash beside a mark of patterns, which DuckDB has no spelling for.

    """
    path = path.absolute()
    if "\\" in str(path) and re.search(r"[*?[]", str(path)):
        raise Sentence(f"DuckDB cannot read {path}, a path with both a backslash and one of *?[: rename it.")
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))
