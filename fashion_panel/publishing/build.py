"""Build a new version, check it, and point the readers at it."""

import errno
import os
import shlex
import shutil
import signal
import time
import traceback
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import IO, Any

import duckdb
import yaml

from fashion_panel.publishing.console import first_sentence, say, shown, step
from fashion_panel.publishing.database import MANIFEST, carry_over, carry_over_without, remove_scratch, rewrite, seal
from fashion_panel.publishing.fallen import fallen
from fashion_panel.publishing.ingredients import Ingredients, in_words
from fashion_panel.publishing.process import (
    DEFAULT_COMMAND,
    FULL_DISK,
    FULL_DISK_WORDS,
    counts_of,
    environment_of,
    results_of,
    run,
    take_over_the_parsing,
    why_it_failed,
)
from fashion_panel.publishing.store import DATABASE, BuildFailed, Store, new_id, now, sizes_of, write_record
from fashion_panel.publishing.summary import say_summary, summary_of
from fashion_panel.sentence import Sentence

FULL_DISK_ERRORS = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Interrupted(BaseException):
    """Somebody asked this process to stop; no ``except Exception`` on the way may swallow it."""

    def __init__(self, number: int) -> None:
        """Keep the number of the signal for the exit status."""
        super().__init__(number)
        self.number = number


@dataclass(frozen=True)
class Order:
    """What somebody asks for: a command other than the default one, a build from nothing, variables of dbt."""

    own_command: list[str]
    is_fresh: bool
    variables: str | None
    forgets: int | None = None  # an author_id: nothing that the new version goes on from holds it, and no former version stays

    @property
    def command(self) -> list[str]:
        """The command to run."""
        return self.own_command or [*DEFAULT_COMMAND, *(["--vars", self.variables] if self.variables else [])]

    def ingredients(self, store: Store) -> Ingredients | None:
        """Return what the new version will be made of; None when nobody can say: of another command, or when dbt will complain."""
        if self.own_command:
            return None
        try:
            return Ingredients(self.variables, environment_of(store, store.building))
        except (OSError, ValueError, yaml.YAMLError):
            return None


def publish(store: Store, order: Order) -> None:
    """Build, check and publish a new version, unless it would only be the published one again."""
    with store.lock() as lock:
        removed = store.remove_leftovers()
        if removed:
            say(f"Removed what {len(removed)} unfinished or failed {'build' if len(removed) == 1 else 'builds'} had left behind.")
        published, ingredients = store.published(), order.ingredients(store)
        reason = why_to_build(store, published, order, ingredients)
        if reason is None:
            say(f"Nothing new since {store.record(str(published))['started_at']} ({published}); FRESH=1 builds anyway, from nothing.")
            return
        folder = store.builds / new_id()
        record: dict[str, Any] = {"id": folder.name, "status": "failed", "started_at": now(), "replaces": published, "why": reason}
        try:
            folder.mkdir()
            with store.under_construction(folder.name):
                build(store, folder, order, ingredients, lock, record)
        except Interrupted:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        except Exception as error:
            raise failure(store, folder, record, error) from error


def why_to_build(store: Store, published: str | None, order: Order, ingredients: Ingredients | None) -> str | None:
    """Return why the new version may differ from the published one; None when it would be the same again."""
    if published is None:
        return "nothing is published"
    if order.is_fresh:
        return "built from nothing"
    if order.forgets is not None:
        return "an account is forgotten"
    if ingredients is None:
        return "another command" if order.own_command else "unreadable files or variables"
    made_of = store.record(published).get("made_of")
    if not made_of:
        return f"nobody knows what {published} was made of"
    if not store.is_good(published) or not store.is_as_it_was_sealed(published):
        return f"{published} is not whole"
    if ingredients.builds_always:
        return ingredients.builds_always
    try:
        news = ingredients.news_since(made_of)
    except OSError:  # of a file that can't be read dbt has the better sentence
        return "unreadable files or variables"
    return f"new since {published}: {in_words(news)}" if news else None


def begin(store: Store, folder: Path, order: Order, ingredients: Ingredients | None, record: dict[str, Any]) -> None:
    """Put into ``folder`` what the build goes on from, and say so."""
    (folder / "logs").mkdir()
    former = None if order.is_fresh else record["replaces"]
    record["carried_over"] = former
    if former is None:
        step(1, f"A new version in {shown(folder)}, from nothing")
        if record["replaces"]:
            say(f"      The fitted model and the segments' history stay behind in {record['replaces']}; make rollback goes back to it.")
    elif order.forgets is not None:
        step(1, f"A new version in {shown(folder)}, on the fitted model and history of the published one ({former}) without the account")
        manifest = (store.builds / former / MANIFEST).read_text(encoding="utf-8")
        carry_over_without(store.builds / former / DATABASE, folder / DATABASE, manifest, order.forgets)
    elif order.own_command or not (store.builds / former / MANIFEST).is_file():
        step(1, f"A new version in {shown(folder)}, on a copy of the published one ({former})")
        shutil.copyfile(store.builds / former / DATABASE, folder / DATABASE)
    else:
        step(1, f"A new version in {shown(folder)}, on the landed rows, fitted model and history of the published one ({former})")
        say(f"      {record['why'][:1].upper()}{record['why'][1:]}.")
        has_same_macros = bool(ingredients and ingredients.is_as_before("macros", store.record(former).get("made_of") or {}))
        if not has_same_macros:
            say("      Macros may have changed: all that comes from the raw files is built again.")
        carry_over(store.builds / former, folder, has_same_macros)
    take_over_the_parsing(store, folder, record["replaces"])


def build(store: Store, folder: Path, order: Order, ingredients: Ingredients | None, lock: IO[bytes], record: dict[str, Any]) -> None:
    """Make the version in ``folder`` and point the readers at it."""
    marks = [time.monotonic()]
    begin(store, folder, order, ingredients, record)
    marks.append(time.monotonic())

    command = order.command
    step(2, shlex.join([Path(command[0]).name, *command[1:]]))
    try:
        status, listener = run(command, environment_of(store, folder), lock, folder / "logs" / "console.log")
    except FileNotFoundError as error:
        raise BuildFailed(f"there is no {error.filename}; `make install` makes the environment") from error
    results = results_of(folder)
    record["results"] = counts_of(results)
    if status != 0:
        raise BuildFailed(why_it_failed(status, results, listener))
    marks.append(time.monotonic())

    step(3, "Checkpoint, exports, read-only files")
    if order.forgets is not None:
        rewrite(folder / DATABASE)
    sealed = seal(folder)
    summary = summary_of(folder / DATABASE)
    fewer = fallen(store.builds / record["replaces"] / DATABASE, folder / DATABASE) if record["replaces"] else []
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)  # from here on it takes milliseconds, and half of it would need explaining
    marks.append(time.monotonic())
    record.update(status="good", finished_at=now(), seconds=round(marks[-1] - marks[0], 1), files=sizes_of(folder, sealed))
    record["step_seconds"] = [round(end - start, 1) for start, end in pairwise(marks)]
    if order.forgets is not None:
        record["replaces"] = record["carried_over"] = None
    record["made_of"] = ingredients.made_of() if ingredients else None
    write_record(folder, record)

    step(4, f"Point {shown(store.current)} at the new version")
    store.point_at(folder.name)
    store.remove_all_but(set(store.versions()))
    say_summary(store, folder, record, summary)
    for sentence in fewer:
        say(sentence)


def failure(store: Store, folder: Path, record: dict[str, Any], error: Exception) -> Sentence:
    """Leave a failed build to be looked at, and return the sentence that says what happened."""
    published = store.published()
    if published == folder.name:
        return Sentence(f"{folder.name} is published, but clearing up after it failed: {reason_of(error, folder)}.")
    reason = reason_of(error, folder)
    disk_is_full = reason == FULL_DISK
    if disk_is_full:
        with suppress(OSError):
            (folder / DATABASE).unlink()
        remove_scratch(folder)
    record.update(finished_at=now(), reason=reason)
    with suppress(OSError):
        write_record(folder, record)
    unchanged = f"The published version ({published}) is unchanged." if published else "Nothing has been published yet."
    sentences = [f"Not published: {reason}.", unchanged]
    logs = [path for path in (folder / "logs" / name for name in ("error.log", "dbt.log", "console.log")) if path.is_file()]
    if logs:
        sentences.append(f"Log: {shown(logs[0])}.")
    if disk_is_full:
        sentences.append("Its half-made database was removed to free the disk.")
    elif folder.is_dir():
        sentences.append(f"What was built stays in {shown(folder)} until the next build.")
    return Sentence("\n".join(sentences))


def reason_of(error: Exception, folder: Path) -> str:
    """Put an error into words; what nobody foresaw goes into the log, not to the user."""
    if isinstance(error, BuildFailed):
        return str(error)
    if getattr(error, "errno", None) in FULL_DISK_ERRORS or FULL_DISK_WORDS.search(str(error)):
        return FULL_DISK
    if isinstance(error, OSError):
        return words_of(error)
    if isinstance(error, MemoryError | duckdb.OutOfMemoryException):
        return "there was not enough memory"
    with suppress(OSError):
        (folder / "logs" / "error.log").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return f"{first_sentence(str(error)) or type(error).__name__}".rstrip(".")


def words_of(error: OSError) -> str:
    """Return "warehouse/builds: Permission denied"; of two files, the one that was to be written is the second."""
    path = error.filename2 or error.filename
    return f"{shown(Path(os.fsdecode(path)))}: {error.strerror}" if path else error.strerror or str(error)
