"""A whole build of a delivery that was counted by hand: tests/fixtures/hand_counted/README.md says how each number came about."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import log
from pathlib import Path
from typing import Any

import duckdb
import pytest
from builds import rows
from plans import kept_in_memory

MAINSTREAM, TRENDY, EDGY, UNKNOWN = "mainstream", "trendy", "edgy", "unknown"


def at(text: str) -> datetime:
    """Return the time that marts hold, without its zone: UTC by definition."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC).replace(tzinfo=None)


LEDGER = [
    # table, raw, staged, duplicate, rejected
    ("MART_AUTHORS", 12, 7, 2, 3),
    ("MART_AUTHORS_SEGMENTATIONS", 19, 8, 3, 8),
    ("MART_IMAGES_LABELS", 74, 65, 2, 7),
    ("MART_IMAGES_OF_POSTS", 41, 29, 1, 11),
]

POSTS_HEADER = "POST_ID,AUTHORID,COMMENT_COUNT,POST_CAPTION,NB_LIKES,POST_PUBLICATION_DATE,IMAGE_ID"

REJECTED = [
    ("MART_AUTHORS", 11, "author_id_beyond_64_bits", "9223372036854775808,,3,1"),
    ("MART_AUTHORS", 12, "author_id_not_exact", "9007199254740992.0,,3,1"),
    ("MART_AUTHORS", 14, "repeated_header", "AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS"),
    ("MART_AUTHORS_SEGMENTATIONS", 9, "author_id_not_an_integer", "8.5,us,12,true"),
    ("MART_AUTHORS_SEGMENTATIONS", 10, "author_id_missing", r"\N,us,5,false"),
    ("MART_AUTHORS_SEGMENTATIONS", 11, "repeated_header", "AUTHORID,GEO_ZONE,NB_FOLLOWERS,FASHION_INTEREST_SEGMENT"),
    ("MART_AUTHORS_SEGMENTATIONS", 12, "author_id_missing", ",us,100,false"),
    ("MART_AUTHORS_SEGMENTATIONS", 13, "author_id_not_an_integer", "abc,us,100,false"),
    ("MART_AUTHORS_SEGMENTATIONS", 14, "author_id_not_an_integer", "0x10,us,100,false"),
    ("MART_AUTHORS_SEGMENTATIONS", 19, "author_id_not_exact", "1.1E+10,us,16,false"),
    ("MART_AUTHORS_SEGMENTATIONS", 20, "wrong_field_count", "16,us,5"),
    ("MART_IMAGES_LABELS", 68, "image_id_not_an_integer", "1001.5,colour,a,red"),
    ("MART_IMAGES_LABELS", 69, "label_type_missing", "1001,NULL,a,boots"),
    ("MART_IMAGES_LABELS", 70, "label_type_missing", "1001,,a,top"),
    ("MART_IMAGES_LABELS", 71, "label_name_missing", "1001,shoe,a,"),
    ("MART_IMAGES_LABELS", 72, "image_id_missing", ",shoe,a,boots"),
    ("MART_IMAGES_LABELS", 73, "image_id_not_an_integer", "0x10,shoe,a,boots"),
    ("MART_IMAGES_LABELS", 74, "repeated_header", "IMAGE_ID,TYPE,POSITION_IN_IMAGE,LABEL_NAME"),
    ("MART_IMAGES_OF_POSTS", 29, "publication_date_ambiguous", "501,5,0,,4,06/01/2024,5001"),
    ("MART_IMAGES_OF_POSTS", 30, "publication_date_ambiguous", "501,5,0,,4,2024-06-01 10:00:00 EDT,5001"),
    ("MART_IMAGES_OF_POSTS", 31, "publication_date_not_a_date", "501,5,0,,4,2024-13-01,5001"),
    ("MART_IMAGES_OF_POSTS", 32, "publication_date_missing", "501,5,0,,4,,5001"),
    ("MART_IMAGES_OF_POSTS", 33, "publication_date_not_a_date", "501,5,0,,4,epoch,5001"),
    ("MART_IMAGES_OF_POSTS", 36, "repeated_header", POSTS_HEADER),
    ("MART_IMAGES_OF_POSTS", 37, "post_id_missing", ",1,0,,1,2024-03-07,1001"),
    ("MART_IMAGES_OF_POSTS", 38, "author_id_missing", "107,,0,,1,2024-03-07,1001"),
    ("MART_IMAGES_OF_POSTS", 39, "image_id_missing", "107,1,0,,1,2024-03-07,"),
    ("MART_IMAGES_OF_POSTS", 40, "image_id_not_an_integer", "107,1,0,,1,2024-03-07,12.5"),
    ("MART_IMAGES_OF_POSTS", 41, "publication_date_not_a_date", "107,17,0,secretcaption of a rejected row,1,yesterday,1001"),
]

CELL_ISSUES = [
    ("MART_AUTHORS", 5, "NB_FOLLOWS", "abc", "not_readable_set_to_null"),
    ("MART_AUTHORS", 8, "BIO", None, "differs_from_the_row_kept"),
    ("MART_AUTHORS", 9, "NB_FOLLOWERS", "5000x", "not_readable_set_to_null"),
    ("MART_AUTHORS", 13, "NB_FOLLOWS", "1204.7", "not_readable_set_to_null"),
    ("MART_AUTHORS_SEGMENTATIONS", 4, "FASHION_INTEREST_SEGMENT", "maybe", "not_readable_set_to_null"),
    ("MART_AUTHORS_SEGMENTATIONS", 15, "NB_FOLLOWERS", "39999", "differs_from_the_row_kept"),
    ("MART_AUTHORS_SEGMENTATIONS", 16, "GEO_ZONE", "us", "differs_from_the_row_kept"),
    ("MART_IMAGES_OF_POSTS", 5, "POST_PUBLICATION_DATE", "2024-03-02 10:00:00", "differs_within_the_post"),
    ("MART_IMAGES_OF_POSTS", 7, "NB_LIKES", "58", "differs_within_the_post"),
    ("MART_IMAGES_OF_POSTS", 9, "COMMENT_COUNT", "abc", "not_readable_set_to_null"),
    ("MART_IMAGES_OF_POSTS", 13, "NB_LIKES", "1204.7", "not_readable_set_to_null"),
    ("MART_IMAGES_OF_POSTS", 14, "NB_LIKES", "0x10", "not_readable_set_to_null"),
    ("MART_IMAGES_OF_POSTS", 43, "COMMENT_COUNT", "x1", "not_readable_set_to_null"),
    ("MART_IMAGES_OF_POSTS", 43, "NB_LIKES", "text", "not_readable_set_to_null"),
]

# author, zone, followers, source, follows, ratio, fashion forward, band, range, cohort
AUTHORS = [
    (1, "us", 12000, "segmentations", 300, 0.025, True, MAINSTREAM, "5001_to_12000", "0_and_more"),
    (2, "us", 11995, "segmentations", None, None, False, MAINSTREAM, "5001_to_12000", "0_and_more"),
    (3, "us", 12001, "segmentations", None, None, None, TRENDY, "12001_to_40000", "0_and_more"),
    (4, "us", 40000, "segmentations", None, None, False, TRENDY, "12001_to_40000", "0_and_more"),
    (5, "fr", 40001, "segmentations", None, None, True, EDGY, "40001_to_100000", "0_and_more"),
    (6, "us", 12001, "authors", 50, 50 / 12001, False, TRENDY, "12001_to_40000", "0_and_more"),
    (7, "us", 0, "segmentations", 7, None, False, MAINSTREAM, "0", "0_and_more"),
    (9, None, 40001, "authors", None, None, None, EDGY, "40001_to_100000", "0_and_more"),
    (10, None, None, None, None, None, None, UNKNOWN, UNKNOWN, UNKNOWN),
    (11, None, None, None, None, None, None, UNKNOWN, UNKNOWN, UNKNOWN),
    (12, None, 100, "authors", 10, 0.1, None, MAINSTREAM, "1_to_1000", "0_and_more"),
    (13, None, None, None, 10, None, None, UNKNOWN, UNKNOWN, UNKNOWN),
]

# author, posts, images, items, first and last post
ACTIVITY = [
    (1, 6, 10, 20, at("2024-03-01 10:00:00"), at("2024-03-06 10:00:00")),
    (2, 2, 10, 20, at("2024-01-01 00:00:00"), at("2024-02-29 23:59:59")),
    (3, 3, 3, 6, at("2024-05-01 10:00:00"), at("2024-05-03 10:00:00")),
    (4, 1, 2, 3, at("2024-06-01 10:00:00"), at("2024-06-01 10:00:00")),
    (5, 0, 0, 0, None, None),
    (6, 0, 0, 0, None, None),
    (7, 2, 2, 2, at("2024-07-01 10:00:00"), at("2024-07-03 10:00:00")),
    (9, 0, 0, 0, None, None),
    (10, 0, 0, 0, None, None),
    (11, 1, 1, 2, at("2024-07-02 10:00:00"), at("2024-07-02 10:00:00")),
    (12, 0, 0, 0, None, None),
    (13, 0, 0, 0, None, None),
]

# post, author, published, likes, comments, images, status, rate
POSTS = [
    (101, 1, at("2024-03-01 10:00:00"), 120, 4, 2, "visible", 124 / 12000),
    (102, 1, at("2024-03-02 08:00:00"), 240, 0, 2, "visible", 240 / 12000),
    (103, 1, at("2024-03-03 00:00:00"), 60, 2, 2, "visible", 62 / 12000),
    (104, 1, at("2024-03-04 10:00:00"), 12, 3, 2, "visible", 15 / 12000),
    (105, 1, at("2024-03-05 10:00:00"), 0, 0, 2, "zero_or_hidden", None),
    (106, 1, at("2024-03-06 10:00:00"), None, 1, 1, "missing", None),
    (201, 2, at("2024-02-29 23:59:59"), 5, 0, 5, "visible", 5 / 11995),
    (202, 2, at("2024-01-01 00:00:00"), 7, 0, 5, "visible", 7 / 11995),
    (301, 3, at("2024-05-01 10:00:00"), 11, 1, 1, "visible", 12 / 12001),
    (302, 3, at("2024-05-02 10:00:00"), 23, 1, 1, "visible", 24 / 12001),
    (303, 3, at("2024-05-03 10:00:00"), 35, 1, 1, "visible", 36 / 12001),
    (401, 4, at("2024-06-01 10:00:00"), 400, 0, 2, "visible", 400 / 40000),
    (701, 7, at("2024-07-01 10:00:00"), 9, 0, 1, "visible", None),
    (702, 7, at("2024-07-03 10:00:00"), None, None, 1, "missing", None),
    (1101, 11, at("2024-07-02 10:00:00"), 9, 0, 1, "visible", None),
]

# items of each category by author; whoever is not named has none
CATEGORY_ITEMS = {
    "accessories": {2: 1, 3: 2},
    "clothing": {1: 10, 3: 1, 4: 2, 7: 1, 11: 1},
    "denim_and_pattern": {7: 1, 11: 1},
    "footwear": {1: 10, 3: 3},
    "luxury": {3: 5},
    "sportswear": {1: 1, 7: 1, 11: 1},
    "statement_pieces": {},
    "streetwear": {7: 1, 11: 1},
}
AUTHOR_ITEMS = {author: items for author, _, _, items, _, _ in ACTIVITY}
PANEL_ITEMS = 53

# author, level, rate, primary style, style segment, state, cluster, cluster name
SEGMENTS = [
    (1, UNKNOWN, 93 / 12000, None, "generalist", "assigned", 1, "everyday"),
    (2, UNKNOWN, 6 / 11995, None, "non_fashion", "non_fashion", None, None),
    (3, UNKNOWN, 24 / 12001, "luxury", "luxury", "insufficient_data", None, None),
    (4, UNKNOWN, 0.01, None, "insufficient_data", "insufficient_data", None, None),
    *((author, UNKNOWN, None, None, *["insufficient_data"] * 2, None, None) for author in (5, 6, 7, 9, 10, 11, 12, 13)),
]


def same(found: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> None:
    """Compare row by row; numbers that aren't whole may differ in the last digits."""
    assert len(found) == len(expected)
    for found_row, expected_row in zip(found, expected, strict=True):
        close = [pytest.approx(cell, rel=1e-12) if isinstance(cell, float) else cell for cell in expected_row]
        assert list(found_row) == close


def test_every_raw_row_is_staged_duplicate_or_rejected(hand_counted: Path) -> None:
    query = "select source_table, raw_rows, staged_rows, duplicate_rows, rejected_rows from marts.raw_row_ledger order by 1"
    assert rows(hand_counted, query) == LEDGER


def test_each_rejected_row_tells_its_line_reason_and_text(hand_counted: Path) -> None:
    query = "select source_table, line_number, reason, raw_record from marts.rejected_rows order by 1, 2"
    assert rows(hand_counted, query) == REJECTED


def test_each_cell_that_was_repaired_or_differs_is_told(hand_counted: Path) -> None:
    query = "select source_table, line_number, column_name, raw_value, reason from marts.cell_issues order by 1, 2, 3"
    assert rows(hand_counted, query) == CELL_ISSUES


def test_each_author_has_its_followers_and_band(hand_counted: Path) -> None:
    query = """
        select author_id, geo_zone, follower_count, follower_count_source, follow_count, follow_ratio, is_fashion_forward,
            follower_band, follower_range, follower_cohort
        from marts.dim_authors order by author_id
    """
    same(rows(hand_counted, query), AUTHORS)


def test_each_author_has_its_posts_images_and_items(hand_counted: Path) -> None:
    query = """
        select author_id, post_count, image_count, item_count, first_post_at, last_post_at
        from marts.dim_authors order by author_id
    """
    assert rows(hand_counted, query) == ACTIVITY


def test_each_author_has_its_content_score_and_nobody_a_forward_score(hand_counted: Path) -> None:
    query = """
        select author_id, content_score, content_percentile from marts.author_fashion_scores
        where score_state = 'scored' order by author_id
    """
    alone = (3 + log(366 / 357)) / 6
    scores = {1: 45 / 33, 2: (10 * log(366 / 510) + 9 * log(20 / 29) + 1.5) / 23, 3: 12 / 11, 4: alone, 7: alone, 11: alone}
    percentiles = {1: 1.0, 2: 0.0, 3: 0.8, 4: 0.2, 7: 0.2, 11: 0.2}
    found = rows(hand_counted, query)
    assert {author_id: score for author_id, score, _ in found} == pytest.approx(scores, abs=1e-12)
    assert {author_id: percentile for author_id, _, percentile in found} == pytest.approx(percentiles)
    told = "select distinct reason, forward_score, forward_percentile, forward_lift from marts.author_fashion_scores"
    assert rows(hand_counted, told) == [("too_few_listed", None, None, None)]
    assert rows(hand_counted, "select * from marts.fashion_score_models") == []


def test_each_post_counts_once(hand_counted: Path) -> None:
    query = """
        select post_id, author_id, published_at, like_count, comment_count, image_count, likes_status, engagement_rate
        from marts.fct_posts order by post_id, author_id
    """
    same(rows(hand_counted, query), POSTS)


def test_each_author_is_scored_on_each_category(hand_counted: Path) -> None:
    expected = []
    for author, items in AUTHOR_ITEMS.items():
        for category, counts in sorted(CATEGORY_ITEMS.items()):
            count, panel_share = counts.get(author, 0), sum(counts.values()) / PANEL_ITEMS
            share = count / items if items else None
            ratio = share / panel_share if items and panel_share else None
            expected.append((author, category, count, share, panel_share, ratio, (author, category) == (3, "luxury")))
    query = f"""
        select author_id, category, items, share, panel_share, ratio, is_flagged
        from marts.author_category_scores where category in {tuple(CATEGORY_ITEMS)} order by author_id, category
    """
    same(rows(hand_counted, query), expected)


def test_the_wilson_bounds_are_those_computed_by_hand(hand_counted: Path) -> None:
    query = """
        select round(lower_bound, 4) from marts.author_category_scores
        where (author_id, category) in ((1, 'clothing'), (3, 'luxury')) order by author_id
    """
    assert rows(hand_counted, query) == [(0.2993,), (0.4033,)]


def test_each_author_has_its_segments(hand_counted: Path) -> None:
    query = """
        select author_id, engagement_level, engagement_rate, primary_style, style_rule_segment, style_state, style_cluster_id,
            style_cluster
        from marts.author_segments order by author_id
    """
    same(rows(hand_counted, query), SEGMENTS)


def test_each_segmentation_has_each_author_once(hand_counted: Path) -> None:
    query = """
        select segmentation, segment, count(*), count(distinct author_id) from marts.author_segmentations
        where segmentation in ('follower_band', 'style_rules', 'style_clusters') group by all order by 1, 2
    """
    assert rows(hand_counted, query) == [
        ("follower_band", EDGY, 2, 2),
        ("follower_band", MAINSTREAM, 4, 4),
        ("follower_band", TRENDY, 3, 3),
        ("follower_band", UNKNOWN, 3, 3),
        ("style_clusters", "everyday", 1, 1),
        ("style_clusters", "insufficient_data", 10, 10),
        ("style_clusters", "non_fashion", 1, 1),
        ("style_rules", "generalist", 1, 1),
        ("style_rules", "insufficient_data", 9, 9),
        ("style_rules", "luxury", 1, 1),
        ("style_rules", "non_fashion", 1, 1),
    ]


def test_a_label_outside_the_lists_and_one_of_nobody_are_counted(hand_counted: Path) -> None:
    query = """
        select label_type, label_name, is_in_vocabulary, detection_count, author_count from marts.dim_labels
        where label_name in ('moonboots', 'heelhigh') or (label_type = 'object_detection' and label_name = 'top') order by 2
    """
    assert rows(hand_counted, query) == [
        ("shoe", "heelhigh", True, 9, 1),
        ("shoe", "moonboots", False, 1, 1),
        ("object_detection", "top", True, 14, 5),
    ]


def test_one_eligible_author_gives_one_cluster_and_the_reason(hand_counted: Path) -> None:
    query = "select k, is_eligible, reason from marts.kmeans_model_selection where is_chosen"
    assert rows(hand_counted, query) == [(1, False, "chosen: no larger k met the criteria")]


def test_no_bio_and_no_caption_reaches_the_marts_but_in_rejected_records(hand_counted: Path) -> None:
    columns = rows(
        hand_counted,
        """
        select schema_name, table_name, column_name from duckdb_columns()
        where schema_name in ('seeds', 'intermediate', 'ml', 'marts')
            and (table_name, column_name) <> ('rejected_rows', 'raw_record')
        """,
    )
    assert len(columns) > 300
    for schema, table, column in columns:
        query = (
            f"""select count(*) from "{schema}"."{table}" where lower(cast("{column}" as varchar)) similar to '.*secret(bio|caption).*'"""
        )
        assert rows(hand_counted, query) == [(0,)], f"{schema}.{table}.{column}"
    assert rows(hand_counted, "select count(*) from marts.rejected_rows where raw_record like '%secretcaption%'") == [(1,)]


MARGINS = [
    # margin, category, authors of 12, reason
    ("all", "all", 12, None),
    ("follower_band", "edgy", 2, "too_few_authors"),
    ("follower_band", "mainstream", 4, "too_few_authors"),
    ("follower_band", "trendy", 3, "too_few_authors"),
    ("follower_band", "unknown", 3, "no_target"),
    ("geo_zone", "fr", 1, "no_target"),
    ("geo_zone", "gb", 0, "nobody_in_panel"),
    ("geo_zone", "unknown", 5, "no_target"),
    ("geo_zone", "us", 6, "too_few_authors"),
]


def test_twelve_authors_are_too_few_to_be_weighted(hand_counted: Path) -> None:
    query = "select margin, category, author_count, reason from marts.panel_margins order by all"
    assert rows(hand_counted, query) == MARGINS
    shares = "select max(abs(raw_share - weighted_share)), max(abs(raw_share - author_count / 12)) from marts.panel_margins"
    assert rows(hand_counted, shares) == [(0.0, pytest.approx(0.0, abs=1e-15))]
    assert rows(hand_counted, "select distinct weight, untrimmed_weight, is_at_cap from marts.author_weights") == [(1.0, 1.0, False)]
    same = "select count(*) filter (share is distinct from weighted_share) from marts."
    assert [rows(hand_counted, same + table) for table in ("trend_weeks", "label_weeks")] == [[(0,)], [(0,)]]


def test_nobody_has_the_posts_to_be_called_unusual(hand_counted: Path) -> None:
    """At most 6 posts, and 10 are asked; without posts nothing is asked."""
    states = (
        "select authenticity_state, list(author_id order by author_id), count(anomaly_count), count(largest_z) from marts.author_anomalies"
    )
    assert rows(hand_counted, f"{states} group by 1 order by 1") == [
        ("insufficient_data", [1, 2, 3, 4, 7, 11], 0, 0),
        ("no_posts", [5, 6, 9, 10, 12, 13], 0, 0),
    ]


def test_one_placed_account_leaves_gaps_in_the_other_bands(hand_counted: Path) -> None:
    """Targets are the bands of the example. With one account in one cell one more doubles it: K = t^2, so the gain is 1 / t^2."""
    mainstream, trendy, edgy = 0.843721342, 0.080764001, 0.075514657
    cells = "select follower_band, author_count, gap, kish_gain from marts.recruiting where style_cluster = 'everyday' order by 1"
    assert rows(hand_counted, cells) == [
        ("edgy", 0, pytest.approx(edgy), None),
        ("mainstream", 1, pytest.approx(mainstream - 1), pytest.approx(mainstream**-2)),
        ("trendy", 0, pytest.approx(trendy), None),
    ]


def test_who_shows_too_little_is_a_candidate_of_the_nearest_cluster(hand_counted: Path) -> None:
    query = "select follower_band, style_cluster, rank, author_id, reason, distance from marts.recruiting_candidates"
    assert rows(hand_counted, query) == [("trendy", "everyday", 1, 3, "insufficient_data", pytest.approx(9.8**0.5 / 16))]


def test_labels_of_one_position_have_one_item_key_and_each_label_without_a_position_its_own(hand_counted: Path) -> None:
    keys = "select count(distinct (image_id, item_key)) from intermediate.int_item_labels"
    positions = """
        select count(distinct (image_id, coalesce(position_in_image, label_type || ':' || label_name)))
        from staging.stg_delivery__image_labels
        where (label_type, label_name) in (select (label_type, label_name) from intermediate.int_labels)
    """
    assert rows(hand_counted, keys) == rows(hand_counted, positions)
    assert rows(hand_counted, keys) < rows(hand_counted, "select count(*) from intermediate.int_item_labels")


def test_labels_are_landed_without_a_join(hand_counted: Path) -> None:
    """Of a list of five and more behind IN the engine makes a join, which costs a fifth of the landing of 25 million rows."""
    (model,) = hand_counted.parent.glob("target/compiled/**/landed_label_records.sql")
    query = model.read_text(encoding="utf-8")
    assert kept_in_memory(query, hand_counted) == []
    among = "'a', 'b', 'c', 'd', 'e', 'f'"
    assert kept_in_memory(f"select label_type in ({among}) as is_one from staging.landed_label_records", hand_counted) != []


def test_labels_are_landed_in_full_groups_of_rows(hand_counted: Path, tmp_path: Path) -> None:
    """A core that reads 8 MB at a time, as by default, leaves a full group of rows and a rest each time: a larger table."""
    (model,) = hand_counted.parent.glob("target/compiled/**/landed_label_records.sql")
    reader = re.search(r"read_csv\(.*?\n +\)", model.read_text(encoding="utf-8"), re.DOTALL)
    assert reader
    delivered, row_count, rows_of_group = tmp_path / "labels.csv", 1_500_000, 122_880
    labels = f"select range, 'object_detection', '0.640_0.249_0.896_0.423', 'label ' || range % 100 from range({row_count})"
    duckdb.execute(f"copy ({labels}) to '{delivered}' (header)")
    groups = []
    for name, read in {"ours": reader[0], "by default": re.sub(r"buffer_size = \d+,", "", reader[0])}.items():
        with duckdb.connect(str(tmp_path / f"{name}.duckdb"), config={"threads": 2, "checkpoint_threshold": "1GB"}) as con:
            con.execute("create table labels as select * from " + re.sub("'[^']+[.]csv'", f"'{delivered}'", read))
            ((count,),) = con.execute("select count(distinct row_group_id) from pragma_storage_info('labels')").fetchall()
        groups.append(count)
    assert groups[0] <= row_count / rows_of_group + 3 < groups[1]
