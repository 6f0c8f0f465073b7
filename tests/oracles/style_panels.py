"""Invented panels post by post, with their truth: planted personas, and null panels in which accounts differ in volume alone.

A panel is what int_post_items holds, so that every rule of style can be tried on it: flags, clusters, halves and certainty.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

# what an item can be: (share of the fashion items of the panel, categories)
ITEM_KINDS = {
    "garment": (0.36, ["clothing"]),
    "denim": (0.12, ["clothing", "denim_and_pattern"]),
    "accessory": (0.20, ["accessories"]),
    "shoe": (0.15, ["footwear"]),
    "sneaker": (0.03, ["footwear", "streetwear"]),
    "sports shoe": (0.05, ["footwear", "sportswear"]),
    "sports gear": (0.06, ["sportswear"]),
    "luxury bag": (0.02, ["accessories", "luxury"]),
    "luxury shoe": (0.01, ["footwear", "luxury"]),
}
# how often a persona shows a kind, times the panel; the rest stays
PERSONAS: dict[str, dict[str, float]] = {
    "everyday": {},
    "clothing": {"garment": 4.0, "denim": 4.0, "accessory": 0.5, "shoe": 0.3},
    "accessories": {"accessory": 5.5, "garment": 0.6, "denim": 0.6},
    "footwear": {"shoe": 6.5, "sneaker": 3.0, "garment": 0.5, "denim": 0.5},
    "gear": {"sports gear": 9.0, "sports shoe": 2.0, "accessory": 0.5},
    "sneakers": {"sports shoe": 14.0, "garment": 0.7, "denim": 0.7},
    "luxury": {"luxury bag": 12.0, "luxury shoe": 12.0},
}
# the category that a persona's cluster must be named after, and its flag
TOLD_BY = dict(zip(PERSONAS, ["everyday", "clothing", "accessories", "footwear", "sportswear", "sportswear", "luxury"], strict=True))
CATEGORIES = sorted({category for _, of_kind in ITEM_KINDS.values() for category in of_kind})
UNEVEN = [0.40, 0.16, 0.125, 0.12, 0.10, 0.07, 0.025]
EVEN = [0.175, 0.17, 0.165, 0.16, 0.155, 0.15, 0.025]
FIRST_MONDAY, WEEKS = np.datetime64("2024-01-01"), 78


class Kind(NamedTuple):
    """A kind of panel.

    shares: of the personas; likeness: concentration of the Dirichlet distribution of an author's items around the persona's, 0 for
    authors who are all alike; posts and spread: median and log standard deviation of the posts of an author; other: share of the
    items that are no fashion, and how far personas differ in it; images: fewest and most of a post; items: mean of an image;
    repeated: share of the posts all of whose images show one outfit; much: times that half of the authors post as much as the rest.
    """

    shares: list[float]
    likeness: float
    posts: float
    spread: float = 0.9
    other: float = 0.45
    other_range: float = 0.1
    images: tuple[int, int] = (1, 4)
    items: float = 3.0
    repeated: float = 0.0
    much: float = 1.0


PLANTED = {
    "like the demo": Kind(UNEVEN, 120, 40),
    "different people": Kind(UNEVEN, 100, 40),
    "few posts": Kind(UNEVEN, 150, 30, spread=0.6, other=0.4),
    "little fashion": Kind(UNEVEN, 170, 70, spread=1.0, other=0.6),
    "even personas": Kind(EVEN, 120, 40, other=0.3),
}
ALL_ALIKE = [1.0, *[0.0] * (len(PERSONAS) - 1)]
NULL = {
    "single images": Kind(ALL_ALIKE, 0, 40, images=(1, 1)),
    "outfit repeated in 3 images": Kind(ALL_ALIKE, 0, 25, images=(3, 3), repeated=1.0),
    "outfit repeated in 1 to 20 images": Kind(ALL_ALIKE, 0, 12, images=(1, 20), repeated=1.0),
    "half post much": Kind(ALL_ALIKE, 0, 12, images=(1, 4), much=12.0, spread=0.3),
}


class Panel(NamedTuple):
    """``personas`` (authors,) are numbers of PERSONAS, author_id counts from 1; ``posts`` has the columns of int_post_items."""

    personas: np.ndarray
    posts: pd.DataFrame


def mixes_of(kind: Kind, rng: np.random.Generator) -> np.ndarray:
    """Return what each persona shows (personas, item kinds and other), per item; its strength varies by a tenth from panel to panel."""
    base = np.array([share for share, _ in ITEM_KINDS.values()])
    mixes = []
    for lifts in PERSONAS.values():
        lifted = base * [lifts.get(name, 1.0) ** rng.uniform(0.9, 1.1) for name in ITEM_KINDS]
        other = kind.other + kind.other_range * rng.uniform(-0.5, 0.5)
        mixes.append([*(lifted / lifted.sum() * (1 - other)), other])
    return np.array(mixes)


def draw_panel(kind: Kind, authors: int, seed: int) -> Panel:
    """Draw a panel; an author's posts fall into weeks at random."""
    rng = np.random.default_rng(seed)
    mixes = mixes_of(kind, rng)
    personas = rng.choice(len(PERSONAS), authors, p=kind.shares)
    own = mixes[personas]
    if kind.likeness:
        gammas = rng.gamma(own * kind.likeness)
        own = gammas / gammas.sum(axis=1, keepdims=True)
    times = np.where(np.arange(authors) % 2 == 0, kind.much, 1.0)
    post_counts = np.maximum(rng.lognormal(np.log(kind.posts), kind.spread, authors) * times, 1).astype(np.int64)
    author = np.repeat(np.arange(authors), post_counts)
    images = rng.integers(kind.images[0], kind.images[1], len(author), endpoint=True)
    repeated = rng.random(len(author)) < kind.repeated
    # of a repeated outfit one image is drawn, and counted as often as it is shown
    drawn, shown = np.where(repeated, 1, images), np.where(repeated, images, 1)
    items = drawn + rng.poisson((kind.items - 1) * drawn)
    by_kind = rng.multinomial(items, own[author]) * shown[:, None]
    belongs = np.array([[category in of_kind for category in CATEGORIES] for _, of_kind in ITEM_KINDS.values()])
    posts = pd.DataFrame({"author_id": author + 1, "post_id": np.arange(len(author)) + 1})
    posts["week"] = FIRST_MONDAY + 7 * rng.integers(0, WEEKS, len(author)).astype("timedelta64[D]")
    posts["image_count"], posts["item_count"] = images, by_kind.sum(axis=1)
    posts["fashion_item_count"] = by_kind[:, :-1].sum(axis=1)
    posts[[f"{category}_item_count" for category in CATEGORIES]] = by_kind[:, :-1] @ belongs
    return Panel(personas, posts)


def sums_by_author(panel: Panel) -> pd.DataFrame:
    """Return what the authors show in all, by author_id."""
    columns = [name for name in panel.posts if name.endswith("_count")]
    return panel.posts.groupby("author_id")[columns].sum().sort_index()
