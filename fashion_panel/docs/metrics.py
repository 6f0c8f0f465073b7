"""Ask the metrics of the semantic layer: MetricFlow's `mf`, on the published warehouse, read-only.

WAREHOUSE_PATH names another warehouse. `mf` comes from .venv-explore (`make explore`), where it slows no start of dbt.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from fashion_panel.sentence import Sentence

ROOT = Path(__file__).resolve().parents[2]
DBT = Path(sys.executable).with_name("dbt")
MF = ROOT / ".venv-explore" / "bin" / "mf"
READER = ROOT / "fashion_panel" / "docs" / "reader"
PUBLISHED = ROOT / "warehouse" / "current" / "warehouse.duckdb"
ROWS_SHOWN = "15"


def prepare(warehouse: Path, folder: Path) -> dict[str, str]:
    """Parse the project into ``folder``, where `mf` looks for it, and return the environment in which `mf` asks ``warehouse``."""
    if not warehouse.is_file():
        raise Sentence(f"There is no warehouse at {warehouse}: run `make build` first.")
    if not MF.is_file():
        raise Sentence("MetricFlow is not installed: run `make explore` first.")
    environment = {
        **os.environ,
        "WAREHOUSE_PATH": str(warehouse.absolute()),
        "DBT_PROFILES_DIR": str(READER),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DO_NOT_TRACK": "1",
    }
    parse = subprocess.run([DBT, "--quiet", "parse"], cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    if parse.returncode != 0:
        raise Sentence(f"The project does not parse:\n{parse.stdout.strip()}")
    shutil.copyfile(ROOT / "dbt_project.yml", folder / "dbt_project.yml")
    # mf knows no other place than target/ of its project, and asks the package index for news of itself on every start
    del environment["DBT_TARGET_PATH"]
    return environment | {"DBT_PROJECT_DIR": str(folder), "HTTPS_PROXY": "http://127.0.0.1:9"}


def saved_queries(folder: Path) -> list[tuple[str, str]]:
    """Return name and label of every saved query that ``prepare`` found."""
    manifest = json.loads((folder / "target" / "semantic_manifest.json").read_text(encoding="utf-8"))
    return sorted((query["name"], query.get("label") or query["name"]) for query in manifest["saved_queries"])


def ask(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run `mf` with the terminal of the caller, and return its status."""
    return subprocess.run([MF, *arguments], env=environment, check=False).returncode


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def metrics(arguments: tuple[str, ...]) -> int:
    """Ask the metrics: ARGUMENTS go to `mf` (list metrics; query --metrics ...); without any, every saved query."""
    folder = Path(os.environ.get("DBT_TARGET_PATH") or ROOT / "target").absolute() / "metrics"
    environment = prepare(Path(os.environ.get("WAREHOUSE_PATH") or PUBLISHED), folder)
    if arguments:
        return ask(list(arguments), environment)
    status = 0
    for name, label in saved_queries(folder):
        print(f"\n== {label} (mf query --saved-query {name})", flush=True)
        status = ask(["query", "--saved-query", name, "--limit", ROWS_SHOWN], environment) or status
    return status
