"""The style clusters without dbt: their models rendered as they are and run in memory, on authors given by their counts."""

from __future__ import annotations

import hashlib
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from python_models.style.kmeans_fits import TYPES, fit_version, next_version
from python_models.style.style_clusters import COLUMNS, identify
from tests.oracles.models_in_duckdb import build, load_seeds
from tests.oracles.style_panels import PERSONAS, TOLD_BY, Panel

ROOT = Path(__file__).resolve().parents[2]
COUNTS = ["int_author_category_items", "int_author_weeks", "int_author_halves"]
RULES = ["int_author_category_scores", "int_author_style_rules"]
CATEGORIES = ["clothing", "accessories", "footwear", "sportswear", "luxury"]
BEFORE_FIT = ["int_style_eligibility", "int_style_features", "int_style_half_features"]
CHOICE = ["int_style_models", "int_kmeans_selection", "int_fitted_centroids"]
ASSIGNMENT = ["int_kmeans_centroids", "int_author_model_features", "int_author_style_clusters"]
CONFIDENCE = ["int_author_category_scores", "int_author_style_confidence"]
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
    for path in ("rules/style_rules", "taxonomy/categories"):
        connection.execute(f"create table {Path(path).name} as from read_csv('{ROOT / 'seeds' / path}.csv', header = true)")
    for table, columns in (("kmeans_fits", TYPES), ("style_clusters", COLUMNS)):
        connection.execute(f"create table {table} ({', '.join(f'{name} {kind}' for name, kind in columns.items())})")
    return connection


def set_thresholds(connection: duckdb.DuckDBPyConnection, **thresholds: float) -> None:
    """Put the seed in place, with keywords instead of some rows."""
    load_seeds(connection, **thresholds)
    columns = [name for name, *_ in connection.sql("describe int_thresholds").fetchall()]
    connection.execute(
        f"create or replace table thresholds as unpivot int_thresholds on {', '.join(columns)} into name threshold_name value value"
    )


def posts_of(counts: np.ndarray, fashion: np.ndarray, items: np.ndarray) -> pd.DataFrame:
    """Return an author's counts as two posts in weeks of different halves; which of the two shows an item is chance.

    ``counts`` is (authors, CATEGORIES), ``fashion`` and ``items`` (authors,); an item stands on its own image.
    """
    author_ids = np.arange(1, len(items) + 1, dtype=np.int64)
    rng = np.random.default_rng(1)
    totals = np.column_stack([items, fashion, counts]).astype(np.int64)
    first = rng.binomial(totals, 0.5)
    halves = []
    for half, part in (("a", first), ("b", totals - first)):
        columns = ["item_count", "fashion_item_count", *(f"{category}_item_count" for category in CATEGORIES)]
        posts = pd.DataFrame(part, columns=columns)
        posts.insert(0, "author_id", author_ids)
        posts["week"] = [week_in(half, int(author)) for author in author_ids]
        halves.append(posts)
    posts = pd.concat(halves, ignore_index=True)
    return posts.assign(image_count=posts["item_count"], post_id=np.arange(len(posts)) + 1)


def week_in(half: str, author_id: int) -> np.datetime64:
    """Return a Monday that lies in that half of an author's weeks."""
    for number in range(1000):
        week = np.datetime64("2024-01-01") + np.timedelta64(7 * number)
        if ("a" if hashlib.md5(f"{author_id}/{week}".encode()).hexdigest() < "8" else "b") == half:
            return week
    raise AssertionError


def load_panel(connection: duckdb.DuckDBPyConnection, posts: pd.DataFrame) -> None:
    """Put a panel in place: ``posts`` has the columns of int_post_items; a category that it doesn't have is one that nobody shows."""
    all_categories = [category for (category,) in connection.sql("select category from style_rules").fetchall()]
    posts = posts.assign(**{f"{name}_item_count": 0 for name in all_categories if f"{name}_item_count" not in posts})
    connection.register("frame", posts)
    connection.execute("create or replace table int_post_items as select * replace (week::date as week) from frame")
    connection.execute("create or replace table int_authors as select distinct author_id from frame")
    build(connection, COUNTS)
    # an image shows fashion when its post does
    connection.execute(
        "create or replace table int_author_items as"
        " select author_id, sum(image_count)::bigint as image_count, sum(item_count)::bigint as item_count,"
        " sum(fashion_item_count)::bigint as fashion_item_count,"
        " count(distinct post_id) filter (item_count > 0) as item_post_count,"
        " coalesce(sum(image_count) filter (fashion_item_count > 0), 0)::bigint as fashion_image_count from frame group by author_id"
    )


def run(connection: duckdb.DuckDBPyConnection, refit: str = "auto", fitted_on: str = "2024-01-01") -> None:
    """Do what a build does with the panel in place: fit or score, then choose, identify, name, assign and look back."""
    build(connection, BEFORE_FIT)
    (stored,) = connection.sql("select coalesce(max(model_version), 0) from kmeans_fits").fetchone()
    version = next_version(stored, refit)
    if version is not None:
        features, halves = (connection.sql(f"from {name}").df() for name in ("int_style_features", "int_style_half_features"))
        thresholds = connection.sql("from int_thresholds").df().iloc[0]
        connection.register("fits", fit_version(features, halves, thresholds, version, pd.Timestamp(fitted_on)))
        connection.execute("insert into kmeans_fits select * from fits")
    build(connection, CHOICE)
    tables = (connection.sql(f"from {name}").df() for name in ("int_fitted_centroids", "int_style_models", "style_clusters"))
    connection.register("new_clusters", identify(*tables))
    connection.execute("insert into style_clusters select * from new_clusters")
    build(connection, ASSIGNMENT + LOOKING_BACK)


def chosen_k(connection: duckdb.DuckDBPyConnection) -> int:
    """Return the number of clusters of the newest model."""
    return connection.sql("select k from int_kmeans_selection where is_chosen order by model_version desc").fetchone()[0]


def assignments(connection: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return nearest_cluster_id, distance, margin and style_state by author_id."""
    return connection.sql("from int_author_style_clusters order by author_id").df().set_index("author_id")


def recover(panel: Panel) -> tuple[duckdb.DuckDBPyConnection, pd.DataFrame]:
    """Run rules and clusters on a panel; return the connection, and by author persona, cluster (0: not eligible), style and any flag."""
    connection = connect()
    load_panel(connection, panel.posts)
    run(connection)
    build(connection, RULES)
    found = pd.DataFrame({"cluster": assignments(connection)["nearest_cluster_id"].fillna(0).astype(int)})
    found["persona"] = np.array(list(PERSONAS))[panel.personas[found.index.to_numpy() - 1]]
    styles = connection.sql("select author_id, primary_style from int_author_style_rules").df().set_index("author_id")
    found["primary_style"] = styles["primary_style"]
    found["is_flagged"] = found["primary_style"].notna()
    return connection, found


def misnamed(connection: duckdb.DuckDBPyConnection, found: pd.DataFrame) -> list[str]:
    """Return the personas whose cluster, that of most of them, has a name that doesn't tell them."""
    names = dict(connection.sql("select cluster_id, name from style_clusters").fetchall())
    homes = {persona: of_persona["cluster"].mode()[0] for persona, of_persona in found[found["cluster"] > 0].groupby("persona")}
    return [persona for persona, home in homes.items() if TOLD_BY[persona] not in names[home]]
