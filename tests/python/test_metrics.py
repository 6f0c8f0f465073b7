"""The metrics: `mf` finds no fault in them, and says of the demo what plain SQL says."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pytest
from builds import ROOT

from fashion_panel.docs.metrics import MF, prepare, saved_queries
from fashion_panel.sentence import Sentence

# Plain SQL for each metric over {authors}, {posts} or {items}: relations with a column named bucket.
EXPECTED = {
    "authors": "select bucket, count(*) from {authors} group by bucket",
    "fashion_forward_authors": "select bucket, count(*) filter (is_fashion_forward) from {authors} group by bucket",
    "authors_with_a_known_pick": "select bucket, count(*) filter (is_fashion_forward is not null) from {authors} group by bucket",
    "fashion_forward_share": "select bucket, avg(is_fashion_forward::int) from {authors} group by bucket",
    "median_followers": "select bucket, median(follower_count) from {authors} group by bucket",
    "authors_with_known_followers": "select bucket, count(*) filter (follower_count >= 0) from {authors} group by bucket",
    "follower_coverage": "select bucket, avg((follower_band <> 'unknown')::int) from {authors} group by bucket",
    "assigned_authors": "select bucket, count(style_cluster) from {authors} group by bucket",
    "style_coverage": "select bucket, count(style_cluster) / count(*) from {authors} group by bucket",
    "flagged_authors": "select bucket, count(*) filter (primary_style <> '') from {authors} group by bucket",
    "rated_authors": "select bucket, count(*) filter (engagement_rate >= 0) from {authors} group by bucket",
    "engagement_coverage": "select bucket, avg((engagement_rate is not null)::int) from {authors} group by bucket",
    "median_engagement": "select bucket, median(engagement_rate) from {authors} group by bucket",
    "weighted_authors": "select bucket, sum(panel_weight) from {authors} group by bucket",
    "checked_authors": "select bucket, count(*) filter (authenticity_state = 'checked') from {authors} group by bucket",
    "unusual_authors": "select bucket, count(*) filter (anomaly_count > 0) from {authors} group by bucket",
    "unusual_share": """
        select bucket, count(*) filter (anomaly_count > 0) / nullif(count(*) filter (authenticity_state = 'checked'), 0)
        from {authors} group by bucket
    """,
    "content_scored_authors": "select bucket, count(content_score) from {authors} group by bucket",
    "median_content_score": "select bucket, median(content_score) from {authors} group by bucket",
    "forward_scored_authors": "select bucket, count(forward_score) from {authors} group by bucket",
    "median_forward_score": "select bucket, median(forward_score) from {authors} group by bucket",
    "authors_with_an_earliness": "select bucket, count(*) filter (earliness_z is not null) from {authors} group by bucket",
    "early_authors": "select bucket, count(*) filter (is_early) from {authors} group by bucket",
    "early_share": "select bucket, count(*) filter (is_early) / nullif(count(earliness_z), 0) from {authors} group by bucket",
    "posts": "select bucket, count(*) from {posts} group by bucket",
    "active_authors": "select bucket, count(distinct author_id) from {posts} group by bucket",
    "posts_per_active_author": "select bucket, count(*) / count(distinct author_id) from {posts} group by bucket",
    "likes": "select bucket, sum(like_count) from {posts} group by bucket",
    "posts_with_known_likes": "select bucket, count(*) filter (like_count is not null) from {posts} group by bucket",
    "likes_per_post": "select bucket, avg(like_count) from {posts} group by bucket",
    "comments": "select bucket, sum(comment_count) from {posts} group by bucket",
    "posts_with_known_comments": "select bucket, count(*) filter (comment_count is not null) from {posts} group by bucket",
    "comments_per_post": "select bucket, avg(comment_count) from {posts} group by bucket",
    "median_post_engagement": "select bucket, median(post_rate) from {posts} group by bucket",
    "images": "select bucket, count(distinct (author_id, image_id)) from {items} group by bucket",
    "items": "select bucket, sum(item_count) from {items} group by bucket",
    "items_per_image": "select bucket, sum(item_count) / count(distinct (author_id, image_id)) from {items} group by bucket",
    "fashion_items": "select bucket, coalesce(sum(item_count) filter (is_fashion), 0) from {items} group by bucket",
    "fashion_item_share": "select bucket, coalesce(sum(item_count) filter (is_fashion), 0) / sum(item_count) from {items} group by bucket",
}
with (ROOT / "seeds" / "taxonomy" / "categories.csv").open(encoding="utf-8") as lines:
    BITS = {category: 2**place for place, category in enumerate(sorted(row["category"] for row in csv.DictReader(lines)))}
for category in ("clothing", "footwear", "accessories", "sportswear", "luxury", "streetwear"):
    shown = f"coalesce(sum(item_count) filter (category_set & {BITS[category]} > 0), 0)"
    EXPECTED[f"{category}_items"] = f"select bucket, {shown} from {{items}} group by bucket"
    EXPECTED[f"{category}_share"] = f"select bucket, {shown} / sum(item_count) from {{items}} group by bucket"

# where the bucket of an author, of a post and of an item comes from
WEEK = ("date_trunc('week', first_post_at)", "date_trunc('week', published_at)", "week::timestamp")
GROUPS = {
    "author__follower_band": ("follower_band",) * 3,
    "author__geo_zone": ("geo_zone",) * 3,
    "author__style_cluster": ("coalesce(style_cluster, style_state)",) * 3,
    "author__published_rule": ("published_rule_segment",) * 3,
    "metric_time__week": WEEK,
}
AUTHORS = """
    select dim.*, styles.style_cluster, styles.style_state, styles.primary_style, styles.engagement_level, styles.engagement_rate,
        styles.published_rule_segment, panel.panel_weight, panel.authenticity_state, panel.anomaly_count,
        panel.earliness_z, panel.is_early, scores.content_score, scores.forward_score
    from marts.dim_authors as dim inner join marts.author_segments as styles on dim.author_id = styles.author_id
        inner join marts.author_panel as panel on dim.author_id = panel.author_id
        inner join marts.author_fashion_scores as scores on dim.author_id = scores.author_id
"""
POSTS = f"""
    select authors.* exclude (engagement_rate), posts.* exclude (author_id, image_count, engagement_rate),
        posts.engagement_rate as post_rate
    from marts.fct_posts as posts inner join ({AUTHORS}) as authors on posts.author_id = authors.author_id
"""
ITEMS = f"""
    select authors.* exclude (item_count), images.image_id, images.week, sets.is_fashion, sets.category_set,
        coalesce(items.item_count, 0) as item_count
    from intermediate.int_author_image_weeks as images inner join ({AUTHORS}) as authors on images.author_id = authors.author_id
    left join intermediate.int_image_items as items on images.image_id = items.image_id
    left join intermediate.int_item_sets as sets on items.set_key = sets.set_key
"""


class Asked:
    """The demo, asked through `mf` and through plain SQL."""

    def __init__(self, warehouse: Path, folder: Path) -> None:
        """Parse the project once."""
        self.folder = folder
        self.connection = duckdb.connect()
        self.connection.execute("set timezone = 'UTC'")
        self.connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
        self.connection.execute("use warehouse")
        for name, relation in {"authors": AUTHORS, "posts": POSTS, "items": ITEMS}.items():
            self.connection.execute(f"create table memory.main.{name} as {relation}")
        try:
            self.environment = prepare(warehouse, folder)
        except Sentence as refusal:
            raise AssertionError(str(refusal)) from refusal

    def mf(self, *arguments: str) -> str:
        """Run `mf`, which must succeed, and return what it printed."""
        run = subprocess.run([MF, *arguments], env=self.environment, check=False, capture_output=True, text=True, cwd=self.folder)
        assert run.returncode == 0, run.stdout + run.stderr
        return run.stdout + run.stderr

    def query(self, metrics: list[str], *group_by: str, where: str | None = None) -> list[dict[str, str]]:
        """Return the rows of a query as `mf` exports them."""
        path = self.folder / "answer.csv"
        path.unlink(missing_ok=True)
        options = ["--where", where] if where else []
        self.mf("query", "--metrics", ",".join(metrics), "--group-by", ",".join(group_by), "--csv", str(path), *options)
        with path.open(encoding="utf-8", newline="") as answer:
            return list(csv.DictReader(answer))

    def sql(self, query: str) -> list[tuple[object, ...]]:
        """Return the rows of plain SQL."""
        return self.connection.execute(query).fetchall()

    def manifest(self) -> dict[str, list[dict[str, Any]]]:
        """Return what dbt wrote for MetricFlow."""
        return json.loads((self.folder / "target" / "semantic_manifest.json").read_text(encoding="utf-8"))

    def plain(self, metric: str, group: str) -> dict[str, float | None]:
        """Return what plain SQL says of a metric in every bucket of a group."""
        names = ("authors", "posts", "items")
        buckets = {
            name: f"(select *, {bucket} as bucket from memory.main.{name})" for name, bucket in zip(names, GROUPS[group], strict=True)
        }
        return {"" if key is None else str(key): value for key, value in self.sql(EXPECTED[metric].format(**buckets))}


@pytest.fixture(scope="module")
def asked(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The demo, ready to be asked."""
    return Asked(demo_warehouse, tmp_path_factory.mktemp("metrics"))


@pytest.fixture(scope="module")
def answers(asked: Asked) -> dict[str, list[dict[str, str]]]:
    """What `mf` says of every metric, by each group of authors."""
    return {group: asked.query(list(EXPECTED), group) for group in GROUPS}


def same(said: str, expected: float | None) -> bool:
    """Tell whether a cell of `mf` is the value of plain SQL; an empty cell is null."""
    if said == "" or expected is None:
        return said == "" and expected is None
    return float(said) == pytest.approx(float(expected), rel=1e-12)


def test_mf_finds_no_fault_in_the_metrics(asked: Asked) -> None:
    said = asked.mf("validate-configs", "--show-all")
    found = re.findall(r"ERRORS: (\d+), FUTURE_ERRORS: (\d+), WARNINGS: (\d+)", said)
    assert len(found) == 6, said
    assert set(found) == {("0", "0", "0")}, said


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("metric", EXPECTED)
def test_a_metric_is_what_plain_sql_says(metric: str, group: str, asked: Asked, answers: dict[str, list[dict[str, str]]]) -> None:
    said = {row[group]: row[metric] for row in answers[group]}
    expected = asked.plain(metric, group)
    assert len(said) == len(answers[group]) >= 2
    assert set(expected) <= set(said)
    assert {key: (said[key], expected.get(key)) for key in said if not same(said[key], expected.get(key))} == {}


def test_posts_against_a_year_ago_are_what_plain_sql_says(asked: Asked) -> None:
    weeks = "select date_trunc('week', published_at) as week, count(*) as posts from marts.fct_posts group by week"
    query = f"with weeks as ({weeks}) select w.week, w.posts / b.posts from weeks w left join weeks b on b.week = w.week - interval 364 day"
    expected = {str(week): value for week, value in asked.sql(query)}
    said = {
        row["metric_time__week"]: row["posts_against_a_year_ago"] for row in asked.query(["posts_against_a_year_ago"], "metric_time__week")
    }
    assert sum(value is not None for value in expected.values()) > 40
    assert {week: value for week, value in expected.items() if not same(said.get(week, ""), value)} == {}


@pytest.mark.parametrize(
    ("metrics", "groups", "query"),
    [
        (
            ["trend_items", "trend_base_items", "trend_share"],
            ["trend_in_segment__trend", "trend_in_segment__segment"],
            "select week::timestamp, trend_id, segment, item_count, base_item_count, share from marts.trend_weeks",
        ),
        (
            ["label_items", "label_base_items", "label_share", "label_likes"],
            ["label_in_segment__label", "label_in_segment__segment"],
            "select week::timestamp, canonical_name, segment, item_count, base_item_count, share, like_count from marts.label_weeks",
        ),
    ],
    ids=["trends", "labels"],
)
def test_trends_and_labels_are_what_plain_sql_says(metrics: list[str], groups: list[str], query: str, asked: Asked) -> None:
    groups = ["metric_time__week", *groups]
    where = f"{{{{ Dimension('{groups[1].partition('__')[0]}__segmentation') }}}} = 'follower_band'"
    said = {
        tuple(row[group] for group in groups): [row[metric] for metric in metrics] for row in asked.query(metrics, *groups, where=where)
    }
    expected = {(str(row[0]), *row[1:3]): row[3:] for row in asked.sql(f"{query} where segmentation = 'follower_band'")}
    assert len(expected) > 1000
    assert set(said) == set(expected)
    wrong = [key for key in expected if not all(same(*cells) for cells in zip(said[key], expected[key], strict=True))]
    assert wrong == []


def test_the_authors_of_a_trend_are_what_plain_sql_says(asked: Asked) -> None:
    metrics, groups = ["trend_authors", "trend_uses"], ["author_trend__trend", "author__follower_band"]
    said = {tuple(row[group] for group in groups): [row[metric] for metric in metrics] for row in asked.query(metrics, *groups)}
    query = (
        "select trend_id, follower_band, count(*), sum(week_count) from marts.author_trends inner join marts.dim_authors using (author_id)"
    )
    expected = {(trend, band): cells for trend, band, *cells in asked.sql(f"{query} group by all")}
    assert len(expected) > 50
    assert said.keys() == expected.keys()
    assert [key for key in expected if not all(same(*cells) for cells in zip(said[key], expected[key], strict=True))] == []


def test_every_metric_is_checked_and_every_saved_query_answers(asked: Asked) -> None:
    metrics = {metric["name"] for metric in asked.manifest()["metrics"]}
    of_trends = {"trend_items", "trend_base_items", "trend_share", "trend_authors", "trend_uses"}
    of_labels = {"label_items", "label_base_items", "label_share", "label_likes"}
    assert metrics == {*EXPECTED, "posts_against_a_year_ago", *of_trends, *of_labels}
    queries = [name for name, _ in saved_queries(asked.folder)]
    assert len(queries) == len(asked.manifest()["saved_queries"]) >= 5
    for name in queries:
        assert "query completed" in asked.mf("query", "--saved-query", name, "--limit", "3")


def test_the_weeks_of_an_author_add_up_to_the_author(asked: Asked) -> None:
    added = "select author_id, sum(image_count), sum(item_count) from marts.author_weeks group by author_id"
    whole = "select author_id, image_count, item_count from marts.author_segments where image_count > 0"
    assert asked.sql(f"{added} order by author_id") == asked.sql(f"{whole} order by author_id")


def test_every_category_of_the_seed_has_a_column_by_week(asked: Asked) -> None:
    columns = "select column_name from information_schema.columns where"
    ours = "table_name = 'author_weeks' and column_name like '%!_item!_count' escape '!'"
    categories = {f"{category}_item_count" for (category,) in asked.sql("select category from seeds.categories")}
    assert {name for (name,) in asked.sql(f"{columns} {ours}")} - {"fashion_item_count"} == categories


def test_the_days_of_the_time_spine_are_whole_weeks(asked: Asked) -> None:
    query = (
        "select count(*), count(distinct day), min(day), max(day), count(*) filter (week <> date_trunc('week', day)) from marts.dim_days"
    )
    days, distinct, first, last, wrong = asked.sql(query)[0]
    assert days == distinct == (last - first).days + 1
    assert (first.weekday(), last.weekday(), wrong) == (0, 6, 0)
    outside = "select count(*) from marts.fct_posts where published_at::date not in (select day from marts.dim_days)"
    assert asked.sql(outside) == [(0,)]


def test_metrics_without_a_warehouse_are_a_sentence(tmp_path: Path) -> None:
    environment = os.environ | {"WAREHOUSE_PATH": str(tmp_path / "none.duckdb")}
    command = [sys.executable, "-m", "fashion_panel", "metrics", "list", "metrics"]
    run = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr == f"There is no warehouse at {tmp_path / 'none.duckdb'}: run `make build` first.\n"
