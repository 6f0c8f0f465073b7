"""The demo data: reproducible, of the published size and shape, as dirty as promised, and never half written."""

import csv
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score

from fashion_panel.__main__ import main as fashion
from fashion_panel.demo import posts
from fashion_panel.demo.delivery import COLUMNS
from fashion_panel.demo.labels import Labels, read_vocabulary
from fashion_panel.demo.rules import NULL_WORDS, PERSONAS, TEXTURES
from fashion_panel.sentence import Sentence

ROOT = Path(__file__).resolve().parents[2]
TAXONOMY = ROOT / "tests/fixtures/seeds/taxonomy"
CATEGORIES = ("accessories", "clothing", "footwear", "luxury", "sportswear")
TABLES = [table for table in COLUMNS if table != "follower_truth"]  # which tells of a second delivery
FILES = {f"{table}.csv" for table in TABLES}
WORDS = "(" + ", ".join(f"'{word}'" for word in NULL_WORDS) + ")"
MART_TABLES = [table for table in COLUMNS if table.startswith("MART_")]


def generate(folder: Path, authors: int, seed: int = 1) -> Path:
    assert fashion(["demo", "--authors", str(authors), "--seed", str(seed), "--out", str(folder)]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def loaded(folder: Path) -> duckdb.DuckDBPyConnection:
    """Load a delivery as text, and beside it the rows that are no damaged ones, typed."""
    connection = duckdb.connect(config={"threads": 2})
    for table in TABLES:
        source = f"read_csv('{folder / table}.csv', header = true, all_varchar = true, strict_mode = true, quote = '\"', escape = '\"')"
        connection.execute(f"create table {table} as select * from {source}")
    connection.execute(f"""
        create table followers as
        select distinct on (AUTHORID) AUTHORID::bigint as author_id,
            case when NB_FOLLOWERS not in {WORDS} then floor(try_cast(NB_FOLLOWERS as double)) end as followers,
            case
                when NB_FOLLOWERS is null or NB_FOLLOWERS in {WORDS} then 'unknown'
                when followers < 0 or followers is null then 'damaged'
                when followers <= 12000 then 'mainstream' when followers <= 40000 then 'trendy' else 'edgy'
            end as band
        from MART_AUTHORS_SEGMENTATIONS where AUTHORID is not null;
        create table images as
        select distinct try_cast(POST_ID as bigint) as post_id, try_cast(AUTHORID as bigint) as author_id,
            case when NB_LIKES not in {WORDS} then NB_LIKES end as NB_LIKES,
            case when COMMENT_COUNT not in {WORDS} then COMMENT_COUNT end as COMMENT_COUNT,
            case when POST_CAPTION not in {WORDS} then POST_CAPTION end as POST_CAPTION,
            try_cast(NB_LIKES as bigint) as likes, try_cast(POST_PUBLICATION_DATE as timestamp) as published_at,
            try_cast(IMAGE_ID as bigint) as image_id
        from MART_IMAGES_OF_POSTS;
        create table labels as
        select try_cast(IMAGE_ID as bigint) as image_id, TYPE as label_type, trim(LABEL_NAME) as label,
            case when POSITION_IN_IMAGE not in {WORDS} then POSITION_IN_IMAGE end as position
        from MART_IMAGES_LABELS;
    """)
    return connection


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the default demo."""
    return generate(tmp_path_factory.mktemp("demo") / "demo", 2000)


@pytest.fixture(scope="module")
def demo(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the default demo, loaded."""
    with loaded(folder) as connection:
        yield connection


@pytest.fixture(scope="module")
def smallest_dirty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the smallest demo that has to hold every kind of damage, loaded."""
    with loaded(generate(tmp_path_factory.mktemp("dirty") / "demo", 200)) as connection:
        yield connection


def value(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


# ---------------------------------------------------------------- reproducible


def test_same_authors_and_seed_give_the_same_bytes(tmp_path: Path) -> None:
    assert contents(generate(tmp_path / "one", 300)) == contents(generate(tmp_path / "two", 300))


def test_another_seed_gives_other_data(tmp_path: Path) -> None:
    one, other = (contents(generate(tmp_path / str(seed), 60, seed)) for seed in (1, 2))
    assert all(one[name] != other[name] for name in FILES)


def test_the_number_of_threads_changes_no_byte(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fashion_panel", "demo", "--authors", "60", "--out"]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    run = subprocess.run([*command, tmp_path / "one"], cwd=ROOT, env={**os.environ, **threads}, capture_output=True, text=True, check=True)
    assert contents(tmp_path / "one") == contents(generate(tmp_path / "many", 60))
    assert [line.split(":")[0] for line in run.stdout.splitlines()[:-1]] == [
        "MART_AUTHORS.csv",
        "MART_AUTHORS_SEGMENTATIONS.csv",
        "MART_IMAGES_OF_POSTS.csv",
        "MART_IMAGES_LABELS.csv",
        "persona_truth.csv",
        "cell_truth.csv",
        "carousel_truth.csv",
        "trend_truth.csv",
    ]


# ---------------------------------------------------------------- readable


def test_every_row_is_a_strict_csv_record_with_the_promised_columns(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} == FILES
    for table in TABLES:
        columns = COLUMNS[table]
        with (folder / f"{table}.csv").open(encoding="utf-8", errors="strict", newline="") as lines:
            records = csv.reader(lines, strict=True)
            assert tuple(next(records)) == columns
            assert Counter(len(record) for record in records).keys() == {len(columns)}


@pytest.mark.parametrize("authors", [1, 2, 60])
def test_a_tiny_panel_works(tmp_path: Path, authors: int) -> None:
    with loaded(generate(tmp_path / "demo", authors)) as tiny:
        assert value(tiny, "select count(*) from followers") == authors
        assert value(tiny, "select count(*) from images") > 0
        assert value(tiny, "select count(*) from labels") > 0


# ---------------------------------------------------------------- of the published shape


@pytest.mark.parametrize(
    ("band", "published_authors", "mean_low", "mean_high", "image_rows"),
    [
        ("mainstream", 26_681, 1_800, 2_300, 75),
        ("trendy", 2_554, 19_500, 23_000, 115),
        ("edgy", 2_388, 200_000, 3_000_000, 185),
        ("unknown", 1_218, None, None, 65),
    ],
)
def test_bands_have_their_share_followers_and_activity(
    demo: duckdb.DuckDBPyConnection, band: str, published_authors: int, mean_low: float | None, mean_high: float | None, image_rows: float
) -> None:
    demo.execute("select count(*), avg(followers) from followers where band = ?", [band])
    authors, mean = demo.fetchall()[0]
    assert authors == pytest.approx(published_authors / 32_841 * 2000, abs=8)  # some have bought followers
    assert (mean is None) if mean_low is None else (mean_low < mean < mean_high)
    rows = value(demo, f"select count(*) / count(distinct author_id) from images join followers using (author_id) where band = '{band}'")
    assert rows == pytest.approx(image_rows, rel=0.35)


@pytest.mark.parametrize(("band", "median_likes", "median_comments"), [("mainstream", 7, 0), ("trendy", 38, 4), ("edgy", 419, 14)])
def test_likes_and_comments_are_those_of_the_band(
    demo: duckdb.DuckDBPyConnection, band: str, median_likes: float, median_comments: float
) -> None:
    query = f"from images join followers using (author_id) where band = '{band}'"
    assert value(demo, f"select median(likes) {query}") == pytest.approx(median_likes, rel=0.5)
    assert value(demo, f"select median(try_cast(COMMENT_COUNT as bigint)) {query}") == pytest.approx(median_comments, abs=0, rel=0.5)
    assert 0 < value(demo, f"select avg((likes = 0)::int) {query}") < 0.3
    assert 0 < value(demo, f"select avg((NB_LIKES is null)::int) {query}") < 0.05


def test_author_tables_cover_the_published_part_of_the_panel(demo: duckdb.DuckDBPyConnection) -> None:
    assert value(demo, "select count(*) from MART_AUTHORS") / 2000 == pytest.approx(22_439 / 32_841, abs=0.01)
    with_posts = "select count(*) from followers where author_id in (select author_id from images)"
    assert value(demo, with_posts) / 2000 == pytest.approx(29_081 / 32_841, abs=0.01)
    assert value(demo, "select count(BIO) / count(*) from MART_AUTHORS") == pytest.approx(0.6, abs=0.05)
    assert value(demo, "select count(NB_FOLLOWS) / count(*) from MART_AUTHORS") == pytest.approx(0.65, abs=0.05)
    picked = value(demo, "select avg((FASHION_INTEREST_SEGMENT in ('true', '1'))::int) from MART_AUTHORS_SEGMENTATIONS")
    assert picked == pytest.approx(0.0134, abs=0.008)


def test_images_have_about_ten_labels_and_the_published_label_shares(demo: duckdb.DuckDBPyConnection) -> None:
    labels = value(demo, "select count(*) from labels")
    assert labels / value(demo, "select count(*) from images") == pytest.approx(10, abs=0.5)
    for label, share in {"bag": 0.0123, "wristlet": 0.017, "human": 0.1}.items():
        assert value(demo, f"select count(*) from labels where label = '{label}'") / labels == pytest.approx(share, rel=0.3)
    brands = dict(
        demo.execute("""
            select label, count(distinct author_id) from labels join images using (image_id) where label_type = 'shoe_brand' group by label
        """).fetchall()
    )
    assert brands["on"] > brands["nike"] > brands["adidas"] > brands["balencia"]


def test_all_labels_but_the_damaged_are_in_the_taxonomy(demo: duckdb.DuckDBPyConnection) -> None:
    unknown = demo.execute(f"""
        select label_type, label from labels anti join read_csv('{TAXONOMY / "label_taxonomy.csv"}') as taxonomy
        on labels.label_type = taxonomy.label_type and labels.label = taxonomy.label_name
    """).fetchall()
    assert set(unknown) == {("hair", "blond"), ("pattern", None), *(("texture", name) for name in TEXTURES)}


def test_hours_have_their_low_in_the_morning_and_their_high_in_the_afternoon(demo: duckdb.DuckDBPyConnection) -> None:
    query = "select hour(published_at) from images where published_at is not null group by all order by count(*)"
    hours = [hour for (hour,) in demo.execute(query).fetchall()]
    assert set(hours[:2]) == {7, 8}
    assert set(hours[-3:]) <= {15, 16, 17, 18}
    assert len(hours) == 24


def test_dates_lie_in_104_weeks_and_seasons_show(demo: duckdb.DuckDBPyConnection) -> None:
    assert value(demo, "select count(distinct date_trunc('week', published_at)) from images") == 104
    assert str(value(demo, "select max(published_at)::date from images")) == "2024-12-29"
    spelled = value(
        demo,
        r"""
        select avg(regexp_full_match(POST_PUBLICATION_DATE, '\d{4}-\d\d-\d\d \d\d:\d\d:\d\d')::int) from MART_IMAGES_OF_POSTS
    """,
    )
    assert spelled > 0.999
    winter_ratio = """
        select count(*) filter (month(published_at) in (12, 1, 2)) / count(*) filter (month(published_at) in (6, 7, 8))
        from labels join images using (image_id) where label =
    """
    assert value(demo, f"{winter_ratio} 'coat'") > 2
    assert value(demo, f"{winter_ratio} 'boots'") > 2
    assert value(demo, f"{winter_ratio} 'shorts'") < 0.5
    assert value(demo, f"{winter_ratio} 'sandals'") < 0.5


def test_carousels_repeat_what_belongs_to_the_post(demo: duckdb.DuckDBPyConnection) -> None:
    demo.execute("""
        select avg((images > 1)::int), avg((disagree)::int), max(authors)
        from (
            select count(distinct image_id) as images, count(distinct author_id) as authors,
                count(distinct (NB_LIKES, COMMENT_COUNT, POST_CAPTION, published_at)) > 1 as disagree
            from images where post_id is not null group by post_id
        )
    """)
    several, disagree, authors = demo.fetchall()[0]
    assert 0.4 < several < 0.7
    assert disagree < 0.002  # only the damaged rows
    assert authors == 1


def test_some_images_are_in_two_posts_of_one_author(demo: duckdb.DuckDBPyConnection) -> None:
    demo.execute("""
        select avg((posts > 1)::int), max(authors)
        from (
            select count(distinct post_id) as posts, count(distinct author_id) as authors
            from images where image_id is not null group by image_id
        )
    """)
    shared, authors = demo.fetchall()[0]
    assert shared == pytest.approx(0.005, abs=0.001)
    assert authors == 1


def test_an_item_carries_the_labels_that_belong_together(demo: duckdb.DuckDBPyConnection) -> None:
    assert value(demo, "select avg((position is null)::int) from labels") == pytest.approx(0.01, abs=0.002)
    positions = demo.execute("select distinct position from labels where position is not null limit 1000").fetchall()
    assert all(re.fullmatch(r"0\.\d{3}(_0\.\d{3}){3}", position) for (position,) in positions)
    demo.execute("""
        create or replace temp table items as
        select list(distinct label) filter (label_type = 'object_detection') as objects,
            count(distinct label) filter (label_type = 'shoe') as shoe_labels,
            count(distinct label) filter (label_type = 'pattern') as patterns,
            count(*) filter (label_type = 'shoe_brand') as shoe_brands, count(*) filter (label_type = 'bag_brand') as bag_brands
        from (select distinct * from labels where position is not null and label_type <> 'hair' and label is not null)
        group by image_id, position
    """)
    low, high, branded = demo.execute("""
        select quantile_disc(shoe_labels, 0.001), max(shoe_labels), avg(shoe_brands) from items where objects = ['shoes']
    """).fetchall()[0]
    assert (low, high) == (2, 5)
    assert 0 < branded < 0.2
    assert value(demo, "select avg((patterns between 1 and 2)::int) from items where objects = ['top']") > 0.999
    assert 0 < value(demo, "select avg(bag_brands) from items where objects = ['bag']") < 0.3
    assert value(demo, "select max(shoe_labels + patterns + shoe_brands + bag_brands) from items where objects = ['human']") == 0
    assert value(demo, "select avg((objects in (['human'], ['humanface'], ['body']))::int) from items") > 0.25


# ---------------------------------------------------------------- dirty

DAMAGED = {
    "text among comment counts": "select count(*) from MART_IMAGES_OF_POSTS where COMMENT_COUNT = 'n/a'",
    "an abbreviated comment count": "select count(*) from MART_IMAGES_OF_POSTS where COMMENT_COUNT = '12k'",
    "a fraction of a like": "select count(*) from MART_IMAGES_OF_POSTS where NB_LIKES = '1204.7'",
    "negative likes": "select count(*) from MART_IMAGES_OF_POSTS where NB_LIKES = '-3'",
    "a date in words": "select count(*) from MART_IMAGES_OF_POSTS where POST_PUBLICATION_DATE = 'yesterday'",
    "an impossible date": "select count(*) from MART_IMAGES_OF_POSTS where POST_PUBLICATION_DATE like '2024-13-%'",
    "no post id": "select count(*) from MART_IMAGES_OF_POSTS where POST_ID is null",
    "no author id of a post": "select count(*) from MART_IMAGES_OF_POSTS where AUTHORID is null",
    "no image id of a post": "select count(*) from MART_IMAGES_OF_POSTS where IMAGE_ID is null",
    "no author id in AUTHORS": "select count(*) from MART_AUTHORS where AUTHORID is null",
    "no author id in SEGMENTATIONS": "select count(*) from MART_AUTHORS_SEGMENTATIONS where AUTHORID is null",
    "no image id of a label": "select count(*) from MART_IMAGES_LABELS where IMAGE_ID is null",
    "followers in words": "select count(*) from MART_AUTHORS_SEGMENTATIONS where NB_FOLLOWERS = '12k'",
    "negative followers": "select count(*) from MART_AUTHORS_SEGMENTATIONS where NB_FOLLOWERS = '-7'",
    "followers as float": "select count(*) from MART_AUTHORS_SEGMENTATIONS where NB_FOLLOWERS like '%.0'",
    "followers with a fraction": "select count(*) from MART_AUTHORS_SEGMENTATIONS where NB_FOLLOWERS like '%.__'",
    "text among follow counts": "select count(*) from MART_AUTHORS where NB_FOLLOWS = 'unknown'",
    "a label type outside the five": "select count(*) from MART_IMAGES_LABELS where TYPE = 'hair'",
    "a label without name": "select count(*) from MART_IMAGES_LABELS where LABEL_NAME is null",
    "captions with commas": "select count(*) from MART_IMAGES_OF_POSTS where POST_CAPTION like '%,%'",
    "captions with quotes": """select count(*) from MART_IMAGES_OF_POSTS where POST_CAPTION like '%"%'""",
    "captions with newlines": "select count(*) from MART_IMAGES_OF_POSTS where POST_CAPTION like '%' || chr(10) || '%'",
    "captions with emoji": "select count(*) from MART_IMAGES_OF_POSTS where POST_CAPTION like '%👟%'",
    "bios with commas": "select count(*) from MART_AUTHORS where BIO like '%,%'",
    "bios with quotes": """select count(*) from MART_AUTHORS where BIO like '%"%'""",
    "bios with newlines": "select count(*) from MART_AUTHORS where BIO like '%' || chr(10) || '%'",
    "bios with emoji": "select count(*) from MART_AUTHORS where BIO like '%🌸%'",
    "labels of images in no post": "select count(*) from labels anti join images using (image_id) where image_id is not null",
    "images without labels": "select count(*) from images anti join labels using (image_id) where image_id is not null",
    "conflicting authors": """
        select count(*) - count(distinct AUTHORID) from (select distinct * from MART_AUTHORS where AUTHORID is not null)
    """,
    "authors only in AUTHORS": """
        select count(*) from MART_AUTHORS where try_cast(AUTHORID as bigint) not in (select author_id from followers)
    """,
    "posts whose author is in neither table": """
        select count(*) from images where author_id not in (select author_id from followers)
            and author_id::varchar not in (select AUTHORID from MART_AUTHORS where AUTHORID is not null)
    """,
} | {
    f"repeated rows of {table}": f"select (select count(*) from {table}) - (select count(*) from (select distinct * from {table}))"
    for table in MART_TABLES
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_every_kind_of_damage_is_there(smallest_dirty: duckdb.DuckDBPyConnection, demo: duckdb.DuckDBPyConnection, damage: str) -> None:
    assert value(smallest_dirty, DAMAGED[damage]) >= 1
    assert value(demo, DAMAGED[damage]) >= 1


# ---------------------------------------------------------------- with a truth


def test_every_author_of_any_table_has_one_planted_persona(demo: duckdb.DuckDBPyConnection) -> None:
    missing = value(
        demo,
        """
        select count(*)
        from (
            select AUTHORID from MART_AUTHORS
            union select AUTHORID from MART_AUTHORS_SEGMENTATIONS
            union select AUTHORID from MART_IMAGES_OF_POSTS
        ) anti join persona_truth using (AUTHORID) where AUTHORID is not null
        """,
    )
    assert missing == 0
    assert value(demo, "select count(*) - count(distinct AUTHORID) from persona_truth") == 0
    shares = dict(demo.execute("select PERSONA, count(*) / sum(count(*)) over () from persona_truth group by PERSONA").fetchall())
    assert shares.keys() == PERSONAS.keys()
    assert max(shares, key=shares.__getitem__) == "everyday"
    assert min(shares.values()) > 0.02
    assert shares["non_fashion"] == pytest.approx(0.05, abs=0.01)


def test_clusters_of_the_category_shares_recover_the_personas(demo: duckdb.DuckDBPyConnection) -> None:
    flags = ", ".join(f"coalesce(bool_or(category = '{category}'), false) as {category}" for category in CATEGORIES)
    any_flag = ", ".join(f"bool_or({category}) as {category}" for category in CATEGORIES)
    counts = ", ".join(f"count(*) filter ({category})" for category in CATEGORIES)
    rows = demo.execute(f"""
        with known as (
            select label_type, label_name as label, bool_or(is_fashion) as is_fashion, {flags}
            from read_csv('{TAXONOMY / "label_taxonomy.csv"}') as taxonomy
            left join read_csv('{TAXONOMY / "category_labels.csv"}') as categories using (label_type, label_name)
            group by all
        ),
        items as (
            select author_id, image_id, bool_or(is_fashion) as is_fashion, {any_flag}
            from labels join known using (label_type, label) join (select distinct image_id, author_id from images) using (image_id)
            group by author_id, image_id, coalesce(position, label_type || label)
        )
        select PERSONA, count(*), {counts}
        from items join persona_truth on author_id::varchar = AUTHORID
        group by AUTHORID, PERSONA
        having count(*) filter (is_fashion) >= 20 and count(distinct image_id) >= 10
        order by AUTHORID::bigint
    """).fetchall()
    items = np.array([row[1] for row in rows], dtype=float)[:, None]
    per_category = np.array([row[2:] for row in rows], dtype=float)
    panel = per_category.sum(axis=0) / items.sum()
    features = (per_category + 10 * panel) / (items + 10) / np.sqrt(panel)
    clusters = KMeans(7, n_init=10, random_state=0).fit_predict(features)
    assert adjusted_rand_score([row[0] for row in rows], clusters) > 0.9


# ---------------------------------------------------------------- never half written


@pytest.mark.parametrize(
    "arguments",
    [["--authors", "0"], ["--authors", "-5"], ["--authors", "many"], ["--authors", "9" * 30], ["--seed", "-1"], ["--seed", ""]],
)
def test_an_impossible_number_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert fashion(["demo", *arguments, "--out", str(tmp_path / "demo")]) == 1
    assert re.fullmatch(rf"{arguments[0]} must be a whole number from .*\.\n", capsys.readouterr().err)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("no folder")
    assert fashion(["demo", "--authors", "1", "--out", str(tmp_path / "file/demo")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'file/demo'} cannot be written: Not a directory.\n"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("held", ["MART_AUTHORS.csv", "holiday.jpg"])
def test_files_of_somebody_else_are_not_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str], held: str) -> None:
    (tmp_path / held).write_text("precious")
    assert fashion(["demo", "--authors", "1", "--out", str(tmp_path)]) == 1
    assert "name another folder" in capsys.readouterr().err
    assert contents(tmp_path) == {held: b"precious"}


def test_a_new_demo_takes_the_place_of_an_old_one(tmp_path: Path) -> None:
    generate(tmp_path / "demo", 60)
    generate(tmp_path / "demo", 1)
    assert contents(tmp_path / "demo") == contents(generate(tmp_path / "fresh", 1))
    assert {path.name for path in tmp_path.iterdir()} == {"demo", "fresh"}


@pytest.mark.parametrize(("failure", "status"), [(OSError(28, "No space left on device"), 1), (KeyboardInterrupt(), 130)])
def test_a_run_that_fails_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], failure: BaseException, status: int
) -> None:
    before = contents(generate(tmp_path / "demo", 60))

    def fail(*_: object) -> None:
        raise failure

    monkeypatch.setattr(posts, "damaged_rows", fail)
    for name in ("demo", "new"):
        assert fashion(["demo", "--authors", "60", "--seed", "2", "--out", str(tmp_path / name)]) == status
        assert capsys.readouterr().err.count("\n") == 1
    assert contents(tmp_path / "demo") == before
    assert [path.name for path in tmp_path.iterdir()] == ["demo"]


def test_a_missing_taxonomy_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Sentence, match=r"label_taxonomy\.csv cannot be read: No such file or directory\.$"):
        read_vocabulary(tmp_path / "label_taxonomy.csv")


def test_a_taxonomy_without_a_label_in_use_is_one_sentence() -> None:
    vocabulary = [pair for pair in read_vocabulary() if pair != ("object_detection", "bag")]
    with pytest.raises(Sentence, match=r"lacks the label 'bag' of type 'object_detection'"):
        Labels(vocabulary)
