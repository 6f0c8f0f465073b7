"""The folder of the versions: which there are, which one is published, and who may build."""

import errno
import fcntl
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from fashion_panel.publishing.console import shown
from fashion_panel.sentence import Sentence

DATABASE = "warehouse.duckdb"
RECORD = "build.json"
KEPT_VERSIONS = 3
BUILD_ID = re.compile(r"\d{8}-\d{6}-\d{3}-[0-9a-f]{4}")


class BuildFailed(Sentence):
    """A sentence that says why the new version cannot be published."""


@dataclass(frozen=True)
class Store:
    """The folder of the published versions."""

    folder: Path

    @property
    def builds(self) -> Path:
        """Folder with one folder a version."""
        return self.folder / "builds"

    @property
    def current(self) -> Path:
        """The link that readers follow."""
        return self.folder / "current"

    @property
    def building(self) -> Path:
        """The link to the version that is being made: dbt takes over what it parsed before only if its file has the same path."""
        return self.folder / ".building"

    def published(self) -> str | None:
        """Return the id of the published version, if there is one."""
        folder = self.current.resolve()
        if folder.parent != self.builds.resolve() or not (folder / DATABASE).is_file():
            return None
        return folder.name

    def record(self, build: str) -> dict[str, Any]:
        """Return what build.json says of a version, nothing if it says nothing readable."""
        try:
            record = json.loads((self.builds / build / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return record if isinstance(record, dict) else {}

    def is_good(self, build: str) -> bool:
        """Tell whether a version passed everything and is still there."""
        return self.record(build).get("status") == "good" and (self.builds / build / DATABASE).is_file()

    def is_as_it_was_sealed(self, build: str) -> bool:
        """Tell whether every file that was published with a version is there, and as long as it was."""
        folder, files = self.builds / build, self.record(build).get("files")
        try:
            return isinstance(files, dict) and bool(files) and files == sizes_of(folder, [folder / name for name in files])
        except FileNotFoundError:
            return False

    def before(self, build: str) -> str | None:
        """Return the good version that ``build`` replaced: not the one built before it, which may have been rolled back."""
        former = self.record(build).get("replaces")
        return former if isinstance(former, str) and BUILD_ID.fullmatch(former) and self.is_good(former) else None

    def versions(self) -> list[str]:
        """Return the published version and those a rollback can reach, newest first."""
        chain: list[str] = []
        build = self.published()
        while build is not None and build not in chain and len(chain) < KEPT_VERSIONS:
            chain.append(build)
            build = self.before(build)
        return chain

    def point_at(self, build: str) -> None:
        """Publish ``build`` in one step: whoever opens the link sees the old version or the new one, never neither."""
        unfinished = self.folder / f".current-{build}"
        unfinished.unlink(missing_ok=True)
        unfinished.symlink_to(Path("builds") / build)
        os.replace(unfinished, self.current)

    @contextmanager
    def under_construction(self, build: str) -> Iterator[None]:
        """Let ``building`` lead to ``build`` for a while; a killed build leaves the link, and the next one takes it."""
        self.building.unlink(missing_ok=True)
        self.building.symlink_to(Path("builds") / build)
        try:
            yield
        finally:
            with suppress(OSError):
                self.building.unlink()

    def remove_all_but(self, keep: set[str]) -> list[str]:
        """Remove the builds that are not in ``keep``, and links that a killed build left half-made."""
        found = sorted(path.name for path in self.builds.iterdir() if BUILD_ID.fullmatch(path.name))
        removed = [build for build in found if build not in keep]
        for build in removed:
            (self.builds / build / RECORD).unlink(missing_ok=True)  # a half-removed version must not count as good
            shutil.rmtree(self.builds / build)
        for link in self.folder.glob(".current-*"):
            link.unlink()
        return removed

    def remove_leftovers(self) -> list[str]:
        """Remove what killed and failed builds left. Only the holder of the lock may ask, as every living builder holds it."""
        builds = {path.name for path in self.builds.iterdir()}
        return self.remove_all_but({build for build in builds if self.is_good(build)} | {self.published() or ""})

    @contextmanager
    def lock(self) -> Iterator[IO[bytes]]:
        """Be the only builder, or refuse at once. The lock ends with its holder, however it ends."""
        self.builds.mkdir(parents=True, exist_ok=True)
        for folder in (self.folder, self.builds):
            if not os.access(folder, os.W_OK | os.X_OK):  # known now, not when a long build wants to be published
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))
        with (self.folder / ".lock").open("a+b", buffering=0) as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise Sentence(
                    f"Another build of {shown(self.folder)} is running ({lock.read().decode() or 'just started'}). "
                    "Nothing was done: wait for it, or end it."
                ) from None
            with suppress(OSError):  # a disk that leftovers filled must not keep them from being removed
                lock.truncate(0)
                lock.write(f"process {os.getpid()}, since {now()}".encode())
            yield lock


def now() -> str:
    """Return the time in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_id() -> str:
    """Return a name that sorts by time."""
    moment = datetime.now(UTC)
    return f"{moment:%Y%m%d-%H%M%S}-{moment.microsecond // 1000:03d}-{secrets.token_hex(2)}"


def sizes_of(folder: Path, paths: list[Path]) -> dict[str, int]:
    """Return the size of each file, by its path in ``folder``."""
    return {str(path.relative_to(folder)): path.stat().st_size for path in paths}


def protect(path: Path) -> None:
    """Make a file read-only, and bring it to the disk before anything points at it."""
    path.chmod(0o444)
    with path.open("rb") as file:
        os.fsync(file.fileno())


def write_record(folder: Path, record: dict[str, Any]) -> None:
    """Write build.json in one step."""
    unfinished = folder / f".{RECORD}"
    unfinished.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    protect(unfinished)
    os.replace(unfinished, folder / RECORD)
