"""Builds of the project that are killed, run out of memory or disk, or meet each other: readers never notice, the next build succeeds.

test_publish.py has the same for builds whose every step is under control. CRASH_KILLS sets how many builds are killed (`make bench`
kills whole ones).
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from builds import DBT, ROOT, DbtWorker, Published, publication, rows, run_dbt, run_publish
from deliveries import BUILD, sound_delivery, write

KILLS = int(os.environ.get("CRASH_KILLS", "20"))
COMMAND = ("dbt", "build") if os.environ.get("CRASH_WHOLE_BUILDS") else ("dbt", *BUILD)
LEDGER = "select sum(raw_rows) from marts.raw_row_ledger"

# An analyst: asks the same again and again over one connection, and says at the end what the answers were.
READER = """
import json, sys, threading
import duckdb

done = threading.Event()
threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()
connection = duckdb.connect(sys.argv[1], read_only=True)
query = "select (select sum(raw_rows) from marts.raw_row_ledger), count(*) from marts.author_segments"
answers = set()
asked = 0
while not done.wait(0.02) or asked < 3:
    answers.add(connection.execute(query).fetchone())
    asked += 1
    if asked == 1:
        print("open", flush=True)
print(json.dumps({"answers": sorted(answers), "asked": asked}), flush=True)
"""


class Store:
    """A folder of published versions, and a delivery with more rows than the published one came from."""

    def __init__(self, folder: Path, published: Published) -> None:
        """Copy the published version, and write the delivery."""
        self.folder = folder / "ware house"
        shutil.copytree(published.version.parents[1], self.folder, symlinks=True)
        files = sound_delivery()
        files["MART_IMAGES_LABELS_2.csv"] = files["MART_IMAGES_LABELS.csv"]
        self.raw = write(files, folder / "raw")

    def publish(self, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build and publish, and wait for the end; nobody ever sees a traceback."""
        run = run_publish(*COMMAND, raw=self.raw, folder=self.folder, **environment)
        assert "Traceback" not in run.stdout + run.stderr
        return run

    def start(self) -> subprocess.Popen[bytes]:
        """Start to build, as the leader of a process group."""
        command, quiet = publication(*COMMAND, raw=self.raw, folder=self.folder), subprocess.DEVNULL
        return subprocess.Popen(**command, stdout=quiet, stderr=quiet, start_new_session=True)

    @property
    def warehouse(self) -> Path:
        """The file that readers open."""
        return self.folder / "current" / "warehouse.duckdb"

    def fingerprint(self) -> tuple[str, str]:
        """Name and content of the published version, after reading from it."""
        assert rows(self.warehouse, "select count(*) > 20 from marts.author_segments") == [(True,)]
        return self.warehouse.parent.resolve().name, hashlib.md5(self.warehouse.read_bytes()).hexdigest()


@pytest.fixture
def store(tmp_path: Path, published: Published) -> Store:
    """A store with one version."""
    return Store(tmp_path, published)


def start_reader(warehouse: Path) -> subprocess.Popen[str]:
    """Start an analyst, and return when the connection is open."""
    reader = subprocess.Popen([sys.executable, "-c", READER, str(warehouse)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert reader.stdout is not None
    assert reader.stdout.readline() == "open\n"
    return reader


def answers_of(reader: subprocess.Popen[str]) -> list[list[int]]:
    """End an analyst, and return the different answers that came."""
    output, _ = reader.communicate(timeout=60)
    assert reader.returncode == 0
    told = json.loads(output)
    assert told["asked"] >= 3
    return told["answers"]


@pytest.mark.long
def test_builds_killed_at_random_moments_leave_a_whole_version_and_the_next_succeeds(store: Store) -> None:
    started = time.monotonic()
    assert store.publish().returncode == 0
    duration = time.monotonic() - started
    moments = random.Random(20)
    unchanged = 0
    for _ in range(KILLS):
        name, content = store.fingerprint()
        process = store.start()
        started = time.monotonic()
        try:
            process.wait(timeout=duration * moments.uniform(0, 0.95))
            duration = time.monotonic() - started  # the machine has less to do now: kill the next ones earlier
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        now = store.fingerprint()
        assert now == (name, content) or now[0] > name
        assert rows(store.warehouse, LEDGER) == [(288,)]
        unchanged += now[0] == name
    assert unchanged >= KILLS / 2
    run = store.publish()
    assert run.returncode == 0, run.stderr
    assert rows(store.warehouse, LEDGER) == [(288,)]
    assert len(list((store.folder / "builds").iterdir())) <= 3


@pytest.mark.long
def test_an_analyst_who_came_before_or_during_a_build_keeps_one_version_and_hinders_nobody(store: Store) -> None:
    ((before,),) = rows(store.warehouse, LEDGER)
    readers = [start_reader(store.warehouse)]
    process = store.start()
    while process.poll() is None:
        if len(readers) < 3:
            readers.append(start_reader(store.warehouse))
        time.sleep(0.2)
    assert process.returncode == 0
    late = start_reader(store.warehouse)
    seen = [answers_of(reader) for reader in [*readers, late]]
    assert [len(answers) for answers in seen] == [1] * len(seen), "each connection sees one version"
    counts = [answers[0][0] for answers in seen]
    assert (counts[0], counts[-1]) == (before, 288)
    assert set(counts) == {before, 288}


@pytest.mark.long
def test_an_analyst_of_the_file_that_dbt_writes_stops_that_build_with_a_sentence(store: Store, tmp_path: Path) -> None:
    shutil.copyfile(store.warehouse, tmp_path / "warehouse.duckdb")
    reader = start_reader(tmp_path / "warehouse.duckdb")
    run = run_dbt(*BUILD, raw=store.raw, folder=tmp_path)
    assert len(answers_of(reader)) == 1
    assert_ends_in(run.returncode, run.stdout + run.stderr, "warehouse.duckdb is in use", f"PID {reader.pid}", "published warehouse")


def assert_ends_in(status: int, output: str, *words: str) -> None:
    """A run has failed, without a traceback, and one line says why."""
    assert status not in (0, None), output
    assert "Traceback" not in output
    assert [line for line in output.splitlines() if all(word in line for word in words) and line.strip().endswith(".")], output


def test_of_two_builds_into_one_file_the_second_waits_and_says_who_has_it(store: Store, tmp_path: Path) -> None:
    (tmp_path / "raw_path").mkdir()
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as other:
        other.execute("create table busy as select 1 as one")
        started = time.monotonic()
        run = run_dbt(*BUILD, raw=store.raw, folder=tmp_path)
        assert_ends_in(run.returncode, run.stdout + run.stderr, "is in use", f"PID {os.getpid()}")
        assert time.monotonic() - started > 8


@pytest.mark.long
def test_two_builds_into_two_files_share_a_checkout(store: Store, tmp_path: Path) -> None:
    commands = []
    for name in ("one", "two"):
        folder = tmp_path / name
        environment = os.environ | {
            "RAW_DATA_DIR": str(store.raw),
            "WAREHOUSE_PATH": str(folder / "warehouse.duckdb"),
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
        }
        commands.append(subprocess.Popen([DBT, *BUILD], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True))
    outputs = [process.communicate(timeout=300)[0] for process in commands]
    assert [process.returncode for process in commands] == [0, 0], outputs
    assert [rows(tmp_path / name / "warehouse.duckdb", LEDGER) for name in ("one", "two")] == [[(288,)], [(288,)]]


@pytest.mark.long
def test_too_little_memory_is_a_sentence_and_leaves_the_published_version(store: Store) -> None:
    before = store.fingerprint()
    run = store.publish(DUCKDB_MEMORY_LIMIT="2MB")
    assert run.returncode == 1
    assert "Not published: the memory limit is too low" in run.stderr
    assert store.fingerprint() == before
    run = store.publish(DUCKDB_MEMORY_LIMIT="plenty")
    assert_ends_in(run.returncode, run.stdout + run.stderr, "Not published", "cannot be opened", "Memory")


@pytest.mark.long
def test_a_full_disk_is_a_sentence_and_leaves_the_published_version(store: Store) -> None:
    before = store.fingerprint()
    room = store.warehouse.stat().st_size + (1 << 18)
    limit: Callable[[], None] = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))  # noqa: E731
    command = publication(*COMMAND, raw=store.raw, folder=store.folder)
    run = subprocess.run(**command, capture_output=True, text=True, check=False, preexec_fn=limit)
    assert "Traceback" not in run.stdout + run.stderr
    assert run.returncode == 1
    assert "Not published: the disk is full." in run.stderr
    assert store.fingerprint() == before
    assert store.publish().returncode == 0


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("file/warehouse.duckdb", ["The folder", "cannot be made"]),
        ("file", ["cannot be opened", "not a valid DuckDB database"]),
        ("/proc/warehouse.duckdb", ["cannot be opened", "Cannot open file"]),
        ("it's.duckdb", ["it's.duckdb", "without quotes"]),
        ("a#b/warehouse.duckdb", ["without ? and #"]),
    ],
)
def test_a_warehouse_that_cannot_be_opened_is_a_sentence(
    dbt: DbtWorker, recognisable: Path, path: str, words: list[str], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("no database, but text of some length\n" * 1000)
    run = dbt.run("run", "--select", "raw_files", raw=recognisable, folder=tmp_path, WAREHOUSE_PATH=str(tmp_path / path))
    assert_ends_in(*run, *words)


@pytest.mark.long
def test_paths_with_quotes_blanks_dollars_semicolons_and_letters_work_and_do_nothing_else(store: Store, tmp_path: Path) -> None:
    odd = tmp_path / 'it\'s "odd"; $HOME `id` é😀 [x]*'
    raw = store.raw.rename(tmp_path / f"raw {odd.name}")
    environment = os.environ | {"RAW_DATA_DIR": str(raw), "WAREHOUSE_PATH": str(odd / "my $HOME é [x].duckdb")}
    environment |= {"DBT_TARGET_PATH": str(tmp_path / "target"), "DBT_LOG_PATH": str(tmp_path / "logs")}
    run = subprocess.run([DBT, *BUILD], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert rows(odd / "my $HOME é [x].duckdb", LEDGER) == [(288,)]
    assert [path.name for path in odd.iterdir()] == ["my $HOME é [x].duckdb"]
    store.raw, store.folder = raw, store.folder.rename(tmp_path / f"warehouse {odd.name}")
    command = publication(*COMMAND, raw=raw, folder=store.folder)
    command["args"][command["args"].index("--warehouse") + 1] = str(store.folder)
    run = subprocess.run(**command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    assert rows(store.warehouse, LEDGER) == [(288,)]
