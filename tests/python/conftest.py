"""Fixtures that several test files share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import HAND_COUNTED, DbtWorker, Published, build, dbt_worker, publish
from deliveries import recognisable_delivery

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def demo_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a warehouse from demo data (1,000 authors, seed 7) in a folder of its own and return its path; open it read-only."""
    folder = tmp_path_factory.mktemp("demo_warehouse")
    raw, warehouse = folder / "raw", folder / "warehouse.duckdb"
    demo = [sys.executable, "-m", "tools.demo_data", "--authors", "1000", "--seed", "7", "--out", raw]
    subprocess.run(demo, cwd=ROOT, check=True, capture_output=True)
    environment = os.environ | {
        "RAW_DATA_DIR": str(raw),
        "WAREHOUSE_PATH": str(warehouse),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DO_NOT_TRACK": "1",
    }
    dbt = Path(sys.executable).with_name("dbt")
    build = subprocess.run([dbt, "build"], cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert build.returncode == 0, build.stdout + build.stderr
    return warehouse


@pytest.fixture(scope="session")
def hand_counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build tests/fixtures/hand_counted, all tests included, and return the path of the warehouse."""
    return build(raw=HAND_COUNTED, folder=tmp_path_factory.mktemp("hand_counted"))


@pytest.fixture(scope="session")
def dbt() -> Iterator[DbtWorker]:
    """Run many dbt commands in one process."""
    with dbt_worker() as worker:
        yield worker


@pytest.fixture(scope="session")
def recognisable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small delivery in which every text and every author's number can be recognised."""
    return recognisable_delivery(tmp_path_factory.mktemp("recognisable") / "raw")


@pytest.fixture(scope="session")
def published(recognisable: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Publish it without the text of rejected records, as `make build VARS='keep_raw_records: false'` does."""
    return publish("dbt", "build", "--vars", "keep_raw_records: false", raw=recognisable, folder=tmp_path_factory.mktemp("published"))
