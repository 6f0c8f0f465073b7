"""The pure functions of python_models/style/kmeans_fits.py, against naive computations and scikit-learn."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builds import ROOT, rows
from sklearn.cluster import KMeans
from sklearn.metrics import calinski_harabasz_score, davies_bouldin_score, silhouette_score
from threadpoolctl import threadpool_info, threadpool_limits


def load() -> ModuleType:
    """Import the model file by its path; it is no package."""
    spec = importlib.util.spec_from_file_location("kmeans_fits", ROOT / "python_models" / "style" / "kmeans_fits.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


kmeans_fits = load()
SETTINGS = kmeans_fits.Settings(
    min_k=2, max_k=4, n_init=4, seed=42, stability_refits=4, refit_n_init=2, sample_authors=1000, silhouette_authors=1000, drift_bins=10
)


def blobs(authors: int = 120, features: int = 3, centers: int = 3) -> np.ndarray:
    """Return points (authors, features) around well separated centers."""
    rng = np.random.default_rng(5)
    return 10 * rng.normal(size=(centers, features))[np.arange(authors) % centers] + rng.normal(size=(authors, features))


def panel(points: np.ndarray) -> pd.DataFrame:
    """Return the points as int_style_features gives them: one row for each author and feature."""
    authors, features = points.shape
    return pd.DataFrame(
        {
            "author_id": np.repeat(np.arange(authors), features),
            "feature": [f"f{j}" for j in range(features)] * authors,
            "value": points.ravel(),
            "panel_share": 0.25,
            "weight": 1.0,
        }
    )


def fit_all(features: pd.DataFrame, settings: Any) -> pd.DataFrame:
    """Fit a panel of whom both halves of the weeks say what the whole says."""
    halves = pd.concat([features.assign(half=half) for half in "ab"])
    return kmeans_fits.fit_all(features, halves, settings)


def measure(fits: pd.DataFrame, k: int, name: str) -> list[float]:
    """Return the values of one measure of one k, by cluster."""
    return fits[(fits.k == k) & (fits.measure == name)].sort_values("part")["value"].tolist()


def test_cluster_ids_do_not_depend_on_row_order() -> None:
    points = blobs()
    order = np.random.default_rng(1).permutation(len(points))
    labels = kmeans_fits.partition(points, 3, 4, 42)
    assert (kmeans_fits.partition(points[order], 3, 4, 42) == labels[order]).all()


def test_cluster_ids_do_not_depend_on_the_seed() -> None:
    points = blobs()
    labels = kmeans_fits.partition(points, 3, 4, 42)
    for seed in range(5):
        assert (kmeans_fits.partition(points, 3, 4, seed) == labels).all()


def test_cluster_ids_follow_the_centroids_coordinate_by_coordinate() -> None:
    points = np.array([[2.0, 0.0], [1.0, 5.0], [1.0, 4.0], [1.0, 4.0]])
    assert kmeans_fits.canonical_labels(points, np.array([0, 1, 2, 2])).tolist() == [2, 1, 0, 0]


def test_cluster_ids_ignore_digits_in_which_only_noise_differs() -> None:
    points = np.array([[1.0 + 1e-13, 1.0], [1.0, 2.0]])
    assert kmeans_fits.canonical_labels(points, np.array([0, 1])).tolist() == [0, 1]
    assert kmeans_fits.canonical_labels(points, np.array([1, 0])).tolist() == [0, 1]


def test_jaccard_equals_a_naive_computation() -> None:
    rng = np.random.default_rng(3)
    labels, other = rng.integers(0, 4, 200), rng.integers(0, 6, 200)
    naive = []
    for i in range(4):
        mine = set(np.flatnonzero(labels == i))
        theirs = [set(np.flatnonzero(other == j)) for j in range(6)]
        naive.append(max(len(mine & found) / len(mine | found) for found in theirs))
    assert kmeans_fits.jaccard_by_cluster(labels, other) == pytest.approx(naive, abs=1e-15)


def test_jaccard_of_a_partition_with_itself_is_one_and_of_an_empty_cluster_zero() -> None:
    labels = np.array([0, 0, 2, 2])
    assert kmeans_fits.jaccard_by_cluster(labels, labels).tolist() == [1.0, 0.0, 1.0]


def test_well_separated_clusters_are_stable_and_halves_of_one_are_not() -> None:
    points = blobs(authors=300)
    assert kmeans_fits.stability(points, kmeans_fits.partition(points, 3, 4, 42), SETTINGS).min() == 1
    noise = np.random.default_rng(2).normal(size=(300, 3))
    assert kmeans_fits.stability(noise, kmeans_fits.partition(noise, 4, 4, 42), SETTINGS).min() < 0.9


def test_the_halves_agree_by_the_authors_whom_both_place_in_a_cluster() -> None:
    """By hand: 1 of 2 in the first, 2 of 3 in the second, and nobody in the third."""
    one, other = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1])
    assert kmeans_fits.agreement(one, other, 3).tolist() == [1 / 2, 2 / 3, 0]
    assert kmeans_fits.agreement(one[:0], other[:0], 2).tolist() == [0, 0]


def test_a_half_is_placed_in_the_nearest_cluster_and_a_tie_in_the_first() -> None:
    centroids = np.array([[0.0, 0.0], [2.0, 0.0], [0.0, 9.0]])
    assert kmeans_fits.nearest(np.array([[1.0, 0.0], [1.5, 1.0], [0.0, 8.0]]), centroids).tolist() == [0, 1, 2]


def test_halves_that_say_the_same_agree_and_halves_of_strangers_do_not() -> None:
    features = panel(blobs(authors=300))
    same = fit_all(features, SETTINGS)
    assert measure(same, 3, "half_jaccard") == [1, 1, 1]
    assert measure(same, 3, "half_ari") == [1]
    strangers = features.assign(author_id=np.random.default_rng(1).permutation(300)[features["author_id"]])
    other = kmeans_fits.fit_all(features, pd.concat([features.assign(half="a"), strangers.assign(half="b")]), SETTINGS)
    assert max(measure(other, 3, "half_jaccard")) < 0.3
    pd.testing.assert_frame_equal(
        *(fits[~fits["measure"].isin(["half_jaccard", "half_ari"])].reset_index(drop=True) for fits in (same, other)), check_exact=True
    )


def test_without_an_author_in_both_halves_no_cluster_is_found_again() -> None:
    features = panel(blobs())
    fits = kmeans_fits.fit_all(features, features.assign(half="a")[:0], SETTINGS)
    assert measure(fits, 3, "half_jaccard") == [0, 0, 0]
    assert measure(fits, 3, "half_ari") == []


@pytest.mark.parametrize("authors", [0, 1])
def test_a_panel_of_nobody_gives_no_rows_and_of_one_author_one_cluster(authors: int) -> None:
    fits = fit_all(panel(blobs()[:authors]), SETTINGS)
    assert list(fits.columns) == list(kmeans_fits.COLUMNS)
    if authors == 0:
        assert fits.empty
    else:
        assert measure(fits, 1, "size") == [1]
        assert measure(fits, 1, "inertia") == [0]
        assert [measure(fits, k, "is_fitted") for k in (1, 2, 3, 4)] == [[1], [0], [0], [0]]


def test_five_equal_authors_are_one_cluster_without_radius() -> None:
    fits = fit_all(panel(np.ones((5, 3))), SETTINGS)
    assert measure(fits, 1, "size") == [5]
    assert measure(fits, 1, "radius") == [0]
    assert [measure(fits, k, "is_fitted") for k in (2, 3, 4)] == [[0], [0], [0]]


def test_as_many_authors_as_clusters_have_no_separation_but_a_fit() -> None:
    fits = fit_all(panel(np.array([[0.0], [1.0], [5.0]])), SETTINGS)
    assert measure(fits, 3, "size") == [1, 1, 1]
    assert measure(fits, 3, "davies_bouldin") == []
    assert measure(fits, 4, "is_fitted") == [0]


def test_one_feature_is_enough() -> None:
    points = np.concatenate([np.linspace(0, 1, 30), np.linspace(9, 10, 20)])[:, None]
    fits = fit_all(panel(points), SETTINGS)
    assert measure(fits, 2, "size") == [30, 20]
    assert measure(fits, 2, "f0") == pytest.approx([0.5, 9.5])


def test_measures_equal_those_of_scikit_learn() -> None:
    points = blobs()
    fits = fit_all(panel(points), SETTINGS)
    for k in (2, 3, 4):
        labels = KMeans(k, n_init=4, random_state=42).fit_predict(points)
        centroids = np.array([points[labels == i].mean(axis=0) for i in range(k)])
        assert measure(fits, k, "inertia") == pytest.approx([((points - centroids[labels]) ** 2).sum()], rel=1e-12)
        assert measure(fits, k, "davies_bouldin") == pytest.approx([davies_bouldin_score(points, labels)], rel=1e-12)
        assert measure(fits, k, "calinski_harabasz") == pytest.approx([calinski_harabasz_score(points, labels)], rel=1e-12)
        assert measure(fits, k, "silhouette") == pytest.approx([silhouette_score(points, labels)], rel=1e-12)
        assert sorted(measure(fits, k, "size")) == sorted(np.bincount(labels).tolist())
        radii = [np.sqrt(((points[labels == i] - centroids[i]) ** 2).sum(axis=1).mean()) for i in range(k)]
        assert sorted(measure(fits, k, "radius")) == pytest.approx(sorted(radii), rel=1e-12)


def test_the_order_of_rows_changes_nothing_at_all() -> None:
    features = panel(blobs())
    shuffled = features.sample(frac=1, random_state=9).reset_index(drop=True)
    pd.testing.assert_frame_equal(fit_all(features, SETTINGS), fit_all(shuffled, SETTINGS), check_exact=True)


def test_every_fit_runs_on_one_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """OpenMP keeps the limit of each thread apart, so that of the caller doesn't reach the threads of a pool."""
    threads: list[int] = []
    real_fit = kmeans_fits.fit

    def watched_fit(*arguments: Any) -> list[tuple[Any, ...]]:
        threads.extend(library["num_threads"] for library in threadpool_info())
        return real_fit(*arguments)

    monkeypatch.setattr(kmeans_fits, "fit", watched_fit)
    with threadpool_limits(4):
        fit_all(panel(blobs()), SETTINGS)
    assert len(threads) >= 4
    assert set(threads) == {1}


def test_a_panel_larger_than_the_sample_still_counts_everybody() -> None:
    fits = fit_all(panel(blobs(authors=200)), SETTINGS._replace(sample_authors=50))
    assert sum(measure(fits, 3, "size")) == 200
    assert measure(fits, 3, "jaccard") == [1, 1, 1]


def test_sql_assigns_each_eligible_author_to_the_nearest_centroid(demo_warehouse: Path) -> None:
    """The centroids are means, so an author at equal distances would be a tie in exact numbers only; none is in the demo."""
    features = pd.DataFrame(
        rows(demo_warehouse, "select author_id, feature, value from intermediate.int_style_features where half = 'both'"),
        columns=["author_id", "feature", "value"],
    ).pivot(index="author_id", columns="feature", values="value")
    centroids = pd.DataFrame(
        rows(demo_warehouse, "select cluster_id, feature, value from marts.kmeans_centroids"), columns=["cluster_id", "feature", "value"]
    ).pivot(index="cluster_id", columns="feature", values="value")
    assert len(centroids) >= 4
    assert list(features.columns) == list(centroids.columns)

    start = KMeans(len(centroids), init=centroids.to_numpy(), n_init=1, max_iter=1).fit(centroids.to_numpy())
    expected = centroids.index.to_numpy()[start.predict(features.to_numpy())]
    query = (
        "select author_id, nearest_cluster_id, distance from intermediate.int_author_style_clusters where nearest_cluster_id is not null"
    )
    found = pd.DataFrame(rows(demo_warehouse, query), columns=["author_id", "cluster_id", "distance"]).set_index("author_id").sort_index()
    assert found.index.tolist() == features.index.tolist()
    assert found["cluster_id"].tolist() == expected.tolist()
    distances = np.linalg.norm(features.to_numpy() - centroids.loc[found["cluster_id"]].to_numpy(), axis=1)
    assert found["distance"].tolist() == pytest.approx(distances.tolist(), rel=1e-6, abs=1e-7)
