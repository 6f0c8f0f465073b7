"""A delivery that loses its rows takes nobody's place: `make build` keeps the published version, and goes on when it is told to."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
import pytest
from builds import ROOT, Published, publish, rows, run_publish
from deliveries import BUILD

from fashion_panel.publishing.fallen import fallen

LABELS = "MART_IMAGES_LABELS.csv"
ACCEPTED = "accept_losses: true"
# the landing with its guard, and the tables whose rows are compared with those of the published version
COUNTED = (*BUILD, "--select", "+dim_authors", "+fct_posts")
TABLES = {
    "authors": "create table marts.dim_authors as select range as author_id from range({})",
    "posts": "create table marts.fct_posts as select range as post_id from range({})",
    "labels": "create table marts.raw_row_ledger as select 'MART_IMAGES_LABELS' as source_table, {} as staged_rows",
}


@pytest.fixture
def versions(published: Published, tmp_path: Path) -> Path:
    """Return a folder of versions of one's own, in which a good delivery is published."""
    return Path(shutil.copytree(published.version.parents[1], tmp_path / "warehouse", symlinks=True))


@pytest.fixture
def worse(recognisable: Path, tmp_path: Path) -> Path:
    """Return the delivery with 40 of its 96 labels as a spreadsheet saves them."""
    folder = Path(shutil.copytree(recognisable, tmp_path / "worse"))
    header, *lines = (folder / LABELS).read_text(encoding="utf-8").splitlines(keepends=True)
    assert len(lines) == 96
    (folder / LABELS).write_text("".join([header, *(f"8.95209E+11,{line.split(',', 1)[1]}" for line in lines[:40]), *lines[40:]]))
    return folder


def state_of(versions: Path) -> tuple[Path, list[tuple[int]]]:
    """Return which version is published, and how many labels it has."""
    warehouse = versions / "current" / "warehouse.duckdb"
    return (versions / "current").resolve(), rows(
        warehouse, "select sum(staged_rows) from marts.raw_row_ledger where source_table like '%LABELS'"
    )


def test_a_delivery_that_loses_its_rows_is_not_published_unless_told_to(versions: Path, worse: Path) -> None:
    before = state_of(versions)
    assert before[1] == [(96,)]
    run = run_publish("dbt", *COUNTED, raw=worse, folder=versions)
    said = run.stdout + run.stderr
    assert run.returncode != 0
    assert "MART_IMAGES_LABELS loses 40 of 96 rows: image_id_not_exact 40 times, e.g. '8.95209E+11'" in said
    assert "make build VARS='accept_losses: true'" in said
    assert "is unchanged." in said
    assert state_of(versions) == before

    accepted = publish("dbt", *COUNTED, "--vars", ACCEPTED, raw=worse, folder=versions)
    assert "The labels fell from 96 to 56 since the published version: is the delivery whole?" in accepted.output
    assert state_of(versions) == (accepted.version, [(56,)])


def version(path: Path, **counts: int) -> Path:
    """Write a warehouse with so many authors, posts and labels, and the limits of the project."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("create schema marts; create schema seeds")
        connection.execute(f"create table seeds.delivery_limits as from read_csv('{ROOT}/seeds/ingestion/delivery_limits.csv')")
        for name, count in counts.items():
            connection.execute(TABLES[name].format(count))
    return path


@pytest.mark.parametrize("name", TABLES)
@pytest.mark.parametrize(("after", "is_told"), [(300, False), (200, False), (199, True), (0, True)])
def test_what_fell_by_more_than_a_third_is_told(name: str, after: int, is_told: bool, tmp_path: Path) -> None:
    former = version(tmp_path / "former.duckdb", **dict.fromkeys(TABLES, 300))
    new = version(tmp_path / "new.duckdb", **(dict.fromkeys(TABLES, 300) | {name: after}))
    sentence = f"The {name} fell from 300 to {after} since the published version: is the delivery whole?"
    assert fallen(former, new) == [sentence] * is_told


def test_what_a_former_version_does_not_hold_is_not_compared(tmp_path: Path) -> None:
    assert fallen(version(tmp_path / "former.duckdb"), version(tmp_path / "new.duckdb", posts=1)) == []
    assert fallen(version(tmp_path / "none.duckdb", posts=0), version(tmp_path / "other.duckdb", posts=0)) == []


def test_the_limits_may_be_missing_only_where_nothing_is_compared(tmp_path: Path) -> None:
    bare, former, new = tmp_path / "bare.duckdb", tmp_path / "former.duckdb", tmp_path / "new.duckdb"
    duckdb.connect(str(bare)).close()
    assert fallen(bare, bare) == []
    for path in (former, new):
        version(path, posts=1)
    with duckdb.connect(str(new)) as connection:
        connection.execute("drop table seeds.delivery_limits")
    with pytest.raises(duckdb.CatalogException, match="delivery_limits"):
        fallen(former, new)
