"""What a delivery consists of: tables, columns, limits, and the facts of one inspected file."""

from __future__ import annotations

from dataclasses import dataclass

from fashion_panel.sentence import Sentence

SOURCE_COLUMNS: dict[str, tuple[str, ...]] = {
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
"""Required columns of each source table."""

MULTILINE_TABLES = frozenset({"MART_AUTHORS", "MART_IMAGES_OF_POSTS"})
"""Tables with free text (BIO, POST_CAPTION), where a line break inside quotes is ordinary. In the others it is a sign
of damage, and a quote that closes on a later line never swallows a line that is a good record by itself."""

REPAIR_COLUMNS = ("_LINE_NUMBER", "_REJECT_REASON", "_RAW_RECORD")
"""Columns that a repaired copy has behind those of the file."""

CHUNK_BYTES = 1 << 20
"""Bytes scanned at a time: large enough to hide Python, small enough for the processor's cache."""

MAX_RECORD_BYTES = 1_000_000
"""Longest record, line end excluded."""

DUCKDB_LINE_BYTES = 2_000_000
"""DuckDB's default max_line_size."""

SUFFIXES = (".csv", ".csv.gz", ".csv.zst", ".parquet")
"""How the name of a part ends, whatever its case."""


class EmptyFileError(Sentence):
    """The file has no bytes, or blanks only: beside a part with rows it is passed over."""


@dataclass(frozen=True)
class RawFile:
    """One file of the delivery, inspected.

    Attributes:
        source_table: Upper-case name of the table that the file is a part of.
        source_file: File name, without folder.
        read_path: Absolute path for DuckDB: the file itself, or its repaired copy. ``*``, ``?`` and ``[`` are wrapped
            in brackets, since DuckDB reads a path as a pattern.
        file_format: ``csv`` (also when compressed) or ``parquet``.
        columns: Column names in file order, unique whatever the case. Required columns are in upper case, others keep
            their own name.
        record_count: All records, good and rejected. The header and blank lines are no records.
        rejected_count: Records that the repaired copy carries as raw text.
        is_repaired: Whether read_path is a repaired copy.
        file_version: Digest of the file's name and bytes and of the code that lands them, as a number (stored beside every
            record, a text costs a tenth of the landing): whoever finds it in the warehouse need not read the file again. 0 for
            a file inspected by itself.

    """

    source_table: str
    source_file: str
    read_path: str
    file_format: str
    columns: tuple[str, ...]
    record_count: int
    rejected_count: int = 0
    is_repaired: bool = False
    file_version: int = 0

    @property
    def read_columns(self) -> tuple[str, ...]:
        """Column names of read_path in file order: those of the file, and REPAIR_COLUMNS in a repaired copy."""
        return self.columns + (REPAIR_COLUMNS if self.is_repaired else ())
