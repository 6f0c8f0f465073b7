"""Run dbt as a user does, in a process of its own, and read what it built."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

ROOT = Path(__file__).parents[2]
DBT = Path(sys.executable).with_name("dbt")
HAND_COUNTED = ROOT / "tests" / "fixtures" / "hand_counted"
TABLES = ("MART_AUTHORS", "MART_AUTHORS_SEGMENTATIONS", "MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS")
MODELS_ONLY = ("--exclude-resource-type", "test", "unit_test")
# they prove the SQL on rows of their own: the build of the demo runs them once for all
NO_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
WITHOUT_RAW_RECORDS = "keep_raw_records: false"


def run_dbt(*arguments: str, raw: Path, folder: Path, root: Path = ROOT, profiles: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run ``dbt <arguments>`` on the delivery ``raw``; the warehouse, target and logs go to ``folder``.

    root: the project; profiles: a folder with another profiles.yml.
    """
    environment = os.environ | {
        "RAW_DATA_DIR": str(raw),
        "WAREHOUSE_PATH": str(folder / "warehouse.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_PROFILES_DIR": str(profiles or root),
        "DO_NOT_TRACK": "1",
    }
    return subprocess.run([DBT, *arguments], cwd=root, env=environment, check=False, capture_output=True, text=True)


def build(*options: str, raw: Path, folder: Path, root: Path = ROOT, profiles: Path | None = None) -> Path:
    """Run ``dbt build``, which must succeed, and return the path of the warehouse."""
    folder.mkdir(parents=True, exist_ok=True)
    run = run_dbt("build", *options, raw=raw, folder=folder, root=root, profiles=profiles)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder / "warehouse.duckdb"


def rows(warehouse: Path, query: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        con.execute("set timezone = 'UTC'")
        return con.execute(query).fetchall()


def copy_of_project(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """Copy the project into a folder, with changes (seed, old text, new text) of its rules."""
    for name in ("models", "macros", "seeds", "snapshots", "python_models", "analyses", "tests", "tools"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copy(ROOT / name, folder / name)
    for seed, old, new in changes:
        replace(folder / "seeds" / "rules" / seed, old, new)
    return folder


def replace(path: Path, old: str, new: str) -> None:
    """Replace a text that stands once in a file."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


class Published(NamedTuple):
    """What `make build` left: the folder of the version, the warehouse in it, and all that was printed."""

    version: Path
    warehouse: Path
    output: str


def run_publish(
    *command: str, raw: Path, folder: Path, variables: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `make build` with the delivery ``raw`` and the versions in ``folder``; with a ``command`` (dbt ...) that one in its place."""
    words = [str(DBT), *command[1:]] if command[:1] == ("dbt",) else list(command)
    own = [sys.executable, "-m", "tools.publishing", "--warehouse", str(folder)]
    own += [*(["--vars", variables] if variables else []), *(["--", *words] if words else [])]
    places = {"RAW_DATA_DIR": str(raw), "DBT_PROFILES_DIR": str(ROOT)}
    return subprocess.run(own, cwd=ROOT, env=os.environ | places | environment, check=False, capture_output=True, text=True)


def publish(*command: str, raw: Path, folder: Path, variables: str | None = None, **environment: str) -> Published:
    """Run `make build`, or ``command`` in its place, which must succeed."""
    run = run_publish(*command, raw=raw, folder=folder, variables=variables, **environment)
    assert run.returncode == 0, run.stdout + run.stderr
    version = (folder / "current").resolve()
    return Published(version, version / "warehouse.duckdb", run.stdout + run.stderr)


class Outcome(NamedTuple):
    """How a command of dbt ended: its exit status, and all that it printed."""

    status: int
    output: str


class DbtWorker:
    """A process that runs many commands of dbt, each on its own delivery and warehouse, and parses the project once."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Talk to the process over its pipes."""
        self._process = process

    def run(self, *arguments: str, raw: Path, folder: Path, **environment: str) -> Outcome:
        """Run ``dbt <arguments>`` on the delivery ``raw``; the warehouse, target and logs go to ``folder``."""
        places = {
            "RAW_DATA_DIR": str(raw),
            "WAREHOUSE_PATH": str(folder / "warehouse.duckdb"),
            "DBT_TARGET_PATH": str(folder / "target"),
            "DBT_LOG_PATH": str(folder / "logs"),
        }
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        print(json.dumps({"arguments": arguments, "environment": places | environment}), file=self._process.stdin, flush=True)
        answer = self._process.stdout.readline()
        assert answer, "the process that runs dbt has died"
        return Outcome(**json.loads(answer))

    def build(self, *options: str, raw: Path, folder: Path) -> Path:
        """Run ``dbt build``, which must succeed, and return the path of the warehouse."""
        folder.mkdir(parents=True, exist_ok=True)
        outcome = self.run("build", *options, raw=raw, folder=folder)
        assert outcome.status == 0, outcome.output
        return folder / "warehouse.duckdb"


@contextmanager
def dbt_worker() -> Iterator[DbtWorker]:
    """Start a worker, and end it."""
    # nobody reads the artifacts of its commands, and writing them takes an eighth of a small one
    environment = os.environ | {"DBT_PROFILES_DIR": str(ROOT), "DO_NOT_TRACK": "1", "DBT_WRITE_JSON": "false"}
    command = [sys.executable, str(Path(__file__).with_name("dbt_worker.py"))]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield DbtWorker(process)
