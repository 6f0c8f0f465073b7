"""Numbers and names as people read them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

DASH = "not known"
DIGITS = 5


def plain(value: Any) -> Any:
    """Return a value as JSON has it: numbers rounded to what a reader can use, dates as text, NaN and infinity as null."""
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if value is None or isinstance(value, bool | int | str):
        return value
    number = float(value)
    return float(f"{number:.{DIGITS}g}") if math.isfinite(number) else None


def count(number: float | None, noun: str = "", plural: str = "") -> str:
    """Return "1,234", or with a noun "1 account", "2 accounts", "no account"."""
    if number is None:
        return DASH
    whole = round(number)
    if not noun:
        return f"{whole:,}"
    if whole == 0:
        return f"no {noun}"
    return f"{whole:,} {noun if whole == 1 else plural or noun + 's'}"


def does(number: float, noun: str, one: str, many: str, plural: str = "") -> str:
    """Return "1 account lies", "2 accounts lie", "no account lies"."""
    return f"{count(number, noun, plural)} {one if round(number) in (0, 1) else many}"


def share(part: float | None) -> str:
    """Return "83 %". What is neither nothing nor all never reads as 0 % or 100 %."""
    if part is None:
        return DASH
    if part < 0:
        return f"\N{MINUS SIGN}{share(-part)}"
    percent = part * 100
    if percent == 0 or percent == 100:
        return f"{percent:.0f} %"
    if percent >= 99.45:
        return f"{percent:.1f} %" if percent < 99.95 else "over 99.9 %"
    if percent >= 9.95:
        return f"{percent:.0f} %"
    if percent >= 0.995:
        return f"{percent:.1f} %"
    return f"{percent:#.2g} %" if percent >= 0.001 else "under 0.001 %"


def number(value: float | None, digits: int = 2) -> str:
    """Return a measure with two digits behind the point."""
    return DASH if value is None else f"{value:.{digits}f}".replace("-", "\N{MINUS SIGN}")


def times(ratio: float | None) -> str:
    """Return "3.4 times"."""
    if ratio is None:
        return DASH
    return f"{ratio:,.0f} times" if ratio >= 9.95 else f"{ratio:.1f} times"


def probability(p: float | None) -> str:
    """Return "p 0.03", or "p under 0.001"."""
    if p is None:
        return "p " + DASH
    return "p under 0.001" if p < 0.001 else f"p {p:.3f}" if p < 0.01 else f"p {p:.2f}"


def listed(items: Sequence[str]) -> str:
    """Return "a, b and c"."""
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " and " + items[-1] if items else ""


def named(name: str) -> str:
    """Return a lower_snake name with spaces; published names are left as they were published."""
    return name.replace("_", " ")


def sentence(text: str) -> str:
    """Begin with a capital letter."""
    return text[:1].upper() + text[1:]


def trend_name(trend_id: str, display_names: Mapping[str, str]) -> str:
    """Return "shoes: high heel + pumps" for a mined trend, "leather coat" for a named one."""
    base, *others = [display_names.get(part, named(part)) for part in trend_id.split("__")]
    return f"{base}: {' + '.join(others)}" if others else base


def display_names(tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """Return the plain words for labels by their spelling."""
    return {row["label_name"]: row["label_title"] for row in tables["display_names"]}
