"""The process that builds: its environment, its output, and why it failed."""

import ctypes
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from fashion_panel.publishing.console import Listener, first_sentence, say
from fashion_panel.publishing.progress import ENVIRONMENT, Progress, event_of, in_plain_words, is_for_people, text_of
from fashion_panel.publishing.store import DATABASE, Store

ROOT = Path(__file__).resolve().parents[2]
# unit tests prove the SQL on rows of their own, which a delivery doesn't change: make test runs them
DEFAULT_COMMAND = [str(Path(sys.executable).with_name("dbt")), "build", "--exclude-resource-type", "unit_test"]
PARSED = "partial_parse.msgpack"
SECONDS_TO_END = 10
FULL_DISK = "the disk is full"
FULL_DISK_WORDS = re.compile(r"No space left on device|Disk quota exceeded|File too large", re.IGNORECASE)


def end_with_parent() -> None:
    """Make the kernel end this child when its parent is killed (Linux; elsewhere it runs on, and keeps the lock while it does)."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)


def run(command: list[str], environment: dict[str, str], lock: IO[bytes], log: Path) -> tuple[int, Listener]:
    """Run the build, show and keep what it prints, and return its status. It shares the lock, so no build starts beside it."""
    listener, progress = Listener(), Progress(say)
    with (
        progress.watched(),
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=[lock.fileno()],
            preexec_fn=end_with_parent,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        try:
            assert process.stdout is not None
            for line in process.stdout:
                event = event_of(line)
                text = text_of(event) if event else line.rstrip("\n")
                if event is None or is_for_people(event):
                    progress.make_room()
                    for part in (in_plain_words(event) if event else text).split("\n"):
                        listener.show(part)
                else:
                    listener.last_lines.append(text)
                if event:
                    progress.take(event)
                with suppress(OSError):  # a full disk is told by the build itself
                    kept.write(f"{text}\n")
                    kept.flush()
            if progress.total:
                progress.make_room()
                say(f"      {progress.so_far()}")
            return process.wait(), listener
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(SECONDS_TO_END)
                except subprocess.TimeoutExpired:
                    process.kill()


def memory_limit() -> str:
    """Return the memory that the engine gets when nobody says: a fifth of the machine's, or of the container's, at least 1000 MB."""
    megabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 10**6
    with suppress(OSError, ValueError):  # no container, or one without a limit
        megabytes = min(megabytes, int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")) // 10**6)
    return f"{max(megabytes // 5, 1000)}MB"


def environment_of(store: Store, folder: Path) -> dict[str, str]:
    """Return the environment in which a build writes into ``folder`` only."""
    environment = {
        **os.environ,
        "WAREHOUSE_PATH": str(store.building / DATABASE),
        "DBT_TARGET_PATH": str(folder / "target"),
        "DBT_LOG_PATH": str(folder / "logs"),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_USE_FAST_TEST_EDGES": "true",  # half a second less (Makefile)
        "DO_NOT_TRACK": "1",
        "PYTHONUNBUFFERED": "1",
        **ENVIRONMENT,
    }
    environment.setdefault("DBT_USE_COLORS", "false")
    environment["DUCKDB_MEMORY_LIMIT"] = environment.get("DUCKDB_MEMORY_LIMIT") or memory_limit()
    return environment


def take_over_the_parsing(store: Store, folder: Path, former: str | None) -> None:
    """Copy what dbt parsed for the published version, so that it parses only files that changed since."""
    (folder / "target").mkdir()
    if former is not None:
        with suppress(FileNotFoundError):
            shutil.copyfile(store.builds / former / "target" / PARSED, folder / "target" / PARSED)


def results_of(folder: Path) -> list[dict[str, Any]]:
    """Return what dbt wrote of each node, nothing if it wrote none."""
    try:
        return list(json.loads((folder / "target" / "run_results.json").read_text(encoding="utf-8"))["results"])
    except (OSError, ValueError, KeyError):
        return []


def counts_of(results: list[dict[str, Any]]) -> dict[str, int]:
    """Count the results by status."""
    statuses = [str(result["status"]) for result in results]
    return {status: statuses.count(status) for status in sorted(set(statuses))}


def why_it_failed(status: int, results: list[dict[str, Any]], listener: Listener) -> str:
    """Return the sentence for a build that ended with ``status``."""
    failed = [result for result in results if result["status"] in ("error", "fail", "runtime error")]
    told = "\n".join([*(str(result.get("message")) for result in failed), *listener.last_lines])
    if status < 0 and -status not in (signal.SIGINT, signal.SIGTERM):
        return f"the build was killed by {signal.Signals(-status).name}, as happens when the machine has no memory left"
    if status < 0:
        return f"the build was ended by {signal.Signals(-status).name}"
    if FULL_DISK_WORDS.search(told):
        return FULL_DISK
    if "Out of Memory Error" in told or "MemoryError" in told:
        return "the memory limit is too low (Out of Memory Error); set DUCKDB_MEMORY_LIMIT higher"
    if failed:
        first = f"{name_of(failed[0])}: {first_sentence(str(failed[0].get('message'))) or failed[0]['status']}"
        others = len(failed) - 1
        return first.rstrip(".") + (f", and {others} more failed" if others else "")
    said = next((line.strip()[:300] for line in reversed(listener.last_lines) if line.strip()), "it said nothing")
    return (listener.last_error() or f"the build ended with exit status {status} ({said})").rstrip(".")


def name_of(result: dict[str, Any]) -> str:
    """Return "model author_segments" for model.project.author_segments."""
    kind, _, name = str(result["unique_id"]).split(".")[:3]
    return f"{kind} {name}"
