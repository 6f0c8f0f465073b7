"""The architecture as rules over dbt's manifest: layers, names, descriptions, keys."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LAYERS = {
    "staging": ("raw_", "landed_", "duplicate_", "stg_delivery__"),
    "intermediate": ("int_", "published_"),
    "ml": ("",),
    "marts": ("",),
}
MAY_READ = {
    "staging": {"staging", "sources", "seeds"},
    "intermediate": {"staging", "seeds", "intermediate", "ml"},
    "ml": {"intermediate"},
    "marts": {"intermediate", "ml", "marts", "staging", "seeds"},
}
# what a snapshot recorded is read by the models that lie around it
LOOP_OF_THE_SNAPSHOT = {"models/intermediate/history", "snapshots"}
LONGEST_CHAIN = 30  # of which one counts the cells of a file apart from what the counts say, so that a known file is not counted again
LONGEST_FILES = {".sql": 150, ".yml": 250, ".py": 400}
KEY_TESTS = {"is_key", "unique", "unique_combination", "grid_is_complete", "holds"}


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Parse the project as CI does, warnings being errors."""
    target = tmp_path_factory.mktemp("manifest")
    dbt = Path(sys.executable).with_name("dbt")
    command = [dbt, "--warn-error", "--no-partial-parse", "parse", "--target-path", target, "--log-path", target]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env=os.environ | {"DO_NOT_TRACK": "1"})
    return json.loads((target / "manifest.json").read_text())


def layer(node: dict[str, Any]) -> str:
    """Return the schema of a node, whatever the schema of the sources is on this target."""
    return "sources" if node["resource_type"] == "source" else node["schema"]


def folder(node: dict[str, Any]) -> str:
    """Return the folder of a node; a folder of python_models is that of the SQL models of the same topic."""
    path = Path(node["original_file_path"]).parent
    if path.parts[0] != "python_models":
        return path.as_posix()
    (same_topic,) = (ROOT / "models" / "intermediate").rglob(path.name)
    return same_topic.relative_to(ROOT).as_posix()


def lineage(manifest: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """Return the parents of every model and snapshot."""
    nodes = manifest["nodes"] | manifest["sources"]
    built = own_nodes(manifest, "model") + own_nodes(manifest, "snapshot")
    return {node["unique_id"]: [nodes[parent] for parent in node["depends_on"]["nodes"]] for node in built}


def own_nodes(manifest: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    """Return the nodes of one kind that this project defines."""
    return [node for node in manifest["nodes"].values() if node["resource_type"] == kind]


def test_models_are_named_after_their_layer(manifest: dict[str, Any]) -> None:
    strangers = [node["name"] for node in own_nodes(manifest, "model") if not node["name"].startswith(LAYERS[node["schema"]])]
    assert strangers == []


def test_layers_read_only_what_lies_below(manifest: dict[str, Any]) -> None:
    parents = lineage(manifest)
    wrong = [
        f"{node['name']} reads {parent['name']}"
        for node in own_nodes(manifest, "model")
        for parent in parents[node["unique_id"]]
        if layer(parent) not in MAY_READ[node["schema"]]
        # the ids of a list are hashed where all ids are
        and not (layer(node) == "staging" and parent["config"]["meta"].get("holds_author_ids"))
    ]
    assert wrong == []


def test_only_marts_read_marts(manifest: dict[str, Any]) -> None:
    nodes = manifest["nodes"]
    readers = {
        f"{nodes[reader]['name']} reads {parent['name']}"
        for reader, parents in lineage(manifest).items()
        for parent in parents
        if layer(parent) == "marts" and layer(nodes[reader]) != "marts"
    }
    assert readers == set()


def test_marts_read_staging_only_to_account_for_rows(manifest: dict[str, Any]) -> None:
    nodes = manifest["nodes"]
    readers = {
        Path(nodes[reader]["path"]).parent.name
        for reader, parents in lineage(manifest).items()
        if layer(nodes[reader]) == "marts" and any(layer(parent) == "staging" for parent in parents)
    }
    assert readers == {"quality"}


def test_the_folders_read_each_other_one_way(manifest: dict[str, Any]) -> None:
    nodes = manifest["nodes"]
    reads: dict[str, set[str]] = {}
    for reader, parents in lineage(manifest).items():
        reads.setdefault(folder(nodes[reader]), set()).update(folder(parent) for parent in parents)
    for name in reads:
        reads[name] -= {name} | (LOOP_OF_THE_SNAPSHOT if name == "snapshots" else set())
    assert len(reads) > 15
    with_a_way_down = TopologicalSorter(reads)
    with_a_way_down.prepare()


def test_the_lineage_begins_at_the_four_tables_and_is_not_long(manifest: dict[str, Any]) -> None:
    parents = lineage(manifest)
    assert {source["name"] for source in manifest["sources"].values()} == {
        parent["name"] for read in parents.values() for parent in read if layer(parent) == "sources"
    }
    assert len(manifest["sources"]) == 4
    lengths: dict[str, int] = {}
    for node in TopologicalSorter(
        {key: [p["unique_id"] for p in read if p["unique_id"] in parents] for key, read in parents.items()}
    ).static_order():
        lengths[node] = 1 + max((lengths.get(parent["unique_id"], 0) for parent in parents[node]), default=0)
    assert max(lengths.values()) <= LONGEST_CHAIN


def test_every_segmentation_is_a_model_that_a_door_reads(manifest: dict[str, Any]) -> None:
    parents = lineage(manifest)
    columns = {node["name"]: set(node["columns"]) for node in own_nodes(manifest, "model") if node["name"].startswith("int_segmentation__")}
    halves = {name for name in columns if name.endswith("_halves")}
    doors = {"int_author_segmentations": (columns.keys() - halves) | {"int_list_segmentations"}, "int_half_segmentations": halves}
    for door, behind in doors.items():
        read = parents[f"model.fashion_panel.{door}"]
        assert {parent["name"] for parent in read if parent["resource_type"] == "model"} == behind
    asked = {name: {"author_id", "segment"} | ({"half"} if name in halves else set()) for name in columns}
    assert columns == asked
    readers = {f"model.fashion_panel.{name}" for name in (*doors, "author_segments")}
    others = {f"{reader} reads {parent['name']}" for reader, read in parents.items() for parent in read if parent["name"] in columns}
    assert {text for text in others if text.split()[0] not in readers} == set()


def test_every_segmentation_that_is_placed_by_posts_is_placed_by_each_half_of_the_weeks_too(manifest: dict[str, Any]) -> None:
    with (ROOT / "seeds" / "rules" / "segmentations.csv").open(encoding="utf-8") as lines:
        by_posts = {row["segmentation"] for row in csv.DictReader(lines) if row["placed_by"] == "posts"}
    assert len(by_posts) >= 4
    models = {node["name"] for node in own_nodes(manifest, "model")}
    asked = {f"int_segmentation__{name}_halves" for name in by_posts}
    assert {name for name in models if name.startswith("int_segmentation__") and name.endswith("_halves")} == asked


def test_every_model_and_seed_describes_itself_its_grain_and_its_columns(manifest: dict[str, Any]) -> None:
    gaps = []
    for node in own_nodes(manifest, "model") + own_nodes(manifest, "seed"):
        if not node["description"] or not node["config"]["meta"].get("grain"):
            gaps.append(node["name"])
        gaps += [f"{node['name']}.{column}" for column, text in node["columns"].items() if not text["description"]]
        if not node["columns"]:
            gaps.append(f"{node['name']} has no columns")
    assert gaps == []


def test_no_seed_has_a_quotation_mark() -> None:
    """dbt-spark puts texts of seeds between quotes as they are."""
    seeds = sorted((ROOT / "seeds").rglob("*.csv"))
    assert len(seeds) > 20
    assert [path.name for path in seeds if "'" in path.read_text(encoding="utf-8")] == []


def test_the_exposure_of_the_report_names_what_its_queries_read(manifest: dict[str, Any]) -> None:
    folder = ROOT / "fashion_panel" / "report"
    queries = "\n".join(path.read_text(encoding="utf-8") for name in ("queries", "claims") for path in (folder / name).glob("*.sql"))
    read = set(re.findall(r"\b(?:marts|seeds)\.(\w+)", queries))
    assert len(read) > 20
    nodes = manifest["exposures"]["exposure.fashion_panel.report"]["depends_on"]["nodes"]
    assert {node.split(".")[-1] for node in nodes} == read


def test_every_model_has_a_test_of_its_key(manifest: dict[str, Any]) -> None:
    tested = {
        parent
        for test in own_nodes(manifest, "test")
        if (test.get("test_metadata") or {}).get("name") in KEY_TESTS
        for parent in test["depends_on"]["nodes"]
    }
    assert [node["name"] for node in own_nodes(manifest, "model") if node["unique_id"] not in tested] == []


def test_every_macro_is_described_and_named_as_its_file(manifest: dict[str, Any]) -> None:
    macros = [m for m in manifest["macros"].values() if m["package_name"] == "fashion_panel" and m["path"].startswith("macros")]
    implementations = re.compile(r"^(default|duckdb|spark|snowflake)__")
    assert [m["name"] for m in macros if implementations.sub("", m["name"]) != Path(m["path"]).stem] == []
    undescribed = [m["name"] for m in macros if not implementations.match(m["name"]) and not m["description"]]
    assert undescribed == []


def test_every_test_that_a_page_names_exists() -> None:
    texts = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "tests" / "README.md", *(ROOT / "docs").glob("*.md")]
    pages = {path: path.read_text(encoding="utf-8") for path in texts}
    named = {name for page in pages.values() for name in re.findall(r"`(test_\w+)[`[]", page)}
    cases = {case for page in pages.values() for case in re.findall(r"`test_\w+\[([^`]+)\]`", page)}
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "python").glob("test_*.py"))
    assert len(named) >= 10
    assert sorted(name for name in named if f"def {name}(" not in tests) == []
    assert sorted(case for case in cases if f'"{case}"' not in tests) == []
    promises = pages[ROOT / "docs" / "what_happens_when.md"].splitlines()
    assert [row for row in promises if row.startswith("| ") and "| proved by |" not in row and "`test_" not in row] == []


def test_every_file_that_a_recipe_names_exists() -> None:
    for page in ("README.md", "CONTRIBUTING.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        paths = [name for name in re.findall(r"`([\w./-]+\.(?:sql|yml|csv|py|md|in|lock))`", text) if "<" not in name]
        missing = [name for name in paths if not (ROOT / name).exists() and not any(ROOT.glob(f"[a-z]*/**/{Path(name).name}"))]
        assert missing == [], page


def test_the_readme_has_a_row_for_every_mart_and_is_short(manifest: dict[str, Any]) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = [row.split("|")[1] for row in readme.split("## The marts")[1].split("## ")[0].splitlines() if row.startswith("| ")]
    rows = {name for cell in listed for name in re.findall(r"`(\w+)`", cell)}
    assert {node["name"] for node in own_nodes(manifest, "model") if layer(node) == "marts"} - rows == set()
    assert len(readme.splitlines()) < 200
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) < 150


def test_marts_are_public_with_an_owner_and_everything_below_is_not(manifest: dict[str, Any]) -> None:
    models = own_nodes(manifest, "model")
    assert [n["name"] for n in models if (n["access"] == "public") != (layer(n) == "marts")] == []
    assert [n["name"] for n in models if layer(n) == "marts" and n["group"] is None] == []
    assert [group["name"] for group in manifest["groups"].values() if not group["owner"].get("email")] == []


def test_every_mart_stands_in_an_exposure_with_an_owner(manifest: dict[str, Any]) -> None:
    exposures = manifest["exposures"].values()
    read = {node.split(".")[-1] for exposure in exposures for node in exposure["depends_on"]["nodes"]}
    assert {node["name"] for node in own_nodes(manifest, "model") if layer(node) == "marts"} - read == set()
    assert [e["name"] for e in exposures if not (e["owner"].get("email") and e["description"] and e["maturity"])] == []
    analyses = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "analyses").glob("*.sql"))
    cookbook = manifest["exposures"]["exposure.fashion_panel.cookbook"]["depends_on"]["nodes"]
    assert {node.split(".")[-1] for node in cookbook} == set(re.findall(r"ref\('(\w+)'\)", analyses))


def test_every_snapshot_describes_its_columns(manifest: dict[str, Any]) -> None:
    for node in own_nodes(manifest, "snapshot"):
        relation = next(manifest["nodes"][parent] for parent in node["depends_on"]["nodes"])
        by_dbt = {"dbt_scd_id", "dbt_updated_at", "dbt_valid_from", "dbt_valid_to"}
        assert node["columns"].keys() >= relation["columns"].keys() | by_dbt, node["name"]
        assert [name for name, column in node["columns"].items() if not column["description"]] == []


def test_models_and_yaml_stay_readable() -> None:
    long = [
        f"{path.relative_to(ROOT)} has {length} lines"
        for suffix, limit in LONGEST_FILES.items()
        for folder in ("models", "python_models", "seeds", "macros", *(["fashion_panel"] if suffix == ".py" else []))
        for path in (ROOT / folder).rglob(f"*{suffix}")
        if (length := len(path.read_text().splitlines())) > limit
    ]
    assert long == []


def test_no_test_imports_a_benchmark() -> None:
    """Oracles that both need are in tests/oracles."""
    importing = re.compile(r"^\s*(?:from|import) benchmarks\b", re.MULTILINE)
    assert [path.name for path in (ROOT / "tests").rglob("*.py") if importing.search(path.read_text(encoding="utf-8"))] == []


def test_every_table_that_a_benchmark_reads_is_built(manifest: dict[str, Any]) -> None:
    built = {node["name"] for kind in ("model", "snapshot") for node in own_nodes(manifest, kind)}
    texts = [path.read_text(encoding="utf-8") for name in ("benchmarks", "tests/oracles") for path in (ROOT / name).glob("*.py")]
    read = {table for text in texts for table in re.findall(r"\b(?:intermediate|marts|ml)\.(\w+)", text)}
    assert len(read) > 10
    assert read - built == set()


def test_the_story_of_a_mart_is_a_question_a_grain_and_a_trap(manifest: dict[str, Any]) -> None:
    """The documentation of a mart begins with what it answers, says what a row is, and how not to read it."""
    marts = {n["name"]: (n["description"], n["config"]["meta"]["grain"]) for n in own_nodes(manifest, "model") if layer(n) == "marts"}
    grains = {name: re.split(r"[:(]", grain)[0].strip().lower() for name, (_, grain) in marts.items()}
    assert [name for name, (story, _) in marts.items() if not re.match(r"[A-Z]([^.?]|\.csv)*\?\s", story)] == []
    assert [name for name, (story, _) in marts.items() if grains[name] not in story.lower()] == []
    assert [name for name, (story, _) in marts.items() if not re.search(r"\b(Don't|Never)\b|\*\*How not to", story)] == []
