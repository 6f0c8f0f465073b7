"""What is planted in the demo, and the files that tell the truth of it: they agree with a count over the raw files."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from fashion_panel.__main__ import main as fashion
from fashion_panel.demo.rules import KNOBS, NULL_WORDS, STATEMENT_LABELS, UNUSUAL_KINDS

AUTHORS = 2000
DIRT = ["--null-words", "0.1", "--negative-likes", "0.2", "--other-flags", "0.15", "--new-type", "0.01", "--padded-labels", "0.01"]
MART_TABLES = ("MART_AUTHORS", "MART_AUTHORS_SEGMENTATIONS", "MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS")
WORDS = "(" + ", ".join(f"'{word}'" for word in NULL_WORDS) + ")"
OUTFIT = "top pants coat dress skirt shorts socks combi bra underpants shoes bag wristlet eyewear hat neckwear earring belt umbrella"


def generate(folder: Path, *options: str, authors: int = AUTHORS, seed: int = 1) -> Path:
    assert fashion(["demo", "--authors", str(authors), "--seed", str(seed), "--out", str(folder), *options]) == 0
    return folder


def loaded(folder: Path, with_items: bool = True) -> duckdb.DuckDBPyConnection:
    """Load every file of a delivery as text, and the posts and the items typed."""
    connection = duckdb.connect(config={"threads": 2})
    for path in sorted(folder.iterdir()):
        connection.execute(f"create table {path.stem} as select * from read_csv('{path}', header = true, all_varchar = true, quote = '\"')")
    connection.execute(f"""
        create table posts as
        select distinct POST_ID as post_id, AUTHORID as author_id, try_cast(POST_PUBLICATION_DATE as timestamp) as published_at,
            try_cast(NB_LIKES as bigint) as likes, try_cast(COMMENT_COUNT as bigint) as comments
        from MART_IMAGES_OF_POSTS where POST_ID is not null and AUTHORID is not null and published_at is not null;
        create table followers as
        select distinct AUTHORID as author_id, GEO_ZONE as zone,
            floor(try_cast(case when NB_FOLLOWERS not in {WORDS} then NB_FOLLOWERS end as double))::bigint as followers,
            FASHION_INTEREST_SEGMENT in ('true', '1') as is_picked
        from MART_AUTHORS_SEGMENTATIONS where AUTHORID is not null;
        create table image_authors as
        select IMAGE_ID as image_id, min(AUTHORID) as author_id, min(try_cast(POST_PUBLICATION_DATE as timestamp)) as published_at
        from MART_IMAGES_OF_POSTS group by IMAGE_ID;
    """)
    if with_items:
        connection.execute(f"""
            create table items as
            select IMAGE_ID as image_id, POSITION_IN_IMAGE as position,
                max(case when TYPE = 'object_detection' then trim(LABEL_NAME) end) as object, list(distinct trim(LABEL_NAME)) as labels
            from MART_IMAGES_LABELS
            where POSITION_IN_IMAGE not in {WORDS} and IMAGE_ID is not null and LABEL_NAME is not null and TYPE <> 'texture'
            group by all;
        """)
    return connection


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[tuple]:
    return connection.execute(query).fetchall()


def value(connection: duckdb.DuckDBPyConnection, query: str) -> float:
    return rows(connection, query)[0][0]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return the folders of a delivery with everything planted, of a plain one, and of a later one."""
    folder = tmp_path_factory.mktemp("truth")
    options = {"full": DIRT, "plain": ["--plain"], "later": [*DIRT, "--weeks-more", "6"]}
    return {name: generate(folder / name, *each) for name, each in options.items()}


@pytest.fixture(scope="module")
def full(folders: dict[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the delivery with everything planted, loaded."""
    with loaded(folders["full"]) as connection:
        yield connection


@pytest.fixture(scope="module")
def plain(folders: dict[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the delivery with nothing planted but personas, loaded."""
    with loaded(folders["plain"]) as connection:
        yield connection


@pytest.fixture(scope="module")
def later(folders: dict[str, Path]) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the delivery of six weeks later, loaded."""
    with loaded(folders["later"], with_items=False) as connection:
        yield connection


# ---------------------------------------------------------------- knobs


def test_a_knob_that_is_off_plants_nothing(plain: duckdb.DuckDBPyConnection) -> None:
    assert rows(plain, "select distinct KIND from cell_truth") == [("damage",)]
    assert rows(plain, "select count(*) from carousel_truth union all select count(*) from trend_truth") == [(0,), (0,)]
    truth = "IS_RECRUIT, IS_BUSY, ZONE_ABROAD, UNUSUAL_KIND, HAS_TASTE, IS_EARLY, FIRST_DAY, LAST_DAY"
    planted = rows(plain, f"select distinct {truth} from persona_truth")
    assert planted == [("false", "false", None, None, "false", "false", "2023-01-02", "2024-12-29")]


def test_personas_and_authors_are_those_of_the_plain_demo(full: duckdb.DuckDBPyConnection, plain: duckdb.DuckDBPyConnection) -> None:
    query = "select AUTHORID, PERSONA from persona_truth"
    assert rows(full, query) == rows(plain, query)


def test_dirt_changes_the_spelling_and_not_the_meaning(folders: dict[str, Path], plain: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    meaning = {
        "MART_AUTHORS": f"select * replace (case when NB_FOLLOWERS not in {WORDS} then NB_FOLLOWERS end as NB_FOLLOWERS, "
        f"case when NB_FOLLOWS not in {WORDS} then NB_FOLLOWS end as NB_FOLLOWS) from MART_AUTHORS",
        "MART_AUTHORS_SEGMENTATIONS": f"select * replace (case when NB_FOLLOWERS not in {WORDS} then NB_FOLLOWERS end as NB_FOLLOWERS, "
        f"case when GEO_ZONE not in {WORDS} then GEO_ZONE end as GEO_ZONE, "
        "FASHION_INTEREST_SEGMENT in ('true', '1') as FASHION_INTEREST_SEGMENT) from MART_AUTHORS_SEGMENTATIONS",
        "MART_IMAGES_OF_POSTS": f"select * replace (case when NB_LIKES = '-1' then '0' when NB_LIKES not in {WORDS} then NB_LIKES end "
        "as NB_LIKES) from MART_IMAGES_OF_POSTS",
    }
    with loaded(generate(tmp_path / "dirty", "--plain", *DIRT), with_items=False) as dirty:
        assert value(dirty, "select sum(CELL_COUNT::int) from cell_truth where KIND <> 'damage'") > 1000
        for table, query in meaning.items():
            assert Counter(rows(dirty, query)) == Counter(rows(plain, query)), table
        # damage and repeated rows fall elsewhere; all other labels are those of the plain demo
        labels = """
            select TYPE, trim(LABEL_NAME), count(distinct IMAGE_ID) from MART_IMAGES_LABELS
            where TYPE not in ('texture', 'hair') and LABEL_NAME is not null group by all
        """
        theirs, mine = ({row[:2]: row[2] for row in rows(each, labels)} for each in (dirty, plain))
        assert theirs.keys() == mine.keys()
        assert sum(abs(theirs[label] - images) for label, images in mine.items()) < 1e-4 * sum(mine.values())


@pytest.mark.parametrize("name", sorted(KNOBS))
def test_an_amount_outside_its_range_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    flag, highest = KNOBS[name]["flag"], float(KNOBS[name]["highest"])
    for amount in (str(highest + 1), "-1", "many", "nan"):
        assert fashion(["demo", "--authors", "1", "--out", str(tmp_path / "demo"), f"--{flag}={amount}"]) == 1
        lowest = float(KNOBS[name]["lowest"])
        assert capsys.readouterr().err == f"--{flag} must be a number from {lowest:g} to {highest:g}, or off, not {amount!r}.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("authors", [1, 60])
def test_a_tiny_panel_bears_every_knob(tmp_path: Path, authors: int) -> None:
    largest = [f"--{row['flag']}={row['highest']}" for name, row in KNOBS.items() if name not in ("recruit_weeks", "early_weeks")]
    with loaded(generate(tmp_path / "demo", *largest, authors=authors)) as tiny:
        assert value(tiny, "select count(*) from MART_IMAGES_LABELS") > 0


# ---------------------------------------------------------------- cells


def test_the_truth_of_cells_agrees_with_a_count_over_the_raw_files(full: duckdb.DuckDBPyConnection) -> None:
    truth = rows(full, "select TABLE_NAME, COLUMN_NAME, KIND, coalesce(CELL, ''), CELL_COUNT::int from cell_truth")
    kinds = {"damage", "null word", "hidden likes", "flag of another spelling", "new type", "blanks around"}
    assert {kind for _, _, kind, _, _ in truth} == kinds
    for table, column, kind, cell, count in truth:
        hit = f"{column} <> trim({column})" if kind == "blanks around" else f"coalesce({column}, '') = '{cell}'"
        assert value(full, f"select count(*) from {table} where {hit}") == count, (table, column, cell)


def test_dirt_is_as_frequent_as_the_knobs_say(full: duckdb.DuckDBPyConnection) -> None:
    def counted(kind: str, table: str) -> int:
        return value(full, f"select sum(CELL_COUNT::int) from cell_truth where KIND = '{kind}' and TABLE_NAME = '{table}'")

    labels = value(full, "select count(*) from MART_IMAGES_LABELS")
    assert counted("blanks around", "MART_IMAGES_LABELS") / labels == pytest.approx(0.01, rel=0.05)
    empty = value(full, "select count(*) from MART_IMAGES_LABELS where POSITION_IN_IMAGE is null")
    worded = counted("null word", "MART_IMAGES_LABELS")
    assert worded / (worded + empty) == pytest.approx(0.1, rel=0.05)
    hidden = value(full, "select count(*) from MART_IMAGES_OF_POSTS where NB_LIKES in ('0', '-1')")
    assert counted("hidden likes", "MART_IMAGES_OF_POSTS") / hidden == pytest.approx(0.1, abs=0.04)
    flags = counted("flag of another spelling", "MART_AUTHORS_SEGMENTATIONS")
    assert flags / value(full, "select count(*) from MART_AUTHORS_SEGMENTATIONS") == pytest.approx(0.15, abs=0.002)
    garments = value(full, "select count(*) from items where object in ('top', 'pants', 'coat', 'dress', 'skirt')")
    assert counted("new type", "MART_IMAGES_LABELS") / garments == pytest.approx(0.0125, rel=0.15)


# ---------------------------------------------------------------- carousels


def test_the_carousels_that_repeat_their_outfit_are_those_of_the_truth(full: duckdb.DuckDBPyConnection) -> None:
    objects = tuple(OUTFIT.split())
    full.execute(f"""
        create or replace temp table carousels as
        with outfits as (
            select image_id, list(list_sort(labels) order by list_sort(labels)) as outfit
            from items where object in {objects} group by image_id
        ),
        images as (select distinct POST_ID as post_id, IMAGE_ID as image_id from MART_IMAGES_OF_POSTS where post_id is not null)
        select post_id, count(*) as images, count(distinct outfit) as outfits, count(outfit) as dressed
        from images left join outfits using (image_id) group by post_id having count(*) > 1
    """)
    share = value(full, "select avg((post_id in (select POST_ID from carousel_truth))::int) from carousels")
    assert share == pytest.approx(0.15, abs=0.01)
    # an item without position, and a damaged label, can't be seen here
    same = "avg((outfits = 1 and dressed = images)::int) from carousels"
    assert value(full, f"select {same} where dressed > 0 and post_id in (select POST_ID from carousel_truth)") > 0.88
    assert value(full, f"select {same} where post_id not in (select POST_ID from carousel_truth)") < 0.01
    told = "carousel_truth join carousels using (post_id)"
    assert value(full, f"select avg((IMAGE_COUNT::int = images)::int) from {told}") > 0.999


# ---------------------------------------------------------------- lives


def test_accounts_post_between_their_first_day_and_their_last(full: duckdb.DuckDBPyConnection) -> None:
    full.execute("""
        create or replace temp table lives as
        select persona_truth.*, FIRST_DAY::date as begins, LAST_DAY::date as ends, min(published_at)::date as first_post,
            max(published_at)::date as last_post
        from persona_truth join posts on AUTHORID = author_id group by all
    """)
    assert rows(full, "select count(*) from lives where first_post < begins or last_post > ends") == [(0,)]
    joined, left = rows(full, "select avg((FIRST_DAY > '2023-01-02')::int), avg((LAST_DAY < '2024-12-29')::int) from persona_truth")[0]
    assert joined == pytest.approx(0.12, abs=0.02)
    assert left == pytest.approx(0.05, abs=0.015)
    assert value(full, "select min(ends - begins) from lives where not IS_RECRUIT::bool") >= 20 * 7 - 1


def test_recruits_of_one_taste_come_in_one_week(full: duckdb.DuckDBPyConnection) -> None:
    columns = "count(*), min(PERSONA), max(PERSONA), min(FIRST_DAY), max(FIRST_DAY), min(LAST_DAY)"
    query = f"select {columns} from persona_truth where IS_RECRUIT = 'true'"
    count, least, largest, first, last, until = rows(full, query)[0]
    assert (count, least, largest, until) == (round(0.02 * (AUTHORS + 8)), "footwear_lover", "footwear_lover", "2024-12-29")
    assert "2024-10-21" <= first <= last <= "2024-10-27"  # ten weeks before the end


def test_three_zones_hold_five_to_fifteen_per_cent(full: duckdb.DuckDBPyConnection) -> None:
    shares = dict(rows(full, "select zone, count(*) / sum(count(*)) over () from followers where zone is not null group by zone"))
    assert {zone for zone, share in shares.items() if 0.05 <= share <= 0.15} == {"gb", "ca", "fr"}
    assert shares["us"] == pytest.approx(0.74, abs=0.03)
    wrong = (
        "select count(*) from followers join persona_truth on author_id = AUTHORID where ZONE_ABROAD is not null and ZONE_ABROAD <> zone"
    )
    assert value(full, wrong) == 0


# ---------------------------------------------------------------- unusual accounts


def test_each_kind_of_unusual_account_is_as_frequent_as_the_knob_says(full: duckdb.DuckDBPyConnection) -> None:
    counts = dict(rows(full, "select UNUSUAL_KIND, count(*) from persona_truth where UNUSUAL_KIND is not null group by all"))
    assert counts.keys() == set(UNUSUAL_KINDS)
    eligible = value(full, "select count(*) from (select author_id from posts group by author_id having count(*) >= 14)")
    assert all(0.002 * eligible <= count <= 0.006 * eligible for count in counts.values())


def test_unusual_accounts_do_what_their_kind_says(full: duckdb.DuckDBPyConnection, plain: duckdb.DuckDBPyConnection) -> None:
    def of(kind: str) -> str:
        return f"(select AUTHORID from persona_truth where UNUSUAL_KIND = '{kind}')"

    before = dict(rows(plain, "select author_id, followers from followers"))
    for author_id, followers in rows(full, f"select author_id, followers from followers where author_id in {of('bought_followers')}"):
        assert 7.9 * before[author_id] <= followers <= 30.1 * (before[author_id] + 1)
    query = f"""
        select median(likes / followers), stddev_samp(ln(likes)), avg(comments) from posts join followers using (author_id)
        where author_id in {of("bought_likes")} and likes > 0 and comments < 1000 group by author_id
    """
    for rate, spread, comments in rows(full, query):
        assert 0.03 < rate < 0.5
        assert spread < 0.15
        assert comments < 2.5
    for (share,) in rows(
        full,
        f"""
        select avg((gap <= interval 10 minute)::int)
        from (select author_id, published_at - lag(published_at) over (partition by author_id order by published_at) as gap from posts)
        where gap is not null and author_id in {of("burst_poster")} group by author_id
        """,
    ):
        assert share > 0.6
    for (least,) in rows(full, f"select min(comments) from posts where author_id in {of('comment_pod')} group by author_id"):
        assert least >= 10
    follows = rows(full, f"select NB_FOLLOWS::int from MART_AUTHORS where AUTHORID in {of('mass_follower')}")
    assert follows
    assert min(follows)[0] >= 3000


# ---------------------------------------------------------------- taste, early accounts, trends


def test_a_taste_is_shared_by_the_hand_picked_and_many_who_are_not(full: duckdb.DuckDBPyConnection) -> None:
    query = """
        select avg((HAS_TASTE = 'true')::int) filter (is_picked), avg(is_picked::int) filter (HAS_TASTE = 'true')
        from followers join persona_truth on author_id = AUTHORID
    """
    has_taste, is_listed = rows(full, query)[0]
    assert has_taste == 1
    assert is_listed == pytest.approx(0.3, abs=0.1)
    rate = f"""
        select sum(list_has_any(labels, {[label for _, label in STATEMENT_LABELS]})::int) / count(*) from items
        join image_authors using (image_id) join persona_truth on author_id = AUTHORID
        where object in ('top', 'pants', 'coat', 'skirt', 'shorts') and HAS_TASTE =
    """
    assert value(full, f"{rate} 'true'") / value(full, f"{rate} 'false'") == pytest.approx(2, abs=0.25)


def test_five_garments_each_have_a_pair_that_rises(full: duckdb.DuckDBPyConnection, plain: duckdb.DuckDBPyConnection) -> None:
    pairs = rows(full, "select GARMENT, PATTERN, count(*), sum(ITEM_COUNT::int) from trend_truth group by all order by all")
    assert len({garment for garment, *_ in pairs}) == 5
    for garment, pattern, accounts, planted in pairs:
        assert accounts == round(0.1 * (AUTHORS + 8))
        share = f"""
            select avg(list_contains(labels, '{pattern}')::int) from items join image_authors using (image_id)
            where object = '{garment}' and published_at
        """
        before, after = (value(full, f"{share} {when}") for when in ("< '2024-07-01'", ">= '2024-11-11'"))
        assert 2.2 < after / before < 3.9, (garment, pattern)
        assert value(plain, f"{share} >= '2024-11-11'") / value(plain, f"{share} < '2024-07-01'") < 1.6
        assert planted > 50


def test_who_takes_a_pair_up_shows_it_and_nobody_before_the_time(full: duckdb.DuckDBPyConnection) -> None:
    full.execute("""
        create or replace temp table shown as
        select GARMENT, PATTERN, AUTHORID, ITEM_COUNT::int as told, TAKEN_UP_ON::date as up, IS_EARLY = 'true' as is_early,
            count(published_at) as items, count(published_at) filter (published_at < TAKEN_UP_ON::date - interval 6 week) as too_early
        from trend_truth join persona_truth using (AUTHORID)
        left join (items join image_authors using (image_id))
            on author_id = AUTHORID and object = GARMENT and list_contains(labels, PATTERN)
        group by all
    """)
    # items without position, and the carousels whose outfit was that of another image, are not seen here
    assert value(full, "select sum(least(told, items)) / sum(told) from shown") > 0.9
    assert value(full, "select sum(too_early) / sum(items) from shown") < 0.6
    days = rows(full, "select distinct GARMENT, is_early, up from shown order by all")
    late = {garment: day for garment, is_early, day in days if not is_early}
    assert all((late[garment] - day).days == 13 * 7 for garment, is_early, day in days if is_early)
    share = value(full, "select avg((IS_EARLY = 'true')::int) from persona_truth")
    assert share == pytest.approx(0.05, abs=0.015)


def test_busy_accounts_and_rises_of_the_year_before_are_there_when_asked_for(tmp_path: Path) -> None:
    options = ["--busier=0.03", "--recruit-weeks=8", "--rising-last-year=1", "--rising-accounts=300"]
    with loaded(generate(tmp_path / "demo", *options)) as other:
        busy = "posts join persona_truth on author_id = AUTHORID where PERSONA = 'footwear_lover' and IS_RECRUIT = 'false'"
        late = "avg((published_at >= '2024-11-04')::int)"
        assert value(other, f"select {late} from {busy} and IS_BUSY = 'true'") == pytest.approx(4 * 56 / (728 + 3 * 56), abs=0.05)
        assert 20 < value(other, "select count(*) from persona_truth where IS_BUSY = 'true'") <= 60
        for garment, pattern in rows(other, "select distinct GARMENT, PATTERN from trend_truth order by all"):
            share = f"""
                select avg(list_contains(labels, '{pattern}')::int) from items join image_authors using (image_id)
                where object = '{garment}' and published_at
            """
            weeks = (
                "between '2023-04-01' and '2023-09-01'",
                "between '2023-11-13' and '2023-12-31'",
                "between '2024-01-08' and '2024-07-01'",
            )
            before, last_year, between = (value(other, f"{share} {when}") for when in weeks)
            assert last_year > 1.7 * max(before, between), (garment, pattern)


# ---------------------------------------------------------------- a later delivery


def test_a_later_delivery_goes_on_from_the_first(folders: dict[str, Path]) -> None:
    first, later = ((folders[name] / "MART_IMAGES_OF_POSTS.csv").read_bytes() for name in ("full", "later"))
    assert later.startswith(first)
    assert len(later) > 1.02 * len(first)
    first, later = ((folders[name] / "MART_IMAGES_LABELS.csv").read_bytes() for name in ("full", "later"))
    assert later.startswith(first)
    assert len(later) > 1.02 * len(first)


def test_its_posts_images_and_recruits_are_new(full: duckdb.DuckDBPyConnection, later: duckdb.DuckDBPyConnection) -> None:
    assert str(value(later, "select max(published_at)::date from posts")) in ("2025-02-07", "2025-02-08", "2025-02-09")
    for column in ("POST_ID", "IMAGE_ID"):
        old = {cell for (cell,) in rows(full, f"select distinct {column} from MART_IMAGES_OF_POSTS")}
        new = f"select distinct {column} from MART_IMAGES_OF_POSTS where try_cast(POST_PUBLICATION_DATE as timestamp) >= '2024-12-30'"
        assert old.isdisjoint(cell for (cell,) in rows(later, new))
    recruits = "select count(*), min(PERSONA), max(PERSONA), min(FIRST_DAY) from persona_truth where FIRST_DAY >= '2024-12-30'"
    count, least, largest, first_day = rows(later, recruits)[0]
    assert (count, least, largest, first_day) == (40, "footwear_lover", "footwear_lover", "2024-12-30")
    assert value(later, "select count(*) from followers") - value(full, "select count(*) from followers") == 40


def test_its_follower_counts_have_changed_as_the_truth_says(full: duckdb.DuckDBPyConnection, later: duckdb.DuckDBPyConnection) -> None:
    counts = "select author_id, followers from followers where followers >= 0"
    former, now = dict(rows(full, counts)), dict(rows(later, counts))
    truth = rows(later, "select AUTHORID, FORMER_FOLLOWERS::bigint, FOLLOWERS::bigint, BOUGHT_MORE = 'true' from follower_truth")
    assert len([author_id for author_id, *_ in truth if author_id in former and author_id in now]) > 0.9 * AUTHORS
    for author_id, before, after, bought in truth:
        # a count with a fraction may be rounded up
        assert before <= former.get(author_id, before) <= before + 1
        assert after <= now.get(author_id, after) <= after + 1
        assert not bought or after > before
    assert sum(before != after for _, before, after, _ in truth) > 0.8 * len(truth)
    assert sum(bought for *_, bought in truth) / len(truth) == pytest.approx(0.005, abs=0.004)
