"""Sentences beside the queries of their claims.

A file of claims/ holds what is said at one place of the page: queries that end with a semicolon, each under the sentence that it bears.

    -- says: {author_count:count|account} of the panel lie near an edge.
    select author_count from ... where author_count > 0;

A query without rows says nothing; each row is one sentence, and a part in [brackets] is said once for each row. A sentence whose number
is unknown is not said. There is no other way for a sentence to reach the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from fashion_panel.report import words

CLAIMS = Path(__file__).parent / "claims"
PARTS = ("verdict", "title", "number", "says")
HEADING = re.compile(rf"-- ({'|'.join(PARTS)}): (.+)")
MORE = re.compile(r"--  +(.+)")
SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")
LIST = re.compile(r"\[([^\]]*)\]")


class Unknown(Exception):
    """A sentence asks for a number that is not known."""


@dataclass(frozen=True)
class Claim:
    """What may be said at one place of the page, part by part, and the query that bears it."""

    place: str
    parts: Mapping[str, str]
    query: str


def read(path: Path) -> Iterator[Claim]:
    """Return the claims of a file; a query without a sentence, or a sentence without a query, is an error."""
    parts: dict[str, str] = {}
    query: list[str] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := HEADING.fullmatch(line):
            if query:
                raise ValueError(f"{path.name}: a sentence stands inside a query: {line}")
            parts[heading[1]] = heading[2]
        elif parts and not query and (more := MORE.fullmatch(line)):
            name = next(reversed(parts))
            parts[name] += f" {more[1]}"
        elif query or (line and not line.startswith("--")):
            if not parts:
                raise ValueError(f"{path.name}: a query has no sentence: {line}")
            query.append(line)
            if line.endswith(";"):
                yield Claim(path.stem, parts, "\n".join(query).removesuffix(";"))
                parts, query = {}, []
    if parts or query:
        raise ValueError(f"{path.name}: the last sentence has no query that ends with a semicolon")


def catalogue() -> list[Claim]:
    """Return every claim, place by place, in the order in which it is said."""
    return [claim for path in sorted(CLAIMS.glob("*.sql")) for claim in read(path)]


def said(connection: duckdb.DuckDBPyConnection, claim: Claim) -> list[dict[str, Any]]:
    """Ask the query of a claim, and return what it lets the page say: one row for each sentence."""
    cursor = connection.execute(claim.query)
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, map(words.plain, row), strict=True)) for row in cursor.fetchall()]
    is_list = any(LIST.search(text) for text in claim.parts.values())
    sentences = []
    for group in ([rows] if rows else []) if is_list else [[row] for row in rows]:
        try:
            told = {name: filled(text, group) for name, text in claim.parts.items()}
        except Unknown:
            continue
        keys = {name: group[0].get(name) for name in ("segmentation", "segment")}
        sentences.append({"place": claim.place, **keys, **{part: told.get(part) for part in PARTS}})
    return sentences


def filled(text: str, rows: Sequence[Mapping[str, Any]]) -> str:
    """Put the numbers of the rows into a sentence; only one that is no label of a number ends with a stop, and begins large."""
    text = LIST.sub(lambda part: words.listed([slots(part[1], row) for row in rows]), text)
    text = slots(text, rows[0])
    return words.sentence(text) if text.endswith(".") else text


def slots(text: str, row: Mapping[str, Any]) -> str:
    """Put the numbers of one row into a text."""
    return SLOT.sub(lambda slot: written(row, slot[1], *(slot[2] or "text").split("|")), text)


def written(row: Mapping[str, Any], name: str, how: str, *given: str) -> str:
    """Return a number or a name as people read it."""
    value = row[name]
    if value is None:
        raise Unknown(name)
    match how:
        case "text":
            return str(value)
        case "named":
            return words.named(value)
        case "count":
            return words.count(value, *given)
        case "does":
            return words.does(value, *given)
        case "share":
            return words.share(value)
        case "number":
            return words.number(value, *(int(digits) for digits in given))
        case "times":
            return words.times(value)
        case "probability":
            return words.probability(value)
        case "against":
            other, kind, more, same, less = given
            mine, others = (written(row, column, kind) for column in (name, other))
            return same if mine == others else more if value > row[other] else less
        case _:
            raise ValueError(f"No way to write a number is called {how}.")
