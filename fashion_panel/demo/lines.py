"""The lines of MART_IMAGES_LABELS, drawn for a chunk of images and laid out as bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from fashion_panel.demo.damage import Cells, words_for
from fashion_panel.demo.draws import Bools, Ints, chance_hits, cumulative, pick, scattered_ids
from fashion_panel.demo.labels import Labels, ranked
from fashion_panel.demo.lives import Lives
from fashion_panel.demo.outfits import Repeats, repeat_outfits
from fashion_panel.demo.panel import Panel
from fashion_panel.demo.posts import Chunk, ImageRows
from fashion_panel.demo.rules import (
    DAMAGE,
    GARMENT_SLOTS,
    ITEM_GROUPS,
    OUTFITS,
    REPEATED_ROWS,
    RISING,
    SHOE_STYLES,
    SPELLING,
    TEXTURE,
    Knobs,
    generator,
)
from fashion_panel.demo.trends import Rise, take_up

TABLE = "MART_IMAGES_LABELS"
ITEMS_PER_IMAGE, DISPERSION = 6.05, 8
EMPTY_POSITION = 0.01
OUTFIT_GROUPS = ("clothing", *SHOE_STYLES, "bag", "accessories")


def padded(texts: Sequence[str]) -> NDArray[np.uint8]:
    """Lay texts out as rows of bytes of one width, filled up with NUL, which :meth:`Lines.render` takes out again."""
    return np.array([text.encode() for text in texts], dtype="S").view(np.uint8).reshape(len(texts), -1)


THREE_DIGITS = padded([f"{number:03d}" for number in range(1000)])
POSITION = padded(["0.000_0.000_0.000_0.000"])
POSITION_DIGITS = [start + offset for start in (2, 8, 14, 20) for offset in range(3)]
WORDS = words_for("POSITION_IN_IMAGE")
WORD_BYTES = padded([*WORDS, " " * POSITION.shape[1]])[:-1]


def image_id_digits(ids: Ints) -> NDArray[np.uint8]:
    """Spell ids of twelve digits as bytes."""
    return np.concatenate([THREE_DIGITS[ids // 1000**power % 1000] for power in (3, 2, 1, 0)], axis=1)


@dataclass
class Planted:
    """What was planted among the items of a chunk."""

    repeats: Repeats | None
    taken_up: list[Ints]  # by rise: the items of each author


class Lines:
    """Draws the labels of chunks of images, and writes them as lines."""

    def __init__(self, labels: Labels, rises: list[Rise], knobs: Knobs, seed: int, cells: Cells) -> None:
        self.labels, self.rises, self.knobs, self.seed, self.cells = labels, rises, knobs, seed, cells
        names = [label for _, label in labels.pairs]
        self.heads = padded([f",{label_type}," for label_type, _ in labels.pairs])
        # as it is, and with a blank before, behind, or on both sides
        blanks = ("", ""), (" ", ""), ("", " "), (" ", " ")
        self.tails = padded([f",{before}{label}{behind}\n" for before, behind in blanks for label in names])

    @cached_property
    def is_outfit(self) -> Bools:
        """Tell of each kind whether people wear or carry it."""
        return np.isin(self.labels.kind_group, [ITEM_GROUPS.index(group) for group in OUTFIT_GROUPS])

    def draw(self, rng: np.random.Generator, panel: Panel, lives: Lives, images: ImageRows, chunk: Chunk) -> tuple[bytes, int, Planted]:
        """Draw the labels of a chunk of images: the lines, their number, and what is planted in them."""
        shown = np.flatnonzero(images.is_new)
        item_counts = rng.negative_binomial(DISPERSION, DISPERSION / (DISPERSION + ITEMS_PER_IMAGE), len(shown))
        image: Ints = np.repeat(shown, item_counts)
        author = images.author[image]
        kinds = self.labels.draw_kinds(rng, panel.persona, author, images.winter[image])
        codes = self.labels.fill_slots(rng, panel.persona, lives.has_taste, author, kinds)
        spelling = generator(self.seed, chunk.number, SPELLING, 1)
        self._add_textures(spelling, kinds, codes)
        taken_up = self._take_up(lives, chunk, author, images.day[image], kinds, codes)
        repeats = None
        if self.knobs.repeated_outfits:
            rng_outfits = generator(self.seed, chunk.number, OUTFITS)
            repeats = repeat_outfits(rng_outfits, images, image, self.is_outfit[kinds], self.knobs.repeated_outfits)
            codes, image = codes[repeats.items], repeats.image
        lines, count = self._spell(rng, spelling, images.number[image], codes, chunk)
        return lines, count, Planted(repeats, taken_up)

    def _add_textures(self, rng: np.random.Generator, kinds: Ints, codes: Ints) -> None:
        """Add the label of a new type to some garments."""
        garments = np.flatnonzero(self.labels.kind_group[kinds] == ITEM_GROUPS.index("clothing"))
        garments = garments[rng.random(len(garments)) < self.knobs.new_type]
        textures = self.labels.textures
        codes[garments, GARMENT_SLOTS["texture"]] = textures[pick(rng, cumulative(ranked(len(textures))), len(garments))]

    def _take_up(self, lives: Lives, chunk: Chunk, author: Ints, day: Ints, kinds: Ints, codes: Ints) -> list[Ints]:
        """Let accounts take trends up; return by trend how many items of each account show it for that reason."""
        rng = generator(self.seed, chunk.number, RISING)
        shown: list[Ints] = []
        for rise in self.rises:
            items = take_up(rng, rise, self.knobs, lives.is_early, rise.adopts[chunk.authors], author, day, kinds, codes)
            shown.append(np.bincount(author[items], minlength=len(lives.is_early)))
        return shown

    def _spell(
        self, rng: np.random.Generator, spelling: np.random.Generator, image_numbers: Ints, codes: Ints, chunk: Chunk
    ) -> tuple[bytes, int]:
        """Give every item a position, damage some cells, repeat some lines, and count what stands there then."""
        size = len(codes)
        low = rng.integers(700, size=(size, 2))
        corners = np.concatenate([low, low + rng.integers(20, 300, size=(size, 2))], axis=1)
        positions = np.repeat(POSITION, size, axis=0)
        positions[:, POSITION_DIGITS] = THREE_DIGITS[corners].reshape(size, -1)
        is_empty = rng.random(size) < EMPTY_POSITION
        positions[is_empty] = 0
        word = np.full(size, -1)
        worded = np.flatnonzero(is_empty)
        worded = worded[spelling.random(len(worded)) < self.knobs.null_words]
        word[worded] = spelling.integers(len(WORDS), size=len(worded))
        positions[worded] = WORD_BYTES[word[worded]]

        item, slot = np.nonzero(codes >= 0)
        code = codes[item, slot]
        image_numbers = image_numbers[item]
        rates = {(column, instead): rate for column, instead, rate in DAMAGE[TABLE]}
        hits = {damage: chance_hits(rng, len(item), rate, chunk.at_least) for damage, rate in rates.items()}
        code[hits["TYPE", "hair"]] = self.labels.unknown_type
        code[hits["LABEL_NAME", ""]] = self.labels.nameless
        image_numbers[hits["IMAGE_ID", "in no post"]] += chunk.no_post
        ids = image_id_digits(scattered_ids("image", self.seed, image_numbers))
        ids[hits["IMAGE_ID", ""]] = 0
        rows = np.concatenate([np.arange(len(item)), chance_hits(rng, len(item), REPEATED_ROWS[TABLE], chunk.at_least)])
        blanks = self._blanks(spelling, code)
        self._count(ids[rows], code[rows], blanks[rows], word[item[rows]])
        lines = self._render(ids[rows], code[rows], blanks[rows], positions[item[rows]])
        return lines, len(rows)

    def _blanks(self, rng: np.random.Generator, code: Ints) -> Ints:
        """Draw which labels have blanks around them, and where (0 for most)."""
        blanks = np.zeros(len(code), dtype=np.int64)
        if self.knobs.padded_labels:
            hit = (rng.random(len(code)) < self.knobs.padded_labels) & (code != self.labels.nameless)
            blanks[hit] = rng.integers(1, 4, hit.sum())
        return blanks

    def _count(self, ids: NDArray[np.uint8], code: Ints, blanks: Ints, word: Ints) -> None:
        """Count the cells that are damaged or spelled in another way."""
        found = {
            ("IMAGE_ID", "damage", ""): np.count_nonzero(ids[:, 0] == 0),
            ("TYPE", "damage", "hair"): np.count_nonzero(code == self.labels.unknown_type),
            ("LABEL_NAME", "damage", ""): np.count_nonzero(code == self.labels.nameless),
            ("TYPE", "new type", TEXTURE): np.count_nonzero(code >= self.labels.textures[0]),
            ("LABEL_NAME", "blanks around", ""): np.count_nonzero(blanks),
        }
        found |= {("POSITION_IN_IMAGE", "null word", text): np.count_nonzero(word == number) for number, text in enumerate(WORDS)}
        for cell, count in found.items():
            self.cells[TABLE, *cell] += int(count)

    def _render(self, ids: NDArray[np.uint8], codes: Ints, blanks: Ints, positions: NDArray[np.uint8]) -> bytes:
        """Write lines side by side as bytes of one width, and take the filling out."""
        tails = self.tails[codes + blanks * len(self.labels.pairs)]
        lines = np.concatenate([ids, self.heads[codes], positions, tails], axis=1)
        return lines[lines != 0].tobytes()
