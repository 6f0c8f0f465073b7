"""Write an invented delivery from the command line.

usage: python -m tools.demo [--authors 2000] [--seed 1] [--out data/demo] [--plain] [--weeks-more 4] [--unusual off] ...
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.demo.delivery import write_delivery
from tools.demo.rules import KNOBS, DemoError, Knobs


def whole_number(text: str, name: str, lowest: int, highest: int) -> int:
    """Read a number from the command line."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and lowest <= int(text) <= highest):
        raise DemoError(f"{name} must be a whole number from {lowest} to {highest}, not {text!r}.")
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
        raise DemoError(f"--{row['flag']} must be a number from {lowest:g} to {highest:g}, or off, not {text!r}.")
    return number


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.demo", description="Write an invented delivery, and its truth beside it.")
    parser.add_argument("--authors", default="2000", help="rows of MART_AUTHORS_SEGMENTATIONS (2000; the real panel has 32841)")
    parser.add_argument("--seed", default="1", help="another seed, other data (1)")
    parser.add_argument("--out", type=Path, default=Path("data/demo"), help="folder to write, replaced as a whole (data/demo)")
    parser.add_argument("--plain", action="store_true", help="all of what follows is off, unless it is given")
    for row in KNOBS.values():
        parser.add_argument(f"--{row['flag']}", metavar="AMOUNT", help=f"{row['meaning']}; off, or an amount ({row['default']})")
    options = parser.parse_args(arguments)
    try:
        authors = whole_number(options.authors, "--authors", 1, 1_000_000)
        seed = whole_number(options.seed, "--seed", 0, 2**32 - 1)
        given = {name: getattr(options, name) for name in KNOBS}
        default = {name: "off" if options.plain and name not in SIZES else row["default"] for name, row in KNOBS.items()}
        knobs = Knobs(**{name: amount(default[name] if text is None else text, name) for name, text in given.items()})
        write_delivery(authors, seed, options.out, knobs)
    except DemoError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130
    return 0


# These say how long or how many where another knob says whether.
SIZES = {"recruit_weeks", "taste_listed", "early_weeks", "rising_accounts", "rising_last_year"}

if __name__ == "__main__":
    sys.exit(main())
