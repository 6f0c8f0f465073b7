"""Twenty answers of the cookbook, recomputed from the raw files of the demo without a model of the project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

COUNT = "case when try_cast(NB_FOLLOWERS as double) between 0 and 1e12 then try_cast(NB_FOLLOWERS as double) end"
BLANKS = "chr(9) || chr(10) || chr(13) || chr(32) || chr(160)"
TABLES = ("MART_AUTHORS", "MART_AUTHORS_SEGMENTATIONS", "MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS")
# what the demo spoils on purpose is left out as a reader of its files would: no number, no date, no key
RAW = f"""
create table followers as
    select cast(AUTHORID as bigint) as author_id, max({COUNT}) as n
    from MART_AUTHORS_SEGMENTATIONS where try_cast(AUTHORID as bigint) is not null group by 1;
create table own_followers as
    select cast(AUTHORID as bigint) as author_id, max({COUNT}) as n
    from MART_AUTHORS where try_cast(AUTHORID as bigint) is not null group by 1;
create table post_rows as
    select distinct * from (select
        cast(POST_ID as bigint) as post_id, cast(AUTHORID as bigint) as author_id, cast(IMAGE_ID as bigint) as image_id,
        try_cast(POST_PUBLICATION_DATE as timestamp) as published_at, try_cast(NB_LIKES as bigint) as likes,
        try_cast(COMMENT_COUNT as bigint) as comments
    from MART_IMAGES_OF_POSTS
    where try_cast(POST_ID as bigint) is not null and try_cast(AUTHORID as bigint) is not null and try_cast(IMAGE_ID as bigint) is not null
        and try_cast(POST_PUBLICATION_DATE as timestamp) is not null);
create table posts as
    select post_id, author_id, min(published_at) as published_at, max(likes) as likes from post_rows group by 1, 2;
create table accounts as
    select author_id, coalesce(followers.n, own_followers.n) as n from (
        select author_id from followers union select author_id from own_followers union select author_id from post_rows) as ids
    left join followers using (author_id) left join own_followers using (author_id);
create table bands as
    select author_id, n, case when n is null then 'unknown' when floor(n) <= 12000 then 'mainstream' when floor(n) <= 40000 then 'trendy'
        else 'edgy' end as band from accounts;
create table labels as
    select distinct try_cast(IMAGE_ID as bigint) as image_id,
        lower(trim(TYPE, {BLANKS})) as label_type, trim(LABEL_NAME, {BLANKS}) as label_name,
        case when POSITION_IN_IMAGE not in ('NULL', 'NA', 'nan', '\\N', 'None') then POSITION_IN_IMAGE end as place
    from MART_IMAGES_LABELS where try_cast(IMAGE_ID as bigint) is not null and LABEL_NAME is not null and TYPE is not null;
create table shown as select distinct author_id, image_id from post_rows;
"""
# question, the answer of the marts, the answer of the files
ANSWERS = {
    "accounts": ("select count(*) from marts.author_segments", "select count(*) from accounts"),
    "accounts by band": (
        "select segment, author_count from marts.segment_profiles where segmentation = 'follower_band' order by 1",
        "select band, count(*) from bands group by 1 order by 1",
    ),
    "median followers by band": (
        "select segment, follower_median from marts.segment_profiles where segmentation = 'follower_band' order by 1",
        "select band, median(floor(n)) from bands group by 1 order by 1",
    ),
    "largest account by band": (
        "select segment, follower_max from marts.segment_profiles where segmentation = 'follower_band' order by 1",
        "select band, cast(max(floor(n)) as bigint) from bands group by 1 order by 1",
    ),
    "posts": ("select count(*) from marts.fct_posts", "select count(*) from posts"),
    "posts by band": (
        "select segment, post_count from marts.segment_profiles where segmentation = 'follower_band' order by 1",
        "select band, count(*) from posts join bands using (author_id) group by 1 order by 1",
    ),
    "posts by hour": (
        "select hour, sum(post_count)::bigint from marts.segment_posting_hours where segmentation = 'follower_band' group by 1 order by 1",
        "select hour(published_at), count(*) from posts group by 1 order by 1",
    ),
    "median likes by band": (
        "select segment, likes_median from marts.segment_profiles where segmentation = 'follower_band' order by 1",
        "select band, median(case when likes >= 0 then likes end) from posts join bands using (author_id) group by 1 order by 1",
    ),
    "the newest post": ("select max(published_at) from marts.fct_posts", "select max(published_at) from posts"),
    "posts of the busiest account": (
        "select max(post_count) from marts.dim_authors",
        "select max(n) from (select count(*) as n from posts group by author_id)",
    ),
    "silent accounts": (
        "select count(*) from marts.author_segments where post_count = 0",
        "select count(*) from accounts where author_id not in (select author_id from posts)",
    ),
    "who fell silent": (
        "select count(*) from marts.author_segments where last_post_at < timestamp '2024-10-01'",
        "select count(*) from (select max(published_at) as last from posts group by author_id) where last < timestamp '2024-10-01'",
    ),
    "near the edge of 12,000": (
        "select author_count from marts.follower_band_edges where edge_followers = 12000",
        "select count(*) from accounts where floor(n) between 10800 and 13200",
    ),
    "images": ("select sum(image_count)::bigint from marts.dim_authors", "select count(*) from shown"),
    "detections of gucci bags": (
        "select detection_count from marts.dim_labels where label_type = 'bag_brand' and label_name = 'gucci'",
        "select count(*) from labels where label_type = 'bag_brand' and label_name = 'gucci'",
    ),
    "accounts that show gucci bags": (
        "select author_count from marts.dim_labels where label_type = 'bag_brand' and label_name = 'gucci'",
        "select count(distinct author_id) from labels join shown using (image_id) where label_type = 'bag_brand' and label_name = 'gucci'",
    ),
    "accounts that show boots": (
        "select author_count from marts.dim_labels where label_type = 'shoe' and label_name = 'boots'",
        "select count(distinct author_id) from labels join shown using (image_id) where label_type = 'shoe' and label_name = 'boots'",
    ),
    "labels of a type": (
        "select count(*) from marts.dim_labels where label_type = 'bag_brand'",
        "select count(distinct label_name) from labels where label_type = 'bag_brand'",
    ),
    "items": (
        "select sum(item_count)::bigint from marts.dim_authors",
        "select count(distinct (author_id, image_id, coalesce(place, label_type || label_name))) from labels join shown using (image_id)",
    ),
    "items of the account that shows most": (
        "select max(item_count) from marts.dim_authors",
        "select max(n) from (select count(distinct (image_id, coalesce(place, label_type || label_name))) as n from labels join shown "
        "using (image_id) group by author_id)",
    ),
}


@pytest.fixture(scope="module")
def both(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the warehouse beside its raw files."""
    with duckdb.connect() as connection:
        for table in TABLES:
            path = demo_warehouse.parent / "raw" / f"{table}.csv"
            connection.execute(f"create view {table} as from read_csv('{path}', all_varchar = true, ignore_errors = true, header = true)")
        connection.execute(RAW)
        connection.execute(f"attach '{demo_warehouse}' as w (read_only)")
        connection.execute("create schema marts")
        query = "select distinct table_name from duckdb_columns() where database_name = 'w' and schema_name = 'marts'"
        for (table,) in connection.execute(query).fetchall():
            connection.execute(f"create view marts.{table} as from w.marts.{table}")
        yield connection


@pytest.mark.parametrize("question", ANSWERS)
def test_the_marts_answer_what_the_files_say(question: str, both: duckdb.DuckDBPyConnection) -> None:
    marts, files = (both.execute(query).fetchall() for query in ANSWERS[question])
    assert marts == files


def test_twenty_answers_are_recomputed() -> None:
    assert len(ANSWERS) >= 20
