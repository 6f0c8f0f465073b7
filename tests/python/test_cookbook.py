"""What analysts start from: the cookbook says what the demo says, the examples run, the exports explain themselves."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import duckdb
import pytest
from builds import ROOT

from fashion_panel.docs.cookbook import PAGE, REFERENCE, by_day, cell, page_of, recipe
from fashion_panel.publishing.export import write_exports

QUERIES = sorted((ROOT / "analyses").glob("*.sql"))
MOST_LINES = 12


@pytest.fixture(scope="module")
def warehouse(demo_warehouse: Path) -> Path:
    """The demo of the cookbook: 2,000 authors, seed 1."""
    return demo_warehouse


def test_the_cookbook_says_what_the_demo_says(warehouse: Path) -> None:
    written, current = PAGE.read_text(encoding="utf-8").splitlines(), page_of(warehouse).splitlines()
    differing = [pair for pair in zip(written, current, strict=False) if pair[0] != pair[1]]
    assert not differing and len(written) == len(current), (
        f"docs/cookbook.md is stale: run `make cookbook`. First difference: {differing[:1]}"
    )


def test_the_queries_of_the_readme_say_what_the_demo_says(warehouse: Path) -> None:
    block = re.search(r"```sql\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert block
    statements = [part for part in re.split(r"\n\n", block[1]) if part.strip()]
    assert len(statements) == 2
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        for statement in statements:
            query = "\n".join(line for line in statement.splitlines() if not line.startswith("--"))
            told = " | ".join(line[3:] for line in statement.splitlines()[1:] if line.startswith("-- ")).split(" | ")
            rows = connection.execute(query).fetchall()
            shown = {" ".join("NULL" if value is None else str(value) for value in row) for row in rows}
            assert len(told) > 5
            assert set(told) <= shown, f"README: {set(told) - shown} is not in {shown}"


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.stem)
def test_a_recipe_asks_reads_and_answers(path: Path, warehouse: Path) -> None:
    question, reading, query = recipe(path)
    assert question.endswith("?")
    assert len(reading) > 60
    assert "order by" in query
    assert "{{" not in query
    assert len([line for line in query.splitlines() if line.strip() and not line.lstrip().startswith("--")]) <= MOST_LINES
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        rows = connection.execute(query).fetchall()
        marts = {name for (name,) in connection.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()}
    assert 0 < len(rows) <= 100
    assert set(REFERENCE.findall(path.read_text(encoding="utf-8"))) <= marts


def test_there_are_recipes_enough() -> None:
    assert len(QUERIES) >= 40
    # a day of the week has each of them, once
    assert sorted(path for _, paths in by_day() for path in paths) == QUERIES


def test_a_cell_is_short_and_null_is_empty() -> None:
    assert [cell(value) for value in (None, 0.123456, 1234.5, 12, "a|b", True, 0.0)] == ["", "0.123", "1,234", "12", "a\\|b", "True", "0"]


def test_the_example_for_pandas_runs(warehouse: Path) -> None:
    command = [sys.executable, "-W", "error", str(ROOT / "examples" / "explore_with_pandas.py"), str(warehouse)]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    assert "2024-12-31" in run.stdout


def test_the_example_for_polars_names_what_it_needs() -> None:
    """It runs in an environment of its own, which no test makes; its SQL runs here."""
    text = (ROOT / "examples" / "explore_with_polars.py").read_text(encoding="utf-8")
    block = re.match(r"# /// script\n((?:# .*\n)+)# ///\n", text)
    assert block
    metadata = tomllib.loads(block[1].replace("# ", ""))
    assert [re.split(r"[<>=]", name)[0] for name in metadata["dependencies"]] == ["duckdb", "polars", "pyarrow"]


def test_the_sql_of_the_examples_runs(warehouse: Path) -> None:
    queries = [
        query for path in (ROOT / "examples").glob("*.py") for query in re.findall(r'sql\(\s*"([^"]+)"', path.read_text(encoding="utf-8"))
    ]
    assert len(queries) == 4
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert all(connection.execute(query).fetchall() for query in queries)


def test_what_the_page_on_connecting_says_to_type_runs(warehouse: Path) -> None:
    """Its first Python, the SQL for the command line, and the query of the comments; of other tools it says that they were not tried."""
    text = (ROOT / "docs" / "connect.md").read_text(encoding="utf-8")
    published = "warehouse/current/warehouse.duckdb"
    [code] = [block for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL) if "import duckdb" in block]
    run = subprocess.run([sys.executable, "-c", code.replace(published, str(warehouse))], check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        typed = re.findall(r"^D (.*);$", text, re.MULTILINE)
        assert len(typed) == 2
        for statement in (*typed, *re.findall(r"`(select [^`]*)`", text)):
            connection.execute(statement)
            assert statement.startswith("use") or connection.fetchall()
    [attach] = re.findall(r'-cmd "(attach [^"]*)"', text)
    with duckdb.connect() as connection:
        connection.execute(attach.replace(published, str(warehouse)))
        assert connection.execute("from panel.marts.author_segments limit 1").fetchall()
    for tool in ("R", "DBeaver", "Metabase", "Superset"):
        assert f"\n## {tool} (from documentation, not tried here)\n" in text


def test_the_dictionary_explains_every_column_of_every_export(warehouse: Path, tmp_path: Path) -> None:
    *tables, dictionary = write_exports(warehouse, tmp_path)
    with dictionary.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for table in tables:
        with duckdb.connect() as connection:
            columns = [name for name, *_ in connection.execute(f"describe from '{table}'").fetchall()]
        assert [row["column_name"] for row in rows if row["file"] == table.name] == columns
    assert [row for row in rows if len(row["description"]) < 10] == []


def test_the_diagram_shows_every_mart_with_columns_that_exist(warehouse: Path) -> None:
    text = (ROOT / "docs" / "entities.md").read_text(encoding="utf-8")
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        query = "select table_name, column_name from duckdb_columns() where schema_name = 'marts'"
        columns = {(table, column) for table, column in connection.execute(query).fetchall()}
    assert sorted({table for table, _ in columns if table not in text}) == []
    drawn = [
        (entity, column)
        for entity, body in re.findall(r"^    (\w+) \{\n(.*?)^    \}", text, re.MULTILINE | re.DOTALL)
        for column in re.findall(r"^        \w+ (\w+)", body, re.MULTILINE)
    ]
    assert len(drawn) > 25
    assert [pair for pair in drawn if pair not in columns] == []


def test_a_join_of_the_diagram_finds_one_row_where_it_draws_one(warehouse: Path) -> None:
    """The text of a join is columns that both tables have, or a condition in SQL; || is one row, |o none or one."""
    text = (ROOT / "docs" / "entities.md").read_text(encoding="utf-8")
    joins = re.findall(r'^    (\w+) (\S\S)--(\S\S) (\w+) : "([^"]+)"$', text, re.MULTILINE)
    assert len(joins) > 25
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        connection.execute("use marts")
        for left, left_end, right_end, right, join in joins:
            condition = f"using ({join})" if re.fullmatch(r"\w+(, \w+)*", join) else f"on {join}"
            for one, end, other in ((left, left_end, right), (right, right_end, left)):
                if "}" in end or "{" in end:
                    continue
                joined = f"{other} {'inner' if end == '||' else 'left'} join {one} {condition}"
                rows = f"select (select count(*) from {joined}) - (select count(*) from {other})"
                assert connection.execute(rows).fetchone() == (0,), joined
