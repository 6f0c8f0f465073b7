"""Write the lineage of every column as one page, with dbt-colibri, from what `dbt docs generate` left."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from fashion_panel.sentence import Sentence

ROOT = Path(__file__).resolve().parents[2]
COLIBRI = ROOT / ".venv-explore" / "bin" / "colibri"
TWO_PART_NAME = re.compile(r'(?<![\w.])"(\w+)"\."(\w+)"(?!\.)')


def name_in_full(manifest: dict[str, Any]) -> dict[str, Any]:
    """Return the manifest with the database in every name of its SQL: this project leaves it out, and colibri finds no table without."""
    nodes = [node for node in manifest["nodes"].values() if node.get("schema")]
    databases = {(node["schema"], node.get("alias") or node["name"]): node["database"] for node in nodes}

    def in_full(name: re.Match[str]) -> str:
        database = databases.get((name[1], name[2]))
        return f'"{database}".{name[0]}' if database else name[0]

    return manifest | {
        "nodes": {
            key: node | {"compiled_code": TWO_PART_NAME.sub(in_full, node["compiled_code"])} if node.get("compiled_code") else node
            for key, node in manifest["nodes"].items()
        }
    }


def write_lineage(target: Path, page: Path) -> None:
    """Write the page from the manifest and the catalogue in ``target``."""
    if not COLIBRI.is_file():
        raise Sentence("dbt-colibri is not installed: run `make explore` first.")
    with tempfile.TemporaryDirectory(prefix="fashion-lineage.") as scratch:
        manifest = Path(scratch) / "manifest.json"
        named = name_in_full(json.loads((target / "manifest.json").read_text(encoding="utf-8")))
        manifest.write_text(json.dumps(named), encoding="utf-8")
        files = ["--manifest", str(manifest), "--catalog", str(target / "catalog.json"), "--output-dir", scratch]
        command = [str(COLIBRI), "generate", "--light", "--disable-telemetry", *files]
        run = subprocess.run(command, env={**os.environ, "DO_NOT_TRACK": "1"}, check=False, capture_output=True, text=True)
        said = run.stdout + run.stderr
        if run.returncode != 0 or "[ERROR]" in said:
            raise Sentence(f"dbt-colibri could not follow every column:\n{said.strip()}")
        page.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(Path(scratch) / "index.html", page)
