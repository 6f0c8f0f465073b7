"""The parts of selectors.yml: built one after the other, each is whole with what lies before it, and together they are the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from builds import HAND_COUNTED, NO_UNIT_TESTS, ROOT, dbt_worker, rows

PARTS = [selector["name"] for selector in yaml.safe_load((ROOT / "selectors.yml").read_text(encoding="utf-8"))["selectors"]]
KINDS = ("model", "seed", "snapshot", "test")
Built = tuple[Path, dict[str, list[str]], dict[str, dict[str, Any]]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build part after part by the rules of the project; return the warehouse, what each part built, and the nodes of the project."""
    folder = tmp_path_factory.mktemp("parts")
    done = {}
    with dbt_worker(ROOT, writes_artifacts=True) as dbt:
        for part in PARTS:
            dbt.build("--selector", part, *NO_UNIT_TESTS, raw=HAND_COUNTED, folder=folder)
            results = json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
            done[part] = [result["unique_id"] for result in results]
    manifest = json.loads((folder / "target" / "manifest.json").read_text(encoding="utf-8"))
    nodes = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] in KINDS}
    return folder / "warehouse.duckdb", done, nodes


def test_every_table_and_test_is_in_exactly_one_part(built: Built) -> None:
    _, done, nodes = built
    assert PARTS[0] == "core"
    assert sorted(key for part in done.values() for key in part if key.split(".")[0] in KINDS) == sorted(nodes)


def test_each_part_reads_only_what_lies_before_it(built: Built) -> None:
    _, done, nodes = built
    number = {key: place for place, part in enumerate(PARTS) for key in done[part]}
    wrong = [
        f"{node['name']} of {PARTS[number[key]]} reads {nodes[parent]['name']} of {PARTS[number[parent]]}"
        for key, node in nodes.items()
        for parent in node["depends_on"].get("nodes", [])
        if parent in nodes and number[parent] > number[key]
    ]
    assert wrong == []


def test_the_parts_together_are_the_build_of_all(built: Built, hand_counted: Path) -> None:
    query = "select table_name, column_count, estimated_size > 0 from duckdb_tables() where schema_name = 'marts' order by 1"
    assert rows(built[0], query) == rows(hand_counted, query)
