"""The command `fashion docs`: docs/index.html and docs/lineage.html, of the published warehouse."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from fashion_panel.docs.lineage import write_lineage
from fashion_panel.sentence import Sentence

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "warehouse" / "current" / "warehouse.duckdb"
READER = ROOT / "fashion_panel" / "docs" / "reader"


def write_pages(warehouse: Path, folder: Path, scratch: Path) -> list[Path]:
    """Write both pages of a warehouse into ``folder``, with what dbt makes on the way in ``scratch``, and return their paths."""
    environment = {
        **os.environ,
        "DBT_PROFILES_DIR": str(READER),
        "DBT_TARGET_PATH": str(scratch),
        "DBT_LOG_PATH": str(scratch / "logs"),
        "WAREHOUSE_PATH": str(warehouse),
        "DO_NOT_TRACK": "1",
    }
    command = [str(Path(sys.executable).with_name("dbt")), "--quiet", "docs", "generate", "--static"]
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode != 0:
        raise Sentence("dbt wrote no docs: what it says stands above.")
    folder.mkdir(parents=True, exist_ok=True)
    write_lineage(scratch, folder / "lineage.html")
    shutil.copyfile(scratch / "static_index.html", folder / "index.html")
    return [folder / "index.html", folder / "lineage.html"]


@click.command()
def docs() -> None:
    """Write docs/index.html and docs/lineage.html from the published warehouse."""
    if not PUBLISHED.is_file():
        raise Sentence("Nothing is published yet: run make build first.")
    with tempfile.TemporaryDirectory(prefix="fashion-docs.") as scratch:
        pages = write_pages(PUBLISHED, ROOT / "docs", Path(scratch))
    print(f"wrote {' and '.join(str(page.relative_to(ROOT)) for page in pages)}")
