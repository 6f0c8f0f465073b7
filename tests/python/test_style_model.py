"""The stored model of the style clusters on a built warehouse: scored with, retrained, matched, registered, and watched for drift."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from builds import NO_UNIT_TESTS, rows, run_dbt
from sklearn.cluster import KMeans

STYLE = (
    "path:models/intermediate/segmentations/style",
    "kmeans_fits",
    "style_clusters",
    "segment_registry",
    "style_drift",
    "kmeans_model_selection",
    "kmeans_centroids",
)
CLUSTERS = "select author_id, nearest_cluster_id from intermediate.int_author_style_clusters where nearest_cluster_id is not null"
STORED = ("ml.kmeans_fits", "marts.kmeans_model_selection", "marts.kmeans_centroids", "marts.segment_registry")


class Workshop:
    """A copy of the demo warehouse in which style models are built again; ``states`` keeps what it held after each build."""

    def __init__(self, demo_warehouse: Path, folder: Path) -> None:
        self.raw, self.folder, self.warehouse = demo_warehouse.parent / "raw", folder, folder / "warehouse.duckdb"
        shutil.copyfile(demo_warehouse, self.warehouse)
        self.states: dict[str, dict[str, pd.DataFrame]] = {"built": self.read()}

    def read(self) -> dict[str, pd.DataFrame]:
        """Return the stored tables, the clusters by author and the drift, each in the order of all columns."""
        queries = {table: f"from {table} order by all" for table in STORED}
        queries |= {"clusters": f"{CLUSTERS} order by 1", "drift": "from marts.style_drift order by distribution"}
        with duckdb.connect(str(self.warehouse), read_only=True) as connection:
            return {name: connection.sql(query).df() for name, query in queries.items()}

    def change(self, statement: str) -> None:
        """Change what the warehouse holds."""
        with duckdb.connect(str(self.warehouse)) as connection:
            connection.execute(statement)

    def remove(self, authors: str) -> None:
        """Take authors, a condition, out of the data under the style models."""
        for table in ("int_author_items", "int_post_items"):
            self.change(f"delete from intermediate.{table} where {authors}")

    def build(self, state: str, refit: str, *command: str) -> subprocess.CompletedProcess[str]:
        """Build the style models; without a command they are run only."""
        run = run_dbt(*(command or ["run"]), "--vars", f"refit: {refit}", "--select", *STYLE, raw=self.raw, folder=self.folder)
        assert run.returncode == 0, run.stdout + run.stderr
        self.states[state] = self.read()
        return run


@pytest.fixture(scope="module")
def workshop(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Score a 95 % sample with the stored model, then retrain on that sample."""
    workshop = Workshop(demo_warehouse, tmp_path_factory.mktemp("style_model"))
    workshop.remove("hash(author_id) % 20 = 0")
    workshop.build("scored", "auto")
    workshop.build("refitted", "always")
    return workshop


@pytest.fixture(scope="module")
def drifted(workshop: Workshop) -> Iterator[tuple[Workshop, str]]:
    """Keep the authors of two clusters only, score them, and return what the build said."""
    workshop.remove("author_id in (select author_id from intermediate.int_author_style_clusters where nearest_cluster_id > 2)")
    yield workshop, workshop.build("drifted", "never", "build", *NO_UNIT_TESTS).stdout


def same_ids(one: pd.DataFrame, other: pd.DataFrame) -> float:
    """Return the share of the authors of both tables who have the same id in both."""
    both = one.merge(other, on="author_id")
    assert len(both) > 300
    return (both["nearest_cluster_id_x"] == both["nearest_cluster_id_y"]).mean()


def test_new_data_are_scored_with_the_stored_model_as_it_is(workshop: Workshop) -> None:
    built, scored = workshop.states["built"], workshop.states["scored"]
    assert len(scored["clusters"]) < len(built["clusters"])
    for table in STORED:
        pd.testing.assert_frame_equal(built[table], scored[table], check_exact=True)
    assert same_ids(built["clusters"], scored["clusters"]) == 1


def test_a_refit_on_95_percent_keeps_97_percent_of_the_ids(workshop: Workshop) -> None:
    assert same_ids(workshop.states["built"]["clusters"], workshop.states["refitted"]["clusters"]) >= 0.97


def test_a_refit_adds_a_version_and_keeps_the_former_one(workshop: Workshop) -> None:
    built, refitted = workshop.states["built"], workshop.states["refitted"]
    fits = refitted["ml.kmeans_fits"]
    assert set(fits["model_version"]) == {1, 2}
    former = fits[fits["model_version"] == 1].reset_index(drop=True)
    pd.testing.assert_frame_equal(built["ml.kmeans_fits"], former, check_exact=True)
    assert set(refitted["marts.kmeans_centroids"]["model_version"]) == {2}
    assert set(refitted["marts.kmeans_model_selection"]["model_version"]) == {2}


def test_a_refit_keeps_the_names_of_the_ids_that_it_keeps(workshop: Workshop) -> None:
    built, refitted = (workshop.states[state]["marts.segment_registry"] for state in ("built", "refitted"))
    kept = refitted[refitted["last_model_version"] == 2].merge(built, on="cluster_id")
    assert len(kept) >= 5
    assert (kept["name_x"] == kept["name_y"]).all()
    assert refitted["valid_from"].notna().all()
    assert (refitted["valid_to"].isna() == (refitted["last_model_version"] == 2)).all()


def test_the_demo_does_not_drift_from_itself_nor_from_its_sample(workshop: Workshop) -> None:
    for state in ("built", "scored", "refitted"):
        drift = workshop.states[state]["drift"]
        assert set(drift["distribution"]) == {"style_cluster", "accessories", "clothing", "footwear", "luxury", "sportswear"}
        assert not drift["is_drifted"].any()
    assert (workshop.states["built"]["drift"]["psi"] == 0).all()


def test_another_mix_of_clusters_is_a_warning_and_no_error(drifted: tuple[Workshop, str]) -> None:
    workshop, output = drifted
    drift = workshop.states["drifted"]["drift"].set_index("distribution")
    assert drift.loc["style_cluster", "is_drifted"]
    assert drift.loc["style_cluster", "psi"] > 0.25
    assert "WARN" in output
    assert "style_drift__the_panel_resembles_the_one_that_the_model_was_fitted_on" in output
    assert drift.loc["style_cluster", "message"].startswith("style_cluster has drifted since model 2 was fitted: PSI ")


def test_the_index_equals_its_definition(drifted: tuple[Workshop, str]) -> None:
    workshop, _ = drifted
    parts = pd.DataFrame(
        rows(workshop.warehouse, "select distribution, fitted_author_count, author_count from intermediate.int_style_distributions"),
        columns=["distribution", "then", "now"],
    )
    drift = workshop.states["drifted"]["drift"].set_index("distribution")
    for distribution, counts in parts.groupby("distribution"):
        then, now = ((counts[moment] + 0.5) / (counts[moment] + 0.5).sum() for moment in ("then", "now"))
        assert drift.loc[distribution, "psi"] == pytest.approx(((now - then) * np.log(now / then)).sum(), rel=1e-9)
        assert counts["now"].sum() == len(workshop.states["drifted"]["clusters"])


@pytest.mark.parametrize("state", ["built", "drifted"])
def test_sql_assigns_every_author_as_scikit_learn_does(state: str, demo_warehouse: Path, drifted: tuple[Workshop, str]) -> None:
    """With the features counted again from the items, on the scale of the stored model."""
    warehouse = demo_warehouse if state == "built" else drifted[0].warehouse
    items = dict(rows(warehouse, "select author_id, item_count from intermediate.int_author_items where eligibility = 'eligible'"))
    of_category = "select author_id, category, item_count from intermediate.int_author_category_items"
    counts = pd.DataFrame(rows(warehouse, of_category), columns=["author_id", "category", "items"])
    model = pd.DataFrame(
        rows(warehouse, "select cluster_id, feature, value, panel_share, weight from marts.kmeans_centroids"),
        columns=["cluster_id", "feature", "value", "panel_share", "weight"],
    )
    centroids = model.pivot(index="cluster_id", columns="feature", values="value")
    scale = model.drop_duplicates("feature").set_index("feature").loc[centroids.columns]
    (prior,) = rows(warehouse, "select value from seeds.thresholds where threshold_name = 'share_prior_items'")[0]
    wide = counts.pivot(index="author_id", columns="category", values="items").reindex(index=sorted(items), columns=centroids.columns)
    total = pd.Series(items).sort_index().to_numpy(dtype=float)[:, None]
    share = (wide.fillna(0).to_numpy(dtype=float) + prior * scale["panel_share"].to_numpy()) / (total + prior)
    features = share / np.sqrt(scale["panel_share"].to_numpy()) * scale["weight"].to_numpy()

    kmeans = KMeans(len(centroids), init=centroids.to_numpy(), n_init=1, max_iter=1).fit(centroids.to_numpy())
    np.testing.assert_allclose(kmeans.cluster_centers_, centroids.to_numpy(), rtol=1e-12)
    found = dict(rows(warehouse, CLUSTERS))
    assert sorted(found) == sorted(items)
    assert [found[author] for author in sorted(items)] == centroids.index.to_numpy()[kmeans.predict(features)].tolist()


def refusal(refit: str, raw: Path, folder: Path, *options: str) -> str:
    """Return the output of a build that must not begin; what an earlier command with the same variables parsed is taken over."""
    run = run_dbt("run", *options, "--vars", f"refit: {refit}", "--select", "kmeans_fits", raw=raw, folder=folder)
    assert run.returncode != 0
    assert "Traceback" not in run.stdout + run.stderr
    return run.stdout


@pytest.mark.long
def test_an_unknown_decision_stops_the_build_with_a_sentence(drifted: tuple[Workshop, str]) -> None:
    output = refusal("maybe", drifted[0].raw, drifted[0].folder)
    assert "The variable refit is 'maybe': set it to auto, always or never." in output


def test_never_without_a_stored_model_stops_the_build_with_a_sentence(drifted: tuple[Workshop, str]) -> None:
    workshop, _ = drifted
    output = refusal("never", workshop.raw, workshop.folder, "--full-refresh")
    assert "The variable refit is 'never' and there is no stored model, as --full-refresh drops it" in output
    workshop.change("drop table ml.kmeans_fits")
    output = refusal("never", workshop.raw, workshop.folder)
    assert "The variable refit is 'never' and there is no stored model: build once with refit auto." in output
