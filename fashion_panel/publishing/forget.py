"""The command `fashion forget`: one person's rows leave everything that the project keeps.

The account is put on the list of forgotten accounts (a seed, as a hash), which the landing asks. A new version is built from the raw
files, on the history and the model of the published one without the account, and all other versions are removed.
"""

import csv
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
import duckdb

from fashion_panel.publishing.build import Order, publish
from fashion_panel.publishing.commands import of_warehouse, publishing
from fashion_panel.publishing.console import say, shown
from fashion_panel.publishing.database import MANIFEST, carry_over_without
from fashion_panel.publishing.process import ROOT
from fashion_panel.publishing.store import DATABASE, Store
from fashion_panel.sentence import Sentence

FORGOTTEN = ROOT / "seeds" / "ingestion" / "forgotten_accounts.csv"
# seeds of the users that name accounts
LISTS = (ROOT / "seeds" / "rules" / "author_lists.csv", ROOT / "seeds" / "trends" / "fashion_forward_picks.csv")
# what is made of a warehouse, and shows accounts
MADE_AGAIN = ("reports", "exports", "data/landed", "warehouse/spark")


@click.command()
@click.argument("account", type=int)
@click.option("--vars", "variables", metavar="YAML", help="Variables of dbt, as for dbt build --vars.")
@of_warehouse
def forget(account: int, variables: str | None, warehouse: Path) -> int:
    """Forget ACCOUNT (an AUTHORID): its rows leave the published version, former versions are removed, later deliveries leave it out.

    RAW_DATA_DIR stays as it is: docs/privacy.md says what else to delete.
    """
    return publishing(warehouse, lambda store: forget_account(store, account, variables))


def forget_account(store: Store, account: int, variables: str | None) -> None:
    """Forget an account that the published version knows."""
    published = store.published()
    if published is None:
        raise Sentence(f"Nothing is published in {shown(store.folder)}, so there is nobody to forget: run make build first.")
    author_id = published_id(account)
    with duckdb.connect(str(store.builds / published / DATABASE), read_only=True) as connection:
        if not connection.execute("select 1 from marts.dim_authors where author_id = ?", [author_id]).fetchall():
            raise Sentence(f"There is no account {account} in the published version ({published}): nothing was forgotten.")
    manifest = store.builds / published / MANIFEST
    if not manifest.is_file():
        raise Sentence(f"{published} was published by another command: run make build first.")
    known = manifest.read_text(encoding="utf-8")
    with listed(account):
        publish(store, Order([], is_fresh=False, variables=variables, forgets=author_id))
    own = Path(os.environ.get("WAREHOUSE_PATH") or ROOT / "warehouse" / "dev.duckdb")
    if own.is_file():
        unfinished = own.with_name(f".{own.name}")
        unfinished.unlink(missing_ok=True)
        carry_over_without(own, unfinished, known, author_id)
        os.replace(unfinished, own)
        say(f"{shown(own)} holds the history and the model alone, without the account: dbt build makes the rest.")
    for name in MADE_AGAIN:
        if (ROOT / name).is_dir():
            shutil.rmtree(ROOT / name)
            say(f"{name}/ was removed: it may have shown the account, and can be made again.")
    say(f"Forgotten: account {account}. The raw files still hold it: docs/privacy.md says what else to delete.")


def published_id(account: int) -> int:
    """Return what stands for an account in the warehouse: with AUTHOR_ID_KEY set a keyed hash, as in macros/landing/author_id.sql."""
    key = os.environ.get("AUTHOR_ID_KEY")
    if not key:
        return account
    inner = hashlib.md5(f"{key}:inner:{account}".encode()).hexdigest()
    return int(hashlib.md5(f"{key}:outer:{inner}".encode()).hexdigest()[:15], 16)


@contextmanager
def listed(account: int) -> Iterator[None]:
    """Put an account on the list of the forgotten, and take it off the lists that name accounts; undo both if the build fails."""
    before = {path: path.read_bytes() for path in (FORGOTTEN, *LISTS)}
    try:
        rows = records(FORGOTTEN)
        salt = rows[1][1] if len(rows) > 1 else secrets.token_hex(16)
        digest = hashlib.sha256(f"{salt}:{account}".encode()).hexdigest()
        write(FORGOTTEN, [rows[0], *sorted({tuple(row) for row in rows[1:]} | {(digest, salt)})])
        for path in LISTS:
            header, *rows = records(path)
            left = [row for row in rows if row[header.index("author_id")].strip() != str(account)]
            if len(left) < len(rows):
                write(path, [header, *left])
                say(f"{shown(path)}: {len(rows) - len(left)} row(s) of the account taken out.")
        yield
    except BaseException:
        for path, content in before.items():
            path.write_bytes(content)
        raise


def records(path: Path) -> list[list[str]]:
    """Return the records of a seed, header first."""
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.reader(file) if row]


def write(path: Path, rows: Iterable[Sequence[str]]) -> None:
    """Write a seed in one step."""
    unfinished = path.with_name(f".{path.name}")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
    os.replace(unfinished, path)
