"""dbt-duckdb plugin: opens the warehouse, hands over the key of author ids, gives SQL three functions that look at the raw files.

``raw_folder_problems()`` returns a sentence for each reason why the delivery can't be read, ``overlooked_raw_files()`` one for
each file beside it that only looks like a part; ``inspect_raw_files(known)`` returns a row for each file (see
``fashion_panel.landing.RawFile``). All take the folder from RAW_DATA_DIR, or its default.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import time
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import duckdb
from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from fashion_panel import landing
from fashion_panel.sentence import Sentence

SHORTEST_KEY = 16
SECONDS_TO_WAIT = 10  # for another process that holds the warehouse for a moment
RAW_FILE_FIELDS = [field.name for field in fields(landing.RawFile)]
RAW_FILE_TYPE = (
    "STRUCT(source_table VARCHAR, source_file VARCHAR, read_path VARCHAR, file_format VARCHAR, columns VARCHAR[],"
    " record_count BIGINT, rejected_count BIGINT, is_repaired BOOLEAN, file_version BIGINT, problem VARCHAR)[]"
)


class Plugin(BasePlugin):
    """Registered under ``plugins`` in profiles.yml; dbt-duckdb calls its methods. A RuntimeError reaches the user as a sentence."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Make the folder of the warehouse before DuckDB opens the file."""
        assert self.creds is not None
        self.warehouse = Path(self.creds.path)
        self.opened: DuckDBPyConnection | None = None
        self.patience: float | None = None
        if self.creds.database != self.warehouse.stem or any(quote in self.warehouse.name for quote in "'\""):
            # dbt-duckdb reads the path as a URL, and writes the name of the file into SQL
            raise RuntimeError(f"WAREHOUSE_PATH is {self.warehouse}: choose a path without ? and #, and a file name without quotes and ;.")
        try:
            self.warehouse.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            folder, reason = self.warehouse.parent, error.strerror or error
            raise RuntimeError(f"The folder {folder} of WAREHOUSE_PATH cannot be made ({reason}): choose another.") from error

    def update_connection_config(self, creds: Any, config: dict[str, Any]) -> None:
        """Open the warehouse just before dbt-duckdb does, which then gets the same instance: here a failure can be put into words."""
        self.patience = self.patience or time.monotonic() + SECONDS_TO_WAIT  # dbt asks for each of its threads, and one wait is enough
        while self.opened is None:
            try:
                self.opened = duckdb.connect(creds.path, config=config)
            except duckdb.Error as error:
                reason = str(error).splitlines()[0].split(" See also ")[0].split(" Error: ", 1)[-1].rstrip(".!")
                if "Could not set lock" not in reason:
                    raise RuntimeError(f"The warehouse {creds.path} cannot be opened: {reason}.") from error
                if time.monotonic() > self.patience:
                    advice = "End that process; read from the published warehouse, which no build needs."
                    raise RuntimeError(f"The warehouse {creds.path} is in use: {reason}. {advice}") from error
                time.sleep(0.5)

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Register the functions; they read files, so DuckDB must not call them while planning a query."""
        if self.opened is not None:
            self.opened.close()
            self.opened = None
        conn.create_function("raw_folder_problems", self.raw_folder_problems, [], "VARCHAR[]", side_effects=True)
        conn.create_function("overlooked_raw_files", self.overlooked_raw_files, [], "VARCHAR[]", side_effects=True)
        conn.create_function("inspect_raw_files", self.inspect_raw_files, ["VARCHAR"], RAW_FILE_TYPE, side_effects=True)

    def configure_cursor(self, cursor: DuckDBPyConnection) -> None:
        """Hand AUTHOR_ID_KEY over as a variable of the session, which is in no SQL text and dies with the session."""
        key = os.environ.get("AUTHOR_ID_KEY")
        if key:
            cursor.execute("set variable author_id_key = ?", [key])

    def raw_folder_problems(self) -> list[str]:
        """Return a sentence for each reason why the raw folder can't be read, or not safely; empty when all is well."""
        key = os.environ.get("AUTHOR_ID_KEY", "")
        if 0 < len(key) < SHORTEST_KEY:
            return [
                f"AUTHOR_ID_KEY has {len(key)} characters: take {SHORTEST_KEY} or more, at random (openssl rand -hex 16), and keep them."
            ]
        return landing.folder_problems(landing.raw_folder())

    def overlooked_raw_files(self) -> list[str]:
        """Return a sentence for each file that is not read although its name is nearly that of a part."""
        return landing.overlooked_files(landing.raw_folder())

    def inspect_raw_files(self, known: str) -> list[dict[str, Any]]:
        """Inspect every raw file; repaired copies of damaged ones go to ``<warehouse>.landing``.

        ``known`` is a JSON list of former rows of files without damage, which are not inspected again.
        A delivery that can't be read gives one row with the sentence in ``problem``: an exception would reach the user as a
        traceback.
        """
        scratch = self.warehouse.with_name(f"{self.warehouse.name}.landing").absolute()
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        atexit.register(shutil.rmtree, scratch, ignore_errors=True)
        try:
            raw_files = landing.inspect_folder(landing.raw_folder(), scratch, json.loads(known))
        except (Sentence, OSError) as error:
            return [dict.fromkeys(RAW_FILE_FIELDS) | {"problem": str(error)}]
        return [asdict(raw_file) | {"columns": list(raw_file.columns), "problem": None} for raw_file in raw_files]
