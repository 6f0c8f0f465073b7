"""dbt-duckdb plugin: makes the warehouse folder, hands over the key of author ids, gives SQL two functions that look at the raw files.

``raw_folder_problems()`` returns a sentence for each reason why the delivery can't be read; ``inspect_raw_files()``
returns a row for each file (see ``tools.landing.RawFile``). Both take the folder from RAW_DATA_DIR, or its default.
"""

from __future__ import annotations

import atexit
import os
import shutil
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from dbt.adapters.duckdb.plugins import BasePlugin
from duckdb import DuckDBPyConnection

from tools import landing

SHORTEST_KEY = 16
RAW_FILE_FIELDS = [field.name for field in fields(landing.RawFile)]
RAW_FILE_TYPE = (
    "STRUCT(source_table VARCHAR, source_file VARCHAR, read_path VARCHAR, file_format VARCHAR, columns VARCHAR[],"
    " record_count BIGINT, rejected_count BIGINT, is_repaired BOOLEAN, problem VARCHAR)[]"
)


class Plugin(BasePlugin):
    """Registered under ``plugins`` in profiles.yml; dbt-duckdb calls its two methods."""

    def initialize(self, plugin_config: dict[str, Any]) -> None:
        """Make the folder of the warehouse before DuckDB opens the file."""
        self.warehouse = Path(self.creds.path)
        self.warehouse.parent.mkdir(parents=True, exist_ok=True)

    def configure_connection(self, conn: DuckDBPyConnection) -> None:
        """Register both functions; they read files, so DuckDB must not call them while planning a query."""
        conn.create_function("raw_folder_problems", self.raw_folder_problems, [], "VARCHAR[]", side_effects=True)
        conn.create_function("inspect_raw_files", self.inspect_raw_files, [], RAW_FILE_TYPE, side_effects=True)

    def configure_cursor(self, cursor: DuckDBPyConnection) -> None:
        """Hand AUTHOR_ID_KEY over as a variable of the session, which is in no SQL text and dies with the session."""
        key = os.environ.get("AUTHOR_ID_KEY")
        if key:
            cursor.execute("set variable author_id_key = ?", [key])

    def raw_folder_problems(self) -> list[str]:
        """Return a sentence for each reason why the raw folder can't be read, or not safely; empty when all is well."""
        key = os.environ.get("AUTHOR_ID_KEY", "")
        if 0 < len(key) < SHORTEST_KEY:
            return [f"AUTHOR_ID_KEY has {len(key)} characters: take {SHORTEST_KEY} or more, at random (openssl rand -hex 16), and keep them."]
        return landing.folder_problems(landing.raw_folder())

    def inspect_raw_files(self) -> list[dict[str, Any]]:
        """Inspect every raw file; repaired copies of damaged ones go to ``<warehouse>.landing``.

        A delivery that can't be read gives one row with the sentence in ``problem``: an exception would reach the user as a
        traceback.
        """
        scratch = self.warehouse.with_name(f"{self.warehouse.name}.landing").absolute()
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        atexit.register(shutil.rmtree, scratch, ignore_errors=True)
        try:
            raw_files = landing.inspect_folder(landing.raw_folder(), scratch)
        except (landing.DeliveryError, OSError) as error:
            return [dict.fromkeys(RAW_FILE_FIELDS) | {"problem": str(error)}]
        return [asdict(raw_file) | {"columns": list(raw_file.columns), "problem": None} for raw_file in raw_files]
