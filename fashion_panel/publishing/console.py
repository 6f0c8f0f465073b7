"""What somebody who builds gets to read."""

import os
import re
import sys
from collections import deque
from contextlib import suppress
from pathlib import Path

STEPS = 4


def shown(path: Path) -> str:
    """Return a path as somebody in the working folder would type it."""
    absolute = path.absolute()
    with suppress(ValueError):
        return str(absolute.relative_to(Path.cwd()))
    return str(absolute)


def say(line: str = "") -> None:
    """Print a line now. A reader who went away (`make build | head`) does not end a build."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - serves until the process ends


def step(number: int, what: str) -> None:
    """Print the heading of a step."""
    say(f"[{number}/{STEPS}] {what}")


class Listener:
    """Passes the output of a build on, line by line, without the tracebacks, which stay in the log."""

    CLOCK = re.compile(r"(?:\x1b\[0m)?\d\d:\d\d:\d\d ")
    COLOUR = re.compile(r"\x1b\[\d*m")

    def __init__(self) -> None:
        """Start with nothing hidden."""
        self.last_lines: deque[str] = deque(maxlen=200)
        self._indent: int | None = None
        self._in_logging_error = False

    def show(self, line: str) -> None:
        """Print one line unless it is part of a traceback; the line that ends one says what went wrong and is printed."""
        plain = self.COLOUR.sub("", line)
        text = self.CLOCK.sub("", plain, count=1)
        if self._in_logging_error:
            self._in_logging_error = not text.startswith("Arguments: ")
            return
        if text.startswith("--- Logging error ---"):
            self._in_logging_error = True
            return
        indent = len(text) - len(text.lstrip())
        if text.lstrip().startswith("Traceback (most recent call last)"):
            self._indent = 0 if self.CLOCK.match(plain) else indent
            return
        if self._indent is not None and (not text.strip() or (indent > self._indent and not self.CLOCK.match(plain))):
            return
        self._indent = None
        if "another exception occurred:" in text or "direct cause of the following exception:" in text:
            return
        self.last_lines.append(text.rstrip())
        say(line)

    def last_error(self) -> str | None:
        """Return the sentence after dbt's last "Encountered an error:"."""
        lines = list(self.last_lines)
        starts = [number for number, line in enumerate(lines) if line.strip() == "Encountered an error:"]
        if not starts:
            return None
        return first_sentence("\n".join(lines[starts[-1] + 1 :]))


def first_sentence(message: str) -> str | None:
    """Return the first line of an error message of dbt that says something, behind its own headings."""
    if "Traceback (most recent call last)" in message:
        lines = [line.strip() for line in message.splitlines() if line.strip()]
        return lines[-1][:300]
    headings = re.compile(r"(Runtime|Compilation|Parsing|Database|Dependency) Error\b(?!:)|Python model failed:|Encountered an error:|$")
    for line in message.splitlines():
        if not headings.match(line.strip()):
            return line.strip()[:300]
    return None
