"""The authors of the panel: who they are, how many follow them, how much they post."""

from dataclasses import dataclass, fields, replace

import numpy as np

from fashion_panel.demo.draws import Bools, Floats, Ints, allot, cut_lognormal, pareto, scattered_ids
from fashion_panel.demo.rules import BANDS, DIRTY_FROM, PERSONA_NAMES, RECRUIT_PERSONA

MAINSTREAM_FOLLOWERS = (7.1, 1.55, 11_995.57)  # lognormal, cut off at the largest
TRENDY_FOLLOWERS = (12_001.0, 40_000.0, 0.8)  # Pareto between two edges, with its exponent
EDGY_FOLLOWERS = (40_001.0, 294_718_100.0, 0.784)
ACTIVITY_SPREAD, MOST_IMAGE_ROWS = 1.15, 10_000
WITH_POSTS = 29_081 / 32_841
IN_AUTHORS = 22_300 / 32_841
ONLY_IN_AUTHORS, IN_NEITHER_TABLE = 0.003, 0.001  # more authors, per author of the panel


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
    def draw(cls, rng: np.random.Generator, authors: int, seed: int, first_number: int = 0) -> "Panel":
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
            author_ids=scattered_ids("author", seed, first_number + np.arange(size)),
            band=band,
            persona=persona,
            followers=followers,
            fashion_forward=rng.random(size) < np.array([each.fashion_forward for each in bands])[band],
            in_segmentations=role == 0,
            in_authors=in_authors,
            image_rows=np.where(with_posts, image_rows, 0),
        )

    def as_recruits(self) -> "Panel":
        """Return the same authors with the taste of recruits."""
        return replace(self, persona=np.full_like(self.persona, PERSONA_NAMES.index(RECRUIT_PERSONA)))

    def part(self, authors: slice) -> "Panel":
        """Return some of the authors."""
        return Panel(**{each.name: getattr(self, each.name)[authors] for each in fields(Panel)})

    def followed_by(self, others: "Panel") -> "Panel":
        """Return a panel with these authors first, and the others behind them."""
        return Panel(**{each.name: np.concatenate([getattr(self, each.name), getattr(others, each.name)]) for each in fields(Panel)})

    def __len__(self) -> int:
        return len(self.author_ids)
