"""The rules of the invented panel, read from the CSV files in ``rules``: a rule is a row there."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

FOLDER = Path(__file__).parent / "rules"
TAXONOMY = Path(__file__).resolve().parents[2] / "seeds/taxonomy/label_taxonomy.csv"

FIRST_DAY = np.datetime64("2023-01-02T00:00:00")  # a Monday; 104 weeks later it is 2024-12-30
DAYS = 104 * 7
CHUNK = 250  # authors; fixed, because each chunk has its own random numbers
DIRTY_FROM = 200  # authors from which on every kind of damage, and of unusual account, occurs at least once

# What is planted has random numbers of its own, so that a knob changes what it is about, and nothing else.
SPELLING, LIVES, UNUSUAL, TASTE, EARLY, RISING, OUTFITS, ZONES, LATER, GROWTH, BUSY = range(1, 12)


def read_rows(name: str) -> Iterator[dict[str, str]]:
    """Read the rows of one file of rules."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def generator(seed: int, *parts: int) -> np.random.Generator:
    """Return the random numbers of one part of the delivery."""
    return np.random.default_rng([seed, *parts])


# What a persona shows: the share of each kind of item among all its items; the rest are things (a car, a dog, a cake ...).
PERSONAS = {row.pop("persona"): tuple(map(float, row.values())) for row in read_rows("personas")}
PERSONA_NAMES = tuple(PERSONAS)
SHOE_STYLES = ("heels", "boots", "sandals", "flats", "sneakers", "sports_shoes")
ITEM_GROUPS = ("clothing", *SHOE_STYLES, "bag", "accessories", "gear", "people", "things")


@dataclass(frozen=True)
class Band:
    """The accounts of one follower band."""

    authors: float  # in the real panel
    fashion_forward: float  # share hand-picked by the fashion team
    image_rows: float  # mean over the authors with posts
    like_rate: float  # median likes of a post per follower
    like_spread: float  # standard deviation of its logarithm
    comment_rate: float  # comments per likes ** 0.7
    personas: tuple[float, ...]  # shares, in the order of PERSONAS

    @classmethod
    def of(cls, row: dict[str, str]) -> "Band":
        """Read a row of bands.csv."""
        numbers: dict[str, Any] = {name: float(row[name]) for name in cls.__annotations__ if name != "personas"}
        return cls(**numbers, personas=tuple(float(row[name]) for name in PERSONA_NAMES))


BANDS = {row["band"]: Band.of(row) for row in read_rows("bands")}

# Labels of an item, from the most to the least frequent (weight 1 / rank); an item has a row of slots, the first is the object itself.
SLOTS = ("object", "kind", "heel", "toe", "closure", "sole", "fabric", "brand", "texture")
GARMENT_SLOTS = {"object": 0, "print": 1, "fabric": 2, "texture": SLOTS.index("texture")}
ITEM_LABELS = [(row["item_group"], row["slot"], float(row["chance"]), row["labels"].split()) for row in read_rows("item_labels")]
# Chance of each brand on one item: for most authors, and for the personas that have a number of their own.
BRANDS = [(tuple(row["item_groups"].split()), row["label_type"], row) for row in read_rows("brands")]

# Damage: the table, the column, what stands there instead, and how often. Rows without a column: rows repeated at the end.
_damage = [(row["table_name"], row["column_name"], row["instead"], float(row["rate"])) for row in read_rows("damage")]
DAMAGE = {table: [(column, instead, rate) for name, column, instead, rate in _damage if name == table and column] for table, *_ in _damage}
REPEATED_ROWS = {table: rate for table, column, _, rate in _damage if not column}

NULL_WORDS = [row["word"] for row in read_rows("null_words")]
TEXTURE, TEXTURES = "texture", [row["label_name"] for row in read_rows("textures")]
ZONES_ABROAD = {row["zone"]: float(row["share"]) for row in read_rows("zones")}
STATEMENT_LABELS = [(row["label_type"], row["label_name"]) for row in read_rows("statement_labels")]
RISING_PAIRS = [(row["garment"], row["pattern"], float(row["weeks_before_the_end"])) for row in read_rows("rising_pairs")]
UNUSUAL_KINDS = ("bought_followers", "bought_likes", "burst_poster", "comment_pod", "mass_follower")
RECRUIT_PERSONA = "footwear_lover"


@dataclass(frozen=True)
class Knobs:
    """How much of each is planted; knobs.csv says what each means, between which numbers, and the default."""

    null_words: float
    negative_likes: float
    other_flags: float
    new_type: float
    padded_labels: float
    repeated_outfits: float
    joiners: float
    leavers: float
    recruits: float
    recruit_weeks: float
    busier: float
    zones: float
    unusual: float
    taste: float
    taste_listed: float
    early: float
    early_weeks: float
    rising: float
    rising_accounts: float
    rising_last_year: float
    weeks_more: float


KNOBS = {row["flag"].replace("-", "_"): row for row in read_rows("knobs")}
