"""The two tables of authors, MART_AUTHORS and MART_AUTHORS_SEGMENTATIONS."""

from typing import Any

import numpy as np

from fashion_panel.demo.damage import Cells, damaged_rows, spelled_nulls
from fashion_panel.demo.draws import Floats, Ints, chance_hits, cumulative, pick
from fashion_panel.demo.lives import Lives
from fashion_panel.demo.panel import Panel
from fashion_panel.demo.rules import BANDS, Knobs

CONFLICTING_AUTHORS = 2e-3
HOME_ZONES = (("us", "gb", "ca", ""), (0.997, 0.001, 0.001, 0.001))
# Invented words: there is no text of a real account here.
BIO_PARTS = ["mostly outfits", "coffee, cats", 'the "other" one', "based here\nand there", "🌸🌍", "mum of two", "views: mine", "📷 by me"]


def follower_texts(rng: np.random.Generator, followers: Floats) -> list[str]:
    """Spell follower counts as the deliveries do: whole, as 532.0, and here and there with a fraction."""
    spelling = pick(rng, cumulative(np.array([0.8, 0.15, 0.05])), len(followers))
    return [
        (f"{count:.0f}", f"{int(count)}.0", f"{count:.2f}")[how]
        for count, how in zip(np.where(spelling == 0, np.floor(followers), followers), spelling, strict=True)
    ]


def author_rows(
    rng: np.random.Generator, spelling: np.random.Generator, panel: Panel, lives: Lives, knobs: Knobs, at_least: int, cells: Cells
) -> list[tuple[Any, ...]]:
    """Make MART_AUTHORS: two thirds of the authors, many without bio or follow count, some twice with another count."""
    members = rng.permutation(np.flatnonzero(panel.in_authors))
    again = members[chance_hits(rng, len(members), CONFLICTING_AUTHORS, at_least)]
    followers = np.concatenate([lives.followers[members], lives.followers[again] * 1.1 + 5])
    members = np.concatenate([members, again])
    parts = rng.integers(len(BIO_PARTS), size=(len(members), 2))
    follows = np.floor(rng.lognormal(6.2, 1.0, len(members)))
    has_bio, has_followers, has_follows = rng.random((3, len(members))) > np.array([[0.40], [0.25], [0.35]])
    has_followers[len(members) - len(again) :] = True
    follows_many = lives.follows[members] > 0
    follows = np.where(follows_many, lives.follows[members], follows).astype(np.int64)
    has_follows |= follows_many
    columns = {
        "AUTHORID": panel.author_ids[members].tolist(),
        "BIO": [f"{BIO_PARTS[a]} | {BIO_PARTS[b]}" if has else None for (a, b), has in zip(parts, has_bio, strict=True)],
        "NB_FOLLOWERS": [text if has else None for text, has in zip(follower_texts(rng, followers), has_followers, strict=True)],
        "NB_FOLLOWS": [count if has else None for count, has in zip(follows.tolist(), has_follows, strict=True)],
    }
    spelled_nulls(spelling, "MART_AUTHORS", columns, knobs)
    return damaged_rows(rng, "MART_AUTHORS", columns, at_least, cells)


def flag_texts(flags: list[bool], other_spelling: float) -> list[str]:
    """Spell flags as true and false, and in a last part of the rows as 1 and 0."""
    first_other = len(flags) - round(other_spelling * len(flags))
    return [("false", "true", "0", "1")[flag + 2 * (row >= first_other)] for row, flag in enumerate(flags)]


def segmentation_rows(
    rng: np.random.Generator, spelling: np.random.Generator, panel: Panel, lives: Lives, knobs: Knobs, at_least: int, cells: Cells
) -> list[tuple[Any, ...]]:
    """Make MART_AUTHORS_SEGMENTATIONS: one row an author of the panel."""
    members: Ints = np.flatnonzero(panel.in_segmentations)
    is_known = panel.band[members] != list(BANDS).index("unknown")
    names, shares = HOME_ZONES
    home = np.array(names, dtype=object)[pick(rng, cumulative(np.array(shares)), len(members))]
    columns = {
        "AUTHORID": panel.author_ids[members].tolist(),
        "GEO_ZONE": np.where(lives.abroad[members] == "", home, lives.abroad[members]).tolist(),
        "NB_FOLLOWERS": [
            text if known else None for text, known in zip(follower_texts(rng, lives.followers[members]), is_known, strict=True)
        ],
        "FASHION_INTEREST_SEGMENT": flag_texts(panel.fashion_forward[members].tolist(), knobs.other_flags),
    }
    spelled_nulls(spelling, "MART_AUTHORS_SEGMENTATIONS", columns, knobs)
    return damaged_rows(rng, "MART_AUTHORS_SEGMENTATIONS", columns, at_least, cells)
