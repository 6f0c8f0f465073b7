"""Compare the marts of a warehouse with those that another engine, or other code, built of the same delivery.

FOLDER holds a folder of Parquet files for each mart (macro export_marts), or is a warehouse itself. Whole numbers, names, dates and
flags must be equal; of doubles the last digits may differ, as engines round logarithms and roots differently. An empty mart proves
nothing and fails.
"""

import sys
from pathlib import Path
from typing import NamedTuple

import click
import duckdb

TOLERANCE = 1e-9  # of a double, relative to its size; absolute below 1


class Comparison(NamedTuple):
    """What two builds of one mart have in common."""

    rows: int
    largest_difference: float  # of a double, relative to its size
    problems: list[str]  # sentences; empty when the mart is the same


def marts_of(warehouse: Path) -> list[str]:
    """Return the names of the tables in the schema marts of ``warehouse``, in order."""
    query = "select table_name from duckdb_tables() where schema_name = 'marts' order by table_name"
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        return [name for (name,) in connection.execute(query).fetchall()]


def compare(warehouse: Path, folder: Path, mart: str, left_out: tuple[str, ...] = ()) -> Comparison:
    """Compare ``mart`` of ``warehouse`` with the Parquet files in ``folder/mart``, or with that of the warehouse which ``folder`` is.

    Columns named in ``left_out`` don't count. Rows are matched on all others but the doubles, so a row with another count or name is
    missing on both sides. Rows that have all that in common are matched in the order of their doubles.
    """
    with duckdb.connect() as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute(f"attach '{_quoted(warehouse)}' as here (read_only)")
        described = connection.execute(f"select lower(column_name), column_type from (describe here.marts.{mart})").fetchall()
        types = {name: kind for name, kind in described if name not in left_out}
        source, none = f"read_parquet('{_quoted(folder / mart)}/*.parquet')", f"there are no Parquet files in {folder / mart}"
        if folder.is_file():
            connection.execute(f"attach '{_quoted(folder)}' as there (read_only)")
            source, none = f"there.marts.{mart}", f"{folder} has no such mart"
        try:
            # engines keep names in lower or upper case
            named = connection.execute(f"select lower(column_name) from (describe select * from {source})").fetchall()
        except (duckdb.IOException, duckdb.CatalogException):
            return Comparison(0, 0.0, [f"{mart}: {none}"])
        columns = {name for (name,) in named} - set(left_out)
        if columns != set(types):
            return Comparison(0, 0.0, [f"{mart}: only one of them has the columns {sorted(columns ^ set(types))}"])
        # Spark writes moments where DuckDB has times without a zone
        casts = ", ".join(f'cast("{name}" as {kind}) as "{name}"' for name, kind in types.items())
        doubles = [f'"{name}"' for name, kind in types.items() if kind == "DOUBLE"]
        exact = [f'"{name}"' for name, kind in types.items() if kind != "DOUBLE"]
        for side, rows in (("one", f"here.marts.{mart}"), ("other", source)):
            connection.execute(
                f"create temp table {side} as select {casts}, row_number() over (partition by {', '.join(exact)}"
                f"{' order by ' + ', '.join(doubles) if doubles else ''}) as occurrence from {rows}"
            )
        return _compare_tables(connection, mart, exact, doubles)


def _compare_tables(connection: duckdb.DuckDBPyConnection, mart: str, exact: list[str], doubles: list[str]) -> Comparison:
    """Compare the tables one and other, which have the same columns."""
    counts = [connection.execute(f"select count(*) from {side}").fetchall()[0][0] for side in ("one", "other")]
    problems = [f"{mart}: the mart is empty"] if 0 in counts else []
    if counts[0] != counts[1]:
        problems.append(f"{mart}: {counts[0]:,} rows in the warehouse, {counts[1]:,} in the folder")
    match = " and ".join(f"one.{name} is not distinct from other.{name}" for name in [*exact, "occurrence"])
    for side, against, place in (("one", "other", "the warehouse"), ("other", "one", "the folder")):
        alone = connection.execute(f"select {', '.join(exact)} from {side} anti join {against} on {match}").fetchall()
        if alone:
            problems.append(f"{mart}: {len(alone):,} rows only in {place}, such as {alone[0]}")
    largest = 0.0
    for name in doubles:
        one, other = f"one.{name}", f"other.{name}"
        unlike = f"case when {one} is distinct from {other} then abs({one} - {other}) / greatest(1, abs({one}), abs({other})) end"
        query = (
            f"select max(unlike), count(*) filter (unlike > {TOLERANCE} or isnan(unlike) or is_null_in_one)"
            f" from (select {unlike} as unlike, ({one} is null) <> ({other} is null) as is_null_in_one from one join other on {match})"
        )
        difference, count = connection.execute(query).fetchall()[0]
        largest = max(largest, difference or 0.0)
        if count:
            problems.append(f"{mart}: {name} differs in {count:,} rows, by up to {difference}")
    return Comparison(counts[0], largest, problems)


def _quoted(path: Path) -> str:
    """Return a path as it stands between quotes."""
    return str(path).replace("'", "''")


@click.command()
@click.argument("warehouse", type=click.Path(path_type=Path))
@click.argument("folder", type=click.Path(path_type=Path))
def same_marts(warehouse: Path, folder: Path) -> int:
    """Compare the marts of WAREHOUSE with those of another engine, as Parquet in FOLDER, or with another warehouse."""
    problems = []
    for mart in marts_of(warehouse):
        comparison = compare(warehouse, folder, mart)
        problems += comparison.problems
        outcome = "differs" if comparison.problems else f"same, doubles within {comparison.largest_difference:.0e}"
        print(f"{mart:<28}{comparison.rows:>12,} rows  {outcome}")
    print("\n".join(problems), file=sys.stderr)
    return 1 if problems else 0
