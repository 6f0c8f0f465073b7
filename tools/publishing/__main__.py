"""Build a new version of the warehouse apart from the published one, and swap it in as a whole.

usage: python -m tools.publishing [--fresh] [--vars YAML] [--warehouse FOLDER] [-- COMMAND ...]
       python -m tools.publishing rollback [--warehouse FOLDER]

FOLDER/builds/<id>/ holds one version each, FOLDER/current is a relative link to the published one, FOLDER/.building to the one
that is being made, and whoever builds holds FOLDER/.lock. A COMMAND after -- is run instead of `dbt build`; it finds the file to
write in WAREHOUSE_PATH. Without one, a build that would only make the published version again is left out; with one, the new version
begins as a copy of the published one, as the command may make a part of it.
"""

import argparse
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from tools.publishing.build import SIGNALS, Interrupted, Order, publish, words_of
from tools.publishing.console import say, shown
from tools.publishing.process import ROOT
from tools.publishing.store import Refused, Store


def roll_back(store: Store) -> None:
    """Publish again the version that the published one replaced."""
    with store.lock():
        published = store.published()
        if published is None:
            raise Refused(f"Nothing is published in {shown(store.folder)}, so there is nothing to go back from.")
        former = store.before(published)
        if former is None:
            raise Refused(f"There is no version before {published} to go back to; it stays published.")
        store.point_at(former)
    say(f"{shown(store.current)} is now {former}, built {store.record(former)['started_at']}, as before {published}.")


def parse_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.publishing", description="Build a new version of the warehouse and publish it.")
    parser.add_argument("action", nargs="?", choices=["build", "rollback"], default="build")
    parser.add_argument(
        "--fresh",
        action="store_true",
        help="build from nothing: without the fitted model and the history of the segments that the published version holds",
    )
    parser.add_argument("--warehouse", type=Path, default=ROOT / "warehouse", metavar="FOLDER", help="folder of the versions")
    parser.add_argument("--vars", metavar="YAML", help="variables of dbt, as for dbt build --vars")
    end = arguments.index("--") if "--" in arguments else len(arguments)
    parsed = parser.parse_args(arguments[:end])
    parsed.command = arguments[end + 1 :]
    return parsed


def interrupt(number: int, _frame: object) -> NoReturn:
    """Turn a signal into an exception, once."""
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Interrupted(number)


def main(arguments: list[str]) -> int:
    """Run from the command line; every way it can end is a sentence."""
    parsed = parse_arguments(arguments)
    store = Store(parsed.warehouse.absolute())
    for number in SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup makes a build outlive its terminal
            signal.signal(number, interrupt)
    try:
        if parsed.action == "rollback":
            roll_back(store)
        else:
            publish(store, Order(parsed.command, parsed.fresh, parsed.vars))
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"Not published: {words_of(error)}. {what_is_published(store)}", file=sys.stderr)
        return 1
    except Interrupted as interruption:
        name = signal.Signals(interruption.number).name
        print(f"Stopped by {name}; what was unfinished is removed. {what_is_published(store)}", file=sys.stderr)
        return 128 + interruption.number
    return 0


def what_is_published(store: Store) -> str:
    """Say which version readers see."""
    with suppress(OSError):
        published = store.published()
        return f"The published version ({published}) is unchanged." if published else "Nothing has been published yet."
    return "The published version is unchanged."


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
