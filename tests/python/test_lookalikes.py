"""Look-alikes: the search against scikit-learn, ties, small panels, and what they are worth on the demo."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from builds import rows
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.neighbors import NearestNeighbors

from python_models.lookalikes.lookalike_fits import COLUMNS, lookalikes, vectors
from tests.oracles.lookalikes import measure_halves, measure_personas

NO_CLUSTERS = pd.DataFrame({"author_id": [], "nearest_cluster_id": []})


def weights_of(points: np.ndarray, ids: np.ndarray) -> pd.DataFrame:
    """Return the rows of int_author_label_weights of vectors (authors, labels), scaled to unit length."""
    authors, labels = np.nonzero(points)
    units = points / np.linalg.norm(points, axis=1, keepdims=True)
    return pd.DataFrame({"author_id": ids[authors], "label_number": labels + 1, "weight": units[authors, labels]})


@pytest.fixture(scope="module")
def drawn() -> pd.DataFrame:
    """Return the weights of 500 authors of 40 labels, few of each, so that many are equal."""
    rng = np.random.default_rng(1)
    points = rng.poisson(rng.gamma(0.3, 1.0, (500, 40)))
    points[points.sum(axis=1) == 0, 0] = 1
    return weights_of(points, 1000 + 3 * np.arange(500))


def test_the_ten_are_those_of_scikit_learn(drawn: pd.DataFrame) -> None:
    found = lookalikes(drawn, NO_CLUSTERS, 10, 500)
    ids, _, points = vectors(drawn)
    distances, _ = NearestNeighbors(n_neighbors=11, metric="cosine", algorithm="brute").fit(points).kneighbors(points)
    similarity = found["similarity"].to_numpy().reshape(500, 10)
    # one of the eleven is the author; where others are equal to the author, it is one of them
    np.testing.assert_allclose(similarity, 1 - distances[:, 1:], atol=1e-9)
    places = np.searchsorted(ids, found["lookalike_id"].to_numpy().reshape(500, 10))
    np.testing.assert_allclose((points[:, None, :] * points[places]).sum(axis=2), similarity, atol=1e-9)
    assert not (places == np.arange(500)[:, None]).any()
    assert all(len(set(row)) == 10 for row in places)


def test_equal_accounts_come_in_the_order_of_their_ids() -> None:
    points = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    found = lookalikes(weights_of(points, np.array([9, 5, 7, 3])), NO_CLUSTERS, 2, 10)
    pairs = found.groupby("author_id")["lookalike_id"].agg(list).to_dict()
    assert pairs == {3: [5, 7], 5: [7, 9], 7: [5, 9], 9: [5, 7]}
    assert found["rank"].tolist() == [1, 2] * 4


def test_the_order_of_the_rows_does_not_show(drawn: pd.DataFrame) -> None:
    shuffled = drawn.sample(frac=1, random_state=2)
    pd.testing.assert_frame_equal(lookalikes(drawn, NO_CLUSTERS, 10, 500), lookalikes(shuffled, NO_CLUSTERS, 10, 500))


def test_past_the_threshold_the_search_stays_in_the_style_cluster(drawn: pd.DataFrame) -> None:
    ids = np.unique(drawn["author_id"])
    clusters = pd.DataFrame({"author_id": ids, "nearest_cluster_id": np.where(ids % 2 == 0, 1.0, np.nan)})
    within = lookalikes(drawn, clusters, 10, 499)
    assert len(within) == 5000
    assert (within["author_id"] % 2 == within["lookalike_id"] % 2).all()
    of_even = lookalikes(drawn[drawn["author_id"] % 2 == 0], NO_CLUSTERS, 10, 500)
    pd.testing.assert_frame_equal(within[within["author_id"] % 2 == 0].reset_index(drop=True), of_even)
    everywhere = lookalikes(drawn, clusters, 10, 500)
    assert (everywhere["author_id"] % 2 != everywhere["lookalike_id"] % 2).any()


@pytest.mark.parametrize(("authors", "each"), [(0, 0), (1, 0), (2, 1), (5, 4), (12, 10)])
def test_a_small_panel_has_fewer_look_alikes(authors: int, each: int) -> None:
    points = np.random.default_rng(3).random((authors, 4)) + 0.1
    weights = weights_of(points, np.arange(authors)) if authors else pd.DataFrame({"author_id": [], "label_number": [], "weight": []})
    found = lookalikes(weights, NO_CLUSTERS, 10, 100)
    assert list(found.columns) == list(COLUMNS)
    assert len(found) == authors * each


def test_shared_labels_are_those_that_make_the_similarity() -> None:
    points = np.array([[3.0, 2.0, 1.0, 4.0], [3.0, 2.0, 0.0, 4.0], [0.0, 0.0, 5.0, 0.0]])
    found = lookalikes(weights_of(points, np.array([1, 2, 3])), NO_CLUSTERS, 1, 10).set_index("author_id")
    shared = found[["first_label_number", "second_label_number", "third_label_number"]]
    assert shared.loc[1].tolist() == [4, 1, 2]
    assert shared.loc[3, "first_label_number"] == 3
    assert shared.loc[3].isna().tolist() == [False, True, True]


def test_weights_are_the_tf_idf_of_scikit_learn(demo_warehouse: Path) -> None:
    weights = pd.DataFrame(
        rows(demo_warehouse, "select author_id, label_number, item_count, weight from intermediate.int_author_label_weights"),
        columns=["author_id", "label_number", "item_count", "weight"],
    )
    counts = weights.pivot(index="author_id", columns="label_number", values="item_count").fillna(0)
    ((eligible,),) = rows(demo_warehouse, "select count(*) from intermediate.int_style_eligibility where eligibility = 'eligible'")
    assert len(counts) == eligible > 1000
    expected = TfidfTransformer().fit_transform(counts.to_numpy()).toarray()
    found = weights.pivot(index="author_id", columns="label_number", values="weight").fillna(0).to_numpy()
    np.testing.assert_allclose(found, expected, atol=1e-9)


def test_the_mart_ranks_without_gap_and_is_symmetric(demo_warehouse: Path) -> None:
    numbered = """
        select count(*) from (select count(distinct rank) as ranks, max(rank) as last from marts.author_lookalikes group by author_id)
        where ranks <> 10 or last <> 10
    """
    falling = """
        select count(*) from (
            select similarity, lag(similarity) over (partition by author_id order by rank) as former from marts.author_lookalikes
        ) where similarity > former
    """
    one_way = """
        select count(*) from marts.author_lookalikes as a inner join marts.author_lookalikes as b
        on a.author_id = b.lookalike_id and a.lookalike_id = b.author_id where a.similarity <> b.similarity
    """
    assert [rows(demo_warehouse, query) for query in (numbered, falling, one_way)] == [[(0,)]] * 3


def test_nobody_comparable_leaves_an_empty_table(hand_counted: Path) -> None:
    """One author is eligible there: nobody to compare with."""
    assert rows(hand_counted, "select count(*) from marts.author_lookalikes") == [(0,)]
    assert rows(hand_counted, "select count(distinct author_id) from marts.author_label_weights") == [(1,)]


def test_look_alikes_are_of_one_persona(demo_warehouse: Path) -> None:
    personas = measure_personas(demo_warehouse, demo_warehouse.parent / "raw" / "persona_truth.csv")
    assert personas.same >= 0.94
    assert personas.same >= 4 * personas.base


def test_half_of_the_weeks_finds_the_other_half(demo_warehouse: Path) -> None:
    halves = measure_halves(demo_warehouse)
    assert halves.author_count > 1000
    assert halves.found["TF-IDF cosine"] >= 2 * halves.found["five category shares"]
    assert halves.found["TF-IDF cosine"] >= 0.8 * halves.best_root
