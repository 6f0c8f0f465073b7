"""What a build promises on any delivery: the same result again, results that follow the seeds, sentences instead of tracebacks."""

from __future__ import annotations

import csv
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from builds import HAND_COUNTED, MODELS_ONLY, NO_UNIT_TESTS, ROOT, TABLES, DbtWorker, build, copy_of_project, replace, rows, run_dbt
from report_facts import assert_true

from fashion_panel.__main__ import main as fashion

AUTHORS = 250
PLACES = ("line_number", "source_file")  # identical marts leave out where in which file a row stood


def profiles_of(folder: Path, threads: int) -> Path:
    """Return the folder of a profile whose engine has so many threads."""
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "profiles.yml", folder)
    replace(folder / "profiles.yml", "      settings:\n", f"      settings:\n        threads: {threads}\n")
    return folder


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the project, parsed once for all builds in it."""
    folder = tmp_path_factory.mktemp("promises")
    copy_of_project(folder / "project")
    return folder


@pytest.fixture(scope="module")
def raw(workshop: Path) -> Path:
    """Write a small demo, bad rows included."""
    folder = workshop / "raw"
    fashion(["demo", "--authors", str(AUTHORS), "--seed", "3", "--out", str(folder)])
    return folder


@pytest.fixture(scope="module")
def build_marts(workshop: Path) -> Callable[..., Path]:
    """Return a function that builds the models on some threads, without tests, and keeps the warehouse under a name of its own."""

    def build_one(name: str, raw: Path, threads: int = 2, options: tuple[str, ...] = ()) -> Path:
        options += (*MODELS_ONLY, "--threads", str(threads))
        profiles = profiles_of(workshop / f"profiles_{threads}", threads)
        warehouse = build(*options, raw=raw, folder=workshop, root=workshop / "project", profiles=profiles)
        return warehouse.rename(workshop / f"{name}.duckdb")

    return build_one


@pytest.fixture(scope="module")
def first(build_marts: Callable[..., Path], raw: Path) -> Path:
    """Build the demo once; every other build must be like this one."""
    return build_marts("first", raw)


def shuffle_records(source: Path, target: Path) -> None:
    """Write the records of a CSV file in another order, each as it was to the last byte."""
    with source.open(encoding="utf-8", newline="") as file:
        lines = file.readlines()
    reader = csv.reader(lines)
    records, start = [], 0
    for _ in reader:
        records.append("".join(lines[start : reader.line_num]))
        start = reader.line_num
    header, *body = records
    random.Random(11).shuffle(body)
    with target.open("w", encoding="utf-8", newline="") as file:
        file.writelines([header, *body])


def shuffle_delivery(source: Path, target: Path) -> Path:
    """Write the four files of a delivery with their records in another order."""
    target.mkdir()
    for table in TABLES:
        shuffle_records(source / f"{table}.csv", target / f"{table}.csv")
    return target


def marts(warehouse: Path) -> dict[str, list[str]]:
    """Return the rows of every mart as text that tells any two values apart, in order."""
    tables: dict[str, list[str]] = {}
    columns = rows(
        warehouse,
        "select table_name, column_name from information_schema.columns where table_schema = 'marts' order by table_name, ordinal_position",
    )
    for table in sorted({table for table, _ in columns}):
        names = ", ".join(f'"{column}"' for found, column in columns if found == table and column not in PLACES)
        tables[table] = sorted(map(repr, rows(warehouse, f'select {names} from marts."{table}"')))
    return tables


def assert_identical(one: Path, other: Path) -> None:
    """Compare every mart of two warehouses, doubles to the last bit."""
    expected, found = marts(one), marts(other)
    assert list(found) == list(expected)
    assert len(expected) >= 10
    different = {table: [pair for pair in zip(expected[table], found[table], strict=False) if pair[0] != pair[1]][:2] for table in expected}
    assert {table: pairs for table, pairs in different.items() if pairs} == {}
    assert {table: len(found[table]) for table in found} == {table: len(expected[table]) for table in expected}


def test_neither_the_order_of_the_rows_nor_the_number_of_threads_changes_a_mart_of_the_fixture(hand_counted: Path, tmp_path: Path) -> None:
    shuffled = shuffle_delivery(HAND_COUNTED, tmp_path / "shuffled")
    options = (*MODELS_ONLY, "--threads", "1")
    assert_identical(hand_counted, build(*options, raw=shuffled, folder=tmp_path, profiles=profiles_of(tmp_path / "profiles", 1)))


@pytest.mark.long
def test_the_small_demo_is_worth_comparing(first: Path) -> None:
    """It has clusters, flags, bad rows and doubles enough for a difference to show."""
    assert rows(first, "select count(*) > 1 from marts.segment_registry") == [(True,)]
    assert rows(first, "select count(*) > 20 from marts.author_category_scores where is_flagged") == [(True,)]
    assert rows(first, "select count(*) > 10 from marts.cell_issues") == [(True,)]
    assert rows(first, "select count(*) > 150000 from staging.landed_image_labels") == [(True,)]


@pytest.mark.long
def test_neither_the_order_of_the_rows_nor_the_number_of_threads_changes_a_mart(
    first: Path, raw: Path, workshop: Path, build_marts: Callable[..., Path]
) -> None:
    """One build for both: shuffled records, and one thread of dbt and of DuckDB where the first build has two."""
    assert_identical(first, build_marts("shuffled", shuffle_delivery(raw, workshop / "shuffled"), threads=1))


# ---------------------------------------------------------------------------------------------------------------------
# Seeds
# ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_a_changed_seed_changes_the_result_and_the_tests_still_hold(tmp_path: Path, hand_counted: Path) -> None:
    """The edge of a band, a threshold and the least items of a rule, each moved just past an author of the fixture."""
    project = copy_of_project(
        tmp_path / "project",
        ("follower_bands.csv", "mainstream,0,12000\n", "mainstream,0,11995\n"),
        ("follower_bands.csv", "trendy,12001,", "trendy,11996,"),
        ("thresholds.csv", "min_fashion_items,20,", "min_fashion_items,21,"),
        ("style_rules.csv", "luxury,3,5,3", "luxury,3,6,3"),
    )
    select = ("--select", "+author_segments", "--indirect-selection", "buildable", *NO_UNIT_TESTS)
    changed = build(*select, raw=HAND_COUNTED, folder=tmp_path, root=project)
    query = "select author_id, follower_band, style_state, primary_style from marts.author_segments where author_id <= 3 order by 1"
    assert rows(hand_counted, query) == [
        (1, "mainstream", "assigned", None),
        (2, "mainstream", "non_fashion", None),
        (3, "trendy", "insufficient_data", "luxury"),
    ]
    assert rows(changed, query) == [
        (1, "trendy", "insufficient_data", None),
        (2, "mainstream", "insufficient_data", None),
        (3, "trendy", "insufficient_data", None),
    ]


@pytest.mark.long
def test_bands_with_a_gap_or_an_overlap_fail_their_test(tmp_path: Path) -> None:
    gap, overlap = ("follower_bands.csv", "trendy,12001,", "trendy,12002,"), ("follower_bands.csv", "edgy,40001,", "edgy,40000,")
    project = copy_of_project(tmp_path / "project", gap, overlap)
    run = run_dbt("build", "--select", "follower_bands", raw=HAND_COUNTED, folder=tmp_path, root=project)
    assert run.returncode == 1
    assert "FAIL 2 tiles_whole_numbers_follower_bands" in run.stdout


# ---------------------------------------------------------------------------------------------------------------------
# Sentences
# ---------------------------------------------------------------------------------------------------------------------


def delivery(folder: Path, **texts: str | None) -> Path:
    """Copy the hand-counted delivery, with other texts for some files; None leaves the file out."""
    folder.mkdir()
    for table in TABLES:
        text = texts.get(table, (HAND_COUNTED / f"{table}.csv").read_text(encoding="utf-8"))
        if text is not None:
            (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


def assert_stops(dbt: DbtWorker, raw: Path, folder: Path, *words: str, options: tuple[str, ...] = ()) -> None:
    """Check that a build fails with one sentence that holds all the words, without a traceback, and makes no mart."""
    status, output = dbt.run("build", *options, raw=raw, folder=folder)
    assert status != 0, output
    assert "Traceback" not in output
    assert "At:" not in output
    sentences = {line.strip() for line in output.splitlines() if all(word in line for word in words)}
    assert len(sentences) >= 1, output
    assert all(sentence.endswith((".", ":")) for sentence in sentences), sentences
    warehouse = folder / "warehouse.duckdb"
    if warehouse.exists():
        assert rows(warehouse, "select count(*) from information_schema.tables where table_schema = 'marts'") == [(0,)]


def test_a_missing_raw_folder_stops_the_build_with_a_sentence(dbt: DbtWorker, tmp_path: Path) -> None:
    assert_stops(dbt, tmp_path / "nowhere", tmp_path, "raw folder", str(tmp_path / "nowhere"), "does not exist")


def test_a_missing_file_stops_the_build_with_a_sentence(dbt: DbtWorker, tmp_path: Path) -> None:
    assert_stops(dbt, delivery(tmp_path / "raw", MART_IMAGES_LABELS=None), tmp_path, "MART_IMAGES_LABELS", "no file")


def test_an_empty_file_stops_the_build_with_a_sentence(dbt: DbtWorker, tmp_path: Path) -> None:
    assert_stops(dbt, delivery(tmp_path / "raw", MART_IMAGES_LABELS=""), tmp_path, "MART_IMAGES_LABELS.csv", "header")


def test_a_missing_column_stops_the_build_with_a_sentence(dbt: DbtWorker, tmp_path: Path) -> None:
    raw = delivery(tmp_path / "raw", MART_AUTHORS_SEGMENTATIONS="AUTHORID,GEO_ZONE,FASHION_INTEREST_SEGMENT\n1,us,true\n")
    assert_stops(dbt, raw, tmp_path, "MART_AUTHORS_SEGMENTATIONS.csv", "NB_FOLLOWERS")


def test_a_file_that_only_looks_like_a_part_is_named(dbt: DbtWorker, tmp_path: Path) -> None:
    raw = delivery(tmp_path / "raw")
    (raw / "PUBLIC.MART_IMAGES_LABELS.csv").write_text("not read\n")
    status, output = dbt.run("build", "--select", "+raw_row_ledger", *MODELS_ONLY, raw=raw, folder=tmp_path)
    assert status == 0, output
    assert "The file PUBLIC.MART_IMAGES_LABELS.csv is not taken because of its name: a part of a table begins with" in output


# ---------------------------------------------------------------------------------------------------------------------
# Small deliveries, and variables
# ---------------------------------------------------------------------------------------------------------------------

HEADERS = {table: (HAND_COUNTED / f"{table}.csv").read_text(encoding="utf-8").splitlines()[0] + "\n" for table in TABLES}
ONE_AUTHOR = {
    "MART_AUTHORS": HEADERS["MART_AUTHORS"],
    "MART_AUTHORS_SEGMENTATIONS": HEADERS["MART_AUTHORS_SEGMENTATIONS"] + "1,us,12000,true\n",
    "MART_IMAGES_OF_POSTS": HEADERS["MART_IMAGES_OF_POSTS"] + "1,1,0,hello,3,2024-03-01 10:00:00,1\n",
    "MART_IMAGES_LABELS": HEADERS["MART_IMAGES_LABELS"] + "1,shoe,a,boots\n",
}


LARGEST, SMALLEST = 2**63 - 1, -(2**63)
LARGEST_NUMBERS = {
    "MART_AUTHORS": f"{HEADERS['MART_AUTHORS']}{LARGEST},,1,{LARGEST}\n{SMALLEST},,,{LARGEST}\n",
    "MART_AUTHORS_SEGMENTATIONS": f"{HEADERS['MART_AUTHORS_SEGMENTATIONS']}{LARGEST},us,{LARGEST},true\n{SMALLEST},us,1,false\n",
    "MART_IMAGES_OF_POSTS": HEADERS["MART_IMAGES_OF_POSTS"]
    + f"{LARGEST},{LARGEST},{LARGEST},,{LARGEST},0001-01-01,{LARGEST}\n{LARGEST - 1},{LARGEST},1,,{LARGEST},2024-03-01,{SMALLEST}\n"
    + f"{SMALLEST},{SMALLEST},{LARGEST},,{LARGEST},9999-12-31,{LARGEST}\n{SMALLEST + 1},{SMALLEST},1,,{LARGEST},2024-03-01,1\n",
    "MART_IMAGES_LABELS": f"{HEADERS['MART_IMAGES_LABELS']}{LARGEST},shoe,a,boots\n{SMALLEST},shoe,a,boots\n",
}


OF_AUTHORS = ("author_weights", "author_anomalies", "author_fashion_scores")
OF_SEVERAL = (
    *("author_lookalikes", "author_brand_affinity", "segment_brand_affinity", "brand_pairs"),
    *("fashion_score_models", "recruiting", "recruiting_candidates"),
)
POSTS = (HAND_COUNTED / "MART_IMAGES_OF_POSTS.csv").read_text(encoding="utf-8")
ONE_WEEK = {"MART_IMAGES_OF_POSTS": re.sub(r"2024-\d\d-\d\d", "2024-03-06", POSTS)}


@pytest.mark.parametrize(
    ("texts", "authors", "labelled", "weeks"),
    [
        (HEADERS, 0, 0, 0),
        # the years 1 and 9999 are strays: each is farther from the middle post, of 2024, than a calendar is long
        pytest.param(LARGEST_NUMBERS, 2, 2, 1, marks=pytest.mark.long),
        pytest.param(ONE_AUTHOR, 1, 1, 1, marks=pytest.mark.long),
        pytest.param({"MART_IMAGES_LABELS": HEADERS["MART_IMAGES_LABELS"]}, 12, 0, 27, marks=pytest.mark.long),
        pytest.param(ONE_WEEK, 12, 6, 1, marks=pytest.mark.long),
    ],
    ids=["header only", "largest numbers", "one author", "no labels", "one week"],
)
def test_a_small_delivery_passes_all_tests(
    texts: dict[str, str], authors: int, labelled: int, weeks: int, dbt: DbtWorker, tmp_path: Path
) -> None:
    warehouse = dbt.build(*NO_UNIT_TESTS, raw=delivery(tmp_path / "raw", **texts), folder=tmp_path)
    assert rows(warehouse, "select count(*) from marts.author_segments") == [(authors,)]
    assert rows(warehouse, "select count(*) from marts.author_segments where item_count > 0") == [(labelled,)]
    query = "select distinct segmentation, count(distinct author_id) from marts.author_segmentations group by 1"
    assert {count for _, count in rows(warehouse, query)} <= {authors}
    assert rows(warehouse, "select count(*) from marts.trend_calendar where is_in_calendar") == [(weeks,)]
    # a named trend is followed in every week, whether anybody shows it or not; leads and movements need many weeks
    assert rows(warehouse, "select count(distinct week) from marts.trend_weeks") == [(weeks,)]
    assert rows(warehouse, "select count(*) from marts.trend_lead_lag where q_value < 1 or lead_weeks is not null") == [(0,)]
    assert rows(warehouse, "select count(*) from marts.trend_momentum where q_value is not null") == [(0,)]
    assert {rows(warehouse, f"select count(*) from marts.{table}")[0] for table in OF_AUTHORS} == {(authors,)}
    if labelled < 3:  # nobody to compare with, and nobody shows a brand
        assert [table for table in OF_SEVERAL if rows(warehouse, f"select count(*) from marts.{table}") != [(0,)]] == []
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        assert f" {authors} account" in assert_true(connection)


@pytest.mark.long
def test_every_sentence_of_the_report_is_true_of_sixty_accounts(dbt: DbtWorker, tmp_path: Path) -> None:
    assert fashion(["demo", "--authors", "60", "--seed", "2", "--out", str(tmp_path / "raw")]) == 0
    warehouse = dbt.build(*MODELS_ONLY, raw=tmp_path / "raw", folder=tmp_path)
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        assert " 60 accounts" in assert_true(connection)


@pytest.mark.long
def test_a_wrong_date_in_the_far_future_does_not_stretch_the_trends(
    first: Path, raw: Path, workshop: Path, build_marts: Callable[..., Path]
) -> None:
    """One post is of the year 2999, and nothing but its items goes from the trends; without the rule the last 520 weeks would be empty."""
    wrong = workshop / "wrong_date"
    shutil.copytree(raw, wrong)
    path = wrong / "MART_IMAGES_OF_POSTS.csv"
    [(post,)] = rows(first, "select max(post_id) from marts.fct_posts where image_count = 1")
    with path.open(encoding="utf-8", newline="") as file:
        header, *records = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(header)
        for record in records:
            if record[0] == str(post):
                record[header.index("POST_PUBLICATION_DATE")] = "2999-01-08 10:00:00"
            csv.writer(file).writerow(record)
    found = build_marts("wrong_date", wrong, options=("--select", "+path:models/marts/trends"))
    query = "select min(week), max(week), count(distinct week) from marts.trend_weeks"
    assert rows(found, query) == rows(first, query)
    left_out = "select cast(week as varchar), post_count, author_count, reason from marts.trend_calendar where not is_in_calendar"
    assert rows(first, left_out) == []
    assert rows(found, left_out) == [("2999-01-07", 1, 1, "after_the_calendar")]


def test_without_raw_records_the_rejected_rows_stay_and_say_nothing(dbt: DbtWorker, tmp_path: Path, hand_counted: Path) -> None:
    options = ("--select", "+rejected_rows", "--vars", "{keep_raw_records: false}")
    warehouse = dbt.build(*MODELS_ONLY, *options, raw=HAND_COUNTED, folder=tmp_path)
    query = "select source_table, source_file, line_number, reason from marts.rejected_rows order by all"
    assert rows(warehouse, query) == rows(hand_counted, query)
    assert rows(warehouse, "select count(*) from marts.rejected_rows where raw_record is not null") == [(0,)]


def test_an_unknown_variable_stops_the_build_with_a_sentence(dbt: DbtWorker, tmp_path: Path) -> None:
    assert_stops(dbt, HAND_COUNTED, tmp_path, "no variable 'keep_records'", options=("--vars", "{keep_records: false}"))


def test_an_impossible_value_of_a_variable_stops_the_build_with_a_sentence(dbt: DbtWorker, tmp_path: Path) -> None:
    assert_stops(dbt, HAND_COUNTED, tmp_path, "keep_raw_records", "true or false", options=("--vars", "{keep_raw_records: 'false'}"))
