"""What was wrong with the published segmentations, one proof a fault where no other test has it: see docs/what_was_wrong.md.

Each test shows that the fault is gone, and where it is cheap also that the reproduced baseline still has it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from builds import ROOT, rows
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import StandardScaler

from python_models.published.published_clusters import published_labels
from python_models.style.kmeans_fits import partition
from tests.oracles.models_in_duckdb import build
from tests.oracles.style_panels import PLANTED, draw_panel, sums_by_author
from tests.oracles.style_pipeline import CATEGORIES, connect, load_panel

SEEDS = ROOT / "seeds"
CATEGORY_LABELS = pd.read_csv(SEEDS / "taxonomy" / "category_labels.csv")
TAXONOMY = pd.read_csv(SEEDS / "taxonomy" / "label_taxonomy.csv")
SPORTS_BRANDS = {"nike", "adidas", "new_balance", "veja", "on"}


@pytest.fixture(scope="module")
def shares() -> np.ndarray:
    """Return category shares (authors, CATEGORIES) of a planted panel."""
    sums = sums_by_author(draw_panel(PLANTED["like the demo"], authors=1500, seed=3))
    counts = sums[[f"{category}_item_count" for category in CATEGORIES]].to_numpy()
    return (counts / sums[["item_count"]].to_numpy())[sums["item_count"] >= 20]


def score(multiple: int = 1, **thresholds: float) -> pd.DataFrame:
    """Return int_author_category_scores of a planted panel in which everybody posts ``multiple`` times as much of the same."""
    panel = draw_panel(PLANTED["few posts"], authors=400, seed=5)
    posts = pd.concat([panel.posts.assign(post_id=panel.posts["post_id"] + i * len(panel.posts)) for i in range(multiple)])
    with connect(**thresholds) as connection:
        load_panel(connection, posts)
        build(connection, ["int_author_category_scores"])
        return connection.sql("from int_author_category_scores order by author_id, category").df().set_index(["author_id", "category"])


def test_1_weights_changed_no_published_cluster_and_change_ours(shares: np.ndarray) -> None:
    weights = np.array([1.2, 1.4, 1.6, 1.8, 2.2])
    plain, weighted = (published_labels(StandardScaler().fit_transform(points)) for points in (shares, shares * weights))
    assert adjusted_rand_score(plain, weighted) > 0.999
    features = shares / np.sqrt(shares.mean(axis=0))
    ours, ours_weighted = (partition(points, 7, 10, 42) for points in (features, features * [1, 1, 1, 1, 6.0]))
    assert adjusted_rand_score(ours, ours_weighted) < 0.95


def test_2_inertia_takes_the_largest_k_and_the_choice_does_not(demo_warehouse: Path) -> None:
    selection = rows(demo_warehouse, "select k, inertia, is_chosen from marts.kmeans_model_selection where k > 1 order by inertia")
    assert selection[0][0] == max(k for k, _, _ in selection)
    (chosen,) = (k for k, _, is_chosen in selection if is_chosen)
    assert chosen < selection[0][0]


def test_3_every_cluster_has_a_name_of_its_own(demo_warehouse: Path) -> None:
    query = "select count(distinct style_cluster), count(distinct style_cluster_id) from marts.author_segments"
    ((names, clusters),) = rows(demo_warehouse, query)
    assert names == clusters > 1


def test_4_followers_place_an_author_by_its_own_count_and_name_no_cluster(demo_warehouse: Path) -> None:
    bands = "case when follower_count > 40000 then 'edgy' when follower_count > 12000 then 'trendy' else 'mainstream' end"
    wrong = f"select count(*) from marts.author_segments where follower_count is not null and follower_band <> {bands}"
    assert rows(demo_warehouse, wrong) == [(0,)]
    words = {word for (name,) in rows(demo_warehouse, "select name from marts.segment_registry") for word in name.split("_and_")}
    assert words <= {"everyday"} | set(CATEGORIES)
    assert {feature for (feature,) in rows(demo_warehouse, "select feature from marts.kmeans_centroids")} == set(CATEGORIES)
    # the baseline names after the mean of a cluster, so that small accounts are called High-Influence
    high = "published_cluster_segment like 'High-Influence%' and follower_count <= 12000"
    assert rows(demo_warehouse, f"select count(*) > 0 from marts.author_segments where {high}") == [(True,)]


def test_6_unknown_is_neither_zero_nor_lowest(demo_warehouse: Path) -> None:
    query = "select distinct engagement_level, engagement_percentile is null, rated_post_count >= 5 from marts.author_segments"
    levels = set(rows(demo_warehouse, query))
    assert levels == {("high", False, True), ("medium", False, True), ("standard", False, True), ("unknown", True, False)}


def labels_of(category: str) -> set[tuple[str, str]]:
    """Return the (label_type, label_name) of a category."""
    chosen = CATEGORY_LABELS[CATEGORY_LABELS["category"] == category]
    return set(zip(chosen["label_type"], chosen["label_name"], strict=True))


def test_8_luxury_holds_no_sports_brand_and_sportswear_does() -> None:
    assert SPORTS_BRANDS & {name for _, name in labels_of("luxury")} == set()
    assert {name for kind, name in labels_of("sportswear") if kind == "shoe_brand"} >= SPORTS_BRANDS
    assert not {name for _, name in labels_of("sportswear")} & {"thighhigh", "thigh_high", "kneehigh"}


def test_8_every_label_of_a_category_exists_and_every_spelling_is_caught() -> None:
    known = set(zip(TAXONOMY["label_type"], TAXONOMY["label_name"], strict=True))
    assert {label for category in CATEGORY_LABELS["category"].unique() for label in labels_of(category)} <= known
    one_brand = TAXONOMY.groupby("canonical_name")["label_name"].agg(set)
    assert one_brand["balenciaga"] == {"balencia", "balenciaga"}
    assert one_brand["miu_miu"] == {"miu_miu", "miumui"}
    assert one_brand["saintlaurent"] == {"ysl", "saintlaurent"}
    luxury = {name for _, name in labels_of("luxury")}
    assert {"balencia", "balenciaga", "miu_miu", "miumui", "ysl", "saintlaurent"} <= luxury


def test_8_animals_and_fruit_are_no_patterns() -> None:
    strangers = TAXONOMY[TAXONOMY["label_name"].isin(["cow", "giraffe", "orange"]) & (TAXONOMY["label_type"] == "object_detection")]
    assert len(strangers) == 3
    assert not strangers["is_fashion"].any()
    assert {kind for kind, _ in labels_of("denim_and_pattern")} == {"pattern"}


def test_9_no_style_swallows_the_panel(demo_warehouse: Path) -> None:
    query = "select segment, author_share from marts.segment_profiles where segmentation = 'style_rules'"
    placed = {segment: share for segment, share in rows(demo_warehouse, query) if segment not in ("insufficient_data", "non_fashion")}
    assert max(placed.values()) < 0.5
    assert len(placed) >= 6


def test_10_posting_ten_times_as_much_of_the_same_changes_a_flag_through_the_interval_only() -> None:
    little, much = score(), score(multiple=10)
    pd.testing.assert_series_equal(little["ratio"], much["ratio"], rtol=1e-12)
    lost = little["is_flagged"] & ~much["is_flagged"]
    assert not lost.any()
    # without the interval, and with enough items for the rule to speak, nothing changes at all
    little, much = score(wilson_z=0), score(multiple=10, wilson_z=0)
    enough = little["items"] >= 5
    pd.testing.assert_series_equal(little.loc[enough, "is_flagged"], much.loc[enough, "is_flagged"])
    assert little["is_flagged"].sum() > 100


def test_10_high_engagement_is_a_quarter_of_the_accounts_of_every_size(demo_warehouse: Path) -> None:
    query = """
        select size, count(*), count(*) filter (engagement_level = 'high') from (
            select *, ntile(5) over (order by follower_count, author_id) as size
            from marts.author_segments where engagement_level <> 'unknown'
        ) group by size
    """
    sizes = rows(demo_warehouse, query)
    assert len(sizes) == 5
    for _, rated, high in sizes:
        assert abs(high / rated - 0.25) <= 0.05
    correlation = (
        "select corr(rank_followers, engagement_percentile) from (select engagement_percentile, rank() over (order by follower_count)"
    )
    correlation += " as rank_followers from marts.author_segments where engagement_percentile is not null)"
    assert abs(rows(demo_warehouse, correlation)[0][0]) < 0.08


def test_12_every_segmentation_is_compared_with_every_other_one(demo_warehouse: Path) -> None:
    segmentations = {"follower_band", "follower_range", "published_rules", "published_clusters", "style_rules", "style_clusters"}
    pairs = rows(demo_warehouse, "select segmentation_a, segmentation_b from marts.segmentation_agreement")
    assert set(pairs) >= {(a, b) for a in segmentations for b in segmentations if a < b}


def test_12_no_path_of_one_machine_is_in_the_project() -> None:
    files = [path for folder in ("models", "macros", "python_models", "seeds", "fashion_panel") for path in (ROOT / folder).rglob("*")]
    texts = [path for path in files if path.suffix in {".sql", ".py", ".yml", ".csv"}]
    assert len(texts) > 100
    assert [path for path in texts if re.search(r"['\"](/home/|/Users/|/mnt/|[A-Z]:\\\\)", path.read_text(encoding="utf-8"))] == []


def test_the_table_in_the_docs_names_tests_that_exist() -> None:
    text = (ROOT / "docs" / "what_was_wrong.md").read_text(encoding="utf-8")
    lines = re.findall(r"^\| (\d+) \|.*$", text, re.MULTILINE)
    assert set(map(int, lines)) == set(range(1, 13))
    named = re.findall(r"`([\w./]+\.(?:py|yml))::(\w+)`", text)
    assert len(named) >= 25
    sources = Counter(file for file, _ in named)
    files = [path for folder in ("models", "tests") for path in (ROOT / folder).rglob("*") if path.name in sources and path.is_file()]
    contents = {file: "".join(path.read_text(encoding="utf-8") for path in files if path.name == file) for file in sources}
    missing = [f"{file}::{name}" for file, name in named if not re.search(rf"(def|name:) {name}\b", contents[file])]
    assert missing == []
