"""Ends the cluster also when make or a person ends the test."""

from __future__ import annotations

import signal
from typing import NoReturn


def interrupt(number: int, _frame: object) -> NoReturn:
    """Turn a signal into what Ctrl-C does, so that fixtures clear up."""
    raise KeyboardInterrupt(f"signal {number}")


for ending in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(ending, interrupt)
