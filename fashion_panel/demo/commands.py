"""The command `fashion demo`: an invented delivery, and its truth beside it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from fashion_panel.demo.delivery import write_delivery
from fashion_panel.demo.rules import KNOBS, Knobs
from fashion_panel.sentence import Sentence

# these say how long or how many where another knob says whether
SIZES = {"recruit_weeks", "taste_listed", "early_weeks", "rising_accounts", "rising_last_year"}


def whole_number(text: str, name: str, lowest: int, highest: int) -> int:
    """Read a number from the command line."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and lowest <= int(text) <= highest):
        raise Sentence(f"{name} must be a whole number from {lowest} to {highest}, not {text!r}.")
    return int(text)


def amount(text: str, name: str) -> float:
    """Read how much of something is planted: a number, or off for the amount that plants nothing."""
    row = KNOBS[name]
    lowest, highest = float(row["lowest"]), float(row["highest"])
    try:
        number = lowest if text == "off" else float(text)
    except ValueError:
        number = float("nan")
    if not lowest <= number <= highest:
        raise Sentence(f"--{row['flag']} must be a number from {lowest:g} to {highest:g}, or off, not {text!r}.")
    return number


def with_knobs(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command an option for each knob."""
    for name, row in reversed(KNOBS.items()):
        help_text = f"{row['meaning']}; off, or an amount ({row['default']})"
        command = click.option(f"--{row['flag']}", name, metavar="AMOUNT", help=help_text)(command)
    return command


@click.command()
@click.option("--authors", default="2000", help="Rows of MART_AUTHORS_SEGMENTATIONS (2000; the real panel has 32841).")
@click.option("--seed", default="1", help="Another seed, other data (1).")
@click.option("--out", type=click.Path(path_type=Path), default=Path("data/demo"), help="Folder to write, replaced as a whole (data/demo).")
@click.option("--plain", is_flag=True, help="All of what follows is off, unless it is given.")
@with_knobs
def demo(authors: str, seed: str, out: Path, plain: bool, **given: Any) -> int:
    """Write an invented delivery, and its truth beside it."""
    size = whole_number(authors, "--authors", 1, 1_000_000)
    number = whole_number(seed, "--seed", 0, 2**32 - 1)
    default = {name: "off" if plain and name not in SIZES else row["default"] for name, row in KNOBS.items()}
    knobs = Knobs(**{name: amount(default[name] if text is None else text, name) for name, text in given.items()})
    try:
        write_delivery(size, number, out, knobs)
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130
    return 0
