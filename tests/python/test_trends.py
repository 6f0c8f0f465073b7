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
from builds import HAND_COUNTED, NO_UNIT_TESTS, SEEDS, DbtWorker, Outcome
from scipy.stats import false_discovery_control, norm
from sklearn.metrics import roc_auc_score

from tests.oracles.early_adopters import draw_panel
from tests.oracles.early_adopters import evaluate as evaluate_earliness
from tests.oracles.models_in_duckdb import ROOT, build, load_seeds
from tests.oracles.planted_leads import PLANS, Plan, draw_series, evaluate, try_plan

HORIZONS = [4, 8, 13, 26]


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the demo warehouse for reading."""
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        yield connection


def sets_of_labels(labels: pd.DataFrame) -> pd.DataFrame:
    """Return one row an item: the set of its labels, those implied included; of label_type, label_name, image_id and item."""
    taxonomy = pd.read_csv(SEEDS / "taxonomy" / "label_taxonomy.csv", keep_default_na=False)
    fashion = taxonomy[taxonomy["is_fashion"].astype(str).str.lower() == "true"]
    labels = labels.merge(fashion[["label_type", "label_name"]]).assign(label=lambda rows: rows["label_type"] + ":" + rows["label_name"])
    sets = labels.groupby(["image_id", "item"])["label"].agg(set).reset_index()
    implied = {"shoe:": "object_detection:shoes", "shoe_brand:": "object_detection:shoes", "bag_brand:": "object_detection:bag"}
    sets["label"] = [
        found | {base for start, base in implied.items() if any(label.startswith(start) for label in found)} for found in sets["label"]
    ]
    return sets


def items_of_weeks(images: pd.DataFrame, sets: pd.DataFrame) -> pd.DataFrame:
    """Return one row an author and item: its week and the set of its labels; of author_id, image_id, post_id and published_at."""
    images = images.assign(published_at=images.groupby(["author_id", "post_id"])["published_at"].transform("min"))
    images = images.groupby(["author_id", "image_id"], as_index=False)["published_at"].min()
    day = images["published_at"].dt.normalize()
    images["week"] = day - pd.to_timedelta(day.dt.day_of_week, unit="D")
    return images.merge(sets, on="image_id")


@pytest.fixture(scope="module")
def label_sets(warehouse: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """Return one row an item of any delivered image: the set of its labels, those implied included."""
    query = "select *, coalesce(position_in_image, label_type || ' ' || label_name) as item from staging.stg_delivery__image_labels"
    return sets_of_labels(warehouse.sql(query).df())


@pytest.fixture(scope="module")
def items(warehouse: duckdb.DuckDBPyConnection, label_sets: pd.DataFrame) -> pd.DataFrame:
    """Return one row an author and item: its week and the set of its labels."""
    images = warehouse.sql("select author_id, image_id, post_id, published_at from staging.stg_delivery__post_images").df()
    return items_of_weeks(images, label_sets)


def segments_of(warehouse: duckdb.DuckDBPyConnection, segmentation: str) -> pd.Series:
    """Return the segment of every author in a segmentation of the trend tables."""
    sql = "select distinct author_id, case when $1 = 'panel' then 'all' else segment end as segment from marts.author_segmentations"
    sql += " where $1 in (segmentation, 'panel')"
    return warehouse.execute(sql, [segmentation]).df().set_index("author_id")["segment"]


@pytest.mark.parametrize("trend_id", ["leather_coat", "lug_sole_boots"])
def test_trend_weeks_equal_a_recount_of_the_staged_rows(warehouse: duckdb.DuckDBPyConnection, items: pd.DataFrame, trend_id: str) -> None:
    ((wanted, base),) = warehouse.execute("select labels, base_label from marts.trends where trend_id = $1", [trend_id]).fetchall()
    labels = set(wanted.split(","))
    worn = items[[base in found for found in items["label"]]]
    shown = worn[[labels <= found for found in worn["label"]]]
    weeks = warehouse.sql("select distinct week from marts.trend_weeks").df()["week"].sort_values()
    for segmentation in ("follower_band", "style_clusters", "panel"):
        segments = segments_of(warehouse, segmentation)
        sql = "select * from marts.trend_weeks where trend_id = $1 and segmentation = $2"
        got = warehouse.execute(sql, [trend_id, segmentation]).df().set_index(["segment", "week"]).sort_index()
        assert len(got) == len(weeks) * segments.nunique()

        def count(rows: pd.DataFrame, authors: pd.Series = segments, index: pd.Index = got.index) -> pd.Series:
            return rows.groupby([rows["author_id"].map(authors), "week"]).size().reindex(index, fill_value=0)

        assert (got["item_count"] == count(shown)).all()
        assert (got["base_item_count"] == count(worn)).all()
        assert (got["author_count"] == count(shown.drop_duplicates(["author_id", "week"]))).all()
        largest = shown.groupby([shown["author_id"].map(segments), "week", shown["author_id"].rename("one")]).size()
        largest = largest.groupby(level=[0, 1]).max().reindex(got.index)
        np.testing.assert_allclose(got["largest_author_share"].astype(float), largest / got["item_count"].where(got["item_count"] > 0))
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
    trends = warehouse.sql("select * from marts.trends where mined_because = 'lifted' order by mining_rank limit 5").df()
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


def matched(x2: np.ndarray, n2: np.ndarray, x1: np.ndarray, n1: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the items of two periods as they count when every account weighs the same in both; arrays (accounts,)."""
    total = np.where((n1 > 0) & (n2 > 0), n1 + n2, 1)
    both = (n1 > 0) & (n2 > 0)
    return np.where(both, x2 * n1 / total, 0.0), np.where(both, x1 * n2 / total, 0.0)


def momentum(counts: np.ndarray) -> dict[str, float]:
    """Return ratio, error and scores of accounts (accounts, 8): x2, n2, x1, n1 and the same a year ago, as method says them."""
    x2, n2, x1, n1, y2, m2, y1, m1 = counts.T.astype(float)
    p2, p1 = matched(x2, n2, x1, n1)
    r2, r1 = matched(y2, m2, y1, m1)
    accounts, before = int(((n1 > 0) & (n2 > 0)).sum()), int(((m1 > 0) & (m2 > 0)).sum())
    found = {"same_authors_count": accounts, "account_count": int((p1 + p2 > 0).sum()), "year_ago": int((r1 + r2 > 0).sum())}
    with np.errstate(divide="ignore", invalid="ignore"):
        found["z"] = (p2 - p1).sum() / np.sqrt(((p2 - p1) ** 2).sum())
        found["largest"] = (p1 + p2).max() / (p1 + p2).sum()
        found["ratio"] = p2.sum() / p1.sum()
        now, then = p2 / p2.sum() - p1 / p1.sum(), r2 / r2.sum() - r1 / r1.sum()
        found["error"] = np.sqrt((now**2).sum() * accounts / (accounts - 1))
        found["change"] = np.log(found["ratio"]) - np.log(r2.sum() / r1.sum())
        larger = max(accounts, before)
        found["change_error"] = np.sqrt(((now - then) ** 2).sum() * larger / (larger - 1))
        found["ratio_year_ago"] = r2.sum() / r1.sum()
    return found


BY_HAND = np.array(
    [
        (6, 10, 2, 10, 3, 10, 3, 10),
        (4, 20, 1, 20, 2, 20, 2, 20),
        (0, 10, 3, 30, 1, 10, 3, 30),
        (5, 30, 0, 10, 2, 20, 1, 10),
        (8, 8, 0, 0, 0, 0, 0, 0),
        (0, 0, 4, 12, 1, 5, 2, 12),
    ]
)
PERIODS = ["recent", "previous", "recent_year_ago", "previous_year_ago"]


def momentum_of(counts: np.ndarray, **thresholds: float) -> pd.DataFrame:
    """Return int_momentum_tests of one series of accounts (accounts, 8) in the panel, as the project computes it."""
    shown = pd.DataFrame(counts[:, ::2], columns=PERIODS).assign(series_kind="trend", author_id=range(len(counts)), target_number=1)
    worn = pd.DataFrame(counts[:, 1::2], columns=PERIODS).assign(series_kind="trend", author_id=range(len(counts)), target_number=-2)
    tables = {
        "int_momentum_author_periods": pd.concat([shown[(counts[:, ::2] > 0).any(1)], worn]),
        "int_momentum_series": pd.DataFrame({"series_kind": ["trend"], "series_number": [1], "base_target_number": [-2]}),
        "int_trend_authors": pd.DataFrame({"author_id": range(len(counts)), "group_number": np.arange(len(counts)) % 3}),
        "int_trend_group_segments": pd.DataFrame({"group_number": range(3), "segment_number": 0}),
        "int_trend_segments": pd.DataFrame({"segment_number": [0], "segmentation": ["panel"], "segment": ["all"]}),
        "int_trend_periods": pd.DataFrame({"period": PERIODS}),
        "int_trends": pd.DataFrame({"trend_number": [1]}),
    }
    with duckdb.connect() as connection:
        for name, frame in tables.items():
            connection.register("frame_of_" + name, frame)
            connection.execute(f"create table {name} as from frame_of_{name}")
        load_seeds_without_states(connection, **thresholds)
        build(connection, ["int_momentum_author_series", "int_momentum_sums", "int_momentum_base_sums", "int_momentum_tests"])
        return connection.sql("from int_momentum_tests").df()


def test_momentum_of_six_accounts_is_what_was_computed_by_hand() -> None:
    (got,) = momentum_of(BY_HAND, momentum_min_authors=4, momentum_max_author_share=0.9).to_dict("records")
    assert got["same_authors_count"] == 4
    numbers = [np.exp(got["log_ratio"]), got["log_ratio"], got["standard_error"], got["score"], got["log_change"], got["log_change_error"]]
    np.testing.assert_allclose(numbers, [2.777778, 1.021651, 0.464666, 1.382189, 0.995871, 0.451318], atol=5e-7)
    oracle = momentum(BY_HAND)
    wanted = [oracle["ratio"], np.log(oracle["ratio"]), oracle["error"], oracle["z"], oracle["change"], oracle["change_error"]]
    np.testing.assert_allclose(numbers, wanted, rtol=1e-12)


def test_accounts_that_join_or_post_more_move_nothing() -> None:
    """200 accounts show the trend on a tenth of the garments; 100 more join that show it always, and 50 post four times as much."""
    rng = np.random.default_rng(4)
    worn = rng.poisson(12, (200, 4)) + 1
    worn[:50, 0] *= 4
    counts = np.empty((300, 8), dtype=int)
    counts[:200, 1::2], counts[:200, ::2] = worn, rng.binomial(worn, 0.1)
    counts[200:] = [9, 10, 0, 0, 0, 0, 0, 0]
    (got,) = momentum_of(counts).to_dict("records")
    assert got["recent_item_count"] / got["recent_base_item_count"] > 2 * got["previous_item_count"] / got["previous_base_item_count"]
    assert abs(got["score"]) < 2
    assert got["same_authors_count"] == 200


@pytest.mark.parametrize("trend_id", ["leather_coat", "lug_sole_boots", "leopard_skirt"])
def test_momentum_equals_a_recount_of_the_staged_rows(warehouse: duckdb.DuckDBPyConnection, items: pd.DataFrame, trend_id: str) -> None:
    ((wanted, base),) = warehouse.execute("select labels, base_label from marts.trends where trend_id = $1", [trend_id]).fetchall()
    labels = set(wanted.split(","))
    calendar = np.sort(warehouse.sql("select distinct week from marts.trend_weeks").df()["week"].to_numpy())
    assert len(calendar) >= 84
    periods = [calendar[-8:], calendar[-32:-8], calendar[-60:-52], calendar[-84:-60]]
    worn = items[[base in found for found in items["label"]]]
    shown = worn[[labels <= found for found in worn["label"]]]
    columns = [rows[rows["week"].isin(weeks)].groupby("author_id").size() for weeks in periods for rows in (shown, worn)]
    counts = pd.concat(columns, axis=1).fillna(0)
    for segmentation in ("panel", "follower_band"):
        segments = segments_of(warehouse, segmentation).reindex(counts.index)
        sql = "select * from marts.trend_momentum where trend_id = $1 and segmentation = $2"
        for row in warehouse.execute(sql, [trend_id, segmentation]).df().to_dict("records"):
            rows = counts[segments == row["segment"]].to_numpy()
            got = momentum(rows)
            assert [row["recent_item_count"], row["recent_base_item_count"]] == list(rows[:, :2].sum(0))
            assert [row["previous_item_count"], row["previous_base_item_count"]] == list(rows[:, 2:4].sum(0))
            assert row["recent_author_count"] == (rows[:, 0] > 0).sum()
            assert [row["same_authors_count"], row["account_count"]] == [got["same_authors_count"], got["account_count"]]
            reason = "too_few_accounts" if got["account_count"] < 20 else "one_account" if got["largest"] > 0.5 else None
            assert (None if pd.isna(row["reason"]) else row["reason"]) == reason
            if reason is None:
                low, high = got["ratio"] * np.exp(np.array([-1.96, 1.96]) * got["error"])
                numbers = [row["same_authors_ratio"], row["same_authors_ci_low"], row["same_authors_ci_high"], row["p_value"]]
                np.testing.assert_allclose(numbers, [got["ratio"], low, high, 2 * norm.sf(abs(got["z"]))], rtol=1e-6, atol=2e-7)
                if got["year_ago"] >= 20 and np.isfinite(got["change"]):
                    season = 2 * norm.sf(abs(got["change"] / got["change_error"]))
                    wanted = [got["ratio_year_ago"], season]
                    np.testing.assert_allclose([row["ratio_year_ago"], row["season_p_value"]], wanted, rtol=1e-6, atol=2e-7)


@pytest.mark.parametrize("kind", ["trend", "label"])
def test_q_values_and_directions_are_those_of_the_segmentation(warehouse: duckdb.DuckDBPyConnection, kind: str) -> None:
    """Of pairs that were mined for the panel, q is among all candidates; of all others, among the series of the segmentation."""
    rows = warehouse.sql(f"from marts.{kind}_momentum").df()
    assert (rows["p_value"].isna() == rows["reason"].notna()).all()
    assert (rows["direction"].isna() == rows["reason"].notna()).all()
    rows = rows[rows["reason"].isna()]
    if kind == "trend":
        because = warehouse.sql("from marts.trends").df().set_index("trend_id")["mined_because"]
        of_pairs = (rows["segmentation"] == "panel") & rows["trend_id"].map(because).isin(["moving", "worn"])
        pairs = warehouse.sql("select p_value, q_value from intermediate.int_trend_pair_moves where p_value is not null").df()
        np.testing.assert_allclose(pairs["q_value"], false_discovery_control(pairs["p_value"]), rtol=1e-9)
        of_the_pair = pairs.drop_duplicates("p_value").set_index("p_value")["q_value"]
        np.testing.assert_allclose(rows[of_pairs]["q_value"], rows[of_pairs]["p_value"].map(of_the_pair), rtol=1e-9)
        others = rows[~of_pairs]
    else:
        others = rows
    for _, family in others.groupby("segmentation"):
        np.testing.assert_allclose(family["q_value"], false_discovery_control(family["p_value"]), rtol=1e-9)
    up, up_last_year = rows["same_authors_ratio"] > 1, rows["ratio_year_ago"] > 1
    beyond = (rows["season_p_value"] < 2 * norm.sf(1.96)) & ((rows["same_authors_ratio"] > rows["ratio_year_ago"]) == up)
    word = np.select(
        [rows["q_value"] >= 0.05, rows["ratio_year_ago"].isna() | beyond, up == up_last_year],
        ["unclear", np.where(up, "rising", "falling"), "as_last_year"],
        default="unclear",
    )
    # where nobody showed it in one of the periods there is no logarithm; the unit tests have these
    no_logarithm = (rows["same_authors_ratio"] == 0) | (rows["ratio_year_ago"].isna() & (rows["direction"] == "as_last_year"))
    assert no_logarithm.mean() < 0.01
    assert (rows["direction"] == word)[~no_logarithm].all()
    assert set(rows["direction"]) == {"rising", "falling", "as_last_year", "unclear"}


def line_of(x: np.ndarray, n: np.ndarray, all_x: np.ndarray, all_n: np.ndarray) -> np.ndarray:
    """Return the line of the same accounts, two passes; arrays of their items and garments (accounts, weeks), and of all (weeks,)."""
    theta = (all_x + 0.01) / np.where(all_n > 0, all_n, np.nan)
    for _ in range(2):
        rates = x.sum(1) / (n * np.nan_to_num(theta)).sum(1)
        expected = (n * rates[:, None]).sum(0)
        with np.errstate(divide="ignore", invalid="ignore"):
            theta, line = (x.sum(0) + 0.01) / expected, np.where(expected >= 5, x.sum(0) / expected, np.nan)
    known = ~np.isnan(line)
    return line * all_x[known].sum() / (line * all_n)[known].sum()


@pytest.mark.parametrize("trend_id", ["leather_coat", "leopard_skirt"])
def test_lines_of_the_same_accounts_equal_a_second_computation(
    warehouse: duckdb.DuckDBPyConnection, items: pd.DataFrame, trend_id: str
) -> None:
    ((wanted, base),) = warehouse.execute("select labels, base_label from marts.trends where trend_id = $1", [trend_id]).fetchall()
    labels = set(wanted.split(","))
    weeks = np.sort(warehouse.sql("select distinct week from marts.trend_weeks").df()["week"].to_numpy())
    worn = items[items["week"].isin(weeks) & np.array([base in found for found in items["label"]])]
    shown = worn[[labels <= found for found in worn["label"]]]
    n = worn.groupby(["author_id", "week"]).size().unstack(fill_value=0).reindex(columns=weeks, fill_value=0)
    x = shown.groupby(["author_id", "week"]).size().unstack(fill_value=0).reindex(index=n.index, columns=weeks, fill_value=0)
    place = np.arange(len(weeks))
    seen = n.to_numpy() > 0
    span = np.where(seen, place, -1).max(1) - np.where(seen, place, len(weeks)).min(1)
    chosen = (span >= min(26, len(weeks) / 2)) & (x.to_numpy().sum(1) > 0)
    bands = segments_of(warehouse, "follower_band")
    for segment in ("all", *bands.unique()):
        inside = n.index.isin(bands[bands == segment].index) | (segment == "all")
        of_segment = "where trend_id = $1 and segmentation in ('panel', 'follower_band') and segment = $2"
        sql = f"select same_authors_share from marts.trend_weeks {of_segment} order by week"
        got = warehouse.execute(sql, [trend_id, segment]).df()["same_authors_share"].to_numpy(dtype=float, na_value=np.nan)
        if (inside & chosen).any():
            used = inside & chosen
            line = line_of(x.to_numpy()[used], n.to_numpy()[used], x.to_numpy()[inside].sum(0), n.to_numpy()[inside].sum(0))
            np.testing.assert_allclose(got, line, rtol=1e-6)
        else:
            assert np.isnan(got).all()
    sql = "select count(same_authors_share) from marts.trend_weeks where segmentation = 'style_clusters'"
    assert warehouse.sql(sql).fetchone() == (0,)


def test_pairs_that_were_planted_to_rise_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Five rise to three times their share; wax dresses move, but with so few accounts not clearly beyond the season."""
    of_panel = "where segmentation = 'panel' and direction = 'rising'"
    query = f"select labels from marts.trends inner join marts.trend_momentum using (trend_id) {of_panel}"
    rising = {labels for (labels,) in warehouse.sql(query).fetchall()}
    planted = {"coat,pinstripes", "dress,wax", "pants,tiedye", "skirt,leopard", "top,camouflage"}
    found = {pair for pair in planted if "object_detection:{},pattern:{}".format(*pair.split(",")) in rising}
    assert len(found) >= 4
    assert len(rising) <= len(found) + 1
    query = "select base_label, count(*) from marts.trends where mined_because in ('moving', 'worn') group by base_label"
    garments = dict(warehouse.sql(query).fetchall())
    assert len(garments) >= 8
    assert max(garments.values()) == 3


def test_authors_who_are_13_weeks_ahead_are_found_and_nobody_where_nobody_is() -> None:
    found = evaluate_earliness(draw_panel(seed=1), with_lines=False)
    assert found.auc >= 0.87
    assert found.early_share_of_others <= 0.005
    null = evaluate_earliness(draw_panel(seed=2, lead_weeks=0), with_lines=False)
    assert null.false_share <= 0.06


@pytest.mark.parametrize("trend_id", ["leather_coat", "lug_sole_boots"])
def test_author_trends_equal_a_recount_of_the_staged_rows(warehouse: duckdb.DuckDBPyConnection, items: pd.DataFrame, trend_id: str) -> None:
    ((wanted, base),) = warehouse.execute("select labels, base_label from marts.trends where trend_id = $1", [trend_id]).fetchall()
    labels = set(wanted.split(","))
    weeks = warehouse.sql("select distinct week from marts.trend_weeks").df()["week"].sort_values()
    worn = items[items["week"].isin(weeks) & np.array([base in found for found in items["label"]])]
    shown = worn[[labels <= found for found in worn["label"]]].groupby("author_id")["week"].agg(["min", "max", "nunique", "size"])
    got = (
        warehouse.execute("select * from marts.author_trends where trend_id = $1 order by author_id", [trend_id])
        .df()
        .set_index("author_id")
    )
    assert list(got.index) == list(shown.index)
    assert (got[["first_week", "last_week", "week_count", "item_count"]].to_numpy() == shown.to_numpy()).all()
    np.testing.assert_allclose(got["share"], shown["size"] / worn.groupby("author_id").size().reindex(shown.index), rtol=1e-12)
    assert (got["adoption_rank"] == shown["min"].rank(method="min")).all()
    assert (got["is_censored"] == (shown["min"] <= weeks.iloc[7])).all()


def test_weighted_shares_of_groups_are_those_of_their_authors(warehouse: duckdb.DuckDBPyConnection) -> None:
    """Counts are made by groups of authors of one weight; author by author they must sum to the same."""
    query = """
        with author_items as (
            select s.segmentation, s.segment, i.week, t.target_number, sum(i.item_count * w.weight) as weighted_item_count
            from intermediate.int_author_week_sets as i
            inner join intermediate.int_trend_count_targets as t on i.label_set_number = t.label_set_number
            inner join marts.author_weights as w on i.author_id = w.author_id
            inner join marts.author_segmentations as s on i.author_id = s.author_id
            group by all
        )
        select count(*), max(abs(weeks.weighted_share - shown.weighted_item_count / worn.weighted_item_count)),
            max(abs(weeks.weighted_share / weeks.share - 1))
        from marts.trend_weeks as weeks
        inner join intermediate.int_trends as trends using (trend_id)
        inner join author_items as shown on trends.trend_number = shown.target_number
            and (weeks.segmentation, weeks.segment, weeks.week) = (shown.segmentation, shown.segment, shown.week)
        inner join author_items as worn on trends.base_target_number = worn.target_number
            and (weeks.segmentation, weeks.segment, weeks.week) = (worn.segmentation, worn.segment, worn.week)
    """
    [(cells, largest_difference, largest_change)] = warehouse.sql(query).fetchall()
    assert cells > 10_000
    assert largest_difference < 1e-7
    assert largest_change > 0.01


@pytest.mark.parametrize("name", ["gucci", "leather", "coat", "sneakers"])
def test_label_weeks_and_momentum_equal_a_recount_of_the_staged_rows(
    warehouse: duckdb.DuckDBPyConnection, items: pd.DataFrame, name: str
) -> None:
    """A brand on shoes and bags, a pattern, a garment and a kind of shoe: each a share of other items."""
    taxonomy = pd.read_csv(SEEDS / "taxonomy" / "label_taxonomy.csv", keep_default_na=False)
    spelled = {f"{row.label_type}:{row.label_name}" for row in taxonomy.itertuples() if row.canonical_name == name}
    garments = {f"{row.label_type}:{row.label_name}" for row in taxonomy.itertuples() if row.axis == "garment"}
    shoes, bag = "object_detection:shoes", "object_detection:bag"
    base = {"gucci": {shoes, bag}, "sneakers": {shoes}, "leather": garments, "coat": None}[name]
    worn = items if base is None else items[[bool(base & found) for found in items["label"]]]
    shown = worn[[bool(spelled & found) for found in worn["label"]]]
    # of an image in several posts of its author the post with the smallest id counts
    images = warehouse.sql("select author_id, image_id, min(post_id) as post_id from staging.stg_delivery__post_images group by all").df()
    likes = warehouse.sql("select author_id, post_id, like_count from marts.fct_posts where like_count > 0").df()
    posts = shown.merge(images, on=["author_id", "image_id"]).drop_duplicates(["author_id", "week", "post_id"])
    posts = posts.merge(likes, on=["author_id", "post_id"])
    weights = warehouse.sql("select author_id, weight from marts.author_weights").df().set_index("author_id")["weight"]
    assert weights.nunique() > 10
    calendar = np.sort(warehouse.sql("select distinct week from marts.label_weeks").df()["week"].to_numpy())
    periods = [calendar[-8:], calendar[-32:-8], calendar[-60:-52], calendar[-84:-60]]
    columns = [rows[rows["week"].isin(weeks)].groupby("author_id").size() for weeks in periods for rows in (shown, worn)]
    counts = pd.concat(columns, axis=1).fillna(0)
    for segmentation in ("panel", "follower_band", "style_clusters"):
        segments = segments_of(warehouse, segmentation)
        sql = "select * from marts.label_weeks where canonical_name = $1 and segmentation = $2"
        got = warehouse.execute(sql, [name, segmentation]).df().set_index(["segment", "week"]).sort_index()
        assert len(got) == len(calendar) * segments.nunique()

        def count(rows: pd.DataFrame, authors: pd.Series = segments, index: pd.Index = got.index) -> pd.Series:
            return rows.groupby([rows["author_id"].map(authors), "week"]).size().reindex(index, fill_value=0)

        assert (got["item_count"] == count(shown)).all()
        assert (got["base_item_count"] == count(worn)).all()
        assert (got["author_count"] == count(shown.drop_duplicates(["author_id", "week"]))).all()
        shown_weight, worn_weight = (
            rows["author_id"].map(weights).groupby([rows["author_id"].map(segments), rows["week"]]).sum().reindex(got.index)
            for rows in (shown, worn)
        )
        np.testing.assert_allclose(got["weighted_share"].astype(float), shown_weight.fillna(0) / worn_weight, rtol=1e-7)
        liked = posts.groupby([posts["author_id"].map(segments), "week"])["like_count"].sum().reindex(got.index)
        assert (got["like_count"].astype(float).fillna(-1) == liked.astype(float).fillna(-1)).all()
        sql = "select * from marts.label_momentum where canonical_name = $1 and segmentation = $2"
        own = segments.reindex(counts.index)
        for row in warehouse.execute(sql, [name, segmentation]).df().to_dict("records"):
            rows = counts[own == row["segment"]].to_numpy()
            assert [row["recent_item_count"], row["previous_base_item_count"]] == [rows[:, 0].sum(), rows[:, 3].sum()]
            wanted = momentum(rows)
            assert row["account_count"] == wanted["account_count"]
            if pd.isna(row["reason"]):
                numbers = [row["same_authors_ratio"], row["p_value"]]
                np.testing.assert_allclose(numbers, [wanted["ratio"], 2 * norm.sf(abs(wanted["z"]))], rtol=1e-6, atol=2e-7)
    assert warehouse.sql("select count(*) from marts.label_weeks where segmentation = 'style_rules'").fetchone() == (0,)


def test_labels_of_the_fixture_equal_a_recount_of_its_files(hand_counted: Path) -> None:
    """Every label, from the raw files on; its trends are shown by nobody."""
    labels = pd.read_csv(HAND_COUNTED / "MART_IMAGES_LABELS.csv", dtype=str, keep_default_na=False)
    labels.columns = ["image_id", "label_type", "item", "label_name"]
    labels = labels[labels["image_id"].str.isdigit()].drop_duplicates()
    labels["item"] = labels["item"].where(labels["item"] != "", labels["label_type"] + " " + labels["label_name"])
    images = pd.read_csv(HAND_COUNTED / "MART_IMAGES_OF_POSTS.csv", dtype=str, keep_default_na=False)
    images = images.rename(columns={"POST_ID": "post_id", "AUTHORID": "author_id", "IMAGE_ID": "image_id"})
    images = images[images[["post_id", "author_id", "image_id"]].apply(lambda column: column.str.isdigit()).all(axis=1)]
    images["published_at"] = pd.to_datetime(images["POST_PUBLICATION_DATE"], format="ISO8601", errors="coerce", utc=True).dt.tz_localize(
        None
    )
    images = images.dropna(subset="published_at").astype({"author_id": int})
    items = items_of_weeks(images, sets_of_labels(labels))
    assert len(items) == 31
    taxonomy = pd.read_csv(SEEDS / "taxonomy" / "label_taxonomy.csv", keep_default_na=False)
    garments = {f"{row.label_type}:{row.label_name}" for row in taxonomy.itertuples() if row.axis == "garment"}
    shoes, bag = {"object_detection:shoes"}, {"object_detection:bag"}
    bases = {"shoe": shoes, "shoe_brand": shoes, "bag_brand": bag, "pattern": garments}
    with duckdb.connect(str(hand_counted), read_only=True) as warehouse:
        calendar = np.sort(warehouse.sql("select distinct week from marts.label_weeks").df()["week"].to_numpy())
        segments = pd.concat([segments_of(warehouse, name).rename_axis("author_id") for name in ("panel", "follower_band")]).reset_index()
        items = items.merge(segments, on="author_id")
        weeks = warehouse.sql("from marts.label_weeks where segmentation in ('panel', 'follower_band')").df()
        moves = warehouse.sql("from marts.label_momentum where segmentation in ('panel', 'follower_band')").df()
        assert warehouse.sql("select count(*) from marts.author_trends").fetchone() == (0,)
        assert warehouse.sql("select distinct reason from marts.trend_momentum").fetchall() == [("too_few_accounts",)]
        assert warehouse.sql("select distinct reason from marts.author_earliness").fetchall() == [("no_rising_trend",)]
    assert set(moves["reason"]) == {"too_few_accounts"}
    for name, got in weeks.groupby("canonical_name"):
        spelled = taxonomy[(taxonomy["canonical_name"] == name) & (taxonomy["is_fashion"].astype(str).str.lower() == "true")]
        base = set().union(*(bases.get(label_type, set()) for label_type in spelled["label_type"]))
        worn = items[[not base or bool(base & found) for found in items["label"]]]
        shown = worn[[bool(set(spelled["label_type"] + ":" + spelled["label_name"]) & found) for found in worn["label"]]]
        got = got.set_index(["segment", "week"])
        for column, rows in {"item_count": shown, "base_item_count": worn}.items():
            assert (got[column] == rows.groupby(["segment", "week"]).size().reindex(got.index, fill_value=0)).all(), (name, column)
        authors = shown.drop_duplicates(["segment", "week", "author_id"]).groupby(["segment", "week"]).size()
        assert (got["author_count"] == authors.reindex(got.index, fill_value=0)).all(), name
        own = moves[moves["canonical_name"] == name].set_index("segment")
        for column, last_weeks in {"recent": calendar[-8:], "previous": calendar[-32:-8]}.items():
            for kind, rows in {"item_count": shown, "base_item_count": worn}.items():
                counts = rows[rows["week"].isin(last_weeks)].groupby("segment").size().reindex(own.index, fill_value=0)
                assert (own[f"{column}_{kind}"] == counts).all(), (name, column, kind)


def test_earliness_equals_a_second_computation(warehouse: duckdb.DuckDBPyConnection) -> None:
    """The author's weeks one by one in Python, on the trends that the warehouse says rise."""
    query = "select trend_number, base_target_number from intermediate.int_rising_trends order by trend_number"
    rising = warehouse.sql(query).fetchall()
    assert rising
    calendar = [week for (week,) in warehouse.sql("select distinct week from marts.trend_weeks order by week").fetchall()]
    place = {week: number for number, week in enumerate(calendar)}
    counts: dict[int, dict[int, np.ndarray]] = {}
    query = "select author_id, week, target_number, item_count from intermediate.int_author_target_weeks"
    for author, week, target, count in warehouse.sql(query).fetchall():
        if week in place and target in {number for pair in rising for number in pair}:
            counts.setdefault(target, {}).setdefault(author, np.zeros(len(calendar)))[place[week]] = count
    uses: dict[int, int] = {}
    excess: dict[int, float] = {}
    variance: dict[int, float] = {}
    for trend, base in rising:
        total = sum((items > 0).astype(int) for items in counts[trend].values())
        exposure = sum(np.log1p(items) for items in counts[base].values())
        first = slice(0, len(calendar) // 3)
        rise = total - total[first].sum() / exposure[first].sum() * exposure
        assert rise.sum() > 0
        gain = 0.5 - np.clip((np.cumsum(rise) - rise / 2) / rise.sum(), 0, 1)
        rate = np.divide(total, exposure, out=np.zeros(len(calendar)), where=exposure > 0)
        for author, items in counts[trend].items():
            weight = np.log1p(counts[base][author]) * rate
            mean, square = np.average(gain, weights=weight), np.average(gain**2, weights=weight)
            used = int((items > 0).sum())
            uses[author] = uses.get(author, 0) + used
            excess[author] = excess.get(author, 0) + gain[items > 0].sum() - used * mean
            variance[author] = variance.get(author, 0) + used * max(square - mean**2, 0)
    raw = {author: excess[author] / np.sqrt(variance[author]) for author in uses if uses[author] >= 10 and variance[author] >= 1e-9}
    values = np.array(list(raw.values()))
    scale = max(1, 1.4826 * np.median(np.abs(values - np.median(values))))
    got = dict(warehouse.sql("select author_id, earliness_z from marts.author_earliness where earliness_z is not null").fetchall())
    assert got.keys() == raw.keys()
    np.testing.assert_allclose([got[author] for author in raw], values / scale, rtol=1e-8, atol=1e-10)
    for author, count in warehouse.sql("select author_id, use_count from marts.author_earliness").fetchall():
        assert count == uses.get(author, 0)


def test_accounts_that_were_planted_to_be_ahead_are_earlier_than_others_who_make_the_same_pairs_rise(demo_warehouse: Path) -> None:
    """The demo has a handful of rising trends, thus few accounts with 10 uses: only the direction can be told."""
    truth = [str(demo_warehouse.parent / "raw" / f"{name}_truth.csv") for name in ("persona", "trend")]
    query = """
        select people.author_id, people.is_early, earliness.earliness_z as z
        from (
            select distinct cast(AUTHORID as bigint) as author_id, IS_EARLY = 'true' as is_early
            from read_csv($1, all_varchar = true)
        ) as people
        inner join marts.author_earliness as earliness using (author_id)
        where earliness_z is not null and author_id in (
            select cast(AUTHORID as bigint) from read_csv($2, all_varchar = true) where cast(ITEM_COUNT as bigint) > 0
        )
    """
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        found = connection.execute(query, truth).df()
    assert found["is_early"].sum() >= 5
    assert found[found["is_early"]]["z"].mean() > found[~found["is_early"]]["z"].mean()
    assert roc_auc_score(found["is_early"], found["z"]) > 0.6


def test_segment_earliness_has_the_mean_of_a_permuted_panel_as_its_baseline() -> None:
    rng = np.random.default_rng(7)
    authors = pd.DataFrame({"author_id": range(300), "earliness_z": rng.normal(-0.2, 1.3, 300), "is_early": rng.random(300) < 0.05})
    authors.loc[::10, "earliness_z"] = np.nan
    segments = np.where(rng.random(300) < 0.3, "edgy", "mainstream")
    segments[:25] = "trendy"
    picked = rng.random(300) < 0.2
    with duckdb.connect() as connection:
        load_seeds_without_states(connection)
        segmentations = pd.DataFrame({"author_id": range(300), "segmentation": "follower_band", "segment": segments})
        accounts = pd.DataFrame({"author_id": range(300), "is_fashion_forward": picked})
        for name, frame in {"author_earliness": authors, "int_author_segmentations": segmentations, "int_authors": accounts}.items():
            connection.register("frame_of_" + name, frame)
            connection.execute(f"create table {name} as select * from frame_of_{name}")
        connection.execute("update author_earliness set earliness_z = null where isnan(earliness_z)")
        build(connection, ["segment_earliness"])
        rows = connection.sql("from segment_earliness").df()
    known = authors["earliness_z"].notna().to_numpy()
    values = authors["earliness_z"].to_numpy()[known]
    assert set(rows["segment"]) == {"edgy", "mainstream", "trendy", "hand_picked", "not_hand_picked"}
    for row in rows.to_dict("records"):
        of_band = row["segmentation"] == "follower_band"
        inside = (segments == row["segment"] if of_band else picked == (row["segment"] == "hand_picked"))[known]
        own = values[inside]
        assert row["author_count"] == len(own)
        assert row["early_count"] == authors["is_early"].to_numpy()[known][inside].sum()
        low, high = own.mean() + np.array([-1.96, 1.96]) * own.std(ddof=1) / np.sqrt(len(own))
        numbers = [row["earliness_mean"], row["baseline_mean"], row["ci_low"], row["ci_high"]]
        np.testing.assert_allclose(numbers, [own.mean(), values.mean(), low, high], rtol=1e-9)
        draws = [rng.permutation(values)[: len(own)].mean() for _ in range(4000)]
        np.testing.assert_allclose(row["baseline_sd"], np.std(draws), rtol=0.06)
        np.testing.assert_allclose(row["p_value"], 2 * norm.sf(abs(own.mean() - values.mean()) / row["baseline_sd"]), atol=2e-7)


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
            reverse = partial_correlation(leader[lag:], follower[:-lag], leader[:-lag])
            np.testing.assert_allclose([row["lead_correlation"], row["reverse_correlation"]], [lead, reverse], rtol=1e-8, atol=1e-10)


def test_external_series_pass_through_the_same_test(demo_warehouse: Path, dbt: DbtWorker, tmp_path: Path) -> None:
    copy, outside = tmp_path / "warehouse.duckdb", tmp_path / "it's outside"
    shutil.copy(demo_warehouse, copy)
    outside.mkdir()

    def build_from(folder: Path) -> Outcome:
        variables = json.dumps({"external_series_dir": str(folder)})
        command = ("build", *NO_UNIT_TESTS, "--select", "landed_external_series+", "--vars", variables)
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
        leads = connection.sql("select * from marts.trend_lead_lag where source = 'external'").df()
        inside = connection.sql("select count(*) from marts.trend_lead_lag where source = 'panel'").fetchone()[0]
        signs = connection.sql("select * from marts.trend_lead_summary where source = 'external' and horizon = 13").df()
    assert inside > 0
    assert len(leads) == 60 * len(HORIZONS)
    claimed = leads[leads["lead_weeks"].notna()].groupby("trend_id")["lead_weeks"].first()
    is_led = claimed.index < "external:trend_20"
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
    "trend_pairs_per_garment": 1,
    "trend_pair_max_share": 0.02,
    "trend_moving_q_value": 1e-30,
    "trend_line_span_weeks": 50,
    "trend_line_min_expected": 20,
    "trend_line_zero_items": 2,
    "earliness_min_rise": 1.1,
    "earliness_min_uses": 5,
    "earliness_min_variance": 3,
    "earliness_min_trends": 1,
    "earliness_min_authors": 30,
    "earliness_claim_q_value": 0.999,
    "adoption_censored_weeks": 20,
    "momentum_weeks": 30,
    "momentum_reference_weeks": 50,
    "momentum_season_weeks": 80,
    "momentum_min_authors": 60,
    "momentum_max_author_share": 0.1,
    "momentum_claim_q_value": 0.9,
    "momentum_claim_score": 0.5,
}
OF_LEADS = {
    "lead_season_weeks": 26,
    "lead_min_weeks": 40,
    "lead_min_null_pairs": 100_000,
    "lead_max_profile_weeks": 10,
    "lead_profile_cut": 0.2,
    "lead_claim_q_value": 1e-9,
}
# leaders of the demo are so few that all their weeks have a low base: what reads the threshold there is tried on invented series
NOT_ON_THE_DEMO = {"int_lead_series"}


def trend_models(threshold: str) -> list[Path]:
    """Return the models of the trends that name a threshold."""
    models = [path for path in (ROOT / "models").rglob("*.sql") if {"trends", "int_weeks"} & {*path.parts, path.stem}]
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
    own = {name for name in names if re.match("trend_|lead_|momentum_|earliness_|adoption_", name)}
    assert own - set(OF_PANELS) == set(OF_LEADS)
