"""Fixtures that several test files share."""

from __future__ import annotations

import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builds import HAND_COUNTED, MODELS_ONLY, WITHOUT_RAW_RECORDS, DbtWorker, Published, build, dbt_worker, publish
from deliveries import recognisable_delivery

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with one file that needs the demo, end with the others: while a process builds it, the rest has something else to do."""
    readers = list(dict.fromkeys(item.path for item in items if "demo_warehouse" in getattr(item, "fixturenames", ())))
    items.sort(key=lambda item: (item.path not in readers[:1], item.path in readers))


def made_once(name: str, make: Callable[[Path], Path], factory: pytest.TempPathFactory) -> Path:
    """Return what ``make`` makes in a folder of that name; of pytest's processes the first makes it, and the others wait."""
    base = factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / "done"
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            done.write_text(str(make(folder)))
        return Path(done.read_text())


def build_demo(folder: Path) -> Path:
    """Build the demo of the cookbook and the README (2,000 authors, seed 1), all tests included."""
    demo = [sys.executable, "-m", "fashion_panel", "demo", "--authors", "2000", "--seed", "1", "--out", folder / "raw"]
    subprocess.run(demo, cwd=ROOT, check=True, capture_output=True)
    return build(raw=folder / "raw", folder=folder)


@pytest.fixture(scope="session")
def demo_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the warehouse of the demo data, which lie beside it in ``raw``; open it read-only."""
    return made_once("demo_warehouse", build_demo, tmp_path_factory)


@pytest.fixture(scope="session")
def hand_counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the warehouse of tests/fixtures/hand_counted (test_parts.py builds it with all data tests); open it read-only."""
    return made_once("hand_counted", lambda folder: build(*MODELS_ONLY, raw=HAND_COUNTED, folder=folder), tmp_path_factory)


@pytest.fixture(scope="session")
def dbt() -> Iterator[DbtWorker]:
    """Run many dbt commands in one process."""
    with dbt_worker() as worker:
        yield worker


@pytest.fixture(scope="session")
def recognisable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small delivery in which every text and every author's number can be recognised."""
    return made_once("recognisable", lambda folder: recognisable_delivery(folder / "raw"), tmp_path_factory)


@pytest.fixture(scope="session")
def published(recognisable: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Publish it without the text of rejected records, as `make build VARS='keep_raw_records: false'` does."""

    def make(folder: Path) -> Path:
        made = publish(raw=recognisable, folder=folder, variables=WITHOUT_RAW_RECORDS)
        (folder.parent / "published.txt").write_text(made.output, encoding="utf-8")
        return made.version

    version = made_once("published", make, tmp_path_factory)
    return Published(version, version / "warehouse.duckdb", (version.parents[1].parent / "published.txt").read_text(encoding="utf-8"))
