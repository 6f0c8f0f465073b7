"""How DuckDB's tables are written (macros/duckdb): whole or not at all, with every comment, and with nothing left beside them."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from builds import HAND_COUNTED, DbtWorker, rows


@pytest.fixture
def warehouse(hand_counted: Path, tmp_path: Path) -> Path:
    """Return a warehouse of its own, built before."""
    return Path(shutil.copy(hand_counted, tmp_path / "warehouse.duckdb"))


@pytest.mark.parametrize(
    ("model", "source"),
    [
        ("marts.fct_posts", "intermediate.int_post_engagement"),
        ("intermediate.int_post_engagement", "intermediate.int_posts"),
        ("ml.published_clusters", "intermediate.published_cluster_features"),
    ],
)
def test_a_table_whose_rebuild_fails_stays_as_it_was(model: str, source: str, warehouse: Path, dbt: DbtWorker) -> None:
    before = rows(warehouse, f"from {model} order by all")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute(f"drop table {source}")
    failed = dbt.run("run", "--select", model.split(".")[1], raw=HAND_COUNTED, folder=warehouse.parent)
    assert failed.status == 1, failed.output
    assert source.split(".")[1] in failed.output
    assert before
    assert rows(warehouse, f"from {model} order by all") == before


def test_a_view_becomes_a_table(warehouse: Path, dbt: DbtWorker) -> None:
    before = rows(warehouse, "from intermediate.int_posts order by all")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("drop table intermediate.int_posts; create view intermediate.int_posts as select 1 as post_id")
    dbt.build("--select", "int_posts", raw=HAND_COUNTED, folder=warehouse.parent)
    assert rows(warehouse, "from intermediate.int_posts order by all") == before


def test_a_second_build_leaves_no_table_beside_those_of_the_project(warehouse: Path, dbt: DbtWorker) -> None:
    query = "select table_schema, table_name from information_schema.tables"
    before = sorted(rows(warehouse, query))
    dbt.build("--select", "kmeans_fits", "int_image_items", "published_clusters", raw=HAND_COUNTED, folder=warehouse.parent)
    assert sorted(rows(warehouse, query)) == before
    assert {schema for schema, _ in before} == {"staging", "seeds", "intermediate", "ml", "marts"}


def test_every_table_and_column_has_its_description_as_a_comment(hand_counted: Path) -> None:
    columns = "select table_name, column_name from duckdb_columns() where not internal and comment is null"
    tables = "select table_name, null from duckdb_tables() where comment is null"
    bare = rows(hand_counted, f"{columns} union all {tables}")
    assert [name for name in bare if not name[0].endswith("_snapshot")] == []  # dbt's own columns are in them
    described = "select comment from duckdb_tables() where table_name = 'author_weeks'"
    assert rows(hand_counted, described)[0][0].startswith("What did an author show in a week? One row per author_id")
