"""Cells that are damaged, or spelled as other tools spell them, and how many of each there are."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np

from fashion_panel.demo.draws import chance_hits
from fashion_panel.demo.rules import DAMAGE, NULL_WORDS, REPEATED_ROWS, Knobs

# Columns of which an empty cell may hold a null word; in GEO_ZONE NA is a country.
WORDED = {
    "MART_AUTHORS": ("NB_FOLLOWERS", "NB_FOLLOWS"),
    "MART_AUTHORS_SEGMENTATIONS": ("GEO_ZONE", "NB_FOLLOWERS"),
    "MART_IMAGES_OF_POSTS": ("NB_LIKES",),
}
Cells = Counter[tuple[str, str, str, str]]  # by table, column, kind and value


def words_for(column: str) -> list[str]:
    """List the null words that mean nothing else in a column."""
    return [word for word in NULL_WORDS if column != "GEO_ZONE" or word != "NA"]


def spelled_nulls(rng: np.random.Generator, table: str, columns: Mapping[str, list[Any]], knobs: Knobs) -> None:
    """Spell some of the empty cells of a table by a null word."""
    if not knobs.null_words:
        return
    for name in WORDED[table]:
        cells, words = columns[name], words_for(name)
        empty = [row for row, cell in enumerate(cells) if cell is None or cell == ""]
        for row, word, chance in zip(empty, rng.integers(len(words), size=len(empty)), rng.random(len(empty)), strict=True):
            if chance < knobs.null_words:
                cells[row] = words[word]


def damaged_rows(
    rng: np.random.Generator, table: str, columns: Mapping[str, list[Any]], at_least: int, cells: Cells
) -> list[tuple[Any, ...]]:
    """Damage some cells of a table, and return its rows with some repeated at the end; count what stands there then."""
    size = len(next(iter(columns.values())))
    for column, instead, rate in DAMAGE[table]:
        for row in chance_hits(rng, size, rate, at_least):
            columns[column][row] = instead
    rows = list(zip(*columns.values(), strict=True))
    rows += [rows[row] for row in chance_hits(rng, size, REPEATED_ROWS[table], at_least)]
    names = list(columns)
    wanted = [(column, "damage", instead) for column, instead, _ in DAMAGE[table]]
    wanted += [(column, "null word", word) for column in WORDED[table] for word in words_for(column)]
    if table == "MART_IMAGES_OF_POSTS":
        wanted.append(("NB_LIKES", "hidden likes", "-1"))
    if table == "MART_AUTHORS_SEGMENTATIONS":
        wanted += [("FASHION_INTEREST_SEGMENT", "flag of another spelling", flag) for flag in ("1", "0")]
    delivered = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {}
    for column, kind, value in wanted:
        cells[table, column, kind, value] += delivered.get(column, ()).count(value)
    return rows
