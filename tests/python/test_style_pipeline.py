"""The style clusters on invented panels: planted personas, panels too small for clusters, and refits of panels that change."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest
from builds import ROOT
from scipy import stats
from sklearn.metrics import adjusted_rand_score

from python_models.style.style_clusters import identify, match, names_of
from tests.oracles.style_panels import NULL, PLANTED, draw_panel
from tests.oracles.style_pipeline import (
    CATEGORIES,
    CONFIDENCE,
    RULES,
    assignments,
    build,
    chosen_k,
    connect,
    load_panel,
    misnamed,
    posts_of,
    recover,
    run,
)

SEED = pd.read_csv(ROOT / "seeds" / "rules" / "thresholds.csv").set_index("threshold_name")["value"]
# what each of four clear personas shows of CATEGORIES, per item
CLEAR = np.array(
    [
        [0.6, 0.1, 0.1, 0.02, 0.01],
        [0.1, 0.6, 0.1, 0.02, 0.01],
        [0.1, 0.1, 0.6, 0.05, 0.01],
        [0.2, 0.1, 0.3, 0.4, 0.01],
        [0.3, 0.2, 0.1, 0.02, 0.2],
    ]
)


def clear_panel(sizes: list[int], seed: int = 1, items: int = 200) -> np.ndarray:
    """Return counts (authors, CATEGORIES) of authors who keep to one of the personas of CLEAR."""
    return np.random.default_rng(seed).binomial(items, CLEAR[np.repeat(np.arange(len(sizes)), sizes)])


def cluster(counts: np.ndarray, connection: duckdb.DuckDBPyConnection | None = None, refit: str = "auto", items: int = 200) -> pd.DataFrame:
    """Run the style clusters on authors with so many items, all of them fashion; return the assignments."""
    connection = connection or connect()
    load_panel(connection, posts_of(counts, np.full(len(counts), items), np.full(len(counts), items)))
    run(connection, refit)
    return assignments(connection)


@pytest.mark.parametrize("kind", ["like the demo", "little fashion"])
def test_planted_personas_are_found_again(kind: str) -> None:
    """Panels of the kinds of benchmarks/cluster_recovery.md."""
    panel = draw_panel(PLANTED[kind], 1500, seed=1)
    connection = connect()
    load_panel(connection, panel.posts)
    run(connection)
    clusters = assignments(connection)["nearest_cluster_id"].dropna()
    assert chosen_k(connection) == 7
    assert adjusted_rand_score(panel.personas[clusters.index - 1], clusters) >= 0.88


@pytest.mark.parametrize("kind", NULL)
def test_where_accounts_differ_in_volume_alone_there_is_one_cluster_and_hardly_a_flag(kind: str) -> None:
    connection = connect()
    load_panel(connection, draw_panel(NULL[kind], 600, seed=1).posts)
    run(connection)
    assert chosen_k(connection) == 1
    # the halves see through chance by far; half-samples of authors don't always
    assert connection.sql("select max(half_jaccard) from int_kmeans_selection where k > 1").fetchall()[0][0] < 0.25
    build(connection, RULES)
    (flagged,) = connection.sql("select count(distinct author_id) from int_author_category_scores where is_flagged").fetchone()
    assert flagged <= 0.035 * 600


# ---------------------------------------------------------------------------------------------------------------------
# Panels too small or too plain for clusters
# ---------------------------------------------------------------------------------------------------------------------

NO_LARGER_K = "chosen: no larger k met the criteria"
PLAIN = {
    "one author": clear_panel([1]),
    "five authors": clear_panel([1, 1, 1, 1, 1]),
    "16 authors": clear_panel([4, 4, 4, 4]),
    "all equal": np.tile([60, 40, 40, 10, 4], (300, 1)),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_panel_without_structure_is_one_cluster_with_a_reason(name: str) -> None:
    connection = connect()
    found = cluster(PLAIN[name], connection)
    assert chosen_k(connection) == 1
    assert connection.sql("select reason from int_kmeans_selection where is_chosen").fetchall() == [(NO_LARGER_K,)]
    assert connection.sql("select cluster_id, name from style_clusters").fetchall() == [(1, "everyday")]
    assert set(found["style_state"]) <= {"assigned", "outlier"}
    assert (found["nearest_cluster_id"] == 1).all()
    assert (found["style_state"] == "assigned").mean() > 0.98
    assert found["margin"].isna().all()
    assert connection.sql("select count(*) from style_drift where is_drifted or psi <> 0").fetchone() == (0,)


def test_one_category_makes_clusters_with_distinct_names() -> None:
    """Who shows more or less of one thing can be cut into stable parts of a line: parts, not personas."""
    connection = connect()
    found = cluster(np.outer(np.random.default_rng(1).binomial(200, 0.3, 300), [1, 0, 0, 0, 0]), connection)
    assert connection.sql("select count(*) from int_kmeans_selection where is_chosen and reason like 'chosen: %'").fetchone() == (1,)
    assert connection.sql("select distinct feature from int_kmeans_centroids").fetchall() == [("clothing",)]
    names = [name for (name,) in connection.sql("select name from style_clusters").fetchall()]
    assert len(set(names)) == len(names) == chosen_k(connection)
    assert set(found["style_state"]) <= {"assigned", "outlier"}


def test_nobody_eligible_leaves_no_model_and_later_data_are_fitted() -> None:
    connection = connect()
    for counts, items in ((clear_panel([0]), 200), (clear_panel([30, 30]), 5), (np.zeros((40, 5), dtype=int), 200)):
        found = cluster(np.minimum(counts, items), connection, items=items)
        assert set(found["style_state"]) <= {"insufficient_data"}
        assert found["nearest_cluster_id"].isna().all()
        for table in ("kmeans_fits", "int_kmeans_selection", "style_clusters", "style_drift", "segment_registry"):
            assert connection.sql(f"select count(*) from {table}").fetchone() == (0,)
    assert set(cluster(clear_panel([80, 80, 80, 80]), connection)["nearest_cluster_id"]) == {1, 2, 3, 4}


# ---------------------------------------------------------------------------------------------------------------------
# Refits
# ---------------------------------------------------------------------------------------------------------------------


def ids_by_persona(found: pd.DataFrame, sizes: list[int]) -> dict[int, int]:
    """Return the commonest cluster of the authors of each persona."""
    personas = np.repeat(np.arange(len(sizes)), sizes)
    return {int(i): int(found["nearest_cluster_id"][personas == i].mode()[0]) for i in np.unique(personas)}


def test_a_new_cluster_gets_a_new_id_and_the_id_of_one_that_ended_is_not_used_again() -> None:
    connection = connect()
    four, with_fifth, without_first = [100, 100, 100, 100, 0], [100, 100, 100, 100, 80], [0, 100, 100, 100, 80]
    first = ids_by_persona(cluster(clear_panel(four), connection), four)
    second = ids_by_persona(cluster(clear_panel(with_fifth, seed=2), connection, "always"), with_fifth)
    third = ids_by_persona(cluster(clear_panel(without_first, seed=3), connection, "always"), without_first)
    fourth = ids_by_persona(cluster(clear_panel(with_fifth, seed=4), connection, "always"), with_fifth)
    assert sorted(first.values()) == [1, 2, 3, 4]
    assert second == first | {4: 5}
    assert third == {persona: second[persona] for persona in (1, 2, 3, 4)}
    assert fourth == third | {0: 6}

    registry = connection.sql("select cluster_id, name, model_version, last_model_version from segment_registry").df()
    periods = {row.cluster_id: (row.model_version, row.last_model_version) for row in registry.itertuples()}
    assert periods[first[0]] == (1, 2)
    assert periods[5] == (2, 4)
    assert periods[6] == (4, 4)
    # names go by what is worn: who wears what cluster 1 wore has its name, under another id
    names = dict(zip(registry["cluster_id"], registry["name"], strict=True))
    assert names[6] == names[first[0]]


def test_with_a_stored_model_nothing_is_fitted_unless_asked_for() -> None:
    connection = connect()
    cluster(clear_panel([100, 100, 100, 100]), connection)
    fits = connection.sql("from kmeans_fits").df()
    for refit in ("auto", "never"):
        cluster(clear_panel([100, 100, 100, 0, 100], seed=2), connection, refit)
        pd.testing.assert_frame_equal(fits, connection.sql("from kmeans_fits").df(), check_exact=True)


def test_a_category_that_nobody_shows_any_more_still_counts_in_the_distances() -> None:
    connection = connect()
    cluster(clear_panel([100, 100, 100, 100, 80]), connection)
    counts = clear_panel([50, 50], seed=2)
    counts[:, 4] = 0
    found = cluster(counts, connection)
    assert connection.sql("select count(distinct feature) from int_author_model_features").fetchone() == (5,)
    assert set(found["nearest_cluster_id"]) == set(ids_by_persona(found, [50, 50]).values())


def test_matching_takes_the_nearest_pairs_in_all_and_none_out_of_reach() -> None:
    """Greedily 0-0 (distance 1) would come first and leave 1-1 at a distance of 5."""
    former, new = np.array([[0.0], [2.1]]), np.array([[1.0], [-2.9]])
    assert match(former, new, np.array([4.0, 4.0])) == [(0, 1, pytest.approx(2.9)), (1, 0, pytest.approx(1.1))]
    assert match(former, new, np.array([1.0, 0.5])) == [(0, 0, pytest.approx(1.0))]


def models(*versions: int) -> pd.DataFrame:
    """Return int_style_models of some versions, with the settings for names that the seed has."""
    names = {name: value for name, value in SEED.items() if name.startswith("name_")}
    fitted_on = pd.Timestamp("2024-01-01") + pd.to_timedelta(7 * np.array(versions), unit="D")
    return pd.DataFrame({"model_version": versions, "fitted_on": fitted_on}).assign(**names)


def test_ids_are_measured_on_the_scale_of_the_former_version() -> None:
    """The panel share has changed fourfold: the shares of the clusters are what stayed."""
    versions = []
    for version, panel_share, numbers in ((1, 0.01, (1, 2)), (2, 0.04, (2, 1))):
        shares = dict(zip(numbers, (0.02, 0.4), strict=True))
        versions += [
            {"model_version": version, "cluster_number": i, "feature": "luxury", "share": shares[i], "panel_share": panel_share}
            for i in (1, 2)
        ]
    centroids = pd.DataFrame(versions).assign(weight=1.0, radius=0.1, match_radii=1.0)
    ids = identify(centroids.sample(frac=1, random_state=1), models(1, 2)).set_index(["model_version", "cluster_number"])["cluster_id"]
    assert ids.to_dict() == {(1, 1): 1, (1, 2): 2, (2, 2): 1, (2, 1): 2}


@pytest.mark.parametrize(("radii", "step", "kept"), [([0.0, 0.0], 5.0, True), ([0.0, 0.1], 0.09, True), ([0.0, 0.1], 0.11, False)])
def test_a_cluster_of_equal_authors_keeps_its_id_as_far_as_the_widest_one_reaches(radii: list[float], step: float, kept: bool) -> None:
    versions = [
        {"model_version": version, "cluster_number": number, "feature": "luxury", "share": share, "panel_share": 1.0, "radius": radius}
        for version, moved in ((1, 0.0), (2, step))
        for number, share, radius in zip((1, 2), (0.0 + moved, 100.0), radii, strict=True)
    ]
    centroids = pd.DataFrame(versions).assign(weight=1.0, match_radii=1.0)
    ids = identify(centroids, models(1, 2)).set_index(["model_version", "cluster_number"])["cluster_id"]
    assert ids[2, 1] == (1 if kept else 3)
    assert ids[2, 2] == 2


def test_the_order_of_authors_changes_nothing() -> None:
    counts = clear_panel([60, 60, 60, 60])
    assert len(CATEGORIES) == counts.shape[1]
    found = cluster(counts)
    backwards = cluster(counts[::-1])
    assert found["nearest_cluster_id"].tolist() == backwards["nearest_cluster_id"].tolist()[::-1]
    np.testing.assert_allclose(found["distance"], backwards["distance"][::-1], rtol=1e-9)


# ---------------------------------------------------------------------------------------------------------------------
# Names
# ---------------------------------------------------------------------------------------------------------------------

PANEL = {"accessories": 0.25, "clothing": 0.25, "footwear": 0.25, "luxury": 0.01, "sportswear": 0.04}


def names(*clusters: dict[str, float]) -> list[str]:
    """Return the names of clusters that show so many times what the panel shows of a category, the rest as the panel."""
    lifts = pd.DataFrame([dict.fromkeys(PANEL, 1.0) | cluster for cluster in clusters])
    return names_of(lifts * pd.Series(PANEL), pd.Series(PANEL), list(range(1, len(clusters) + 1)), SEED)


def test_a_cluster_is_named_after_what_lies_farthest_above_the_panel() -> None:
    """Twice the clothing is an excess of .5, four times the luxury .3, four times the sportswear .6; half of the first joins it."""
    assert names({"clothing": 2, "luxury": 4}) == ["clothing_and_luxury"]
    assert names({"clothing": 2, "luxury": 3.4}) == ["clothing"]
    assert names({"luxury": 4, "sportswear": 4}) == ["sportswear_and_luxury"]
    assert names({"clothing": 1.8, "sportswear": 3}) == ["clothing_and_sportswear"]


def test_a_name_needs_a_lift_and_an_excess() -> None:
    """1.25 times is enough, 1.24 isn't; luxury at 1.5 times the panel is an excess of .05, at 1.49 times less."""
    assert names({"clothing": 1.25}) == ["clothing"]
    assert names({"clothing": 1.24}) == ["everyday"]
    assert names({"luxury": 1.5001}) == ["luxury"]
    assert names({"luxury": 1.49}) == ["everyday"]


def test_what_is_below_the_panel_everywhere_is_little_fashion_and_not_everyday() -> None:
    assert names(dict.fromkeys(PANEL, 0.64), {}) == ["little_fashion", "everyday"]
    assert names(dict.fromkeys(PANEL, 0.5) | {"luxury": 0.65}) == ["everyday"]


def test_of_one_base_name_the_strongest_keeps_it_and_the_others_take_what_tells_them_apart() -> None:
    """The second has a further category; the third shows little footwear; the fourth and fifth have nothing left but less and least."""
    second = {"clothing": 2, "luxury": 2.4}
    assert names({"clothing": 1.9}, {"clothing": 3}, second) == ["less_clothing", "clothing", "clothing_and_luxury"]
    assert names({"clothing": 3}, {"clothing": 2, "footwear": 0.7}) == ["clothing", "clothing_little_footwear"]
    both = {"clothing": 2, "footwear": 0.7, "accessories": 0.6}
    assert names({"clothing": 3}, {"clothing": 2.5, "accessories": 0.7}, both) == [
        "clothing",
        "clothing_little_accessories",
        "clothing_little_accessories_footwear",
    ]
    assert names(*({"clothing": lift} for lift in (3, 2.5, 2, 1.9))) == [
        "clothing",
        "less_clothing",
        "least_clothing",
        "clothing_cluster_4",
    ]


def test_of_everyday_clusters_the_one_nearest_to_the_panel_keeps_the_name_and_ties_go_by_id() -> None:
    assert names({"footwear": 1.2}, {"footwear": 1.1}) == ["less_everyday", "everyday"]
    assert names({}, {}) == ["everyday", "less_everyday"]


def test_nobody_takes_a_name_that_is_the_base_of_another() -> None:
    """The weaker clothing cluster would be clothing_and_footwear, but that is what the third is called first of all."""
    third = {"clothing": 2, "footwear": 2}
    found = names({"clothing": 3}, {"clothing": 2.5, "footwear": 1.3}, third)
    assert found == ["clothing", "less_clothing", "clothing_and_footwear"]


@pytest.mark.parametrize("kind", ["different people", "little fashion"])
def test_the_cluster_of_a_persona_carries_its_name_and_all_names_differ(kind: str) -> None:
    connection, found = recover(draw_panel(PLANTED[kind], 1200, seed=3))
    assert misnamed(connection, found) == []
    found_names = [name for (name,) in connection.sql("select name from style_clusters").fetchall()]
    assert len(set(found_names)) == len(found_names)


# ---------------------------------------------------------------------------------------------------------------------
# Confidence
# ---------------------------------------------------------------------------------------------------------------------


def test_the_confidence_is_the_chance_that_other_posts_fall_on_the_same_side_of_the_border() -> None:
    connection = connect()
    load_panel(connection, draw_panel(PLANTED["like the demo"], 400, seed=2).posts)
    run(connection)
    build(connection, CONFIDENCE)
    features = connection.sql("from int_author_model_features").df().pivot(index="author_id", columns="feature", values="value")
    used = connection.sql("from int_kmeans_centroids where is_in_use").df()
    centroids = used.pivot(index="cluster_id", columns="feature", values="value")
    panel_shares = used.groupby("feature")["panel_share"].max()[features.columns].to_numpy()
    items = (
        connection.sql("from int_author_category_scores").df().pivot(index="author_id", columns="category", values="effective_item_count")
    )
    found = connection.sql("from int_author_style_confidence order by author_id").df().set_index("author_id")["confidence"]
    assert len(found) > 300
    for author in found.index:
        point = features.loc[author].to_numpy()
        distances = np.linalg.norm(centroids.to_numpy() - point, axis=1)
        nearest, following = centroids.to_numpy()[np.argsort(distances, kind="stable")[:2]]
        along = (following - nearest) / np.linalg.norm(following - nearest)
        to_border = (np.linalg.norm(following - point) ** 2 - np.linalg.norm(nearest - point) ** 2) / (
            2 * np.linalg.norm(following - nearest)
        )
        share = point * np.sqrt(panel_shares)
        variance = (along**2 * share * (1 - share) / (items.loc[author, features.columns].to_numpy() * panel_shares)).sum()
        assert abs(found[author] - stats.norm.cdf(to_border / np.sqrt(variance) / np.sqrt(2))) < 1e-6
