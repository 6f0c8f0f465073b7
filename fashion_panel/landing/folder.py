"""The folder of the delivery: which files are read, which only look alike, and what keeps it from being a delivery."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from fashion_panel.landing.files import has_rows, inspect_file, is_parquet, read_columns
from fashion_panel.landing.layout import SOURCE_COLUMNS, SUFFIXES, EmptyFileError, RawFile
from fashion_panel.landing.streams import literal_path, open_bytes
from fashion_panel.sentence import Sentence

ROOT = Path(__file__).resolve().parents[2]
_ENDINGS = f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]}"
# how a file is named that is no part, and what to do with it
_OTHER_KINDS = {
    r"\.(zip|7z|rar|tar|tgz|tar\.\w+|bz2|xz|zst|gz|Z)": "is packed in a way that is not read: unpack it",
    r"\.(xlsx?|xlsm|xlsb|ods|numbers)": "is a workbook: save the sheet as CSV UTF-8",
    r"\.(json|jsonl|ndjson|xml|html?|avro|orc)": "is neither CSV nor Parquet: export the table as one of them",
    r"\.(tsv|tab|txt|psv)": "does not end as a part does: save it with commas as .csv",
    r"\.(crdownload|part|partial|tmp|download|filepart)": "is a download that did not end: fetch it again",
}


def raw_folder(environ: Mapping[str, str] = os.environ, root: Path = Path()) -> Path:
    """Return the folder of the delivery: RAW_DATA_DIR when set, else data/raw when it holds all tables, else data/demo.

    Args:
        environ: Environment variables.
        root: Project root, that relative paths start from.

    """
    if environ.get("RAW_DATA_DIR"):
        return root / environ["RAW_DATA_DIR"]
    own = root / "data" / "raw"
    return own if all(find_files(own).values()) else root / "data" / "demo"


def find_files(folder: Path) -> dict[str, list[Path]]:
    """Return the files of each source table, sorted by name; all lists are empty when the folder does not exist.

    A file belongs to the table with the longest name that its own name starts with, and ends in one of SUFFIXES, whatever the
    case: Snowflake writes mart_authors_0_0_0.csv.gz. Other files are ignored.
    """
    files: dict[str, list[Path]] = {table: [] for table in SOURCE_COLUMNS}
    if folder.is_dir():
        for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
            tables = [table for table in SOURCE_COLUMNS if path.name.upper().startswith(table)]
            if tables and path.name.lower().endswith(SUFFIXES):
                files[max(tables, key=len)].append(path)
    return files


def folder_problems(folder: Path) -> list[str]:
    """Return what keeps the folder from being a delivery, one sentence a problem; an empty list means it is one.

    Cheap: reads no more than the first MAX_RECORD_BYTES of a file (of a Parquet file, its footer).
    """
    if address := re.search(r"(?:^|/)([A-Za-z][A-Za-z0-9+.-]+):/+(.*)", str(folder)):
        place = f"{address[1]}://{address[2]}"
        return [f"RAW_DATA_DIR is {place}, but only folders of this machine are read: copy the files into one, and name that."]
    if folder.is_file():
        return [f"RAW_DATA_DIR is {folder}, a file: set it to the folder that holds the files of all four tables."]
    if not folder.is_dir():
        return [f"The raw folder {folder} does not exist: create it, or set RAW_DATA_DIR to the folder of the delivery."]
    try:
        files = find_files(folder)
    except OSError as error:
        return [f"The raw folder {folder} cannot be listed ({error.strerror or error}): check its permissions."]
    return [problem for table, paths in files.items() for problem in _table_problems(folder, table, paths)]


def _table_problems(folder: Path, table: str, paths: list[Path]) -> list[str]:
    """Return what keeps the files of one table from being read, or from being all that there is of it."""
    overlooked = _why_not_taken(folder, [table])
    if not paths:
        endings = f"{table}.csv (or {', '.join(SUFFIXES[1:])})"
        sentence = f"The raw folder {folder} has no file for {table}: add {endings}"
        return [f"{sentence}; {overlooked[0]}" if overlooked else f"{sentence}."]
    problems, empty = [], []
    for path in paths:
        try:
            read_columns(path, table)
        except EmptyFileError as error:
            empty.append(str(error))
        except Sentence as error:
            problems.extend(_folder_of_parts(path) or str(error).splitlines())
    if (empty or overlooked) and not problems and not any(has_rows(path, table) for path in paths):
        problems = empty or [f"{table} has no rows, and {overlooked[0]}"]
    return problems


def _folder_of_parts(path: Path) -> list[str]:
    """Say what a folder in the place of a file is: what Spark writes, if it holds files."""
    if not path.is_dir() or not any(entry.is_file() for entry in path.iterdir()):
        return []
    table = max((table for table in SOURCE_COLUMNS if path.name.upper().startswith(table)), key=len)
    advice = f"move the files in it into the raw folder, under names such as {table}_0001.csv"
    return [f"{path.name} is not a file but a folder of parts, as Spark writes: {advice}."]


def overlooked_files(folder: Path) -> list[str]:
    """Return a sentence for each file or sub-folder that is named as a delivered one nearly is, and so is not taken; sorted by name."""
    told = _why_not_taken(folder, SOURCE_COLUMNS)
    for table, paths in find_files(folder).items():
        told += [f"The file {path.name} is empty and passed over." for path in _empty_files(table, paths)]
    return [f"{sentence[0].upper()}{sentence[1:]}" for sentence in told]


def _empty_files(table: str, paths: list[Path]) -> list[Path]:
    """Return the files without a header, which beside others with rows are no problem."""
    empty = []
    for path in paths:
        try:
            read_columns(path, table)
        except EmptyFileError:
            empty.append(path)
        except Sentence:
            continue
    return empty


def _why_not_taken(folder: Path, tables: Iterable[str]) -> list[str]:
    """Return a sentence for each entry of the folder, and of its sub-folders, whose name holds that of a table and that is not read."""
    taken = {path.name for paths in find_files(folder).values() for path in paths}
    sentences = []
    for path in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if path.name in taken or path.name.startswith("."):
            continue
        if path.is_dir():
            inside = sorted(entry.name for entry in _entries(path) if _holds(path.name, tables) or _holds(entry.name, tables))
            if inside:
                more = f" and {len(inside) - 1} more" if len(inside) > 1 else ""
                sentences.append(
                    f"the sub-folder {path.name} is not read, which holds {inside[0]}{more}: move its files into the raw folder."
                )
        elif _holds(path.name, tables):
            sentences.append(f"the file {path.name} is not taken because of its name: {_advice(path.name)}.")
    return sentences


def _entries(folder: Path) -> list[Path]:
    try:
        return [entry for entry in folder.iterdir() if not entry.name.startswith((".", "_"))]
    except OSError:
        return []


def _holds(name: str, tables: Iterable[str]) -> bool:
    """Say whether a name holds that of a table, and not only as the beginning of a longer one's."""
    found = [table for table in SOURCE_COLUMNS if table in name.upper()]
    return bool(found) and max(found, key=len) in tables


def _advice(name: str) -> str:
    for pattern, advice in _OTHER_KINDS.items():
        if not name.lower().endswith(SUFFIXES) and re.search(pattern + r"\Z", name, re.IGNORECASE):
            return f"it {advice}"
    return f"a part of a table begins with the table's name and ends in {_ENDINGS}"


def inspect_folder(folder: Path, scratch: Path, known: Iterable[Mapping[str, Any]] = ()) -> list[RawFile]:
    """Inspect all files of a delivery, several at a time; sorted by table (as in SOURCE_COLUMNS) and name.

    Args:
        folder: Folder of the delivery.
        scratch: Folder for repaired copies; made when missing.
        known: Files that were inspected before and needed no repaired copy: the fields of RawFile but read_path, which may be another.

    Raises:
        Sentence: The folder has problems (one sentence a line), or a file turns out to be damaged beyond repair.

    """
    problems = folder_problems(folder)
    if problems:
        raise Sentence("\n".join(problems))
    parts = [(path, table) for table, paths in find_files(folder).items() for path in paths]
    # The largest file first: it decides when the last thread is done.
    by_size = sorted(parts, key=lambda part: -part[0].stat().st_size)
    former = {file["file_version"]: file for file in known}
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        versions = {part: pool.submit(file_version, part[0]) for part in by_size}

        def inspected(part: tuple[Path, str]) -> RawFile:
            # a new delivery is read twice side by side, for digests and for records; where files are known, records wait for digests
            same = former.get(versions[part].result()) if former else None
            if same is None:
                return _inspect_part(*part, scratch)
            return RawFile(**{**same, "columns": tuple(same["columns"]), "read_path": literal_path(part[0].absolute())})

        files = {
            part: replace(file, file_version=versions[part].result())
            for part, file in zip(by_size, pool.map(inspected, by_size), strict=True)
        }
    return [files[part] for part in parts]


def _inspect_part(path: Path, table: str, scratch: Path) -> RawFile:
    """Inspect a file, which may be empty: folder_problems found that others of its table have rows."""
    try:
        return inspect_file(path, table, scratch)
    except EmptyFileError:
        kind = "parquet" if is_parquet(path) else "csv"
        return RawFile(table, path.name, literal_path(path), kind, SOURCE_COLUMNS[table], record_count=0)


def file_version(path: Path) -> int:
    """Return 60 bits of a digest of the file's name and bytes, the landing's code and its key; equal digests land as equal rows.

    Raises:
        Sentence: The file cannot be read.

    """
    with open_bytes(path) as file:
        content = hashlib.file_digest(file, "sha256").digest()  # type: ignore[arg-type]  # its stub asks for more than it uses
    key = hashlib.sha256(os.environ.get("AUTHOR_ID_KEY", "").encode()).digest()
    return int(hashlib.sha256(content + _code_digest() + key + path.name.encode()).hexdigest()[:15], 16)


def landing_code(root: Path = ROOT) -> list[Path]:
    """Return the files that decide what a landed row says: code, and the seeds of what cells mean."""
    models = [path for path in root.glob("models/staging/**/*.sql") if path.name.startswith(("landed_", "raw_column"))]
    # which types are known, and what is told, changes no row
    seeds = [path for path in root.glob("seeds/ingestion/*.csv") if path.stem not in ("label_types", "delivery_limits")]
    return sorted([*Path(__file__).parent.glob("*.py"), *root.glob("macros/landing/*.sql"), *models, *seeds])


@cache
def _code_digest() -> bytes:
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in landing_code())).digest()
