"""What a command costs, run as a process of its own."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

READ_EVERY = 0.05  # seconds


class Run(NamedTuple):
    """Cost of one child process: wall seconds, seconds on all cores together, peak memory in MB.

    ``clock`` has the CPU seconds until a time (seconds since 1970), read every so often.
    """

    seconds: float
    cpu_seconds: float
    peak_mb: float
    clock: list[tuple[float, float]]


def cpu_seconds_of(process: int) -> float:
    """Return the CPU seconds of a process until now, its children included; 0 for one that has ended (man page proc(5))."""
    folder = Path("/proc", str(process))
    try:
        ticks = (folder / "stat").read_text().rsplit(")", 1)[1].split()[11:15]  # of itself and of ended children, user and system
        children = [int(child) for of_thread in folder.glob("task/*/children") for child in of_thread.read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK") + sum(map(cpu_seconds_of, children))


def measure(command: list[str], environment: dict[str, str] | None = None) -> Run:
    """Run ``command`` in a child of its own and return its cost; a failing command ends the benchmark with its output."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        actions = [(os.POSIX_SPAWN_DUP2, output.fileno(), 1), (os.POSIX_SPAWN_DUP2, output.fileno(), 2)]
        child = os.posix_spawn(command[0], command, os.environ | (environment or {}), file_actions=actions)
        clock = []
        while not (ended := os.wait4(child, os.WNOHANG))[0]:
            clock.append((time.time(), cpu_seconds_of(child)))
            time.sleep(READ_EVERY)
        _, status, usage = ended
        seconds = time.monotonic() - started
        if status:
            output.seek(0)
            sys.exit(output.read().decode(errors="replace")[-3000:])
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, clock)


def write_demo(folder: Path, authors: int) -> Path:
    """Write a delivery of so many authors."""
    measure([sys.executable, "-m", "fashion_panel", "demo", "--authors", str(authors), "--out", str(folder)])
    return folder
