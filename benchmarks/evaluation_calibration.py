"""What the label tests promise, over many panels whose truth is known: run ``python -m benchmarks.evaluation_calibration``.

The models of models/intermediate/evaluation run as they are, rendered without dbt, on invented tables in memory.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import jinja2
import numpy as np
import pandas as pd

ROOT = Path(__file__).resolve().parents[1]
MODELS = [
    "int_segments",
    "int_segment_authors",
    "int_segment_assignments",
    "int_label_comparisons",
    "int_label_rate_ratios",
    "int_segmentation_discrimination",
]


class Dispatcher(NamedTuple):
    """Replaces dbt's ``adapter``: picks the macro of DuckDB, else the default one."""

    macros: dict[str, Callable[..., str]]

    def dispatch(self, name: str) -> Callable[..., str]:
        """Return the implementation of a macro."""
        return self.macros.get(f"duckdb__{name}") or self.macros[f"default__{name}"]


def project_macros() -> dict[str, Callable[..., str]]:
    """Return the macros of macros/statistics, engines, taxonomy and in_range as functions from SQL texts to SQL text, or to a list."""
    folders = [ROOT / "macros" / "statistics", ROOT / "macros" / "engines", ROOT / "macros" / "taxonomy"]
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


class Panel(NamedTuple):
    """Invented authors: ``volumes`` (authors,), ``segments`` (authors,) of 0 and 1, ``counts`` (authors, labels) of items."""

    volumes: np.ndarray
    segments: np.ndarray
    counts: np.ndarray


def draw_panel(rng: np.random.Generator, ratio: float, exposure: float, few: float = 0.2, authors: int = 2000, labels: int = 60) -> Panel:
    """Draw a panel whose ``few`` (a share) post ``exposure`` times as much and show label 0 ``ratio`` times as often.

    Volumes are lognormal (a few authors post very much), tastes gamma distributed: people differ far more than by chance.
    """
    segments = (rng.random(authors) < few).astype(int)
    volumes = np.maximum(rng.lognormal(4.0, 1.0, authors) * np.where(segments == 1, exposure, 1.0), 1).astype(int)
    rates = np.exp(rng.uniform(np.log(0.001), np.log(0.05), labels))
    rates[0] = 0.01
    tastes = rng.gamma(1.0, 1.0, (authors, labels)) * rates
    tastes[:, 0] *= np.where(segments == 1, ratio, 1.0)
    return Panel(volumes, segments, rng.binomial(volumes[:, None], np.minimum(tastes, 1.0)))


def evaluate(panel: Panel, permutations: int = 1) -> duckdb.DuckDBPyConnection:
    """Return a connection that holds the evaluated tables of the panel, segments named rest and few."""
    connection = duckdb.connect()
    connection.execute("set threads = 2")
    author_ids = np.arange(len(panel.volumes), dtype=np.int64)
    names = np.where(panel.segments == 1, "few", "rest").astype(object)
    authors, labels = np.nonzero(panel.counts)
    tables: dict[str, dict[str, Any]] = {
        "int_author_segmentations": {"author_id": author_ids, "segmentation": "planted", "segment": names},
        "int_author_items": {"author_id": author_ids, "item_count": panel.volumes},
        "int_author_labels": {
            "author_id": authors,
            "label_number": labels + 1,
            "item_count": panel.counts[authors, labels],
            "image_row_count": panel.counts[authors, labels],
        },
    }
    for name, columns in tables.items():
        connection.register("frame", pd.DataFrame(columns))
        connection.execute(f"create table {name} as select * from frame")
    load_seeds(connection, permutation_count=permutations)
    build(connection, MODELS)
    return connection


def false_alarms(rng: np.random.Generator, permutations: int = 1) -> float:
    """Return the share of p values below 0.05 after permuting segments that differ in volume and in one label."""
    connection = evaluate(draw_panel(rng, ratio=2.0, exposure=2.5), permutations)
    return connection.execute(
        "select value from int_segmentation_discrimination where metric = 'false_alarm_share_permutation_baseline'"
    ).fetchone()[0]


def planted_label(panel: Panel) -> dict[str, float]:
    """Return what the models say of label 0 in the smaller segment, and the naive lift."""
    row = evaluate(panel).execute(
        "select rate_ratio, ci_low, ci_high, q_value, label_author_count / known_label_author_count"
        " / (segment_author_count / known_author_count) as naive_lift"
        " from int_label_rate_ratios where permutation_number = 0 and segment = 'few' and label_number = 1"
    )
    return dict(zip([column[0] for column in row.description], row.fetchone(), strict=True))


def rare_label_panel(rng: np.random.Generator) -> Panel:
    """Draw a panel of equal tastes and 2.5 times the volume, in which label 0 is so rare that volume decides who shows it."""
    panel = draw_panel(rng, ratio=1.0, exposure=2.5, few=0.08, authors=5000)
    panel.counts[:, 0] = rng.binomial(panel.volumes, 0.0005)
    return panel


def main(seeds: int) -> None:
    """Print the table of the promises over ``seeds`` panels each."""
    alarms = [false_alarms(np.random.default_rng(seed)) for seed in range(seeds)]
    found = [planted_label(draw_panel(np.random.default_rng(seed), ratio=2.0, exposure=2.5)) for seed in range(seeds)]
    equal = [planted_label(rare_label_panel(np.random.default_rng(seed))) for seed in range(seeds)]
    detected = np.mean([row["q_value"] < 0.05 for row in found])
    covered = np.mean([row["ci_low"] <= 2 <= row["ci_high"] for row in found])
    honest = np.mean([row["ci_low"] <= 1 <= row["ci_high"] for row in equal])
    print(f"| over {seeds} panels | asked | got |\n|---|---|---|")
    print(f"| permuted segments: share of p < 0.05, mean | <= 0.07 | {np.mean(alarms):.3f} |")
    print(f"| the same, largest of one panel (60 labels, 2 segments) | | {np.max(alarms):.3f} |")
    print(f"| planted rate ratio of 2: q < 0.05 | >= 0.90 | {detected:.3f} |")
    print(f"| planted rate ratio of 2: interval holds 2 | about 0.95 | {covered:.3f} |")
    print(f"| planted rate ratio of 2: median estimate | 2 | {np.median([row['rate_ratio'] for row in found]):.3f} |")
    print(f"| equal taste, 2.5 times the volume: naive lift, median | > 2 | {np.median([row['naive_lift'] for row in equal]):.3f} |")
    print(f"| equal taste, 2.5 times the volume: interval holds 1 | about 0.95 | {honest:.3f} |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
