"""What a command costs is read while it runs, so that each node of a build has its CPU seconds."""

from __future__ import annotations

import sys

import pytest

from tests.oracles.costs import measure

BURN = "import time\nwhile time.process_time() < 1: pass"
IN_A_CHILD = f"import subprocess, sys, time\nsubprocess.run([sys.executable, '-c', {BURN!r}], check=True)\ntime.sleep(0.3)"


@pytest.mark.parametrize("code", [BURN, IN_A_CHILD], ids=["of itself", "of a child, running and ended"])
def test_the_clock_ends_at_the_cpu_seconds_of_the_whole_command(code: str) -> None:
    run = measure([sys.executable, "-c", code])
    times, costs = zip(*run.readings, strict=True)
    cpu_seconds = [cost.cpu_seconds for cost in costs]
    assert list(times) == sorted(times)
    assert list(cpu_seconds) == sorted(cpu_seconds)
    assert 0.5 * run.cpu_seconds < cpu_seconds[-1] <= run.cpu_seconds + 0.05
    assert run.cpu_seconds >= 1
    # a child that still runs counts, too
    assert any(0.25 < until / run.cpu_seconds < 0.75 for until in cpu_seconds)


def test_the_peak_is_of_the_command_and_its_child_together() -> None:
    hold = "import time; held = bytearray(100_000_000); time.sleep(0.5)"
    code = f"import subprocess, sys; held = bytearray(150_000_000); subprocess.run([sys.executable, '-c', {hold!r}])"
    run = measure([sys.executable, "-c", code])
    # more for a moment: until a child runs a program of its own, it shows the memory of its parent
    assert 250 < run.peak_mb < 450
