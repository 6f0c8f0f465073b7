"""The commands that publish: `fashion build`, `fashion rollback`.

FOLDER/builds/<id>/ holds one version each, FOLDER/current is a relative link to the published one, FOLDER/.building to the one
that is being made, and whoever builds holds FOLDER/.lock.
"""

import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

import click

from fashion_panel.publishing.build import SIGNALS, Interrupted, Order, publish, words_of
from fashion_panel.publishing.console import say, shown
from fashion_panel.publishing.process import ROOT
from fashion_panel.publishing.store import Store
from fashion_panel.sentence import Sentence

of_warehouse = click.option(
    "--warehouse", type=click.Path(path_type=Path), default=ROOT / "warehouse", metavar="FOLDER", help="Folder of the versions."
)


@click.command()
@click.option(
    "--fresh", is_flag=True, help="Build from nothing: without the stored model and the history that the published version holds."
)
@click.option("--vars", "variables", metavar="YAML", help="Variables of dbt, as for dbt build --vars.")
@of_warehouse
@click.argument("command", nargs=-1, type=click.UNPROCESSED)
def build(fresh: bool, variables: str | None, warehouse: Path, command: tuple[str, ...]) -> int:
    """Build a new version of the warehouse apart from the published one, and swap it in as a whole.

    A COMMAND after -- is run instead of `dbt build`; it finds the file to write in WAREHOUSE_PATH. Without one, a build that would
    only make the published version again is left out; with one, the new version begins as a copy of the published one, as the
    command may make a part of it.
    """
    return publishing(warehouse, lambda store: publish(store, Order(list(command), fresh, variables)))


@click.command()
@of_warehouse
def rollback(warehouse: Path) -> int:
    """Publish again the version that the published one replaced."""
    return publishing(warehouse, roll_back)


def roll_back(store: Store) -> None:
    """Point at the version that the published one replaced."""
    with store.lock():
        published = store.published()
        if published is None:
            raise Sentence(f"Nothing is published in {shown(store.folder)}, so there is nothing to go back from.")
        former = store.before(published)
        if former is None:
            raise Sentence(f"There is no version before {published} to go back to; it stays published.")
        store.point_at(former)
    say(f"{shown(store.current)} is now {former}, built {store.record(former)['started_at']}, as before {published}.")


def _interrupt(number: int, _frame: object) -> NoReturn:
    """Turn a signal into an exception, once."""
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    raise Interrupted(number)


def publishing(warehouse: Path, act: Callable[[Store], None]) -> int:
    """Act on a store; whatever ends it, the published version is whole, and the user reads which it is."""
    store = Store(warehouse.absolute())
    for number in SIGNALS:
        if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN:  # nohup makes a build outlive its terminal
            signal.signal(number, _interrupt)
    try:
        act(store)
    except OSError as error:
        raise Sentence(f"Not published: {words_of(error)}. {_what_is_published(store)}") from error
    except Interrupted as interruption:
        name = signal.Signals(interruption.number).name
        print(f"Stopped by {name}; what was unfinished is removed. {_what_is_published(store)}", file=sys.stderr)
        return 128 + interruption.number
    return 0


def _what_is_published(store: Store) -> str:
    """Say which version readers see."""
    with suppress(OSError):
        published = store.published()
        return f"The published version ({published}) is unchanged." if published else "Nothing has been published yet."
    return "The published version is unchanged."
