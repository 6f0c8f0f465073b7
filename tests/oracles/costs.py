"""What a command costs, run as a process of its own."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """Cost of one child process: wall seconds, seconds on both cores together, and peak memory in MB."""

    seconds: float
    cpu_seconds: float
    peak_mb: float


def measure(command: list[str], environment: dict[str, str] | None = None) -> Run:
    """Run ``command`` in a child of its own and return its cost; a failing command ends the benchmark with its output."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        child = os.posix_spawn(command[0], command, os.environ | (environment or {}), file_actions=actions)
        _, status, usage = os.wait4(child, 0)
        seconds = time.monotonic() - started
        if status:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace")[-3000:])
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6)


def write_demo(folder: Path, authors: int) -> Path:
    """Write a delivery of so many authors."""
    measure([sys.executable, "-m", "fashion_panel", "demo", "--authors", str(authors), "--out", str(folder)])
    return folder
