"""Every row of the rule seeds decides something: changing it changes the result that it should, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import jinja2
import numpy as np
import pandas as pd
import pytest
from builds import ROOT, SEEDS

from python_models.style.style_clusters import names_of
from tests.oracles.models_in_duckdb import project_macros
from tests.oracles.style_panels import PLANTED, draw_panel, sums_by_author
from tests.oracles.style_pipeline import connect, load_panel, run, set_thresholds

RULES = ROOT / "seeds" / "rules"
STYLE = ROOT / "models" / "intermediate" / "segmentations" / "style"
# some of these people show too little to be placed
FEW_POSTS = PLANTED["few posts"]._replace(posts=12, spread=0.9)
THRESHOLDS = pd.read_csv(RULES / "thresholds.csv").set_index("threshold_name")["value"]
# those that the demo was built by
OF_THE_DEMO = pd.read_csv(SEEDS / "rules" / "thresholds.csv").set_index("threshold_name")["value"].to_dict()

# ---------------------------------------------------------------------------------------------------------------------
# Thresholds of the style clusters: the whole chain on an invented panel
# ---------------------------------------------------------------------------------------------------------------------

# what can be read from each step, in the order of the steps
RESULTS = {
    "eligibility": "select author_id, eligibility from int_author_items",
    "features": "select author_id, feature, value from int_style_features",
    "tried": "select distinct k from kmeans_fits where k is not null",
    "fits": "select k, part, measure, value from kmeans_fits where kind = 'centroid' and k <= 7",
    "stability": "select k, part, value from kmeans_fits where measure = 'jaccard'",
    "halves": "select k, part, value from kmeans_fits where measure in ('half_jaccard', 'half_ari')",
    "silhouette": "select k, value from kmeans_fits where measure = 'silhouette'",
    "bins": "select part, kind, measure, value from kmeans_fits where kind in ('bin_lower', 'bin_size')",
    "criteria": "select model_version, k, is_eligible from int_kmeans_selection",
    "choice": "select model_version, k from int_kmeans_selection where is_chosen",
    "ids": "select model_version, cluster_number, cluster_id from style_clusters",
    "names": "select model_version, cluster_id, name from style_clusters",
    "clusters": "select author_id, nearest_cluster_id from int_author_style_clusters",
    "states": "select author_id, style_state from int_author_style_clusters",
    "drift": "select distribution, is_drifted from style_drift",
}
ALL = set(RESULTS)
FROM_FEATURES = ALL - {"eligibility", "tried"}


class Change(NamedTuple):
    """Another value, the results that must change with it, and those that may, as they follow from them."""

    value: float
    must: set[str]
    may: set[str]


OF_CRITERIA = {"choice", "ids", "names", "clusters", "states", "drift"}
OF_CLUSTERS = {
    "min_fashion_items": Change(60, {"eligibility", "features"}, ALL - {"tried"}),
    "min_fashion_images": Change(60, {"eligibility", "features"}, ALL - {"tried"}),
    "min_fashion_share": Change(0.6, {"eligibility", "features"}, ALL - {"tried"}),
    "share_prior_items": Change(60, {"features", "fits"}, FROM_FEATURES),
    "kmeans_min_k": Change(6, {"tried"}, ALL - {"eligibility", "features", "bins"}),
    "kmeans_max_k": Change(7, {"tried"}, {"criteria", *OF_CRITERIA, "stability", "halves", "silhouette"}),
    "kmeans_n_init": Change(1, {"fits"}, FROM_FEATURES - {"features", "bins"}),
    "kmeans_seed": Change(43, {"fits", "stability"}, FROM_FEATURES - {"features", "bins"}),
    "kmeans_stability_refits": Change(2, {"stability"}, {"criteria", *OF_CRITERIA}),
    "kmeans_refit_n_init": Change(1, {"stability"}, {"criteria", *OF_CRITERIA}),
    "kmeans_sample_authors": Change(300, {"stability"}, {"criteria", *OF_CRITERIA}),
    "kmeans_silhouette_authors": Change(200, {"silhouette"}, set()),
    "kmeans_min_cluster_authors": Change(60, {"criteria", "choice"}, OF_CRITERIA),
    "kmeans_min_cluster_share": Change(0.1, {"criteria", "choice"}, OF_CRITERIA),
    "kmeans_min_jaccard": Change(0.97, {"criteria", "choice"}, OF_CRITERIA),
    "kmeans_min_half_jaccard": Change(0.95, {"criteria", "choice"}, OF_CRITERIA),
    "kmeans_davies_bouldin_slack": Change(0.9, {"choice"}, OF_CRITERIA),
    "kmeans_match_radii": Change(0.0, {"ids"}, {"names", "clusters", "drift"}),
    "kmeans_drift_bins": Change(5, {"bins"}, {"drift"}),
    "name_min_lift": Change(3.0, {"names"}, set()),
    "name_min_excess": Change(0.6, {"names"}, set()),
    "name_second_share": Change(0.1, {"names"}, set()),
    "name_little_fashion_lift": Change(1.3, {"names"}, set()),
    "drift_max_psi": Change(3.0, {"drift"}, set()),
    "outlier_distance_ratio": Change(1.0, {"states"}, set()),
}


# fewer fits than the seed asks for are enough to see what a parameter changes
QUICK = {"kmeans_max_k": 9, "kmeans_n_init": 3, "kmeans_stability_refits": 4, "kmeans_refit_n_init": 2}


def results(weight: tuple[str, float] | None = None, **thresholds: float) -> dict[str, list[tuple[object, ...]]]:
    """Return RESULTS of a panel that is fitted, and fitted again on other people; a keyword replaces a threshold, ``weight`` one weight."""
    connection = connect(**QUICK | thresholds)
    if weight:
        connection.execute("update style_features set weight = $1 where category = $2", [weight[1], weight[0]])
    for seed, refit in ((1, "auto"), (2, "always")):
        panel = draw_panel(FEW_POSTS, 500, seed)
        load_panel(connection, panel.posts)
        run(connection, refit)
    # a third panel of only some personas is scored, so that there is a drift to measure
    load_panel(connection, panel.posts[panel.personas[panel.posts["author_id"] - 1] > 1])
    run(connection)
    return {name: connection.execute(f"{query} order by all").fetchall() for name, query in RESULTS.items()}


@pytest.fixture(scope="module")
def usual() -> dict[str, list[tuple[object, ...]]]:
    """Return the results with the seeds as they are."""
    return results()


def assert_changes(
    usual: dict[str, list[tuple[object, ...]]], found: dict[str, list[tuple[object, ...]]], must: set[str], may: set[str]
) -> None:
    """Check which results differ."""
    changed = {name for name in RESULTS if found[name] != usual[name]}
    assert must - changed == set(), "nothing changed where it should"
    assert changed - must - may == set(), "something changed where it should not"


@pytest.mark.parametrize("name", OF_CLUSTERS)
def test_a_threshold_of_the_clusters_changes_its_results_only(name: str, usual: dict[str, list[tuple[object, ...]]]) -> None:
    change = OF_CLUSTERS[name]
    assert_changes(usual, results(**{name: change.value}), change.must, change.may)


@pytest.mark.parametrize("category", pd.read_csv(RULES / "style_features.csv")["category"])
def test_a_weight_changes_the_features_and_the_clusters(category: str, usual: dict[str, list[tuple[object, ...]]]) -> None:
    found = results(weight=(category, 3.0))
    assert_changes(usual, found, {"features", "fits", "clusters"}, FROM_FEATURES)
    other = [[row for row in result["features"] if row[1] != category] for result in (usual, found)]
    assert other[0] == other[1]


def test_a_changed_setting_waits_for_a_refit_and_is_told() -> None:
    connection = connect()
    load_panel(connection, draw_panel(FEW_POSTS, 300, seed=1).posts)
    run(connection)
    assert connection.sql("from int_changed_style_settings").fetchall() == []
    clusters = connection.sql("from int_author_style_clusters order by author_id").fetchall()
    set_thresholds(connection, kmeans_max_k=9, share_prior_items=20, wilson_z=1)
    connection.execute("update style_features set weight = 2 where category = 'luxury'")
    connection.execute("delete from style_features where category = 'footwear'")
    run(connection)
    assert connection.sql("from int_author_style_clusters order by author_id").fetchall() == clusters
    told = connection.sql("select kind, setting, fitted_value, present_value from int_changed_style_settings order by all").fetchall()
    expected = [("setting", "kmeans_max_k", 14, 9), ("setting", "share_prior_items", 10, 20)]
    assert told == [*expected, ("weight", "footwear", 1, None), ("weight", "luxury", 1, 2)]
    run(connection, "always")
    assert connection.sql("from int_changed_style_settings").fetchall() == []


# ---------------------------------------------------------------------------------------------------------------------
# All other thresholds: the models that read them, on the built demo
# ---------------------------------------------------------------------------------------------------------------------

OF_MODELS = {
    "wilson_z": 0.0,
    "design_effect_prior_posts": 50,
    "design_effect_max_weight": 1,
    "engagement_prior_posts": 50,
    "engagement_high_percentile": 0.9,
    "engagement_medium_percentile": 0.5,
    "engagement_min_posts": 20,
    "engagement_reach_divisor": 60,
    "engagement_min_reach": 90,
    "engagement_max_reach": 15,
    "engagement_min_window": 500,
    "min_cohort_authors": 50,
    "lift_min_authors": 100,
    "lift_min_segment_authors": 40,
    "lift_interval_z": 1.0,
    "calibration_p_value": 0.2,
    "discriminating_q_value": 0.5,
    "discriminating_min_ratio": 0.5,
    "discriminating_max_ratio": 2.5,
    "edge_window": 0.3,
    "edge_min_rated_authors": 1,
    "rhythm_min_posts": 12,
    "permutation_count": 3,
    "held_out_min_authors": 60,
    "held_out_prior_items": 20,
    "held_out_min_ceiling": 0.9,
    "weight_min_authors": 200,
    "anomaly_comments_min_likes": 40,
    "anomaly_even_min_likes": 5,
    "anomaly_spread_z": 0.5,
    "anomaly_burst_seconds": 86400,
    "recruiting_candidates_kept": 3,
    "recruiting_min_items": 18,
    "lookalike_min_authors": 100,
    "lookalike_min_author_share": 0.005,
    "brand_min_items": 10,
    "brand_min_ratio": 10,
    "brand_lower_z": 1.0,
    "brand_min_authors": 100,
    "brand_prior_low": 0.2,
    "brand_prior_high": 0.3,
    "brand_prior_of_few": 0.5,
    "brand_pair_min_expected": 20,
    "content_fashion_affinity": 3,
    "content_prior_images": 500,
    "content_prior_items": 50,
}


# what only the fit of the weights reads (test_margin_factors.py)
OF_JUMPS = {"anomaly_min_growth"}  # needs a second delivery: unit tests of author_anomalies
OF_WEIGHTS = {"weight_cap", "weight_cap_doublings", "weight_max_rounds", "weight_max_cells", "weight_tolerance"}


# decides only where two clusters have one name, which those of the panel above don't
OF_NAMES = {"name_little_lift"}


def test_the_lift_that_is_little_tells_clusters_of_one_name_apart() -> None:
    shares = pd.DataFrame({"clothing": [0.75, 0.5], "footwear": [0.25, 0.2]})
    panel = pd.Series({"clothing": 0.25, "footwear": 0.25})
    assert names_of(shares, panel, [1, 2], THRESHOLDS) == ["clothing", "less_clothing"]
    stricter = pd.Series(dict(THRESHOLDS) | {"name_little_lift": 0.81})
    assert names_of(shares, panel, [1, 2], stricter) == ["clothing", "clothing_little_footwear"]


# read by the fit of the look-alikes alone: test_lookalikes.py
OF_LOOKALIKES = {"lookalikes_kept", "lookalike_max_exact_authors"}


# without 50 listed accounts, which the demo hasn't, nothing is fitted: test_fashion_scores.py
OF_SCORES = {"forward_penalty", "forward_folds", "forward_seed", "forward_min_authors", "forward_min_listed", "forward_prior_items"}


@cache
def models_with_thresholds() -> dict[Path, str]:
    """Return the text of each model that reads int_thresholds."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "models").rglob("*.sql")) if path.stem != "int_thresholds"}
    return {path: text for path, text in texts.items() if "ref('int_thresholds')" in text}


def readers(threshold: str) -> list[Path]:
    """Return the models that read a threshold from int_thresholds."""
    return [path for path, text in models_with_thresholds().items() if re.search(rf"\b{threshold}\b", text)]


@pytest.fixture(scope="module")
def demo(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return a connection in which every table of the demo has its bare name, and int_thresholds can be replaced."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{demo_warehouse}' as demo (read_only)")
        connection.execute("set threads = 2")
        query = "select table_schema, table_name from information_schema.tables where table_catalog = 'demo' and table_schema <> 'staging'"
        for schema, table in connection.execute(query).fetchall():
            connection.execute(f"create view {table} as from demo.{schema}.{table}")
        for replaced in ("thresholds", "int_thresholds", "segment_states"):
            connection.execute(f"drop view {replaced}")
        yield connection


def differing_rows(connection: duckdb.DuckDBPyConnection, model: Path, **thresholds: float) -> int:
    """Count the rows that a model has with other thresholds and has not in the demo, or the other way round."""
    set_thresholds(connection, **OF_THE_DEMO | thresholds)
    environment = jinja2.Environment()
    environment.globals.update(project_macros())
    select = environment.from_string(model.read_text(encoding="utf-8")).render(ref=lambda name: name)
    connection.execute(f"create or replace temp table found as {select}")
    both_ways = f"(from found except all from {model.stem}) union all (from {model.stem} except all from found)"
    return connection.execute(f"select count(*) from ({both_ways})").fetchall()[0][0]


def readers_outside_of_trends(threshold: str) -> list[Path]:
    """Return the models that read a threshold, but for those of test_trends.py."""
    return [path for path in readers(threshold) if "trends" not in path.parts]


@pytest.mark.parametrize("model", sorted({path.stem for name in OF_MODELS for path in readers_outside_of_trends(name)}))
def test_with_the_thresholds_of_the_demo_a_model_is_that_of_the_demo(model: str, demo: duckdb.DuckDBPyConnection) -> None:
    [path] = [path for path in models_with_thresholds() if path.stem == model]
    assert differing_rows(demo, path) == 0


@pytest.mark.parametrize("name", OF_MODELS)
def test_a_threshold_changes_the_models_that_name_it(name: str, demo: duckdb.DuckDBPyConnection) -> None:
    models = readers_outside_of_trends(name)
    assert models
    assert [path.stem for path in models if differing_rows(demo, path, **{name: OF_MODELS[name]}) == 0] == []


def test_every_threshold_is_read_and_has_its_test() -> None:
    of_trends = {name for name in THRESHOLDS.index if any({"trends", "content"} & set(path.parts) for path in readers(name))}
    of_fits = OF_WEIGHTS | OF_LOOKALIKES | OF_JUMPS | OF_SCORES
    assert set(THRESHOLDS.index) - of_trends - set(OF_CLUSTERS) - set(OF_MODELS) - OF_NAMES - of_fits == set()
    style, *others = (
        (ROOT / "python_models" / path).read_text(encoding="utf-8")
        for path in ("style/kmeans_fits.py", "weights/margin_factors.py", "lookalikes/lookalike_fits.py", "scores/forward_fits.py")
    )
    models = "".join((STYLE / f"{name}.sql").read_text(encoding="utf-8") for name in ("int_style_models", "int_kmeans_selection"))
    unread = [
        name
        for name in THRESHOLDS.index
        if not readers(name)
        and name not in models
        and f"    {name.removeprefix('kmeans_')}: int" not in style
        and f'thresholds["{name}"]' not in "".join(others)
    ]
    assert unread == []


# ---------------------------------------------------------------------------------------------------------------------
# The rules
# ---------------------------------------------------------------------------------------------------------------------

SCORES = STYLE / "int_author_category_scores.sql"


@pytest.mark.parametrize("column", ["min_ratio", "min_items", "min_posts"])
@pytest.mark.parametrize("category", pd.read_csv(SEEDS / "rules" / "style_rules.csv")["category"])
def test_a_rule_changes_the_flags_of_its_category_only(category: str, column: str, demo: duckdb.DuckDBPyConnection) -> None:
    """Three times the ratio, or more items and posts than the median of the flagged authors, takes flags away."""
    median = "select median(items), median(posts) from int_author_category_scores where is_flagged and category = $1"
    items, posts = demo.execute(median, [category]).fetchall()[0]
    stricter = {"min_ratio": "min_ratio * 3", "min_items": str(items + 1), "min_posts": str(posts + 1)}[column]
    rules = (
        "create or replace table {} as select * replace (case when category = '{}' then {} else {} end as {}) from demo.seeds.style_rules"
    )
    demo.execute(rules.format("other_rules", category, stricter, column, column))
    set_thresholds(demo)
    environment = jinja2.Environment()
    environment.globals.update(project_macros())
    ref = {"style_rules": "other_rules"}
    select = environment.from_string(SCORES.read_text(encoding="utf-8")).render(ref=lambda name: ref.get(name, name))
    changed = f"""
        select distinct found.category, found.is_flagged
        from ({select}) as found
        inner join int_author_category_scores as usual on found.author_id = usual.author_id and found.category = usual.category
        where (found.is_flagged, found.share, found.ratio) is distinct from (usual.is_flagged, usual.share, usual.ratio)
    """
    assert demo.execute(changed).fetchall() == [(category, False)]


def test_numbers_are_no_accident_of_the_panel() -> None:
    """The invented panel has something to lose: people of every persona, eligible or not."""
    panel = draw_panel(FEW_POSTS, 500, seed=1)
    assert len(np.unique(panel.personas)) == 7
    assert 0 < (sums_by_author(panel)["fashion_item_count"] < 20).sum() < 350
