"""Which warehouse is read: the one that is named, else WAREHOUSE_PATH, else the published one."""

import os
from pathlib import Path

from fashion_panel.sentence import Sentence

PUBLISHED = Path("warehouse/current/warehouse.duckdb")


def chosen(named: Path | None) -> Path:
    """Return the path of the warehouse to read; it is told when there is none."""
    warehouse = named or Path(os.environ.get("WAREHOUSE_PATH") or PUBLISHED)
    if not warehouse.is_file():
        nothing = "Nothing is published yet" if warehouse == PUBLISHED else f"There is no warehouse at {warehouse}"
        raise Sentence(f"{nothing}: run make build first.")
    return warehouse
