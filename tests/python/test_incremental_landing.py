"""A new file is landed and made into items without the former ones, and the warehouse is the one that a full build makes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import duckdb
import pytest
from builds import MODELS_ONLY, NO_UNIT_TESTS, TABLES, DbtWorker, rows
from plans import kept_in_memory

from fashion_panel.__main__ import main as fashion

LANDING = (
    *("--select", "+path:models/staging", "raw_row_ledger", "raw_row_ledger__counts_what_is_staged"),
    *("--indirect-selection", "cautious", *NO_UNIT_TESTS),
)
LABELS, POSTS = "MART_IMAGES_LABELS", "MART_IMAGES_OF_POSTS"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a small demo, bad rows included."""
    folder = tmp_path_factory.mktemp("whole")
    fashion(["demo", "--authors", "150", "--seed", "5", "--out", str(folder)])
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


@pytest.fixture
def builds(tmp_path: Path) -> Path:
    """Return the folder of the warehouse, of what was compiled and of the logs."""
    return tmp_path / "builds"


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
    where table_schema = 'staging' and regexp_matches(table_name, '^(landed|duplicate|raw)')
    order by 1
"""


def assert_like_a_full_build(dbt: DbtWorker, warehouse: Path, delivery: Path) -> None:
    """Build the delivery from nothing and compare everything that was landed."""
    kept = warehouse.rename(warehouse.with_name("kept.duckdb"))
    fresh = dbt.build(*LANDING, raw=delivery, folder=warehouse.parent)
    found, expected = landed(kept), landed(fresh)
    assert list(found) == list(expected)
    assert len(expected) == 17
    assert {table for table in expected if found[table] != expected[table]} == set()


def test_a_new_file_is_landed_alone_and_every_mart_is_that_of_a_full_build(
    dbt: DbtWorker, delivery: Path, builds: Path, tmp_path: Path
) -> None:
    second = delivery / f"{LABELS}_2.csv"
    aside = second.rename(tmp_path / second.name)
    dbt.build(*LANDING, raw=delivery, folder=builds)
    aside.rename(second)
    grown = dbt.build(*MODELS_ONLY, raw=delivery, folder=builds).rename(tmp_path / "grown.duckdb")
    assert files_read(builds, "landed_label_records") == [second.name]
    assert files_read(builds, "landed_post_images") == files_read(builds, "raw_column_counts") == []
    assert rows(grown, f"select sum(duplicate_rows) > 0 from marts.raw_row_ledger where source_file = '{second.name}'") == [(True,)]
    full = dbt.build(*MODELS_ONLY, raw=delivery, folder=builds)
    assert files_read(builds, "landed_label_records") == [f"{LABELS}_1.csv", second.name]
    tables = [name for (name,) in rows(full, "select table_name from information_schema.tables where table_schema = 'marts' order by 1")]
    assert len(tables) > 20
    different = {
        name
        for name in tables
        if sorted(map(repr, rows(grown, f"from marts.{name}"))) != sorted(map(repr, rows(full, f"from marts.{name}")))
    }
    assert different == set()


@pytest.mark.long
def test_a_delivery_that_comes_again_is_not_read_again(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    warehouse = dbt.build(*LANDING, raw=delivery, folder=builds)
    before = landed(warehouse)
    for file in delivery.iterdir():
        file.write_bytes(file.read_bytes())  # another time of change, the same bytes
    dbt.build(*LANDING, raw=delivery, folder=builds)
    assert landed(warehouse) == before
    models = ("landed_authors", "landed_author_segmentations", "landed_post_images", "landed_label_records", "raw_column_counts")
    assert [files_read(builds, model) for model in models] == [[]] * 5


def test_a_changed_part_is_never_mixed_with_its_former_self(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    dbt.build(*LANDING, raw=delivery, folder=builds)
    first = delivery / f"{LABELS}_1.csv"
    first.write_text(first.read_text(encoding="utf-8").replace(",coat", ",dress"), encoding="utf-8")
    warehouse = dbt.build(*LANDING, raw=delivery, folder=builds)
    assert files_read(builds, "landed_label_records") == [first.name, f"{LABELS}_2.csv"]
    assert files_read(builds, "landed_post_images") == []
    assert_like_a_full_build(dbt, warehouse, delivery)


@pytest.mark.long
def test_what_a_new_part_says_of_a_column_changes_how_the_former_ones_are_read(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    header = "AUTHORID,GEO_ZONE,NB_FOLLOWERS,FASHION_INTEREST_SEGMENT\n"
    first = delivery / "MART_AUTHORS_SEGMENTATIONS.csv"
    first.write_text(f"{header}1,us,52.729,true\n2,us,7,true\n", encoding="utf-8")
    followers = "select author_id, follower_count from staging.stg_delivery__author_segmentations order by 1"
    assert rows(dbt.build(*LANDING, raw=delivery, folder=builds), followers) == [(1, None), (2, 7)]
    second = delivery / "MART_AUTHORS_SEGMENTATIONS_2.csv"
    second.write_text(f"{header}3,us,11995.57,true\n", encoding="utf-8")
    warehouse = dbt.build(*LANDING, raw=delivery, folder=builds)
    assert rows(warehouse, followers) == [(1, 52), (2, 7), (3, 11995)]
    third = delivery / "MART_AUTHORS_SEGMENTATIONS_3.csv"
    third.write_text(f"{header}4,us,8.5,true\n", encoding="utf-8")
    dbt.build(*LANDING, raw=delivery, folder=builds)
    assert files_read(builds, "landed_author_segmentations") == [third.name]
    assert_like_a_full_build(dbt, warehouse, delivery)


def test_a_withdrawn_part_leaves_no_row(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    dbt.build(*LANDING, raw=delivery, folder=builds)
    (delivery / f"{LABELS}_2.csv").unlink()
    assert_like_a_full_build(dbt, dbt.build(*LANDING, raw=delivery, folder=builds), delivery)


@pytest.mark.long
def test_a_part_that_sorts_before_the_others_is_numbered_as_in_a_full_build(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    late = (delivery / f"{LABELS}_1.csv").rename(delivery.parent / "late.csv")
    dbt.build(*LANDING, raw=delivery, folder=builds)
    late.rename(delivery / f"{LABELS}_1.csv")
    assert_like_a_full_build(dbt, dbt.build(*LANDING, raw=delivery, folder=builds), delivery)


@pytest.mark.long
def test_full_refresh_reads_everything_again(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    warehouse = dbt.build(*LANDING, raw=delivery, folder=builds)
    before = landed(warehouse)
    dbt.build(*LANDING, "--full-refresh", raw=delivery, folder=builds)
    assert landed(warehouse) == before
    assert files_read(builds, "landed_label_records") == [f"{LABELS}_1.csv", f"{LABELS}_2.csv"]


def land_later(dbt: DbtWorker, part: Path, builds: Path, model: str) -> Path:
    """Land the delivery without a part of it, then the part, which alone is read into the model; return the warehouse."""
    select = ("--select", "+path:models/staging", "rejected_rows", *MODELS_ONLY)
    aside = part.rename(part.parent.parent / part.name)
    dbt.build(*select, raw=part.parent, folder=builds)
    aside.rename(part)
    warehouse = dbt.build(*select, raw=part.parent, folder=builds)
    assert files_read(builds, model) == [part.name]
    return warehouse


def test_long_parts_keep_their_lines_whichever_was_landed_first(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    """Lines are places in the table, which DuckDB fills from several scans at once: so parts of many scans, with bad lines among them."""
    line_count, step = 700_000, 49_999
    names = [f"{LABELS}_{number}.csv" for number in (1, 2, 3)]
    for number, name in enumerate(names):
        lines = [f"{number * line_count + line},shoe,,boots\n" for line in range(line_count)]
        lines[number::step] = [f"bad{line + 2},shoe,,boots\n" for line in range(number, line_count, step)]
        (delivery / name).write_text("IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME\n" + "".join(lines), encoding="utf-8")
    warehouse = land_later(dbt, delivery / names[2], builds, "landed_label_records")
    query = f"select source_file, line_number, raw_record from marts.rejected_rows where source_table = '{LABELS}' order by all"
    expected = [
        (name, line + 2, f"bad{line + 2},shoe,,boots") for number, name in enumerate(names) for line in range(number, line_count, step)
    ]
    assert rows(warehouse, query) == expected


@pytest.mark.long
def test_posts_of_several_lines_keep_their_lines_whichever_part_was_landed_first(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    """The line of a post is its number in its file and the line breaks before it, in bad records as in good ones."""
    (delivery / f"{POSTS}.csv").unlink()
    names, expected = [f"{POSTS}_{number}.csv" for number in (1, 2, 3)], []
    for number, name in enumerate(names):
        records, line = ["POST_ID,AUTHORID,COMMENT_COUNT,POST_CAPTION,NB_LIKES,POST_PUBLICATION_DATE,IMAGE_ID\n"], 2
        for post in range(200_000):
            is_bad, breaks = post % 9_973 == number, (post + number) % 4
            caption = "x\n" * breaks
            records.append(f'{"bad" if is_bad else post},1,1,"{caption}",1,2024-03-01,{number}\n')
            expected += [(name, line)] if is_bad else []
            line += 1 + breaks
        (delivery / name).write_text("".join(records), encoding="utf-8")
    warehouse = land_later(dbt, delivery / names[2], builds, "landed_post_images")
    query = f"select source_file, line_number from marts.rejected_rows where source_table = '{POSTS}' order by all"
    assert rows(warehouse, query) == expected


ITEMS = ("--select", "+int_image_items", *MODELS_ONLY)


ITEMS_BY_FILE = """
    with files as (select file_number from staging.raw_files where source_file = '{file}'),
    images as (select image_id from staging.landed_image_labels where file_number in (from files) and image_id is not null)
    select
        (case when image_id in (from images) then 'named' else 'not named' end, case item_count when 1000 then 'spoilt' else 'made' end),
        count(*)
    from intermediate.int_image_items
    group by 1
"""


def items(warehouse: Path) -> list[tuple[object, ...]]:
    """Return the items of all images, in order."""
    return sorted(rows(warehouse, "from intermediate.int_image_items"), key=repr)


def spoil_items(warehouse: Path) -> None:
    """Give every row of int_image_items a count that no build makes."""
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update intermediate.int_image_items set item_count = 1000")


def test_the_items_of_a_new_file_are_made_and_those_of_other_images_left_alone(
    dbt: DbtWorker, delivery: Path, builds: Path, tmp_path: Path
) -> None:
    second = delivery / f"{LABELS}_2.csv"
    aside = second.rename(tmp_path / second.name)
    spoil_items(dbt.build(*ITEMS, raw=delivery, folder=builds))
    aside.rename(second)
    warehouse = dbt.build(*ITEMS, raw=delivery, folder=builds)
    counts = dict(rows(warehouse, ITEMS_BY_FILE.format(file=second.name)))
    assert set(counts) == {("named", "made"), ("not named", "spoilt")}
    assert min(counts.values()) > 1000
    (model,) = (builds / "target").glob("compiled/**/int_image_items.sql")
    kept = kept_in_memory(model.read_text(encoding="utf-8"), warehouse)
    assert len(kept) > 3
    assert [tables for tables in kept if "landed_label_records" in tables] == []


@pytest.mark.long
def test_items_made_from_a_changed_or_withdrawn_part_are_all_made_anew(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    spoil_items(dbt.build(*ITEMS, raw=delivery, folder=builds))
    second = delivery / f"{LABELS}_2.csv"
    second.write_text(second.read_text(encoding="utf-8").replace(",coat", ",dress"), encoding="utf-8")
    changed = items(dbt.build(*ITEMS, raw=delivery, folder=builds))
    second.unlink()
    withdrawn = items(dbt.build(*ITEMS, raw=delivery, folder=builds))
    assert withdrawn == items(dbt.build(*ITEMS, "--full-refresh", raw=delivery, folder=builds))
    assert 0 < len(withdrawn) < len(changed)
    assert 1000 not in {row[-2] for row in changed}


@pytest.mark.long
def test_items_made_by_hand_before_their_files_are_landed_are_made_anew(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    dbt.build(*ITEMS, raw=delivery, folder=builds)
    first = delivery / f"{LABELS}_1.csv"
    first.write_text(first.read_text(encoding="utf-8").replace(",coat", ",dress"), encoding="utf-8")
    dbt.build("--select", "raw_files", "int_image_items", *MODELS_ONLY, raw=delivery, folder=builds)
    mended = items(dbt.build(*ITEMS, raw=delivery, folder=builds))
    assert mended == items(dbt.build(*ITEMS, "--full-refresh", raw=delivery, folder=builds))


@pytest.mark.long
def test_items_made_by_other_models_or_seeds_are_made_anew(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    warehouse = dbt.build(*ITEMS, raw=delivery, folder=builds)
    expected = items(warehouse)
    spoil_items(warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("update intermediate.int_image_items set built_from = left(built_from, 32) || md5('former taxonomy')")
    assert items(dbt.build(*ITEMS, raw=delivery, folder=builds)) == expected


# the tables that grow by accounts, and a number in each
BY_ACCOUNT = {
    "int_post_items": "item_count",
    "int_author_labels": "item_count",
    "int_label_author_weeks": "like_count",
    "published_author_list_sets": "comment_row_count",
}
GROWN = ("--select", *(f"+{name}" for name in BY_ACCOUNT), *MODELS_ONLY)


def by_account(warehouse: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of the tables that grow by accounts, in order; the version tells which build made them."""
    query = "select * exclude (author_version) from intermediate."
    return {name: sorted(rows(warehouse, query + name), key=repr) for name in BY_ACCOUNT}


def spoil_accounts(warehouse: Path) -> None:
    """Give every row of the tables that grow by accounts a number that no build makes."""
    with duckdb.connect(str(warehouse)) as connection:
        for name, column in BY_ACCOUNT.items():
            connection.execute(f"update intermediate.{name} set {column} = -1")


def accounts(warehouse: Path, name: str, condition: str) -> set[int]:
    """Return the accounts that have such a row."""
    return {author for (author,) in rows(warehouse, f"select distinct author_id from intermediate.{name} where {condition}")}


@pytest.mark.parametrize("table", [LABELS, POSTS])
def test_rows_of_the_accounts_of_a_new_file_are_made_and_those_of_others_left_alone(
    dbt: DbtWorker, delivery: Path, builds: Path, table: str
) -> None:
    first = delivery / f"{table}{'_1' if table == LABELS else ''}.csv"
    header, *lines = first.read_text(encoding="utf-8").splitlines(keepends=True)
    line = next(
        line for line in reversed(lines) if line.count(",") == header.count(",") and '"' not in line and line.split(",")[0].isdigit()
    )
    if table == LABELS:
        image = line.split(",")[0]
        line, concerned = f"{image},shoe,new,boots\n", f"select author_id from intermediate.int_author_image_weeks where image_id = {image}"
    else:
        account = line.split(",")[header.split(",").index("AUTHORID")]
        post, at = line.split(","), header.split(",").index("NB_LIKES")
        post[at], concerned = "123456", f"select {account}"
        line = ",".join(post)
    warehouse = dbt.build(*GROWN, raw=delivery, folder=builds)
    spoil_accounts(warehouse)
    (delivery / f"{table}_9.csv").write_text(header + line, encoding="utf-8")
    grown = dbt.build(*GROWN, raw=delivery, folder=builds)
    new = {author for (author,) in rows(grown, concerned)}
    assert len(new) == 1
    for name, column in BY_ACCOUNT.items():
        assert accounts(grown, name, f"{column} is distinct from -1") == new
        assert len(accounts(grown, name, f"{column} = -1")) > 50
    made = {name: [row for row in found if row[0] in new] for name, found in by_account(grown).items()}
    full = by_account(dbt.build(*GROWN, "--full-refresh", raw=delivery, folder=builds))
    assert made == {name: [row for row in found if row[0] in new] for name, found in full.items()}


def test_accounts_without_rows_any_more_keep_none(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    before = by_account(dbt.build(*GROWN, raw=delivery, folder=builds))
    (delivery / f"{LABELS}_2.csv").unlink()
    posts = delivery / f"{POSTS}.csv"
    header, *lines = posts.read_text(encoding="utf-8").splitlines(keepends=True)
    gone = str(before["int_post_items"][0][0])
    posts.write_text(header + "".join(line for line in lines if gone not in line), encoding="utf-8")
    after = by_account(dbt.build(*GROWN, raw=delivery, folder=builds))
    assert all(len(after[name]) < len(before[name]) and int(gone) not in {row[0] for row in after[name]} for name in BY_ACCOUNT)
    assert after == by_account(dbt.build(*GROWN, "--full-refresh", raw=delivery, folder=builds))


def test_a_table_of_accounts_is_rebuilt_when_a_third_of_it_was_deleted(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    stored = "select estimated_size, (select count(*) from intermediate.{0}) from duckdb_tables() where table_name = '{0}'"
    warehouse = dbt.build(*GROWN, raw=delivery, folder=builds)
    spoil_accounts(warehouse)
    with duckdb.connect(str(warehouse), config={"max_vacuum_tasks": "0"}) as connection:
        for name, some in zip(BY_ACCOUNT, ("% 3 <> 0", "% 4 = 0") * 2, strict=True):  # two thirds, and a quarter of the accounts
            connection.execute(f"create or replace temp table again as from intermediate.{name} where author_id {some}")
            connection.execute(f"delete from intermediate.{name} where author_id {some}")
            connection.execute(f"insert into intermediate.{name} from again")
    before = {name: rows(warehouse, stored.format(name))[0] for name in BY_ACCOUNT}
    dbt.build(*GROWN, raw=delivery, folder=builds)
    for (name, column), (rows_stored, rows_live) in zip(BY_ACCOUNT.items(), before.values(), strict=True):
        is_rebuilt = rows_stored > 1.5 * rows_live
        assert is_rebuilt == (name in ("int_post_items", "int_label_author_weeks"))
        assert rows(warehouse, stored.format(name)) == [(rows_live, rows_live) if is_rebuilt else (rows_stored, rows_live)]
        assert bool(accounts(warehouse, name, f"{column} = -1")) is not is_rebuilt


@pytest.mark.long
def test_rows_of_accounts_made_by_other_models_or_seeds_are_made_anew(dbt: DbtWorker, delivery: Path, builds: Path) -> None:
    warehouse = dbt.build(*GROWN, raw=delivery, folder=builds)
    expected = by_account(warehouse)
    spoil_accounts(warehouse)
    with duckdb.connect(str(warehouse)) as connection:
        for name in BY_ACCOUNT:
            connection.execute(f"update intermediate.{name} set author_version = hash(author_version, 'former taxonomy')")
    assert by_account(dbt.build(*GROWN, raw=delivery, folder=builds)) == expected
