"""The way up from a warehouse of the first public version: what it stored goes on under the names of now."""

from __future__ import annotations

import csv
import gzip
import io
import re
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from builds import NO_UNIT_TESTS, ROOT, build, copy_of_project, replace, rows

BEFORE = ROOT / "tests" / "fixtures" / "published_before"
RENAMED = {"fashion_forward": "statement_pieces"}
PLAIN_DATE = re.compile(r"2024-12-2[3-9] \d\d:\d\d:\d\d")
HISTORY = "select author_id, segmentation, segment, dbt_valid_from, dbt_valid_to from intermediate.author_segmentations_snapshot"
FITS = "from ml.kmeans_fits where model_version = 1"


class WayUp(NamedTuple):
    """The old warehouse, and what the code of now made of it and of the delivery after."""

    old: Path
    new: Path


def renamed(text: object) -> object:
    """Return a stored name as it is now."""
    for former, now in RENAMED.items():
        text = text.replace(former, now) if isinstance(text, str) else text
    return text


def next_delivery(folder: Path) -> Path:
    """Write the delivery of the fixture with one week more, in which the posts of its last week come again."""
    shutil.copytree(BEFORE / "raw", folder)
    path = folder / "MART_IMAGES_OF_POSTS.csv.gz"
    header, *records = csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8")))
    date, post = header.index("POST_PUBLICATION_DATE"), header.index("POST_ID")
    again = [record[:] for record in records if len(record) == len(header) and PLAIN_DATE.fullmatch(record[date])]
    assert len(again) > 50
    for record in again:
        record[date] = str(datetime.fromisoformat(record[date]) + timedelta(days=7))
        record[post] = f"9{record[post]}"
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *records, *again])
    path.write_bytes(gzip.compress(text.getvalue().encode("utf-8")))
    return folder


@pytest.fixture(scope="module")
def way_up(tmp_path_factory: pytest.TempPathFactory) -> WayUp:
    """Build the next delivery on the old warehouse, by the rules that it was built with."""
    folder = tmp_path_factory.mktemp("way_up")
    old, new = folder / "old.duckdb", folder / "new"
    old.write_bytes(gzip.decompress((BEFORE / "warehouse.duckdb.gz").read_bytes()))
    new.mkdir()
    shutil.copy(old, new / "warehouse.duckdb")
    project = copy_of_project(folder / "project")
    replace(project / "seeds" / "rules" / "style_features.csv", "sportswear,1\n", "sportswear,1\nstatement_pieces,1\n")
    return WayUp(old, build(*NO_UNIT_TESTS, raw=next_delivery(folder / "raw"), folder=new, root=project))


@pytest.mark.long
def test_the_stored_model_goes_on_with_its_features_renamed(way_up: WayUp) -> None:
    former = {tuple(renamed(cell) for cell in row) for row in rows(way_up.old, FITS)}
    kept = set(rows(way_up.new, FITS))
    assert len([row for row in kept if "statement_pieces" in row]) > 100
    assert former <= kept
    query = "select distinct model_version from ml.kmeans_fits"
    assert rows(way_up.new, query) == [(1,)]


@pytest.mark.long
def test_the_registry_goes_on(way_up: WayUp) -> None:
    query = "select cluster_id, name, valid_from from marts.segment_registry where valid_to is null order by cluster_id"
    former, now = rows(way_up.old, query), rows(way_up.new, query)
    assert [cluster_id for cluster_id, *_ in now] == [cluster_id for cluster_id, *_ in former]
    assert len(former) > 3
    assert [name for _, name, _ in now if "fashion_forward" in name] == []


@pytest.mark.long
def test_no_renamed_category_makes_a_transition(way_up: WayUp) -> None:
    former = {
        (author_id, segmentation): (renamed(segment), since) for author_id, segmentation, segment, since, _ in rows(way_up.old, HISTORY)
    }
    recorded = rows(way_up.new, HISTORY)
    present = {(author_id, segmentation): (segment, since) for author_id, segmentation, segment, since, until in recorded if until is None}
    assert len(rows(way_up.new, "from marts.panel_versions")) == 2
    assert [row for row in recorded if "fashion_forward" in row[2]] == []
    assert [segment for segment, _ in former.values() if "statement_pieces" in str(segment)] != []
    same = [key for key, (segment, _) in former.items() if present[key][0] == segment]
    assert len(same) > 0.9 * len(former)
    assert [key for key in same if present[key][1] != former[key][1]] == []
    moves = "select segment_from, segment_to from marts.segment_transitions where movement = 'moved'"
    assert [move for move in rows(way_up.new, moves) if renamed(move[0]) == move[1]] == []
