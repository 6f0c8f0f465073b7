"""The trend tables: recounted from the staged rows with pandas, and the lead test on planted series."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pytest
from builds import NO_UNIT_TESTS, DbtWorker, Outcome

from benchmarks.evaluation_calibration import ROOT, build, load_seeds
from benchmarks.trend_lead import PLANS, Plan, draw_series, evaluate, try_plan

HORIZONS = [4, 8, 13, 26]


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the demo warehouse for reading."""
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def label_sets(warehouse: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row an item of any delivered image: the set of its labels, those implied included."""
    labels = warehouse.sql(
        """
        select image_id, coalesce(position_in_image, label_type || ' ' || label_name) as item, label_type || ':' || label_name as label
        from staging.stg_delivery__image_labels
        where (label_type, label_name) in (select (label_type, label_name) from seeds.label_taxonomy where is_fashion)
        """
    ).df()
    sets = labels.groupby(["image_id", "item"])["label"].agg(set).reset_index()
    implied = {"shoe:": "object_detection:shoes", "shoe_brand:": "object_detection:shoes", "bag_brand:": "object_detection:bag"}
    sets["label"] = [
        found | {base for start, base in implied.items() if any(label.startswith(start) for label in found)} for found in sets["label"]
    ]
    return sets


@pytest.fixture(scope="module")
def items(warehouse: duckdb.DuckDBPyConnection, label_sets: pd.DataFrame) -> pd.DataFrame:
    """Return one row an author and item: its week and the set of its labels."""
    images = warehouse.sql("select author_id, image_id, post_id, published_at from staging.stg_delivery__post_images").df()
    images["published_at"] = images.groupby(["author_id", "post_id"])["published_at"].transform("min")
    images = images.groupby(["author_id", "image_id"], as_index=False)["published_at"].min()
    day = images["published_at"].dt.normalize()
    images["week"] = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    return images.merge(label_sets, on="image_id")


@pytest.mark.parametrize("trend_id", ["leather_coat", "lug_sole_boots"])
def test_trend_weeks_equal_a_recount_of_the_staged_rows(warehouse: duckdb.DuckDBPyConnection, items: pd.DataFrame, trend_id: str) -> None:
    ((wanted, base),) = warehouse.execute("select labels, base_label from marts.trends where trend_id = $1", [trend_id]).fetchall()
    labels = set(wanted.split(","))
    worn = items[[base in found for found in items["label"]]]
    shown = worn[[labels <= found for found in worn["label"]]]
    weeks = warehouse.sql("select distinct week from marts.trend_weeks").df()["week"].sort_values()
    posts = warehouse.sql("select author_id, date_trunc('week', published_at) as week from marts.fct_posts").df()
    active = posts.drop_duplicates().groupby("author_id").size()
    cohort = set(active.index[active >= 0.8 * len(weeks)])
    assert len(cohort) > 0
    for segmentation in ("follower_band", "style_clusters"):
        sql = "select author_id, segment from marts.author_segmentations where segmentation = $1"
        segments = warehouse.execute(sql, [segmentation]).df().set_index("author_id")["segment"]
        sql = "select * from marts.trend_weeks where trend_id = $1 and segmentation = $2"
        got = warehouse.execute(sql, [trend_id, segmentation]).df().set_index(["segment", "week"]).sort_index()
        assert len(got) == len(weeks) * segments.nunique()

        def count(rows: pd.DataFrame, authors: pd.Series = segments, index: pd.Index = got.index) -> pd.Series:
            return rows.groupby([rows["author_id"].map(authors), "week"]).size().reindex(index, fill_value=0)

        assert (got["item_count"] == count(shown)).all()
        assert (got["base_item_count"] == count(worn)).all()
        assert (got["author_count"] == count(shown.drop_duplicates(["author_id", "week"]))).all()
        assert (got["cohort_item_count"] == count(shown[shown["author_id"].isin(cohort)])).all()
        assert (got["cohort_base_item_count"] == count(worn[worn["author_id"].isin(cohort)])).all()
        assert (got["is_thin"] == (got["base_item_count"] < 30)).all()


def test_weeks_run_without_a_gap_from_the_first_to_the_last_post(warehouse: duckdb.DuckDBPyConnection) -> None:
    weeks = warehouse.sql("select distinct week from marts.trend_weeks order by week").df()["week"]
    first, last = warehouse.sql("select min(published_at), max(published_at) from marts.fct_posts").fetchone()
    assert (weeks.diff().dropna() == pd.Timedelta(days=7)).all()
    assert (weeks.dt.day_of_week == 0).all()
    assert weeks.iloc[0] <= first < weeks.iloc[0] + pd.Timedelta(days=7)
    assert weeks.iloc[-1] <= last < weeks.iloc[-1] + pd.Timedelta(days=7)


def test_mined_trends_equal_a_recount_of_authors_and_lift(
    warehouse: duckdb.DuckDBPyConnection, items: pd.DataFrame, label_sets: pd.DataFrame
) -> None:
    trends = warehouse.sql("select * from marts.trends where source = 'mined' order by mining_rank limit 5").df()
    assert len(trends) == 5
    for trend in trends.to_dict("records"):
        labels = set(trend["labels"].split(","))
        # the garment type that other labels imply takes no part in the lift
        own = labels - {trend["base_label"]} if len(labels) > 2 and "pattern:" not in trend["labels"] else labels
        shown = items[[labels <= found for found in items["label"]]]
        assert trend["author_count"] == shown["author_id"].nunique() >= 200
        assert trend["item_count"] == len(shown)
        shares = [np.mean([label in found for found in label_sets["label"]]) for label in own]
        together = np.mean([labels <= found for found in label_sets["label"]])
        np.testing.assert_allclose(trend["lift"], together / np.prod(shares), rtol=1e-9)
        assert trend["lift"] > 2
        assert trend["lift_among_alike"] > 2


def test_momentum_equals_shares_recounted_from_trend_weeks(warehouse: duckdb.DuckDBPyConnection) -> None:
    got = warehouse.sql("select * from marts.trend_momentum").df().set_index(["trend_id", "segmentation", "segment"]).sort_index()
    weeks = warehouse.sql("select * from marts.trend_weeks").df()
    calendar = np.sort(weeks["week"].unique())
    for period, chosen in (("recent", calendar[-8:]), ("previous", calendar[-16:-8])):
        rows = weeks[weeks["week"].isin(chosen)].groupby(["trend_id", "segmentation", "segment"])[["item_count", "base_item_count"]].sum()
        assert (rows["item_count"].reindex(got.index) == got[f"{period}_item_count"]).all()
        assert (rows["base_item_count"].reindex(got.index) == got[f"{period}_base_item_count"]).all()
    tested = got[got["reason"].isna()]
    assert len(tested) > 50
    np.testing.assert_allclose(tested["ratio"], tested["recent_share"] / tested["previous_share"], rtol=1e-9)


def test_a_planted_lead_of_13_weeks_is_found_with_its_length_and_hardly_anything_else() -> None:
    outcomes = [try_plan(PLANS[0], seed) for seed in range(3)]
    assert np.mean([outcome.recall for outcome in outcomes]) >= 0.8
    assert np.mean([outcome.false_discovery for outcome in outcomes]) <= 0.1
    assert np.mean(np.concatenate([outcome.errors for outcome in outcomes]) <= 2) >= 0.9


@pytest.mark.parametrize("plan", [plan for plan in PLANS if plan.led == 0 or plan.lead < 0], ids=lambda plan: plan.name)
def test_without_a_lead_nothing_is_claimed(plan: Plan) -> None:
    assert try_plan(plan, seed=1).claims == 0


def partial_correlation(x: np.ndarray, y: np.ndarray, z: np.ndarray) -> float:
    """Return the correlation of what z leaves over of x and of y; arrays (weeks,)."""
    design = np.column_stack([np.ones(len(z)), z])
    left = [values - design @ np.linalg.lstsq(design, values, rcond=None)[0] for values in (x, y)]
    return float(np.corrcoef(*left)[0, 1])


@pytest.mark.parametrize("weeks", [104, 90])
def test_lead_correlations_are_what_regression_leaves_over_in_any_order_of_the_rows(weeks: int) -> None:
    series = draw_series(np.random.default_rng(3), Plan("any", weeks=weeks))
    series.loc[(series["series_id"] == "trend_01") & (series["panel"] == "leader") & (series.index % 9 == 0), "value"] = 0.0
    tables = []
    for frame in (series, series.sample(frac=1, random_state=1)):
        with duckdb.connect() as connection:
            connection.register("frame", frame)
            connection.execute("create table int_lead_series as select * replace (cast(week as date) as week) from frame")
            connection.register("horizons", pd.DataFrame({"horizon_weeks": HORIZONS}))
            connection.execute("create table lead_horizons as select * from horizons")
            load_seeds(connection)
            build(connection, ["int_lead_changes", "int_lead_correlations"])
            tables.append(connection.sql("from int_lead_correlations order by leader_id, follower_id, lag_weeks").df())
    pd.testing.assert_frame_equal(*tables, check_exact=True)
    got = tables[0].set_index(["leader_id", "follower_id", "lag_weeks"])
    gap = 52 if weeks >= 104 else 1

    def changes(series_id: str, panel: str) -> np.ndarray:
        values = series[(series["series_id"] == series_id) & (series["panel"] == panel)].sort_values("week")["value"].to_numpy()
        logs = np.log(values + (values[values > 0].min() / 2 if (values == 0).any() else 0))
        return logs[gap:] - logs[:-gap]

    for leader_id, follower_id in (("trend_00", "trend_00"), ("trend_01", "trend_01"), ("trend_01", "trend_30")):
        leader, follower = changes(leader_id, "leader"), changes(follower_id, "follower")
        for lag in HORIZONS:
            row = got.loc[(leader_id, follower_id, lag)]
            assert row["week_count"] == len(leader) - lag
            lead = partial_correlation(follower[lag:], leader[:-lag], follower[:-lag])
            mirror = partial_correlation(leader[lag:], follower[:-lag], leader[:-lag])
            np.testing.assert_allclose([row["lead_correlation"], row["mirror_correlation"]], [lead, mirror], rtol=1e-8, atol=1e-10)


def test_outside_series_pass_through_the_same_test(demo_warehouse: Path, dbt: DbtWorker, tmp_path: Path) -> None:
    copy, outside = tmp_path / "warehouse.duckdb", tmp_path / "it's outside"
    shutil.copy(demo_warehouse, copy)
    outside.mkdir()

    def build_from(folder: Path) -> Outcome:
        variables = json.dumps({"outside_series_dir": str(folder)})
        command = ("build", *NO_UNIT_TESTS, "--select", "landed_outside_series+", "--vars", variables)
        return dbt.run(*command, raw=demo_warehouse.parent / "raw", folder=tmp_path)

    nothing = build_from(outside / "nowhere")
    assert nothing.status != 0
    assert "no .csv file lies there" in nothing.output
    series = draw_series(np.random.default_rng(5), Plan("any", weeks=156))
    for panel, rows in series.groupby("panel"):
        rows[["series_id", "week", "panel", "value"]].to_csv(outside / f"{panel}.csv", index=False)
    run = build_from(outside)
    assert run.status == 0, run.output
    with duckdb.connect(str(copy), read_only=True) as connection:
        leads = connection.sql("select * from marts.trend_lead_lag where source = 'outside'").df()
        inside = connection.sql("select count(*) from marts.trend_lead_lag where source = 'panel'").fetchone()[0]
        signs = connection.sql("select * from marts.trend_lead_summary where source = 'outside' and horizon = 13").df()
    assert inside > 0
    assert len(leads) == 60 * len(HORIZONS)
    claimed = leads[leads["lead_weeks"].notna()].groupby("trend_id")["lead_weeks"].first()
    is_led = claimed.index < "outside:trend_20"
    assert is_led.sum() >= 16
    assert (~is_led).sum() <= 2
    assert (claimed[is_led] - 13).abs().median() <= 2
    assert signs["sign_p_value"][0] < 0.05


# another value of each threshold that the models of the trends read, and whether it shows on the demo or needs invented series
OF_PANELS = {
    "trend_min_authors": 300,
    "trend_min_lift": 5,
    "trend_max_mined": 5,
    "trend_shortlist_ratio": 0.1,
    "trend_thin_base_items": 100,
    "trend_min_week_share": 1,
    "trend_max_weeks": 50,
    "cohort_min_week_share": 0.3,
    "momentum_weeks": 60,
    "lift_min_segment_authors": 40,
    "lift_interval_z": 1.0,
    "discriminating_q_value": 0.9,
}
OF_LEADS = {
    "lead_season_weeks": 26,
    "lead_min_weeks": 40,
    "lead_min_null_pairs": 100_000,
    "lead_max_profile_weeks": 10,
    "lead_profile_cut": 0.2,
    "lead_claim_q_value": 1e-9,
}
# leaders of the demo are so few that all their weeks are thin: what reads the threshold there is tried on invented series
NOT_ON_THE_DEMO = {"int_lead_series"}


def trend_models(threshold: str) -> list[Path]:
    """Return the models of the trends that name a threshold."""
    models = [path for path in (ROOT / "models").rglob("*.sql") if {"trends", "int_trend_calendar"} & {*path.parts, path.stem}]
    return [
        path
        for path in sorted(models)
        if path.stem not in NOT_ON_THE_DEMO
        and re.search(rf"\bthresholds\.{threshold}\b|\b{threshold}\b from|\bmin\(thresholds\.{threshold}\)", path.read_text())
    ]


@pytest.mark.parametrize("name", OF_PANELS)
def test_a_threshold_changes_the_trend_models_that_name_it(name: str, demo_warehouse: Path) -> None:
    models = trend_models(name)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{demo_warehouse}' as demo (read_only)")
        query = "select table_schema, table_name from information_schema.tables where table_catalog = 'demo' and table_schema <> 'staging'"
        for schema, table in connection.execute(query).fetchall():
            if table != "int_thresholds" and table not in {path.stem for path in models}:
                connection.execute(f"create view {table} as from demo.{schema}.{table}")
        load_seeds_without_states(connection, **{name: OF_PANELS[name]})
        build(connection, [path.stem for path in models])
        assert models
        for path in models:
            schema = "marts" if "marts" in path.parts else "intermediate"
            sql = f"select count(*) from (from {path.stem} except from demo.{schema}.{path.stem})"
            back = f"select count(*) from (from demo.{schema}.{path.stem} except from {path.stem})"
            assert connection.sql(sql).fetchone()[0] + connection.sql(back).fetchone()[0] > 0, path.stem


def load_seeds_without_states(connection: duckdb.DuckDBPyConnection, **thresholds: float) -> None:
    """Create int_thresholds alone; keywords replace thresholds."""
    seed = pd.read_csv(ROOT / "seeds" / "rules" / "thresholds.csv")
    values = dict(zip(seed["threshold_name"], seed["value"].astype(float), strict=True)) | thresholds
    connection.register("threshold_frame", pd.DataFrame([values]))
    connection.execute("create table int_thresholds as from threshold_frame")


def test_a_threshold_of_the_leads_changes_what_is_found() -> None:
    series = draw_series(np.random.default_rng(1), PLANS[0])
    usual = evaluate(series)
    for name, value in OF_LEADS.items():
        changed = evaluate(series, **{name: value})
        assert not usual.equals(changed), name


def test_every_threshold_of_the_trends_has_its_test() -> None:
    names = pd.read_csv(ROOT / "seeds" / "rules" / "thresholds.csv")["threshold_name"]
    own = {name for name in names if re.match("trend_|cohort_|lead_|momentum_", name)}
    assert own - set(OF_PANELS) == set(OF_LEADS)
