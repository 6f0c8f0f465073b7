"""Ask the engine how it would run a query: which side of each join it keeps in memory."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

LABELS = {"landed_label_records", "int_image_labels"}  # the tables with a row a label


def _rows_of(node: dict[str, Any]) -> set[str]:
    """Return the tables whose single rows ``node`` of a plan hands on; a group by hands on groups."""
    if "GROUP_BY" in node["name"]:
        return set()
    own = {node["extra_info"]["Table"].split(".")[-1]} if "Table" in node["extra_info"] else set()
    return own.union(*map(_rows_of, node["children"]))


def _kept(node: dict[str, Any]) -> list[set[str]]:
    """Return what each join at or below ``node`` keeps."""
    below = [kept for child in node["children"] for kept in _kept(child)]
    return [_rows_of(node["children"][1]), *below] if node["name"].strip() == "HASH_JOIN" else below


def kept_in_memory(query: str, warehouse: Path) -> list[set[str]]:
    """Return, for every hash join of ``query``, the tables whose rows the engine keeps in memory: those of the second side."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        ((_, plan),) = con.execute(f"explain (format json) {query}").fetchall()
    (root,) = json.loads(plan)
    return _kept(root)
