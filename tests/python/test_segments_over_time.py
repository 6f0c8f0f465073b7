"""The history of the segments: what builds one after the other record, and what the transitions make of it."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from builds import HAND_COUNTED, MODELS_ONLY, TABLES, DbtWorker, rows

TRANSITIONS = ("--select", "+path:models/marts/history", "+int_follower_changes")
BANDS = "where segmentation = 'follower_band'"


def read_csv(path: Path) -> list[list[str]]:
    """Return the records of a CSV file, header first."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_csv(path: Path, records: Iterable[list[str]]) -> None:
    """Write records, header first."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(records)


# ---------------------------------------------------------------------------------------------------------------------
# The demo, and a later delivery in which exactly 5 % of the authors have crossed the edge of a band
# ---------------------------------------------------------------------------------------------------------------------


def plant_movers(warehouse: Path, raw: Path) -> int:
    """Give 5 % of the authors, all mainstream before, 12,001 followers, and a tenth a post a week after the newest; return how many moved.

    The posts show an image again, so that nobody shows anything else; a week that hardly anybody posts in would be a stray.
    """
    [(authors, newest)] = rows(
        warehouse, "select (select count(*) from marts.dim_authors), (select max(published_at) from intermediate.int_posts)"
    )
    movers = round(authors / 20)
    query = f"""
        select cast(author_id as varchar) from marts.dim_authors
        where follower_band = 'mainstream' and follower_count_source = 'segmentations' order by author_id limit {movers}
    """
    chosen = {author for (author,) in rows(warehouse, query)}
    assert len(chosen) == movers
    path = raw / "MART_AUTHORS_SEGMENTATIONS.csv"
    header, *records = read_csv(path)
    author, followers = header.index("AUTHORID"), header.index("NB_FOLLOWERS")
    for record in records:
        if len(record) == len(header) and record[author] in chosen:
            record[followers] = "12001"
    write_csv(path, [header, *records])
    path = raw / "MART_IMAGES_OF_POSTS.csv"
    header = read_csv(path)[0]
    again = f"""
        select min_by(image_id, (published_at, image_id)), author_id from staging.stg_delivery__post_images
        group by author_id having count(distinct post_id) >= 10 order by author_id limit {authors // 10}
    """
    with path.open("a", encoding="utf-8", newline="") as file:
        for number, (image, owner) in enumerate(rows(warehouse, again)):
            post = dict.fromkeys(header, "") | {
                "POST_ID": str(987654321 + number),
                "AUTHORID": str(owner),
                "POST_PUBLICATION_DATE": str(newest + timedelta(days=7)),
                "IMAGE_ID": str(image),
            }
            csv.writer(file).writerow(post.values())
    return movers


@pytest.fixture(scope="module")
def moved(dbt: DbtWorker, demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    """Build a later delivery, with planted movers, on a copy of the demo warehouse; return the warehouse and their number."""
    folder = tmp_path_factory.mktemp("movers")
    shutil.copy(demo_warehouse, folder)
    shutil.copytree(demo_warehouse.parent / "raw", folder / "raw")
    movers = plant_movers(demo_warehouse, folder / "raw")
    warehouse = dbt.build(*MODELS_ONLY, *TRANSITIONS, "segment_profiles", raw=folder / "raw", folder=folder)
    tests = dbt.run("test", "--select", "int_delivery+,test_type:data", raw=folder / "raw", folder=folder)
    assert tests.status == 0, tests.output
    return warehouse, movers


def test_the_first_build_is_one_version_without_transitions(demo_warehouse: Path) -> None:
    assert rows(demo_warehouse, "select version_number, is_this_delivery from marts.panel_versions") == [(1, True)]
    assert rows(demo_warehouse, "select bool_and(is_current) from marts.author_segment_history") == [(True,)]
    for mart in ("segment_movers", "delivery_changes", "segment_transitions", "segment_retention", "segmentation_drift"):
        assert rows(demo_warehouse, f"select count(*) from marts.{mart}") == [(0,)]


def test_five_percent_of_planted_movers_are_measured_as_five_percent(moved: tuple[Path, int]) -> None:
    warehouse, movers = moved
    drift = f"select moved_count, moved_share, entered_count, left_count from marts.segmentation_drift {BANDS}"
    [(count, share, entered, left)] = rows(warehouse, drift)
    assert (count, entered, left) == (movers, 0, 0)
    assert share == pytest.approx(0.05, abs=0.005)
    ways = f"select segment_from, segment_to, author_count from marts.segment_transitions {BANDS} and movement = 'moved'"
    assert rows(warehouse, ways) == [("mainstream", "trendy", movers)]


def test_the_planted_movers_are_listed_with_their_reason(moved: tuple[Path, int]) -> None:
    warehouse, movers = moved
    query = f"select former_segment, segment, reason, count(*) from marts.segment_movers {BANDS} group by all"
    assert rows(warehouse, query) == [("mainstream", "trendy", "new_followers", movers)]
    # every movement of the last two versions is that of an author, and the other way round
    listed = "select segmentation, former_segment, segment, count(*) from marts.segment_movers group by all"
    counted = "select segmentation, segment_from, segment_to, author_count from marts.segment_transitions where movement = 'moved'"
    assert sorted(rows(warehouse, listed)) == sorted(rows(warehouse, counted))


def test_both_versions_keep_the_shares_and_measures_that_they_had(moved: tuple[Path, int], demo_warehouse: Path) -> None:
    kept = "select author_id, segmentation, category, share, confidence from intermediate.int_recorded_shares"
    former = f"{kept} where newest_post_at = (select min(newest_post_at) from intermediate.int_recorded_shares)"
    assert sorted(rows(moved[0], former), key=str) == sorted(rows(demo_warehouse, kept), key=str) != []
    present = """
        select author_id, category, share, null from marts.author_category_scores as scores
        inner join marts.author_segments as segments using (author_id) where segments.primary_style = scores.category
    """
    recorded = f"""
        select author_id, category, share, confidence from ({kept}
        where segmentation = 'style_rules' and newest_post_at = (select max(newest_post_at) from intermediate.int_recorded_shares))
    """
    assert rows(moved[0], f"{recorded} except ({present})") == []
    profiles = "select segmentation, segment, engagement_rate_median from marts.segment_profiles where engagement_rate_median is not null"
    changes = (
        "select segmentation, segment, value from marts.delivery_changes where measure = 'engagement_rate_median' and value is not null"
    )
    assert sorted(rows(moved[0], profiles)) == sorted(rows(moved[0], changes)) != []
    # the later posts show images again
    labels = "select count(*) > 100, max(abs(difference)) from marts.delivery_changes where measure = 'label_share'"
    assert rows(moved[0], labels) == [(True, 0.0)]


def test_style_clusters_do_not_move_when_only_followers_do(moved: tuple[Path, int]) -> None:
    query = "select moved_count, psi from marts.segmentation_drift where segmentation in ('style_clusters', 'style_rules')"
    assert rows(moved[0], query) == [(0, 0.0), (0, 0.0)]


def test_the_dates_of_the_versions_are_those_of_the_newest_posts(moved: tuple[Path, int]) -> None:
    warehouse, _ = moved
    [(newest,)] = rows(warehouse, "select max(published_at) from intermediate.int_posts")
    versions = [(newest - timedelta(days=7)).date(), newest.date()]
    assert rows(warehouse, "select version_date from marts.panel_versions order by 1") == [(day,) for day in versions]
    assert rows(warehouse, "select distinct from_date, to_date from marts.segment_transitions") == [tuple(versions)]
    assert rows(warehouse, "select max(dbt_valid_from) from intermediate.author_segmentations_snapshot") == [(newest,)]


def test_psi_is_what_numpy_makes_of_the_sizes(moved: tuple[Path, int]) -> None:
    warehouse, _ = moved
    found = dict(rows(warehouse, "select segmentation, psi from marts.segmentation_drift"))
    assert len(found) == 6
    for segmentation, psi in found.items():
        query = f"""
            select author_count_from, author_count_to from marts.segment_retention where segmentation = '{segmentation}' order by segment
        """
        former, latter = np.array(rows(warehouse, query), dtype=float).T + 0.5
        p, q = former / former.sum(), latter / latter.sum()
        assert psi == pytest.approx(((q - p) * np.log(q / p)).sum(), abs=1e-12)
    assert found["follower_band"] > 0


def test_the_last_version_of_the_history_is_the_present_segmentation(moved: tuple[Path, int]) -> None:
    current = "select author_id, segmentation, segment from marts.author_segment_history where is_current"
    present = "select author_id, segmentation, segment from intermediate.int_author_segmentations"
    assert rows(moved[0], f"({current} except {present}) union all ({present} except {current})") == []


# ---------------------------------------------------------------------------------------------------------------------
# A few authors who go, come back and change their minds
# ---------------------------------------------------------------------------------------------------------------------


class Story:
    """Builds deliveries one after the other in one warehouse; a delivery is its authors and the date of its newest post."""

    def __init__(self, dbt: DbtWorker, folder: Path) -> None:
        """Start without a warehouse."""
        self.dbt, self.folder = dbt, folder
        self.headers = {table: read_csv(HAND_COUNTED / f"{table}.csv")[0] for table in TABLES}

    def build(self, newest: str | None, options: tuple[str, ...] = (), **followers: int) -> str:
        """Build a delivery of authors (a1=12000 is author 1), each with a post a minute before the newest one; return what was said."""
        raw = self.folder / "raw"
        shutil.rmtree(raw, ignore_errors=True)
        raw.mkdir(parents=True)
        authors = {name.removeprefix("a"): count for name, count in followers.items()}
        dates = [] if newest is None else [str(datetime.fromisoformat(newest) - timedelta(minutes=n)) for n in range(len(authors))]
        records = {
            "MART_AUTHORS": [],
            "MART_AUTHORS_SEGMENTATIONS": [[author, "us", str(count), "false"] for author, count in authors.items()],
            "MART_IMAGES_OF_POSTS": [[f"9{a}", a, "0", "", "1", day, f"8{a}"] for a, day in zip(authors, dates, strict=False)],
            "MART_IMAGES_LABELS": [[f"8{author}", "shoe", "a", "boots"] for author in authors],
        }
        for table, header in self.headers.items():
            write_csv(raw / f"{table}.csv", [header, *records[table]])
        arguments = ("build", *MODELS_ONLY, *TRANSITIONS, *options)
        status, output = self.dbt.run(*arguments, raw=raw, folder=self.folder)
        assert status == 0, output
        return output

    def history(self, author: int) -> list[tuple[object, ...]]:
        """Return the bands of an author, as (band, from, to) with days of March 2024."""
        query = f"""
            select segment, day(valid_from), day(valid_to) from marts.author_segment_history {BANDS} and author_id = {author} order by 2
        """
        return rows(self.folder / "warehouse.duckdb", query)

    def recorded(self) -> list[tuple[object, ...]]:
        """Return the day of March 2024 and the accounts with posts of each kept version, as the measures tell them."""
        query = f"""
            select day(newest_post_at), cast(sum(observation_count) as bigint) from intermediate.int_recorded_measures {BANDS}
            group by 1 order by 1
        """
        return rows(self.folder / "warehouse.duckdb", query)

    def snapshots(self) -> list[tuple[object, ...]]:
        """Return all that the snapshots hold."""
        tables = ("author_segmentations_snapshot", "panel_versions_snapshot", "author_followers_snapshot")
        return [row for table in tables for row in rows(self.folder / "warehouse.duckdb", f"from intermediate.{table} order by all")]


@pytest.fixture(scope="module")
def story(dbt: DbtWorker, tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Return the story up to its third version: 1 stays, 2 moves, 3 leaves and comes back, 4 enters."""
    told = Story(dbt, tmp_path_factory.mktemp("story"))
    told.build("2024-03-01 10:00", a1=100, a2=12000, a3=50000)
    told.build("2024-03-08 10:00", a1=50000, a2=40001, a4=20000)
    # a later build of the same day, with another last minute: author 1 stayed and 2 is trendy after all; the former leaves no trace
    told.build("2024-03-08 09:30", a1=100, a2=12001, a4=20000)
    told.build("2024-03-15 10:00", a1=100, a2=12001, a3=50000, a4=20000)
    return told


def test_a_later_build_of_a_day_replaces_the_earlier_one_and_who_comes_back_has_a_gap(story: Story) -> None:
    assert story.history(1) == [("mainstream", 1, None)]
    assert story.history(2) == [("mainstream", 1, 8), ("trendy", 8, None)]
    assert story.history(3) == [("edgy", 1, 8), ("edgy", 15, None)]
    assert story.history(4) == [("trendy", 8, None)]
    ways = f"""
        select day(from_date), segment_from, segment_to, movement, author_count, share
        from marts.segment_transitions {BANDS} and movement <> 'stayed' order by all
    """
    assert rows(story.folder / "warehouse.duckdb", ways) == [
        (1, "edgy", "not_in_panel", "left", 1, 1.0),
        (1, "mainstream", "trendy", "moved", 1, 0.5),
        (1, "not_in_panel", "trendy", "entered", 1, 1.0),
        (8, "not_in_panel", "edgy", "entered", 1, 1.0),
    ]


def test_followers_are_compared_with_the_delivery_before(story: Story) -> None:
    """Author 3 was not there a week before; of the two builds of that day the later one counts."""
    changes = "select author_id, former_follower_count, follower_count from intermediate.int_follower_changes order by 1"
    assert rows(story.folder / "warehouse.duckdb", changes) == [(1, 100, 100), (2, 12001, 12001), (4, 20000, 20000)]
    counts = "select follower_count, day(dbt_valid_from), day(dbt_valid_to) from intermediate.author_followers_snapshot where author_id = 2"
    assert rows(story.folder / "warehouse.duckdb", f"{counts} order by 2") == [(12000, 1, 8), (12001, 8, None)]


def test_the_last_two_versions_keep_their_measures(story: Story) -> None:
    assert story.recorded() == [(8, 3), (15, 4)]
    movers = "select author_id, segmentation, former_segment, segment, reason from marts.segment_movers"
    assert rows(story.folder / "warehouse.duckdb", f"{movers} where author_id < 4 and segmentation not like 'pub%'") == []


@pytest.mark.long
def test_older_and_undated_deliveries_leave_the_history_alone_until_it_is_to_be_rewritten(story: Story) -> None:
    """The last test of the story, as it goes on with its warehouse."""
    before = story.snapshots()
    assert "has no post" in story.build(None, a1=999999)
    assert story.snapshots() == before
    # --full-refresh does not touch snapshots
    said = story.build("2024-03-08 10:00", ("--full-refresh",), a1=20000)
    assert "This delivery ends on 2024-03-08, before the last version in the history of the segments (2024-03-15)" in said
    assert story.snapshots() == before
    assert story.recorded() == [(8, 3), (15, 4)]
    warehouse = story.folder / "warehouse.duckdb"
    assert rows(warehouse, "select count(*) from marts.panel_versions where is_this_delivery") == [(0,)]
    said = story.build("2024-03-08 10:00", ("--vars", "{history: rewrite}"), a1=20000, a3=50000)
    assert "before the last version" not in said
    assert story.recorded() == [(8, 2)]
    assert rows(warehouse, "select version_date from marts.panel_versions") == [(date(2024, 3, 1),), (date(2024, 3, 8),)]
    assert story.history(1) == [("mainstream", 1, 8), ("trendy", 8, None)]
    assert story.history(2) == [("mainstream", 1, 8)]
    assert story.history(3) == [("edgy", 1, None)]
    assert story.history(4) == []
