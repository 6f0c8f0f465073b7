"""What a version is made of, by which a build that would only make the published version again is known before it starts.

It is all that the SQL, the Python and the landing can see; the clock is not in it, since no model reads one. What is forgotten here
is found by the test that builds one delivery twice and compares every table. Of values, paths and secrets only digests are kept.
"""

import glob
import hashlib
import os
import platform
import sys
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import yaml

from fashion_panel.landing import find_files, raw_folder
from fashion_panel.publishing.process import ROOT

TOOLS = Path(__file__).resolve().parents[1].name
LOCK = "requirements/base.lock"
KEY = "AUTHOR_ID_KEY"
ENVIRONMENT_PREFIXES = ("DBT_", "DUCKDB_", "PYTHON", "OMP_", "OPENBLAS_", "MKL_", "LC_")
ENVIRONMENT_NAMES = ("LANG", "TZ")
OF_EACH_BUILD = ("DBT_TARGET_PATH", "DBT_LOG_PATH")
READ_AMONG_TESTS = (".sql", ".yml", ".yaml", ".md")  # what else lies there is read by pytest
NAMES_SHOWN = 5


class Ingredients:
    """What a build that starts now would be made of. Files are read in the background: who doesn't ask for digests need not wait."""

    def __init__(self, variables: str | None, environment: Mapping[str, str], root: Path = ROOT) -> None:
        """List the files and begin to read them, the largest first.

        Args:
            variables: What stands behind --vars.
            environment: Environment of dbt.
            root: Folder of the project.

        Raises:
            OSError: A file or folder cannot be read.
            yaml.YAMLError: dbt_project.yml or the variables are no YAML.

        """
        self._variables, self._environment, self._root = variables, environment, root
        self._project: dict[str, Any] = yaml.safe_load((root / "dbt_project.yml").read_text(encoding="utf-8"))
        self._settings = _settings(self._project, variables)
        self._facts = {
            "variables": _digest(variables or ""),
            "environment": _digest("\n".join(f"{name}={environment[name]}" for name in sorted(environment) if _matters(name))),
            KEY: _digest(environment.get(KEY, "")),
            "Python": f"{platform.python_version()} {platform.python_implementation()} {platform.machine()}",
            "installed packages": _digest("\n".join(_installed_packages())),
        }
        self._files = self._list_files()
        self._stamps = _stamps(self._files)
        by_size = sorted(self._stamps, key=lambda path: -self._stamps[path][0])
        self._pool = ThreadPoolExecutor(os.cpu_count())
        self._contents = {path: self._pool.submit(_digest_of_file, path) for path in by_size}
        self._pool.shutdown(wait=False)

    @property
    def builds_always(self) -> str | None:
        """Why nothing can be said of what this build would make, if so."""
        if self._settings.get("refit") == "always":
            return "the variable refit is always"
        if "://" in str(self._settings.get("external_series_dir") or ""):
            return "the external series lie on a server"
        return None

    def news_since(self, former: Mapping[str, str]) -> list[str]:
        """Return the names of what is new, gone or changed since a version that was made of ``former``."""
        names = self._facts.keys() | self._files.keys()
        # a new file is known before a byte of it is read
        new = (names ^ former.keys()) | {name for name, fact in self._facts.items() if former.get(name) != fact}
        if not new:
            made_of = self._digests()
            new = {name for name in names if former[name] != made_of[name]}
        return sorted(new)

    def is_as_before(self, part: str, former: Mapping[str, str]) -> bool:
        """Tell whether a part of the code is what it was in a version that was made of ``former``."""
        return former.get(part) == self._digest_of(part)

    def made_of(self) -> dict[str, str] | None:
        """Return what to compare later builds with; None when a file changed meanwhile, as nobody knows which bytes the build read."""
        made_of = self._digests()
        return made_of if _stamps(self._list_files()) == self._stamps else None

    def _digests(self) -> dict[str, str]:
        """Return a digest for each delivered file and each part of the code, and the facts."""
        return self._facts | {name: self._digest_of(name) for name in self._files}

    def _digest_of(self, name: str) -> str:
        lines = [
            f"{path.relative_to(self._root) if path.is_relative_to(self._root) else path} {self._contents[path].result()}"
            for path in self._files[name]
        ]
        return _digest("\n".join(lines))

    def _list_files(self) -> dict[str, list[Path]]:
        """Return the files of each part: the delivered ones by themselves, the code by its folders."""
        tests = self._project.get("test-paths", [])
        folders = sorted({folder for name, paths in self._project.items() if name.endswith("-paths") for folder in paths})
        parts = {
            folder: [path for path in _files_in(self._root / folder) if folder not in tests or path.suffix in READ_AMONG_TESTS]
            for folder in folders
        }
        parts[TOOLS] = _files_in(self._root / TOOLS)
        profiles = self._root / (self._environment.get("DBT_PROFILES_DIR") or "") / "profiles.yml"
        for path in [*sorted(self._root.glob("[!.]*.yml")), profiles]:
            parts[path.name] = [path]
        parts[LOCK] = [self._root / LOCK]
        for path in _external_series(self._settings, self._root):
            parts[str(path)] = [path]
        for paths in find_files(raw_folder(self._environment, self._root)).values():
            # the path too: it is in staging.raw_files
            parts |= {str(path.absolute()): [path] for path in paths}
        return parts


def _settings(project: dict[str, Any], variables: str | None) -> dict[str, Any]:
    """Return the variables of dbt as models see them, as far as they decide here."""
    given = yaml.safe_load(variables or "{}")
    of_project = project.get("vars", {})
    own = of_project.get(project["name"], {})
    return {**of_project, **own, **(given if isinstance(given, dict) else {})}


def _external_series(settings: Mapping[str, Any], root: Path) -> list[Path]:
    """Return the files of the external series, if there are any."""
    folder = settings.get("external_series_dir")
    return [root / path for path in sorted(glob.glob(f"{folder}/*.csv", root_dir=root))] if folder else []  # noqa: PTH207 - DuckDB's patterns


def _files_in(folder: Path) -> list[Path]:
    """Return all files below a folder but what Python compiled, in a fixed order."""
    walked = os.walk(folder, followlinks=True)
    return sorted(Path(place, name) for place, _, names in walked if not place.endswith("__pycache__") for name in names)


def _matters(name: str) -> bool:
    """Tell whether an environment variable can change what a build makes."""
    return (name.startswith(ENVIRONMENT_PREFIXES) or name in ENVIRONMENT_NAMES) and name not in OF_EACH_BUILD


def _installed_packages() -> list[str]:
    """Return names and versions of what Python can import: the names of their folders, which is quicker than to read their metadata."""
    return sorted(path.name for place in sys.path if place for path in Path(place).glob("*.*-info"))


def _stamps(parts: Mapping[str, Iterable[Path]]) -> dict[Path, tuple[int, ...]]:
    """Return size and times of each file, which change whenever its content does."""
    stats = {path: path.stat() for paths in parts.values() for path in paths}
    return {path: (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, stat.st_ino) for path, stat in stats.items()}


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _digest_of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def in_words(names: list[str]) -> str:
    """Return the names of what is new, as somebody would list them."""
    shown = [Path(name).name for name in names[:NAMES_SHOWN]]
    return ", ".join(shown) + (f" and {len(names) - len(shown)} more" if len(names) > len(shown) else "")
