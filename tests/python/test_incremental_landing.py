"""A further part is landed without reading the former ones again, and the warehouse is the one that a full build makes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from builds import MODELS_ONLY, TABLES, build, rows

from tools.demo_data import main as write_demo_data

LANDING = (
    *("--select", "path:models/staging", "raw_row_ledger", "raw_row_ledger__counts_what_is_staged"),
    *("--indirect-selection", "cautious", "--exclude-resource-type", "unit_test"),
)
LABELS, POSTS = "MART_IMAGES_LABELS", "MART_IMAGES_OF_POSTS"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small demo, bad rows included."""
    folder = tmp_path_factory.mktemp("whole")
    write_demo_data(["--authors", "150", "--seed", "5", "--out", str(folder)])
    return folder


@pytest.fixture
def delivery(demo: Path, tmp_path: Path) -> Path:
    """Return a delivery whose labels come in two parts; the second begins with the last line of the first."""
    folder = tmp_path / "raw"
    folder.mkdir()
    for table in TABLES:
        shutil.copy(demo / f"{table}.csv", folder)
    whole = folder / f"{LABELS}.csv"
    header, *lines = whole.read_text(encoding="utf-8").splitlines(keepends=True)
    whole.unlink()
    half = len(lines) // 2
    (folder / f"{LABELS}_1.csv").write_text(header + "".join(lines[:half]), encoding="utf-8")
    (folder / f"{LABELS}_2.csv").write_text(header + "".join(lines[half - 1 :]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def parsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of all builds here, so that dbt parses the project once."""
    return tmp_path_factory.mktemp("builds")


@pytest.fixture
def builds(parsed: Path) -> Path:
    """Return that folder without a warehouse."""
    (parsed / "warehouse.duckdb").unlink(missing_ok=True)
    return parsed


def files_read(folder: Path, model: str) -> list[str]:
    """Return the names of the files that the last build read for a landed model."""
    (compiled,) = folder.glob(f"target/compiled/*/models/staging/landing/{model}.sql")
    return [Path(name).name for name in re.findall(r"read_csv\(\s*'([^']*)'", compiled.read_text(encoding="utf-8"))]


def landed(warehouse: Path) -> dict[str, list[str]]:
    """Return the ledger and everything that was landed or set aside, in order."""
    tables = ["marts.raw_row_ledger", *(f"staging.{name}" for (name,) in rows(warehouse, LANDED_TABLES))]
    return {table: sorted(map(repr, rows(warehouse, f"from {table}"))) for table in tables}


LANDED_TABLES = """
    select table_name from information_schema.tables
    where table_schema = 'staging' and (table_name like 'landed%' or table_name like 'duplicate%')
    order by 1
"""


def assert_like_a_full_build(warehouse: Path, delivery: Path) -> None:
    """Build the delivery from nothing and compare everything that was landed."""
    kept = warehouse.rename(warehouse.with_name("kept.duckdb"))
    fresh = build(*LANDING, raw=delivery, folder=warehouse.parent)
    found, expected = landed(kept), landed(fresh)
    assert list(found) == list(expected)
    assert len(expected) == 10
    assert {table for table in expected if found[table] != expected[table]} == set()


def test_a_further_part_is_landed_alone_and_every_mart_is_that_of_a_full_build(delivery: Path, builds: Path, tmp_path: Path) -> None:
    second = delivery / f"{LABELS}_2.csv"
    aside = second.rename(tmp_path / second.name)
    build(*LANDING, raw=delivery, folder=builds)
    aside.rename(second)
    grown = build(*MODELS_ONLY, raw=delivery, folder=builds).rename(tmp_path / "grown.duckdb")
    assert files_read(builds, "landed_image_labels") == [second.name]
    assert files_read(builds, "landed_post_images") == []
    assert rows(grown, f"select sum(duplicate_rows) > 0 from marts.raw_row_ledger where source_file = '{second.name}'") == [(True,)]
    full = build(*MODELS_ONLY, raw=delivery, folder=builds)
    assert files_read(builds, "landed_image_labels") == [f"{LABELS}_1.csv", second.name]
    tables = [name for (name,) in rows(full, "select table_name from information_schema.tables where table_schema = 'marts' order by 1")]
    assert len(tables) > 20
    different = {
        name
        for name in tables
        if sorted(map(repr, rows(grown, f"from marts.{name}"))) != sorted(map(repr, rows(full, f"from marts.{name}")))
    }
    assert different == set()


def test_a_delivery_that_comes_again_is_not_read_again(delivery: Path, builds: Path) -> None:
    warehouse = build(*LANDING, raw=delivery, folder=builds)
    before = landed(warehouse)
    for file in delivery.iterdir():
        file.write_bytes(file.read_bytes())  # another time of change, the same bytes
    build(*LANDING, raw=delivery, folder=builds)
    assert landed(warehouse) == before
    assert [files_read(builds, f"landed_{name}") for name in ("authors", "author_segmentations", "post_images", "image_labels")] == [[]] * 4


def test_a_changed_part_is_never_mixed_with_its_former_self(delivery: Path, builds: Path) -> None:
    build(*LANDING, raw=delivery, folder=builds)
    first = delivery / f"{LABELS}_1.csv"
    first.write_text(first.read_text(encoding="utf-8").replace(",coat", ",dress"), encoding="utf-8")
    warehouse = build(*LANDING, raw=delivery, folder=builds)
    assert files_read(builds, "landed_image_labels") == [first.name, f"{LABELS}_2.csv"]
    assert files_read(builds, "landed_post_images") == []
    assert_like_a_full_build(warehouse, delivery)


def test_a_withdrawn_part_leaves_no_row(delivery: Path, builds: Path) -> None:
    build(*LANDING, raw=delivery, folder=builds)
    (delivery / f"{LABELS}_2.csv").unlink()
    assert_like_a_full_build(build(*LANDING, raw=delivery, folder=builds), delivery)


def test_a_part_that_sorts_before_the_others_is_numbered_as_in_a_full_build(delivery: Path, builds: Path) -> None:
    late = (delivery / f"{LABELS}_1.csv").rename(delivery.parent / "late.csv")
    build(*LANDING, raw=delivery, folder=builds)
    late.rename(delivery / f"{LABELS}_1.csv")
    assert_like_a_full_build(build(*LANDING, raw=delivery, folder=builds), delivery)


def test_full_refresh_reads_everything_again(delivery: Path, builds: Path) -> None:
    warehouse = build(*LANDING, raw=delivery, folder=builds)
    before = landed(warehouse)
    build(*LANDING, "--full-refresh", raw=delivery, folder=builds)
    assert landed(warehouse) == before
    assert files_read(builds, "landed_image_labels") == [f"{LABELS}_1.csv", f"{LABELS}_2.csv"]
