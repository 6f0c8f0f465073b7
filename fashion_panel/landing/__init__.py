"""Inspect the raw delivery before DuckDB reads it, so that no record is lost and none blocks the others.

DuckDB's strict CSV reader is fast but stops at the first damaged record; its lenient modes go on and lose records
without a word. So every file is inspected here first, by a parser of our own that shares no code with DuckDB:

* a *clean* file is proven to be one that the strict reader takes whole; it is read in place, and the records counted
  here are the independent count that the ledger is reconciled against;
* a *damaged* file gets a repaired copy that the strict reader takes whole. It holds every record: good ones with
  their fields, broken ones as line number, reason and raw text;
* a file that cannot be a delivery at all (no header, a column missing, UTF-16 ...) is refused with a sentence.

The strict read that all of this is about::

    read_csv(read_path, header = true, auto_detect = false, columns = {<read_columns>: 'VARCHAR'}, delim = ',',
             quote = '"', escape = '"', strict_mode = true, nullstr = '', hive_partitioning = false,
             parallel = <table not in MULTILINE_TABLES and not is_repaired>)

The last two matter. A folder named ``k=v`` adds a column otherwise. And DuckDB 1.5.6 cuts a file into scans of about
8 MB by guessing where a record begins; a line break inside quotes misleads that guess, even with one thread.

``layout`` says what a delivery consists of, ``folder`` which files are read, ``streams`` gives their bytes, ``kinds`` and
``header`` refuse what is no CSV, ``scan`` counts what is clean, ``grammar`` and ``repair`` deal with the rest, ``parquet``
with Parquet.
"""

from fashion_panel.landing.files import inspect_file
from fashion_panel.landing.folder import find_files, folder_problems, inspect_folder, landing_code, overlooked_files, raw_folder
from fashion_panel.landing.layout import (
    CHUNK_BYTES,
    DUCKDB_LINE_BYTES,
    MAX_RECORD_BYTES,
    MULTILINE_TABLES,
    REPAIR_COLUMNS,
    SOURCE_COLUMNS,
    EmptyFileError,
    RawFile,
)

__all__ = [
    "CHUNK_BYTES",
    "DUCKDB_LINE_BYTES",
    "MAX_RECORD_BYTES",
    "MULTILINE_TABLES",
    "REPAIR_COLUMNS",
    "SOURCE_COLUMNS",
    "EmptyFileError",
    "RawFile",
    "find_files",
    "folder_problems",
    "inspect_file",
    "inspect_folder",
    "landing_code",
    "overlooked_files",
    "raw_folder",
]
