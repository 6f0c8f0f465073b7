"""The style clusters without dbt: their models rendered as they are and run in memory, on authors given by their counts."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from benchmarks.judging_calibration import build, load_seeds
from python_models.style.cluster_ids import identify
from python_models.style.kmeans_fits import TYPES, fit_version, next_version

ROOT = Path(__file__).resolve().parents[1]
CATEGORIES = ["clothing", "accessories", "footwear", "sportswear", "luxury"]
BEFORE_FIT = ["int_style_eligibility", "int_style_features"]
CHOICE = ["int_style_models", "int_kmeans_selection", "int_fitted_centroids"]
NAMES = ["int_kmeans_centroids", "int_cluster_lifts", "int_cluster_name_candidates", "int_registered_names", "int_cluster_names"]
ASSIGNMENT = ["int_author_model_features", "int_author_style_clusters"]
LOOKING_BACK = ["int_style_distributions", "int_changed_style_settings", "style_drift", "segment_registry"]


def connect(**thresholds: float) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the seeds and no stored model; keywords replace thresholds."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    set_thresholds(connection, **thresholds)
    weights = str(ROOT / "seeds" / "rules" / "style_features.csv")
    connection.execute(
        "create table style_features as select category, weight::double as weight from read_csv($1, header = true)", [weights]
    )
    connection.execute(f"create table kmeans_fits ({', '.join(f'{name} {kind}' for name, kind in TYPES.items())})")
    return connection


def set_thresholds(connection: duckdb.DuckDBPyConnection, **thresholds: float) -> None:
    """Put the seed in place, with keywords instead of some rows."""
    load_seeds(connection, **thresholds)
    columns = [name for name, *_ in connection.sql("describe int_thresholds").fetchall()]
    connection.execute(
        f"create or replace table thresholds as unpivot int_thresholds on {', '.join(columns)} into name threshold_name value value"
    )


def load_panel(connection: duckdb.DuckDBPyConnection, counts: np.ndarray, fashion: np.ndarray, items: np.ndarray) -> None:
    """Put a panel in place: ``counts`` (authors, CATEGORIES), fashion items and all items (authors,); an item stands on its own image."""
    author_ids = np.arange(1, len(items) + 1, dtype=np.int64)
    authors = pd.DataFrame({"author_id": author_ids, "image_count": items, "item_count": items, "fashion_item_count": fashion})
    authors["fashion_image_count"] = fashion
    long = pd.DataFrame(
        {"author_id": np.repeat(author_ids, len(CATEGORIES)), "category": np.tile(CATEGORIES, len(items)), "item_count": counts.ravel()}
    )
    long = long[long["item_count"] > 0]
    tables = {"authors_frame": authors.astype("int64"), "long_frame": long.astype({"item_count": "int64", "category": "str"})}
    for name, frame in tables.items():
        connection.register(name, frame)
    connection.execute("create or replace table int_author_items as select * from authors_frame")
    connection.execute("create or replace table int_authors as select author_id from authors_frame")
    connection.execute(
        "create or replace table int_author_category_items as"
        " select author_id::bigint as author_id, category::varchar as category, item_count::bigint as item_count from long_frame"
    )


def run(connection: duckdb.DuckDBPyConnection, refit: str = "auto", fitted_on: str = "2024-01-01") -> None:
    """Do what a build does with the panel in place: fit or score, then choose, identify, name, assign and look back."""
    build(connection, BEFORE_FIT)
    (stored,) = connection.sql("select coalesce(max(model_version), 0) from kmeans_fits").fetchone()
    version = next_version(stored, refit)
    if version is not None:
        features, thresholds = connection.sql("from int_style_features").df(), connection.sql("from int_thresholds").df().iloc[0]
        connection.register("fits", fit_version(features, thresholds, version, pd.Timestamp(fitted_on)))
        connection.execute("insert into kmeans_fits select * from fits")
    build(connection, CHOICE)
    connection.register("ids", identify(connection.sql("from int_fitted_centroids").df()))
    connection.execute("create or replace table cluster_ids as select * from ids")
    build(connection, NAMES + ASSIGNMENT + LOOKING_BACK)


def chosen_k(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of clusters of the newest model."""
    return connection.sql("select k from int_kmeans_selection where is_chosen order by model_version desc").fetchone()[0]


def assignments(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return nearest_cluster_id, distance, margin and style_state by author_id."""
    return connection.sql("from int_author_style_clusters order by author_id").df().set_index("author_id")
