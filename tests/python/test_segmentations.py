"""Segmentations as plug-ins: what one list of accounts, or one model and one line, brings into every table."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from builds import HAND_COUNTED, MODELS_ONLY, NO_UNIT_TESTS, ROOT, copy_of_project, publish, rows, run_dbt

LISTED = (10, 11, 12)
STRANGER = 987654321987654
KEY = "correct horse battery staple"
LIST = "segmentation = 'list:vip'"
MEMBERS = f"select author_id from marts.author_segmentations where {LIST} and segment = 'in_list' order by 1"
SENTENCE = "1 of the 4 accounts of the list vip (seed author_lists) are not in the panel"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project, put three accounts of the fixture and a stranger, one of them twice, on a list, and say when they were picked."""
    folder = copy_of_project(tmp_path_factory.mktemp("listed") / "project")
    listed = "".join(f"vip,{author_id}\n" for author_id in (*LISTED, STRANGER, LISTED[0]))
    (folder / "seeds" / "rules" / "author_lists.csv").write_text(f"list,author_id\n{listed}", encoding="utf-8")
    picked = "".join(f"{author_id},2024-02-01\n" for author_id in (*LISTED, STRANGER))
    (folder / "seeds" / "trends" / "fashion_forward_picks.csv").write_text(f"author_id,picked_on\n{picked}", encoding="utf-8")
    return folder


def tables_of(warehouse: Path, column: str) -> list[str]:
    """Return the marts that have a column."""
    query = f"select distinct table_name from duckdb_columns() where schema_name = 'marts' and column_name = '{column}' order by 1"
    return [name for (name,) in rows(warehouse, query)]


def test_a_list_of_accounts_is_a_segmentation_in_every_table(project: Path, tmp_path: Path) -> None:
    run = run_dbt("build", *NO_UNIT_TESTS, raw=HAND_COUNTED, folder=tmp_path, root=project)
    assert run.returncode == 0, run.stdout + run.stderr
    assert SENTENCE in run.stdout
    warehouse = tmp_path / "warehouse.duckdb"
    assert rows(warehouse, MEMBERS) == [(author_id,) for author_id in LISTED]
    empty = [
        table
        for table in tables_of(warehouse, "segmentation")
        if not rows(warehouse, f"from marts.{table} where segmentation = 'list:vip'")
    ]
    of_named_segmentations = {"label_momentum", "label_weeks"}
    of_a_second_version = {"delivery_changes", "segment_movers", "segment_retention", "segment_transitions", "segmentation_drift"}
    assert set(empty) == of_named_segmentations | of_a_second_version
    assert rows(warehouse, "select count(*) from seeds.author_lists") == [(5,)]
    # the queries of the recipe run
    text = (ROOT / "docs" / "your_own_lists.md").read_text(encoding="utf-8")
    labels, profiles = re.findall(r"select .*?;", text, re.DOTALL)
    rows(warehouse, labels.replace("list:travel", "list:vip"))
    assert [segment for segment, *_ in rows(warehouse, profiles.replace("list:travel", "list:vip"))] == ["in_list", "not_in_list"]


def keyed(author_ids: Iterable[int]) -> list[int]:
    """Return what stands for accounts under the key, in order."""
    inner = (hashlib.md5(f"{KEY}:inner:{author_id}".encode()).hexdigest() for author_id in author_ids)
    return sorted(int(hashlib.md5(f"{KEY}:outer:{digest}".encode()).hexdigest()[:15], 16) for digest in inner)


@pytest.mark.long
def test_with_a_key_listed_and_picked_ids_are_hashed_and_the_plain_lists_are_not_published(project: Path, tmp_path: Path) -> None:
    select = ("--select", "+author_segments", "+author_segmentations", "+int_trend_authors")
    command = ("dbt", "build", "--project-dir", str(project), *select, *MODELS_ONLY)
    published = publish(*command, raw=HAND_COUNTED, folder=tmp_path, AUTHOR_ID_KEY=KEY)
    members = (
        "select author_id from intermediate.int_author_segmentations where segmentation = 'list:vip' and segment = 'in_list' order by 1"
    )
    assert rows(published.warehouse, members) == [(author_id,) for author_id in keyed(LISTED)]
    landed = rows(published.warehouse, "select author_id from staging.landed_fashion_forward_picks order by 1")
    assert landed == [(author_id,) for author_id in keyed((*LISTED, STRANGER))]
    picked = "select author_id, picked_on from intermediate.int_trend_authors where picked_on is not null order by 1"
    assert rows(published.warehouse, picked) == [(author_id, date(2024, 2, 1)) for author_id in keyed(LISTED)]
    plain = "select table_name from duckdb_tables() where table_name in ('author_lists', 'fashion_forward_picks')"
    assert rows(published.warehouse, plain) == []
    files = [path for path in published.version.rglob("*") if path.is_file() and str(STRANGER).encode() in path.read_bytes()]
    assert files == []


def test_a_line_that_is_no_account_stops_the_build(project: Path, tmp_path: Path) -> None:
    wrong = copy_of_project(tmp_path / "project")
    (wrong / "seeds" / "rules" / "author_lists.csv").write_text("list,author_id\nvip,10\nvip,@handle\n", encoding="utf-8")
    run = run_dbt("seed", "--select", "author_lists", raw=HAND_COUNTED, folder=tmp_path, root=wrong)
    assert run.returncode != 0
    assert "author_lists" in run.stdout
    assert "@handle" in run.stdout
