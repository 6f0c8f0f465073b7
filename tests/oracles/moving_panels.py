"""A built panel that recruits, loses, shuffles or lifts, and what the project's own SQL then calls rising or falling."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from tests.oracles.models_in_duckdb import build

COUNTS = ("int_author_target_weeks", "int_label_author_weeks")
KEPT = ("int_trend_authors", "int_trend_candidates", "int_trend_group_segments", "int_trend_periods", "int_trend_segments")
MODELS = [
    "int_momentum_author_periods",
    "int_momentum_series",
    "int_momentum_author_series",
    "int_trend_pair_moves",
    "int_trends",
    "int_momentum_sums",
    "int_momentum_base_sums",
    "int_momentum_tests",
    "trend_momentum",
    "label_momentum",
]
ADOPTERS, MOST_OF_A_GARMENT = 300, 0.8
PARTS = 10
CLAIMS = ("rising", "falling")
CALLED = """
    select 'trend' as kind, trend_id as name, segmentation, segment, recent_item_count, direction from trend_momentum
    union all
    select 'label', canonical_name, segmentation, segment, recent_item_count, direction from label_momentum
"""


class MovingPanel:
    """The counts of a built warehouse in memory; each change starts from them as they were delivered, or from shuffled weeks."""

    def __init__(self, warehouse: Path) -> None:
        """Copy what the models of momentum read."""
        self.connection = duckdb.connect()
        self.connection.execute("set perfect_ht_threshold = 18")
        self.connection.execute(f"attach '{warehouse}' as built (read_only)")
        for name in ("int_thresholds", "int_label_series", *KEPT):
            self.connection.execute(f"create table {name} as from built.intermediate.{name}")
        self.connection.execute("create table start_authors as from int_trend_authors")
        self.trend_ids = [
            name for (name,) in self.connection.execute("select trend_id from built.intermediate.int_trends order by 1").fetchall()
        ]
        self.connection.execute("create table calendar as select week from built.intermediate.int_weeks where is_in_calendar")
        for name in COUNTS:
            self.connection.execute(f"create table start_{name} as from built.intermediate.{name} semi join calendar using (week)")
        # an account wears what it wears: the eighth of the accounts that shows most shoes among its garments
        self.connection.execute(
            """
            create table active_weeks as select distinct author_id, week from start_int_label_author_weeks;
            create table tasteful as
                with shoes as (
                    select -base_label_number as target_number from int_trend_candidates where trend_id = 'lug_sole_boots'
                )
                select author_id from start_int_author_target_weeks
                where target_number < 0
                group by author_id
                having count(distinct week) >= 20
                order by sum(case when target_number in (from shoes) then item_count else 0 end) / sum(item_count) desc, author_id
                limit (select count(*) // 8 from start_authors);
            """
        )
        self.use("from start_{name}")

    def use(self, counts: str) -> None:
        """Take the rows of a query over the counts; ``{name}`` is the table."""
        self.connection.execute("create or replace table int_trend_authors as from start_authors")
        for name in COUNTS:
            self.connection.execute(f"create or replace table {name} as {counts.format(name=name)}")

    def called(self, models: Iterable[str] = MODELS) -> pd.DataFrame:
        """Return the direction of every series that is tested, by kind, name and segment."""
        build(self.connection, list(models))
        rows = self.connection.sql(f"select * from ({CALLED}) where direction is not null").df()
        return rows.set_index(["kind", "name", "segmentation", "segment"])

    def shuffle(self, seed: int) -> None:
        """Start from weeks permuted within each account: nothing rises or falls but by chance."""
        self.connection.execute(
            f"""
            create or replace table permuted as
                with places as (
                    select
                        author_id, week,
                        row_number() over (partition by author_id order by week) as place,
                        row_number() over (partition by author_id order by md5(concat({seed}, ' ', author_id, ' ', week)), week) as drawn
                    from active_weeks
                )
                select old.author_id, old.week, new.week as new_week
                from places as old inner join places as new on old.author_id = new.author_id and old.drawn = new.place
            """
        )
        for name in COUNTS:
            self.connection.execute(
                f"""
                create or replace table start_{name} as
                select counts.* replace (permuted.new_week as week)
                from built.intermediate.{name} as counts inner join permuted using (author_id, week)
                """
            )
        self.use("from start_{name}")

    def narrow(self) -> None:
        """Leave the trends of the whole panel, which is quicker."""
        for table in ("int_label_series", "start_int_label_author_weeks", "int_label_author_weeks"):
            self.connection.execute(f"delete from {table}")
        self.connection.execute(
            "delete from int_trend_segments where segmentation <> 'panel'; delete from int_trend_group_segments where segment_number <> 0"
        )

    def recruit(self, weeks: int, seed: int) -> None:
        """Add an account like each of the tasteful ones, which joins so many weeks before the end and posts like weeks of its model."""
        self.draw_weeks(weeks, copies=1, seed=seed)
        self.use(
            """
            from start_{name}
            union all by name
            select counts.* replace (-counts.author_id as author_id, drawn.new_week as week)
            from start_{name} as counts inner join drawn using (author_id, week)
            """
        )
        self.connection.execute(
            """
            insert into int_trend_authors
            select * replace (-author_id as author_id) from start_authors semi join tasteful using (author_id)
            """
        )

    def leave(self, weeks: int) -> None:
        """Take the last weeks of the tasteful accounts away."""
        self.use(
            f"""
            from start_{{name}} where week < (select max(week) - 7 * {weeks - 1} from calendar)
            union all by name
            from start_{{name}} anti join tasteful using (author_id) where week >= (select max(week) - 7 * {weeks - 1} from calendar)
            """
        )

    def post_more(self, weeks: int, seed: int) -> None:
        """Let the tasteful accounts post four times as much in the last weeks: as in four weeks of theirs."""
        self.draw_weeks(weeks, copies=4, seed=seed)
        keys = "author_id, week, target_number"
        self.use(
            f"""
            select {keys}, cast(sum(item_count) as bigint) as item_count from (
                select {keys}, item_count from start_{{name}} as counts
                where week < (select max(week) - 7 * {weeks - 1} from calendar) or author_id not in (from tasteful)
                union all
                select counts.author_id, drawn.new_week as week, target_number, item_count
                from start_{{name}} as counts inner join drawn using (author_id, week)
            ) group by {keys}
            """
        )

    def draw_weeks(self, weeks: int, copies: int, seed: int) -> None:
        """Draw weeks of each tasteful account, ``copies`` for each of the last weeks."""
        self.connection.execute(
            f"""
            create or replace table drawn as
                with last_weeks as (select week, row_number() over (order by week desc) as place from calendar),
                ordered as (
                    select
                        author_id, week,
                        row_number() over (
                            partition by author_id, copy order by md5(concat({seed}, ' ', copy, ' ', author_id, ' ', week)), week
                        ) as place
                    from active_weeks semi join tasteful using (author_id) cross join range({copies}) as copies (copy)
                )
                select ordered.author_id, ordered.week, last_weeks.week as new_week
                from ordered inner join last_weeks on ordered.place = last_weeks.place
                where last_weeks.place <= {weeks}
            """
        )

    def rise(self, trend_ids: Iterable[str], factor: float, seed: int, *, last_year: bool = False) -> None:
        """Let 300 accounts show each trend until the panel shows it ``factor`` times as often in the last weeks, or a year before too."""
        added = [
            self.shown_more(trend_id, factor, np.random.default_rng([seed, place]), last_year) for place, trend_id in enumerate(trend_ids)
        ]
        self.connection.register("added", pd.concat(added).query("item_count > 0"))
        self.connection.execute(
            """
            create or replace table int_author_target_weeks as
            select author_id, week, target_number, cast(sum(item_count) as bigint) as item_count
            from (from start_int_author_target_weeks union all by name from added) group by author_id, week, target_number
            """
        )

    def shown_more(self, trend_id: str, factor: float, rng: np.random.Generator, last_year: bool) -> pd.DataFrame:
        """Return the items that 300 accounts show more: garments that they wear anyway."""
        query = "select candidate_number, base_target_number from int_trend_candidates where trend_id = ?"
        trend, base = self.connection.execute(query, [trend_id]).fetchone()
        worn = self.connection.execute(
            """
            select author_id, week, periods.period, base.item_count as worn, coalesce(shown.item_count, 0) as shown
            from start_int_author_target_weeks as base inner join int_trend_periods as periods using (week)
            left join (from start_int_author_target_weeks where target_number = ?) as shown using (author_id, week)
            where base.target_number = ? order by author_id, week
            """,
            [trend, base],
        ).df()
        by_period = worn.pivot_table(index="author_id", columns="period", values="worn", aggfunc="sum", fill_value=0)
        able = by_period[(by_period["recent"] > 0) & (by_period["previous"] > 0)]["recent"]
        # frequent posters are likelier, so that so few can move a panel
        adopters = able.index[np.argsort(rng.exponential(size=len(able)) / able.to_numpy() ** 2)[:ADOPTERS]]
        periods = ("recent", "recent_year_ago") if last_year else ("recent",)
        rows = worn[worn["period"].isin(periods)]
        shown = rows.groupby("period")["shown"].sum()
        rows = rows[rows["author_id"].isin(adopters)]
        free = (rows["worn"] - rows["shown"]).clip(lower=0)
        most = free.groupby(rows["period"]).sum()
        # a rise is the same in both years where the adopters can show it in both
        wanted = min(factor - 1, *(MOST_OF_A_GARMENT * most / shown)) * shown
        chance = rows["period"].map(wanted / most).fillna(0)
        return rows[["author_id", "week"]].assign(target_number=trend, item_count=rng.binomial(free, chance.clip(0, 1)))

    def risen(self, factor: float, seed: int, *, last_year: bool = False, parts: Iterable[int] = range(PARTS)) -> pd.DataFrame:
        """Return recent items and direction of every trend that rises, a tenth of all at a time; ``narrow`` before it."""
        found = []
        for part in parts:
            trend_ids = self.trend_ids[part::PARTS]
            self.rise(trend_ids, factor, seed, last_year=last_year)
            found.append(self.called().loc["trend"].reindex(pd.MultiIndex.from_product([trend_ids, ["panel"], ["all"]])))
        return pd.concat(found)


def new_claims(found: pd.DataFrame, before: pd.DataFrame) -> pd.Series:
    """Return which of the series rise or fall and did not before."""
    was = before["direction"].reindex(found.index)
    return found["direction"].isin(CLAIMS) & (found["direction"] != was)
