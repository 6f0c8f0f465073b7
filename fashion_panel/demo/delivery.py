"""The delivery as a whole: its files, written into a folder that takes the place of the former one at the end."""

import csv
import os
import shutil
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any

import numpy as np

from fashion_panel.demo import truth
from fashion_panel.demo.authors import author_rows, segmentation_rows
from fashion_panel.demo.draws import Bools
from fashion_panel.demo.labels import Labels, read_vocabulary
from fashion_panel.demo.lines import Lines
from fashion_panel.demo.lives import Lives, grown_followers
from fashion_panel.demo.panel import Panel
from fashion_panel.demo.posts import Chunk, draw_images
from fashion_panel.demo.rules import CHUNK, DAYS, DIRTY_FROM, LATER, SPELLING, Knobs, generator
from fashion_panel.demo.trends import Rise, rises
from fashion_panel.sentence import Sentence

COLUMNS = {
    "MART_AUTHORS": ("AUTHORID", "BIO", "NB_FOLLOWERS", "NB_FOLLOWS"),
    "MART_AUTHORS_SEGMENTATIONS": ("AUTHORID", "GEO_ZONE", "NB_FOLLOWERS", "FASHION_INTEREST_SEGMENT"),
    "MART_IMAGES_OF_POSTS": ("POST_ID", "AUTHORID", "COMMENT_COUNT", "POST_CAPTION", "NB_LIKES", "POST_PUBLICATION_DATE", "IMAGE_ID"),
    "MART_IMAGES_LABELS": ("IMAGE_ID", "TYPE", "POSITION_IN_IMAGE", "LABEL_NAME"),
} | truth.COLUMNS
FURTHER_CHUNKS = 1_000_000  # added to the number of a chunk, for its posts after the first delivery


def refuse_foreign_files(folder: Path) -> None:
    """Stop before a folder is replaced that holds anything but an earlier demo: it may be somebody's real delivery."""
    held = {path.name for path in folder.iterdir()} if folder.exists() else set()
    if held and ("persona_truth.csv" not in held or held - {f"{table}.csv" for table in COLUMNS}):
        raise Sentence(f"{folder} holds files that are no demo data and would be lost; name another folder.")


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
        raise Sentence(f"{folder} cannot be written: {error.strerror}.") from error
    finally:
        if former.exists() and not folder.exists():
            former.rename(folder)
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.rmtree(former, ignore_errors=True)


@dataclass(frozen=True)
class Delivery:
    """What is to be written: the authors, and what is planted in them."""

    seed: int
    knobs: Knobs
    at_least: int  # of every kind of damage
    rng: np.random.Generator  # of the two tables of authors
    panel: Panel
    lives: Lives
    former: Lives  # with the followers of the first delivery
    bought: Bools  # who bought followers since then
    recruits: int  # the last authors, who came since then
    rises: list[Rise]

    @classmethod
    def draw(cls, labels: Labels, authors: int, seed: int, knobs: Knobs) -> "Delivery":
        """Draw the panel, and what the knobs plant in it."""
        rng = generator(seed, 0)
        panel = Panel.draw(rng, authors, seed)
        at_least = int(authors >= DIRTY_FROM)
        former = Lives.draw(panel, knobs, seed, at_least)
        rising = rises(panel, former, labels, knobs, seed)
        recruits = 0
        if knobs.weeks_more and (count := round(knobs.recruits * authors)):
            newcomers = Panel.draw(generator(seed, 0, LATER), count, seed, first_number=len(panel)).as_recruits()
            recruits = len(newcomers)
            former = former.followed_by(Lives.of_recruits(newcomers, seed, round(7 * knobs.weeks_more)))
            panel = panel.followed_by(newcomers)
            rising = [replace(rise, adopts=np.append(rise.adopts, np.zeros(recruits, dtype=bool))) for rise in rising]
        followers, bought = grown_followers(former.followers, knobs, seed)
        lives = replace(former, followers=followers)
        return cls(seed, knobs, at_least, rng, panel, lives, former, bought, recruits, rising)

    def author_tables(self, found: truth.Truth) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        """Make the rows of the two tables of authors; those of new recruits come last, the others are where they were."""
        parts = [(slice(0, len(self.panel) - self.recruits), self.rng, self.at_least)]
        if self.recruits:
            parts.append((slice(len(self.panel) - self.recruits, None), generator(self.seed, 1, LATER), 0))
        for part, (table, make) in enumerate((("MART_AUTHORS", author_rows), ("MART_AUTHORS_SEGMENTATIONS", segmentation_rows))):
            spelling = generator(self.seed, 0, SPELLING, 1 + part)
            rows = []
            for members, rng, at_least in parts:
                rows += make(rng, spelling, self.panel.part(members), self.lives.part(members), self.knobs, at_least, found.cells)
            yield table, rows

    def chunks(self) -> Iterator[Chunk]:
        """List the chunks of authors: first the posts of the first delivery, then those of the new weeks."""
        old = len(self.panel) - self.recruits
        total = int(self.panel.image_rows[:old].sum())
        next_row = 0
        for start in range(0, old, CHUNK):
            authors = slice(start, min(start + CHUNK, old))
            counts, first_day, days = (each[authors] for each in (self.panel.image_rows, self.lives.first_day, self.lives.days))
            number = 1 + start // CHUNK
            is_busy, busy_days = self.lives.is_busy[authors], 7 * round(self.knobs.recruit_weeks)
            at_least = self.at_least * (start == 0)
            yield Chunk(authors, counts, first_day, days, is_busy, busy_days, next_row, total, number, at_least)
            next_row += int(counts.sum())
        if not self.knobs.weeks_more:
            return
        further = round(7 * self.knobs.weeks_more)
        next_row = 2 * total  # past the images that are in no post
        for start in range(0, len(self.panel), CHUNK):
            authors = slice(start, start + CHUNK)
            number = FURTHER_CHUNKS + start // CHUNK
            lives, rows = self.lives.part(authors), self.panel.image_rows[authors]
            is_new = lives.first_day >= DAYS
            usual = generator(self.seed, number, LATER).poisson(rows * lives.stays * further / np.maximum(lives.days, 1))
            counts = np.where(is_new, rows, usual)
            first_day, days = np.where(is_new, lives.first_day, DAYS), np.where(is_new, lives.days, further)
            nobody = np.zeros(len(counts), dtype=bool)
            yield Chunk(authors, counts, first_day, days, nobody, 0, next_row, 10 * total, number, 0)
            next_row += int(counts.sum())

    def write_images_and_labels(self, lines: Lines, found: truth.Truth, image_file: IO[str], label_file: IO[bytes]) -> tuple[int, int]:
        """Write the two large tables chunk by chunk; the memory needed does not grow with the panel."""
        images_written = labels_written = 0
        writer = csv.writer(image_file, lineterminator="\n")
        for chunk in self.chunks():
            rng = generator(self.seed, chunk.number)
            panel, lives = self.panel.part(chunk.authors), self.lives.part(chunk.authors)
            images, rows = draw_images(rng, panel, lives, chunk, self.knobs, self.seed, found.cells)
            writer.writerows(rows)
            text, count, planted = lines.draw(rng, panel, lives, images, chunk)
            label_file.write(text)
            found.add(chunk, images, planted)
            images_written += len(rows)
            labels_written += count
        return images_written, labels_written

    def truth_tables(self, found: truth.Truth) -> Iterator[tuple[str, Iterable[Sequence[Any]]]]:
        """Make the rows of the files that tell what was planted."""
        yield "persona_truth", truth.persona_rows(self.panel, self.lives)
        yield "cell_truth", truth.cell_rows(found.cells)
        yield "carousel_truth", found.carousels
        yield "trend_truth", truth.trend_rows(self.panel, self.lives, self.rises, found.trend_items, self.knobs)
        if self.knobs.weeks_more:
            yield "follower_truth", truth.follower_rows(self.panel, self.former, self.lives, self.bought)


def write_table(folder: Path, table: str, rows: Iterable[Sequence[Any]]) -> int:
    """Write one CSV and return its number of rows."""
    written = 0
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS[table])
        for written, row in enumerate(rows, start=1):  # noqa: B007
            writer.writerow(row)
    return written


def write_delivery(authors: int, seed: int, out: Path, knobs: Knobs) -> None:
    """Write the four tables and the truth into ``out``, which then holds all of them or what it held before."""
    started = time.monotonic()
    labels = Labels(read_vocabulary(), knobs.taste)
    delivery = Delivery.draw(labels, authors, seed, knobs)
    found = truth.Truth(len(delivery.rises), len(delivery.panel))
    with whole_folder(out) as folder:

        def report(table: str, rows: int) -> None:
            print(f"{table}.csv: {rows:,} rows, {(folder / f'{table}.csv').stat().st_size / 1e6:,.1f} MB", flush=True)

        for table, rows in delivery.author_tables(found):
            report(table, write_table(folder, table, rows))
        images, image_labels = "MART_IMAGES_OF_POSTS", "MART_IMAGES_LABELS"
        write_table(folder, images, [])
        write_table(folder, image_labels, [])
        lines = Lines(labels, delivery.rises, knobs, seed, found.cells)
        with (
            (folder / f"{images}.csv").open("a", encoding="utf-8", newline="") as image_file,
            (folder / f"{image_labels}.csv").open("ab") as label_file,
        ):
            counts = delivery.write_images_and_labels(lines, found, image_file, label_file)
        for table, count in zip((images, image_labels), counts, strict=True):
            report(table, count)
        for table, truth_rows in delivery.truth_tables(found):
            report(table, write_table(folder, table, truth_rows))
    print(f"Demo data of {authors:,} authors, seed {seed}, is in {out}, made in {time.monotonic() - started:.1f} s.")
