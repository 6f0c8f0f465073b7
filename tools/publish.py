"""Build a new version of the warehouse apart from the published one, and swap it in as a whole.

usage: python -m tools.publish [--fresh] [--vars YAML] [--warehouse FOLDER] [-- COMMAND ...]
       python -m tools.publish rollback [--warehouse FOLDER]

FOLDER/builds/<id>/ holds one version each, FOLDER/current is a relative link to the published one, FOLDER/.building to the one
that is being made, and whoever builds holds FOLDER/.lock. A COMMAND after -- is run instead of `dbt build`; it finds the file to
write in WAREHOUSE_PATH.
"""

import argparse
import ctypes
import errno
import fcntl
import json
import os
import re
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import traceback
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, NoReturn

import duckdb

from tools.export import write_exports
from tools.progress import ENVIRONMENT, Progress, event_of, in_plain_words, is_for_people, text_of

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "warehouse.duckdb"
RECORD = "build.json"
PARSED = "partial_parse.msgpack"
KEPT_VERSIONS = 3
# unit tests prove the SQL on rows of their own, which a delivery doesn't change: make test runs them
DEFAULT_COMMAND = [str(Path(sys.executable).with_name("dbt")), "build", "--exclude-resource-type", "unit_test"]
STEPS = 4
SECONDS_TO_END = 10
BUILD_ID = re.compile(r"\d{8}-\d{6}-\d{3}-[0-9a-f]{4}")
FULL_DISK = "the disk is full"
FULL_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
FULL_DISK_WORDS = re.compile(r"No space left on device|Disk quota exceeded|File too large", re.IGNORECASE)
OUTCOMES = {"success": "built", "pass": "tests passed", "warn": "with a warning", "skipped": "skipped"}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Refused(Exception):
    """A sentence that says why nothing was done."""


class BuildFailed(Exception):
    """A sentence that says why the new version cannot be published."""


class Interrupted(BaseException):
    """Somebody asked this process to stop; no ``except Exception`` on the way may swallow it."""

    def __init__(self, number: int) -> None:
        """Keep the number of the signal for the exit status."""
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Store:
    """The folder of the published versions."""

    folder: Path

    @property
    def builds(self) -> Path:
        """Folder with one folder a version."""
        return self.folder / "builds"

    @property
    def current(self) -> Path:
        """The link that readers follow."""
        return self.folder / "current"

    @property
    def building(self) -> Path:
        """The link to the version that is being made: dbt takes over what it parsed before only if its file has the same path."""
        return self.folder / ".building"

    def published(self) -> str | None:
        """Return the id of the published version, if there is one."""
        folder = self.current.resolve()
        if folder.parent != self.builds.resolve() or not (folder / DATABASE).is_file():
            return None
        return folder.name

    def record(self, build: str) -> dict[str, Any]:
        """Return what build.json says of a version, nothing if it says nothing readable."""
        try:
            record = json.loads((self.builds / build / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def is_good(self, build: str) -> bool:
        """Tell whether a version passed everything and is still there."""
        return self.record(build).get("status") == "good" and (self.builds / build / DATABASE).is_file()

    def before(self, build: str) -> str | None:
        """Return the good version that ``build`` replaced: not the one built before it, which may have been rolled back."""
        former = self.record(build).get("replaces")
        return former if isinstance(former, str) and BUILD_ID.fullmatch(former) and self.is_good(former) else None

    def versions(self) -> list[str]:
        """Return the published version and those a rollback can reach, newest first."""
        chain: list[str] = []
        build = self.published()
        while build is not None and build not in chain and len(chain) < KEPT_VERSIONS:
            chain.append(build)
            build = self.before(build)
        return chain

    def point_at(self, build: str) -> None:
        """Publish ``build`` in one step: whoever opens the link sees the old version or the new one, never neither."""
        unfinished = self.folder / f".current-{build}"
        unfinished.unlink(missing_ok=True)
        unfinished.symlink_to(Path("builds") / build)
        os.replace(unfinished, self.current)

    @contextmanager
    def under_construction(self, build: str) -> Iterator[None]:
        """Let ``building`` lead to ``build`` for a while; a killed build leaves the link, and the next one takes it."""
        self.building.unlink(missing_ok=True)
        self.building.symlink_to(Path("builds") / build)
        try:
            yield
        finally:
            with suppress(OSError):
                self.building.unlink()

    def remove_all_but(self, keep: set[str]) -> list[str]:
        """Remove the builds that are not in ``keep``, and links that a killed build left half-made."""
        found = sorted(path.name for path in self.builds.iterdir() if BUILD_ID.fullmatch(path.name))
        removed = [build for build in found if build not in keep]
        for build in removed:
            (self.builds / build / RECORD).unlink(missing_ok=True)  # a half-removed version must not count as good
            shutil.rmtree(self.builds / build)
        for link in self.folder.glob(".current-*"):
            link.unlink()
        return removed

    def remove_leftovers(self) -> list[str]:
        """Remove what killed and failed builds left. Only the holder of the lock may ask, as every living builder holds it."""
        builds = {path.name for path in self.builds.iterdir()}
        return self.remove_all_but({build for build in builds if self.is_good(build)} | {self.published() or ""})

    @contextmanager
    def lock(self) -> Iterator[IO[bytes]]:
        """Be the only builder, or refuse at once. The lock ends with its holder, however it ends."""
        self.builds.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder, self.builds):
            if not os.access(folder, os.W_OK | os.X_OK):  # known now, not when a long build wants to be published
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        with (self.folder / ".lock").open("a+b", buffering=0) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise Refused(
                    f"Another build of {shown(self.folder)} is running ({lock.read().decode() or 'just started'}). "
                    "Nothing was done: wait for it, or end it."
                ) from None
            with suppress(OSError):  # a disk that leftovers filled must not keep them from being removed
                lock.truncate(0)
                lock.write(f"process {os.getpid()}, since {now()}".encode())
            yield lock


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_id() -> str:
    """Return a name that sorts by time."""
    moment = datetime.now(UTC)
    return f"{moment:%Y%m%d-%H%M%S}-{moment.microsecond // 1000:03d}-{secrets.token_hex(2)}"


def shown(path: Path) -> str:
    """Return a path as somebody in the working folder would type it."""
    absolute = path.absolute()
    with suppress(ValueError):
        return str(absolute.relative_to(Path.cwd()))
    return str(absolute)


def say(line: str = "") -> None:
    """Print a line now. A reader who went away (`make build | head`) does not end a build."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - serves until the process ends


def step(number: int, what: str) -> None:
    """Print the heading of a step."""
    say(f"[{number}/{STEPS}] {what}")


class Listener:
    """Passes the output of a build on, line by line, without the tracebacks, which stay in the log."""

    CLOCK = re.compile(r"(?:\x1b\[0m)?\d\d:\d\d:\d\d ")
    COLOUR = re.compile(r"\x1b\[\d*m")

    def __init__(self) -> None:
        """Start with nothing hidden."""
        self.last_lines: deque[str] = deque(maxlen=200)
        self._indent: int | None = None
        self._in_logging_error = False

    def show(self, line: str) -> None:
        """Print one line unless it is part of a traceback; the line that ends one says what went wrong and is printed."""
        plain = self.COLOUR.sub("", line)
        text = self.CLOCK.sub("", plain, count=1)
        if self._in_logging_error:
            self._in_logging_error = not text.startswith("Arguments: ")
            return
        if text.startswith("--- Logging error ---"):
            self._in_logging_error = True
            return
        indent = len(text) - len(text.lstrip())
        if text.lstrip().startswith("Traceback (most recent call last)"):
            self._indent = 0 if self.CLOCK.match(plain) else indent
            return
        if self._indent is not None and (not text.strip() or (indent > self._indent and not self.CLOCK.match(plain))):
            return
        self._indent = None
        if "another exception occurred:" in text or "direct cause of the following exception:" in text:
            return
        self.last_lines.append(text.rstrip())
        say(line)

    def last_error(self) -> str | None:
        """Return the sentence after dbt's last "Encountered an error:"."""
        lines = list(self.last_lines)
        starts = [number for number, line in enumerate(lines) if line.strip() == "Encountered an error:"]
        if not starts:
            return None
        return first_sentence("\n".join(lines[starts[-1] + 1 :]))


def first_sentence(message: str) -> str | None:
    """Return the first line of an error message of dbt that says something, behind its own headings."""
    if "Traceback (most recent call last)" in message:
        lines = [line.strip() for line in message.splitlines() if line.strip()]
        return lines[-1][:300]
    headings = re.compile(r"(Runtime|Compilation|Parsing|Database|Dependency) Error\b(?!:)|Python model failed:|Encountered an error:|$")
    for line in message.splitlines():
        if not headings.match(line.strip()):
            return line.strip()[:300]
    return None


def end_with_parent() -> None:
    """Make the kernel end this child when its parent is killed (Linux; elsewhere it runs on, and keeps the lock while it does)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def run(command: list[str], environment: dict[str, str], lock: IO[bytes], log: Path) -> tuple[int, Listener]:
    """Run the build, show and keep what it prints, and return its status. It shares the lock, so no build starts beside it."""
    listener, progress = Listener(), Progress(say)
    with (
        progress.watched(),
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=[lock.fileno()],
            preexec_fn=end_with_parent,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        try:
            assert process.stdout is not None
            for line in process.stdout:
                event = event_of(line)
                text = text_of(event) if event else line.rstrip("\n")
                if event is None or is_for_people(event):
                    progress.make_room()
                    for part in (in_plain_words(event) if event else text).split("\n"):
                        listener.show(part)
                else:
                    listener.last_lines.append(text)
                if event:
                    progress.take(event)
                with suppress(OSError):  # a full disk is told by the build itself
                    kept.write(f"{text}\n")
                    kept.flush()
            if progress.total:
                progress.make_room()
                say(f"      {progress.so_far()}")
            return process.wait(), listener
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(SECONDS_TO_END)
                except subprocess.TimeoutExpired:
                    process.kill()


def environment_of(store: Store, folder: Path) -> dict[str, str]:
    """Return the environment in which a build writes into ``folder`` only."""
    environment = {
        **os.environ,
        "WAREHOUSE_PATH": str(store.building / DATABASE),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_USE_FAST_TEST_EDGES": "true",  # half a second less (Makefile)
        "DO_NOT_TRACK": "1",
        "PYTHONUNBUFFERED": "1",
        **ENVIRONMENT,
    }
    environment.setdefault("DBT_USE_COLORS", "false")
    return environment


def take_over_the_parsing(store: Store, folder: Path, former: str | None) -> None:
    """Copy what dbt parsed for the published version, so that it parses only files that changed since."""
    (folder / "target").mkdir()
    if former is not None:
        with suppress(FileNotFoundError):
            shutil.copyfile(store.builds / former / "target" / PARSED, folder / "target" / PARSED)


def results_of(folder: Path) -> list[dict[str, Any]]:
    """Return what dbt wrote of each node, nothing if it wrote none."""
    try:
        return list(json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"])
    except (OSError, ValueError, KeyError):
        return []


def counts_of(results: list[dict[str, Any]]) -> dict[str, int]:
    """Count the results by status."""
    statuses = [str(result["status"]) for result in results]
    return {status: statuses.count(status) for status in sorted(set(statuses))}


def why_it_failed(status: int, results: list[dict[str, Any]], listener: Listener) -> str:
    """Return the sentence for a build that ended with ``status``."""
    failed = [result for result in results if result["status"] in ("error", "fail", "runtime error")]
    told = "\n".join([*(str(result.get("message")) for result in failed), *listener.last_lines])
    if status < 0 and -status not in (signal.SIGINT, signal.SIGTERM):
        return f"the build was killed by {signal.Signals(-status).name}, as happens when the machine has no memory left"
    if status < 0:
        return f"the build was ended by {signal.Signals(-status).name}"
    if FULL_DISK_WORDS.search(told):
        return FULL_DISK
    if "Out of Memory Error" in told or "MemoryError" in told:
        return "the memory limit is too low (Out of Memory Error); set DUCKDB_MEMORY_LIMIT higher"
    if failed:
        first = f"{name_of(failed[0])}: {first_sentence(str(failed[0].get('message'))) or failed[0]['status']}"
        others = len(failed) - 1
        return first.rstrip(".") + (f", and {others} more failed" if others else "")
    said = next((line.strip()[:300] for line in reversed(listener.last_lines) if line.strip()), "it said nothing")
    return (listener.last_error() or f"the build ended with exit status {status} ({said})").rstrip(".")


def name_of(result: dict[str, Any]) -> str:
    """Return "model author_segments" for model.project.author_segments."""
    kind, _, name = str(result["unique_id"]).split(".")[:3]
    return f"{kind} {name}"


def seal(folder: Path) -> None:
    """Check that the new file is whole by itself, write the exports, and make what is published read-only."""
    database = folder / DATABASE
    if not database.is_file():
        raise BuildFailed(f"the build left no file at WAREHOUSE_PATH ({shown(database)})")
    with duckdb.connect(str(database)) as connection:
        drop_forgotten_marts(connection, folder / "target" / "manifest.json")
        connection.execute("checkpoint")
    if database.with_name(f"{DATABASE}.wal").exists():
        raise BuildFailed(f"DuckDB left a write-ahead log beside {shown(database)}, so the file is not complete by itself")
    remove_scratch(folder)
    for path in [database, *write_exports(database, folder / "exports")]:
        protect(path)


def drop_forgotten_marts(connection: duckdb.DuckDBPyConnection, manifest: Path) -> None:
    """Drop marts that came with the former version and that no model makes any more, lest they pass for fresh."""
    if not manifest.is_file():
        return
    parsed = json.loads(manifest.read_text(encoding="utf-8"))
    made = {(node["schema"], node.get("alias") or node["name"]) for node in parsed["nodes"].values() if node.get("schema")}
    query = "select table_name, table_type from information_schema.tables where table_schema = 'marts' order by table_name"
    for name, kind in connection.execute(query).fetchall():
        if ("marts", name) not in made:
            quoted = name.replace('"', '""')
            connection.execute(f'drop {"view" if kind == "VIEW" else "table"} marts."{quoted}"')
            say(f"      marts.{name} belongs to no model any more and was dropped.")


def remove_scratch(folder: Path) -> None:
    """Remove what lies beside the database under its name: spilled blocks, a log, repaired copies of raw files."""
    for path in folder.glob(f"{DATABASE}.*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def protect(path: Path) -> None:
    """Make a file read-only, and bring it to the disk before anything points at it."""
    path.chmod(0o444)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Write build.json in one step."""
    unfinished = folder / f".{RECORD}"
    unfinished.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    protect(unfinished)
    os.replace(unfinished, folder / RECORD)


def publish(store: Store, command: list[str], fresh: bool) -> None:
    """Build, check and publish a new version."""
    with store.lock() as lock:
        removed = store.remove_leftovers()
        if removed:
            say(f"Removed what {len(removed)} unfinished or failed {'build' if len(removed) == 1 else 'builds'} had left behind.")
        folder = store.builds / new_id()
        record: dict[str, Any] = {"id": folder.name, "status": "failed", "started_at": now(), "replaces": store.published()}
        try:
            folder.mkdir()
            with store.under_construction(folder.name):
                build(store, folder, command, fresh, lock, record)
        except Interrupted:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        except Exception as error:
            raise failure(store, folder, record, error) from error


def build(store: Store, folder: Path, command: list[str], fresh: bool, lock: IO[bytes], record: dict[str, Any]) -> None:
    """Make the version in ``folder`` and point the readers at it."""
    started = time.monotonic()
    (folder / "logs").mkdir()
    former = None if fresh else record["replaces"]
    record["carried_over"] = former
    if former is None:
        step(1, f"A new version in {shown(folder)}, from nothing")
        if record["replaces"]:
            say(f"      The fitted model and the segments' history stay behind in {record['replaces']}; make rollback goes back to it.")
    else:
        step(1, f"A new version in {shown(folder)}, on a copy of the published one ({former})")
        shutil.copyfile(store.builds / former / DATABASE, folder / DATABASE)
    take_over_the_parsing(store, folder, record["replaces"])

    step(2, shlex.join([Path(command[0]).name, *command[1:]]))
    try:
        status, listener = run(command, environment_of(store, folder), lock, folder / "logs" / "console.log")
    except FileNotFoundError as error:
        raise BuildFailed(f"there is no {error.filename}; `make install` makes the environment") from error
    results = results_of(folder)
    record["results"] = counts_of(results)
    if status != 0:
        raise BuildFailed(why_it_failed(status, results, listener))

    step(3, "Checkpoint, exports, read-only files")
    seal(folder)
    summary = summary_of(folder / DATABASE)
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # from here on it takes milliseconds, and half of it would need explaining
    seconds = round(time.monotonic() - started, 1)
    record.update(status="good", finished_at=now(), seconds=seconds)
    write_record(folder, record)

    step(4, f"Point {shown(store.current)} at the new version")
    store.point_at(folder.name)
    store.remove_all_but(set(store.versions()))
    say_summary(store, folder, record, summary)


def failure(store: Store, folder: Path, record: dict[str, Any], error: Exception) -> Refused:
    """Leave a failed build to be looked at, and return the sentence that says what happened."""
    published = store.published()
    if published == folder.name:
        return Refused(f"{folder.name} is published, but clearing up after it failed: {reason_of(error, folder)}.")
    reason = reason_of(error, folder)
    disk_is_full = reason == FULL_DISK
    if disk_is_full:
        with suppress(OSError):
            (folder / DATABASE).unlink()
        remove_scratch(folder)
    record.update(finished_at=now(), reason=reason)
    with suppress(OSError):
        write_record(folder, record)
    unchanged = f"The published version ({published}) is unchanged." if published else "Nothing has been published yet."
    sentences = [f"Not published: {reason}.", unchanged]
    logs = [path for path in (folder / "logs" / name for name in ("error.log", "dbt.log", "console.log")) if path.is_file()]
    if logs:
        sentences.append(f"Log: {shown(logs[0])}.")
    if disk_is_full:
        sentences.append("Its half-made database was removed to free the disk.")
    elif folder.is_dir():
        sentences.append(f"What was built stays in {shown(folder)} until the next build.")
    return Refused("\n".join(sentences))


def reason_of(error: Exception, folder: Path) -> str:
    """Put an error into words; what nobody foresaw goes into the log, not to the user."""
    if isinstance(error, BuildFailed):
        return str(error)
    if getattr(error, "errno", None) in FULL_DISK_ERRORS or FULL_DISK_WORDS.search(str(error)):
        return FULL_DISK
    if isinstance(error, OSError):
        return words_of(error)
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return "there was not enough memory"
    with suppress(OSError):
        (folder / "logs" / "error.log").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return f"{first_sentence(str(error)) or type(error).__name__}".rstrip(".")


def words_of(error: OSError) -> str:
    """Return "warehouse/builds: Permission denied"; of two files, the one that was to be written is the second."""
    path = error.filename2 or error.filename
    return f"{shown(Path(os.fsdecode(path)))}: {error.strerror}" if path else error.strerror or str(error)


@dataclass(frozen=True)
class Summary:
    """What the new version holds, for a person to read."""

    layers: list[tuple[Any, ...]]
    ledger: list[tuple[Any, ...]]
    rejections: list[tuple[Any, ...]]
    states: list[tuple[Any, ...]]
    segments: list[tuple[Any, ...]]
    worth_a_look: str


def summary_of(database: Path) -> Summary:
    """Read the figures of the closing summary; a mart that is not there is left out."""
    with duckdb.connect(str(database), read_only=True) as connection:
        query = "select table_name, column_name from information_schema.columns where table_schema = 'marts'"
        columns = set(connection.execute(query).fetchall())

        def rows(table: str, column: str, query: str) -> list[tuple[Any, ...]]:
            return connection.execute(query).fetchall() if (table, column) in columns else []

        layers = "select schema_name, count(*), sum(estimated_size) from duckdb_tables() group by schema_name order by schema_name"
        return Summary(
            connection.execute(layers).fetchall(),
            rows(
                "raw_row_ledger",
                "raw_rows",
                "select source_table, sum(raw_rows), sum(staged_rows), sum(duplicate_rows), sum(rejected_rows) "
                "from marts.raw_row_ledger group by source_table order by source_table",
            ),
            rows(
                "rejected_rows",
                "reason",
                "select reason, count(*) as n from marts.rejected_rows group by reason order by n desc, reason limit 5",
            ),
            rows(
                "author_segments",
                "style_state",
                "select style_state, count(*) as n from marts.author_segments group by style_state order by n desc, style_state",
            ),
            rows(
                "author_segmentations",
                "segment",
                "select segmentation, segment, count(*) as n from marts.author_segmentations "
                "group by segmentation, segment order by segmentation, n desc, segment",
            ),
            "segment_profiles" if ("segment_profiles", "segment") in columns else "author_segments",
        )


def say_summary(store: Store, folder: Path, record: dict[str, Any], summary: Summary) -> None:
    """Print what was published, in the order in which somebody asks."""
    results = record["results"]
    outcome = ", ".join(f"{results[status]:,} {words}" for status, words in OUTCOMES.items() if status in results)
    say()
    say(f"Published version {folder.name} in {record['seconds']:,} s{f' (dbt: {outcome})' if outcome else ''}.")
    if summary.ledger:
        say()
        say(f"{'Raw rows':<28}{'in':>12}{'staged':>12}{'duplicate':>12}{'rejected':>12}")
        for table, *counts in summary.ledger:
            say(f"  {table:<26}" + "".join(f"{count or 0:>12,}" for count in counts))
    if summary.rejections:
        say_list("rejected, commonest", [f"{reason} {count:,}" for reason, count in summary.rejections])
    if summary.states:
        say()
        say(f"Authors: {sum(count for _, count in summary.states):,}")
        say_list("style_state", [f"{state} {count:,}" for state, count in summary.states])
    for segmentation in dict.fromkeys(row[0] for row in summary.segments):
        sizes = [(segment, count) for name, segment, count in summary.segments if name == segmentation]
        listed = [f"{segment} {count:,}" for segment, count in sizes[:8]]
        if len(sizes) > len(listed):
            listed.append(f"{len(sizes) - len(listed)} more with {sum(count for _, count in sizes[len(listed) :]):,}")
        say_list(segmentation, listed)
    say()
    say_list("Tables, rows", [f"{layer} {tables:,} with {rows or 0:,}" for layer, tables, rows in summary.layers])
    database = shown(store.current / DATABASE)
    megabytes = (folder / DATABASE).stat().st_size / 1e6
    query = f'duckdb.connect({json.dumps(database)}, read_only=True).sql("from marts.{summary.worth_a_look}").show()'
    former = store.before(folder.name)
    say()
    say(f"Warehouse  {database} (read-only, {megabytes:,.1f} MB)")
    say(f"Exports    {shown(store.current / 'exports')}/: " + ", ".join(sorted(path.name for path in (folder / "exports").iterdir())))
    say(f"Look next  {shlex.join([shown(Path(sys.executable)), '-c', f'import duckdb; {query}'])}")
    say("           make docs: every table and column | make report: charts | make metrics: figures by band, style and week")
    if former:
        say(f"Go back    make rollback (to {former})")


def say_list(label: str, items: list[str]) -> None:
    """Print a label and its items, wrapped under each other."""
    joined = " | ".join(item.replace(" ", "\0") for item in items)
    for number, line in enumerate(textwrap.wrap(joined, width=96, break_long_words=False, break_on_hyphens=False) or [""]):
        say(f"  {label if number == 0 else '':<20} {line}".replace("\0", " "))


def roll_back(store: Store) -> None:
    """Publish again the version that the published one replaced."""
    with store.lock():
        published = store.published()
        if published is None:
            raise Refused(f"Nothing is published in {shown(store.folder)}, so there is nothing to go back from.")
        former = store.before(published)
        if former is None:
            raise Refused(f"There is no version before {published} to go back to; it stays published.")
        store.point_at(former)
    say(f"{shown(store.current)} is now {former}, built {store.record(former)['started_at']}, as before {published}.")


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.publish", description="Build a new version of the warehouse and publish it.")
    parser.add_argument("action", nargs="?", choices=["build", "rollback"], default="build")
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="build from nothing: without the fitted model and the history of the segments that the published version holds",
    )
    parser.add_argument("--warehouse", type=Path, default=ROOT / "warehouse", metavar="FOLDER", help="folder of the versions")
    parser.add_argument("--vars", metavar="YAML", help="variables of dbt, as for dbt build --vars")
    end = arguments.index("--") if "--" in arguments else len(arguments)
    parsed = parser.parse_args(arguments[:end])
    parsed.command = arguments[end + 1 :] or [*DEFAULT_COMMAND, *(["--vars", parsed.vars] if parsed.vars else [])]
    return parsed


def interrupt(number: int, _frame: object) -> NoReturn:
    """Turn a signal into an exception, once."""
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Interrupted(number)


def main(arguments: list[str]) -> int:
    """Run from the command line; every way it can end is a sentence."""
    parsed = parse_arguments(arguments)
    store = Store(parsed.warehouse.absolute())
    for number in SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup makes a build outlive its terminal
            signal.signal(number, interrupt)
    try:
        if parsed.action == "rollback":
            roll_back(store)
        else:
            publish(store, parsed.command, parsed.fresh)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Not published: {words_of(error)}. {what_is_published(store)}", file=sys.stderr)
        return 1
    except Interrupted as interruption:
        name = signal.Signals(interruption.number).name
        print(f"Stopped by {name}; what was unfinished is removed. {what_is_published(store)}", file=sys.stderr)
        return 128 + interruption.number
    return 0


def what_is_published(store: Store) -> str:
    """Say which version readers see."""
    with suppress(OSError):
        published = store.published()
        return f"The published version ({published}) is unchanged." if published else "Nothing has been published yet."
    return "The published version is unchanged."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
