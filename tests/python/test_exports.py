"""Deliveries as real tools write them (tests/deliveries): each is read as its people meant it, or stops with a sentence.

How a cell is read depends on its file alone, so that all deliveries which are read are parts of one here, and one build reads them.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builds import TABLES, DbtWorker, Outcome, rows

CASES = Path(__file__).parents[1] / "deliveries"
AUTHORS, SEGMENTATIONS, POSTS, LABELS = TABLES
LANDING = ("build", "--select", "+raw_row_ledger", "+rejected_rows", "+cell_issues", "+stg_delivery__image_labels", "+dim_labels")
LANDING += ("--exclude-resource-type", "unit_test", "--indirect-selection", "buildable")
STOPS = {
    "commas_behind_backslashes": [
        f"None of the 32 rows of {LABELS} can be used: wrong_field_count 32 times, e.g. '\\,', for backslashes and no quotes",
    ],
    "every_id_scientific": [f"None of the 8 rows of {AUTHORS} can be used: author_id_not_exact 8 times, e.g. '8.95209E+11'"],
    "followers_point_thousands": [f"{SEGMENTATIONS}.csv separates thousands by points in NB_FOLLOWERS ('1.204.338', '52.000')"],
    "ids_float_past_2_53": [f"None of the 16 rows of {POSTS} can be used: author_id_not_exact 16 times"],
    "ids_unsigned_64": [f"None of the 8 rows of {SEGMENTATIONS} can be used: author_id_beyond_64_bits 8 times"],
    "windows_1252": [f"{POSTS}.csv is Windows-1252 and not UTF-8"],
}
READ = sorted(path.name for path in CASES.iterdir() if path.name not in STOPS)


def table_of(file: Path) -> str:
    """Return the table that a file is a part of, whatever is in front of its name."""
    return max((table for table in TABLES if table in file.name), key=len)


def whole_delivery(case: str, folder: Path) -> Path:
    """Write the four tables of a case: its own files, and those of `plain` for the rest."""
    folder.mkdir()
    own = list((CASES / case).iterdir())
    plain = [CASES / "plain" / f"{table}.csv" for table in TABLES if table not in map(table_of, own)]
    for file in (*own, *plain):
        shutil.copy(file, folder / file.name)
    return folder


@pytest.fixture(scope="module")
def read(dbt: DbtWorker, tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path]:
    """Build one delivery whose parts are the files of all cases that are read."""
    folder = tmp_path_factory.mktemp("exports")
    raw = folder / "raw"
    raw.mkdir()
    for case in READ:
        for file in (CASES / case).iterdir():
            name = file.name.replace(table_of(file), f"{table_of(file)}__{case}__", 1)
            shutil.copy(file, raw / name)
    outcome = dbt.run(*LANDING, raw=raw, folder=folder)
    assert outcome.status == 0, outcome.output
    return outcome, folder / "warehouse.duckdb"


# what the valid records of a table say, in one row
QUESTIONS = {
    AUTHORS: "select count(follower_count), max(follower_count), sum(follow_count) from staging.landed_authors",
    SEGMENTATIONS: "select count(follower_count), max(follower_count), sum(is_fashion_forward::int)"
    " from staging.landed_author_segmentations",
    POSTS: "select count(*), min(published_at)::varchar, max(published_at)::varchar, sum(like_count) from staging.landed_post_images",
    LABELS: "select count(*), count(distinct position_in_image), string_agg(distinct label_type, ' ' order by label_type)"
    " from staging.landed_image_labels",
}
PLAIN = {
    AUTHORS: (8, 1204338, 280),
    SEGMENTATIONS: (8, 1204338, 2),
    POSTS: (16, "2024-03-01 00:30:00", "2024-03-16 15:30:00", 280),
    LABELS: (32, 32, "object_detection shoe"),
}
# what is right where it is not what the plain delivery says
RIGHT = {
    ("exact_scientific", POSTS): (*PLAIN[POSTS][:3], 1_600_000),
    ("followers_null_words", AUTHORS): (1, 1204338, 70),
    ("followers_null_words", SEGMENTATIONS): (1, 1204338, 2),
    ("followers_null_words", POSTS): (2, "2024-03-08 07:30:00", "2024-03-16 15:30:00", 42),
    ("hidden_likes_minus_1", POSTS): (*PLAIN[POSTS][:3], 216),
    ("new_label_type", LABELS): (32, 32, "object_detection shoe texture"),
    ("one_post_of_2099", POSTS): (16, "2024-03-01 00:30:00", "2099-01-01 00:00:00", 280),
    ("parquet_binary_strings", LABELS): (32, 32, "object_detection shoe"),
    ("part_with_date_in_front", LABELS): (16, 16, "object_detection shoe"),
    ("position_null_words", LABELS): (32, 0, "object_detection shoe"),
    ("two_exports_side_by_side", AUTHORS): (16, 1204338, 560),
    ("two_exports_side_by_side", SEGMENTATIONS): (16, 1204338, 4),
    ("two_exports_side_by_side", POSTS): (32, *PLAIN[POSTS][1:3], 560),
    ("two_exports_side_by_side", LABELS): (64, 32, "object_detection shoe"),
}


@pytest.mark.parametrize("case", READ)
def test_a_real_export_is_read_as_it_was_meant(case: str, read: tuple[Outcome, Path]) -> None:
    of_case = f"source_file like '%\\_\\_{case}\\_\\_%' escape '\\'"
    found, right = {}, {}
    for table in {table_of(file) for file in (CASES / case).iterdir()}:
        query = f"{QUESTIONS[table]} inner join staging.raw_files using (file_number) where reject_reason is null and {of_case}"
        (found[table],) = rows(read[1], query)
        right[table] = RIGHT.get((case, table), PLAIN[table])
    assert found == right
    assert rows(read[1], f"select sum(rejected_rows) from marts.raw_row_ledger where {of_case}") == [(0,)]


def test_positions_of_unmarked_parquet_are_as_written(read: tuple[Outcome, Path]) -> None:
    query = "select min(position_in_image) from staging.landed_image_labels inner join staging.raw_files using (file_number)"
    assert rows(read[1], f"{query} where source_file like '%parquet_binary%'") == [('{"x": 0}',)]


def test_the_closing_lines_name_what_was_read_how(read: tuple[Outcome, Path]) -> None:
    lines = [
        "The file MART_IMAGES_LABELS__empty_part_beside_others___1.csv is empty and passed over.",
        "is not taken because of its name",
        "NB_FOLLOWERS of MART_AUTHORS_SEGMENTATIONS__followers_comma_thousands__.csv: commas separate thousands",
        "POST_PUBLICATION_DATE of MART_IMAGES_OF_POSTS__date_epoch_seconds__.csv: dates are read as seconds since 1970, as 16 of 16",
        "AUTHORID of MART_AUTHORS__ids_excel_15_digits__.csv: 3 ids of 16 and more digits look as if they went through a floating-point",
        "cells negative, e.g. '-1' (MART_IMAGES_OF_POSTS; set to null)",
        "Words for no value in MART_AUTHORS_SEGMENTATIONS, taken as unknown: NB_FOLLOWERS 7",
        "come in several files with other counts: the file whose name sorts last is kept",
        "TYPE 'texture' is none of the seed label_types: its 4 labels stay, outside the vocabulary",
    ]
    assert [line for line in lines if line not in read[0].output] == []


@pytest.mark.parametrize("case", STOPS)
def test_an_export_that_would_be_misread_stops_the_build(case: str, dbt: DbtWorker, tmp_path: Path) -> None:
    outcome = dbt.run(*LANDING, raw=whole_delivery(case, tmp_path / "raw"), folder=tmp_path)
    assert outcome.status != 0
    assert [sentence for sentence in STOPS[case] if sentence not in outcome.output] == [], outcome.output
    assert rows(tmp_path / "warehouse.duckdb", "select count(*) from information_schema.tables where table_name like 'stg%'") == [(0,)]
    if case == "every_id_scientific":
        outcome = dbt.run(*LANDING, "--vars", "accept_losses: true", raw=tmp_path / "raw", folder=tmp_path)
        assert outcome.status == 0, outcome.output
