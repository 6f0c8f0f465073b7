"""Run dbt as a user does, in a process of its own, and read what it built.

usage: python tests/python/builds.py DELIVERY FOLDER (the models alone, by the rules of the tests)
"""

from __future__ import annotations

import atexit
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

ROOT = Path(__file__).parents[2]
DBT = Path(sys.executable).with_name("dbt")
HAND_COUNTED = ROOT / "tests" / "fixtures" / "hand_counted"
# tests of numbers build by these rules, so that a change of the project's own leaves them green (tests/README.md)
SEEDS = ROOT / "tests" / "fixtures" / "seeds"
NAMED_BY_CODE = ("thresholds.csv", "style_rules.csv")
TABLES = ("MART_AUTHORS", "MART_AUTHORS_SEGMENTATIONS", "MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS")
MODELS_ONLY = ("--exclude-resource-type", "test", "unit_test")
# they prove the SQL on rows of their own: the build of the demo runs them once for all
NO_UNIT_TESTS = ("--exclude-resource-type", "unit_test")
WITHOUT_RAW_RECORDS = "keep_raw_records: false"


class Parsed:
    """What dbt parsed of the project, which commands that follow in this process take over: a second of parsing instead of six.

    dbt does so only for a warehouse of the same path and the same variables, so one link leads to the folder of each command in turn. A
    copy of the project takes over what is the same in it: dbt compares the files by their content.
    """

    def __init__(self) -> None:
        """Begin without anything parsed, in a folder that goes with this process."""
        self.here = Path(tempfile.mkdtemp(prefix="dbt-"))
        atexit.register(shutil.rmtree, self.here, ignore_errors=True)
        self.link = self.here / "folder"

    def path_of(self, folder: Path) -> Path:
        """Return the path that leads to ``folder``, which is made if need be, until the next call."""
        folder.mkdir(parents=True, exist_ok=True)
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(folder.absolute())
        return self.link

    def file(self, variables: str | None) -> Path:
        """Return where that which was parsed with these variables is kept."""
        return self.here / f"{hashlib.md5((variables or '').encode()).hexdigest()}.msgpack"

    def environment(self, variables: str | None) -> dict[str, str]:
        """Return what makes a command with these variables take over what was parsed."""
        return {"DBT_PARTIAL_PARSE_FILE_PATH": str(self.file(variables))} if self.file(variables).exists() else {}

    def keep(self, target: Path, variables: str | None) -> None:
        """Keep what a command parsed, if it is the first."""
        parsed = target / "partial_parse.msgpack"
        if parsed.exists() and not self.file(variables).exists():
            shutil.copyfile(parsed, self.file(variables))


OF_DBT = Parsed()
OF_PUBLISH = Parsed()


def run_dbt(
    *arguments: str, raw: Path, folder: Path, root: Path | None = None, profiles: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``dbt <arguments>`` on the delivery ``raw``; the warehouse, target and logs go to ``folder``.

    root: the project, if not the one with the rules of the tests; profiles: a folder with another profiles.yml.
    """
    root = root or project_of_tests()
    variables = arguments[arguments.index("--vars") + 1] if "--vars" in arguments else None
    environment = os.environ | {
        "RAW_DATA_DIR": str(raw),
        "WAREHOUSE_PATH": str(folder / "warehouse.duckdb"),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_PROFILES_DIR": str(profiles or root),
        "DO_NOT_TRACK": "1",
    }
    if profiles is None:
        environment["WAREHOUSE_PATH"] = str(OF_DBT.path_of(folder) / "warehouse.duckdb")
        environment |= OF_DBT.environment(variables)
    run = subprocess.run([DBT, *arguments], cwd=root, env=environment, check=False, capture_output=True, text=True)
    if profiles is None:
        OF_DBT.keep(folder / "target", variables)
    return run


def build(*options: str, raw: Path, folder: Path, root: Path | None = None, profiles: Path | None = None) -> Path:
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
    """Copy the project into a folder with the rules of the tests, and with changes (seed, old text, new text) of them."""
    for name in ("models", "macros", "seeds", "snapshots", "python_models", "analyses", "tests", "fashion_panel"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "fixtures"))
    for name in ("dbt_project.yml", "profiles.yml", "selectors.yml"):
        shutil.copy(ROOT / name, folder / name)
    for path in SEEDS.rglob("*.csv"):
        lay_over(path, folder / "seeds" / path.relative_to(SEEDS))
    for seed, old, new in changes:
        replace(folder / "seeds" / "rules" / seed, old, new)
    return folder


def lay_over(path: Path, seed: Path) -> None:
    """Put a seed of the tests in the place of the project's; of what the code names, rows of new names stay."""
    lines, present = (file.read_text(encoding="utf-8").splitlines(keepends=True) for file in (path, seed))
    assert lines[0] == present[0], f"{path} has other columns than the seed of the project"
    if seed.name in NAMED_BY_CODE:
        names = {line.partition(",")[0] for line in lines}
        lines += [line for line in present if line.partition(",")[0] not in names]
    seed.write_text("".join(lines), encoding="utf-8")


@cache
def project_of_tests() -> Path:
    """Copy the project with the rules of the tests, once a process."""
    folder = Path(tempfile.mkdtemp(prefix="project-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return copy_of_project(folder)


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


def publication(*command: str, raw: Path, folder: Path, variables: str | None = None, **environment: str) -> dict[str, Any]:
    """Return the arguments with which ``subprocess.run`` runs `make build`, or a ``command`` (dbt ...) in its place.

    raw: the delivery; folder: where the versions go.
    """
    words = [str(DBT), *command[1:]] if command[:1] == ("dbt",) else list(command)
    own = [sys.executable, "-m", "fashion_panel", "build", "--warehouse", str(OF_PUBLISH.path_of(folder))]
    own += [*(["--vars", variables] if variables else []), *(["--", *words] if words else [])]
    places = {"RAW_DATA_DIR": str(raw), "DBT_PROFILES_DIR": str(ROOT)}
    # `make build` itself compares the settings of dbt with those of the build before
    places |= OF_PUBLISH.environment(None) if words and variables is None else {}
    return {"args": own, "cwd": ROOT, "env": os.environ | places | environment}


def run_publish(
    *command: str, raw: Path, folder: Path, variables: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run `make build` with the delivery ``raw`` and the versions in ``folder``; with a ``command`` (dbt ...) that one in its place."""
    arguments = publication(*command, raw=raw, folder=folder, variables=variables, **environment)
    run = subprocess.run(**arguments, check=False, capture_output=True, text=True)
    if variables is None and "--project-dir" not in command:
        OF_PUBLISH.keep(folder / "current" / "target", None)
    return run


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
def dbt_worker(root: Path | None = None, *, writes_artifacts: bool = False) -> Iterator[DbtWorker]:
    """Start a worker in the project ``root``, if not in the one with the rules of the tests, and end it.

    Hardly anybody reads the artifacts of its commands, and writing them takes an eighth of a small one.
    """
    environment = os.environ | {"DBT_PROFILES_DIR": str(ROOT), "DO_NOT_TRACK": "1", "DBT_WRITE_JSON": str(writes_artifacts)}
    command = [sys.executable, str(Path(__file__).with_name("dbt_worker.py"))]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, cwd=root or project_of_tests(), env=environment, text=True, **pipes) as process:
        yield DbtWorker(process)


if __name__ == "__main__":
    build(*MODELS_ONLY, raw=Path(sys.argv[1]), folder=Path(sys.argv[2]))
