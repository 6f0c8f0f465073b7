"""Pairs of a garment and a pattern that rise at the end, because some accounts take them up; early accounts do so weeks before."""

from dataclasses import dataclass

import numpy as np

from fashion_panel.demo.draws import Bools, Floats, Ints, some_of
from fashion_panel.demo.labels import Labels
from fashion_panel.demo.lives import Lives
from fashion_panel.demo.panel import Panel
from fashion_panel.demo.rules import DAYS, PERSONAS, RISING, RISING_PAIRS, Knobs, generator

WEEKS_OF_RISE = 0.8  # scale of the logistic curve
YEAR = 52 * 7
LONG_HERE = 40 * 7  # days; who comes later takes no trend up
MOST_OF_A_GARMENT = 0.8  # share of an adopter's garments that have the pattern in the end
MOST_ADOPTERS = 0.1  # of all accounts
EARLY_WEIGHT = 2.0  # how much likelier an early account takes a trend up


@dataclass(frozen=True)
class Rise:
    """One pair that rises, and who makes it rise."""

    garment: str
    pattern: str
    kind: int
    slot: int
    code: int
    middle: float  # day on which an adopter is half way
    adopts: Bools  # by author
    chance: float  # of the pattern on an adopter's garment, in the end


def rises(panel: Panel, lives: Lives, labels: Labels, knobs: Knobs, seed: int) -> list[Rise]:
    """Choose the accounts that make each pair rise, and how often they have to show it."""
    count = round(min(knobs.rising_accounts, MOST_ADOPTERS * len(panel)))
    if knobs.rising == 1 or not count:
        return []
    rng = generator(seed, 0, RISING)
    found = []
    for garment, pattern, weeks in RISING_PAIRS:
        # items of the garment a day, in the last weeks: frequent posters are likelier, so that few hundred accounts can move a panel
        items = np.where(lives.stays, panel.image_rows * labels.kind_shares(garment)[panel.persona] / np.maximum(lives.days, 1), 0.0)
        candidates = np.flatnonzero((items > 0) & (lives.first_day < DAYS - LONG_HERE))
        weights = items**2 * np.where(lives.is_early, EARLY_WEIGHT, 1)
        adopters = some_of(rng, candidates, count, weights[candidates])
        by_persona = np.bincount(panel.persona, weights=panel.image_rows, minlength=len(PERSONAS))
        wanted = (knobs.rising - 1) * labels.base_chance(garment, pattern, by_persona) * items.sum()
        adopts = np.zeros(len(panel), dtype=bool)
        adopts[adopters] = True
        code = labels.number("pattern", pattern)
        (slot,) = [slot for group, slot, _, candidates, *_ in labels.slots if group == "clothing" and code in candidates]
        chance = min(wanted / max(items[adopters].sum(), 1e-12), MOST_OF_A_GARMENT)
        found.append(Rise(garment, pattern, labels.kinds.index(garment), slot, code, DAYS - 7 * weeks, adopts, chance))
    return found


def progress(rise: Rise, day: Floats, last_year: float) -> Floats:
    """Return how far adopters have come by then, from 0 to 1; a rise of last year ends with its year."""
    now, then = (1 / (1 + np.exp(-(day + shift - rise.middle) / (7 * WEEKS_OF_RISE))) for shift in (0, YEAR))
    return np.maximum(now, last_year * then * (day < DAYS - YEAR))


def take_up(
    rng: np.random.Generator, rise: Rise, knobs: Knobs, is_early: Bools, adopts: Bools, author: Ints, day: Ints, kinds: Ints, codes: Ints
) -> Ints:
    """Show the pattern on garments of those who have taken it up by then, in place; return the items."""
    items = np.flatnonzero((kinds == rise.kind) & adopts[author])
    ahead = day[items] + 7 * knobs.early_weeks * is_early[author[items]]
    items = items[rng.random(len(items)) < rise.chance * progress(rise, ahead, knobs.rising_last_year)]
    codes[items, rise.slot] = rise.code
    return items
