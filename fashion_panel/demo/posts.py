"""The posts of a chunk of authors and the images that are in them, as rows of MART_IMAGES_OF_POSTS."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from fashion_panel.demo.damage import Cells, damaged_rows, spelled_nulls
from fashion_panel.demo.draws import Bools, Floats, Ints, cumulative, pick, scattered_ids
from fashion_panel.demo.lives import Lives
from fashion_panel.demo.panel import Panel
from fashion_panel.demo.rules import BANDS, DAYS, FIRST_DAY, SPELLING, UNUSUAL, UNUSUAL_KINDS, Knobs, generator

NEW_POST = 0.45  # chance that the next image row begins a post, else it goes on with the carousel
SHARED_IMAGE = 0.005
QUIET_HOUR, BUSY_HOUR = 7.5, 16.0
HIDDEN_LIKES, MISSING_LIKES = 0.05, 0.02
AUTHOR_LIKE_SPREAD = 0.8  # the part of the like_spread of a band that lies between authors, not between posts

BOUGHT_LIKES_PER_FOLLOWER = (0.12, 0.4)  # median over accounts, and standard deviation of the logarithm
BOUGHT_LIKES_SPREAD, FEWEST_BOUGHT_LIKES = 0.05, 5
BURST, SHORTEST_STEP, LONGEST_STEP = 6, 20, 120  # posts, and seconds from one to the next
POD_FACTOR = (10, 30)
BUSY_FACTOR = 4

# Invented words: there is no text of a real account here.
PHRASES = [
    f"{opener} {subject}{closer}"
    for opener in ("new today:", "weekend in", "back to", "thinking of", "in love with", "ready for", "once more", "hello")
    for subject in ("soft colours", "long walks", "the old town", "sunny corners", "big coats", "late coffee", "city lights")
    for closer in ("", "", ".", ", finally", " ✨", ' "as found"', "\nmore soon", " 👟🔥", " #ootd #mood", ", no, really\n\n🌿")
]


@dataclass(frozen=True)
class Chunk:
    """Which authors to draw posts of, when, and how many image rows each."""

    authors: slice
    counts: Ints
    first_day: Ints
    days: Ints
    is_busy: Bools  # posts more often in the last days
    busy_days: int
    first_row: int
    no_post: int  # added to the number of an image, for labels of an image in no post
    number: int  # of the random numbers
    at_least: int  # of every kind of damage


@dataclass(frozen=True)
class ImageRows:
    """The image rows of a chunk of authors; images are numbered through the whole delivery."""

    author: Ints  # position in the chunk
    number: Ints  # of the image
    post: Ints  # position in post_ids
    post_ids: Ints
    is_new: Bools  # false where it is the image of the row before, now in a second post
    day: Ints
    winter: Floats  # 1 in mid-January, -1 in mid-July


def hour_weights() -> Floats:
    """Weigh the hours of the day (UTC): a steep rise from the quiet hour to the busy one, and a slow decline."""
    since_quiet = (np.arange(24) - QUIET_HOUR) % 24
    rise = BUSY_HOUR - QUIET_HOUR
    phase = np.where(since_quiet < rise, since_quiet / rise, 1 + (since_quiet - rise) / (24 - rise))
    return 1 - 0.7 * np.cos(np.pi * phase)


@dataclass(frozen=True)
class Posts:
    """What belongs to the posts of a chunk, before it is spelled; unusual accounts are changed in place."""

    author: Ints  # position in the chunk
    likes: Floats
    comments: Ints
    second: Ints  # since the first day
    like_state: Ints  # 0 shown, 1 hidden, 2 missing

    def make_unusual(self, rng: np.random.Generator, unusual: Ints, followers: Floats) -> None:
        """Change the posts of accounts that buy likes, post in bursts or belong to a comment pod."""
        for account in np.flatnonzero(unusual >= 0):
            posts = np.flatnonzero(self.author == account)
            kind, size = UNUSUAL_KINDS[unusual[account]], len(posts)
            if kind == "bought_likes":
                median, spread = BOUGHT_LIKES_PER_FOLLOWER
                rate = median * np.exp(spread * rng.standard_normal()) * rng.normal(1, BOUGHT_LIKES_SPREAD, size)
                self.likes[posts] = np.maximum(FEWEST_BOUGHT_LIKES, followers[account] * rate)
                self.comments[posts] = rng.poisson(1.0, size)
                self.like_state[posts] = 0
            elif kind == "burst_poster":
                posts = posts[np.argsort(self.second[posts], kind="stable")]
                steps = np.arange(size) % BURST
                self.second[posts] = self.second[posts][np.arange(size) - steps] + steps * rng.integers(SHORTEST_STEP, LONGEST_STEP, size)
            elif kind == "comment_pod":
                self.comments[posts] = np.ceil((self.comments[posts] + 1) * rng.uniform(*POD_FACTOR, size))


def draw_images(
    rng: np.random.Generator, panel: Panel, lives: Lives, chunk: Chunk, knobs: Knobs, seed: int, cells: Cells
) -> tuple[ImageRows, list[tuple[Any, ...]]]:
    """Make the posts of a chunk, given its authors: the image rows for the labels to follow, and the rows of MART_IMAGES_OF_POSTS."""
    counts = chunk.counts
    author = np.repeat(np.arange(len(counts)), counts)
    size = len(author)
    begins = rng.random(size) < NEW_POST
    same_author = np.diff(author, prepend=-1) == 0
    begins |= ~same_author
    row_numbers = chunk.first_row + np.arange(size)

    # An image in two posts: the first one of a post is the last one of the post before.
    repeats = begins & same_author & (rng.random(size) < SHARED_IMAGE / NEW_POST)
    repeats[1:] &= ~repeats[:-1]
    image_numbers = row_numbers - repeats

    post = np.cumsum(begins) - 1
    posts = draw_posts(rng, panel, chunk, author[begins])
    posts.make_unusual(generator(seed, chunk.number, UNUSUAL), lives.unusual, panel.followers)
    published = np.char.replace(np.datetime_as_string(FIRST_DAY + posts.second.astype("m8[s]")), "T", " ")
    spelling = generator(seed, chunk.number, SPELLING)
    is_minus_one = (posts.like_state == 1) & (spelling.random(len(posts.author)) < knobs.negative_likes)
    like_state = np.where(is_minus_one, 3, posts.like_state)
    like_cells = [(count, 0, None, "-1")[state] for count, state in zip(posts.likes.astype(np.int64).tolist(), like_state, strict=True)]
    words = rng.integers(len(PHRASES), size=(len(posts.author), 2))
    has_caption = rng.random(len(posts.author)) < 0.92
    captions = [f"{PHRASES[a]} {PHRASES[b]}" if has else None for (a, b), has in zip(words.tolist(), has_caption, strict=True)]
    post_ids = scattered_ids("post", seed, row_numbers[begins])

    def each_row(cells: list[Any]) -> list[Any]:
        return [cells[position] for position in post.tolist()]

    columns = {
        "POST_ID": each_row(post_ids.tolist()),
        "AUTHORID": panel.author_ids[author].tolist(),
        "COMMENT_COUNT": each_row(posts.comments.tolist()),
        "POST_CAPTION": each_row(captions),
        "NB_LIKES": each_row(like_cells),
        "POST_PUBLICATION_DATE": each_row(published.tolist()),
        "IMAGE_ID": scattered_ids("image", seed, image_numbers).tolist(),
    }
    day = posts.second[post] // 86_400
    images = ImageRows(
        author=author,
        number=image_numbers,
        post=post,
        post_ids=post_ids,
        is_new=~repeats,
        day=day,
        winter=np.cos(2 * np.pi * (day - 14) / 365.25),
    )
    spelled_nulls(spelling, "MART_IMAGES_OF_POSTS", columns, knobs)
    return images, damaged_rows(rng, "MART_IMAGES_OF_POSTS", columns, chunk.at_least, cells)


def busier(day: Ints, last_days: int) -> Ints:
    """Move days that are spread evenly, so that there are more in the last days than before."""
    before = DAYS - last_days
    spread = day * (before + BUSY_FACTOR * last_days) // DAYS
    return np.where(spread < before, spread, before + (spread - before) // BUSY_FACTOR)


def draw_posts(rng: np.random.Generator, panel: Panel, chunk: Chunk, author: Ints) -> Posts:
    """Draw likes, comments and time of each post, given its author."""
    posts = len(author)
    bands = list(BANDS.values())
    band = panel.band[author]
    like_rate, like_spread, comment_rate = (
        np.array([getattr(each, name) for each in bands]) for name in ("like_rate", "like_spread", "comment_rate")
    )
    popularity = rng.normal(0, AUTHOR_LIKE_SPREAD, len(chunk.counts))[author]
    popularity += np.sqrt(like_spread**2 - AUTHOR_LIKE_SPREAD**2)[band] * rng.standard_normal(posts)
    likes = panel.followers[author] * like_rate[band] * np.exp(popularity)
    comments = np.floor(comment_rate[band] * likes**0.7 * rng.lognormal(0, 0.8, posts)).astype(np.int64)
    day = rng.integers(DAYS, size=posts) * chunk.days[author] // DAYS + chunk.first_day[author]
    day = np.where(chunk.is_busy[author], busier(day, chunk.busy_days), day)
    second = pick(rng, cumulative(hour_weights()), posts) * 3600 + rng.integers(3600, size=posts)
    like_state = pick(rng, cumulative(np.array([1 - HIDDEN_LIKES - MISSING_LIKES, HIDDEN_LIKES, MISSING_LIKES])), posts)
    return Posts(author, likes, comments, day * 86_400 + second, like_state)
