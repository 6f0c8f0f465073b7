"""Random values in random spellings of tools, through the real landing: each is read as it was meant, or it is told; none is wrong.

The same seed gives the same files. What lands is held against the values that were spelled, and against naive_landing, which reads
the files on its own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from builds import TABLES, DbtWorker, rows
from deliveries import BUILD, VALUES, assert_landed_as, sound_delivery, write
from naive_landing import COLUMNS, NULL_WORDS, NULL_WORDS_OF, as_csv, expect

AUTHORS, SEGMENTATIONS, POSTS, LABELS = TABLES
PARTS, BATCH = 120, 60  # parts of each table, and how many of them one build reads
RECORDS = 4  # in a part: too few for its points alone to stop the build
NULL_SHARE = 0.1
Tool = Callable[[Any], str]
ODD = ["-1", "many", "12k", "1e999", "?", "0x10", "--"]
INDIA = timezone(timedelta(hours=5, minutes=30))


def java(number: float) -> str:
    """Write a double as Java does."""
    if number < 1e7:
        return f"{number:.1f}"
    digits, _, exponent = f"{number:.16e}".partition("e+")
    return f"{digits.rstrip('0') + '0' * digits.rstrip('0').endswith('.')}E{int(exponent)}"


# the files of a table come from tools of one kind: which marks of numbers mean what is decided by the column of all of them
COUNT_TOOLS: list[Tool] = [
    str,
    lambda number: f" {number} ",
    lambda number: f"+{number}",
    lambda number: f"{number:,}".replace(",", "'"),
    lambda number: f"{number:,}".replace(",", " "),
    lambda number: f"{number:,}".replace(",", "\u202f"),
    lambda number: f"{number / 1000:.1f}K",
]
COUNT_TOOLS_OF_A_KIND: list[list[Tool]] = [
    [lambda number: f"{number}.0", lambda number: f"{number}.000", lambda number: f"{number:e}", java],
    [lambda number: f"{number:,}", lambda number: f"{number:,}.00"],
    [lambda number: f"{number:,}".replace(",", ".")],
]
ID_TOOLS: list[Tool] = [
    str,
    lambda number: f"{number}.0",
    lambda number: f"{number}.",
    lambda number: f"{number:,}",
    lambda number: f"00{number}",
    lambda number: f" {number}",
    lambda number: f"{number:,}".replace(",", "."),
    lambda number: hex(number),
    lambda number: f"'{number}",
    lambda number: f"{number + 2**63}",
]
ID_TOOLS_OF_A_KIND: list[list[Tool]] = [
    [java],
    [lambda number: f"{number:.5E}", lambda number: f"{number:.5e}", lambda number: f"{number:g}", lambda number: f"{number:.3e}"],
]
DATE_TOOLS: list[Tool] = [
    str,
    datetime.isoformat,
    lambda moment: f"{moment} UTC",
    lambda moment: f"{moment} GMT",
    lambda moment: f"{moment} +0000 UTC",
    lambda moment: f"{moment}.000000",
    lambda moment: f"{moment.isoformat()}.000Z",
    lambda moment: moment.replace(tzinfo=UTC).astimezone(INDIA).isoformat(),
    lambda moment: moment.replace(tzinfo=UTC).astimezone(INDIA).strftime("%Y-%m-%d %H:%M:%S %z"),
    lambda moment: f"{moment.year}/{moment.month}/{moment.day} {moment.hour}:{moment:%M:%S}",
    lambda moment: f"{moment:%Y-%m-%d} {moment.hour}:{moment:%M:%S}",
    lambda moment: str(int(moment.replace(tzinfo=UTC).timestamp())),
    lambda moment: str(moment.replace(tzinfo=UTC).timestamp()),
    lambda moment: str(int(moment.replace(tzinfo=UTC).timestamp()) * 1000),
    lambda moment: f"{moment.replace(tzinfo=UTC).timestamp():e}",
    lambda moment: f"{moment:%d/%m/%Y %H:%M:%S}",
    lambda moment: f"{moment:%m/%d/%Y %I:%M:%S %p}",
    lambda moment: f"{moment:%d.%m.%Y %H:%M}",
    lambda moment: f"{moment:%a, %d %b %Y %H:%M:%S} +0000",
    lambda moment: f"{moment} EDT",
    lambda moment: f"{moment:%Y%m%d%H%M%S}",
]
WORDS_OF_FLAGS = ["true false", "t f", "T F", "1 0", "1.0 0.0", "yes no", "Y N", "VRAI FAUX", "WAHR FALSCH", "on off", "X -"]
FLAG_TOOLS: list[Tool] = [lambda said, words=words: words.split()[not said] for words in WORDS_OF_FLAGS]
TEXT_TOOLS: list[Tool] = [str, lambda text: f" {text}", lambda text: f"{text}  "]
TOOLS: dict[str, list[Tool]] = {
    **dict.fromkeys(("AUTHORID", "POST_ID", "IMAGE_ID"), ID_TOOLS),
    **dict.fromkeys(("NB_FOLLOWERS", "NB_FOLLOWS", "COMMENT_COUNT", "NB_LIKES"), COUNT_TOOLS),
    **{column: [str] for column in ("BIO", "POST_CAPTION", "POSITION_IN_IMAGE")},
    "GEO_ZONE": TEXT_TOOLS,
    "LABEL_NAME": TEXT_TOOLS,
    "TYPE": [*TEXT_TOOLS, str.upper, str.title],
    "POST_PUBLICATION_DATE": DATE_TOOLS,
    "FASHION_INTEREST_SEGMENT": FLAG_TOOLS,
}
KINDS = dict.fromkeys(("AUTHORID", "POST_ID", "IMAGE_ID"), ID_TOOLS_OF_A_KIND) | dict.fromkeys(
    ("NB_FOLLOWERS", "NB_FOLLOWS", "COMMENT_COUNT", "NB_LIKES"), COUNT_TOOLS_OF_A_KIND
)
KEYS = ("AUTHORID", "POST_ID", "IMAGE_ID", "POST_PUBLICATION_DATE")
MEASURES = ("NB_FOLLOWERS", "NB_FOLLOWS", "COMMENT_COUNT", "NB_LIKES", "FASHION_INTEREST_SEGMENT")
# the columns in the order in which VALUES has them
LANDED = {
    **{table: COLUMNS[table] for table in (AUTHORS, SEGMENTATIONS)},
    POSTS: ("POST_ID", "AUTHORID", "IMAGE_ID", "POST_CAPTION", "COMMENT_COUNT", "NB_LIKES", "POST_PUBLICATION_DATE"),
    LABELS: ("IMAGE_ID", "POSITION_IN_IMAGE", "TYPE", "LABEL_NAME"),
}


def random_value(column: str, source: random.Random) -> Any:
    """Draw what a cell means."""
    if column in ("AUTHORID", "POST_ID", "IMAGE_ID"):
        return source.randrange(10 ** source.randint(1, 18))
    if column == "POST_PUBLICATION_DATE":
        return datetime(2001, 1, 1) + timedelta(seconds=source.randrange(10**9))  # noqa: DTZ001 - the landing has UTC without a mark
    if column == "FASHION_INTEREST_SEGMENT":
        return source.random() < 0.5
    if column in MEASURES:
        return source.randrange(10 ** source.randint(1, 6))
    words = {"GEO_ZONE": ["us", "fr", "NA"], "TYPE": ["shoe", "bag_brand"], "LABEL_NAME": ["boots", "NA", "null"]}
    return source.choice(words.get(column, ["a, b", 'so "cute"', "one", "é😀"]))


def random_tools(table: str, source: random.Random) -> dict[str, list[Tool]]:
    """Draw for each column of a table what tools of one kind its files come from."""
    return {column: TOOLS[column] + (source.choice(KINDS[column]) * 2 if column in KINDS else []) for column in COLUMNS[table]}


def random_part(table: str, tools_of: dict[str, list[Tool]], source: random.Random) -> tuple[list[list[Any]], list[list[str]]]:
    """Draw what the records of a part mean, and spell each column as one tool does, but for words for no value and odd cells."""
    means, spelled = [], []
    for column in COLUMNS[table]:
        tools = tools_of[column]
        # ids that cannot be read hide all that stands beside them
        tool = tools[0] if column in KEYS and source.random() < 0.5 else source.choice(tools)
        values = [random_value(column, source) for _ in range(RECORDS)]
        cells = [tool(value) for value in values]
        for place in range(RECORDS):
            if source.random() < NULL_SHARE and column not in ("BIO", "POST_CAPTION"):
                cells[place] = source.choice(sorted(NULL_WORDS_OF.get(column, NULL_WORDS)))
                values[place] = None
            elif source.random() < NULL_SHARE / 2 and column in MEASURES:
                cells[place], values[place] = source.choice(ODD), None
        means.append(values)
        spelled.append(cells)
    return [list(record) for record in zip(*means, strict=True)], [list(record) for record in zip(*spelled, strict=True)]


@pytest.mark.parametrize("first", [pytest.param(first, marks=[pytest.mark.long] * (first > 0)) for first in range(0, PARTS, BATCH)])
def test_a_random_spelling_is_read_as_it_was_meant_or_told(first: int, dbt: DbtWorker, tmp_path: Path) -> None:
    source, files, meant = random.Random(first), sound_delivery(), {}
    for table in TABLES:
        tools = random_tools(table, source)
        for number in range(first, first + BATCH):
            means, spelled = random_part(table, tools, source)
            name = f"{table}_{number:03}.csv"
            files[name] = as_csv(table, [tuple(record) for record in spelled])
            meant |= {(name, line): (dict(zip(COLUMNS[table], record, strict=True))) for line, record in enumerate(means, start=2)}
    outcome = dbt.run(*BUILD, "--vars", "accept_losses: true", raw=write(files, tmp_path / "raw"), folder=tmp_path)
    assert outcome.status == 0, outcome.output
    warehouse = tmp_path / "warehouse.duckdb"
    assert_landed_as(expect(files), warehouse)

    told = set(rows(warehouse, "select source_file, line_number, column_name from marts.cell_issues where reason not like 'differs%'"))
    wrong, read = [], 0
    for table, (name, values) in zip(TABLES, VALUES.items(), strict=True):
        landed = f"staging.landed_{name} inner join staging.raw_files using (file_number) where reject_reason is null"
        for file, line, *record in rows(warehouse, f"select source_file, line_number, {values} from {landed}"):
            if (file, line) not in meant:
                continue
            for column, value in zip(LANDED[table], record, strict=True):
                right = meant[file, line][column]
                read += value is not None
                if value != right and not (value is None and (file, line, column) in told):
                    wrong.append((file, line, column, value, right))
    assert wrong == []
    assert read > 6 * BATCH * RECORDS, "too few records are read to say anything"
