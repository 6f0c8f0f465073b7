"""The file that readers open: what a new one takes over of the former, and what makes it fit to be published."""

import json
import os
import shutil
from pathlib import Path

import duckdb

from fashion_panel.publishing.console import say, shown
from fashion_panel.publishing.export import write_exports
from fashion_panel.publishing.store import DATABASE, BuildFailed, protect

MANIFEST = Path("target", "manifest.json")
# columns by which a table that grows knows what it was made of: from the raw files it can be made again
MADE_OF_FILES = {"file_version", "built_from", "author_version"}
# without it a checkpoint closes gaps between rows, as that of dbt would (profiles.yml)
QUICK_CHECKPOINT: dict[str, str | bool | int | float | list[str]] = {"max_vacuum_tasks": "0"}


def carry_over(former: Path, folder: Path, has_same_macros: bool) -> None:
    """Begin the new file with what the next build goes on from, the tables that grow; all others it makes anyway.

    A table knows the models and seeds that made it, but not the macros (macros/growth): when they changed, what comes from the raw files
    is left behind, too.

    The former file is copied and the rest dropped, whose blocks are rewritten: about a CPU second at real size. To write the
    tables that grow into a new file takes 25.
    """
    shutil.copyfile(former / DATABASE, folder / DATABASE)
    kept = tables_that_grow((former / MANIFEST).read_text(encoding="utf-8"))
    query = "select table_schema, table_name, table_type from information_schema.tables order by all"
    with duckdb.connect(str(folder / DATABASE), config=QUICK_CHECKPOINT) as connection:
        if not has_same_macros:
            of_files = "select distinct table_schema, table_name from information_schema.columns where column_name in (select unnest(?))"
            kept -= set(connection.execute(of_files, [sorted(MADE_OF_FILES)]).fetchall())
        connection.execute("begin")
        for schema, name, kind in connection.execute(query).fetchall():
            if (schema, name) not in kept:
                drop(connection, schema, name, kind)
        connection.execute("commit")
        connection.execute("checkpoint")


def carry_over_without(former: Path, database: Path, manifest: str, author_id: int) -> None:
    """Begin a new file with what can't be made again from the raw files, history and model, without the rows of an account.

    Nothing is copied but rows: blocks that a file freed keep what stood there.
    """
    query = "select table_name, column_name from duckdb_columns() where database_name = 'former' and schema_name = ?"
    with duckdb.connect(str(database)) as connection:
        connection.execute(f"attach {quoted(former)} as former (read_only)")
        for schema, name in sorted(tables_that_grow(manifest)):
            columns = {column for table, column in connection.execute(query, [schema]).fetchall() if table == name}
            if columns and not columns & MADE_OF_FILES:
                others = f"where author_id <> {author_id}" if "author_id" in columns else ""
                connection.execute(f'create schema if not exists "{schema}"')
                connection.execute(f'create table "{schema}"."{name}" as select * from former."{schema}"."{name}" {others}')


def quoted(path: Path) -> str:
    """Return a path as a text of SQL."""
    return "'" + str(path).replace("'", "''") + "'"


def rewrite(database: Path) -> None:
    """Write all tables and views of a file into a new one in its place, which holds no block that the former freed."""
    unfinished = database.with_name(f".{database.name}")
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(database)} as warehouse (read_only)")
        connection.execute(f"attach {quoted(unfinished)} as rewritten")
        connection.execute("copy from database warehouse to rewritten")
        connection.execute("detach rewritten")
    os.replace(unfinished, database)


def tables_that_grow(manifest: str) -> set[tuple[str, str]]:
    """Return schema and name of what a build adds to instead of rebuilding it: incremental models and snapshots."""
    nodes = json.loads(manifest)["nodes"].values()
    return {
        (node["schema"], node["alias"])
        for node in nodes
        if node["resource_type"] == "snapshot" or node["config"].get("materialized") == "incremental"
    }


def drop(connection: duckdb.DuckDBPyConnection, schema: str, name: str, kind: str) -> None:
    """Drop a table or view, whatever its name holds; ``kind`` is its table_type."""
    quoted = ".".join('"' + part.replace('"', '""') + '"' for part in (schema, name))
    connection.execute(f"drop {'view' if kind == 'VIEW' else 'table'} {quoted}")


def seal(folder: Path) -> list[Path]:
    """Check that the new file is whole by itself, write the exports, make what is published read-only, and return its paths."""
    database = folder / DATABASE
    if not database.is_file():
        raise BuildFailed(f"the build left no file at WAREHOUSE_PATH ({shown(database)})")
    with duckdb.connect(str(database), config=QUICK_CHECKPOINT) as connection:
        drop_forgotten_tables(connection, folder / MANIFEST)
        connection.execute("checkpoint")
    if database.with_name(f"{DATABASE}.wal").exists():
        raise BuildFailed(f"DuckDB left a write-ahead log beside {shown(database)}, so the file is not complete by itself")
    remove_scratch(folder)
    published = [database, *write_exports(database, folder / "exports")]
    for path in published:
        protect(path)
    return published


def drop_forgotten_tables(connection: duckdb.DuckDBPyConnection, manifest: Path) -> None:
    """Drop what came with a copy of the former version and no model makes any more, lest it pass for fresh; of marts, say so."""
    if not manifest.is_file():
        return
    parsed = json.loads(manifest.read_text(encoding="utf-8"))
    made = {(node["schema"], node.get("alias") or node["name"]) for node in parsed["nodes"].values() if node.get("schema")}
    query = "select table_schema, table_name, table_type from information_schema.tables order by table_schema, table_name"
    for schema, name, kind in connection.execute(query).fetchall():
        if schema in {known for known, _ in made} and (schema, name) not in made:
            drop(connection, schema, name, kind)
            if schema == "marts":
                say(f"      marts.{name} belongs to no model any more and was dropped.")


def remove_scratch(folder: Path) -> None:
    """Remove what lies beside the database under its name: spilled blocks, a log, repaired copies of raw files."""
    for path in folder.glob(f"{DATABASE}.*"):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
