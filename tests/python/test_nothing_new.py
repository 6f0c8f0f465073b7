"""A build that would only make the published version again is left out, and one that may not starts from what it needs alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from builds import ROOT, WITHOUT_RAW_RECORDS, Published, copy_of_project, run_dbt, run_publish

from fashion_panel.publishing.build import Order, why_to_build
from fashion_panel.publishing.database import carry_over, tables_that_grow
from fashion_panel.publishing.ingredients import ENVIRONMENT_NAMES, ENVIRONMENT_PREFIXES, KEY, Ingredients, in_words
from fashion_panel.publishing.store import DATABASE, Store, sizes_of, write_record

ORDER = Order([], is_fresh=False, variables=None)


class Project:
    """A copy of the project with a delivery, and what a build of it would be made of."""

    def __init__(self, root: Path, raw: Path) -> None:
        """Begin with the variables and the environment that most have."""
        self.root, self.raw = root, raw
        self.variables: str | None = None
        self.environment = {"RAW_DATA_DIR": str(raw), KEY: "a key of some length", "DUCKDB_MEMORY_LIMIT": "1000MB", "HOME": "/home/ada"}

    def ingredients(self) -> Ingredients:
        """Return what a build that starts now would be made of."""
        return Ingredients(self.variables, self.environment, self.root)

    def made_of(self) -> dict[str, str]:
        """Return what a build would be made of, as build.json has it."""
        made_of = self.ingredients().made_of()
        assert made_of is not None
        return made_of


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the project once."""
    root = copy_of_project(tmp_path_factory.mktemp("copied"))
    (root / "requirements").mkdir(exist_ok=True)
    shutil.copy(ROOT / "requirements/base.lock", root / "requirements")
    return root


@pytest.fixture
def project(copied: Path, recognisable: Path, tmp_path: Path) -> Project:
    """A project of one's own, to be changed."""
    root = shutil.copytree(copied, tmp_path / "project")
    return Project(root, Path(shutil.copytree(recognisable, tmp_path / "raw")))


def append(name: str, text: str = "\n") -> Callable[[Project], None]:
    """Return a change that adds a text to a file of the project."""

    def change(project: Project) -> None:
        with (project.root / name).open("a", encoding="utf-8") as file:
            file.write(text)

    return change


def swap_a_byte(project: Project) -> None:
    """Change one byte of the delivery, and leave its length and its times as they were."""
    path = project.raw / "MART_IMAGES_LABELS.csv"
    times = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:-2] + bytes([content[-2] ^ 1]) + content[-1:])
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


TOUCHED: dict[str, tuple[Callable[[Project], object], list[str]]] = {
    "a model": (append("models/marts/core/fct_posts.sql"), ["models"]),
    "a model in Python": (append("python_models/style/kmeans_fits.py"), ["python_models"]),
    "the description of a column": (append("models/_columns.md"), ["models"]),
    "a further model": (append("models/marts/core/fct_more.sql", "select 1 as one"), ["models"]),
    "a macro": (append("macros/statistics/wilson_lower_bound.sql"), ["macros"]),
    "a seed": (append("seeds/rules/thresholds.csv"), ["seeds"]),
    "the list of the forgotten": (append("seeds/ingestion/forgotten_accounts.csv"), ["seeds"]),
    "a snapshot": (append("snapshots/_snapshots.yml"), ["snapshots"]),
    "a data test": (append("tests/generic/holds.sql"), ["tests"]),
    "the landing": (append("fashion_panel/landing/dbt_plugin.py"), ["fashion_panel"]),
    "the project": (append("dbt_project.yml"), ["dbt_project.yml"]),
    "the profile": (append("profiles.yml"), ["profiles.yml"]),
    "the lock": (append("requirements/base.lock"), ["requirements/base.lock"]),
    "a test of pytest": (append("tests/python/test_publish.py"), []),
    "what Python compiled": (lambda project: (project.root / "fashion_panel" / "__pycache__").mkdir(), []),
    "a variable": (lambda project: setattr(project, "variables", "keep_raw_records: false"), ["variables"]),
    "the key": (lambda project: project.environment.update({KEY: "another key, as long"}), [KEY]),
    "a setting of the engine": (lambda project: project.environment.update(DUCKDB_MEMORY_LIMIT="2GB"), ["environment"]),
    "a setting of dbt": (lambda project: project.environment.update(DBT_WARN_ERROR="true"), ["environment"]),
    "the home of somebody": (lambda project: project.environment.update(HOME="/home/grace"), []),
    "a byte of the delivery": (swap_a_byte, ["raw/MART_IMAGES_LABELS.csv"]),
    "a new file": (
        lambda project: shutil.copy(project.raw / "MART_AUTHORS.csv", project.raw / "MART_AUTHORS_2.csv"),
        ["raw/MART_AUTHORS_2.csv"],
    ),
    "a part that was withdrawn": (lambda project: (project.raw / "MART_AUTHORS.csv").unlink(), ["raw/MART_AUTHORS.csv"]),
    "a file that is no part": (lambda project: (project.raw / "notes.txt").write_text("hello"), []),
}


@pytest.mark.parametrize("what", TOUCHED)
def test_whatever_is_touched_is_named_and_nothing_else(what: str, project: Project) -> None:
    touch, expected = TOUCHED[what]
    made_of = project.made_of()
    assert project.ingredients().news_since(made_of) == []
    touch(project)
    news = project.ingredients().news_since(made_of)
    assert [name.removeprefix(f"{project.raw.parent}/") for name in news] == expected


@pytest.mark.parametrize(("what", "expected"), {"a macro": False, "a model": True, "a byte of the delivery": True}.items())
def test_a_changed_macro_is_known_as_such(what: str, expected: bool, project: Project) -> None:
    made_of = project.made_of()
    TOUCHED[what][0](project)
    assert project.ingredients().is_as_before("macros", made_of) is expected
    assert not project.ingredients().is_as_before("macros", {})


@pytest.mark.parametrize("has_same_macros", [True, False])
def test_a_version_with_other_macros_goes_on_from_nothing_that_comes_from_the_raw_files(
    has_same_macros: bool, published: Published, tmp_path: Path
) -> None:
    carry_over(published.version, tmp_path, has_same_macros)
    with duckdb.connect(str(tmp_path / DATABASE), read_only=True) as connection:
        tables = {name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()}
    of_files = {"raw_files", "raw_column_counts", "landed_label_records", "landed_post_images", "int_image_items", "int_author_labels"}
    assert tables & of_files == (of_files if has_same_macros else set())
    assert {"kmeans_fits", "int_recorded_shares", "author_segmentations_snapshot"} <= tables


def test_beside_a_changed_data_test_dbt_keeps_the_snapshots_that_it_parsed(project: Project, tmp_path: Path) -> None:
    # snapshots written in YAML alone are lost (dbt-core 1.11), and every command ends with "which is not in the graph"
    def snapshots() -> list[str]:
        run = run_dbt(
            "--quiet", "ls", "--resource-type", "snapshot", raw=project.raw, folder=tmp_path, root=project.root, profiles=project.root
        )
        assert run.returncode == 0, run.stdout
        return run.stdout.split()

    before = snapshots()
    append("tests/generic/unique_combination.sql", "{#- another definition -#}\n")(project)
    assert snapshots() == before != []


def test_another_version_of_a_package_or_of_python_is_new(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_of = project.made_of()
    (tmp_path / "site" / "numpy-0.0.1.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setattr("platform.python_version", lambda: "3.0.0")
    assert project.ingredients().news_since(made_of) == ["Python", "installed packages"]


def test_external_series_are_part_of_it(project: Project, tmp_path: Path) -> None:
    (tmp_path / "series").mkdir()
    series = tmp_path / "series" / "lists.csv"
    series.write_text("series_id,week,panel,value\n")
    project.variables = f"external_series_dir: {series.parent}"
    made_of = project.made_of()
    series.write_text("series_id,week,panel,value\na,2024-01-01,leader,1\n")
    assert project.ingredients().news_since(made_of) == [str(series)]


def test_what_changes_while_it_is_built_is_recorded_as_unknown(project: Project) -> None:
    ingredients = project.ingredients()
    swap_a_byte(project)
    assert ingredients.made_of() is None
    swap_a_byte(project)  # the old bytes again: whether the build read these or the others, nobody knows
    assert ingredients.made_of() is None


def test_the_key_and_other_values_are_kept_as_digests_only(project: Project) -> None:
    project.variables = "author_id_key: thirteen swans"
    project.environment["DBT_ENV_SECRET_TOKEN"] = "fourteen geese"
    kept = json.dumps(project.made_of())
    for secret in (project.environment[KEY], "thirteen swans", "fourteen geese"):
        assert secret not in kept


def test_every_variable_of_the_environment_that_the_code_reads_is_seen() -> None:
    code = [path for name in ("models", "macros", "snapshots", "tests/generic") for path in (ROOT / name).rglob("*.*")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in [*code, ROOT / "profiles.yml", ROOT / "dbt_project.yml"])
    read = set(re.findall(r"env_var\('(\w+)'", text))
    assert {"AUTHOR_ID_KEY", "DUCKDB_MEMORY_LIMIT"} <= read
    of_other_engines = {name for name in read if name.startswith(("SNOWFLAKE_", "SPARK_")) or name == "LANDED_DIR"}
    seen = {name for name in read if name.startswith(ENVIRONMENT_PREFIXES) or name in (*ENVIRONMENT_NAMES, KEY)}
    assert read - of_other_engines - seen == {"WAREHOUSE_PATH"}  # which publication sets


@pytest.fixture
def store(project: Project, tmp_path: Path) -> Store:
    """A store whose published version was made of the project as it is."""
    store = Store(tmp_path / "warehouse")
    folder = store.builds / "20240101-000000-000-abcd"
    (folder / "exports").mkdir(parents=True)
    files = [folder / DATABASE, folder / "exports" / "author_segments.csv"]
    for path in files:
        path.write_text("whole")
    write_record(folder, {"id": folder.name, "status": "good", "files": sizes_of(folder, files), "made_of": project.made_of()})
    store.point_at(folder.name)
    return store


def reason(store: Store, project: Project, order: Order = ORDER) -> str | None:
    """Return why the project would be built."""
    return why_to_build(store, store.published(), order, project.ingredients())


def test_only_a_good_and_whole_version_of_the_same_is_not_built_again(store: Store, project: Project) -> None:
    assert reason(store, project) is None
    build = str(store.published())
    assert reason(store, project, Order([], is_fresh=True, variables=None)) == "built from nothing"
    own = Order(["dbt", "build"], is_fresh=False, variables=None)
    assert own.ingredients(store) is None
    assert why_to_build(store, build, own, None) == "another command"
    export = store.builds / build / "exports" / "author_segments.csv"
    export.write_text("hal")
    assert reason(store, project) == f"{build} is not whole"
    export.unlink()
    assert reason(store, project) == f"{build} is not whole"
    export.write_text("whole")
    assert reason(store, project) is None
    record = store.record(build)
    write_record(store.builds / build, record | {"made_of": None})
    assert reason(store, project) == f"nobody knows what {build} was made of"
    write_record(store.builds / build, record | {"status": "failed"})
    assert reason(store, project) == f"{build} is not whole"
    store.current.unlink()
    assert reason(store, project) == "nothing is published"


def test_what_is_new_is_said(store: Store, project: Project) -> None:
    append("seeds/rules/thresholds.csv")(project)
    swap_a_byte(project)
    assert reason(store, project) == f"new since {store.published()}: MART_IMAGES_LABELS.csv, seeds"
    assert in_words(["/a/b", "c", "d", "e", "f", "g", "h"]) == "b, c, d, e, f and 2 more"


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ("refit: always", "the variable refit is always"),
        ("external_series_dir: s3://bucket/series", "the external series lie on a server"),
    ],
)
def test_some_variables_build_always(variables: str, expected: str, store: Store, project: Project) -> None:
    project.variables = variables
    record = store.record(str(store.published()))
    write_record(store.builds / str(store.published()), record | {"made_of": project.made_of()})
    assert reason(store, project) == expected


def test_a_refit_that_the_project_asks_for_builds_always(store: Store, project: Project) -> None:
    path = project.root / "dbt_project.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("refit: auto", "refit: always"), encoding="utf-8")
    record = store.record(str(store.published()))
    write_record(store.builds / str(store.published()), record | {"made_of": project.made_of()})
    assert reason(store, project) == "the variable refit is always"


def test_a_part_that_cannot_be_read_is_left_to_dbt(store: Store, project: Project) -> None:
    part = project.raw / "MART_AUTHORS_2.csv"
    part.write_text("AUTHORID,BIO,NB_FOLLOWERS,NB_FOLLOWS\n", encoding="utf-8")
    build = str(store.published())
    write_record(store.builds / build, store.record(build) | {"made_of": project.made_of()})
    part.unlink()
    part.mkdir()
    assert reason(store, project) == "unreadable files or variables"


def test_variables_that_are_no_yaml_are_left_to_dbt() -> None:
    assert Order([], is_fresh=False, variables="{").ingredients(Store(ROOT / "nowhere")) is None


def test_what_decides_does_not_import_dbt() -> None:
    code = "import sys, fashion_panel.publishing.commands; sys.exit(any(name.split('.')[0] == 'dbt' for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_tables_that_grow_are_those_of_incremental_models_and_snapshots(published: Published) -> None:
    assert tables_that_grow((published.version / "target" / "manifest.json").read_text()) == {
        ("staging", "raw_files"),
        ("staging", "raw_column_counts"),
        ("staging", "landed_authors"),
        ("staging", "landed_author_segmentations"),
        ("staging", "landed_post_images"),
        ("staging", "landed_label_records"),
        ("intermediate", "int_image_items"),
        ("intermediate", "int_post_items"),
        ("intermediate", "int_author_labels"),
        ("intermediate", "int_label_author_weeks"),
        ("intermediate", "published_author_list_sets"),
        ("intermediate", "int_recorded_shares"),
        ("intermediate", "int_recorded_measures"),
        ("ml", "kmeans_fits"),
        ("ml", "style_clusters"),
        ("intermediate", "panel_versions_snapshot"),
        ("intermediate", "author_segmentations_snapshot"),
        ("intermediate", "author_followers_snapshot"),
    }


OBJECTS = """
    select schema_name, table_name, 'table', comment from duckdb_tables() where database_name = '{0}'
    union all
    select schema_name, view_name, 'view', comment from duckdb_views() where database_name = '{0}' and not internal
"""
COLUMNS = """
    select schema_name, table_name, column_index, column_name, data_type, is_nullable, comment
    from duckdb_columns() where database_name = '{0}' and not internal
"""


def assert_equal(one: Path, other: Path) -> None:
    """Two warehouses hold the same tables and views, with the same columns, comments and rows, in every schema."""
    with duckdb.connect() as connection:
        for name, path in (("one", one), ("other", other)):
            connection.execute(f"attach '{path}' as {name} (read_only)")
        objects, columns = (
            [set(connection.execute(query.format(name)).fetchall()) for name in ("one", "other")] for query in (OBJECTS, COLUMNS)
        )
        assert objects[0] == objects[1]
        assert columns[0] == columns[1]
        tables = [f"{schema}.{table}" for schema, table, kind, _ in objects[0] if kind == "table"]
        assert len(tables) > 100
        # repaired copies lie beside the warehouse that was built
        rows = {
            table: f"select * exclude (read_path) from {{}}.{table}" if table == "staging.raw_files" else f"from {{}}.{table}"
            for table in tables
        }
        query = "select count(*) from (({0} except all {1}) union all ({1} except all {0}))"
        different = {
            table for table, of in rows.items() if connection.execute(query.format(of.format("one"), of.format("other"))).fetchone() != (0,)
        }
        assert different == set()


@pytest.mark.long
def test_a_delivery_that_comes_again_is_left_out_and_gives_the_same_tables_in_a_file_of_the_same_size_where_it_is_not(
    published: Published, recognisable: Path, tmp_path: Path
) -> None:
    store = Store(tmp_path / "warehouse")
    shutil.copytree(published.version.parents[1], store.folder, symlinks=True)
    arguments = {"raw": recognisable, "folder": store.folder, "variables": WITHOUT_RAW_RECORDS}
    idle = run_publish(**arguments)
    assert idle.returncode == 0, idle.stderr
    first = str(store.published())
    assert idle.stdout == f"Nothing new since {store.record(first)['started_at']} ({first}); FRESH=1 builds anyway, from nothing.\n"
    size = published.warehouse.stat().st_size
    (store.current / "exports" / "author_segments.csv").unlink()
    again = run_publish(**arguments)
    assert again.returncode == 0, again.stdout + again.stderr
    assert "is not whole" in again.stdout
    version = store.current / DATABASE
    assert_equal(published.warehouse, version.resolve())
    assert version.stat().st_size < 1.1 * size
    assert len(store.versions()) == 2
