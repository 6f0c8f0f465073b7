"""A delivery of the real size: what demos of 2,000 authors can't show of memory and of what spills to disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from builds import NO_UNIT_TESTS, publication, rows

from tests.oracles.costs import measure, write_demo

AUTHORS = 32_841
MEMORY_LIMIT = "1000MB"
MOST_MEGABYTES = 2300


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Return a folder whose gigabytes go when the test ends."""
    yield tmp_path
    shutil.rmtree(tmp_path)


@pytest.mark.long
def test_a_delivery_of_the_real_size_is_published_within_its_memory(folder: Path) -> None:
    raw = write_demo(folder / "raw", AUTHORS)
    command = publication("dbt", "build", *NO_UNIT_TESTS, raw=raw, folder=folder / "warehouse", DUCKDB_MEMORY_LIMIT=MEMORY_LIMIT)
    assert measure(command["args"], command["env"]).peak_mb < MOST_MEGABYTES
    warehouse = folder / "warehouse" / "current" / "warehouse.duckdb"
    assert rows(warehouse, f"select count(*) >= {AUTHORS} from marts.author_segments") == [(True,)]
    with (raw / "MART_IMAGES_LABELS.csv").open("rb") as labels:
        lines = sum(block.count(b"\n") for block in iter(lambda: labels.read(1 << 24), b"")) - 1
    assert lines > 20_000_000
    ledger = "select raw_rows, staged_rows + duplicate_rows + rejected_rows from marts.raw_row_ledger"
    query = f"{ledger} where source_table = 'MART_IMAGES_LABELS'"
    assert rows(warehouse, query) == [(lines, lines)]
