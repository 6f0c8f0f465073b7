"""What is planted in the life of each account: when it posts, where it is, what is unusual about it, what it likes, what it leads."""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from fashion_panel.demo.draws import Bools, Floats, Ints, cumulative, pick, some_of
from fashion_panel.demo.panel import Panel
from fashion_panel.demo.rules import (
    BANDS,
    BUSY,
    DAYS,
    EARLY,
    GROWTH,
    LATER,
    LIVES,
    PERSONA_NAMES,
    RECRUIT_PERSONA,
    TASTE,
    UNUSUAL,
    UNUSUAL_KINDS,
    ZONES,
    ZONES_ABROAD,
    Knobs,
    generator,
)

SHORTEST_LIFE = 20 * 7  # days, of accounts that leave
LATEST_JOINER = 70 * 7
SURE_OF_POSTS = 30  # image rows, from which on an account has about ten posts
FEW_FOLLOWERS = 300  # accounts up to here are not made unusual: theirs are too noisy to tell
# Followers a month, by size: a heavy tail (Student t, 3 degrees of freedom) with this spread, and this share that bought more
GROWTH_BY_SIZE = ((100, 300, 1_000, 3_500, 12_000, 40_000), (0.08, 0.05, 0.03, 0.02, 0.02, 0.015, 0.015))
MEAN_GROWTH, BOUGHT_MORE, BOUGHT_AT_LEAST, BOUGHT_AT_MOST = 0.01, 0.005, 1.2, 3.0


@dataclass(frozen=True)
class Lives:
    """What is planted in the authors of a panel, in its order."""

    first_day: Ints  # of posts, from the first day of the delivery
    days: Ints  # until the last one
    is_recruit: Bools
    is_busy: Bools  # posts more often in the last weeks
    abroad: NDArray[np.object_]  # a zone of its own, "" for most
    unusual: Ints  # position in UNUSUAL_KINDS, -1 for most
    followers: Floats  # as they are delivered: with those that were bought
    follows: Floats  # of accounts that follow more than is usual, else 0
    has_taste: Bools
    is_early: Bools

    @classmethod
    def draw(cls, panel: Panel, knobs: Knobs, seed: int, at_least: int) -> "Lives":
        """Plant what the knobs say, each part from random numbers of its own."""
        first_day, days, is_recruit = tenures(panel, knobs, generator(seed, 0, LIVES))
        unusual, followers, follows = unusual_accounts(panel, knobs, generator(seed, 0, UNUSUAL), at_least)
        rng = generator(seed, 0, ZONES)
        is_abroad = rng.random(len(panel)) < knobs.zones
        zones = np.array(list(ZONES_ABROAD), dtype=object)[pick(rng, cumulative(np.array(list(ZONES_ABROAD.values()))), len(panel))]
        return cls(
            first_day=first_day,
            days=days,
            is_recruit=is_recruit,
            is_busy=busy_accounts(panel, knobs, generator(seed, 0, BUSY)) & (first_day == 0) & (days == DAYS),
            abroad=np.where(is_abroad, zones, ""),
            unusual=unusual,
            followers=followers,
            follows=follows,
            has_taste=taste(panel, knobs, generator(seed, 0, TASTE)),
            is_early=generator(seed, 0, EARLY).random(len(panel)) < knobs.early,
        )

    @classmethod
    def of_recruits(cls, panel: Panel, seed: int, days: int) -> "Lives":
        """Return the lives of recruits who came after the delivery and post in its later days; nothing else is planted in them."""
        size = len(panel)
        first_day = DAYS + generator(seed, 0, LATER).integers(7, size=size)
        nobody = np.zeros(size, dtype=bool)
        return cls(
            first_day=first_day,
            days=DAYS + days - first_day,
            is_recruit=~nobody,
            is_busy=nobody,
            abroad=np.full(size, "", dtype=object),
            unusual=np.full(size, -1),
            followers=panel.followers,
            follows=np.zeros(size),
            has_taste=nobody,
            is_early=nobody,
        )

    def part(self, authors: slice) -> "Lives":
        """Return some of the authors."""
        return Lives(**{each.name: getattr(self, each.name)[authors] for each in fields(Lives)})

    def followed_by(self, others: "Lives") -> "Lives":
        """Return the lives of a panel with these authors first, and the others behind them."""
        return Lives(**{each.name: np.concatenate([getattr(self, each.name), getattr(others, each.name)]) for each in fields(Lives)})

    @property
    def stays(self) -> Bools:
        """Tell who posts until the end."""
        return self.first_day + self.days >= DAYS


def tenures(panel: Panel, knobs: Knobs, rng: np.random.Generator) -> tuple[Ints, Ints, Bools]:
    """Draw the first day and the days of each account, and who belongs to the wave of recruits; the number of posts stays."""
    size = len(panel)
    joins, leaves = rng.random((2, size)) < np.array([[knobs.joiners], [knobs.leavers]])
    first_day = np.where(joins, rng.integers(1, LATEST_JOINER, size), 0)
    longest = DAYS - first_day
    days = np.where(leaves, SHORTEST_LIFE + rng.integers(longest - SHORTEST_LIFE), longest)
    candidates = np.flatnonzero((panel.persona == PERSONA_NAMES.index(RECRUIT_PERSONA)) & panel.in_segmentations & (panel.image_rows > 0))
    recruits = some_of(rng, candidates, round(knobs.recruits * size))
    first_day[recruits] = DAYS - 7 * round(knobs.recruit_weeks) + rng.integers(7, size=len(recruits))
    days[recruits] = DAYS - first_day[recruits]
    is_recruit = np.zeros(size, dtype=bool)
    is_recruit[recruits] = True
    return first_day, days, is_recruit


def busy_accounts(panel: Panel, knobs: Knobs, rng: np.random.Generator) -> Bools:
    """Draw who posts more often in the last weeks."""
    is_busy = np.zeros(len(panel), dtype=bool)
    candidates = np.flatnonzero((panel.persona == PERSONA_NAMES.index(RECRUIT_PERSONA)) & (panel.image_rows > 0))
    is_busy[some_of(rng, candidates, round(knobs.busier * len(panel)))] = True
    return is_busy


def unusual_accounts(panel: Panel, knobs: Knobs, rng: np.random.Generator, at_least: int) -> tuple[Ints, Floats, Floats]:
    """Draw who is unusual in which way, the followers as delivered, and the follow counts of those who follow too many."""
    unusual, followers, follows = np.full(len(panel), -1), panel.followers.copy(), np.zeros(len(panel))
    is_known = panel.in_segmentations & (panel.band != list(BANDS).index("unknown"))
    eligible = np.flatnonzero(is_known & (panel.followers > FEW_FOLLOWERS) & (panel.image_rows >= SURE_OF_POSTS))
    count = max(round(knobs.unusual * len(eligible)), at_least) if knobs.unusual else 0
    # whoever follows too many must be in the table that says so; that kind chooses first
    for kind in ("mass_follower", *UNUSUAL_KINDS[:-1]):
        free = eligible[(unusual[eligible] < 0) & (panel.in_authors[eligible] | (kind != "mass_follower"))]
        unusual[some_of(rng, free, count)] = UNUSUAL_KINDS.index(kind)
    factor = rng.uniform(8, 30, len(panel))
    bought, follows_many = (unusual == UNUSUAL_KINDS.index(kind) for kind in ("bought_followers", "mass_follower"))
    followers[bought] *= factor[bought]
    follows[follows_many] = np.floor(np.maximum(3000, panel.followers * factor))[follows_many]
    return unusual, followers, follows


def taste(panel: Panel, knobs: Knobs, rng: np.random.Generator) -> Bools:
    """Draw who has the planted taste: all who are hand-picked, and so many of each band that these are a random part of them."""
    if knobs.taste == 1:
        return np.zeros(len(panel), dtype=bool)
    picked = np.array([each.fashion_forward for each in BANDS.values()])[panel.band]
    others = np.minimum(picked * (1 / knobs.taste_listed - 1) / (1 - picked), 1)
    return panel.fashion_forward | (rng.random(len(panel)) < others)


def grown_followers(followers: Floats, knobs: Knobs, seed: int) -> tuple[Floats, Bools]:
    """Return the followers of a later delivery, and who bought more between the two."""
    if not knobs.weeks_more:
        return followers, np.zeros(len(followers), dtype=bool)
    rng = generator(seed, 0, GROWTH)
    edges, spreads = GROWTH_BY_SIZE
    months = knobs.weeks_more * 7 / 30
    growth = months * MEAN_GROWTH + np.sqrt(months) * rng.standard_t(3, len(followers)) * np.array(spreads)[np.digitize(followers, edges)]
    bought = (rng.random(len(followers)) < BOUGHT_MORE) & (followers > 0)
    growth[bought] += np.log(rng.uniform(BOUGHT_AT_LEAST, BOUGHT_AT_MOST, bought.sum()))
    return followers * np.exp(growth), bought
