"""The statistical macros, rendered as they are and run in DuckDB, against SciPy and scikit-learn."""

from __future__ import annotations

from collections.abc import Callable

import duckdb
import numpy as np
import pandas as pd
import pytest
from scipy import stats
from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score

from tests.oracles.models_in_duckdb import project_macros

EXACT = {"rtol": 1e-9, "atol": 1e-11}


@pytest.fixture(scope="module")
def macros() -> dict[str, Callable[..., str]]:
    """Return the macros of the project as functions that make SQL."""
    return project_macros()


def query(sql: str, **frames: pd.DataFrame) -> pd.DataFrame:
    """Run SQL in an empty DuckDB that knows the frames by name."""
    with duckdb.connect() as connection:
        for name, frame in frames.items():
            connection.register(name, frame)
        return connection.sql(sql).df()


def test_normal_tail_is_within_1e_7_on_both_sides(macros: dict[str, Callable[..., str]]) -> None:
    z = pd.DataFrame({"z": np.concatenate([np.linspace(-9, 9, 20001), [0.0, 1.96, -1.96, 40.0, -40.0]])})
    tail = query(f"select z, {macros['normal_tail']('z')} as tail from frame order by z", frame=z)
    assert np.abs(tail["tail"] - stats.norm.sf(tail["z"])).max() < 1e-7
    assert tail["tail"].between(0, 1).all()


def test_normal_tail_takes_an_expression_and_a_null(macros: dict[str, Callable[..., str]]) -> None:
    row = query(f"select {macros['normal_tail']('1 + 0.96')} as tail, {macros['normal_tail']('cast(null as double)')} as nothing")
    assert abs(row["tail"][0] - stats.norm.sf(1.96)) < 1e-7
    assert pd.isna(row["nothing"][0])


def student(macros: dict[str, Callable[..., str]], df: np.ndarray, t: np.ndarray) -> pd.DataFrame:
    """Return t, df and the two-sided p of every pair, by the macros and by SciPy."""
    grid = pd.DataFrame([(a, b) for a in df for b in t], columns=["df", "t"])
    got = query(f"select df, t, 2 * {macros['normal_tail'](macros['student_score']('t', 'df'))} as p from frame", frame=grid)
    return got.assign(scipy=2 * stats.t.sf(np.abs(got["t"]), got["df"]))


def test_the_t_is_that_of_scipy_from_few_degrees_of_freedom_on_and_cautious_below(macros: dict[str, Callable[..., str]]) -> None:
    p = student(macros, np.array([1, 1.2, 1.5, 1.99, 2, 3, 3.9, 4, 5, 8, 20, 200, 1e6]), np.linspace(-60, 60, 2401))
    off = (p["p"] - p["scipy"]).abs()
    assert off[p["df"] >= 4].max() <= 1e-3
    assert off[p["df"] >= 2].max() <= 4e-3
    assert off[p["df"] < 2].max() > 4e-3  # so that whoever reads a p of two authors is told
    below = p[(p["df"] < 2) & (p["scipy"] < 0.05)]
    assert (below["p"] >= below["scipy"] - 1e-7).all()


def test_the_width_of_an_interval_is_where_p_is_that_of_z(macros: dict[str, Callable[..., str]]) -> None:
    frame = pd.DataFrame({"df": [1.0, 1.5, 2.0, 4.0, 30.0, 1e5]})
    width = f"(select df, {macros['student_width']('1.96', 'df')} as t from frame)"
    got = query(f"select df, t, {macros['student_score']('t', 'df')} as z from {width} order by df", frame=frame)
    np.testing.assert_allclose(got["z"], 1.96, rtol=1e-9)
    np.testing.assert_allclose(got["t"][3:], stats.t.ppf(stats.norm.cdf(1.96), got["df"][3:]), rtol=0.005)
    assert (got["t"][:3] > stats.t.ppf(stats.norm.cdf(1.96), got["df"][:3])).all()


def test_degrees_of_freedom_are_those_of_welch_when_the_residuals_say_the_size(macros: dict[str, Callable[..., str]]) -> None:
    welch = macros["welch_satterthwaite"]
    a, b = np.array([1.0, 3, 4, 9]), np.array([2.0, 2.5, 7, 7.5, 8])
    sides = [str(value) for side in (a, b) for value in (side.var(ddof=1) / len(side), len(side) - 1)]
    expected = stats.ttest_ind(a, b, equal_var=False).df
    row = query(
        f"select {welch(*sides)} as df, {welch('0.2', '7', '0.0', '3')} as one, {welch('0.0', '7', '0.0', '3')} as none,"
        f" {welch('0.2', '0.5', '0.1', '0.5')} as least"
    ).iloc[0]
    np.testing.assert_allclose(row["df"], expected, **EXACT)
    np.testing.assert_allclose(row["one"], 7)
    assert row["none"] == 1
    assert row["least"] == 1


@pytest.mark.parametrize(
    ("x", "n"),
    [
        ([4, 1, 3, 2, 0], [10, 10, 20, 10, 10]),
        ([900, 1, 0, 2], [60_000, 100, 200, 300]),
        ([400_000, 200_000, 500_000, 7], [1_000_000, 800_000, 900_000, 50]),
    ],
    ids=["few", "one carries nearly all", "beyond 64 bits"],
)
def test_effective_residuals_equal_their_definition(macros: dict[str, Callable[..., str]], x: list[int], n: list[int]) -> None:
    got, expected = effective_residuals(macros, x, n)
    np.testing.assert_allclose(got, expected, rtol=1e-4)


def test_effective_residuals_err_on_the_small_side_where_rounding_takes_the_digits(macros: dict[str, Callable[..., str]]) -> None:
    got, expected = effective_residuals(macros, [9_000_000, 1, 0, 2, 3], [60_000_000, 10, 20, 10, 10])
    assert 1 <= got <= expected


def effective_residuals(macros: dict[str, Callable[..., str]], x: list[int], n: list[int]) -> tuple[float, float]:
    """Return the effective residuals of authors with ``x`` of ``n`` items by the macro, and by their definition."""

    def power_sum(a: int, b: int) -> int:
        return sum(value**a * size**b for value, size in zip(x, n, strict=True))

    sums = {"sum_x": (1, 0), "sum_n": (0, 1), "sum_xx": (2, 0), "sum_xn": (1, 1), "sum_nn": (0, 2), "sum_nnnn": (0, 4)}
    sums |= {"sum_xxxx": (4, 0), "sum_xxxn": (3, 1), "sum_xxnn": (2, 2), "sum_xnnn": (1, 3)}
    columns = ", ".join(f"cast('{power_sum(*powers)}' as numeric(38, 0)) as {name}" for name, powers in sums.items())
    variance = macros["relative_variance"]("sum_x", "sum_n", "sum_xx", "sum_xn", "sum_nn", str(len(x)))
    got = query(f"select {macros['effective_residuals']('', f'({variance})', str(len(x)))} as d from (select {columns})")["d"][0]
    squares = (np.array(x) - sum(x) / sum(n) * np.array(n)) ** 2
    return got, squares.sum() ** 2 / (squares**2).sum()


def test_effective_residuals_are_null_without_a_variance_and_1_where_rounding_leaves_nothing(
    macros: dict[str, Callable[..., str]],
) -> None:
    powers = ["x", "n", "xxxx", "xxxn", "xxnn", "xnnn", "nnnn"]
    columns = ", ".join(f"cast(0 as numeric(38, 0)) as sum_{power}" for power in powers)
    effective = macros["effective_residuals"]
    row = query(
        f"select {effective('', 'cast(null as double)', '3')} as nothing, {effective('', '0.0', '3')} as one from (select {columns})"
    )
    assert pd.isna(row["nothing"][0])
    assert row["one"][0] == 1


@pytest.mark.parametrize("seed", range(5))
def test_benjamini_hochberg_equals_scipy_with_ties_and_nulls(macros: dict[str, Callable[..., str]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    p = np.round(rng.random(400) ** 3, 2)  # rounded, so that many are tied
    p[:10] = np.nan
    frame = pd.DataFrame({"id": range(400), "family": rng.integers(0, 3, 400), "p": p})
    frame["p"] = frame["p"].astype(object).where(frame["p"].notna(), None)
    evaluated = macros["benjamini_hochberg"]("tests", "p", "family")
    tests = "select id, family, cast(p as double) as p from frame"
    q = query(f"with tests as ({tests}) select *, q_value as q from {evaluated} as evaluated order by id", frame=frame)
    assert q.loc[q["p"].isna(), "q"].isna().all()
    for _, tests in q[q["p"].notna()].groupby("family"):
        np.testing.assert_allclose(tests["q"], stats.false_discovery_control(tests["p"]), **EXACT)


AGREEMENT = """
with cells as (select a, b, count(*) as n from frame group by a, b),
rows_of_table as (select a, sum(n) as n from cells group by a),
columns_of_table as (select b, sum(n) as n from cells group by b),
total as (select cast(sum(n) as bigint) as n from cells),
margins as (
    select cells.n, rows_of_table.n as row_count, columns_of_table.n as column_count, {chi_square} as chi_square
    from cells inner join rows_of_table using (a) inner join columns_of_table using (b) cross join total
),
sums as (
    select sum(n * n) as squares, {logs} as logs, {chi_square_sum} as chi_square, sum(row_count * column_count) as margins
    from margins
),
row_sums as (select sum(n * n) as squares, {logs} as logs, count(*) as segments from rows_of_table),
column_sums as (select sum(n * n) as squares, {logs} as logs, count(*) as segments from columns_of_table)
select {ari} as ari, {nmi} as nmi, {v} as v from sums cross join row_sums cross join column_sums cross join total
"""


def agreement(macros: dict[str, Callable[..., str]], a: np.ndarray, b: np.ndarray) -> pd.Series:
    """Return ari, nmi and v of two labellings (authors,) as the macros give them."""
    sql = AGREEMENT.format(
        chi_square=macros["chi_square_term"]("cells.n", "rows_of_table.n", "columns_of_table.n", "total.n"),
        chi_square_sum=macros["exact_sum"]("chi_square"),
        logs=macros["count_log_count"]("n"),
        ari=macros["adjusted_rand_index"]("total.n", "sums.squares", "row_sums.squares", "column_sums.squares"),
        nmi=macros["normalized_mutual_information"]("total.n", "sums.logs", "row_sums.logs", "column_sums.logs"),
        v=macros["cramers_v"]("total.n", "sums.chi_square", "sums.margins", "row_sums.segments", "column_sums.segments"),
    )
    return query(sql, frame=pd.DataFrame({"a": a, "b": b})).iloc[0]


@pytest.mark.parametrize("seed", range(12))
def test_agreement_equals_scikit_learn_and_scipy_on_random_tables(macros: dict[str, Callable[..., str]], seed: int) -> None:
    rng = np.random.default_rng(seed)
    a = rng.integers(0, rng.integers(2, 9), 700)
    b = np.where(rng.random(700) < seed / 12, a, rng.integers(0, rng.integers(2, 9), 700))
    got = agreement(macros, a, b)
    np.testing.assert_allclose(got["ari"], adjusted_rand_score(a, b), **EXACT)
    np.testing.assert_allclose(got["nmi"], normalized_mutual_info_score(a, b), **EXACT)
    np.testing.assert_allclose(got["v"], stats.contingency.association(pd.crosstab(a, b).to_numpy(), method="cramer"), **EXACT)


@pytest.mark.parametrize(
    ("a", "b", "v"),
    [
        ([1, 1, 1], [5, 5, 5], 1),
        ([1, 1, 1], [1, 2, 3], 0),
        ([1, 2, 3], [4, 4, 4], 0),
        ([1, 2, 3], [3, 1, 2], 1),
        ([1], [2], 1),
        ([1, 1, 2, 2], [1, 2, 1, 2], 0),
        ([1] * 9999 + [2], [1] * 9999 + [2], 1),
        ([1] * 9999 + [2], [2] + [1] * 9999, None),
    ],
)
def test_agreement_equals_scikit_learn_in_degenerate_cases(
    macros: dict[str, Callable[..., str]], a: list[int], b: list[int], v: float | None
) -> None:
    got = agreement(macros, np.array(a), np.array(b))
    assert got.notna().all()
    np.testing.assert_allclose(got["ari"], adjusted_rand_score(a, b), **EXACT)
    np.testing.assert_allclose(got["nmi"], normalized_mutual_info_score(a, b), **EXACT)
    if v is not None:
        np.testing.assert_allclose(got["v"], v, **EXACT)


@pytest.mark.parametrize("scale", [10, 10**6])
def test_relative_variance_equals_the_sum_of_squared_residuals(macros: dict[str, Callable[..., str]], scale: int) -> None:
    rng = np.random.default_rng(scale)
    n = rng.integers(0, scale, 500)
    x = rng.binomial(n, rng.random(500) * 0.1)
    frame = pd.DataFrame({"x": x, "n": n})
    variance = macros["relative_variance"]("sum(x)", "sum(n)", "sum(x * x)", "sum(x * n)", "sum(n * n)", "count(*)")
    got = query(f"select {variance} as v, {variance.replace('(x', '(0 * x')} as nothing from frame", frame=frame)
    ratio = x.sum() / n.sum()
    expected = ((x - ratio * n) ** 2).sum() / n.sum() ** 2 * 500 / 499 / ratio**2
    np.testing.assert_allclose(got["v"][0], expected, **EXACT)
    assert pd.isna(got["nothing"][0])


def test_relative_variance_of_constant_shares_is_exactly_zero(macros: dict[str, Callable[..., str]]) -> None:
    frame = pd.DataFrame({"x": [10**6, 3, 7 * 10**5], "n": [3 * 10**6, 9, 21 * 10**5]})
    variance = macros["relative_variance"]("sum(x)", "sum(n)", "sum(x * x)", "sum(x * n)", "sum(n * n)", "count(*)")
    assert query(f"select {variance} as v from frame", frame=frame)["v"][0] == 0


@pytest.mark.parametrize("digits", [1, 6])
def test_mann_whitney_z_gives_scipys_p_value_with_and_without_ties(macros: dict[str, Callable[..., str]], digits: int) -> None:
    rng = np.random.default_rng(digits)
    first, second = rng.normal(0.3, 1, 40).round(digits), rng.normal(0, 1, 55).round(digits)
    wins = (first[:, None] > second).sum() + 0.5 * (first[:, None] == second).sum()
    _, ties = np.unique(np.concatenate([first, second]), return_counts=True)
    z = query(f"select {macros['mann_whitney_z'](wins, 40, 55, (ties**3 - ties).sum())} as z")["z"][0]
    expected = stats.mannwhitneyu(first, second, use_continuity=False, method="asymptotic")
    np.testing.assert_allclose(2 * stats.norm.sf(abs(z)), expected.pvalue, **EXACT)


def test_wilson_lower_bound_equals_scipy(macros: dict[str, Callable[..., str]]) -> None:
    rng = np.random.default_rng(1)
    trials = rng.integers(1, 2000, 200)
    frame = pd.DataFrame({"id": range(200), "trials": trials, "successes": rng.integers(0, trials + 1)})
    bound = macros["wilson_lower_bound"]("successes", "trials", stats.norm.ppf(0.975))
    got = query(f"select {bound} as lower_end from frame order by id", frame=frame)["lower_end"]
    expected = [
        stats.binomtest(int(k), int(n)).proportion_ci(method="wilson").low for k, n in zip(frame["successes"], frame["trials"], strict=True)
    ]
    np.testing.assert_allclose(got, expected, rtol=1e-9, atol=1e-12)


def test_exact_aggregates_equal_numpy_and_do_not_depend_on_the_order_of_rows(macros: dict[str, Callable[..., str]]) -> None:
    rng = np.random.default_rng(4)
    rates = rng.lognormal(-6, 2, 5000)
    frame = pd.DataFrame({"rate": rates})
    columns = ", ".join(
        [
            macros["exact_mean"]("rate") + " as rate_mean",
            macros["exact_sum"]("rate") + " as rate_sum",
        ]
    )
    got = query(f"select {columns} from frame", frame=frame).iloc[0]
    shuffled = query(f"select {columns} from frame", frame=frame.sample(frac=1, random_state=1)).iloc[0]
    assert (got == shuffled).all()
    np.testing.assert_allclose(got.to_numpy(dtype=float), [rates.mean(), rates.sum()], rtol=1e-9)


def exact_stddev(macros: dict[str, Callable[..., str]], values: pd.DataFrame) -> float:
    """Return what the macro says of the column v."""
    means = f"select {macros['exact_mean']('v')} as v_mean, max(v) - min(v) as v_spread from frame"
    return query(f"select {macros['exact_stddev']('v', 'v_mean', 'v_spread')} as sd from frame, ({means})", frame=values)["sd"][0]


def test_exact_stddev_equals_numpy_whatever_the_size_and_the_order(macros: dict[str, Callable[..., str]]) -> None:
    rng = np.random.default_rng(4)
    samples = [
        rng.lognormal(-6, 2, 5000),
        rng.lognormal(8, 3, 5000).astype(np.int64),
        np.array([294718100, 294718110, 294718120]),  # a small spread on a large mean
        np.array([5000.1, 5000.2]),
        np.array([3e-11, 4e-11]),
        np.array([3, 2**63 - 1]),
    ]
    for sample in samples:
        frame = pd.DataFrame({"v": sample})
        got = exact_stddev(macros, frame)
        assert got == exact_stddev(macros, frame.sample(frac=1, random_state=1))
        np.testing.assert_allclose(got, np.std(sample.astype(float), ddof=1), rtol=1e-9)


def test_exact_stddev_is_zero_for_equal_values_and_null_for_one(macros: dict[str, Callable[..., str]]) -> None:
    for value in (0.1, 0.2, 294718100, 2**63 - 1):
        assert exact_stddev(macros, pd.DataFrame({"v": [value] * 3})) == 0
        assert pd.isna(exact_stddev(macros, pd.DataFrame({"v": [value, None]}, dtype=float)))


def test_exact_shares_and_their_complement_sum_to_exactly_one(macros: dict[str, Callable[..., str]]) -> None:
    share = macros["exact_share"]
    for whole in (3, 7, 32973, 10**9 + 7):
        parts = query(f"select {share(1, whole)} as a, {share(whole // 2, whole)} as b").iloc[0]
        rest = 1 - parts["a"] - parts["b"]
        assert parts["a"] + parts["b"] + rest == rest + parts["a"] + parts["b"] == parts["b"] + rest + parts["a"] == 1
        assert abs(parts["a"] - 1 / whole) < 1e-15
    assert query(f"select {share(0, 0)} as a")["a"].isna()[0]
