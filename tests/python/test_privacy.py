"""Free text stays in schema staging, and with AUTHOR_ID_KEY set the numbers of their accounts stay in the files.

Every text of the delivery below can be recognised, and so can every author's number; both are looked for wherever a build writes.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import duckdb
import pytest
from builds import MODELS_ONLY, NO_UNIT_TESTS, DbtWorker, Published, publish, rows
from deliveries import FIRST_ID

from fashion_panel.publishing.forget import published_id
from tests.oracles.models_in_duckdb import project_macros

KEY = "correct horse battery staple '; --"
TEXTS = ("bio canary", "caption canary")
IDS = tuple(str(FIRST_ID + number) for number in range(30))


@pytest.fixture(scope="module")
def keyed(recognisable: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """Publish it with keyed author ids."""
    return publish("dbt", "build", *NO_UNIT_TESTS, raw=recognisable, folder=tmp_path_factory.mktemp("keyed"), AUTHOR_ID_KEY=KEY)


def cells(warehouse: Path, *but: str) -> dict[str, str]:
    """Return what every table and view outside the schemas ``but`` holds, as one text a column, and their definitions and comments."""
    found = {}
    with duckdb.connect(str(warehouse), read_only=True) as con:
        query = "select table_schema, table_name, column_name from information_schema.columns where table_catalog = current_catalog()"
        for schema, table, column in con.execute(query).fetchall():
            if schema not in but:
                values = con.execute(f'select cast("{column}" as varchar) from "{schema}"."{table}"').fetchall()
                found[f"{schema}.{table}.{column}"] = "\n".join(str(value) for (value,) in values)
        for relation in ("duckdb_views()", "duckdb_tables()", "duckdb_columns()"):
            found[relation] = str(con.execute(f"from {relation} where not internal").fetchall())
    return found


def holders(places: dict[str, str], words: tuple[str, ...]) -> list[str]:
    """Return the places whose text holds one of the words."""
    return sorted(place for place, text in places.items() if any(word in text for word in words))


def written_beside(published: Published) -> dict[str, str]:
    """Return the text of every file that the build left, the warehouse left out: exports, logs, what dbt compiled and ran."""
    files = [path for path in published.version.rglob("*") if path.is_file() and path.name != "warehouse.duckdb"]
    texts = {str(path.relative_to(published.version)): path.read_bytes().decode("latin-1") for path in files}
    assert {"logs/dbt.log", "target/manifest.json", "target/run_results.json", "exports/author_segments.csv"} <= set(texts)
    return texts | {"console": published.output}


def test_free_text_is_in_staging_only(published: Published) -> None:
    found = cells(published.warehouse)
    assert len(found) > 500
    holding = {place.rsplit(".", 1)[0] for place in holders(found, TEXTS)}
    assert holding == {
        "staging.landed_authors",
        "staging.landed_post_images",
        "staging.stg_delivery__authors",
        "staging.stg_delivery__post_images",
    }


def test_free_text_is_in_no_export_log_or_artefact(published: Published) -> None:
    assert holders(written_beside(published), TEXTS) == []


def test_the_text_of_rejected_records_is_the_one_exception(dbt: DbtWorker, recognisable: Path, tmp_path: Path) -> None:
    select = ("--select", "+rejected_rows", "+cell_issues", "--indirect-selection", "buildable")
    outcome = dbt.run("build", *select, *NO_UNIT_TESTS, raw=recognisable, folder=tmp_path)
    assert outcome.status == 0, outcome.output
    assert holders(cells(tmp_path / "warehouse.duckdb", "staging"), TEXTS) == ["marts.rejected_rows.raw_record"]
    assert holders({"console": outcome.output, "log": (tmp_path / "logs" / "dbt.log").read_text()}, TEXTS) == []


def test_a_differing_bio_is_told_and_not_shown(published: Published) -> None:
    query = "select raw_value from marts.cell_issues where column_name = 'BIO'"
    assert rows(published.warehouse, query) == [(None,)]


def test_published_files_are_read_only(published: Published) -> None:
    files = [published.warehouse, *(published.version / "exports").iterdir()]
    assert len(files) == 5
    assert [path.name for path in files if path.stat().st_mode & 0o222] == []


# ----------------------------------------------------------------------------------------------------------------------
# Keyed author ids
# ----------------------------------------------------------------------------------------------------------------------


def keyed_id(number: int, part: int = 0) -> int:
    """Work out on our own what stands for the number of an account."""
    inner = hashlib.md5(f"{KEY}:inner:{number}".encode()).hexdigest()
    return int(hashlib.md5(f"{KEY}:outer:{inner}".encode()).hexdigest()[15 * part : 15 * part + 15], 16)


def test_with_a_key_no_number_of_an_account_is_anywhere(keyed: Published) -> None:
    assert holders(cells(keyed.warehouse), IDS) == []
    assert holders(written_beside(keyed), IDS) == []


def test_without_a_key_the_numbers_are_there(published: Published) -> None:
    assert {"marts.author_segments.author_id", "marts.fct_posts.author_id"} <= set(holders(cells(published.warehouse), IDS))
    assert "exports/author_segments.csv" in holders(written_beside(published), IDS)


def test_the_key_itself_is_in_no_table_log_or_artefact(keyed: Published) -> None:
    words = (KEY, "correct horse", KEY.replace("'", "''"))
    assert holders(cells(keyed.warehouse), words) == []
    assert holders(written_beside(keyed), words) == []
    assert not any(word.encode() in keyed.warehouse.read_bytes() for word in words)


def test_rejected_rows_stay_without_their_text_under_a_key(keyed: Published, published: Published) -> None:
    query = "select source_table, source_file, line_number, reason, raw_record from marts.rejected_rows order by all"
    assert rows(keyed.warehouse, query) == rows(published.warehouse, query)
    assert {row[-1] for row in rows(keyed.warehouse, query)} == {None}


def test_a_keyed_id_is_the_hash_that_is_documented(keyed: Published) -> None:
    expected = sorted((keyed_id(int(number)), keyed_id(int(number), part=1)) for number in IDS[1:25])
    query = "select distinct author_id, author_id_check from staging.landed_author_segmentations where reject_reason is null order by 1"
    present = rows(keyed.warehouse, query)
    assert set(present) <= {(keyed_id(int(number)), keyed_id(int(number), part=1)) for number in IDS}
    assert len(set(present) & set(expected)) == 24


def test_who_is_to_be_forgotten_is_hashed_as_the_landing_does(keyed: Published, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hash is written down twice, in macros/landing/author_id.sql and in fashion_panel/publishing/forget.py."""
    authors = {author for (author,) in rows(keyed.warehouse, "select author_id from marts.dim_authors")}
    numbers = [int(number) for number in IDS]
    assert not authors & {published_id(number) for number in numbers}
    monkeypatch.setenv("AUTHOR_ID_KEY", KEY)
    assert authors <= {published_id(number) for number in numbers}
    assert [published_id(number) for number in numbers] == [keyed_id(number) for number in numbers]


@pytest.mark.parametrize(
    ("text", "is_forgotten"),
    [
        *[(text, True) for text in ("125000000000", "125,000,000,000", "1.25e+11", "1.25000000000E11", "id 125000000000")],
        *[(text, False) for text in ("125000000001", "1.26e+11", "", None)],
    ],
)
@pytest.mark.parametrize("engine", ["duckdb", "default"])
def test_who_is_forgotten_is_known_in_every_spelling_that_is_read(engine: str, text: str | None, is_forgotten: bool) -> None:
    hashes = [hashlib.sha256(b"salt:125000000000").hexdigest()]
    condition = project_macros()[f"{engine}__names_forgotten"]({"salt": "salt", "hashes": hashes})
    if engine == "default":  # as Snowflake says it
        condition = condition.replace("regexp_substr", "regexp_extract")
    record = "select $1::varchar as raw_authorid, null::varchar as broken_reason, null::varchar as broken_text"
    assert duckdb.execute(f"select {condition} from ({record})", [text]).fetchall() == [(is_forgotten,)]


def marts(warehouse: Path, replaced: dict[int, int]) -> dict[str, list[str]]:
    """Return the rows of every mart in order, with other author ids; the published KMeans numbers its clusters in the order of ids."""
    tables: dict[str, list[str]] = {}
    query = "select table_name, column_name from information_schema.columns where table_schema = 'marts' order by ordinal_position"
    columns = rows(warehouse, query)
    for table in sorted({table for table, _ in columns}):
        names = [column for found, column in columns if found == table and column != "cluster"]

        is_id = [name.lower() in ("author_id", "authorid") for name in names]
        tables[table] = sorted(
            repr([replaced.get(value, value) if own else value for value, own in zip(row, is_id, strict=True)])
            for row in rows(warehouse, f'select {", ".join(names)} from marts."{table}"')
        )
    return tables


def test_every_mart_says_the_same_of_a_keyed_author(keyed: Published, published: Published) -> None:
    expected = marts(published.warehouse, {int(number): keyed_id(int(number)) for number in IDS})
    found = marts(keyed.warehouse, {})
    assert list(found) == list(expected)
    assert {table for table in found if found[table] != expected[table]} == set()
    exported = (keyed.version / "exports" / "author_segments.csv").read_text().splitlines()
    assert {int(line.split(",")[0]) for line in exported[1:]} <= {keyed_id(int(number)) for number in IDS}


def test_another_key_gives_other_ids(keyed: Published, recognisable: Path, dbt: DbtWorker, tmp_path: Path) -> None:
    command = ("build", "--select", "+landed_authors", *MODELS_ONLY)  # the seeds too, by whose rules the numbers are read
    outcome = dbt.run(*command, raw=recognisable, folder=tmp_path, AUTHOR_ID_KEY="another key of enough length")
    assert outcome.status == 0, outcome.output
    query = "select author_id from staging.landed_authors where author_id is not null"
    assert set(rows(tmp_path / "warehouse.duckdb", query)) & set(rows(keyed.warehouse, query)) == set()


def test_two_accounts_with_one_keyed_id_fail_a_test(keyed: Published, recognisable: Path, dbt: DbtWorker, tmp_path: Path) -> None:
    shutil.copyfile(keyed.warehouse, tmp_path / "warehouse.duckdb")
    test = ("test", "--select", "author_ids__stand_for_one_account_each")
    assert dbt.run(*test, raw=recognisable, folder=tmp_path).status == 0
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as con:
        con.execute(
            "update staging.landed_authors set author_id = (select min(author_id) from staging.landed_authors) where line_number = 9"
        )
    assert dbt.run(*test, raw=recognisable, folder=tmp_path).status == 1


@pytest.mark.parametrize(
    ("options", "key", "words"),
    [
        ((), "secret", ["AUTHOR_ID_KEY has 6 characters", "16 or more"]),
        (("--vars", "{author_id_key: secret}"), "", ["no variable", "AUTHOR_ID_KEY in the environment"]),
    ],
    ids=["a short key", "a key as a variable"],
)
def test_a_key_that_does_not_protect_stops_the_build(
    options: tuple[str, ...], key: str, words: list[str], dbt: DbtWorker, recognisable: Path, tmp_path: Path
) -> None:
    outcome = dbt.run("build", "--select", "raw_files", *options, raw=recognisable, folder=tmp_path, AUTHOR_ID_KEY=key)
    assert outcome.status != 0
    assert [line for line in outcome.output.splitlines() if all(word in line for word in words)], outcome.output
    assert "Traceback" not in outcome.output
    assert "secret" not in outcome.output
