"""Clusters keep their place in the history when they get another name: the snapshot's rows are renamed with them."""

from __future__ import annotations

import duckdb
import jinja2
import pandas as pd
import pytest
from builds import ROOT

from python_models.style.style_clusters import former_names
from tests.oracles.models_in_duckdb import build

# (model_version, cluster_id, name, former_name): 1 and 2 swap their names in version 2, 3 ends, 4 takes its name
CLUSTERS = [
    (1, 1, "everyday", "everyday_2"),
    (1, 2, "little_fashion", "everyday"),
    (1, 3, "luxury", "luxury_and_accessories"),
    (2, 1, "little_fashion", None),
    (2, 2, "everyday", None),
    (2, 4, "luxury", None),
]


def renamed(connection: duckdb.DuckDBPyConnection) -> list[tuple[object, ...]]:
    """Run the hook of the snapshot on the table ``snapshot`` and return its rows."""
    macro = (ROOT / "macros" / "engines" / "rename_clusters.sql").read_text(encoding="utf-8")
    template = jinja2.Environment().from_string(macro + "{{ rename_clusters('int_cluster_renames') }}")
    connection.execute(template.render(load_relation=lambda relation: relation, this="snapshot"))
    return connection.sql("select author_id, segment, named_in from snapshot order by author_id").fetchall()


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    """Return a connection with the clusters of two versions, and a snapshot of the days before and after names were stored."""
    connection = duckdb.connect()
    frame = pd.DataFrame(CLUSTERS, columns=["model_version", "cluster_id", "name", "former_name"])
    connection.register("frame", frame)
    connection.execute("create table style_clusters as from frame")
    build(connection, ["int_cluster_renames"])
    connection.execute("create table snapshot (author_id bigint, segmentation varchar, segment varchar, named_in bigint)")
    return connection


def test_names_that_are_swapped_are_renamed_at_once_and_only_once(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        "insert into snapshot values (1, 'style_clusters', 'everyday_2', null), (2, 'style_clusters', 'everyday', null),"
        " (3, 'style_clusters', 'luxury_and_accessories', null), (4, 'style_clusters', 'everyday', 1), (5, 'style_clusters', 'everyday', 2)"
    )
    expected = [(1, "little_fashion", 2), (2, "everyday", 2), (3, "luxury", 1), (4, "little_fashion", 2), (5, "everyday", 2)]
    assert renamed(connection) == expected
    assert renamed(connection) == expected


def test_other_segmentations_and_states_keep_their_segments(connection: duckdb.DuckDBPyConnection) -> None:
    rows = [(1, "style_rules", "luxury_and_accessories"), (2, "style_clusters", "insufficient_data"), (3, "style_clusters", "outlier")]
    connection.executemany("insert into snapshot values (?, ?, ?, null)", rows)
    assert renamed(connection) == [(author, segment, None) for author, _, segment in rows]


def test_names_of_old_are_taken_from_the_registry_only_if_it_speaks_of_these_versions() -> None:
    """A later fit on older posts keeps the date; after a full refresh version 1 is another model, and the registry is of no use."""
    models = pd.DataFrame({"model_version": [1, 2, 3], "fitted_on": pd.to_datetime(["2024-02-01", "2024-01-01", "2024-03-01"])})
    registry = pd.DataFrame(
        {
            "cluster_id": [1, 2],
            "name": ["everyday_2", "luxury"],
            "model_version": [1, 2],
            "last_model_version": [2, 3],
            "valid_from": pd.to_datetime(["2024-02-01", "2024-02-01"]),
        }
    )
    assert former_names(registry, models) == {(1, 1): "everyday_2", (2, 1): "everyday_2", (2, 2): "luxury", (3, 2): "luxury"}
    assert former_names(registry, models.assign(fitted_on=pd.Timestamp("2024-05-01"))) == {}
    assert former_names(registry[:0], models) == {}
