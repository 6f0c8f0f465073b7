"""The published baselines against a second implementation, written in pandas from their specification and from nothing else."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

from python_models.ml.published_clusters import FEATURES, cluster_authors

ROOT = Path(__file__).parents[2]
CATEGORIES = {"luxury": 2.2, "sportswear": 1.8, "footwear": 1.6, "accessories": 1.4, "clothing": 1.2}
TIERS = [(12_000, "Mainstream"), (40_000, "Trendy"), (np.inf, "Edgy")]
LISTS = pd.read_csv(ROOT / "seeds/published/published_label_lists.csv")


def label_list(method: str, category: str) -> set[str]:
    return set(LISTS.query("method == @method and category == @category")["label_name"])


class Staged:
    """The staged tables that the published methods read."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        def read(query: str) -> pd.DataFrame:
            table = connection.execute(query).df()
            counts = [column for column in table if column.endswith("_count")]
            return table.astype(dict.fromkeys(counts, "float64"))  # null becomes nan

        self.segmentations = read("select author_id, follower_count from staging.stg_mart__author_segmentations").set_index("author_id")
        self.posts = read("select author_id, image_id, like_count, comment_count from staging.stg_mart__post_images")
        self.labels = read("select image_id, label_name from staging.stg_mart__image_labels")


def reference_rules(staged: Staged) -> pd.DataFrame:
    """Return engagement_rate, engagement_level and segment by author_id of SEGMENTATIONS."""
    authors = staged.segmentations.copy()
    joined = staged.posts.merge(staged.labels, on="image_id")
    for category in ("footwear", "clothing", "accessories", "luxury", "sportswear", "pattern"):
        hits = joined[joined["label_name"].isin(label_list("rules", category))]
        authors[category] = hits.groupby("author_id").size().reindex(authors.index, fill_value=0)
    labels = joined.groupby(["author_id", "label_name"]).size()
    percentage = labels * 100 / labels.groupby("author_id").transform("sum")
    points = percentage.map(lambda percent: 3 if percent >= 20 else 2 if percent >= 10 else 1)
    authors["diversity"] = points.groupby("author_id").sum().reindex(authors.index, fill_value=0)

    mean_likes = staged.posts.assign(like_count=staged.posts["like_count"].replace(0, np.nan)).groupby("author_id")["like_count"].mean()
    rate = mean_likes.fillna(0) / authors["follower_count"].where(authors["follower_count"] > 0).reindex(mean_likes.index)
    authors["engagement_rate"] = rate.fillna(0).reindex(authors.index)
    high, medium = authors["engagement_rate"].quantile(0.75), authors["engagement_rate"].quantile(0.25)

    def segment(author: pd.Series) -> str:
        if pd.isna(author["follower_count"]):
            name = "Undefined Account Profile"
        else:
            name = next(tier for limit, tier in TIERS if author["follower_count"] <= limit) + " "
            if author["luxury"] > 5:
                name += "Luxury Fashion"
            elif author["sportswear"] > 5:
                name += "Sportswear Focus"
            elif author["diversity"] >= 10:
                name += "Fashion Curator"
            elif author["footwear"] > max(author["accessories"], author["clothing"]):
                name += "Footwear Specialist"
            elif author["accessories"] > max(author["footwear"], author["clothing"]):
                name += "Accessories Specialist"
            elif author["pattern"] > 5:
                name += "Style Trendsetter"
            else:
                name += "Fashion General"
        return name + (" (High Engagement)" if author["engagement_rate"] > high else "")

    authors["segment"] = authors.apply(segment, axis=1)
    rates = authors["engagement_rate"]
    authors["engagement_level"] = np.where(rates > high, "High", np.where(rates > medium, "Medium", "Standard"))
    return authors


def reference_features(staged: Staged) -> pd.DataFrame:
    """Return what fashion_segments_final holds before the clusters, by author_id with posts, under its column names."""
    joined = staged.posts.merge(staged.labels, on="image_id", how="left")
    authors = pd.DataFrame({"post_count": staged.posts.groupby("author_id")["image_id"].nunique()})
    authors["NB_LIKES"] = np.log1p(joined.groupby("author_id")["like_count"].mean()).fillna(0)
    authors["COMMENT_COUNT"] = np.log1p(joined.groupby("author_id")["comment_count"].mean()).fillna(0)
    for category, weight in CATEGORIES.items():
        hits = joined[joined["label_name"].isin(label_list("clusters", category))]
        images = hits.groupby("author_id")["image_id"].nunique().reindex(authors.index, fill_value=0)
        authors[f"{category}_ratio"] = images / authors["post_count"] * weight
    followers = staged.segmentations["follower_count"].reindex(authors.index).replace(0, np.nan)
    authors["NB_FOLLOWERS"] = followers.fillna(followers.quantile(0.1)).astype("float64")
    authors["engagement_rate"] = (authors["NB_LIKES"] / np.log1p(authors["NB_FOLLOWERS"])).clip(0, 10).fillna(0)
    return authors.sort_index()


def reference_labels(features: pd.DataFrame) -> np.ndarray:
    """Return the clusters of ``features``, whose rows are ordered by author and plenty."""
    columns = ["engagement_rate", *(f"{category}_ratio" for category in CATEGORIES)]
    matrix = StandardScaler().fit_transform(features[columns])
    models = {k: KMeans(n_clusters=k, random_state=42).fit(matrix) for k in range(8, 13)}
    eligible = [k for k, kmeans in models.items() if np.bincount(kmeans.labels_).min() >= 200]
    return models[max(eligible, key=lambda k: models[k].score(matrix)) if eligible else 10].labels_


def reference_names(features: pd.DataFrame, labels: np.ndarray) -> dict[int, str]:
    """Return the name of each cluster of ``labels``."""
    limit = features["engagement_rate"].quantile(0.66)
    names = {}
    for cluster, members in features.groupby(labels):
        if len(members) < 25:
            names[cluster] = "Micro-Influence Fashion General"
            continue
        followers = members["NB_FOLLOWERS"].mean()
        scores = {category: members[f"{category}_ratio"].mean() * weight for category, weight in CATEGORIES.items()}
        first, second = sorted(scores, key=lambda category: -scores[category])[:2]  # a stable sort keeps the order of the lists
        name = f"{'High' if followers > 50_000 else 'Mid' if followers > 15_000 else 'Micro'}-Influence {first.title()}"
        name += f" & {second.title()}" if scores[second] > scores[first] / 2 else ""
        names[cluster] = name + (" (High Engagement)" if members["engagement_rate"].mean() > limit else "")
    return names


@pytest.fixture(scope="module")
def connection(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(demo_warehouse), read_only=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def staged(connection: duckdb.DuckDBPyConnection) -> Staged:
    return Staged(connection)


@pytest.fixture(scope="module")
def final(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    return connection.execute("select * from marts.fashion_segments_final").df()


def same_partition(one: np.ndarray, other: np.ndarray) -> bool:
    """Tell whether two labelings put the same authors together, whatever they call the groups."""
    pairs = set(zip(one.tolist(), other.tolist(), strict=True))
    return len(pairs) == len(set(one.tolist())) == len(set(other.tolist()))


def test_the_demo_reaches_what_the_baselines_are_tricky_about(staged: Staged) -> None:
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


def test_published_rules_equal_the_second_implementation(connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    expected = reference_rules(staged).sort_index()
    actual = connection.execute("select * from intermediate.published_rules order by author_id").df().set_index("author_id")
    assert actual.index.tolist() == expected.index.tolist()
    assert actual["segment"].tolist() == expected["segment"].tolist()
    assert actual["engagement_level"].tolist() == expected["engagement_level"].tolist()
    np.testing.assert_allclose(actual["engagement_rate"], expected["engagement_rate"], rtol=0, atol=1e-12)
    assert actual["segment"].nunique() > 8


def test_published_counts_equal_the_second_implementation(connection: duckdb.DuckDBPyConnection, staged: Staged) -> None:
    expected = reference_rules(staged).sort_index()
    actual = connection.execute("select * from intermediate.published_rule_features order by author_id").df()
    for category in ("footwear", "clothing", "accessories", "luxury", "sportswear", "pattern"):
        assert actual[f"{category}_count"].tolist() == expected[category].tolist()
        assert actual[f"{category}_count"].sum() > 0
    assert actual["diversity_score"].tolist() == expected["diversity"].tolist()


def test_published_clusters_equal_the_second_implementation(final: pd.DataFrame, staged: Staged) -> None:
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
    connection: duckdb.DuckDBPyConnection, staged: Staged, final: pd.DataFrame
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
