"""What somebody sees of a dbt build while it runs: how far it is, and every warning and error, instead of two lines a step.

dbt says what it does as JSON, a line an event (DBT_LOG_FORMAT=json). On a terminal one line is drawn again and again; elsewhere
a line is printed at every tenth of the way and after half a minute of silence, without control codes.
"""

import json
import shutil
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

# dbt's text log has its own level and format, so that the file keeps every line as people know it
ENVIRONMENT = {"DBT_LOG_FORMAT": "json", "DBT_LOG_FORMAT_FILE": "debug"}
SECONDS_OF_SILENCE = 30
# what is printed of the events that are no warning: what macros of this project log, without the ledger, which the summary holds
SAID_BY_MACROS = "JinjaLogInfo"
RAW_TABLE = "MART_"
NOT_STEPS = ("operation", "exposure", "saved_query")
KINDS = {"seed": "seeds", "snapshot": "snapshots", "test": "tests", "unit_test": "tests"}
CLEAR_LINE = "\r\x1b[2K"


def event_of(line: str) -> dict[str, Any] | None:
    """Return the event that a line of dbt's structured log tells; None for any other line."""
    if not line.startswith("{"):
        return None
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) and {"info", "data"} <= event.keys() and "msg" in event["info"] else None


def text_of(event: dict[str, Any]) -> str:
    """Return an event as dbt's text log has it: the time, and what is said."""
    return f"{event['info']['ts'][11:19]}  {event['info']['msg']}"


def is_for_people(event: dict[str, Any]) -> bool:
    """Tell whether somebody who watches wants to read it now: warnings, errors, and what this project itself has to say."""
    info = event["info"]
    if info["name"] == SAID_BY_MACROS:
        return not info["msg"].startswith(RAW_TABLE)
    return info["level"] in ("warn", "error")


def in_plain_words(event: dict[str, Any]) -> str:
    """Return an event for somebody who watches: of a step that went wrong, what went wrong with it."""
    name, data = event["info"]["name"], event["data"]
    status = str(data.get("status", "")).split(" ")[0].lower()
    if name == "LogTestResult" and status in ("warn", "fail"):
        of = f" of {data['attached_node'].split('.')[2]}" if data.get("attached_node") else ""
        return f"      {'Warning' if status == 'warn' else 'FAILED'}: test {data['name']}{of}, {data['num_failures']:,} rows break it"
    if name in ("LogTestResult", "LogModelResult", "LogSeedResult", "LogSnapshotResult") and status == "error":
        return (
            f"      FAILED: {' '.join(data['node_info']['unique_id'].split('.')[:3:2])} could not be {'run' if 'Test' in name else 'built'}"
        )
    return text_of(event)


def in_words(seconds: float) -> str:
    """Return a duration as 12 s, or 3 min 05 s."""
    whole = int(seconds)
    return f"{whole} s" if whole < 100 else f"{whole // 60} min {whole % 60:02} s"


class Progress:
    """Counts the steps of a build and shows how far it is."""

    def __init__(self, say: Callable[[str], None]) -> None:
        """``say`` prints one whole line."""
        self.done: Counter[str] = Counter()  # steps by kind
        self.total = 0
        self._say = say
        self._draws = sys.stdout.isatty()
        self._running: dict[str, float] = {}
        self._tables: set[str] = set()
        self._started = self._last_line = time.monotonic()
        self._tenths = 0
        self._lock = threading.Lock()

    def take(self, event: dict[str, Any]) -> None:
        """Note what an event says of the steps, and show it when it is time to."""
        node = event["data"].get("node_info") or {}
        if node.get("resource_type", "operation") in NOT_STEPS:
            return
        with self._lock:
            self.total = event["data"].get("total") or event["data"].get("num_models") or self.total
            name = node["unique_id"].split(".", 2)[2]
            kind = KINDS.get(node["resource_type"], "tables")
            if event["info"]["name"] == "LogStartLine":
                self._running[name] = time.monotonic()
            elif self._running.pop(name, None) is not None:
                self.done[kind] += 1
            if kind == "tables":
                self._tables.add(name)
        self._show()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Show the passing time while the block runs, and leave the terminal clean."""
        ended = threading.Event()

        def tick() -> None:
            while not ended.wait(1):
                self._show()

        clock = threading.Thread(target=tick, daemon=True)
        clock.start()
        try:
            yield
        finally:
            ended.set()
            clock.join(1)  # a terminal that takes no more text must not keep the build from ending
            self.make_room()

    def make_room(self) -> None:
        """Clear the line that is drawn again and again, so that a whole line can be printed."""
        if self._draws:
            self._draw("")

    def _draw(self, line: str) -> None:
        """Draw over the line of the terminal; one that was closed is no reason to stop."""
        with suppress(OSError):
            sys.stdout.write(f"{CLEAR_LINE}{line}")
            sys.stdout.flush()

    def so_far(self) -> str:
        """Return how far the build is, in words."""
        steps = sum(self.done.values())
        kinds = ", ".join(f"{self.done[kind]:,} {kind}" for kind in ("seeds", "snapshots", "tables", "tests") if self.done[kind])
        return f"{steps:>5,} of {self.total:,} steps, {in_words(time.monotonic() - self._started)}: {kinds or 'starting'}"

    def _show(self) -> None:
        """Draw the line, or print one when it is time to."""
        with self._lock:
            if not self.total:
                return
            tables = [name for name in self._running if name in self._tables]
            line = f"      {self.so_far()}{f'; now {min(tables, key=lambda name: self._running[name])}' if tables else ''}"
            if self._draws:
                self._draw(line[: shutil.get_terminal_size().columns - 1])
                return
            tenths = 10 * sum(self.done.values()) // self.total
            if tenths > self._tenths or time.monotonic() - self._last_line > SECONDS_OF_SILENCE:
                self._tenths, self._last_line = tenths, time.monotonic()
                self._say(line)
