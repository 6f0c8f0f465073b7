"""The SQL from staging on is what DuckDB, Spark 3.5 and Snowflake understand and mean alike: constructs of one alone are named here.

A guard that costs nothing; the proof is ``make spark-test`` and, on an emulator, ``make snowflake-test``, which build all of it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from jinja2 import Environment

ROOT = Path(__file__).parents[2]
# DuckDB alone lands the delivered files
LANDING = {ROOT / "models" / "staging" / "landing", ROOT / "models" / "staging" / "external"}
# what is written, why it may not be, and what to write instead
FORBIDDEN = {
    r"\bqualify\b": "Spark has no qualify: use row_number() in a step and a condition in the next",
    r"::": "Spark 3.5 has no double colon: cast(x as bigint)",
    r"\bas (varchar|text|float|real|hugeint|timestamptz)\b": "not a type of both: string, double, bigint, numeric(38, n), timestamp",
    r"\b(any_value|mode|first|last|arg_max|arg_min|max_by|min_by)\s*\(": "picks differently on ties: row_number() with a tie-break",
    r"\b(string_agg|listagg|array_agg|list|group_concat)\s*\(": "macro ordered_list",
    r"\b(quantile_cont|quantile|approx_quantile|percentile)\s*\(": "percentile_cont(p) within group (order by x)",
    r"\b(unnest|explode|generate_series|range|struct_pack)\s*\(": "macro whole_numbers; no nested types",
    r"\blog\s*\(": "base 10 in DuckDB, natural in Spark: ln(x)",
    r"\b(hash|xxhash64)\s*\(": "macro fingerprint",
    r"\b(date_diff|datediff|date_add|dateadd|datesub|strftime|epoch)\s*\(": "macros weeks_later and seconds_between",
    r"\b(regexp_matches|regexp_full_match|regexp_like)\s*\(": "not of both engines",
    r"\b(asof|positional)\s+join\b": "DuckDB alone has it",
    r"\bread_(csv|parquet|json)\w*\s*\(": "only the landing reads files",
    r"\*\s*(exclude|replace|except)\s*\(": "name the columns",
    r"\bwithin group \([^)]*\)\s*over\b": "DuckDB has no percentile over a window: group and join back",
    r"\bcount\s*\(\s*distinct\s+[^(),]+,": "DuckDB counts one distinct column only",
    r"\brow_number\(\) over \(\s*\)": "Spark wants an order, and so does whoever reads the rows twice",
    r"/\s*\d+\.\d": "Spark divides by a decimal as a decimal, and rounds: cast the dividend to double, divide by a whole number",
    r"\bbit_(or|and|xor)\s*\(": "macros set_union_of_rows and set_key_of_rows",
    r"\bbool_(or|and)\s*\(": "Snowflake has another name: max(case when ... then 1 else 0 end) = 1",
    r"[\w)]\s*(&|(?<!\|)\|(?!\|))\s*[\w(]": "Snowflake has no such operators: macros set_holds and set_union",
    r",\s*(from|\))(?=\s|$)": "Spark takes no comma at the end of a list",
}
EMPTY_CELL = "Spark's session reads an empty cell as the text None: write a word for it"


def shared_sql() -> list[Path]:
    """Return the files whose SQL runs on either engine as it stands."""
    models = [path for path in (ROOT / "models").rglob("*.sql") if not LANDING & set(path.parents)]
    tests = [*(ROOT / "tests" / "generic").glob("*.sql"), *(ROOT / "analyses").glob("*.sql")]
    return sorted([*models, *tests, *(ROOT / "macros" / "statistics").glob("*.sql")])


def sql_of(text: str) -> str:
    """Return the SQL of a template: without comments and statements of Jinja, and a word for each of its expressions."""
    sql = re.sub(r"\{#.*?#\}|\{%.*?%\}|--[^\n]*", "", text, flags=re.DOTALL)
    return re.sub(r"\{\{.*?\}\}", "expression", sql, flags=re.DOTALL)


def foreign(text: str) -> list[str]:
    """Return what is in ``text`` that not all engines understand, with the advice."""
    return [
        f"{found[0].strip()!r}: {advice}"
        for pattern, advice in FORBIDDEN.items()
        if (found := re.search(pattern, sql_of(text), re.IGNORECASE))
    ]


def test_models_speak_what_all_engines_understand() -> None:
    found = {str(path.relative_to(ROOT)): problems for path in shared_sql() if (problems := foreign(path.read_text(encoding="utf-8")))}
    assert found == {}


@pytest.mark.parametrize(
    "sql",
    [
        "select a from t qualify row_number() over (order by a) = 1",
        "select a::bigint from t",
        "select cast(a as varchar) from t",
        "select any_value(a) from t",
        "select string_agg(a, ',') from t",
        "select quantile_cont(a, 0.5) from t",
        "select log(a) from t",
        "select hash(a) from t",
        "select date_diff('day', a, b) from t",
        "select * exclude (a) from t",
        "select percentile_cont(0.5) within group (order by a) over (partition by b) from t",
        "select count(distinct a, b) from t",
        "select row_number() over () from t",
        "select seconds / 86400.0 from t",
        "select a, b, from t",
        "select bit_or(a) from t",
        "select bool_or(a) from t",
        "select a & b from t",
        "select (a) | b from t",
        "select a from read_csv('x.csv')",
    ],
)
def test_the_guard_sees(sql: str) -> None:
    assert foreign(sql) != []


def test_the_guard_lets_pass_what_only_looks_alike() -> None:
    assert foreign("-- log(x) qualify\nselect {{ hash('a') }}, ln(a), count(distinct a), b / 2, a || b from t {# x::y #}") == []


# percentile_cont(p) within group (order by x): Spark 3.5 has it, sqlfluff's grammar of Spark does not
LACKING = "unparsable section: 'group (order by"
FOREIGN_PARSER = """[sqlfluff]
dialect = {dialect}
rules = LT12

[sqlfluff:templater:jinja:context]
target = {{"type": "{engine}"}}
model = {{"config": {{"meta": {{"source_table": "MART_AUTHORS"}}}}}}
"""


@pytest.mark.parametrize(
    ("engine", "dialect", "folders"),
    [
        ("spark", "sparksql", ["models/staging/delivery", "models/intermediate", "models/marts"]),
        ("snowflake", "snowflake", ["models"]),
    ],
)
@pytest.mark.long
def test_the_grammar_of_the_other_engines_takes_every_model(engine: str, dialect: str, folders: list[str], tmp_path: Path) -> None:
    config = tmp_path / "engine.cfg"
    config.write_text(FOREIGN_PARSER.format(engine=engine, dialect=dialect), encoding="utf-8")
    command = [Path(sys.executable).with_name("sqlfluff"), "lint", "--config", config, "--format", "json", "--nofail", *folders]
    linted = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)
    problems = [f"{file['filepath']}: {found['description']}" for file in linted for found in file["violations"]]
    assert len(linted) > 100
    assert [problem for problem in problems if LACKING not in problem] == []


def test_no_seed_has_an_empty_cell() -> None:
    empty = []
    for path in sorted((ROOT / "seeds").rglob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            empty += [f"{path.name}, line {number}: {EMPTY_CELL}" for number, row in enumerate(csv.reader(file), 1) if "" in row]
    assert empty == []


@pytest.mark.parametrize("engine", ["default", "snowflake"])
@pytest.mark.parametrize("text", ["shoe/boots", "object_detection/dog", "sac/épaule", ""])
def test_the_key_of_a_text_is_60_bits_of_its_md5(engine: str, text: str) -> None:
    """DuckDB understands what is written for Snowflake; the MD5 of object_detection/dog begins with f."""
    macros = Environment().from_string((ROOT / "macros" / "engines" / "text_key.sql").read_text(encoding="utf-8")).module
    key = getattr(macros, f"{engine}__text_key")("$text || ''")
    found = duckdb.connect().execute(f"select {key}, typeof({key})", {"text": text}).fetchone()
    assert found == (int(hashlib.md5(text.encode()).hexdigest()[:15], 16), "BIGINT")


def test_few_macros_are_written_for_an_engine() -> None:
    dispatched = {path.stem for path in (ROOT / "macros").rglob("*.sql") if "adapter.dispatch" in path.read_text(encoding="utf-8")}
    from_staging_on = {
        "fingerprint",
        "ordered_list",
        "seconds_between",
        "days_later",
        "set_holds",
        "set_union",
        "set_union_of_rows",
        "set_key_of_rows",
        "text_key",
        "least_known",
    }
    landing = {"shows_author_ids", "account_hash", "names_forgotten", "inspected_files", "raw_records", "place_in_table", "raw_text"}
    landing |= {"delivery_problems", "wholly_matches", "offset_timestamp", "byte_length", "epoch_timestamp"}
    assert dispatched == from_staging_on | landing


def test_only_the_landing_asks_the_raw_folder() -> None:
    """What fashion_panel/landing/dbt_plugin.py registers is there on DuckDB only: elsewhere a call of it ends the build."""
    registered = re.findall(r'create_function\("(\w+)"', (ROOT / "fashion_panel" / "landing" / "dbt_plugin.py").read_text(encoding="utf-8"))
    assert len(registered) == 3
    templates = [path for folder in ("models", "macros", "tests", "analyses") for path in (ROOT / folder).rglob("*.sql")]
    calling = {path.parent for path in templates if any(f"{name}(" in path.read_text(encoding="utf-8") for name in registered)}
    assert calling == {ROOT / "macros" / "landing"}
