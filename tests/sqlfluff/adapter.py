"""Stands in for dbt's ``adapter`` while sqlfluff renders the models (``library_path`` in .sqlfluff)."""

from __future__ import annotations

from collections.abc import Callable


def dispatch(macro: str, _package: str | None = None) -> Callable[..., str]:
    """Return what renders a dispatched macro as a plain function call, whatever the engine."""
    return lambda *arguments: f"{macro}({', '.join(str(argument) for argument in arguments)})"
