"""The evaluation marts: their statistical promises, and their numbers recomputed from the warehouse with pandas and scikit-learn."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import builds
import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.metrics import adjusted_rand_score, calinski_harabasz_score, davies_bouldin_score, normalized_mutual_info_score

from tests.oracles import permuted_segments
from tests.oracles.label_panels import draw_panel, false_alarms, planted_label, rare_label_panel

ROOT = Path(__file__).parents[2]
EXACT = {"rtol": 1e-9, "atol": 1e-11}
NO_ANSWER = {"unknown", "Undefined Account Profile", "insufficient_data", "non_fashion", "outlier"}


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the demo warehouse for reading."""
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def segments(warehouse: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return author_segmentations as (authors, segmentations), in the order of author_id."""
    long = warehouse.sql("from marts.author_segmentations").df()
    return long.pivot(index="author_id", columns="segmentation", values="segment").sort_index()


@pytest.fixture(scope="module")
def scorecard(warehouse: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return segmentation_scorecard as (segmentations, metrics)."""
    return warehouse.sql("from marts.segmentation_scorecard").df().pivot(index="segmentation", columns="metric", values="value")


def test_permuted_segments_raise_at_most_seven_percent_false_alarms() -> None:
    assert np.mean([false_alarms(np.random.default_rng(seed), permutations=5) for seed in range(6)]) <= 0.07


def test_twenty_permutations_of_the_demo_raise_no_more_alarms_than_p_says(demo_warehouse: Path) -> None:
    alarms = permuted_segments.false_alarms(demo_warehouse, permutations=20)
    assert len(alarms) >= 7
    assert alarms["below_05"].max() <= 0.07
    assert alarms.loc["all", "below_001"] <= 0.002
    assert alarms["below_001"].max() <= 0.004


def test_a_planted_rate_ratio_of_two_is_found() -> None:
    found = [planted_label(draw_panel(np.random.default_rng(seed), ratio=2.0, exposure=2.5)) for seed in range(10)]
    assert sum(row["q_value"] < 0.05 for row in found) >= 9
    assert abs(np.median([row["rate_ratio"] for row in found]) - 2) < 0.2


def test_equal_taste_at_twice_and_a_half_the_volume_fools_the_naive_lift_only() -> None:
    rows = [planted_label(rare_label_panel(np.random.default_rng(seed))) for seed in range(8)]
    assert np.median([row["naive_lift"] for row in rows]) > 2
    assert sum(row["ci_low"] <= 1 <= row["ci_high"] for row in rows) >= 7


@pytest.mark.parametrize("segmentation", ["follower_band", "published_rules", "style_clusters"])
def test_label_lift_equals_its_definition_over_the_dense_grid(
    warehouse: duckdb.DuckDBPyConnection, segments: pd.DataFrame, segmentation: str
) -> None:
    items = warehouse.sql("select author_id, item_count from marts.dim_authors").df().set_index("author_id")["item_count"]
    shown = warehouse.sql("select author_id, label_number, item_count from intermediate.int_author_labels").df()
    labels = warehouse.sql("select label_number, label_type, label_name from intermediate.int_labels").df().set_index("label_number")
    counts = shown.pivot(index="author_id", columns="label_number", values="item_count").reindex(segments.index).fillna(0)
    segment = segments[segmentation]
    known = segment != "unknown"
    x, n = counts.to_numpy(), items.reindex(segments.index).to_numpy()[:, None]

    def measure(members: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        rate = x[members].sum(axis=0) / n[members].sum()
        m, squares = members.sum(), (x[members] - rate * n[members]) ** 2
        variance = squares.sum(axis=0) / x[members].sum(axis=0) ** 2 * m / (m - 1)
        return rate, variance, squares.sum(axis=0) ** 2 / (squares**2).sum(axis=0)

    expected = []
    for name in sorted(segment.unique()):
        members, others = (segment == name).to_numpy(), ((segment != name) & known).to_numpy()
        row = pd.DataFrame({"segment": name, "label_number": counts.columns, "item_count": x[members].sum(axis=0)})
        row["author_count"] = (x[members] > 0).sum(axis=0)
        row["adopters"] = (x[known] > 0).sum(axis=0)
        squared = (x[members] ** 2).sum(axis=0)
        row["effective_author_count"] = np.divide(x[members].sum(axis=0) ** 2, squared, out=np.zeros(len(row)), where=squared > 0)
        if name != "unknown":
            share = np.divide(row["author_count"], row["adopters"], out=np.zeros(len(row)), where=row["adopters"] > 0)
            row["naive_lift"] = share / (members.sum() / known.sum())
            with np.errstate(divide="ignore", invalid="ignore"):
                (rate, v, d), (other_rate, other_v, other_d) = measure(members), measure(others)
                row["rate_ratio"] = rate / other_rate
                row["error"] = np.sqrt(v + other_v)
                row["df"] = np.maximum(1, (v + other_v) ** 2 / (np.nan_to_num(v**2 / d) + np.nan_to_num(other_v**2 / other_d)))
                row["p_value"] = 2 * stats.t.sf(np.abs(np.log(row["rate_ratio"])) / row["error"], row["df"])
        expected.append(row)
    wanted = pd.concat(expected, ignore_index=True)
    told = (wanted["segment"] != "unknown") & (wanted["adopters"] >= 30) & (wanted["author_count"] >= 5) & np.isfinite(wanted["p_value"])
    wanted.loc[~told, ["rate_ratio", "p_value"]] = np.nan
    wanted = wanted.join(labels, on="label_number")

    got = warehouse.execute("select * from marts.segment_label_lift where segmentation = $1", [segmentation]).df()
    both = wanted.merge(got, on=["segment", "label_type", "label_name"], suffixes=("", "_got"), validate="one_to_one")
    assert len(both) == len(wanted) == len(got)
    for column in ("item_count", "author_count", "effective_author_count", "naive_lift", "rate_ratio"):
        np.testing.assert_allclose(both[f"{column}_got"].astype(float), both[column], rtol=1e-9, atol=1e-9, equal_nan=True)
    assert (both["reason"].isna() == told.to_numpy()).all()
    tested = both[both["p_value_got"].notna()].astype({"p_value_got": float, "ci_low": float, "ci_high": float})
    off = (tested["p_value_got"] - tested["p_value"]).abs()
    assert off[tested["df"] >= 4].max() <= 1e-3
    assert off[tested["df"] >= 2].max() <= 4e-3
    # an interval of 95 % leaves 1 out where p is below .05, and lies about the ratio alike on both sides
    width = np.log(tested["ci_high"] / tested["rate_ratio"])
    np.testing.assert_allclose(np.log(tested["rate_ratio"] / tested["ci_low"]), width, rtol=1e-9)
    quantile = stats.t.ppf(stats.norm.cdf(1.96), tested["df"])
    np.testing.assert_allclose((width / tested["error"])[tested["df"] >= 4], quantile[tested["df"] >= 4], rtol=0.005)
    sure = (tested["p_value_got"] - 0.05).abs() > 1e-4
    assert ((tested["p_value_got"] < 0.05) == ((tested["ci_low"] > 1) | (tested["ci_high"] < 1)))[sure].all()
    # Benjamini-Hochberg multiplies what it gets: each step against what went into it
    np.testing.assert_allclose(tested["q_value"], stats.false_discovery_control(tested["p_value_got"]), rtol=1e-9)


def test_agreement_equals_scikit_learn_for_every_pair(warehouse: duckdb.DuckDBPyConnection, segments: pd.DataFrame) -> None:
    got = warehouse.sql("from marts.segmentation_agreement").df().set_index(["segmentation_a", "segmentation_b"])
    pairs = list(combinations(sorted(segments.columns), 2))
    assert sorted(got.index) == pairs
    for a, b in pairs:
        row = got.loc[(a, b)]
        table = pd.crosstab(segments[a], segments[b]).to_numpy()
        assert row["author_count"] == len(segments)
        np.testing.assert_allclose(row["ari"], adjusted_rand_score(segments[a], segments[b]), **EXACT)
        np.testing.assert_allclose(row["nmi"], normalized_mutual_info_score(segments[a], segments[b]), **EXACT)
        np.testing.assert_allclose(row["cramers_v"], stats.contingency.association(table, method="cramer"), **EXACT)


def test_separation_equals_scikit_learn_on_the_assigned_authors(
    warehouse: duckdb.DuckDBPyConnection, segments: pd.DataFrame, scorecard: pd.DataFrame
) -> None:
    features = warehouse.sql("select author_id, feature, value from intermediate.int_style_features where half = 'both'").df()
    points = features.pivot(index="author_id", columns="feature", values="value").sort_index()
    for segmentation in segments.columns:
        labels = segments.loc[points.index, segmentation]
        placed = ~labels.isin(NO_ANSWER)
        row = scorecard.loc[segmentation]
        # scikit-learn puts the only author of a segment some 1e-8 away from its centroid
        np.testing.assert_allclose(row["davies_bouldin"], davies_bouldin_score(points[placed], labels[placed]), rtol=1e-7)
        np.testing.assert_allclose(row["calinski_harabasz"], calinski_harabasz_score(points[placed], labels[placed]), **EXACT)


def test_eta_squared_is_the_share_of_variance_between_segments(
    warehouse: duckdb.DuckDBPyConnection, segments: pd.DataFrame, scorecard: pd.DataFrame
) -> None:
    authors = (
        warehouse.sql("select author_id, ln(1 + follower_count) as log_followers, label_diversity from marts.author_segments")
        .df()
        .set_index("author_id")
    )
    for segmentation in segments.columns:
        for feature in authors.columns:
            values = authors[feature].dropna()
            labels = segments.loc[values.index, segmentation]
            values, labels = values[~labels.isin(NO_ANSWER)], labels[~labels.isin(NO_ANSWER)]
            between = ((values.groupby(labels).transform("mean") - values.mean()) ** 2).sum()
            expected = between / ((values - values.mean()) ** 2).sum()
            np.testing.assert_allclose(scorecard.loc[segmentation, f"eta_squared_{feature}"], expected, **EXACT)


def test_coverage_sums_to_exactly_one_and_follows_the_states(segments: pd.DataFrame, scorecard: pd.DataFrame) -> None:
    parts = ["coverage_assigned", "coverage_insufficient", "coverage_unknown"]
    assert (scorecard[parts[0]] + scorecard[parts[1]] + scorecard[parts[2]] == 1).all()
    assert (scorecard[parts[2]] + scorecard[parts[1]] + scorecard[parts[0]] == 1).all()
    np.testing.assert_allclose(scorecard["coverage_assigned"], (~segments.isin(NO_ANSWER)).mean()[scorecard.index], rtol=1e-12)
    assert (scorecard["segment_count"] == segments.nunique()[scorecard.index]).all()


def test_segmentations_by_style_discriminate_labels_and_permuted_ones_do_not(scorecard: pd.DataFrame) -> None:
    styles = scorecard.loc[["style_rules", "style_clusters"]]
    assert (styles["discriminating_power_permutation_baseline"] < 0.1).all()
    assert (styles["discriminating_power"] > 0.5).all()
    assert 0 <= scorecard.loc["style_clusters", "min_jaccard"] <= 1
    assert scorecard.drop(index="style_clusters")["min_jaccard"].isna().all()


def test_posting_hours_are_those_of_the_posts(warehouse: duckdb.DuckDBPyConnection, segments: pd.DataFrame) -> None:
    posts = warehouse.sql("select author_id, published_at from marts.fct_posts").df()
    got = warehouse.sql("from marts.segment_posting_hours where segmentation = 'follower_band'").df()
    hours = pd.crosstab(posts["author_id"].map(segments["follower_band"]), posts["published_at"].dt.hour)
    hours = hours.reindex(index=sorted(segments["follower_band"].unique()), columns=range(24), fill_value=0)
    pd.testing.assert_frame_equal(
        got.pivot(index="segment", columns="hour", values="post_count"), hours, check_names=False, check_dtype=False
    )


def test_profiles_equal_pandas(warehouse: duckdb.DuckDBPyConnection, segments: pd.DataFrame) -> None:
    authors = warehouse.sql("from marts.dim_authors").df().set_index("author_id")
    posts = warehouse.sql("from marts.fct_posts").df()
    rates = posts.groupby("author_id")["engagement_rate"].median().reindex(authors.index)
    weights = warehouse.sql("from marts.author_weights").df().set_index("author_id")["weight"].reindex(authors.index)
    picked = authors["is_fashion_forward"].astype(float)
    for segmentation in segments.columns:
        got = warehouse.execute("select * from marts.segment_profiles where segmentation = $1", [segmentation]).df().set_index("segment")
        by, by_post = segments[segmentation].reindex(authors.index), posts["author_id"].map(segments[segmentation])
        expected = {
            "author_count": by.value_counts(),
            "follower_median": authors["follower_count"].groupby(by).median(),
            "follower_sd": authors["follower_count"].groupby(by).std(),
            "likes_mean": posts["like_count"].groupby(by_post).mean(),
            "likes_sd": posts["like_count"].groupby(by_post).std(),
            "engagement_rate_mean": rates.groupby(by).mean(),
            "engagement_rate_sd": rates.groupby(by).std(),
            "follow_ratio_sd": authors["follow_ratio"].groupby(by).std(),
            "author_share_weighted": weights.groupby(by).sum() / len(weights),
            "kish_author_count": weights.groupby(by).sum() ** 2 / (weights**2).groupby(by).sum(),
            "fashion_forward_share_weighted": (picked * weights).groupby(by).sum() / weights.where(picked.notna()).groupby(by).sum(),
            "engagement_rate_mean_weighted": (rates * weights).groupby(by).sum(min_count=1)
            / weights.where(rates.notna()).groupby(by).sum(min_count=1),
        }
        for column, values in expected.items():
            np.testing.assert_allclose(got[column].astype(float), values.reindex(got.index).astype(float), rtol=1e-9, equal_nan=True)


def run_dbt(project: Path, warehouse: Path, raw: Path, folder: Path, *arguments: str) -> None:
    """Run dbt in a project on a warehouse, with its own output folders."""
    assert warehouse == folder / "warehouse.duckdb"
    run = builds.run_dbt(*arguments, raw=raw, folder=folder, root=project)
    assert run.returncode == 0, run.stdout + run.stderr


def test_every_analysis_compiles_and_answers(demo_warehouse: Path, tmp_path: Path) -> None:
    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(demo_warehouse, copy)
    run_dbt(ROOT, copy, demo_warehouse.parent / "raw", tmp_path, "compile", "--select", "path:analyses")
    names = {path.stem for path in (ROOT / "analyses").glob("*.sql")}
    compiled = {path.stem: path for path in (tmp_path / "target").rglob("compiled/**/analyses/*.sql")}
    assert compiled.keys() == names
    with duckdb.connect(str(copy), read_only=True) as connection:
        empty = [name for name, path in compiled.items() if not connection.sql(path.read_text()).fetchall()]
    assert empty == []


def test_a_new_segmentation_of_one_model_and_one_line_appears_in_every_table(demo_warehouse: Path, tmp_path: Path) -> None:
    project, copy = tmp_path / "project", tmp_path / "warehouse.duckdb"
    shutil.copy(demo_warehouse, copy)
    project.mkdir()
    for name in ("models", "python_models", "macros", "seeds", "snapshots", "analyses", "fashion_panel", "dbt_project.yml", "profiles.yml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, project / name)
    (project / "tests").mkdir()
    shutil.copytree(ROOT / "tests" / "generic", project / "tests" / "generic")
    segmentations = project / "models" / "intermediate" / "segmentations"
    (segmentations / "int_segmentation__posting.sql").write_text(
        "select author_id, case when count(*) > 20 then 'often' else 'seldom' end as segment\n"
        "from {{ ref('int_authors') }} left join {{ ref('int_posts') }} using (author_id) group by author_id\n"
    )
    door = segmentations / "int_author_segmentations.sql"
    door.write_text(door.read_text().replace("    'style_clusters',\n", "    'style_clusters',\n    'posting',\n"))
    run_dbt(
        project,
        copy,
        demo_warehouse.parent / "raw",
        tmp_path,
        "run",
        "--select",
        "int_segmentation__posting",
        "int_author_segmentations",
        "author_segmentations",
        "intermediate.evaluation",
        "marts.evaluation",
    )
    with duckdb.connect(str(copy), read_only=True) as connection:
        for table in ("profiles", "label_lift", "posting_hours", "posting_rhythm"):
            sql = f"select distinct segment from marts.segment_{table} where segmentation = 'posting' order by 1"
            assert connection.sql(sql).fetchall() == [("often",), ("seldom",)], table
        agreeing = "select count(*) from marts.segmentation_agreement where 'posting' in (segmentation_a, segmentation_b)"
        former = "select count(distinct segmentation) - 1 from marts.author_segmentations"
        assert connection.sql(agreeing).fetchone() == connection.sql(former).fetchone()
        card = dict(connection.sql("select metric, value from marts.segmentation_scorecard where segmentation = 'posting'").fetchall())
    assert card["segment_count"] == 2
    assert card["coverage_assigned"] == 1
    assert card["eta_squared_log_posts"] > 0.2
