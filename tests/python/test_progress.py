"""What somebody sees of a build: how far it is, what went wrong in plain words, on a terminal and in a file."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from builds import ROOT
from test_publish import Publisher

from fashion_panel.publishing import progress
from fashion_panel.publishing.progress import CLEAR_LINE, Progress, event_of, in_plain_words, in_words, is_for_people, text_of


def event(name: str, message: str = "", level: str = "info", /, **data: Any) -> dict[str, Any]:
    """Return an event as dbt tells it."""
    return {"info": {"name": name, "msg": message, "level": level, "ts": "2024-05-01T10:20:30.123456Z"}, "data": data}


def node(kind: str, name: str) -> dict[str, str]:
    """Return what dbt says of the node of an event."""
    return {"unique_id": f"{kind}.fashion_panel.{name}", "resource_type": kind}


def step(kind: str, name: str, total: int = 4) -> list[dict[str, Any]]:
    """Return start and end of a step."""
    result = {"seed": "LogSeedResult", "test": "LogTestResult"}.get(kind, "LogModelResult")
    totals = {"num_models" if kind == "test" else "total": total}
    return [event("LogStartLine", node_info=node(kind, name), total=total), event(result, node_info=node(kind, name), **totals)]


@pytest.fixture
def publisher(tmp_path: Path) -> Publisher:
    """A publisher with an empty warehouse."""
    return Publisher(tmp_path)


def test_lines_that_are_no_events_stay_lines() -> None:
    assert [event_of(line) for line in ("10:00:00  Running", "", "{", '{"a": 1}', '["info", "data"]', "{'info': 1}")] == [None] * 6
    told = event("MainReportVersion", "Running")
    assert event_of(json.dumps(told)) == told
    assert text_of(told) == "10:20:30  Running"


def test_progress_counts_seeds_tables_and_tests_but_no_hooks(capsys: pytest.CaptureFixture[str]) -> None:
    lines: list[str] = []
    shown = Progress(lines.append)
    for told in [*step("operation", "hook"), *step("seed", "a"), *step("model", "b"), *step("test", "c"), *step("unit_test", "d")]:
        shown.take(told)
    assert shown.so_far() == "    4 of 4 steps, 0 s: 1 seeds, 1 tables, 2 tests"
    assert [line.split(",")[0].strip() for line in lines] == ["1 of 4 steps", "2 of 4 steps", "3 of 4 steps", "4 of 4 steps"]
    assert capsys.readouterr().out == ""


def test_outside_a_terminal_a_line_is_printed_at_every_tenth_only() -> None:
    lines: list[str] = []
    shown = Progress(lines.append)
    for number in range(500):
        for told in step("model", f"m{number}", total=500):
            shown.take(told)
    assert [int(line.split(" of ")[0]) for line in lines] == [50 * tenth for tenth in range(1, 11)]


def test_a_long_step_is_named_when_nothing_else_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "SECONDS_OF_SILENCE", 0)
    lines: list[str] = []
    shown = Progress(lines.append)
    shown.take(step("model", "int_slow", total=500)[0])
    shown.take(step("test", "unique_a", total=500)[0])
    assert lines[-1].endswith("0 of 500 steps, 0 s: starting; now int_slow")


def test_durations_are_in_words() -> None:
    assert [in_words(seconds) for seconds in (0.4, 99.9, 100, 125, 3605)] == ["0 s", "99 s", "1 min 40 s", "2 min 05 s", "60 min 05 s"]


def test_warnings_errors_and_what_macros_say_are_for_people_the_ledger_is_not() -> None:
    assert is_for_people(event("Anything", "", "warn"))
    assert is_for_people(event("Anything", "", "error"))
    assert is_for_people(event("JinjaLogInfo", "3 labels are not in the taxonomy"))
    assert not is_for_people(event("JinjaLogInfo", "MART_AUTHORS: 3 rows, 2 staged"))
    assert not is_for_people(event("LogModelResult", "1 of 3 OK"))


def test_what_went_wrong_is_said_in_plain_words() -> None:
    failed = {
        "name": "unique_a_id",
        "attached_node": "model.fashion_panel.a",
        "num_failures": 1200,
        "node_info": node("test", "unique_a_id.12"),
    }
    assert (
        in_plain_words(event("LogTestResult", "x", status="fail", **failed)) == "      FAILED: test unique_a_id of a, 1,200 rows break it"
    )
    assert (
        in_plain_words(event("LogTestResult", "x", status="warn", **failed)) == "      Warning: test unique_a_id of a, 1,200 rows break it"
    )
    broken = event("LogModelResult", "1 of 3 ERROR", status="ERROR", node_info=node("model", "int_x"))
    assert in_plain_words(broken) == "      FAILED: model int_x could not be built"
    assert in_plain_words(event("Other", "Deprecated", "warn")) == "10:20:30  Deprecated"


def test_in_a_file_a_build_leaves_no_control_codes_and_the_logs_keep_every_line(publisher: Publisher) -> None:
    result = publisher.build_with_dbt()
    assert result.returncode == 0, result.stdout + result.stderr
    assert "\x1b" not in result.stdout + result.stderr
    assert "\r" not in result.stdout
    assert "2 of 2 steps" in result.stdout
    assert "Warning: test accepted_values_author_segments_author_id__0__1__2 of author_segments, 7 rows break it" in result.stdout
    assert " START " not in result.stdout
    assert '{"data"' not in result.stdout
    for name in ("console.log", "dbt.log"):
        log = (publisher.current / "logs" / name).read_text(encoding="utf-8")
        assert "1 of 2 START" in log
        assert '{"data"' not in log


def test_a_failed_test_is_named_while_the_build_runs_and_at_the_end(publisher: Publisher) -> None:
    result = publisher.build_with_dbt(TINY_SEVERITY="error")
    assert result.returncode == 1
    assert "FAILED: test accepted_values_author_segments_author_id__0__1__2 of author_segments, 7 rows break it" in result.stdout
    assert "Not published: test accepted_values_author_segments_author_id__0__1__2: Got 7 results" in result.stderr


def test_on_a_terminal_one_line_is_drawn_and_cleared(publisher: Publisher) -> None:
    publisher.build_with_dbt()  # writes the project
    project = str(publisher.folder / "tiny")
    command = [sys.executable, "-m", "fashion_panel", "build", "--warehouse", str(publisher.warehouse), "--"]
    command += [str(Path(sys.executable).with_name("dbt")), "build", "--project-dir", project, "--profiles-dir", project]
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, cwd=ROOT, stdout=theirs, stderr=theirs, stdin=subprocess.DEVNULL) as build:
        os.close(theirs)
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end was closed
                break
            if not part:
                break
            seen += part
    os.close(ours)
    assert build.returncode == 0
    shown = seen.decode().replace("\r\n", "\n")
    assert f"{CLEAR_LINE}          0 of 2 steps" in shown
    # what stays on the screen: each line is cleared before something else is written over it
    left = [re.split(re.escape(CLEAR_LINE), line)[-1] for line in shown.split("\n")]
    assert not [line for line in left if "\x1b" in line]
    assert [line.strip().startswith("2 of 2 steps") for line in left].count(True) == 1
    assert any(line.startswith("[3/4]") for line in left)
