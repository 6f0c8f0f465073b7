"""Publication: what readers see while builds succeed, fail, are killed, run out of disk or memory, or meet another build.

Everything here is real: processes, signals, files, DuckDB, and for some dbt on a tiny project. Only the content is small.
"""

import json
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from fashion_panel.publishing.console import Listener, first_sentence
from fashion_panel.publishing.export import write_exports
from fashion_panel.publishing.process import memory_limit
from fashion_panel.publishing.store import KEPT_VERSIONS

ROOT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")
DATABASE = "warehouse.duckdb"

# Adds one to the version that it finds in the file, and then does what its argument says.
BUILDER = """
import os, sys, time
import duckdb

def reached(moment):
    print("reached " + moment, flush=True)
    if sys.argv[1] == "wait " + moment:
        time.sleep(60)

reached("the start")
connection = duckdb.connect(os.environ["WAREHOUSE_PATH"])
connection.execute("create schema if not exists marts")
connection.execute("create table if not exists marts.versions (version integer)")
version = connection.execute("select count(*) + 1 from marts.versions").fetchone()[0]
connection.execute("begin")
connection.execute(f"insert into marts.versions values ({version})")
reached("the open transaction")
connection.execute("commit")
reached("the commit")
connection.execute(
    "create or replace table marts.author_segments as "
    f"select (i * 7919) % 5000 as author_id, {version} as version, 'assigned' as style_state, 0.1 * i as share from range(5000) as t(i)"
)
if sys.argv[1] == "fill":
    connection.execute("create or replace table marts.filler as select md5(i::varchar) || md5((-i)::varchar) as a from range(2000000) t(i)")
os.makedirs(os.environ["WAREHOUSE_PATH"] + ".landing")
reached("the tables")
if sys.argv[1] == "fail":
    sys.exit("a test of the build failed")
if sys.argv[1] == "leave a log":
    connection.execute("set wal_autocheckpoint = '1GB'")
    connection.execute("pragma disable_checkpoint_on_shutdown")
    connection.execute("create or replace table marts.late as select 1 as one")
"""

TINY_PROJECT = {
    "dbt_project.yml": """
        {"name": "tiny", "version": "1.0", "profile": "tiny", "flags": {"send_anonymous_usage_stats": false},
         "models": {"+materialized": "table", "+schema": "marts"}}
    """,
    "profiles.yml": """
        {"tiny": {"target": "dev", "outputs": {"dev": {"type": "duckdb", "path": "{{ env_var('WAREHOUSE_PATH') }}", "threads": 1,
         "settings": {"memory_limit": "{{ env_var('TINY_MEMORY', '200MB') }}", "max_temp_directory_size": "0KB"}}}}}
    """,
    "macros/generate_schema_name.sql": "{% macro generate_schema_name(name, node) %}{{ name or 'main' }}{% endmacro %}",
    "models/author_segments.sql": """
        select i as author_id, 'assigned' as style_state, md5(i::varchar) as name
        from range({{ env_var('TINY_ROWS', '10') }}) as t(i) order by name
    """,
    "models/tiny.yml": """
        {"models": [{"name": "author_segments", "columns": [{"name": "author_id", "data_tests": [
         {"accepted_values": {"arguments": {"values": [0, 1, 2]}, "config": {"severity": "{{ env_var('TINY_SEVERITY', 'warn') }}"}}}]}]}]}
    """,
}


class Publisher:
    """Runs fashion_panel.publishing as its users do, on a warehouse folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Write the builder beside the warehouse."""
        self.folder = folder
        self.warehouse = folder / "ware house"
        self.script = folder / "builder.py"
        self.script.write_text(BUILDER, encoding="utf-8")

    def command(self, *arguments: str, how: str = "good") -> list[str]:
        """Return the command line of a build that goes as ``how`` says."""
        own = [
            sys.executable,
            "-m",
            "fashion_panel",
            *(arguments if "rollback" in arguments else ("build", *arguments)),
            "--warehouse",
            str(self.warehouse),
        ]
        return own if "rollback" in arguments else [*own, "--", sys.executable, str(self.script), how]

    def run(self, *arguments: str, how: str = "good", preexec_fn: Callable[[], None] | None = None) -> subprocess.CompletedProcess[str]:
        """Build, or roll back, and wait for the end."""
        command = self.command(*arguments, how=how)
        return checked(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, preexec_fn=preexec_fn))

    def start(self, how: str) -> subprocess.Popen[str]:
        """Start a build as the leader of its own process group."""
        return subprocess.Popen(
            self.command(how=how), cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
        )

    def start_and_reach(self, moment: str) -> subprocess.Popen[str]:
        """Start a build that stays at ``moment``, and return when it is there."""
        process = self.start(how=f"wait {moment}")
        assert process.stdout is not None
        while process.stdout.readline().strip() != f"reached {moment}":
            assert process.poll() is None, "the build ended before"
        return process

    def build_with_dbt(self, *dbt_arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Build the tiny dbt project."""
        project = self.folder / "tiny"
        for name, text in TINY_PROJECT.items():
            (project / name).parent.mkdir(parents=True, exist_ok=True)
            (project / name).write_text(text, encoding="utf-8")
        own = [sys.executable, "-m", "fashion_panel", "build", "--warehouse", str(self.warehouse), "--"]
        dbt = [str(DBT), "build", "--project-dir", str(project), "--profiles-dir", str(project), *dbt_arguments]
        return checked(
            subprocess.run([*own, *dbt], cwd=ROOT, capture_output=True, text=True, timeout=60, env={**os.environ, **environment})
        )

    @property
    def current(self) -> Path:
        """The link that readers follow."""
        return self.warehouse / "current"

    @property
    def builds(self) -> list[str]:
        """What lies in the folder of the versions."""
        return sorted(path.name for path in (self.warehouse / "builds").iterdir())

    def version(self) -> int:
        """Return the version that a reader sees, after reading the whole of it."""
        with duckdb.connect(str(self.current / DATABASE), read_only=True) as reader:
            query = "select version, count(*), count(distinct author_id) from marts.author_segments group by version"
            rows = reader.execute(query).fetchall()
        assert [row[1:] for row in rows] == [(5000, 5000)]
        return int(rows[0][0])


def checked(result: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """Whatever happens, a user never sees a traceback."""
    assert "Traceback" not in result.stdout + result.stderr
    assert "Logging error" not in result.stdout + result.stderr
    return result


def kill_group(process: subprocess.Popen[str]) -> None:
    """End everything that a build started, without a chance to clear up, and wait until it is gone."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """A publisher with an empty warehouse."""
    return Publisher(tmp_path)


@pytest.fixture(scope="session")
def first_version(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse that holds version 1, to be copied."""
    publisher = Publisher(tmp_path_factory.mktemp("first"))
    assert publisher.run().returncode == 0
    return publisher.warehouse


@pytest.fixture
def published(publisher: Publisher, first_version: Path) -> Publisher:
    """A publisher whose warehouse holds version 1."""
    shutil.copytree(first_version, publisher.warehouse, symlinks=True)
    return publisher


@pytest.fixture
def small_disk(publisher: Publisher, first_version: Path) -> Iterator[Publisher]:
    """A publisher whose warehouse lies on a file system of 12 MB and holds version 1."""
    publisher.warehouse.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(publisher.warehouse)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("mounting a small file system needs rights that this user has not; the test with a file size limit takes its place")
    try:
        shutil.copytree(first_version, publisher.warehouse, symlinks=True, dirs_exist_ok=True)
        yield publisher
    finally:
        subprocess.run(["umount", "--lazy", str(publisher.warehouse)], check=True)


def test_a_good_build_is_published_with_its_record_and_exports(publisher: Publisher) -> None:
    result = publisher.run()
    assert result.returncode == 0, result.stderr
    assert publisher.version() == 1
    assert not publisher.current.readlink().is_absolute()
    assert publisher.current.readlink() == Path("builds") / publisher.builds[0]
    record = json.loads((publisher.current / "build.json").read_text(encoding="utf-8"))
    assert (record["status"], record["replaces"], record["id"]) == ("good", None, publisher.builds[0])
    with duckdb.connect() as reader:
        for name in ("author_segments.csv", "author_segments.parquet"):
            ids = reader.execute(f"select author_id from '{publisher.current}/exports/{name}'").fetchall()
            assert ids == [(number,) for number in range(5000)]
    assert not (publisher.current / "exports" / "fashion_segments_final.csv").exists()
    assert "style_state          assigned 5,000" in result.stdout
    assert re.search(r"^Seconds    step 1: [\d.]+, step 2: [\d.]+, step 3: [\d.]+$", result.stdout, re.MULTILINE)
    assert "Go back" not in result.stdout
    assert re.search(
        r"^Memory     \d+MB for the engine \(a fifth of the machine; DUCKDB_MEMORY_LIMIT sets it\)$", result.stdout, re.MULTILINE
    )


def test_the_warehouse_can_be_moved_as_a_whole(published: Publisher) -> None:
    published.warehouse = published.warehouse.rename(published.folder / "moved")
    assert published.version() == 1
    assert published.run().returncode == 0
    assert published.version() == 2


def test_published_files_are_read_only_and_without_a_log(published: Publisher) -> None:
    files = [published.current / DATABASE, published.current / "build.json", *(published.current / "exports").iterdir()]
    assert len(files) == 5
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o444}
    assert [path.name for path in published.current.glob(f"{DATABASE}*")] == [DATABASE]


def test_a_log_that_the_build_left_is_folded_into_the_file(publisher: Publisher) -> None:
    assert publisher.run(how="leave a log").returncode == 0
    assert not list(publisher.current.glob("*.wal"))
    with duckdb.connect(str(publisher.current / DATABASE), read_only=True) as reader:
        assert reader.execute("select one from marts.late").fetchall() == [(1,)]


def test_a_build_carries_the_published_state_over_and_fresh_starts_from_nothing(published: Publisher) -> None:
    before = (published.current / DATABASE).stat().st_ino
    assert published.run().returncode == 0
    assert published.version() == 2
    assert (published.current / DATABASE).stat().st_ino != before
    former = published.current.readlink().name
    fresh = published.run("--fresh")
    assert fresh.returncode == 0
    assert f"the segments' history stay behind in {former}; make rollback goes back to it." in fresh.stdout
    assert published.version() == 1


def test_a_failed_build_leaves_the_published_version_and_stays_to_be_looked_at(published: Publisher) -> None:
    result = published.run(how="fail")
    assert result.returncode == 1
    assert "Not published" in result.stderr
    assert "a test of the build failed" in result.stderr
    assert f"({published.current.readlink().name}) is unchanged" in result.stderr
    assert published.version() == 1
    failed = published.builds[-1]
    assert failed in result.stderr
    with duckdb.connect(str(published.warehouse / "builds" / failed / DATABASE), read_only=True) as reader:
        assert reader.execute("select max(version) from marts.versions").fetchall() == [(2,)]
    assert published.run(how="fail").returncode == 1
    assert failed not in published.builds
    assert len(published.builds) == 2
    assert published.run().returncode == 0
    assert published.version() == 2


@pytest.mark.parametrize("moment", ["the start", "the open transaction", "the commit", "the tables"])
def test_a_build_killed_at(moment: str, published: Publisher) -> None:
    kill_group(published.start_and_reach(moment))
    assert published.version() == 1
    assert len(published.builds) == 2
    result = published.run()
    assert result.returncode == 0, result.stderr
    assert published.version() == 2
    assert len(published.builds) == 2


def test_builds_killed_at_any_time_leave_a_whole_version(published: Publisher) -> None:
    started = time.monotonic()
    assert published.run().returncode == 0
    duration = time.monotonic() - started
    version = 2
    for part in range(1, 17):
        process = published.start(how="good")
        time.sleep(duration * part / 15)
        kill_group(process)
        assert published.version() in (version, version + 1)
        version = published.version()
    assert published.run().returncode == 0
    assert published.version() == version + 1
    assert len(published.builds) <= KEPT_VERSIONS
    assert not [path for path in published.warehouse.iterdir() if path.name.startswith(".current")]


def test_killing_only_the_publisher_ends_the_build_too(published: Publisher) -> None:
    process = published.start_and_reach("the commit")
    process.kill()
    process.communicate(timeout=30)  # returns once nobody holds its output any more
    assert published.run().returncode == 0
    assert published.version() == 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("whole_group", [True, False])
def test_an_interrupted_build_ends_with_a_sentence(number: signal.Signals, whole_group: bool, published: Publisher) -> None:
    process = published.start_and_reach("the commit")
    (os.killpg if whole_group else os.kill)(process.pid, number)
    output, error = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert error.startswith(f"Stopped by {number.name}")
    assert error.count("\n") == 1
    assert "Traceback" not in output
    assert published.version() == 1
    assert len(published.builds) == 1


def test_of_two_builds_the_second_is_refused_at_once_and_the_first_goes_on(published: Publisher) -> None:
    process = published.start_and_reach("the start")
    for arguments in ([], ["rollback"]):
        started = time.monotonic()
        second = published.run(*arguments)
        assert time.monotonic() - started < 5
        assert second.returncode == 1
        assert "Another build" in second.stderr
        assert f"process {process.pid}" in second.stderr
    assert process.poll() is None
    assert len(published.builds) == 2
    kill_group(process)


def test_the_last_three_versions_are_kept_and_rollback_goes_back_one_by_one(published: Publisher) -> None:
    for _ in range(4):
        assert published.run().returncode == 0
    assert len(published.builds) == KEPT_VERSIONS
    assert published.version() == 5
    for version in (4, 3):
        result = published.run("rollback")
        assert result.returncode == 0, result.stderr
        assert published.version() == version
    result = published.run("rollback")
    assert result.returncode == 1
    assert "There is no version before" in result.stderr
    assert published.version() == 3


def test_rollback_does_not_return_to_a_version_that_was_rolled_back_from(published: Publisher) -> None:
    assert published.run().returncode == 0
    bad = published.current.readlink().name
    assert published.run("rollback").returncode == 0
    assert published.run().returncode == 0
    assert bad not in published.builds
    assert published.run("rollback").returncode == 0
    assert published.version() == 1


def test_rollback_without_any_version_is_a_sentence(publisher: Publisher) -> None:
    result = publisher.run("rollback")
    assert result.returncode == 1
    assert "Nothing is published" in result.stderr


def test_a_reader_keeps_its_version_through_later_builds(published: Publisher) -> None:
    query = "select version, count(*) from marts.author_segments group by version"
    with duckdb.connect(str(published.current / DATABASE), read_only=True) as reader:
        for _ in range(KEPT_VERSIONS):
            assert published.run().returncode == 0
            assert reader.execute(query).fetchall() == [(1, 5000)]
    assert published.version() == KEPT_VERSIONS + 1
    assert len(published.builds) == KEPT_VERSIONS


def test_readers_who_open_the_link_during_swaps_always_get_a_version(published: Publisher) -> None:
    process = published.start(how="good")
    seen = {published.version()}
    while process.poll() is None:
        seen.add(published.version())
    process.communicate()
    assert seen | {published.version()} == {1, 2}


def test_a_full_disk_is_a_sentence_and_the_disk_is_freed(small_disk: Publisher) -> None:
    result = small_disk.run(how="fill")
    assert result.returncode == 1
    assert "Not published: the disk is full." in result.stderr
    assert small_disk.version() == 1
    assert len(list(small_disk.warehouse.glob(f"builds/*/{DATABASE}*"))) == 1
    assert small_disk.run().returncode == 0
    assert small_disk.version() == 2


def fill_the_disk(path: Path) -> None:
    """Write until nothing more fits."""
    with path.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
        while True:
            file.write(bytes(1 << 12))


def test_a_disk_that_leftovers_filled_is_freed_by_the_next_build(small_disk: Publisher) -> None:
    leftover = small_disk.warehouse / "builds" / "20200101-000000-000-abcd"
    leftover.mkdir()
    fill_the_disk(leftover / DATABASE)
    assert small_disk.run().returncode == 0
    assert small_disk.version() == 2
    assert not leftover.exists()


def test_a_disk_too_full_to_begin_is_a_sentence(small_disk: Publisher) -> None:
    ballast = small_disk.warehouse / "ballast"
    fill_the_disk(ballast)
    result = small_disk.run()
    assert result.returncode == 1
    assert "the disk is full" in result.stderr
    assert small_disk.version() == 1
    ballast.unlink()
    assert small_disk.run().returncode == 0


def test_a_limit_on_file_size_is_a_full_disk(published: Publisher) -> None:
    result = published.run(how="fill", preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4 << 20, 4 << 20)))
    assert result.returncode == 1
    assert "Not published: the disk is full." in result.stderr
    assert published.version() == 1


def test_a_folder_that_cannot_be_written_is_a_sentence(published: Publisher) -> None:
    folder = str(published.warehouse)
    is_root = os.geteuid() == 0
    if is_root and subprocess.run(["mount", "--bind", folder, folder], capture_output=True, check=False).returncode != 0:
        pytest.skip("root may write everywhere, and a read-only mount is not permitted here")
    try:
        if is_root:
            subprocess.run(["mount", "-o", "remount,bind,ro", folder], check=True)
        else:
            published.warehouse.chmod(0o555)
        result = published.run()
    finally:
        if is_root:
            subprocess.run(["umount", "--lazy", folder], check=True)
        published.warehouse.chmod(0o755)
    assert result.returncode == 1
    assert "Read-only file system" in result.stderr or "Permission denied" in result.stderr
    assert "is unchanged" in result.stderr
    assert result.stderr.count("\n") == 1
    assert published.version() == 1


def test_a_link_that_somebody_replaced_by_a_folder_is_a_sentence(published: Publisher) -> None:
    published.current.unlink()
    published.current.mkdir()
    result = published.run()
    assert result.returncode == 1
    assert "Is a directory" in result.stderr
    assert list(published.current.iterdir()) == []


def test_a_build_that_writes_elsewhere_is_not_published(publisher: Publisher) -> None:
    publisher.script.write_text("print('built nothing')", encoding="utf-8")
    result = publisher.run()
    assert result.returncode == 1
    assert "left no file at WAREHOUSE_PATH" in result.stderr
    assert not publisher.current.exists()


def test_dbt_warnings_publish_and_marts_without_a_model_are_dropped(published: Publisher) -> None:
    result = published.build_with_dbt()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "(dbt: 1 built, 1 with a warning)" in result.stdout
    assert "marts.versions belongs to no model any more" in result.stdout
    record = json.loads((published.current / "build.json").read_text(encoding="utf-8"))
    assert record["results"] == {"success": 1, "warn": 1}
    with duckdb.connect(str(published.current / DATABASE), read_only=True) as reader:
        assert reader.execute("select table_name from information_schema.tables").fetchall() == [("author_segments",)]


def test_dbt_parses_no_file_again_that_is_as_it_was_for_the_published_version(published: Publisher) -> None:
    for said in ("Starting full parse", "no changes found, skipping parsing", "no changes found, skipping parsing"):
        assert published.build_with_dbt().returncode == 0
        assert said in (published.current / "logs" / "dbt.log").read_text(encoding="utf-8")
    assert not (published.warehouse / ".building").is_symlink()


def test_dbt_errors_do_not_publish_and_are_named(published: Publisher) -> None:
    result = published.build_with_dbt(TINY_SEVERITY="error")
    assert result.returncode == 1
    assert "Not published: test accepted_values_author_segments_author_id__0__1__2: Got 7 results" in result.stderr
    assert "dbt.log" in result.stderr
    assert published.version() == 1


def test_dbt_with_too_little_memory_is_a_sentence(published: Publisher) -> None:
    result = published.build_with_dbt(TINY_MEMORY="20MB", TINY_ROWS="3000000")
    assert result.returncode == 1
    assert "Not published: the memory limit is too low" in result.stderr
    assert published.version() == 1


def test_dbt_on_a_full_disk_is_a_sentence(small_disk: Publisher) -> None:
    result = small_disk.build_with_dbt(TINY_ROWS="1000000", TINY_MEMORY="1GB")
    assert result.returncode == 1
    assert "Not published: the disk is full." in result.stderr
    assert small_disk.version() == 1


def test_exports_have_the_same_bytes_each_time_and_the_former_columns(publisher: Publisher, tmp_path: Path) -> None:
    for name, order in (("one", "asc"), ("two", "desc")):
        with duckdb.connect(str(tmp_path / f"{name}.duckdb")) as connection:
            connection.execute("create schema marts")
            table = f"select i as author_id, 1 / (i + 3) as share, 'a \"b\", ''c''' as text from range(20000) as t(i) order by i {order}"
            connection.execute(f"create table marts.author_segments as {table}")
            connection.execute("comment on column marts.author_segments.author_id is 'Account, as \"delivered\".'")
            connection.execute(f'create table marts.fashion_segments_final as select author_id as "AUTHORID" from ({table})')
        assert len(write_exports(tmp_path / f"{name}.duckdb", tmp_path / f"it's {name}")) == 4
    for path in (tmp_path / "it's one").iterdir():
        assert path.read_bytes() == (tmp_path / "it's two" / path.name).read_bytes()
    assert (tmp_path / "it's one" / "fashion_segments_final.csv").read_text(encoding="utf-8").startswith("AUTHORID\n0\n1\n")
    dictionary = (tmp_path / "it's one" / "data_dictionary.csv").read_text(encoding="utf-8").splitlines()
    assert dictionary[:2] == [
        "file,position,column_name,data_type,description",
        'author_segments.csv,1,author_id,BIGINT,"Account, as ""delivered""."',
    ]
    assert dictionary[-1] == "fashion_segments_final.csv,1,AUTHORID,BIGINT,"
    assert len(dictionary) == 1 + 3 + 3 + 1


def test_export_without_a_warehouse_is_a_sentence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fashion_panel", "export", str(tmp_path / "none.duckdb"), str(tmp_path)]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 1
    assert result.stderr.startswith("There is no warehouse at")


@pytest.mark.parametrize(
    ("message", "sentence"),
    [
        ("Runtime Error in model a (models/a.sql)\n  Out of Memory Error: too much", "Out of Memory Error: too much"),
        ("Compilation Error in operation b\n  The raw folder is missing.\n\n  > in macro c", "The raw folder is missing."),
        (
            "Runtime Error in model p\n  Python model failed:\n  Traceback (most recent call last):\n    File x\n  ValueError: Too few.\n",
            "ValueError: Too few.",
        ),
        ("Got 1 result, configured to fail if != 0", "Got 1 result, configured to fail if != 0"),
        ("", None),
    ],
)
def test_first_sentence_is_what_dbt_means(message: str, sentence: str | None) -> None:
    assert first_sentence(message) == sentence


def test_the_listener_hides_tracebacks_and_shows_what_they_say(capsys: pytest.CaptureFixture[str]) -> None:
    listener = Listener()
    lines = """10:00:00  Failure in model p (models/p.py)
  Python model failed:
  Traceback (most recent call last):
    File "p.py", line 2, in fit
      raise ValueError("Too few.")

  ValueError: Too few.
10:00:01  Encountered an error:
[Errno 28] No space left on device
10:00:01  Traceback (most recent call last):
  File "dbt/x.py", line 1
OSError: [Errno 28] No space left on device

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "dbt/y.py", line 1
--- Logging error ---
Traceback (most recent call last):
  File "logging.py", line 1
Call stack:
  File "dbt", line 8
Message: 'Command failed'
Arguments: ()
10:00:02  Done."""
    for line in lines.splitlines():
        listener.show(line)
    shown = [line for line in capsys.readouterr().out.splitlines() if line]
    assert shown == [
        "10:00:00  Failure in model p (models/p.py)",
        "  Python model failed:",
        "  ValueError: Too few.",
        "10:00:01  Encountered an error:",
        "[Errno 28] No space left on device",
        "OSError: [Errno 28] No space left on device",
        "10:00:02  Done.",
    ]
    assert listener.last_error() == "[Errno 28] No space left on device"


@pytest.mark.parametrize(("megabytes", "limit"), [(4_000, "1000MB"), (5_000, "1000MB"), (5_005, "1001MB"), (24_000, "4800MB")])
def test_the_engine_gets_a_fifth_of_the_memory_and_no_less_than_a_thousand_megabytes(
    megabytes: int, limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sysconf", {"SC_PAGE_SIZE": 1000, "SC_PHYS_PAGES": 1000 * megabytes}.__getitem__)
    assert memory_limit() == limit
