"""What passes between DuckDB and a second engine: the landed Parquet on the way there, the marts on the way back."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pytest

from fashion_panel.engines.frames import largest, to_pandas, typed
from fashion_panel.engines.landed import write_landed
from fashion_panel.engines.same_marts import compare, marts_of

MART = """
    select * from (values (1, 'edgy', 0.5, timestamp '2024-03-01 10:00:00'), (2, 'trendy', null, null)) as t(author_id, band, rate, seen_at)
"""


def warehouse_of(path: Path, **tables: str) -> Path:
    """Write a warehouse with the tables ``schema__name`` of the queries."""
    with duckdb.connect(str(path)) as connection:
        for name, query in tables.items():
            schema, table = name.split("__")
            connection.execute(f"create schema if not exists {schema}")
            connection.execute(f"create table {schema}.{table} as {query}")
    return path


def marts_in(folder: Path, query: str) -> Path:
    """Write the mart ``levels`` as another engine would."""
    (folder / "levels").mkdir(parents=True)
    duckdb.execute(f"copy ({query}) to '{folder}/levels/part-0.parquet' (format parquet)")
    return folder


def problems(tmp_path: Path, ours: str, theirs: str) -> str:
    """Return what the comparison says of two tables."""
    warehouse = warehouse_of(tmp_path / "warehouse.duckdb", marts__levels=ours)
    return "\n".join(compare(warehouse, marts_in(tmp_path / "marts", theirs), "levels").problems)


def test_a_landed_view_becomes_a_folder_and_the_table_behind_it_stays(tmp_path: Path) -> None:
    warehouse = warehouse_of(tmp_path / "warehouse.duckdb", staging__landed_label_records="select 7 * i as id from range(3) as t(i)")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create view staging.landed_image_labels as select rowid as record_number, id from staging.landed_label_records")
    assert write_landed(warehouse, tmp_path / "landed") == {"landed_image_labels": 3}
    landed = duckdb.sql(f"from read_parquet('{tmp_path}/landed/landed_image_labels/*.parquet') order by id")
    assert landed.fetchall() == [(0, 0), (1, 7), (2, 14)]


def test_landed_tables_become_folders_and_views_stay_behind(tmp_path: Path) -> None:
    warehouse = warehouse_of(tmp_path / "warehouse.duckdb", staging__landed_x="select 7 * i as id from range(3) as t(i)")
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("create view staging.stg_delivery__x as from staging.landed_x")
    folder = tmp_path / "it's landed"
    assert write_landed(warehouse, folder) == {"landed_x": 3}
    landed = folder.as_posix().replace("'", "''")
    assert duckdb.sql(f"select id from read_parquet('{landed}/landed_x/*.parquet') order by id").fetchall() == [(0,), (7,), (14,)]


def test_a_landing_replaces_the_one_before_as_a_whole(tmp_path: Path) -> None:
    write_landed(warehouse_of(tmp_path / "one.duckdb", staging__landed_x="select 1 as id"), tmp_path / "landed")
    write_landed(warehouse_of(tmp_path / "two.duckdb", staging__landed_y="select 2 as id"), tmp_path / "landed")
    assert [path.name for path in (tmp_path / "landed").iterdir()] == ["landed_y"]
    with pytest.raises(duckdb.Error):
        write_landed(tmp_path / "nowhere.duckdb", tmp_path / "landed")
    assert [path.name for path in (tmp_path / "landed").iterdir()] == ["landed_y"]


def test_equal_marts_have_no_problem_in_any_order_and_with_moments_for_times(tmp_path: Path) -> None:
    theirs = MART.replace("timestamp '2024-03-01 10:00:00'", "timestamptz '2024-03-01 10:00:00+00'") + " order by author_id desc"
    assert problems(tmp_path, MART, theirs) == ""
    assert marts_of(tmp_path / "warehouse.duckdb") == ["levels"]


def test_another_warehouse_is_compared_as_a_folder_is(tmp_path: Path) -> None:
    ours = warehouse_of(tmp_path / "ours.duckdb", marts__levels=MART)
    same = warehouse_of(tmp_path / "it's the same.duckdb", marts__levels=MART)
    changed = warehouse_of(tmp_path / "changed.duckdb", marts__levels=MART.replace("0.5", "0.6"))
    without = warehouse_of(tmp_path / "without.duckdb", marts__other=MART)
    assert compare(ours, same, "levels").problems == []
    assert "1 rows only in the warehouse" in compare(ours, changed, "levels").problems[0]
    assert compare(ours, without, "levels").problems == [f"levels: {without} has no such mart"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (("(2, 'trendy'", "(3, 'trendy'"), "rows only in the warehouse"),
        (("'edgy'", "'Edgy'"), "rows only in the folder"),
        (("0.5", "0.5 + 2e-9"), '"rate" differs in 1 rows'),
        (("0.5", "'nan'"), '"rate" differs in 1 rows'),
        (("0.5", "null"), '"rate" differs in 1 rows'),
        (("null, null)", "0, null)"), '"rate" differs in 1 rows'),
        (("10:00:00", "10:00:01"), "rows only in the warehouse"),
        ((", (2, 'trendy', null, null)", ""), "2 rows in the warehouse, 1 in the folder"),
        (("(2, 'trendy', null, null)", "(2, 'trendy', null, null), (2, 'trendy', null, null)"), "3 in the folder"),
        (("as t(author_id, band, rate, seen_at)", "as t(author_id, band, rates, seen_at)"), "only one of them has the columns"),
        (("rate, seen_at)", "rate, seen_at) where false"), "the mart is empty"),
    ],
)
def test_every_difference_is_told(tmp_path: Path, changed: tuple[str, str], sentence: str) -> None:
    ours = f"select author_id, band, cast(rate as double) as rate, seen_at from ({MART})"
    theirs = MART.replace(*changed)
    assert theirs != MART
    assert sentence in problems(tmp_path, ours, theirs)


def test_last_digits_may_differ_and_a_mart_that_nobody_wrote_is_told(tmp_path: Path) -> None:
    ours = f"select author_id, band, cast(rate as double) as rate, seen_at from ({MART})"
    assert problems(tmp_path, ours, MART.replace("0.5", "0.5 + 5e-10")) == ""
    assert "there are no Parquet files" in compare(tmp_path / "warehouse.duckdb", tmp_path / "nowhere", "levels").problems[0]


def test_python_models_read_and_write_typed_tables_also_without_rows() -> None:
    with duckdb.connect() as session:
        relation = session.sql("select * from (values (1, timestamp '2024-01-02'), (2, null)) as t(id, seen_at)")
        assert largest(relation, "seen_at") == pd.Timestamp("2024-01-02")
        frame = pd.DataFrame({"id": [1, 2], "distance": [0.5, float("nan")]})
        types = {"id": "bigint", "distance": "double"}
        table = typed(session, frame, types)
        assert table.fetchall() == [(1, 0.5), (2, None)]
        empty = typed(session, pd.DataFrame([], columns=list(types)), types)
        assert [str(kind) for kind in empty.types] == ["BIGINT", "DOUBLE"]
        assert to_pandas(empty).empty
