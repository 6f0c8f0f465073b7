"""The project's own models without dbt: rendered and run in a DuckDB that holds their inputs."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import NamedTuple

import duckdb
import jinja2
import pandas as pd

ROOT = Path(__file__).resolve().parents[2]


class Dispatcher(NamedTuple):
    """Replaces dbt's ``adapter``: picks the macro of DuckDB, else the default one."""

    macros: dict[str, Callable[..., str]]

    def dispatch(self, name: str) -> Callable[..., str]:
        """Return the implementation of a macro."""
        return self.macros.get(f"duckdb__{name}") or self.macros[f"default__{name}"]


@cache
def project_macros() -> dict[str, Callable[..., str]]:
    """Return the macros of the folders below, and in_range, as functions from SQL texts to SQL text, or to a list."""
    folders = [ROOT / "macros" / name for name in ("statistics", "engines", "taxonomy", "landing")]
    files = [file for folder in folders for file in sorted(folder.glob("*.sql"))] + [ROOT / "macros" / "checks" / "in_range.sql"]
    environment = jinja2.Environment(extensions=["jinja2.ext.do"])
    macros: dict[str, Callable[..., str]] = {}
    environment.globals["adapter"] = Dispatcher(macros)
    # dbt's return gives back an object, which a template can only print
    environment.globals["return"] = lambda value: value
    module = environment.from_string("\n".join(file.read_text() for file in files)).module
    macros.update({name: value for name, value in vars(module).items() if callable(value)})
    categories = ast.literal_eval(macros["category_names"]())
    return macros | {"category_names": lambda: categories}


def build(connection: duckdb.DuckDBPyConnection, models: list[str]) -> None:
    """Create the tables of some models, whose inputs are tables of the same names in the connection."""
    environment = jinja2.Environment()
    environment.globals.update(project_macros())
    for model in models:
        (file,) = (ROOT / "models").rglob(f"{model}.sql")
        select = environment.from_string(file.read_text()).render(ref=lambda name: name)
        connection.execute(f"create or replace table {model} as {select}")


def load_seeds(connection: duckdb.DuckDBPyConnection, **thresholds: float) -> None:
    """Create int_thresholds and segment_states from the seeds; keywords replace thresholds."""
    seed = pd.read_csv(ROOT / "seeds" / "rules" / "thresholds.csv")
    values = dict(zip(seed["threshold_name"], seed["value"].astype(float), strict=True)) | thresholds
    connection.register("frame", pd.DataFrame([values]))
    connection.execute("create or replace table int_thresholds as select * from frame")
    states = str(ROOT / "seeds" / "rules" / "segment_states.csv")
    connection.execute("create or replace table segment_states as select * from read_csv($1, header = true)", [states])
