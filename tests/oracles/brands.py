"""Brands of accounts and of segments, where the truth is known.

What half of the weeks of each author says of its brands is held against the other half; segments are permuted within deciles of volume,
so that each finding is a false alarm; a ratio of 2 is planted; and authors show brands independently of each other. The models of
models/intermediate/brands and models/marts/brands run as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from scipy.optimize import minimize_scalar
from scipy.special import gammaln

from tests.oracles.models_in_duckdb import build, load_seeds

COUNTS = ["int_author_brands", "int_author_brand_exposures", "int_brands"]
SEGMENTS = ["int_segment_brand_cells", "int_segment_brand_scores", "segment_brand_affinity"]
INPUTS = ["int_labels", "int_image_labels", "int_author_image_weeks", "int_author_labels", "int_segment_authors", "int_segments"]


class Halves(NamedTuple):
    """Deviance that ratios of one half explain in the other, by estimate; of the first pairs by each, the share that is shown again."""

    deviance_explained: dict[str, float]
    shown_again: dict[str, float]


@contextmanager
def opened(warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a connection with the inputs of the models as views, and the thresholds of the seed."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        connection.execute(f"attach '{warehouse}' as built (read_only)")
        for name in INPUTS:
            connection.execute(f"create view {name} as from built.intermediate.{name}")
        connection.execute("create view trend_models as from built.seeds.trend_models")
        load_seeds(connection)
        yield connection


def take_half(connection: duckdb.DuckDBPyConnection, half: str) -> None:
    """Count the brands in one half of the weeks."""
    count = "half_a_item_count" if half == "a" else "item_count - half_a_item_count"
    connection.execute(
        f"""
        create or replace view int_author_image_weeks as from built.intermediate.int_author_image_weeks where half = '{half}';
        create or replace view int_author_labels as
            select author_id, label_number, {count} as item_count from built.intermediate.int_author_labels where {count} > 0;
        """
    )
    build(connection, COUNTS)


GRID = """
    select e.author_id, b.brand, coalesce(a.item_count, 0)::double as items, coalesce(a.post_count, 0) as posts,
        e.shoe_count * r.shoe_rate + e.bag_count * r.bag_rate as expected
    from int_author_brand_exposures as e cross join rates as r inner join rates as b using (brand)
    left join int_author_brands as a on a.author_id = e.author_id and a.brand = b.brand
"""


def maximum_likelihood(items: np.ndarray, expected: np.ndarray) -> float:
    """Return the strength of the gamma prior of the ratios of one brand under which its counts are most likely."""

    def loss(log_prior: float) -> float:
        prior = np.exp(log_prior)
        rest = prior * np.log(prior / (prior + expected)) + items * np.log(expected / (prior + expected))
        return -float((gammaln(items + prior) - gammaln(prior) + rest).sum())

    return float(np.exp(minimize_scalar(loss, bounds=(-9, 6), method="bounded").x))


def deviance(items: pd.Series, mean: pd.Series) -> float:
    """Return the Poisson deviance."""
    mean = mean.clip(lower=1e-12)
    logs = np.where(items > 0, items * np.log(items.clip(lower=1) / mean), 0.0)
    return float(2 * (logs - (items - mean)).sum())


def measure_halves(warehouse: Path, first: int = 500) -> Halves:
    """Hold what half a says of authors and brands against half b."""
    with opened(warehouse) as connection:
        take_half(connection, "a")
        build(connection, ["author_brand_affinity"])
        # both halves are expected to show what half a shows of the brands
        connection.execute("create table rates as select brand, shoe_rate, bag_rate, prior_items from int_brands")
        seen = connection.sql(GRID).df().set_index(["author_id", "brand"]).sort_index()
        priors = connection.sql("from rates").df().set_index("brand")["prior_items"]
        affinities = connection.sql("from author_brand_affinity").df().set_index(["author_id", "brand"])
        take_half(connection, "b")
        later = connection.sql(GRID).df().set_index(["author_id", "brand"]).sort_index()
    both = seen.join(later.add_suffix("_b"), how="inner")
    both = both[(both["expected"] > 0) & (both["expected_b"] > 0)]
    likeliest = {brand: maximum_likelihood(rows["items"].to_numpy(), rows["expected"].to_numpy()) for brand, rows in both.groupby("brand")}
    of_brand = both.index.get_level_values("brand")
    estimates = {"raw ratio": both["items"] / both["expected"]}
    for name, prior in (
        ("author_brand_affinity", priors),
        ("maximum likelihood", pd.Series(likeliest)),
        ("one prior of 1", pd.Series(1.0, priors.index)),
    ):
        strength = prior.reindex(of_brand).to_numpy()
        estimates[name] = (both["items"] + strength) / (both["expected"] + strength)
    nothing = deviance(both["items_b"], both["expected_b"])
    explained = {
        name: 1 - deviance(both["items_b"], ratio.clip(lower=1e-3) * both["expected_b"]) / nothing for name, ratio in estimates.items()
    }
    ranked = affinities.join(later["items"].rename("later"), how="left").fillna({"later": 0})
    orders = {
        "raw ratio": ranked["item_count"] / ranked["expected_items"],
        "mean of the posterior": ranked["ratio"],
        "ratio_lower": ranked["ratio_lower"],
    }
    again = {
        name: float((ranked["later"].loc[order.sort_values(ascending=False, kind="stable").index[:first]] > 0).mean())
        for name, order in orders.items()
    }
    return Halves(explained, again)


def permuted_segments(connection: duckdb.DuckDBPyConnection, permutations: int, seed: int) -> None:
    """Permute the segments of known authors within deciles of volume, so often; each permutation is a segmentation of its own."""
    query = """
        select segmentation, author_id, segment, volume_decile from built.intermediate.int_segment_authors
        inner join int_author_brand_exposures using (author_id) where segment <> 'unknown' order by segmentation, author_id
    """
    authors, rng = connection.sql(query).df(), np.random.default_rng(seed)
    groups = list(authors.groupby(["segmentation", "volume_decile"]).indices.values())
    frames = []
    for number in range(permutations):
        segments = authors["segment"].to_numpy(dtype=object).copy()
        for rows in groups:
            segments[rows] = rng.permutation(segments[rows])
        frames.append(authors.assign(segment=segments, segmentation=authors["segmentation"] + f"/{number}"))
    place_segments(connection, pd.concat(frames))


def place_segments(connection: duckdb.DuckDBPyConnection, authors: pd.DataFrame) -> None:
    """Take these authors (author_id, segmentation, segment) for the segments."""
    connection.register("placed", authors[["author_id", "segmentation", "segment"]])
    connection.execute(
        """
        create or replace table int_segment_authors as from placed;
        create or replace table int_segments as select distinct segmentation, segment from placed;
        """
    )


def false_alarms(warehouse: Path, permutations: int, seed: int = 1) -> pd.DataFrame:
    """Return by segmentation (``all`` for the pooled tests) the tests and the shares of p values below .05 and .001."""
    shares = """
        select coalesce(split_part(segmentation, '/', 1), 'all') as name, count(*) as tests,
            avg((p_value < .05)::int) as below_05, avg((p_value < .001)::int) as below_001
        from segment_brand_affinity where p_value is not null group by rollup (split_part(segmentation, '/', 1))
        order by grouping(split_part(segmentation, '/', 1)), 1
    """
    with opened(warehouse) as connection:
        build(connection, COUNTS)
        connection.execute("drop view int_segment_authors; drop view int_segments")
        permuted_segments(connection, permutations, seed)
        build(connection, SEGMENTS)
        return connection.sql(shares).df().set_index("name")


def planted(warehouse: Path, brand: str, ratio: float, panels: int) -> tuple[float, float]:
    """Plant a ratio in a random tenth of the authors; return in which shares of panels p is below .05, and the interval holds it."""
    found = []
    with opened(warehouse) as connection:
        build(connection, COUNTS)
        connection.execute("drop view int_segment_authors; drop view int_segments; alter table int_author_brands rename to shown")
        shown = connection.sql("from shown order by author_id, brand").df()
        for seed in range(panels):
            rng = np.random.default_rng(seed)
            authors = connection.sql("select author_id, 'planted' as segmentation from int_author_brand_exposures order by author_id").df()
            authors["segment"] = np.where(rng.random(len(authors)) < 0.1, "few", "rest")
            more = shown["author_id"].isin(authors["author_id"][authors["segment"] == "few"]) & (shown["brand"] == brand)
            added = np.where(more, rng.poisson((ratio - 1) * shown["item_count"]), 0)
            share = shown["shoe_item_count"] / shown["item_count"]
            changed = shown.assign(
                item_count=shown["item_count"] + added,
                shoe_item_count=shown["shoe_item_count"] + np.round(added * share).astype(int),
                bag_item_count=shown["bag_item_count"] + added - np.round(added * share).astype(int),
            )
            connection.register("changed", changed)
            connection.execute("create or replace table int_author_brands as from changed")
            place_segments(connection, authors)
            build(connection, ["int_brands", *SEGMENTS])
            query = "select p_value, ci_low, ci_high from segment_brand_affinity where segment = 'few' and brand = $1"
            found.append(connection.execute(query, [brand]).fetchall()[0])
    found = [row for row in found if row[0] is not None]
    return float(np.mean([p < 0.05 for p, _, _ in found])), float(np.mean([low <= ratio <= high for _, low, high in found]))


def independent_pairs(warehouse: Path, panels: int) -> tuple[int, float, float, float]:
    """Let authors show brands independently within deciles; return tests, shares of p below .05 and .001, and the largest naive lift."""
    tests = []
    with opened(warehouse) as connection:
        build(connection, COUNTS)
        grid = """
            select e.author_id, volume_decile, b.brand, (a.item_count is not null)::int as shown from int_author_brand_exposures as e
            cross join int_brands as b left join int_author_brands as a on a.author_id = e.author_id and a.brand = b.brand
            order by e.author_id, b.brand
        """
        authors = connection.sql(grid).df()
        shares = authors.groupby(["volume_decile", "brand"])["shown"].transform("mean")
        for seed in range(panels):
            drawn = authors[np.random.default_rng(seed).random(len(authors)) < shares]
            connection.register("drawn", drawn[["author_id", "brand"]])
            connection.execute("create or replace table int_author_brands as from drawn")
            build(connection, ["brand_pairs"])
            naive = """
                select p_value, author_count * (select count(*) from int_author_brand_exposures) / a.n / b.n as naive_lift
                from brand_pairs inner join (select brand as brand_a, count(*) as n from drawn group by brand) as a using (brand_a)
                inner join (select brand as brand_b, count(*) as n from drawn group by brand) as b using (brand_b)
                where p_value is not null
            """
            tests.append(connection.sql(naive).df())
    found = pd.concat(tests)
    p = found["p_value"]
    return len(found), float((p < 0.05).mean()), float((p < 0.001).mean()), float(found["naive_lift"].max())
