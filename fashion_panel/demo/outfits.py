"""Carousels that show one outfit on all their images."""

from dataclasses import dataclass

import numpy as np

from fashion_panel.demo.draws import Bools, Ints
from fashion_panel.demo.posts import ImageRows


@dataclass(frozen=True)
class Repeats:
    """Which items stand on which image once outfits are repeated, and the posts that repeat theirs."""

    items: Ints
    image: Ints  # of each of these items, a position among the image rows
    posts: Ints  # positions in post_ids
    image_counts: Ints  # by these posts


def repeat_outfits(rng: np.random.Generator, images: ImageRows, image: Ints, is_outfit: Bools, share: float) -> Repeats:
    """Let some carousels show the outfit of their first image on each; what else is on an image stays."""
    size, count = len(images.post_ids), len(images.post)
    first = np.searchsorted(images.post, np.arange(size))
    length = np.bincount(images.post, minlength=size)
    # a carousel that begins with the image of the post before it is left alone
    chosen = (length > 1) & images.is_new[first] & (rng.random(size) < share) if count else np.zeros(0, dtype=bool)
    source = first[images.post]
    is_copy = chosen[images.post] & (np.arange(count) != source)

    kept = np.flatnonzero(~(is_copy[image] & is_outfit))
    outfits = np.flatnonzero(is_outfit)
    begin = np.searchsorted(image[outfits], np.arange(count), side="left")
    end = np.searchsorted(image[outfits], np.arange(count), side="right")
    copies = np.flatnonzero(is_copy)
    lengths = (end - begin)[source[copies]]
    offsets = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    again = outfits[np.repeat(begin[source[copies]], lengths) + offsets]

    items, on_image = np.concatenate([kept, again]), np.concatenate([image[kept], np.repeat(copies, lengths)])
    order = np.argsort(on_image, kind="stable")
    return Repeats(items=items[order], image=on_image[order], posts=np.flatnonzero(chosen), image_counts=length[chosen])
