"""Held-out skill in numpy, from its definition and from nothing else: dense over all authors and labels, no sum is formed twice."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

PRIORS = (50, 100, 200, 500, 1000, 2000, 5000)


class Shown(NamedTuple):
    """Items of authors in the halves of their weeks: all, ``items`` (2, authors), and by label, ``labels`` (2, authors, labels)."""

    items: np.ndarray
    labels: np.ndarray


def half_of(author_id: int, week: str) -> int:
    """Return 0 for half a and 1 for half b of the week that begins on a Monday (YYYY-MM-DD)."""
    return int(hashlib.md5(f"{author_id}/{week}".encode()).hexdigest()[0] > "7")


def halved_images(posts: pd.DataFrame) -> pd.DataFrame:
    """Return author_id, image_id and half (0, 1), each image once, from the rows of images of posts with their published_at.

    A post is dated by the earliest of its rows, an image by the earliest of its author's posts that show it.
    """
    dated = posts.assign(published_at=posts.groupby(["author_id", "post_id"])["published_at"].transform("min"))
    images = dated.groupby(["author_id", "image_id"], as_index=False)["published_at"].min()
    days = images["published_at"].dt.floor("D")
    mondays = (days - pd.to_timedelta(days.dt.day_of_week, unit="D")).dt.strftime("%Y-%m-%d")
    halves = [half_of(author, week) for author, week in zip(images["author_id"], mondays, strict=True)]
    return images.assign(half=halves)[["author_id", "image_id", "half"]]


def count_shown(posts: pd.DataFrame, labels: pd.DataFrame, authors: np.ndarray) -> tuple[Shown, pd.MultiIndex]:
    """Return what ``authors`` (their ids) show, and the labels (label_type, label_name).

    ``labels`` has image_id, position_in_image, label_type and label_name; without a position each label is an item of its own.
    """
    names = labels["label_type"] + "/" + labels["label_name"]
    item = labels["position_in_image"].fillna("none/" + names)
    shown = halved_images(posts).merge(labels.assign(item=item), on="image_id")
    shown = shown[shown["author_id"].isin(authors)]
    row = np.searchsorted(authors, shown["author_id"])
    column, kinds = pd.MultiIndex.from_frame(shown[["label_type", "label_name"]]).factorize(sort=True)
    items, counts = np.zeros((2, len(authors))), np.zeros((2, len(authors), len(kinds)))
    np.add.at(counts, (shown["half"], row, column), 1)
    first = ~shown.duplicated(["author_id", "image_id", "item"])
    np.add.at(items, (shown["half"][first], row[first]), 1)
    return Shown(items, counts), kinds


def deviance(seen: np.ndarray, expected: np.ndarray) -> np.ndarray:
    """Return the Poisson deviance of every author (authors,) over the labels; both are (authors, labels)."""
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.where(seen > 0, seen * np.log(seen / expected), 0.0)
    return 2 * (logs - seen + expected).sum(axis=1)


def skill(shown: Shown, segments: np.ndarray, prior: float = 200) -> tuple[float, float]:
    """Return the held-out skill of ``segments`` (authors,), placed on half a, and its standard error."""
    (n_a, n_b), (x_a, x_b) = shown
    p_a, p_b = x_a.sum(axis=0) / n_a.sum(), x_b.sum(axis=0) / n_b.sum()
    _, of = np.unique(segments, return_inverse=True)
    total, shown_total = np.zeros(of.max() + 1), np.zeros((of.max() + 1, len(p_a)))
    np.add.at(total, of, n_a)
    np.add.at(shown_total, of, x_a)
    rate = (shown_total[of] - x_a + prior * p_a) / (total[of] - n_a + prior)[:, None]
    posts = n_b > 0
    of_segment = deviance(x_b, n_b[:, None] * rate * p_b / p_a)[posts]
    of_panel = deviance(x_b, np.outer(n_b, p_b))[posts]
    value = 1 - of_segment.sum() / of_panel.sum()
    return value, np.sqrt(((of_segment - (1 - value) * of_panel) ** 2).sum()) / of_panel.sum()


def own_skill(shown: Shown, clusters: np.ndarray, own_prior: float, prior: float = 200) -> float:
    """Return the held-out skill of the authors' own rates on half a, shrunk to their cluster by ``own_prior`` items."""
    (n_a, n_b), (x_a, x_b) = shown
    p_a, p_b = x_a.sum(axis=0) / n_a.sum(), x_b.sum(axis=0) / n_b.sum()
    rates = np.array([(x_a[clusters == c].sum(axis=0) + prior * p_a) / (n_a[clusters == c].sum() + prior) for c in clusters])
    rate = (x_a + own_prior * rates) / (n_a + own_prior)[:, None]
    return 1 - deviance(x_b, n_b[:, None] * rate * p_b / p_a).sum() / deviance(x_b, np.outer(n_b, p_b)).sum()


def ceiling(shown: Shown, clusters: np.ndarray) -> float:
    """Return the best that the clusters, or the authors' own rates shrunk to them, reach."""
    return max(skill(shown, clusters)[0], *(own_skill(shown, clusters, own_prior) for own_prior in PRIORS))


def agreement(on_a: np.ndarray, on_b: np.ndarray, fashion_items: np.ndarray) -> tuple[float, int]:
    """Return the adjusted Rand index of the segments by half a and half b over authors with 20 fashion items in both, and their number."""
    enough = fashion_items.min(axis=0) >= 20
    return adjusted_rand_score(on_a[enough], on_b[enough]), int(enough.sum())
