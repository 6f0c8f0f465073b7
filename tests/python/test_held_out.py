"""Held-out skill: the example by hand, the warehouse against numpy, and what it must say where nothing can be known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest

from tests.oracles import held_out
from tests.oracles.models_in_duckdb import build, load_seeds
from tests.oracles.null_panels import null_skills
from tests.oracles.published_in_pandas import Tables, reference_features, reference_labels, reference_names, reference_rules

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests" / "fixtures" / "seeds"
MODELS = [
    "int_held_out_labels",
    "int_held_out_cells",
    "int_held_out_segments",
    "int_held_out_segment_labels",
    "int_held_out_author_deviances",
    "int_held_out_ceilings",
    "int_held_out_agreement",
    "int_segmentation_held_out",
]
BY_HAND = held_out.Shown(
    np.array([[10, 20, 10, 10, 20, 10], [10, 10, 20, 10, 10, 0]]),
    np.array([[[5, 0], [8, 2], [4, 1], [1, 5], [0, 9], [2, 4]], [[6, 1], [4, 1], [9, 0], [0, 4], [2, 6], [0, 0]]]),
)
THREE_AND_THREE = [1, 1, 1, 2, 2, 2]


def measure(shown: held_out.Shown, segmentations: dict[str, list[int]], prior_items: int = 200, least: int = 1) -> pd.DataFrame:
    """Return the held-out measures of segmentations (authors,) by the SQL, as (metrics, segmentations); ``ceiling_50`` ... beside them."""
    authors = np.arange(1, shown.items.shape[1] + 1)
    (a, b), (x_a, x_b) = shown
    row, label = np.nonzero(x_a + x_b)
    counts = {"author_id": row + 1, "label_number": label + 1, "item_count": (x_a + x_b)[row, label], "half_a_item_count": x_a[row, label]}
    placed = [(name, author, str(segment)) for name, of in segmentations.items() for author, segment in zip(authors, of, strict=True)]
    placements = pd.DataFrame(placed, columns=["segmentation", "author_id", "segment"])
    kinds = [(name, "posts" if name == "style_clusters" else "attributes") for name in segmentations]
    numbers = np.arange(1, x_a.shape[1] + 1)
    tables = {
        "int_held_out_authors": pd.DataFrame(
            {
                "author_id": authors,
                "half_a_item_count": a,
                "half_b_item_count": b,
                "half_a_fashion_item_count": a,
                "half_b_fashion_item_count": b,
            }
        ),
        "int_author_labels": pd.DataFrame(counts),
        "int_labels": pd.DataFrame({"label_number": numbers, "label_type": "shoe", "label_name": [f"label_{i}" for i in numbers]}),
        "int_author_segmentations": placements,
        "int_half_segmentations": pd.concat([placements.assign(half=half) for half in "ab"]),
        "int_segmentations": pd.DataFrame(kinds, columns=["segmentation", "placed_by"]),
        "held_out_priors": pd.DataFrame({"prior_items": held_out.PRIORS}),
    }
    seeds = {"category_labels": "taxonomy", "style_features": "rules", "published_label_lists": "published"}
    with duckdb.connect() as connection:
        for name, frame in tables.items():
            connection.register("frame", frame)
            connection.execute(f"create table {name} as select * from frame")
        for name, folder in seeds.items():
            connection.execute(f"create table {name} as from read_csv('{ROOT / 'seeds' / folder / name}.csv', header = true)")
        load_seeds(connection, held_out_min_authors=least, held_out_prior_items=prior_items)
        build(connection, MODELS)
        measures = connection.sql("from int_segmentation_held_out").df().pivot(index="metric", columns="segmentation", values="value")
        for prior, value in connection.sql("select prior_items, held_out_skill from int_held_out_ceilings").fetchall():
            measures.loc[f"ceiling_{prior}"] = value
    return measures


def test_the_example_by_hand() -> None:
    got = measure(BY_HAND, {"style_clusters": THREE_AND_THREE, "one": [1] * 6, "six": [1, 2, 3, 4, 5, 6]})
    np.testing.assert_allclose(got.loc["held_out_skill", ["style_clusters", "one", "six"]], [0.130815, -0.065671, 0], atol=5e-7)
    np.testing.assert_allclose(got.loc["held_out_skill_se", "style_clusters"], 0.013350, atol=5e-7)
    np.testing.assert_allclose(got.loc["ceiling_50"], 0.340489, atol=5e-7)
    np.testing.assert_allclose(got.loc["ceiling_200"], 0.236499, atol=5e-7)
    np.testing.assert_allclose(got.loc["held_out_ceiling"], got.loc["ceiling_50"], atol=1e-12)
    np.testing.assert_allclose(got.loc["held_out_share_of_ceiling", "style_clusters"], 0.130815 / 0.340489, atol=2e-6)
    assert got.loc["held_out_agreement", ["one", "six"]].isna().all()  # attributes


def test_the_example_by_hand_with_less_shrinkage() -> None:
    got = measure(BY_HAND, {"style_clusters": THREE_AND_THREE}, prior_items=10)["style_clusters"]
    np.testing.assert_allclose([got["held_out_skill"], got["held_out_skill_se"]], [0.595411, 0.031564], atol=5e-7)


def test_the_oracle_knows_the_example_too() -> None:
    np.testing.assert_allclose(held_out.skill(BY_HAND, np.array(THREE_AND_THREE)), [0.130815, 0.013350], atol=5e-7)
    np.testing.assert_allclose(held_out.skill(BY_HAND, np.array(THREE_AND_THREE), 10), [0.595411, 0.031564], atol=5e-7)
    np.testing.assert_allclose(held_out.own_skill(BY_HAND, np.array(THREE_AND_THREE), 50), 0.340489, atol=5e-7)


def test_a_label_needs_enough_authors_in_each_half() -> None:
    assert (BY_HAND.labels > 0).sum(axis=1).tolist() == [[5, 5], [4, 4]]
    four = measure(BY_HAND, {"style_clusters": THREE_AND_THREE}, least=4)["style_clusters"]
    np.testing.assert_allclose(four["held_out_skill"], 0.130815, atol=5e-7)
    assert measure(BY_HAND, {"style_clusters": THREE_AND_THREE}, least=5).empty


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the demo warehouse for reading."""
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def evaluated(warehouse: duckdb.DuckDBPyConnection) -> np.ndarray:
    """Return the authors (their ids, in order) that the style clusters place on all data, outliers too."""
    states = warehouse.sql("select author_id from marts.author_segments where style_state in ('assigned', 'outlier') order by 1").df()
    return states["author_id"].to_numpy()


@pytest.fixture(scope="module")
def staged(warehouse: duckdb.DuckDBPyConnection) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the valid rows of images of posts, and of labels."""
    columns = "author_id, post_id, image_id, published_at, like_count::double as like_count, comment_count::double as comment_count"
    posts = warehouse.sql(f"select {columns} from staging.stg_delivery__post_images").df()
    labels = warehouse.sql("select image_id, position_in_image, label_type, label_name from staging.stg_delivery__image_labels").df()
    return posts, labels


@pytest.fixture(scope="module")
def shown(staged: tuple[pd.DataFrame, pd.DataFrame], evaluated: np.ndarray) -> tuple[held_out.Shown, pd.MultiIndex]:
    """Return what the evaluated authors show of the labels that 30 of them show in each half, and these labels."""
    everything, kinds = held_out.count_shown(*staged, evaluated)
    common = ((everything.labels > 0).sum(axis=1) >= 30).all(axis=0)
    return held_out.Shown(everything.items, everything.labels[:, :, common]), kinds[common]


@pytest.fixture(scope="module")
def scorecard(warehouse: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return segmentation_scorecard as (metrics, segmentations)."""
    return warehouse.sql("from marts.segmentation_scorecard").df().pivot(index="metric", columns="segmentation", values="value")


def placed(warehouse: duckdb.DuckDBPyConnection, segmentation: str, half: str, authors: np.ndarray) -> np.ndarray:
    """Return the segments (authors,) by half a or b; attributes are in both as they are."""
    source = f"select author_id, segment from intermediate.int_half_segmentations where segmentation = '{segmentation}' and half = '{half}'"
    if segmentation.startswith("follower"):
        source = f"select author_id, segment from marts.author_segmentations where segmentation = '{segmentation}'"
    return warehouse.sql(source).df().set_index("author_id")["segment"].reindex(authors).fillna("unknown").to_numpy(dtype=str)


SEGMENTATIONS = ["follower_band", "follower_range", "published_rules", "published_clusters", "style_rules", "style_clusters"]


@pytest.mark.parametrize("segmentation", SEGMENTATIONS)
def test_held_out_skill_of_the_demo_is_that_of_numpy(
    warehouse: duckdb.DuckDBPyConnection,
    shown: tuple[held_out.Shown, pd.MultiIndex],
    scorecard: pd.DataFrame,
    evaluated: np.ndarray,
    segmentation: str,
) -> None:
    segments = placed(warehouse, segmentation, "a", evaluated)
    got = scorecard[segmentation]
    np.testing.assert_allclose([got["held_out_skill"], got["held_out_skill_se"]], held_out.skill(shown[0], segments), rtol=1e-7, atol=1e-9)
    lists = pd.read_csv(ROOT / "seeds" / "published" / "published_label_lists.csv")["label_name"]
    features = pd.read_csv(SEEDS / "rules" / "style_features.csv")["category"]
    taxonomy = pd.read_csv(SEEDS / "taxonomy" / "category_labels.csv")
    made_of = set(taxonomy[taxonomy["category"].isin(features)][["label_type", "label_name"]].itertuples(index=False, name=None))
    other = np.array([kind not in made_of and kind[1] not in set(lists) for kind in shown[1]])
    assert 20 < other.sum() < len(other)
    expected, _ = held_out.skill(shown[0]._replace(labels=shown[0].labels[:, :, other]), segments)
    np.testing.assert_allclose(got["held_out_skill_other_labels"], expected, rtol=1e-7, atol=1e-9)


def test_the_ceiling_of_the_demo_is_that_of_numpy(
    warehouse: duckdb.DuckDBPyConnection, shown: tuple[held_out.Shown, pd.MultiIndex], scorecard: pd.DataFrame, evaluated: np.ndarray
) -> None:
    clusters = placed(warehouse, "style_clusters", "a", evaluated)
    expected = held_out.ceiling(shown[0], clusters)
    np.testing.assert_allclose(scorecard.loc["held_out_ceiling"], expected, rtol=1e-7)
    np.testing.assert_allclose(scorecard.loc["held_out_share_of_ceiling"], scorecard.loc["held_out_skill"] / expected, rtol=1e-7)


def test_agreement_of_the_halves_is_that_of_scikit_learn(
    warehouse: duckdb.DuckDBPyConnection, staged: tuple[pd.DataFrame, pd.DataFrame], scorecard: pd.DataFrame, evaluated: np.ndarray
) -> None:
    taxonomy = pd.read_csv(SEEDS / "taxonomy" / "label_taxonomy.csv")
    fashion = staged[1].merge(taxonomy[taxonomy["is_fashion"]], on=["label_type", "label_name"])
    items, _ = held_out.count_shown(staged[0], fashion, evaluated)
    for segmentation in SEGMENTATIONS[2:]:
        on_a, on_b = (placed(warehouse, segmentation, half, evaluated) for half in "ab")
        expected = held_out.agreement(on_a, on_b, items.items)
        got = scorecard.loc[["held_out_agreement", "held_out_agreement_authors"], segmentation]
        np.testing.assert_allclose(got, expected, rtol=1e-9, err_msg=segmentation)
    assert scorecard.loc[["held_out_agreement", "held_out_agreement_authors"], SEGMENTATIONS[:2]].isna().all(axis=None)


def test_the_published_segments_of_half_a_are_the_published_methods_on_its_images(
    warehouse: duckdb.DuckDBPyConnection, staged: tuple[pd.DataFrame, pd.DataFrame]
) -> None:
    images = held_out.halved_images(staged[0])
    posts = staged[0].merge(images[images["half"] == 0][["author_id", "image_id"]], on=["author_id", "image_id"])
    followers = warehouse.sql(
        "select author_id, follower_count::double as follower_count from staging.stg_delivery__author_segmentations"
    ).df()
    tables = Tables(followers.set_index("author_id"), posts, staged[1])
    got = warehouse.sql("select * from intermediate.int_half_segmentations where half = 'a' order by author_id").df()
    got = got.pivot(index="author_id", columns="segmentation", values="segment")
    rules = reference_rules(tables)["segment"].sort_index()
    assert got["published_rules"].reindex(rules.index).tolist() == rules.tolist()
    features = reference_features(tables)
    labels = reference_labels(features)
    names = reference_names(features, labels)
    assert got["published_clusters"].reindex(features.index).tolist() == [names[label] for label in labels]


def test_the_style_clusters_of_a_half_are_the_nearest_by_its_items_alone(
    warehouse: duckdb.DuckDBPyConnection, staged: tuple[pd.DataFrame, pd.DataFrame], evaluated: np.ndarray
) -> None:
    centroids = warehouse.sql(
        "select cluster_id, feature, value, panel_share, weight from intermediate.int_kmeans_centroids where is_in_use"
    ).df()
    scale = centroids.drop_duplicates("feature").set_index("feature").sort_index()
    points = centroids.pivot(index="cluster_id", columns="feature", values="value")
    taxonomy = pd.read_csv(SEEDS / "taxonomy" / "category_labels.csv")
    every, _ = held_out.count_shown(*staged, evaluated)
    counts = [
        held_out.count_shown(staged[0], staged[1].merge(of[["label_type", "label_name"]]), evaluated)[0].items
        for _, of in taxonomy[taxonomy["category"].isin(scale.index)].groupby("category", sort=True)
    ]
    pi, prior = scale["panel_share"].to_numpy(), 10
    shares = (np.stack(counts, axis=2) + prior * pi) / (every.items + prior)[:, :, None]
    features = scale["weight"].to_numpy() * shares / np.sqrt(pi)
    distances = ((features[:, :, None, :] - points.to_numpy()) ** 2).sum(axis=3)
    for number, half in enumerate("ab"):
        got = warehouse.sql(f"select author_id, cluster_id from intermediate.int_author_half_clusters where half = '{half}'").df()
        got = got.set_index("author_id")["cluster_id"].reindex(evaluated)
        assert got.tolist() == points.index[distances[number].argmin(axis=1)].tolist()


@pytest.mark.parametrize("half", ["a", "b"])
def test_the_style_rules_of_a_half_are_the_rules_on_a_panel_that_posted_nothing_else(demo_warehouse: Path, half: str) -> None:
    inputs = ["int_authors", "int_image_items", "int_item_sets", "int_thresholds"]
    weeks = "select distinct author_id, week from int_author_image_weeks"
    with duckdb.connect() as connection:
        connection.execute(f"attach '{demo_warehouse}' as demo (read_only)")
        for name in inputs:
            connection.execute(f"create view {name} as from demo.intermediate.{name}")
        for name in ("categories", "style_rules"):
            connection.execute(f"create view {name} as from demo.seeds.{name}")
        connection.execute(f"create table int_author_image_weeks as from demo.intermediate.int_author_image_weeks where half = '{half}'")
        connection.execute(
            f"create table int_post_items as from demo.intermediate.int_post_items semi join ({weeks}) using (author_id, week)"
        )
        models = ["int_author_items", "int_author_category_items", "int_author_category_scores", "int_style_eligibility"]
        build(connection, [*models, "int_author_style_rules"])
        differing = connection.sql(
            "select count(*), sum((of_half.style_rule_segment is distinct from alone.style_rule_segment)::int),"
            " count(distinct alone.style_rule_segment)"
            " from int_author_style_rules as alone inner join demo.intermediate.int_half_style_rules as of_half using (author_id)"
            f" where of_half.half = '{half}'"
        ).fetchone()
    assert differing[0] > 500
    assert differing[1] == 0
    assert differing[2] > 5


def test_on_the_demo_the_bands_know_nothing_and_the_style_clusters_most(scorecard: pd.DataFrame) -> None:
    """.378, which is all that five features of half a can give: benchmarks/held_out_skill.md."""
    skills = scorecard.loc["held_out_skill"]
    assert skills[["follower_band", "follower_range"]].max() <= 0.02
    assert skills["style_clusters"] >= 0.36
    assert skills["style_clusters"] >= skills["published_clusters"] + 0.05
    assert scorecard.loc["held_out_skill_se"].between(0, 0.05).all()


@pytest.mark.parametrize("seed", [1, 2], ids=["outfits repeated through carousels", "independent items"])
def test_where_accounts_differ_in_nothing_but_volume_no_segmentation_knows_anything(tmp_path: Path, seed: int) -> None:
    skills = null_skills(tmp_path, seed)
    assert set(SEGMENTATIONS) <= set(skills.index)
    assert skills[SEGMENTATIONS].notna().all()
    assert skills.max() <= 0.02


def test_clusters_cut_finer_at_random_know_less(
    warehouse: duckdb.DuckDBPyConnection, shown: tuple[held_out.Shown, pd.MultiIndex], evaluated: np.ndarray
) -> None:
    clusters = placed(warehouse, "style_clusters", "a", evaluated)
    parts = np.char.add(clusters, np.random.default_rng(1).integers(0, 16, len(clusters)).astype(str))
    assert held_out.skill(shown[0], parts)[0] <= held_out.skill(shown[0], clusters)[0] - 0.03
