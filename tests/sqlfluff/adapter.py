"""Replaces dbt's ``adapter`` while sqlfluff renders the models (``library_path`` in .sqlfluff)."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import pass_context
from jinja2.runtime import Context


@pass_context
def dispatch(context: Context, macro: str, _package: str | None = None) -> Callable[..., str]:
    """Return the implementation of a dispatched macro that the engine of the lint's configuration has."""
    return context.resolve(f"{context.resolve('target')['type']}__{macro}") or context.resolve(f"default__{macro}")
