"""The truth beside the data: what was planted, as tables."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from fashion_panel.demo.damage import Cells
from fashion_panel.demo.draws import Bools, Ints
from fashion_panel.demo.lines import Planted
from fashion_panel.demo.lives import Lives
from fashion_panel.demo.panel import Panel
from fashion_panel.demo.posts import Chunk, ImageRows
from fashion_panel.demo.rules import FIRST_DAY, PERSONA_NAMES, UNUSUAL_KINDS, Knobs
from fashion_panel.demo.trends import Rise

# The first two columns of persona_truth stay.
COLUMNS = {
    "persona_truth": (
        "AUTHORID",
        "PERSONA",
        "FIRST_DAY",
        "LAST_DAY",
        "IS_RECRUIT",
        "IS_BUSY",
        "ZONE_ABROAD",
        "UNUSUAL_KIND",
        "HAS_TASTE",
        "IS_EARLY",
    ),
    "cell_truth": ("TABLE_NAME", "COLUMN_NAME", "KIND", "CELL", "CELL_COUNT"),
    "carousel_truth": ("POST_ID", "IMAGE_COUNT"),
    "trend_truth": ("GARMENT", "PATTERN", "AUTHORID", "TAKEN_UP_ON", "ITEM_COUNT"),
    "follower_truth": ("AUTHORID", "FORMER_FOLLOWERS", "FOLLOWERS", "BOUGHT_MORE"),
}


def flag(value: bool | np.bool_) -> str:
    """Spell a flag."""
    return "true" if value else "false"


def date(day: float) -> str:
    """Spell a day of the delivery."""
    return str(FIRST_DAY.astype("M8[D]") + np.timedelta64(int(day), "D"))


class Truth:
    """What was planted, collected while the tables are written."""

    def __init__(self, rises: int, authors: int) -> None:
        self.cells: Cells = Counter()
        self.carousels: list[tuple[int, int]] = []
        self.trend_items = np.zeros((rises, authors), dtype=np.int64)

    def add(self, chunk: Chunk, images: ImageRows, planted: Planted) -> None:
        """Keep which posts of a chunk repeat their outfit, and how often its authors show what rises."""
        if planted.repeats is not None:
            posts = images.post_ids[planted.repeats.posts].tolist()
            self.carousels += zip(posts, planted.repeats.image_counts.tolist(), strict=True)
        for row, items in enumerate(planted.taken_up):
            self.trend_items[row, chunk.authors] += items


def persona_rows(panel: Panel, lives: Lives) -> Iterable[Sequence[Any]]:
    """List what was planted in each author."""
    for position, author_id in enumerate(panel.author_ids.tolist()):
        kind = lives.unusual[position]
        yield (
            author_id,
            PERSONA_NAMES[panel.persona[position]],
            date(lives.first_day[position]),
            date(lives.first_day[position] + lives.days[position] - 1),
            flag(lives.is_recruit[position]),
            flag(lives.is_busy[position]),
            lives.abroad[position],
            UNUSUAL_KINDS[kind] if kind >= 0 else "",
            flag(lives.has_taste[position]),
            flag(lives.is_early[position]),
        )


def cell_rows(cells: Cells) -> Iterable[Sequence[Any]]:
    """List the cells that are damaged or spelled in another way; the empty cell stands for a missing key or name."""
    return ((*cell, count) for cell, count in sorted(cells.items()) if count)


def trend_rows(panel: Panel, lives: Lives, rises: list[Rise], trend_items: Ints, knobs: Knobs) -> Iterable[Sequence[Any]]:
    """List by pair who takes it up, on which day half way, and how many of their items show it for that reason."""
    for rise, items in zip(rises, trend_items, strict=True):
        for position in np.flatnonzero(rise.adopts):
            day = rise.middle - 7 * knobs.early_weeks * lives.is_early[position]
            yield rise.garment, rise.pattern, panel.author_ids[position], date(day), items[position]


def follower_rows(panel: Panel, former: Lives, now: Lives, bought: Bools) -> Iterable[Sequence[Any]]:
    """List the follower counts of both deliveries."""
    for position, author_id in enumerate(panel.author_ids.tolist()):
        yield author_id, int(former.followers[position]), int(now.followers[position]), flag(bought[position])
