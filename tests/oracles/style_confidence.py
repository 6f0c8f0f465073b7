"""Whether style_confidence is what it says.

Half a of the weeks says how probable it is that other posts of an account give the same cluster; half b says whether they do. Half a
is told by the project's own model, on the counts of that half; both halves keep the scale and the centroids of the model in use.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score

from tests.oracles.models_in_duckdb import build, load_seeds, project_macros

INPUTS = [
    "int_authors",
    "int_style_models",
    "int_fitted_centroids",
    "int_kmeans_centroids",
    "categories",
    "style_rules",
    "int_style_eligibility",
]


class Calibration(NamedTuple):
    """Accounts with 20 fashion items in both halves; by tenths of what is said, what is said and what is found; the AUC.

    ``expected_auc`` is the AUC that is to be expected of accounts of which what is said is exactly so.
    """

    author_count: int
    said: list[float]
    found: list[float]
    auc: float
    expected_auc: float

    @property
    def gap(self) -> float:
        """Mean distance of what is said from what is found."""
        return float(np.mean(np.abs(np.array(self.said) - np.array(self.found))))


def expected_auc(said: np.ndarray) -> float:
    """Return the AUC of probabilities (authors,) that are exactly right: of a pair of which one comes true, how often the likelier one."""
    values, of = np.unique(said, return_inverse=True)
    true, false = np.bincount(of, said), np.bincount(of, 1 - said)
    return float((true * (np.cumsum(false) - false / 2)).sum() / (true.sum() * false.sum())) if len(values) else float("nan")


def placed_by(warehouse: Path, half: str, items: str) -> pd.DataFrame:
    """Return nearest_cluster_id, confidence and fashion items by author_id, of the authors that half of the weeks can place.

    ``items`` is what the confidence counts: ``item_count`` takes each item for an observation of its own.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach '{warehouse}' as built (read_only)")
        for table in INPUTS:
            schema = "seeds" if table in {"categories", "style_rules"} else "intermediate"
            connection.execute(f"create view {table} as from built.{schema}.{table}")
        load_seeds(connection)
        half_of_week = project_macros()["half_of_week"]("author_id", "week")
        posts = f"select * from built.intermediate.int_post_items where {half_of_week} = '{half}'"
        connection.execute(f"create table int_post_items as {posts}")
        build(connection, ["int_author_category_items"])
        connection.execute(
            "create table int_author_items as select author_id, sum(item_count)::bigint as item_count,"
            " sum(fashion_item_count)::bigint as fashion_item_count,"
            " count(distinct post_id) filter (item_count > 0) as item_post_count from int_post_items group by author_id"
        )
        connection.execute(
            "create or replace view int_style_eligibility as select author_id, item_count, eligibility from"
            " (select author_id, eligibility from built.intermediate.int_style_eligibility) inner join int_author_items using (author_id)"
        )
        build(connection, ["int_author_model_features", "int_author_style_clusters", "int_author_category_scores"])
        connection.execute(
            "create or replace table int_author_category_scores as"
            f" select s.* replace (greatest({items}, 1)::double as effective_item_count)"
            " from int_author_category_scores as s inner join int_author_items using (author_id)"
        )
        build(connection, ["int_author_style_confidence"])
        query = """
            select author_id, nearest_cluster_id, confidence, fashion_item_count
            from int_author_style_clusters inner join int_author_items using (author_id)
            left join int_author_style_confidence using (author_id)
            where nearest_cluster_id is not null
        """
        return connection.sql(query).df().set_index("author_id").sort_index()


def calibrate(warehouse: Path, items: str = "effective_item_count") -> Calibration:
    """Hold what half a says against what half b finds; ``items`` is what the confidence counts."""
    one, other = placed_by(warehouse, "a", items), placed_by(warehouse, "b", items)
    both = one.merge(other, left_index=True, right_index=True, suffixes=("_a", "_b"))
    both = both.query("fashion_item_count_a >= 20 and fashion_item_count_b >= 20")
    both = both[both["confidence_a"].notna()]
    said, same = both["confidence_a"].to_numpy(), (both["nearest_cluster_id_a"] == both["nearest_cluster_id_b"]).to_numpy()
    tenths = np.array_split(np.argsort(said, kind="stable"), 10)
    auc = float(roc_auc_score(same, said)) if 0 < same.sum() < len(same) else float("nan")
    by_tenths = ([float(values[i].mean()) for i in tenths] for values in (said, same))
    return Calibration(len(both), *by_tenths, auc, expected_auc(said))
