"""What a command costs, run as a process of its own."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

READ_EVERY = 0.05  # seconds
MB = 1e6


class Cost(NamedTuple):
    """CPU seconds of a process until now, and the memory that it holds, in MB; its children included."""

    cpu_seconds: float
    memory_mb: float


class Run(NamedTuple):
    """Cost of a command and all that it started: wall seconds, seconds on all cores together, the most memory held at one moment, in MB.

    ``readings`` has the cost until a time (seconds since 1970), read every so often.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    readings: list[tuple[float, Cost]]


def cost_of(process: int) -> Cost:
    """Return the cost of a process until now; of one that has ended, nothing (man page proc(5))."""
    folder = Path("/proc", str(process))
    try:
        fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
        children = [int(child) for of_thread in folder.glob("task/*/children") for child in of_thread.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return Cost(0, 0)
    ticks = sum(map(int, fields[11:15]))  # of itself and of ended children, user and system
    own = Cost(ticks / os.sysconf("SC_CLK_TCK"), int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / MB)
    return Cost(*map(sum, zip(own, *map(cost_of, children), strict=True)))


def measure(command: list[str], environment: dict[str, str] | None = None) -> Run:
    """Run ``command`` in a child of its own and return its cost; a failing command ends the benchmark with its output."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        child = os.posix_spawn(command[0], command, os.environ | (environment or {}), file_actions=actions)
        readings = []
        while not (ended := os.wait4(child, os.WNOHANG))[0]:
            readings.append((time.time(), cost_of(child)))
            time.sleep(READ_EVERY)
        _, status, usage = ended
        seconds = time.monotonic() - started
        if status:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace")[-3000:])
    # the system knows of a moment between two readings, but of the largest process alone
    peak_mb = max(usage.ru_maxrss * 1024 / MB, *(cost.memory_mb for _, cost in readings))
    return Run(seconds, usage.ru_utime + usage.ru_stime, peak_mb, readings)


def write_demo(folder: Path, authors: int) -> Path:
    """Write a delivery of so many authors."""
    measure([sys.executable, "-m", "fashion_panel", "demo", "--authors", str(authors), "--out", str(folder)])
    return folder
