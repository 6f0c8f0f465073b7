"""Run dbt as a user does, in a process of its own, and read what it built."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

ROOT = Path(__file__).parents[2]
DBT = Path(sys.executable).with_name("dbt")
HAND_COUNTED = ROOT / "tests" / "fixtures" / "hand_counted"
TABLES = ("MART_AUTHORS", "MART_AUTHORS_SEGMENTATIONS", "MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS")
MODELS_ONLY = ("--exclude-resource-type", "test", "unit_test")


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
