"""Edges of the panel's tables, through the models that make them: tests/README.md says which test holds which edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest
import yaml

from fashion_panel.engines.frames import typed
from python_models.lookalikes import lookalike_fits
from python_models.scores import forward_fits
from python_models.weights import margin_factors
from tests.oracles import brands
from tests.oracles.models_in_duckdb import ROOT, build, load_seeds
from tests.oracles.unusual_accounts import Panel, found

Rows = list[tuple[Any, ...]]
TARGETS = "(margin varchar, category varchar, target_share double)"
RECRUITING = ["int_recruiting_candidates", "recruiting", "recruiting_candidates"]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """Return an empty database with the thresholds of the project, but cells of one author are enough to be weighted."""
    with duckdb.connect() as opened:
        load_seeds(opened, weight_min_authors=1)
        yield opened


def place(connection: duckdb.DuckDBPyConnection, **tables: str) -> None:
    """Create tables by their name, each of a query."""
    for name, query in tables.items():
        connection.execute(f"create or replace table {name} as {query}")


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> Rows:
    """Return the rows of a query."""
    return connection.execute(query).fetchall()


def types(connection: duckdb.DuckDBPyConnection, table: str) -> dict[str, str]:
    """Return the columns of a table and their types."""
    return {name: kind.lower() for name, kind, *_ in rows(connection, f"describe {table}")}


def assert_holds(connection: duckdb.DuckDBPyConnection, mart: str) -> None:
    """Check what every row of the mart promises: the conditions of its data tests."""
    (folder,) = {file.parent for file in (ROOT / "models" / "marts").rglob(f"{mart}.sql")}
    models = [model for file in folder.glob("_*__models.yml") for model in yaml.safe_load(file.read_text())["models"]]
    (tests,) = (model["data_tests"] for model in models if model["name"] == mart)
    for condition in (test["holds"]["arguments"]["condition"] for test in tests if "holds" in test):
        assert rows(connection, f"select * from {mart} where not coalesce({condition}, false)") == [], condition


# ---------------------------------------------------------------------------------------------------------------------
# Weights
# ---------------------------------------------------------------------------------------------------------------------

FOUR = "(1, 'us', 'edgy'), (2, 'us', 'trendy'), (3, 'gb', 'trendy'), (4, null, 'trendy')"
NO_ZONE = "(1, null, 'edgy'), (2, null, 'trendy'), (3, null, 'trendy'), (4, null, 'trendy')"
ONE_ZONE = "(1, 'us', 'edgy'), (2, 'us', 'trendy'), (3, 'us', 'trendy'), (4, 'us', 'trendy')"
ONE = "(1, 'us', 'edgy')"
NOBODY = "(null, null, null)"
BANDS = "('follower_band', 'edgy', 0.5), ('follower_band', 'trendy', 0.5)"
OF_BANDS = [("follower_band", "edgy", 1, 0.5, None), ("follower_band", "trendy", 3, 0.5, None)]
MOVED = [2.0, 2 / 3, 2 / 3, 2 / 3]


@pytest.mark.parametrize(
    ("authors", "targets", "weights", "margins"),
    [
        pytest.param(FOUR, "", [1.0] * 4, [("all", "all", 4, 1.0, None)], id="header-only margins"),
        pytest.param(
            NO_ZONE,
            f"{BANDS}, ('geo_zone', 'us', 1.0)",
            MOVED,
            [
                ("all", "all", 4, 1.0, None),
                *OF_BANDS,
                ("geo_zone", "unknown", 4, 1.0, "no_target"),
                ("geo_zone", "us", 0, 0.0, "nobody_in_panel"),
            ],
            id="every author unknown on a margin",
        ),
        pytest.param(
            ONE_ZONE,
            f"{BANDS}, ('geo_zone', 'us', 1.0)",
            MOVED,
            [("all", "all", 4, 1.0, None), *OF_BANDS, ("geo_zone", "us", 4, 1.0, None)],
            id="a margin of one category",
        ),
        pytest.param(
            ONE,
            BANDS,
            [1.0],
            [
                ("all", "all", 1, 1.0, None),
                ("follower_band", "edgy", 1, 1.0, None),
                ("follower_band", "trendy", 0, 0.0, "nobody_in_panel"),
            ],
            id="one author",
        ),
        pytest.param(
            NOBODY,
            BANDS,
            [],
            [("all", "all", 0, None, None), *(("follower_band", band, 0, None, "nobody_in_panel") for band in ("edgy", "trendy"))],
            id="no author",
        ),
    ],
)
def test_weights(connection: duckdb.DuckDBPyConnection, authors: str, targets: str, weights: list[float], margins: Rows) -> None:
    known = f"select * from (values {authors}) as a(author_id, geo_zone, band) where author_id is not null"
    connection.execute(f"create table margin_targets {TARGETS}")
    if targets:
        connection.execute(f"insert into margin_targets values {targets}")
    place(
        connection,
        int_authors=f"select author_id, cast(geo_zone as varchar) as geo_zone from ({known})",
        int_author_segmentations=f"select author_id, 'follower_band' as segmentation, cast(band as varchar) as segment from ({known})",
    )
    build(connection, ["int_author_margins", "int_panel_cells"])
    thresholds = connection.sql("from int_thresholds").df().iloc[0]
    factors = margin_factors.margin_factors(connection.sql("from int_panel_cells").df(), thresholds)
    typed(connection, factors, margin_factors.TYPES).create("margin_factors")
    build(connection, ["int_author_weights", "author_weights", "panel_margins"])
    found_weights = [weight for (weight,) in rows(connection, "select weight from author_weights order by author_id")]
    assert found_weights == pytest.approx(weights)
    columns = "margin, category, author_count, weighted_share, reason"
    for row, expected in zip(rows(connection, f"select {columns} from panel_margins order by all"), margins, strict=True):
        assert row == (*expected[:3], None if expected[3] is None else pytest.approx(expected[3]), expected[4])
    for mart in ("author_weights", "panel_margins"):
        assert_holds(connection, mart)


# ---------------------------------------------------------------------------------------------------------------------
# Unusual accounts
# ---------------------------------------------------------------------------------------------------------------------


def panel_of(followers: list[float], likes: list[float], posts: int = 12) -> Panel:
    """Return accounts with followers and as many likes on each of their posts, a day apart; those of the first come in bursts."""
    ids = np.arange(1, len(followers) + 1)
    authors = pd.DataFrame(
        {
            "author_id": ids,
            "follower_count": np.array(followers, dtype=float),
            "former_follower_count": np.nan,
            "follow_count": np.nan,
            "kind": "",
            "bought": False,
        }
    )
    author, number = np.repeat(ids, posts), np.tile(np.arange(posts), len(ids))
    published = pd.Timestamp("2024-01-01") + pd.to_timedelta(np.where(author == 1, number, number * 1440), unit="min")
    made = {"post_id": np.arange(len(author)), "author_id": author, "published_at": published}
    return Panel(authors, pd.DataFrame(made | {"comment_count": 2.0, "like_count": np.repeat(np.array(likes, dtype=float), posts)}))


@pytest.mark.parametrize(
    ("likes", "z_is_known"), [([100, 100, 100, 100, 100, 9000], False), ([100, 98, 102, 99, 101, 9000], True)], ids=["equal", "unlike"]
)
def test_five_equal_accounts_have_no_z_and_make_nobody_unusual_by_it(likes: list[float], *, z_is_known: bool) -> None:
    """Where the five are unlike the sixth is, with the same likes."""
    anomalies = found(panel_of([1000.0] * 6, likes))
    assert anomalies["likes_per_follower_z"].notna().eq(z_is_known).all()
    assert anomalies["likes_per_follower"].iloc[5] == pytest.approx(9)
    flagged = anomalies["reasons"].fillna("").str.contains("many_likes_for_the_followers")
    assert flagged.tolist() == [False] * 5 + [z_is_known]


@pytest.mark.parametrize("hidden", [0.0, np.nan])
def test_hidden_likes_of_all_accounts_leave_what_needs_no_likes(hidden: float) -> None:
    anomalies = found(panel_of([1000.0] * 6, [hidden] * 6))
    assert anomalies["reasons"].fillna("").tolist() == ["posts_in_bursts"] + [""] * 5
    assert (anomalies["authenticity_state"] == "checked").all()
    for metric in ("likes_per_follower", "comments_per_like", "like_spread_limit", "largest_z"):
        assert anomalies[metric].isna().all()


def test_one_post_each_is_too_little() -> None:
    anomalies = found(panel_of([1000.0] * 6, [100, 98, 102, 99, 101, 9000], posts=1))
    assert set(anomalies["authenticity_state"]) == {"insufficient_data"}
    assert anomalies.drop(columns=["author_id", "authenticity_state", "kind", "bought"]).isna().all(axis=None)


def test_accounts_without_a_cohort_are_not_checked_and_no_measure_for_others() -> None:
    """Followers that are unknown, or 0; the first five are unlike, and the sixth has too many likes."""
    known = panel_of([1000.0] * 6, [100, 98, 102, 99, 101, 9000])
    anomalies = found(panel_of([1000.0] * 6 + [np.nan, 0.0], [100, 98, 102, 99, 101, 9000, 5000, 5000]))
    assert anomalies["authenticity_state"].tolist()[6:] == ["insufficient_data"] * 2
    assert anomalies["anomaly_count"].isna().tolist() == [False] * 6 + [True] * 2
    pd.testing.assert_frame_equal(anomalies[:6], found(known), check_dtype=False)


@pytest.mark.parametrize("accounts", [0, 1])
def test_a_panel_of_nobody_or_one_has_no_z(accounts: int) -> None:
    anomalies = found(panel_of([1000.0] * accounts, [500.0] * accounts))
    assert anomalies["authenticity_state"].tolist() == ["checked"] * accounts
    assert anomalies["largest_z"].isna().all()


# ---------------------------------------------------------------------------------------------------------------------
# Look-alikes
# ---------------------------------------------------------------------------------------------------------------------


def alike(connection: duckdb.DuckDBPyConnection, eligible: str, is_fashion: str = "true") -> Rows:
    """Return author_lookalikes of accounts 9 and 5, which show the same, of 7 and of 3, when some are eligible."""
    place(
        connection,
        int_authors="select unnest([3, 5, 7, 9]) as author_id, 'edgy' as follower_band",
        int_author_items=f"""
            select author_id, case when author_id in ({eligible}) then 'eligible' else 'non_fashion' end as eligibility from int_authors
        """,
        int_author_style_clusters="select author_id, 1 as nearest_cluster_id, 'assigned' as style_state from int_authors",
        int_labels=f"select unnest([1, 2]) as label_number, unnest(['a', 'b']) as label_name, cast({is_fashion} as boolean) as is_fashion",
        int_author_labels="""
            select * from (values (9, 1, 5), (9, 2, 1), (5, 1, 5), (5, 2, 1), (7, 1, 1), (7, 2, 1), (3, 2, 4))
                as shown(author_id, label_number, item_count)
        """,
    )
    build(connection, ["int_author_label_weights"])
    weights, clusters = (connection.sql(f"from {name}").df() for name in ("int_author_label_weights", "int_author_style_clusters"))
    fits = lookalike_fits.lookalikes(weights, clusters, count=2, max_exact_authors=100)
    typed(connection, fits, lookalike_fits.COLUMNS).create("lookalike_fits")
    build(connection, ["author_lookalikes"])
    assert types(connection, "lookalike_fits") == lookalike_fits.COLUMNS
    assert_holds(connection, "author_lookalikes")
    return rows(connection, "select author_id, rank, lookalike_id from author_lookalikes order by 1, 2")


@pytest.mark.parametrize("eligible", ["null", "5"], ids=["nobody", "one"])
def test_without_two_eligible_accounts_there_are_no_look_alikes(connection: duckdb.DuckDBPyConnection, eligible: str) -> None:
    assert alike(connection, eligible) == []
    kinds = {"author_id": "bigint", "rank": "bigint", "lookalike_id": "bigint", "similarity": "double", "shared_labels": "varchar"}
    assert types(connection, "author_lookalikes").items() >= kinds.items()


# 7 shows both labels once: as near to 5 as to 9, and nearer to them than 3, who shows the second one only
ALIKE = [(5, 1, 9), (5, 2, 7), (7, 1, 5), (7, 2, 9), (9, 1, 5), (9, 2, 7)]


def test_two_identical_accounts_come_in_the_order_of_their_ids(connection: duckdb.DuckDBPyConnection) -> None:
    assert alike(connection, "5, 7, 9") == ALIKE


@pytest.mark.parametrize(("is_fashion", "expected"), [("null", ALIKE), ("false", [])], ids=["outside the taxonomy", "no fashion"])
def test_labels_outside_the_taxonomy_make_accounts_alike(connection: duckdb.DuckDBPyConnection, is_fashion: str, expected: Rows) -> None:
    """What the taxonomy knows as no fashion does not."""
    assert alike(connection, "5, 7, 9", is_fashion) == expected


# ---------------------------------------------------------------------------------------------------------------------
# Brands and scores: the delivery that was counted by hand, with other labels or another list
# ---------------------------------------------------------------------------------------------------------------------

SCORES = ["int_account_features", "author_fashion_scores", "fashion_score_models"]
TABLES = [
    *(*brands.INPUTS, "int_authors", "int_author_items", "int_item_sets", "int_image_items", "int_post_engagement"),
    *("int_author_engagement", "int_label_affinities"),
]


def take_hand_counted(connection: duckdb.DuckDBPyConnection, warehouse: Path) -> None:
    """Take over what the models below read."""
    connection.execute(f"attach '{warehouse}' as built (read_only)")
    place(connection, **{name: f"select * from built.intermediate.{name}" for name in TABLES})
    place(connection, trend_models="select * from built.seeds.trend_models")


def score(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the scores of the tables that are there."""
    build(connection, SCORES[:1])
    settings = forward_fits.settings_of(connection.sql("from int_thresholds").df().iloc[0])
    features, author_labels = (connection.sql(f"from {name}").df() for name in ("int_account_features", "int_author_labels"))
    typed(connection, forward_fits.fit_scores(features, author_labels, settings), forward_fits.TYPES).create("forward_fits")
    assert types(connection, "forward_fits") == {name: kind.replace("string", "varchar") for name, kind in forward_fits.TYPES.items()}
    build(connection, SCORES[1:])
    assert_holds(connection, "author_fashion_scores")


@pytest.mark.parametrize(("flag", "reason"), [("null", "too_few_listed"), ("true", "too_few_unlisted")])
def test_a_list_of_nobody_or_of_everybody_gives_no_forward_score(
    connection: duckdb.DuckDBPyConnection, hand_counted: Path, flag: str, reason: str
) -> None:
    take_hand_counted(connection, hand_counted)
    load_seeds(connection, forward_min_listed=1)
    connection.execute(f"update int_authors set is_fashion_forward = {flag}")
    score(connection)
    told = "select is_listed, reason, count(*), count(forward_score), count(forward_percentile), count(forward_lift)"
    assert rows(connection, f"{told} from author_fashion_scores group by all") == [(flag == "true", reason, 12, 0, 0, 0)]
    assert rows(connection, "select * from fashion_score_models") == []
    assert rows(connection, "select count(*), count(distinct content_score) from author_fashion_scores where score_state = 'scored'") == [
        (6, 4)
    ]


def test_labels_outside_the_taxonomy_tell_nothing_of_brands_and_nothing_for_or_against_fashion(
    connection: duckdb.DuckDBPyConnection, hand_counted: Path
) -> None:
    take_hand_counted(connection, hand_counted)
    connection.execute("update int_labels set axis = 'unknown', canonical_name = label_name, is_fashion = null")
    connection.execute("update int_item_sets set is_fashion = false")
    marts = ["author_brand_affinity", "segment_brand_affinity", "brand_pairs"]
    build(connection, [*brands.COUNTS, *brands.SEGMENTS, "author_brand_affinity", "brand_pairs", "int_label_affinities"])
    assert [rows(connection, f"select count(*) from {mart}") for mart in marts] == [[(0,)]] * 3
    score(connection)
    scores = "select score_state, content_score, content_percentile, count(*) from author_fashion_scores group by all order by all"
    assert rows(connection, scores) == [("no_items", None, None, 6), ("scored", 0.0, 0.0, 6)]


# ---------------------------------------------------------------------------------------------------------------------
# Whom to recruit
# ---------------------------------------------------------------------------------------------------------------------


def recruit(connection: duckdb.DuckDBPyConnection, authors: str, clusters: str, targets: str) -> tuple[Rows, Rows]:
    """Return recruiting and recruiting_candidates of accounts given by id, band, cluster (null: 6 items, 3 of them luxury) and targets."""
    connection.execute("create table recruiting_targets (follower_band varchar, style_cluster varchar, target_share double)")
    if targets:
        connection.execute(f"insert into recruiting_targets values {targets}")
    connection.execute(f"create table margin_targets {TARGETS}")
    connection.execute("create table lookalike_fits (author_id bigint, lookalike_id bigint, similarity double)")
    known = f"select * from (values {authors}) as a(author_id, follower_band, style_cluster) where author_id is not null"
    place(
        connection,
        follower_bands="select unnest(['mainstream', 'edgy']) as band_name",
        author_segments=known,
        int_authors=f"select author_id, follower_band from ({known})",
        int_author_style_clusters=f"""
            select author_id, case when style_cluster is null then 'insufficient_data' else 'assigned' end as style_state,
                case when style_cluster is not null then 1 end as nearest_cluster_id, style_cluster as nearest_cluster,
                cast(null as bigint) as next_cluster_id from ({known})
        """,
        int_author_items=f"""
            select author_id, 6 as item_count, case when style_cluster is null then 'insufficient_data' else 'eligible' end as eligibility
            from ({known})
        """,
        int_author_category_items=f"select author_id, 'luxury' as category, 3 as item_count from ({known})",
        int_author_style_confidence=f"select author_id, 0.9 as confidence from ({known})",
        int_style_models="select 1 as model_version, 2.0 as share_prior_items",
        int_kmeans_centroids=f"""
            select 1 as model_version, 1 as cluster_id, name, 'luxury' as feature, 1.0 as value, 0.5 as panel_share, 1.0 as weight,
                true as is_in_use
            from (values ({clusters})) as c(name) where name is not null
        """,
    )
    build(connection, RECRUITING)
    assert_holds(connection, "recruiting")
    cells = "select follower_band, author_count, target_share, gap, kish_gain from recruiting order by 1"
    return rows(connection, cells), rows(connection, "select follower_band, rank, author_id from recruiting_candidates order by all")


EDGY = "('edgy', 'everyday', 1.0)"


@pytest.mark.parametrize(
    ("authors", "clusters", "targets", "cells", "candidates"),
    [
        pytest.param(NOBODY, "null", "", [], [], id="no author"),
        pytest.param("(1, 'edgy', null)", "null", "", [], [], id="nobody eligible"),
        pytest.param(
            "(1, 'edgy', 'everyday')",
            "'everyday'",
            "",
            [("edgy", 1, 1.0, 0.0, 1.0), ("mainstream", 0, 0.0, 0.0, None)],
            [],
            id="one author",
        ),
        pytest.param(
            "(1, 'unknown', 'everyday'), (2, 'unknown', null)",
            "'everyday'",
            "",
            [("edgy", 0, None, None, None), ("mainstream", 0, None, None, None)],
            [],
            id="every band unknown",
        ),
        pytest.param(
            "(1, 'mainstream', 'everyday')",
            "'everyday'",
            EDGY,
            [("edgy", 0, 1.0, 1.0, None), ("mainstream", 1, 0.0, -1.0, None)],
            [],
            id="targets where nobody is",
        ),
        pytest.param(
            "(1, 'mainstream', 'everyday'), (9, 'edgy', null), (5, 'edgy', null), (7, 'mainstream', null)",
            "'everyday'",
            EDGY,
            [("edgy", 0, 1.0, 1.0, None), ("mainstream", 1, 0.0, -1.0, None)],
            [("edgy", 1, 5), ("edgy", 2, 9)],
            id="two identical authors",
        ),
    ],
)
def test_recruiting(
    connection: duckdb.DuckDBPyConnection, authors: str, clusters: str, targets: str, cells: Rows, candidates: Rows
) -> None:
    assert recruit(connection, authors, clusters, targets) == (cells, candidates)
