"""The target snowflake on an emulator: types and functions are checked, as a dialect test only. Run by ``make snowflake-test``.

The emulator is one DuckDB behind Snowflake's protocol. It takes some SQL that Snowflake refuses, and says nothing of speed or of rights.
"""

from __future__ import annotations

import hashlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest

from fashion_panel.engines.same_marts import compare, marts_of
from tests.python.builds import copy_of_project
from tests.python.builds import rows as rows_of

ROOT = Path(__file__).parents[2]
MARTS = sorted(path.stem for path in (ROOT / "models" / "marts").rglob("*.sql"))
PYTHON = ROOT / ".venv-snowflake" / "bin" / "python"
EMULATOR = ROOT / "tests" / "snowflake" / "emulator.py"
AUTHORS = 400
START_SECONDS = 60
# what a first build has nothing for: a former delivery to compare with, external series to try the lead test on
# one delivery has no movers, and few authors no list to learn from
EMPTY = {
    "delivery_changes",
    "fashion_score_models",
    "segment_movers",
    "segment_retention",
    "segment_transitions",
    "segmentation_drift",
    "trend_lead_summary",
}
# a table has neither files nor lines; and each engine has models of its own in the digests
PLACES = ("source_file", "line_number", "raw_record", "rule_digests")
# the tables as an account may have them: numbers and times typed, but for two columns that hold text among their numbers and flags
TABLES = {
    "MART_AUTHORS": {"AUTHORID": "bigint", "BIO": "varchar", "NB_FOLLOWERS": "double", "NB_FOLLOWS": "bigint"},
    "MART_AUTHORS_SEGMENTATIONS": {
        "AUTHORID": "bigint",
        "GEO_ZONE": "varchar",
        "NB_FOLLOWERS": "double",
        "FASHION_INTEREST_SEGMENT": "varchar",
    },
    "MART_IMAGES_OF_POSTS": {
        "POST_ID": "bigint",
        "AUTHORID": "bigint",
        "COMMENT_COUNT": "varchar",
        "POST_CAPTION": "varchar",
        "NB_LIKES": "bigint",
        "POST_PUBLICATION_DATE": "timestamp",
        "IMAGE_ID": "bigint",
    },
    "MART_IMAGES_LABELS": {"IMAGE_ID": "bigint", "TYPE": "varchar", "POSITION_IN_IMAGE": "varchar", "LABEL_NAME": "varchar"},
}
# rejected records, each for another reason; and records whose cells say nothing, or what others say in another way
ODD_ROWS = {
    "MART_AUTHORS": "(null, 'no key', 1.0, 1), (-7, 'a, \"b\"', -1.0, 1), (-13, 'forgotten', 1.0, 1)",
    "MART_AUTHORS_SEGMENTATIONS": r"""
        (-8, 'us', -1.0, '1'), (-9, 'NA', 12.7, 'VRAI'), (-10, ' fr ', null, 'f'), (-11, 'NULL', 5.0, '\N'), (-12, 'nan', 5.0, 'maybe')
    """,
    "MART_IMAGES_OF_POSTS": """
        (-1, 2, '3', null, 4, null, 5), (-2, -8, '-3', null, 4, timestamp '2024-01-01', 5),
        (-3, -8, 'NULL', null, -1, timestamp '2024-01-01', 5), (-4, -8, '1,204', null, null, timestamp '2024-01-01', 5),
        (-5, -8, '2e+05', 'None', 4, timestamp '2024-01-01', 5), (-6, -13, '1', null, 4, timestamp '2024-01-01', 6)
    """,
    "MART_IMAGES_LABELS": """
        (1, 'hat', null, 'cap'), (1, 'shoe', null, ' '), (5, ' Shoe ', 'nan', ' boots '), (5, 'NULL', null, 'boots'),
        (6, 'shoe', null, 'boots')
    """,
}
# on the list of forgotten accounts; only they posted image 6
FORGOTTEN = -13


class Builds(NamedTuple):
    """What DuckDB built, and what the emulator did."""

    warehouse: Path
    marts: Path


def write_delivery(demo: Path, files: Path, tables: Path) -> None:
    """Write the same rows as Parquet into ``files`` and, to be copied into tables, as CSV into ``tables``."""
    files.mkdir()
    tables.mkdir()
    statements = []
    for name, columns in TABLES.items():
        casts = ", ".join(f"try_cast({column} as {kind}) as {column}" for column, kind in columns.items())
        rows = (
            f"select {casts} from read_csv('{demo}/{name}.csv', all_varchar = true, ignore_errors = true) union all values {ODD_ROWS[name]}"
        )
        duckdb.execute(f"copy ({rows}) to '{files}/{name}.parquet'")
        duckdb.execute(f"copy (from '{files}/{name}.parquet') to '{tables}/{name}.csv' (header)")
        statements.append(f"create table {name} ({', '.join(f'{column} {kind}' for column, kind in columns.items())})")
    (tables / "tables.sql").write_text(";\n".join(statements), encoding="utf-8")


def run(environment: dict[str, str], *command: str | Path) -> None:
    """Run a command, which must succeed; say how long it took."""
    started = time.monotonic()
    print(f"\n{' '.join(str(word) for word in command[1:])}", flush=True)
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-8000:]
    print(f"{''.join(done.stdout.strip().splitlines()[-1:])} ({time.monotonic() - started:.0f} s)", flush=True)


@contextmanager
def emulator(folder: Path) -> Iterator[int]:
    """Start the emulator, wait until it answers, hand out its port; end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "emulator.log").open("wb") as log:
        process = subprocess.Popen([PYTHON, EMULATOR, str(port), "serve"], stdout=log, stderr=log, cwd=folder)
    try:
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None and time.monotonic() < deadline, (folder / "emulator.log").read_text(errors="replace")[-4000:]
                time.sleep(0.5)
        yield port
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Builds]:
    """Build the same rows on DuckDB, from files, and on the emulator, from tables, there with every data test."""
    folder = tmp_path_factory.mktemp("snowflake")
    demo, files, tables, marts = folder / "demo", folder / "files", folder / "tables", folder / "marts"
    run({}, sys.executable, "-m", "fashion_panel", "demo", "--authors", str(AUTHORS), "--seed", "1", "--out", demo)
    write_delivery(demo, files, tables)
    warehouse = folder / "warehouse.duckdb"
    project = copy_of_project(folder / "project")
    digest = hashlib.sha256(f"salt:{FORGOTTEN}".encode()).hexdigest()
    with (project / "seeds" / "ingestion" / "forgotten_accounts.csv").open("a", encoding="utf-8") as accounts:
        accounts.write(f"{digest},salt\n")
    environment = {
        "DBT_PROJECT_DIR": str(project),
        "DBT_PROFILES_DIR": str(project),
        "DO_NOT_TRACK": "1",
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    here = environment | {"RAW_DATA_DIR": str(files), "WAREHOUSE_PATH": str(warehouse)}
    run(here, Path(sys.executable).with_name("dbt"), "build", "--exclude-resource-type", "test", "unit_test")
    with emulator(folder) as port:
        run({}, PYTHON, EMULATOR, str(port), "load", tables)
        there = environment | {"SNOWFLAKE_ACCOUNT": "fakesnow", "SNOWFLAKE_HOST": "localhost", "SNOWFLAKE_PORT": str(port)}
        there |= {"SNOWFLAKE_PROTOCOL": "http", "SNOWFLAKE_USER": "fake", "SNOWFLAKE_PASSWORD": "fake"}
        # the emulator has no temporary tables, which unit tests want, and answers one call at a time
        build = ("build", "--target", "snowflake", "--threads", "1", "--exclude-resource-type", "unit_test")
        run(there, PYTHON.with_name("dbt"), *build)
        run({}, PYTHON, EMULATOR, str(port), "unload", marts)
    yield Builds(warehouse, marts)


@pytest.mark.parametrize("mart", MARTS)
def test_marts_are_the_same_on_the_emulator(builds: Builds, mart: str) -> None:
    assert mart in marts_of(builds.warehouse)
    comparison = compare(builds.warehouse, builds.marts, mart, left_out=PLACES)
    print(f"\n{mart}: {comparison.rows:,} rows, doubles within {comparison.largest_difference:.0e}")
    assert comparison.problems == ([f"{mart}: the mart is empty"] if mart in EMPTY else [])


def test_who_is_forgotten_is_on_neither_side(builds: Builds) -> None:
    ledger = "select source_table, forgotten_rows from {} order by 1"
    expected = [("MART_AUTHORS", 1), ("MART_AUTHORS_SEGMENTATIONS", 0), ("MART_IMAGES_LABELS", 1), ("MART_IMAGES_OF_POSTS", 1)]
    assert duckdb.execute(ledger.format(f"read_parquet('{builds.marts}/raw_row_ledger/*.parquet')")).fetchall() == expected
    assert rows_of(builds.warehouse, ledger.format("marts.raw_row_ledger")) == expected
    known = f"select 1 from read_parquet('{builds.marts}/dim_authors/*.parquet') where author_id = {FORGOTTEN}"
    assert duckdb.execute(known).fetchall() == []


def test_cells_mean_on_the_emulator_what_they_mean_in_files(builds: Builds) -> None:
    def said(mart: str, columns: str, key: str) -> list[tuple[object, ...]]:
        return duckdb.execute(
            f"select {columns} from read_parquet('{builds.marts}/{mart}/*.parquet') where {key} < 0 order by 1 desc"
        ).fetchall()

    assert said("dim_authors", "author_id, geo_zone, follower_count, is_fashion_forward", "author_id") == [
        (-7, None, None, None),
        (-8, "us", None, True),
        (-9, "NA", 12, True),
        (-10, "fr", None, False),
        (-11, None, 5, None),
        (-12, None, 5, None),
    ]
    assert said("fct_posts", "post_id, comment_count, like_count", "post_id") == [
        (-2, None, 4),
        (-3, None, None),
        (-4, None, None),  # other comments above 999 have no comma
        (-5, 200_000, 4),
    ]
