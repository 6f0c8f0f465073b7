"""Write an invented delivery: the four MART_*.csv of a panel of accounts, dirty where real ones are, and the truth behind it.

Every author has a planted persona (persona_truth.csv), which decides what the images show. Sizes, followers, likes, hours and label
shares follow the published figures of the real panel; no text and no number comes from a real account. The same number of authors
and the same seed give the same bytes.

usage: python -m tools.demo_data [--authors 2000] [--seed 1] [--out data/demo]
"""

import argparse
import csv
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]
Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]

TAXONOMY = Path(__file__).resolve().parents[1] / "seeds/taxonomy/label_taxonomy.csv"
COLUMNS = {
    "MART_AUTHORS": ("AUTHORID", "BIO", "NB_FOLLOWERS", "NB_FOLLOWS"),
    "MART_AUTHORS_SEGMENTATIONS": ("AUTHORID", "GEO_ZONE", "NB_FOLLOWERS", "FASHION_INTEREST_SEGMENT"),
    "MART_IMAGES_OF_POSTS": ("POST_ID", "AUTHORID", "COMMENT_COUNT", "POST_CAPTION", "NB_LIKES", "POST_PUBLICATION_DATE", "IMAGE_ID"),
    "MART_IMAGES_LABELS": ("IMAGE_ID", "TYPE", "POSITION_IN_IMAGE", "LABEL_NAME"),
    "persona_truth": ("AUTHORID", "PERSONA"),
}

# ---------------------------------------------------------------- the panel

# What a persona shows: the share of each kind of item among all its items; the rest are things (a car, a dog, a cake ...).
SHOE_STYLES = ("heels", "boots", "sandals", "flats", "sneakers", "sports_shoes")
ITEM_GROUPS = ("clothing", *SHOE_STYLES, "bag", "accessories", "gear", "people", "things")
PERSONAS = {
    "everyday": (0.230, 0.010, 0.011, 0.011, 0.007, 0.014, 0.004, 0.019, 0.056, 0.004, 0.39),
    "dress_and_pattern": (0.480, 0.012, 0.009, 0.011, 0.006, 0.008, 0.002, 0.018, 0.047, 0.002, 0.27),
    "accessories_lover": (0.170, 0.009, 0.008, 0.008, 0.006, 0.009, 0.002, 0.030, 0.262, 0.002, 0.30),
    "footwear_lover": (0.150, 0.080, 0.080, 0.080, 0.040, 0.018, 0.002, 0.018, 0.047, 0.002, 0.26),
    "sportswear": (0.220, 0.001, 0.003, 0.002, 0.001, 0.018, 0.080, 0.009, 0.042, 0.090, 0.32),
    "streetwear": (0.250, 0.002, 0.008, 0.003, 0.002, 0.190, 0.020, 0.014, 0.056, 0.006, 0.26),
    "luxury": (0.220, 0.030, 0.012, 0.015, 0.012, 0.010, 0.002, 0.140, 0.080, 0.002, 0.28),
    "non_fashion": (0.002, 0.0, 0.0, 0.0, 0.0, 0.0005, 0.0, 0.0, 0.001, 0.002, 0.30),
}
PERSONA_NAMES = tuple(PERSONAS)
# How closely an author keeps to the persona (more is closer), and to the usual mix inside a group of items.
PERSONA_CONCENTRATION, GROUP_CONCENTRATION = 120.0, 40.0


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


MAINSTREAM_PERSONAS = (0.400, 0.150, 0.110, 0.100, 0.090, 0.075, 0.019, 0.056)
BANDS = {
    "mainstream": Band(26_681, 0.0068, 75.0, 0.0095, 1.60, 0.17, MAINSTREAM_PERSONAS),
    "trendy": Band(2_554, 0.022, 115.0, 0.0022, 2.15, 0.32, (0.360, 0.155, 0.120, 0.100, 0.080, 0.105, 0.040, 0.040)),
    "edgy": Band(2_388, 0.083, 185.0, 0.0030, 1.60, 0.22, (0.165, 0.135, 0.185, 0.090, 0.070, 0.200, 0.125, 0.030)),
    "unknown": Band(1_218, 0.0068, 65.0, 0.0095, 1.60, 0.17, MAINSTREAM_PERSONAS),
}
MAINSTREAM_FOLLOWERS = (7.1, 1.55, 11_995.57)  # lognormal, cut off at the largest
TRENDY_FOLLOWERS = (12_001.0, 40_000.0, 0.8)  # Pareto between two edges, with its exponent
EDGY_FOLLOWERS = (40_001.0, 294_718_100.0, 0.784)
ACTIVITY_SPREAD, MOST_IMAGE_ROWS = 1.15, 10_000
WITH_POSTS = 29_081 / 32_841
IN_AUTHORS = 22_300 / 32_841
ONLY_IN_AUTHORS, IN_NEITHER_TABLE = 0.003, 0.001  # more authors, per author of the panel

# ---------------------------------------------------------------- what is on an image

GARMENTS = "top pants coat dress skirt shorts socks combi bra underpants"
ACCESSORIES = "wristlet eyewear hat neckwear earring belt umbrella"
GEAR = "sportsball skateboard tennisracket surfboard baseballbat skis snowboard baseballglove frisbee"
PEOPLE = "human humanface body"
FREQUENT_THINGS = "cellphone car chair pottedplant bottle dog couch diningtable book cat cake bed glass tv bicycle bench vase laptop clock"
EMPHASIS = {
    ("dress_and_pattern", "dress"): 4.0,
    ("dress_and_pattern", "skirt"): 3.0,
    ("sportswear", "shorts"): 2.0,
    ("luxury", "wristlet"): 2.5,
}
SEASONS = (("coat", "shorts"), ("boots", "sandals"))  # the first gives way to the second in summer, and the other way in winter
SEASONALITY = 0.7

# The further labels of an item, listed from the most to the least frequent (weight 1 / rank). A shoe has its kind ...
SHOE_KINDS = {
    "heels": "pumps plainpumps slingback pumpsmaryjane pumpsclogs",
    "boots": "boots bootsankle bootscombat bootsmidcalf bootsthighhigh dressboots bootslowcalf bootshiking duckboots rainboots "
    "bootssockpullon",
    "sandals": "sandals sandalsstrappy sandalsclassicstraps sandalsthong sandalankle sandalscrisscross sandalscutout pumpsespadrille "
    "sandalstbar sandalmidcalf",
    "flats": "flatpumpsballerina pumpsmoccassins muleback pumpsderby",
    "sneakers": "sneakers sneakerlowtop sneakersother sneakerhightop sneakersretrorunning lifestylerunningsneakers canvastypesneakers "
    "sneakersskater sneakerplatform slimskatersneakers sliponsneakers sneakerslimsole retrofootballsneakers sneakersegmented "
    "sneakersplitsegmented sneakerssockpullon mulesneakers",
    "sports_shoes": "sneakersrunning trainerrunninsneakers sneakersbasketball sneakerstrail sneakerstennis performancefootballsneakers "
    "sneakerscourt sportbasketballsneakers",
}
# ... a heel, and with some chance a toe, a closure and a sole.
TRAINER_ATTRIBUTES = (
    (1.0, "noheel flatheel heelflat"),
    (0.5, "toeround"),
    (0.5, "closurelacing closurevelcro"),
    (0.6, "solerubber flatform colourlayeredsole bubblesole"),
)
SHOE_ATTRIBUTES = {
    "heels": (
        (1.0, "heelhigh heelstiletto heelmid heelskinny heelblock heeled heelcone heelflared"),
        (0.6, "toepointy toealmond toesquare toeround"),
        (0.4, "closedback closurebuckle openback closuredoublebuckle"),
        (0.2, "singlesole extendedsole"),
    ),
    "boots": (
        (1.0, "heelblock heelchunky heellow heelmid heelflat"),
        (0.5, "toeround toealmond toepointy toesquare"),
        (0.4, "closurelacing closurebuckle closuredrawstring"),
        (0.4, "lugsole solerubber bubblesole"),
    ),
    "sandals": (
        (1.0, "flatheel heelflat heellow heelblock"),
        (0.3, "toeround toesquare"),
        (0.5, "closurebuckle openback closurevelcro"),
        (0.3, "flatform singlesole"),
    ),
    "flats": (
        (1.0, "flatheel noheel heelflat heellow"),
        (0.6, "toeround toealmond toepointy toesquare"),
        (0.4, "closedback openback closurelacing"),
        (0.3, "singlesole solerubber"),
    ),
    "sneakers": TRAINER_ATTRIBUTES,
    "sports_shoes": TRAINER_ATTRIBUTES,
}
PRINTS = "plain stripes allover flowers checked dots leopard pinstripes camouflage checkerboard zebra tiedye wax"
FABRICS = "basicdenim leather linen bigpadded mesh velvet satin fur suede tweed tulle sequin mohair taffeta vinyl"
SHOE_FABRICS = "leather suede satin mesh vinyl velvet"
# An item has a row of slots for its labels. The first is the object itself; the others are, of shoes and of garments:
KIND_SLOT, ATTRIBUTE_SLOT, SHOE_FABRIC_SLOT, BRAND_SLOT, SLOTS = 1, 2, 6, 7, 8
PRINT_SLOT, FABRIC_SLOT = 1, 2

# Chance of each brand on one item: for most authors, and for the personas named in BRANDS.
SPORTS_BRANDS = {
    "on": (0.1250, 0.125, 0.100),
    "nike": (0.0430, 0.100, 0.240),
    "adidas": (0.0150, 0.015, 0.032),
    "new_balance": (0.0012, 0.002, 0.003),
    "veja": (0.0006, 0.001, 0.002),
}
DESIGNER_SHOES = {
    "balencia": (0.00240, 0.0070),
    "dior": (0.00110, 0.0320),
    "louboutin": (0.00055, 0.0300),
    "gucci": (0.00048, 0.0300),
    "louisvuitton": (0.00020, 0.0260),
    "miu_miu": (0.00022, 0.0230),
    "prada": (0.00016, 0.0180),
    "chanel": (0.00008, 0.0120),
    "ysl": (0.00005, 0.0080),
    "bottegaveneta": (0.00003, 0.0050),
    "givenchy": (0.00003, 0.0040),
    "hermes": (0.00002, 0.0040),
    "alexandermcqueen": (0.00002, 0.0030),
    "chloe": (0.00001, 0.0020),
    "jimmychoo": (0.000001, 0.00005),
    "jacquemus": (0.000001, 0.00003),
}
DESIGNER_BAGS = {
    "louisvuitton": (0.0024, 0.100),
    "gucci": (0.0016, 0.080),
    "chanel": (0.0012, 0.070),
    "dior": (0.0010, 0.060),
    "prada": (0.0008, 0.045),
    "hermes": (0.0006, 0.035),
    "saintlaurent": (0.0005, 0.030),
    "balenciaga": (0.0005, 0.025),
    "fendi": (0.0004, 0.025),
    "celine": (0.0003, 0.020),
    "bottegaveneta": (0.0003, 0.020),
    "miumui": (0.0002, 0.012),
    "burberry": (0.0002, 0.012),
    "givenchy": (0.0001, 0.008),
    "chloe": (0.0001, 0.008),
    "jacquemus": (0.0001, 0.004),
}
# How alike authors of one persona are in the share of branded items (more is more alike), and in the choice of brands.
BRAND_CONCENTRATION, BRAND_LOYALTY = 60.0, 0.7
BRANDS = (
    (("sneakers", "sports_shoes"), "shoe_brand", SPORTS_BRANDS, ("sportswear", "streetwear")),
    (("heels", "boots", "sandals", "flats"), "shoe_brand", DESIGNER_SHOES, ("luxury",)),
    (("bag",), "bag_brand", DESIGNER_BAGS, ("luxury",)),
)

# ---------------------------------------------------------------- posts

FIRST_DAY = np.datetime64("2023-01-02T00:00:00")  # a Monday; 104 weeks later it is 2024-12-30
DAYS = 104 * 7
NEW_POST = 0.45  # chance that the next image row begins a post, else it goes on with the carousel
SHARED_IMAGE = 0.005
ITEMS_PER_IMAGE = 6.05
QUIET_HOUR, BUSY_HOUR = 7.5, 16.0
HIDDEN_LIKES, MISSING_LIKES = 0.05, 0.02
AUTHOR_LIKE_SPREAD = 0.8  # the part of the like_spread of a band that lies between authors, not between posts
CHUNK = 250  # authors; fixed, because each chunk has its own random numbers

# Invented words: there is no text of a real account here.
PHRASES = [
    f"{opener} {subject}{closer}"
    for opener in ("new today:", "weekend in", "back to", "thinking of", "in love with", "ready for", "once more", "hello")
    for subject in ("soft colours", "long walks", "the old town", "sunny corners", "big coats", "late coffee", "city lights")
    for closer in ("", "", ".", ", finally", " ✨", ' "as found"', "\nmore soon", " 👟🔥", " #ootd #mood", ", no, really\n\n🌿")
]
BIO_PARTS = ["mostly outfits", "coffee, cats", 'the "other" one', "based here\nand there", "🌸🌍", "mum of two", "views: mine", "📷 by me"]

# Damage: the table, the column, what stands there instead, and how often. Repeated rows come on top.
DAMAGE = {
    "MART_AUTHORS": (("NB_FOLLOWS", "unknown", 3e-4), ("NB_FOLLOWERS", "12k", 2e-4), ("AUTHORID", "", 2e-4)),
    "MART_AUTHORS_SEGMENTATIONS": (("NB_FOLLOWERS", "12k", 1e-4), ("NB_FOLLOWERS", "-7", 5e-5), ("AUTHORID", "", 5e-5)),
    "MART_IMAGES_OF_POSTS": (
        ("COMMENT_COUNT", "n/a", 2e-4),
        ("COMMENT_COUNT", "12k", 1e-4),
        ("NB_LIKES", "1204.7", 1e-5),
        ("NB_LIKES", "-3", 5e-6),
        ("POST_PUBLICATION_DATE", "yesterday", 1e-5),
        ("POST_PUBLICATION_DATE", "2024-13-41 25:61:00", 1e-5),
        ("POST_ID", "", 5e-6),
        ("AUTHORID", "", 5e-6),
        ("IMAGE_ID", "", 5e-6),
    ),
    "MART_IMAGES_LABELS": (
        ("TYPE", "hair", 2e-6),
        ("LABEL_NAME", "", 2e-6),
        ("IMAGE_ID", "", 1e-6),
        ("IMAGE_ID", "in no post", 5e-6),
    ),
}
REPEATED_ROWS = {"MART_AUTHORS": 1e-3, "MART_AUTHORS_SEGMENTATIONS": 5e-4, "MART_IMAGES_OF_POSTS": 2e-4, "MART_IMAGES_LABELS": 2e-4}
CONFLICTING_AUTHORS = 2e-3
DIRTY_FROM = 200  # authors from which on every kind of damage occurs at least once
EMPTY_POSITION = 0.01

# Ids are the running number times a multiplier, modulo a number prime to it: unique, scattered, and all of twelve digits.
ID_SPACE, FIRST_ID = 9 * 10**11, 10**11
ID_MULTIPLIERS = {"author": 343_769_411_209, "post": 34_376_941_123, "image": 21_246_118_081}


class DemoError(Exception):
    """Something that the caller can mend, said in one sentence."""


def cumulative(weights: Floats) -> Floats:
    """Turn weights into the running shares that :func:`pick` reads; rows stay apart."""
    running = np.cumsum(weights, axis=-1)
    return running / running[..., -1:]


def pick(rng: np.random.Generator, running: Floats, size: int) -> Ints:
    """Draw ``size`` positions from one row of running shares."""
    return np.minimum(np.searchsorted(running, rng.random(size), side="right"), len(running) - 1)


def pick_by_row(rng: np.random.Generator, running: Floats, rows: Ints) -> Ints:
    """Draw one position for each of ``rows`` from that row of running shares."""
    width = running.shape[1]
    stacked = (running + np.arange(len(running))[:, None]).ravel()
    return np.minimum(np.searchsorted(stacked, rows + rng.random(len(rows)), side="right") - rows * width, width - 1)


def allot(rng: np.random.Generator, shares: Sequence[float], size: int) -> Ints:
    """Give ``size`` authors positions in exactly these shares (up to rounding), in random order."""
    running = cumulative(np.array(shares))
    return np.searchsorted(running, (rng.permutation(size) + 0.5) / max(size, 1))


def chance_hits(rng: np.random.Generator, size: int, rate: float, at_least: int) -> Ints:
    """Draw the rows that are hit at this rate, at least so many if there are rows at all."""
    return rng.integers(size, size=max(rng.binomial(size, rate), at_least)) if size else np.empty(0, dtype=np.int64)


def pareto(rng: np.random.Generator, size: int, low: float, high: float, exponent: float) -> Floats:
    """Draw from a Pareto distribution between two edges."""
    return (low**-exponent - rng.random(size) * (low**-exponent - high**-exponent)) ** (-1 / exponent)


def cut_lognormal(rng: np.random.Generator, size: int, mean: float, sigma: float, highest: float) -> Floats:
    """Draw from a lognormal distribution without the part above ``highest``."""
    values = rng.lognormal(mean, sigma, size)
    while (above := values > highest).any():
        values[above] = rng.lognormal(mean, sigma, above.sum())
    return values


def scattered_ids(kind: str, seed: int, numbers: Ints) -> Ints:
    """Turn running numbers into ids that are unique within their kind."""
    multiplier = ID_MULTIPLIERS[kind]
    offset = (seed + 1) * multiplier**2 % ID_SPACE
    return FIRST_ID + (numbers * multiplier + offset) % ID_SPACE


# ---------------------------------------------------------------- authors


@dataclass(frozen=True)
class Panel:
    """The authors, one position in every array each."""

    author_ids: Ints
    band: Ints
    persona: Ints
    followers: Floats  # also of those whose count is not delivered
    fashion_forward: Bools
    in_segmentations: Bools
    in_authors: Bools
    image_rows: Ints

    @classmethod
    def draw(cls, rng: np.random.Generator, authors: int, seed: int) -> "Panel":
        """Draw a panel with ``authors`` rows in SEGMENTATIONS and a few authors outside it."""
        dirty = authors >= DIRTY_FROM
        only_in_authors, in_neither = (max(round(authors * share), int(dirty)) for share in (ONLY_IN_AUTHORS, IN_NEITHER_TABLE))
        size = authors + only_in_authors + in_neither
        role = rng.permutation(np.repeat([0, 1, 2], [authors, only_in_authors, in_neither]))
        bands = list(BANDS.values())

        band = np.zeros(size, dtype=np.int64)
        band[role == 0] = allot(rng, [each.authors for each in bands], authors)
        persona = np.zeros(size, dtype=np.int64)
        for position, each in enumerate(bands):
            persona[band == position] = allot(rng, each.personas, int((band == position).sum()))

        followers = cut_lognormal(rng, size, *MAINSTREAM_FOLLOWERS)
        followers = np.where(band == 1, pareto(rng, size, *TRENDY_FOLLOWERS), followers)
        followers = np.where(band == 2, pareto(rng, size, *EDGY_FOLLOWERS), followers)
        followers[(band == 0) & (rng.random(size) < 0.002)] = 0

        in_authors = role == 1
        in_authors[role == 0] = allot(rng, (1 - IN_AUTHORS, IN_AUTHORS), authors) == 1
        with_posts = role == 2
        with_posts[role != 2] = allot(rng, (1 - WITH_POSTS, WITH_POSTS), authors + only_in_authors) == 1
        mean_rows = np.array([each.image_rows for each in bands])[band]
        activity = rng.lognormal(-(ACTIVITY_SPREAD**2) / 2, ACTIVITY_SPREAD, size)
        image_rows = np.ceil(np.minimum(mean_rows * activity, MOST_IMAGE_ROWS)).astype(np.int64)

        return cls(
            author_ids=scattered_ids("author", seed, np.arange(size)),
            band=band,
            persona=persona,
            followers=followers,
            fashion_forward=rng.random(size) < np.array([each.fashion_forward for each in bands])[band],
            in_segmentations=role == 0,
            in_authors=in_authors,
            image_rows=np.where(with_posts, image_rows, 0),
        )


def follower_texts(rng: np.random.Generator, followers: Floats) -> list[str]:
    """Spell follower counts as the deliveries do: whole, as 532.0, and here and there with a fraction."""
    spelling = pick(rng, cumulative(np.array([0.8, 0.15, 0.05])), len(followers))
    return [
        (f"{count:.0f}", f"{int(count)}.0", f"{count:.2f}")[how]
        for count, how in zip(np.where(spelling == 0, np.floor(followers), followers), spelling, strict=True)
    ]


def damaged_rows(rng: np.random.Generator, table: str, columns: Mapping[str, list[Any]], at_least: int) -> list[tuple[Any, ...]]:
    """Damage some cells of a table, and return its rows with some of them repeated at the end."""
    size = len(next(iter(columns.values())))
    for column, instead, rate in DAMAGE[table]:
        for row in chance_hits(rng, size, rate, at_least):
            columns[column][row] = instead
    rows = list(zip(*columns.values(), strict=True))
    return rows + [rows[row] for row in chance_hits(rng, size, REPEATED_ROWS[table], at_least)]


def author_rows(rng: np.random.Generator, panel: Panel, at_least: int) -> list[tuple[Any, ...]]:
    """Make MART_AUTHORS: two thirds of the authors, many without bio or follow count, some twice with another count."""
    members = rng.permutation(np.flatnonzero(panel.in_authors))
    again = members[chance_hits(rng, len(members), CONFLICTING_AUTHORS, at_least)]
    followers = np.concatenate([panel.followers[members], panel.followers[again] * 1.1 + 5])
    members = np.concatenate([members, again])
    parts = rng.integers(len(BIO_PARTS), size=(len(members), 2))
    follows = np.floor(rng.lognormal(6.2, 1.0, len(members))).astype(np.int64)
    has_bio, has_followers, has_follows = rng.random((3, len(members))) > np.array([[0.40], [0.25], [0.35]])
    has_followers[len(members) - len(again) :] = True
    columns = {
        "AUTHORID": panel.author_ids[members].tolist(),
        "BIO": [f"{BIO_PARTS[a]} | {BIO_PARTS[b]}" if has else None for (a, b), has in zip(parts, has_bio, strict=True)],
        "NB_FOLLOWERS": [text if has else None for text, has in zip(follower_texts(rng, followers), has_followers, strict=True)],
        "NB_FOLLOWS": [count if has else None for count, has in zip(follows.tolist(), has_follows, strict=True)],
    }
    return damaged_rows(rng, "MART_AUTHORS", columns, at_least)


def segmentation_rows(rng: np.random.Generator, panel: Panel, at_least: int) -> list[tuple[Any, ...]]:
    """Make MART_AUTHORS_SEGMENTATIONS: one row an author of the panel."""
    members = np.flatnonzero(panel.in_segmentations)
    is_known = panel.band[members] != list(BANDS).index("unknown")
    zones = np.array(["us", "gb", "ca", ""], dtype=object)
    columns = {
        "AUTHORID": panel.author_ids[members].tolist(),
        "GEO_ZONE": zones[pick(rng, cumulative(np.array([0.997, 0.001, 0.001, 0.001])), len(members))].tolist(),
        "NB_FOLLOWERS": [
            text if known else None for text, known in zip(follower_texts(rng, panel.followers[members]), is_known, strict=True)
        ],
        "FASHION_INTEREST_SEGMENT": ["true" if picked else "false" for picked in panel.fashion_forward[members]],
    }
    return damaged_rows(rng, "MART_AUTHORS_SEGMENTATIONS", columns, at_least)


# ---------------------------------------------------------------- posts and their images


@dataclass(frozen=True)
class ImageRows:
    """The image rows of a chunk of authors; images are numbered through the whole delivery."""

    author: Ints  # position in the chunk
    number: Ints  # of the image
    is_new: Bools  # false where it is the image of the row before, now in a second post
    winter: Floats  # 1 in mid-January, -1 in mid-July


def hour_weights() -> Floats:
    """Weigh the hours of the day (UTC): a steep rise from the quiet hour to the busy one, and a slow decline."""
    since_quiet = (np.arange(24) - QUIET_HOUR) % 24
    rise = BUSY_HOUR - QUIET_HOUR
    phase = np.where(since_quiet < rise, since_quiet / rise, 1 + (since_quiet - rise) / (24 - rise))
    return 1 - 0.7 * np.cos(np.pi * phase)


def draw_images(
    rng: np.random.Generator, panel: Panel, authors: slice, first_row: int, seed: int, at_least: int
) -> tuple[ImageRows, list[tuple[Any, ...]]]:
    """Make the posts of a chunk of authors: the image rows for the labels to follow, and the rows of MART_IMAGES_OF_POSTS."""
    counts = panel.image_rows[authors]
    author = np.repeat(np.arange(len(counts)), counts)
    size = len(author)
    begins = rng.random(size) < NEW_POST
    same_author = np.diff(author, prepend=-1) == 0
    begins |= ~same_author
    row_numbers = first_row + np.arange(size)

    # An image in two posts: the first one of a post is the last one of the post before.
    repeats = begins & same_author & (rng.random(size) < SHARED_IMAGE / NEW_POST)
    repeats[1:] &= ~repeats[:-1]
    image_numbers = row_numbers - repeats

    post = np.cumsum(begins) - 1
    post_author = author[begins]
    posts = len(post_author)
    bands = list(BANDS.values())
    band = panel.band[authors][post_author]
    like_rate, like_spread, comment_rate = (
        np.array([getattr(each, name) for each in bands]) for name in ("like_rate", "like_spread", "comment_rate")
    )

    popularity = rng.normal(0, AUTHOR_LIKE_SPREAD, len(counts))[post_author]
    popularity += np.sqrt(like_spread**2 - AUTHOR_LIKE_SPREAD**2)[band] * rng.standard_normal(posts)
    likes = panel.followers[authors][post_author] * like_rate[band] * np.exp(popularity)
    comments = np.floor(comment_rate[band] * likes**0.7 * rng.lognormal(0, 0.8, posts)).astype(np.int64)
    day = rng.integers(DAYS, size=posts)
    second = pick(rng, cumulative(hour_weights()), posts) * 3600 + rng.integers(3600, size=posts)
    published = np.char.replace(np.datetime_as_string(FIRST_DAY + day.astype("m8[D]") + second.astype("m8[s]")), "T", " ")

    like_state = pick(rng, cumulative(np.array([1 - HIDDEN_LIKES - MISSING_LIKES, HIDDEN_LIKES, MISSING_LIKES])), posts)
    like_cells = [(count, 0, None)[state] for count, state in zip(np.floor(likes).astype(np.int64).tolist(), like_state, strict=True)]
    words = rng.integers(len(PHRASES), size=(posts, 2))
    has_caption = rng.random(posts) < 0.92
    captions = [f"{PHRASES[a]} {PHRASES[b]}" if has else None for (a, b), has in zip(words.tolist(), has_caption, strict=True)]

    def each_row(cells: list[Any]) -> list[Any]:
        return [cells[position] for position in post.tolist()]

    columns = {
        "POST_ID": each_row(scattered_ids("post", seed, row_numbers[begins]).tolist()),
        "AUTHORID": panel.author_ids[authors][author].tolist(),
        "COMMENT_COUNT": each_row(comments.tolist()),
        "POST_CAPTION": each_row(captions),
        "NB_LIKES": each_row(like_cells),
        "POST_PUBLICATION_DATE": each_row(published.tolist()),
        "IMAGE_ID": scattered_ids("image", seed, image_numbers).tolist(),
    }
    winter = np.cos(2 * np.pi * (day[post] - 14) / 365.25)
    images = ImageRows(author=author, number=image_numbers, is_new=~repeats, winter=winter)
    return images, damaged_rows(rng, "MART_IMAGES_OF_POSTS", columns, at_least)


# ---------------------------------------------------------------- labels


def padded(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Lay texts out as rows of bytes of one width, filled up with NUL, which :meth:`Labels.render` takes out again."""
    return np.array([text.encode() for text in texts], dtype="S").view(np.uint8).reshape(len(texts), -1)


THREE_DIGITS = padded([f"{number:03d}" for number in range(1000)])
POSITION = padded(["0.000_0.000_0.000_0.000"])
POSITION_DIGITS = [start + offset for start in (2, 8, 14, 20) for offset in range(3)]


def ranked(count: int) -> Floats:
    """Weigh candidates that are listed from the most to the least frequent."""
    return 1.0 / np.arange(1, count + 1)


class Labels:
    """Draws what the models see on images, and writes it as lines of MART_IMAGES_LABELS."""

    def __init__(self, vocabulary: Sequence[tuple[str, str]]) -> None:
        self.vocabulary = list(vocabulary)
        self.code = {pair: code for code, pair in enumerate(self.vocabulary)}
        # A type outside the five, and a label without name, are two more pairs.
        pairs = [*self.vocabulary, ("hair", "blond"), ("pattern", "")]
        self.unknown_type, self.nameless = len(pairs) - 2, len(pairs) - 1
        self.heads = padded([f",{label_type}," for label_type, _ in pairs])
        self.tails = padded([f",{label}\n" for _, label in pairs])

        objects = {label for label_type, label in self.vocabulary if label_type == "object_detection"}
        named = {
            "clothing": GARMENTS.split(),
            "bag": ["bag"],
            "accessories": ACCESSORIES.split(),
            "gear": GEAR.split(),
            "people": PEOPLE.split(),
        }
        named |= {style: [style] for style in SHOE_STYLES}
        rare_things = objects - {"shoes", *FREQUENT_THINGS.split()} - {label for labels in named.values() for label in labels}
        named["things"] = [*FREQUENT_THINGS.split(), *sorted(rare_things)]
        # A kind is an object label, or a style of shoes.
        self.kinds = [kind for group in ITEM_GROUPS for kind in named[group]]
        self.kind_group = np.array([position for position, group in enumerate(ITEM_GROUPS) for _ in named[group]])
        self.kind_weight = np.concatenate([ranked(len(named[group])) for group in ITEM_GROUPS])
        self.kind_code = np.array([self._code("object_detection", "shoes" if kind in SHOE_STYLES else kind) for kind in self.kinds])

    def _code(self, label_type: str, label: str) -> int:
        """Return the number of a pair, which the taxonomy has to know."""
        try:
            return self.code[label_type, label]
        except KeyError:
            raise DemoError(
                f"The taxonomy {TAXONOMY} lacks the label {label!r} of type {label_type!r}, which the demo data uses."
            ) from None

    def _codes(self, label_type: str, labels: str) -> Ints:
        return np.array([self._code(label_type, label) for label in labels.split()])

    @cached_property
    def slots(self) -> list[tuple[str, int, float, Ints]]:
        """List the further labels by group of items: the slot, the chance of a label in it, and the candidates."""
        slots = [
            ("clothing", PRINT_SLOT, 1.0, self._codes("pattern", PRINTS)),
            ("clothing", FABRIC_SLOT, 0.35, self._codes("pattern", FABRICS)),
        ]
        for style in SHOE_STYLES:
            slots.append((style, KIND_SLOT, 1.0, self._codes("shoe", SHOE_KINDS[style])))
            for slot, (chance, labels) in enumerate(SHOE_ATTRIBUTES[style], start=ATTRIBUTE_SLOT):
                slots.append((style, slot, chance, self._codes("shoe", labels)))
            slots.append((style, SHOE_FABRIC_SLOT, 0.15, self._codes("pattern", SHOE_FABRICS)))
        return slots

    @cached_property
    def persona_groups(self) -> Floats:
        """Return the share of each group of items, by persona."""
        shares = np.array(list(PERSONAS.values()))
        return np.column_stack([shares, 1 - shares.sum(axis=1)])

    @cached_property
    def persona_kinds(self) -> Floats:
        """Return the weight of each kind within its group, by persona."""
        weights = np.tile(self.kind_weight, (len(PERSONAS), 1))
        for (persona, kind), factor in EMPHASIS.items():
            weights[PERSONA_NAMES.index(persona), self.kinds.index(kind)] *= factor
        for group in range(len(ITEM_GROUPS)):
            inside = self.kind_group == group
            weights[:, inside] /= weights[:, inside].sum(axis=1, keepdims=True)
        return weights

    def _draw_kinds(self, rng: np.random.Generator, persona: Ints, author: Ints, winter: Floats) -> Ints:
        """Draw the kind of every item from the taste of its author, and dress it for the season."""
        group_taste = rng.gamma(self.persona_groups[persona] * PERSONA_CONCENTRATION)
        kind_taste = rng.gamma(self.persona_kinds[persona] * GROUP_CONCENTRATION) + 1e-12
        for group in range(len(ITEM_GROUPS)):
            inside = self.kind_group == group
            kind_taste[:, inside] *= (group_taste[:, group] / kind_taste[:, inside].sum(axis=1))[:, None]
        kinds = pick_by_row(rng, cumulative(kind_taste), author)
        for cold, warm in SEASONS:
            cold_kind, warm_kind = self.kinds.index(cold), self.kinds.index(warm)
            either = np.flatnonzero((kinds == cold_kind) | (kinds == warm_kind))
            follows = rng.random(len(either)) < SEASONALITY * np.abs(winter[either])
            in_season = np.where(winter[either] > 0, cold_kind, warm_kind)
            kinds[either] = np.where(follows, in_season, kinds[either])
        return kinds

    def _draw_brands(self, rng: np.random.Generator, rates: Floats, author: Ints) -> Ints:
        """Draw the position of the brand of every item, the last one being none; each author is loyal to a few brands."""
        total = np.minimum(rates.sum(axis=1) * rng.gamma(BRAND_CONCENTRATION, 1 / BRAND_CONCENTRATION, len(rates)), 0.95)
        taste = rates * rng.gamma(BRAND_LOYALTY, size=rates.shape)
        branded = taste * (total / taste.sum(axis=1))[:, None]
        return pick_by_row(rng, cumulative(np.column_stack([branded, 1 - total])), author)

    def _fill_slots(self, rng: np.random.Generator, persona: Ints, author: Ints, kinds: Ints) -> Ints:
        """Return one row an item with the codes of its labels, -1 where there is none."""
        codes = np.full((len(kinds), SLOTS), -1, dtype=np.int16)
        codes[:, 0] = self.kind_code[kinds]
        group = self.kind_group[kinds]
        of_group = {name: np.flatnonzero(group == position) for position, name in enumerate(ITEM_GROUPS)}
        for name, slot, chance, candidates in self.slots:
            items = of_group[name]
            items = items[rng.random(len(items)) < chance]
            codes[items, slot] = candidates[pick(rng, cumulative(ranked(len(candidates))), len(items))]
        is_patterned_persona = persona[author[of_group["clothing"]]] == PERSONA_NAMES.index("dress_and_pattern")
        is_plain = rng.random(len(is_patterned_persona)) < np.where(is_patterned_persona, 0.0, 0.4)
        codes[of_group["clothing"][is_plain], PRINT_SLOT] = self._code("pattern", "plain")
        for groups, label_type, rates, devotees in BRANDS:
            items = np.concatenate([of_group[name] for name in groups])
            candidates = np.array([*(self._code(label_type, brand) for brand in rates), -1])
            column = np.array([devotees.index(name) + 1 if name in devotees else 0 for name in PERSONA_NAMES])
            rates_of_authors = np.array(list(rates.values()))[:, column[persona]].T
            codes[items, BRAND_SLOT] = candidates[self._draw_brands(rng, rates_of_authors, author[items])]
        return codes

    def draw_lines(
        self, rng: np.random.Generator, persona: Ints, images: ImageRows, numbers_in_use: int, seed: int, at_least: int
    ) -> tuple[bytes, int]:
        """Draw the labels of a chunk of images: the lines of MART_IMAGES_LABELS and their number."""
        shown = np.flatnonzero(images.is_new)
        dispersion = 8
        item_counts = rng.negative_binomial(dispersion, dispersion / (dispersion + ITEMS_PER_IMAGE), len(shown))
        image = np.repeat(shown, item_counts)
        author = images.author[image]
        kinds = self._draw_kinds(rng, persona, author, images.winter[image])
        codes = self._fill_slots(rng, persona, author, kinds)

        low = rng.integers(700, size=(len(image), 2))
        corners = np.concatenate([low, low + rng.integers(20, 300, size=(len(image), 2))], axis=1)
        positions = np.repeat(POSITION, len(image), axis=0)
        positions[:, POSITION_DIGITS] = THREE_DIGITS[corners].reshape(len(image), -1)
        positions[rng.random(len(image)) < EMPTY_POSITION] = 0

        item, slot = np.nonzero(codes >= 0)
        code = codes[item, slot]
        image_numbers = images.number[image[item]]
        rates = {(column, instead): rate for column, instead, rate in DAMAGE["MART_IMAGES_LABELS"]}
        hits = {damage: chance_hits(rng, len(item), rate, at_least) for damage, rate in rates.items()}
        code[hits["TYPE", "hair"]] = self.unknown_type
        code[hits["LABEL_NAME", ""]] = self.nameless
        image_numbers[hits["IMAGE_ID", "in no post"]] += numbers_in_use
        ids = image_id_digits(scattered_ids("image", seed, image_numbers))
        ids[hits["IMAGE_ID", ""]] = 0
        rows = np.concatenate([np.arange(len(item)), chance_hits(rng, len(item), REPEATED_ROWS["MART_IMAGES_LABELS"], at_least)])
        return self.render(ids[rows], code[rows], positions[item[rows]]), len(rows)

    def render(self, ids: NDArray[np.uint8], codes: Ints, positions: NDArray[np.uint8]) -> bytes:
        """Write lines side by side as bytes of one width, and take the filling out."""
        lines = np.concatenate([ids, self.heads[codes], positions, self.tails[codes]], axis=1)
        return lines[lines != 0].tobytes()


def image_id_digits(ids: Ints) -> NDArray[np.uint8]:
    """Spell ids of twelve digits as bytes."""
    return np.concatenate([THREE_DIGITS[ids // 1000**power % 1000] for power in (3, 2, 1, 0)], axis=1)


# ---------------------------------------------------------------- the delivery


def read_vocabulary(taxonomy: Path = TAXONOMY) -> list[tuple[str, str]]:
    """Read the (type, label) pairs that the models know."""
    try:
        with taxonomy.open(encoding="utf-8", newline="") as lines:
            return [(row["label_type"], row["label_name"]) for row in csv.DictReader(lines)]
    except OSError as error:
        raise DemoError(f"The label taxonomy {taxonomy} cannot be read: {error.strerror}.") from error
    except KeyError as error:
        raise DemoError(f"The label taxonomy {taxonomy} lacks the column {error}.") from error


def refuse_foreign_files(folder: Path) -> None:
    """Stop before a folder is replaced that holds anything but an earlier demo: it may be somebody's real delivery."""
    held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if held and ("persona_truth.csv" not in held or held - {f"{table}.csv" for table in COLUMNS}):
        raise DemoError(f"{folder} holds files that are no demo data and would be lost; name another folder.")


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Give a folder to write into that takes the place of ``folder`` at the end, and vanishes when something fails."""
    folder = folder.resolve()
    unfinished, former = (folder.with_name(f".{folder.name}.{os.getpid()}.{state}") for state in ("unfinished", "former"))
    try:
        refuse_foreign_files(folder)
        unfinished.mkdir(parents=True)
        yield unfinished
        if folder.exists():
            folder.rename(former)
        unfinished.rename(folder)
    except OSError as error:
        raise DemoError(f"{folder} cannot be written: {error.strerror}.") from error
    finally:
        if former.exists() and not folder.exists():
            former.rename(folder)
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


def write_table(folder: Path, table: str, rows: Iterable[Sequence[Any]]) -> int:
    """Write one CSV and return its number of rows."""
    written = 0
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS[table])
        for written, row in enumerate(rows, start=1):  # noqa: B007
            writer.writerow(row)
    return written


def write_images_and_labels(panel: Panel, labels: Labels, seed: int, folder: Path, dirty: bool) -> dict[str, int]:
    """Write the two large tables chunk by chunk; the memory needed does not grow with the panel."""
    first_rows = np.concatenate([[0], np.cumsum(panel.image_rows)])
    images_written = labels_written = 0
    with (
        (folder / "MART_IMAGES_OF_POSTS.csv").open("w", encoding="utf-8", newline="") as image_file,
        (folder / "MART_IMAGES_LABELS.csv").open("wb") as label_file,
    ):
        writer = csv.writer(image_file, lineterminator="\n")
        writer.writerow(COLUMNS["MART_IMAGES_OF_POSTS"])
        label_file.write((",".join(COLUMNS["MART_IMAGES_LABELS"]) + "\n").encode())
        for start in range(0, len(panel.author_ids), CHUNK):
            rng = np.random.default_rng([seed, 1 + start // CHUNK])
            at_least = int(dirty and start == 0)
            chunk = slice(start, start + CHUNK)
            images, rows = draw_images(rng, panel, chunk, int(first_rows[start]), seed, at_least)
            writer.writerows(rows)
            lines, count = labels.draw_lines(rng, panel.persona[chunk], images, int(first_rows[-1]), seed, at_least)
            label_file.write(lines)
            images_written += len(rows)
            labels_written += count
    return {"MART_IMAGES_OF_POSTS": images_written, "MART_IMAGES_LABELS": labels_written}


def write_delivery(authors: int, seed: int, out: Path) -> None:
    """Write the four tables and the truth into ``out``, which then holds all of them or what it held before."""
    labels = Labels(read_vocabulary())
    rng = np.random.default_rng([seed, 0])
    panel = Panel.draw(rng, authors, seed)
    at_least = int(authors >= DIRTY_FROM)
    with whole_folder(out) as folder:

        def report(table: str, rows: int) -> None:
            print(f"{table}.csv: {rows:,} rows, {(folder / f'{table}.csv').stat().st_size / 1e6:,.1f} MB", flush=True)

        for table, make in (("MART_AUTHORS", author_rows), ("MART_AUTHORS_SEGMENTATIONS", segmentation_rows)):
            report(table, write_table(folder, table, make(rng, panel, at_least)))
        for table, rows in write_images_and_labels(panel, labels, seed, folder, bool(at_least)).items():
            report(table, rows)
        personas = np.array(PERSONA_NAMES, dtype=object)[panel.persona]
        report("persona_truth", write_table(folder, "persona_truth", zip(panel.author_ids.tolist(), personas, strict=True)))
    print(f"Demo data of {authors:,} authors, seed {seed}, is in {out}.")


def whole_number(text: str, name: str, lowest: int, highest: int) -> int:
    """Read a number from the command line."""
    if not (text.isascii() and text.isdigit() and len(text) < 20 and lowest <= int(text) <= highest):
        raise DemoError(f"{name} must be a whole number from {lowest} to {highest}, not {text!r}.")
    return int(text)


def main(arguments: Sequence[str] | None = None) -> int:
    """Generate from the command line."""
    parser = argparse.ArgumentParser(prog="python -m tools.demo_data", description="Write an invented delivery with planted personas.")
    parser.add_argument("--authors", default="2000", help="rows of MART_AUTHORS_SEGMENTATIONS (2000; the real panel has 32841)")
    parser.add_argument("--seed", default="1", help="another seed, other data (1)")
    parser.add_argument("--out", type=Path, default=Path("data/demo"), help="folder to write, replaced as a whole (data/demo)")
    options = parser.parse_args(arguments)
    try:
        authors = whole_number(options.authors, "--authors", 1, 1_000_000)
        write_delivery(authors, whole_number(options.seed, "--seed", 0, 2**32 - 1), options.out)
    except DemoError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("Interrupted; nothing was written.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
