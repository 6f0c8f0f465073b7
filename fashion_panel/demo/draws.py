"""Draws that the parts of the delivery share."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer]
Floats = NDArray[np.floating]
Bools = NDArray[np.bool_]

# Ids are the running number times a multiplier, modulo a number prime to it: unique, scattered, and all of twelve digits.
ID_SPACE, FIRST_ID = 9 * 10**11, 10**11
ID_MULTIPLIERS = {"author": 343_769_411_209, "post": 34_376_941_123, "image": 21_246_118_081}


def cumulative(weights: Floats) -> Floats:
    """Turn weights into the running shares that :func:`pick` reads; rows stay apart."""
    running = np.cumsum(weights, axis=-1)
    return running / running[..., -1:]


def pick(rng: np.random.Generator, running: Floats, size: int) -> Ints:
    """Draw ``size`` positions from one row of running shares."""
    return place(running, rng.random(size))


def place(running: Floats, chances: Floats) -> Ints:
    """Return the position that each chance, from 0 to 1, has in one row of running shares."""
    return np.minimum(np.searchsorted(running, chances, side="right"), len(running) - 1)


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


def some_of(rng: np.random.Generator, candidates: Ints, count: int, weights: Floats | None = None) -> Ints:
    """Draw some of the candidates, each once; by weight, if there are weights."""
    keys = rng.exponential(size=len(candidates)) / (1 if weights is None else np.maximum(weights, 1e-12))
    return candidates[np.argsort(keys, kind="stable")[:count]]


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
