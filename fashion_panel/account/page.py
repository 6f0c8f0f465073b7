"""What a warehouse says of one account: the sentences of blocks/, block after block.

A file of blocks/ is written as those of report/claims are: queries under the sentences that they bear. All of them read the tables
``account``, one row with the author_id, and ``label_words``, plain words for labels. A block one of whose tables was not built says so
and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from fashion_panel.report import claims, words
from fashion_panel.sentence import Sentence

BLOCKS = Path(__file__).parent / "blocks"
ORDER = (
    "who_it_is",
    "engagement",
    "style",
    "accounts_that_look_alike",
    "brands",
    "trends",
    "nearness_to_fashion",
    "weight_in_the_panel",
    "history",
    "what_is_unusual",
    "what_is_missing",
)
TABLE = re.compile(r"\b(marts|seeds)\.(\w+)")
LABEL_WORDS = """
create temp table label_words as
select label_name, min(display_name) as label_title from seeds.label_display_names group by label_name"""
SMALLEST, LARGEST = -(2**63), 2**63 - 1


@dataclass(frozen=True)
class Block:
    """A heading and what is said under it."""

    heading: str
    sentences: list[str]


def number_of(text: str) -> int:
    """Return the number of an account that somebody wrote; what is none is told."""
    try:
        number = int(text.strip()) if text.isascii() and "_" not in text else None
    except ValueError:
        number = None
    if number is None or not SMALLEST <= number <= LARGEST:
        raise Sentence(f"{text or 'Nothing'} is no number of an account: give a whole one, as in make account ID=123.")
    return number


def read(warehouse: Path, author_id: int) -> list[Block]:
    """Return the blocks of an account; it is told when the warehouse doesn't know it. One thread: the same page every time."""
    with duckdb.connect(str(warehouse), read_only=True, config={"threads": 1}) as connection:
        connection.execute("set TimeZone = 'UTC'")
        connection.execute("create temp table account as select author_id from marts.dim_authors where author_id = $1", [author_id])
        if not connection.execute("from account").fetchall():
            (count,) = connection.execute("select count(*) from marts.dim_authors").fetchone() or (0,)
            raise Sentence(f"{author_id} is not among the {words.count(count, 'account')} of {warehouse}.")
        connection.execute(LABEL_WORDS)
        return list(blocks(connection))


def blocks(connection: duckdb.DuckDBPyConnection) -> Iterator[Block]:
    """Return what is said of the row of ``account``; a block without a sentence is left out."""
    known = set(connection.execute("select table_schema, table_name from information_schema.tables").fetchall())
    for name in ORDER:
        path = BLOCKS / f"{name}.sql"
        missing = sorted({table for schema, table in TABLE.findall(path.read_text(encoding="utf-8")) if (schema, table) not in known})
        said = [f"Not built: {', '.join(missing)}."] if missing else sentences(connection, path)
        if said:
            yield Block(words.sentence(words.named(name)), said)


def sentences(connection: duckdb.DuckDBPyConnection, path: Path) -> list[str]:
    """Return the sentences of a block, each once."""
    said = [row["says"] for claim in claims.read(path) for row in claims.said(connection, claim)]
    return list(dict.fromkeys(words.sentence(text) for text in said))


def text(author_id: int, found: list[Block]) -> str:
    """Return the page."""
    lines = [f"Account {author_id}"]
    for block in found:
        lines += ["", block.heading, *(f"  {sentence}" for sentence in block.sentences)]
    return "\n".join(lines)
