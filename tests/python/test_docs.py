"""What people browse: every column described, the docs and the lineage each one file that asks nobody else for anything."""

from __future__ import annotations

import base64
import json
import os
import re
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from builds import DBT, ROOT

from fashion_panel.docs.lineage import name_in_full
from fashion_panel.docs.pages import write_pages

LOADS = re.compile(r"""<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)\s*=\s*["']?(?:https?:)?//""", re.IGNORECASE)
SAYS_NOTHING = {"a", "an", "and", "by", "each", "for", "in", "is", "it", "its", "of", "or", "per", "the", "this", "to", "whether", "with"}


@pytest.fixture(scope="module")
def target(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write what `make docs` writes, of the demo, and return the folder with the results."""
    folder = tmp_path_factory.mktemp("docs")
    write_pages(demo_warehouse, folder, folder)
    return folder


def reader(warehouse: Path, folder: Path) -> dict[str, str]:
    """Return the environment of somebody who only reads."""
    own = {"WAREHOUSE_PATH": str(warehouse), "DBT_PROFILES_DIR": str(ROOT / "fashion_panel" / "docs" / "reader"), "DO_NOT_TRACK": "1"}
    return os.environ | own | {"DBT_TARGET_PATH": str(folder), "DBT_LOG_PATH": str(folder / "logs")}


@pytest.fixture(scope="module")
def manifest(target: Path) -> dict[str, Any]:
    """What dbt knows of the project."""
    return json.loads((target / "manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def tables(manifest: dict[str, Any]) -> list[dict[str, Any]]:
    """Models and seeds."""
    return [node for node in manifest["nodes"].values() if node["resource_type"] in ("model", "seed")]


def words(text: str) -> set[str]:
    """Return the words of a text, without plural and without those that say nothing."""
    return {word.rstrip("s") for word in re.findall(r"[a-z]+", text.lower()) if word not in SAYS_NOTHING}


def test_every_column_of_every_table_is_described_and_no_other(target: Path, tables: list[dict[str, Any]]) -> None:
    catalogue = json.loads((target / "catalog.json").read_text(encoding="utf-8"))["nodes"]
    wrong = {}
    for node in tables:
        found = {column.lower() for column in catalogue[node["unique_id"]]["columns"]}
        described = {column.lower() for column in node["columns"]}
        if found != described:
            wrong[node["name"]] = sorted(found ^ described)
    assert len(tables) > 140
    assert wrong == {}


def test_no_description_merely_repeats_the_name(tables: list[dict[str, Any]]) -> None:
    empty = [node["name"] for node in tables if len(words(node["description"]) - words(node["name"])) < 4]
    for node in tables:
        for column, properties in node["columns"].items():
            if len(words(properties["description"]) - words(column)) < 2:
                empty.append(f"{node['name']}.{column}: {properties['description']}")
    assert empty == []


def test_metrics_are_described_too(manifest: dict[str, Any]) -> None:
    nodes = [*manifest["metrics"].values(), *manifest["semantic_models"].values(), *manifest["saved_queries"].values()]
    assert len(nodes) > 45
    assert [node["name"] for node in nodes if len(words(node["description"] or "") - words(node["name"])) < 1] == []
    columns = [
        (model["name"], column["name"])
        for model in manifest["semantic_models"].values()
        for column in [*model["dimensions"], *model["measures"]]
        if not column["description"]
    ]
    assert columns == []


def test_both_pages_are_whole_by_themselves(target: Path) -> None:
    for name in ("static_index.html", "lineage.html"):
        page = (target / name).read_text(encoding="utf-8")
        assert len(page) > 1_000_000
        assert LOADS.findall(page) == []
    assert "from raw files to segments" in (target / "static_index.html").read_text(encoding="utf-8")
    assert "window.colibriTelemetry = false" in (target / "lineage.html").read_text(encoding="utf-8")


def test_the_lineage_of_a_column_goes_back_to_what_it_was_made_of(target: Path) -> None:
    parents: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for edge in lineage(target)["lineage"]["edges"]:
        child, parent = (tuple(edge[key].split(".")[-1] for key in (end, f"{end}Column")) for end in ("target", "source"))
        parents.setdefault(child, set()).add(parent)

    def ancestors(*column: str) -> set[tuple[str, str]]:
        found, ahead = set(), [column]
        while ahead:
            new = parents.get(ahead.pop(), set()) - found
            found |= new
            ahead += new
        return found

    assert {("int_image_items", "item_count"), ("categories", "category")} <= ancestors("author_segments", "luxury_share")
    assert ancestors("author_segments", "follower_band") >= {("follower_bands", "band_name"), ("dim_authors", "follower_band")}
    assert ancestors("author_segments", "follower_count") >= {("stg_delivery__author_segmentations", "follower_count")}
    assert ("int_image_items", "item_count") not in ancestors("author_segments", "follower_count")


def test_the_lineage_knows_every_table_it_meets(target: Path) -> None:
    kinds = {node.get("nodeType") for node in lineage(target)["nodes"].values()}
    assert kinds <= {"source", "model", "seed", "snapshot", "analysis", "exposure"}, "a name in the SQL is no node of the project"


def lineage(target: Path) -> dict[str, Any]:
    """Return what the page of the lineage draws."""
    page = (target / "lineage.html").read_text(encoding="utf-8")
    encoded = re.search(r'atob\("([A-Za-z0-9+/=]{1000,})"\)', page)
    assert encoded
    return json.loads(base64.b64decode(encoded[1]))


def test_names_in_full_touches_names_of_tables_only() -> None:
    node = {
        "schema": "marts",
        "name": "posts",
        "database": "w",
        "compiled_code": """select "marts"."other", x."marts"."posts" from "marts"."posts" """,
    }
    named = name_in_full({"nodes": {"a": node, "b": {"schema": "marts", "name": "b", "database": "w"}}, "kept": 1})
    assert named["nodes"]["a"]["compiled_code"] == """select "marts"."other", x."marts"."posts" from "w"."marts"."posts" """
    assert named["kept"] == 1
    assert "compiled_code" not in named["nodes"]["b"]


def test_dbt_docs_serve_serves(demo_warehouse: Path, target: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [DBT, "docs", "serve", "--host", "127.0.0.1", "--port", str(port), "--no-browser"]
    with subprocess.Popen(
        command, cwd=ROOT, env=reader(demo_warehouse, target), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as server:
        try:
            assert "from raw files to segments" in fetched(server, f"http://127.0.0.1:{port}/manifest.json")
            assert "<html" in fetched(server, f"http://127.0.0.1:{port}/index.html")
        finally:
            server.terminate()


def fetched(server: subprocess.Popen[bytes], address: str) -> str:
    """Return what a server that is starting answers."""
    for _ in range(300):
        with suppress(URLError), urlopen(address, timeout=5) as answer:
            return answer.read().decode()
        assert server.poll() is None, server.stdout.read() if server.stdout else ""
        time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")
