"""One person's rows leave everything that the project keeps, and do not come back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import duckdb
import pytest
from builds import ROOT, copy_of_project, rows, run_dbt
from deliveries import BUILD, FIRST_ID, recognisable_delivery

from fashion_panel.publishing.forget import published_id

pytestmark = pytest.mark.long

# it has a row in every table, rejected records, and a record whose id is no number
PERSON = FIRST_ID + 5
OTHER = FIRST_ID + 6
# of its images 1004 and 1028 the other account posts the second, too
POST_OF_OTHER = f"950,{OTHER},0,shared,1,2024-03-05 10:00:00,1028\n"
TEXT = "only they said so"
KEY = "a key of a quarter hour's walk"


class Place(NamedTuple):
    """A copy of the project, its delivery and its versions."""

    project: Path
    raw: Path
    versions: Path
    key: str = ""

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of fashion."""
        places = {"RAW_DATA_DIR": str(self.raw), "DBT_PROFILES_DIR": str(self.project), "DO_NOT_TRACK": "1", "AUTHOR_ID_KEY": self.key}
        environment = {
            name: value for name, value in os.environ.items() if name not in ("WAREHOUSE_PATH", "DBT_TARGET_PATH", "DBT_LOG_PATH")
        }
        command = [sys.executable, "-m", "fashion_panel", *arguments, "--warehouse", str(self.versions)]
        return subprocess.run(command, cwd=self.project, env=environment | places, check=False, capture_output=True, text=True)


def published_from(folder: Path, key: str = "") -> Place:
    """Publish a delivery from a copy of the project, which names the person in a list of accounts."""
    made = Place(copy_of_project(folder / "project"), recognisable_delivery(folder / "raw"), folder / "versions", key)
    (made.project / "requirements").mkdir()
    shutil.copy(ROOT / "requirements" / "base.lock", made.project / "requirements")
    with (made.raw / "MART_IMAGES_OF_POSTS.csv").open("a", encoding="utf-8") as posts:
        posts.write(POST_OF_OTHER + f'951,{PERSON},0,"{TEXT}",1,2024-03-06 10:00:00,1004\n')
    with (made.project / "seeds" / "rules" / "author_lists.csv").open("a", encoding="utf-8") as lists:
        lists.write(f"travel,{PERSON}\ntravel,{OTHER}\n")
    run = made.run("build")
    assert run.returncode == 0, run.stdout + run.stderr
    return made


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """Publish with the numbers of the accounts."""
    return published_from(tmp_path_factory.mktemp("forget"))


def holders(folder: Path, *words: str) -> list[str]:
    """Return every column of every table and export below a folder, and every other file, that holds one of the words."""
    found = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = str(path.relative_to(folder))
        if path.suffix == ".duckdb":
            with duckdb.connect(str(path), read_only=True) as con:
                query = (
                    "select table_schema, table_name, column_name from information_schema.columns where table_catalog = current_catalog()"
                )
                for schema, table, column in con.execute(query).fetchall():
                    any_word = " or ".join(f"contains(cast(\"{column}\" as varchar), '{word}')" for word in words)
                    if con.execute(f'select 1 from "{schema}"."{table}" where {any_word} limit 1').fetchall():
                        found.append(f"{name} {schema}.{table}.{column}")
        elif path.suffix == ".parquet":
            text = str(duckdb.sql(f"from '{path}'").fetchall())
            found += [name] if any(word in text for word in words) else []
        else:
            found += [name] if any(word.encode() in path.read_bytes() for word in words) else []
    return found


def test_an_account_that_is_not_there_is_not_forgotten(place: Place) -> None:
    before = {path: path.read_bytes() for path in (place.project / "seeds").rglob("*.csv")}
    run = place.run("forget", "12345")
    assert run.returncode == 1
    assert "There is no account 12345 in the published version" in run.stderr
    assert {path: path.read_bytes() for path in (place.project / "seeds").rglob("*.csv")} == before


def test_a_person_leaves_every_table_and_file_and_does_not_come_back(place: Place, tmp_path: Path) -> None:
    """In the order in which it happens: each step goes on from the one before."""
    former = (place.versions / "current").resolve()
    holding = holders(place.versions, str(PERSON), TEXT)
    assert {f"builds/{former.name}/exports/author_segments.parquet", f"builds/{former.name}/exports/author_segments.csv"} <= set(holding)
    assert len(holding) > 30
    own = place.project / "warehouse" / "dev.duckdb"
    own.parent.mkdir(exist_ok=True)
    shutil.copyfile(former / "warehouse.duckdb", own)
    (place.project / "reports").mkdir()
    (place.project / "reports" / "index.html").write_text(f"For example {PERSON}")
    others = "select author_id, segmentation, segment from marts.author_segment_history where author_id <> ? order by all".replace(
        "?", str(PERSON)
    )
    history = rows(former / "warehouse.duckdb", others.replace("segment from", "valid_from from"))

    run = place.run("forget", str(PERSON))
    assert run.returncode == 0, run.stdout + run.stderr
    assert holders(place.versions, str(PERSON), TEXT) == []
    kept = (place.project / "warehouse", place.project / "seeds")
    assert [holders(folder, str(PERSON), TEXT) for folder in kept] == [[], []]
    assert not (place.project / "reports").exists()
    version = (place.versions / "current").resolve()
    assert [path.name for path in (place.versions / "builds").iterdir()] == [version.name]
    warehouse = version / "warehouse.duckdb"
    assert rows(warehouse, others.replace("segment from", "valid_from from")) == history
    assert (place.project / "seeds" / "rules" / "author_lists.csv").read_text() == f"list,author_id\ntravel,{OTHER}\n"

    # two labels stand on the image that only the person posted; the image that the other posted too keeps its labels
    sums = "staged_rows + duplicate_rows + rejected_rows + forgotten_rows"
    ledger = f"select source_table, forgotten_rows, raw_rows = {sums} from marts.raw_row_ledger order by 1"
    counted = [
        ("MART_AUTHORS", 1, True),
        ("MART_AUTHORS_SEGMENTATIONS", 2, True),
        ("MART_IMAGES_LABELS", 2, True),
        ("MART_IMAGES_OF_POSTS", 7, True),
    ]
    assert sorted(rows(warehouse, ledger)) == counted
    images = "select image_id, count(*) from staging.stg_delivery__image_labels where image_id in (1004, 1028) group by 1"
    assert rows(warehouse, images) == [(1028, 2)]

    run = place.run("build")
    assert "Nothing new since" in run.stdout
    run = place.run("forget", str(PERSON))
    assert (run.returncode, "There is no account" in run.stderr) == (1, True)

    # a later delivery has the person again, with an image of the former one and a new one
    with (place.raw / "MART_IMAGES_OF_POSTS_2.csv").open("w", encoding="utf-8") as posts:
        posts.write("POST_ID,AUTHORID,COMMENT_COUNT,POST_CAPTION,NB_LIKES,POST_PUBLICATION_DATE,IMAGE_ID\n")
        posts.write(f"960,{PERSON},0,{TEXT},1,2024-03-07 10:00:00,1999\n")
    with (place.raw / "MART_IMAGES_LABELS_2.csv").open("w", encoding="utf-8") as labels:
        labels.write('IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME\n1999,shoe,"[1, 2, 3, 4]",boots\n1004,shoe,"[1, 2, 3, 4]",boots\n')
    landed = run_dbt(*BUILD, raw=place.raw, folder=tmp_path, root=place.project)
    assert landed.returncode == 0, landed.stdout
    assert holders(tmp_path, str(PERSON), TEXT) == []
    forgotten = "select source_file, forgotten_rows from marts.raw_row_ledger where source_file like '%\\_2%' escape '\\' order by 1"
    assert rows(tmp_path / "warehouse.duckdb", forgotten) == [("MART_IMAGES_LABELS_2.csv", 2), ("MART_IMAGES_OF_POSTS_2.csv", 1)]


def test_a_failed_build_forgets_nobody_and_says_so(place: Place) -> None:
    lists = place.project / "seeds" / "ingestion" / "forgotten_accounts.csv"
    before, version = lists.read_bytes(), (place.versions / "current").resolve()
    run = place.run("forget", str(OTHER), "--vars", "{keep_raw_records: perhaps}")
    assert run.returncode == 1
    assert "The published version" in run.stderr
    assert (lists.read_bytes(), (place.versions / "current").resolve()) == (before, version)


def test_a_person_behind_a_key_is_forgotten_by_the_number_of_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = published_from(tmp_path, KEY)
    monkeypatch.setenv("AUTHOR_ID_KEY", KEY)
    person, other = str(published_id(PERSON)), str(published_id(OTHER))
    current = place.versions / "current" / "warehouse.duckdb"
    known = f"select author_id from marts.dim_authors where author_id in ({person}, {other}) order by author_id = {other}"
    assert rows(current, known) == [(int(person),), (int(other),)]
    assert len(holders(place.versions, person, TEXT)) > 30
    run = place.run("forget", person)
    assert (run.returncode, f"There is no account {person}" in run.stderr) == (1, True)

    run = place.run("forget", str(PERSON))
    assert run.returncode == 0, run.stdout + run.stderr
    assert holders(place.versions, person, str(PERSON), TEXT) == []
    assert holders(place.project / "seeds", person, str(PERSON)) == []
    assert rows(current, known) == [(int(other),)]
    forgotten = "select source_table, forgotten_rows from marts.raw_row_ledger order by 1"
    assert [count for _, count in rows(current, forgotten)] == [1, 2, 2, 7]
    assert "Nothing new since" in place.run("build").stdout
