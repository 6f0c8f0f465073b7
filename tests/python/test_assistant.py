"""An assistant asks the warehouse over MCP, and can't change it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from builds import ROOT, rows


def test_three_questions_over_mcp_get_the_answers_of_the_warehouse(demo_warehouse: Path) -> None:
    command = [ROOT / ".venv-explore" / "bin" / "python", ROOT / "examples" / "ask_over_mcp.py", demo_warehouse]
    run = subprocess.run(command, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    clusters, delivery, change = [json.loads(line) for line in run.stdout.splitlines()]
    query = "select style_cluster, count(*) from marts.author_segments group by 1 order by 2 desc, 1 limit 3"
    assert [tuple(row) for row in clusters["rows"]] == rows(demo_warehouse, query)
    query = "select cast(version_date as varchar), author_count, post_count from marts.panel_versions"
    assert [tuple(row) for row in delivery["rows"]] == rows(demo_warehouse, query)
    assert (change["success"], "read-only" in change["error"]) == (False, True)
