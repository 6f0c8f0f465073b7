"""The published baselines against a second implementation, written in pandas from their specification and from nothing else."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from python_models.published.published_clusters import FEATURES, cluster_authors
from tests.oracles.published_in_pandas import (
    CATEGORIES,
    Tables,
    reference_features,
    reference_labels,
    reference_names,
    reference_rules,
)


def read_staged(connection: duckdb.DuckDBPyConnection) -> Tables:
    """Return the staged tables that the published methods read."""

    def read(query: str) -> pd.DataFrame:
        table = connection.execute(query).df()
        counts = [column for column in table if column.endswith("_count")]
        return table.astype(dict.fromkeys(counts, "float64"))  # null becomes nan

    return Tables(
        read("select author_id, follower_count from staging.stg_delivery__author_segmentations").set_index("author_id"),
        read("select author_id, image_id, like_count, comment_count from staging.stg_delivery__post_images"),
        read("select image_id, label_name from staging.stg_delivery__image_labels"),
    )


@pytest.fixture(scope="module")
def connection(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_warehouse), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def staged(connection: duckdb.DuckDBPyConnection) -> Tables:
    return read_staged(connection)


@pytest.fixture(scope="module")
def final(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return connection.execute("select * from marts.fashion_segments_final").df()


def same_partition(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two labelings put the same authors together, whatever they call the groups."""
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def test_the_demo_reaches_what_the_baselines_are_tricky_about(staged: Tables) -> None:
    followers = staged.segmentations["follower_count"]
    assert followers.isna().any()
    assert (followers == 0).any()
    with_posts = set(staged.posts["author_id"])
    assert with_posts - set(followers.index)
    assert set(followers.index) - with_posts
    assert set(staged.posts["image_id"]) - set(staged.labels["image_id"])
    assert staged.posts.duplicated(["author_id", "image_id"]).any()
    assert staged.posts["like_count"].isna().any()
    assert (staged.posts["like_count"] == 0).any()
    assert staged.posts["comment_count"].isna().any()


def test_published_rules_equal_the_second_implementation(connection: duckdb.DuckDBPyConnection, staged: Tables) -> None:
    expected = reference_rules(staged).sort_index()
    actual = (
        connection.execute("select * from intermediate.published_rules where half = 'both' order by author_id").df().set_index("author_id")
    )
    assert actual.index.tolist() == expected.index.tolist()
    assert actual["segment"].tolist() == expected["segment"].tolist()
    assert actual["engagement_level"].tolist() == expected["engagement_level"].tolist()
    np.testing.assert_allclose(actual["engagement_rate"], expected["engagement_rate"], rtol=0, atol=1e-12)
    assert actual["segment"].nunique() > 8


def test_published_counts_equal_the_second_implementation(connection: duckdb.DuckDBPyConnection, staged: Tables) -> None:
    expected = reference_rules(staged).sort_index()
    actual = connection.execute("select * from intermediate.published_rule_features where half = 'both' order by author_id").df()
    for category in ("footwear", "clothing", "accessories", "luxury", "sportswear", "pattern"):
        assert actual[f"{category}_count"].tolist() == expected[category].tolist()
        assert actual[f"{category}_count"].sum() > 0
    assert actual["diversity_score"].tolist() == expected["diversity"].tolist()


def test_published_clusters_equal_the_second_implementation(final: pd.DataFrame, staged: Tables) -> None:
    expected = reference_features(staged)
    assert final["AUTHORID"].tolist() == expected.index.tolist()
    for column in expected:
        np.testing.assert_allclose(final[column], expected[column], rtol=1e-12, atol=1e-12, err_msg=column)
    labels = reference_labels(expected)
    assert same_partition(final["cluster"].to_numpy(), labels)
    names = reference_names(expected, labels)
    assert final["segment"].tolist() == [names[label] for label in labels]


def test_the_former_export_has_the_former_columns_in_their_order_and_is_sorted(final: pd.DataFrame) -> None:
    ratios = [f"{category}_ratio" for category in CATEGORIES]
    former = ["AUTHORID", "post_count", "NB_LIKES", "COMMENT_COUNT", *ratios, "NB_FOLLOWERS", "engagement_rate", "cluster", "segment"]
    assert list(final.columns) == former
    assert final["AUTHORID"].is_monotonic_increasing


def test_author_segments_spell_the_baselines_and_segmentations_say_unknown(
    connection: duckdb.DuckDBPyConnection, staged: Tables, final: pd.DataFrame
) -> None:
    query = """
        select
            author_segments.author_id, published_rule_segment, published_cluster_segment,
            max(case when segmentation = 'published_rules' then segment end) as rules,
            max(case when segmentation = 'published_clusters' then segment end) as clusters
        from marts.author_segments
        inner join marts.author_segmentations on author_segments.author_id = author_segmentations.author_id
        group by all
    """
    actual = connection.execute(query).df().set_index("author_id")
    rules = reference_rules(staged)["segment"].reindex(actual.index)
    clusters = final.set_index("AUTHORID")["segment"].reindex(actual.index)
    assert rules.isna().any()
    assert clusters.isna().any()
    for column, expected in (("published_rule_segment", rules), ("published_cluster_segment", clusters)):
        assert actual[column].isna().equals(expected.isna())
        assert actual[column].dropna().equals(expected.dropna().astype(actual[column].dtype))
    assert actual["rules"].tolist() == rules.fillna("unknown").tolist()
    assert actual["clusters"].tolist() == clusters.fillna("unknown").tolist()


def planted_features(groups: int, size: int, spread: float = 0.05) -> pd.DataFrame:
    """Return features of ``groups`` groups of ``size`` authors around corners of the cube, in the order of author_id."""
    rng = np.random.default_rng(3)
    corners = rng.permutation(2**6)[:groups]
    points = np.repeat((corners[:, None] >> np.arange(6) & 1).astype("float64"), size, axis=0)
    features = pd.DataFrame(rng.normal(points, spread), columns=FEATURES)
    features.insert(0, "author_id", np.arange(len(features)) + 10)
    return features


@pytest.mark.parametrize(("groups", "size"), [(8, 300), (9, 250), (12, 260), (5, 500), (12, 100), (11, 201)])
def test_the_number_of_clusters_is_chosen_as_published(groups: int, size: int) -> None:
    features = planted_features(groups, size)
    assert same_partition(cluster_authors(features)["cluster"].to_numpy(), reference_labels(features))


def test_the_largest_number_whose_clusters_are_all_large_enough_is_chosen() -> None:
    features = planted_features(2, 4000, spread=0.5)
    assert cluster_authors(features)["cluster"].nunique() == 12  # minus inertia always prefers more clusters
    assert cluster_authors(features[:1500])["cluster"].nunique() == 10


def test_clusters_do_not_depend_on_the_order_of_the_rows() -> None:
    features = planted_features(10, 200)
    shuffled = features.sample(frac=1, random_state=1)
    pd.testing.assert_frame_equal(cluster_authors(shuffled), cluster_authors(features))


@pytest.mark.parametrize(
    ("features", "clusters"),
    [
        (planted_features(1, 1), 1),
        (planted_features(3, 1), 3),
        (planted_features(9, 1), 9),
        (planted_features(1, 60, spread=0), 1),
        (planted_features(4, 20, spread=0), 4),
        (planted_features(4, 600, spread=0), 4),
        (planted_features(9, 400, spread=0), 9),
        (planted_features(20, 1), 10),
    ],
    ids=["one", "three", "nine", "60 equal", "4 kinds", "4 kinds, many", "9 kinds, many", "20"],
)
def test_a_panel_with_few_different_authors_gets_as_many_clusters_and_no_warning(features: pd.DataFrame, clusters: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        clustered = cluster_authors(features)
    assert clustered["author_id"].tolist() == features["author_id"].tolist()
    assert clustered["cluster"].nunique() == clusters


def test_authors_who_differ_in_the_last_digit_only_are_no_different_authors() -> None:
    kinds = np.array([[0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 1, 1], [0, 0, 0, 1, 1, 1], [1, 0, 1, 0, 1, 0]])
    points = np.random.default_rng(5).normal(np.repeat(kinds, 20, axis=0), 1e-15)
    clustered = cluster_authors(pd.DataFrame(points, columns=FEATURES).assign(author_id=range(80)))
    assert same_partition(clustered["cluster"].to_numpy(), np.repeat(range(4), 20))


def test_a_panel_without_authors_gives_a_typed_table_without_rows() -> None:
    clustered = cluster_authors(planted_features(0, 1))
    assert len(clustered) == 0
    assert clustered.dtypes.astype(str).to_dict() == {"author_id": "int64", "cluster": "int64"}
