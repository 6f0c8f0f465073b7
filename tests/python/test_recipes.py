"""The recipes of the README, followed on a copy of the project: a change of the rules leaves the tests of numbers green."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builds import HAND_COUNTED, NO_UNIT_TESTS, ROOT, build, replace, rows

from fashion_panel.docs.cookbook import PAGE, page_of

OF_THE_PAGE = "test_the_cookbook_says_what_the_demo_says"
# what tells numbers or lists: by hand, of the demo, of the docs, of the metrics
OF_NUMBERS = ["hand_counted_build", "structure", "docs", "metrics", "cookbook", "faults_of_the_baseline", "published_baselines"]
LIKE_STREETWEAR = {
    "models/intermediate/content/_int_content__models.yml": 1,
    "models/marts/metrics/_marts_metrics__models.yml": 1,
    "models/marts/segmentations/_marts_segmentations__models.yml": 3,
}
METRIC = """\
  - name: median_likes
    label: Median likes
    description: Median over posts of the likes that are known.
    type: simple
    type_params: {measure: like_median}
"""
TIERS = """\
select
    authors.author_id,
    case when count(posts.post_id) > 2 then 'often' else 'seldom' end as segment
from {{ ref('int_authors') }} as authors
left join {{ ref('int_posts') }} as posts on authors.author_id = posts.author_id
group by authors.author_id
"""
TIERS_YAML = """\

  - name: int_segmentation__activity_tier
    description: 'Segmentation of all authors by how much they post.'
    config: {meta: {grain: 'one row per author_id'}}
    columns:
      - {name: author_id, description: '{{ doc("author_id") }}', data_tests: [is_key]}
      - {name: segment, description: 'often with more than two posts, else seldom.'}
"""


def add(path: Path, text: str) -> None:
    """Add a text to the end of a file."""
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def insert(path: Path, before: str, text: str) -> None:
    """Add a text in front of one that stands once in a file."""
    replace(path, before, text + before)


def change_a_band(project: Path) -> None:
    """Move the edge between mainstream and trendy from 12,000 to 15,000."""
    bands = project / "seeds" / "rules" / "follower_bands.csv"
    replace(bands, ",12000\n", ",15000\n")
    replace(bands, ",12001,", ",15001,")


def add_a_category(project: Path) -> None:
    """Add the category bridal, of two labels; its columns are described where those of streetwear are."""
    add(project / "seeds" / "taxonomy" / "categories.csv", "bridal,What brides wear\n")
    add(project / "seeds" / "taxonomy" / "category_labels.csv", "bridal,pattern,tulle\nbridal,object_detection,dress\n")
    add(project / "seeds" / "rules" / "style_rules.csv", "bridal,2,5,3\n")
    replace(project / "macros" / "taxonomy" / "category_names.sql", "'accessories', ", "'accessories', 'bridal', ")
    for name, lines in LIKE_STREETWEAR.items():
        path = project / name
        described = path.read_text(encoding="utf-8").splitlines(keepends=True)
        places = [number for number, line in enumerate(described) if "name: streetwear" in line or "name: has_streetwear" in line]
        assert places
        for place in reversed(places):
            described[place:place] = [line.replace("streetwear", "bridal") for line in described[place : place + lines]]
        path.write_text("".join(described), encoding="utf-8")


def add_a_segmentation(project: Path) -> None:
    """Add the segmentation activity_tier, for which nobody is placed by half of the weeks."""
    segmentations = project / "models" / "intermediate" / "segmentations"
    (segmentations / "follower" / "int_segmentation__activity_tier.sql").write_text(TIERS, encoding="utf-8")
    add(segmentations / "follower" / "_follower__models.yml", TIERS_YAML)
    insert(segmentations / "int_author_segmentations.sql", "] -%}", "    'activity_tier',\n")
    add(project / "seeds" / "rules" / "segmentations.csv", "activity_tier,none,false,false\n")


def add_a_metric(project: Path) -> None:
    """Add the metric median_likes, with its measure and its plain SQL."""
    metrics = project / "models" / "marts" / "metrics"
    measure = "      - {name: like_median, agg: median, expr: like_count, description: 'Median over posts of their likes.'}\n"
    insert(metrics / "_semantic_models.yml", "      - {name: comment_sum,", measure)
    insert(metrics / "_metrics.yml", "  - name: comments\n", METRIC)
    plain = '    "median_likes": "select bucket, median(like_count) from {posts} group by bucket",\n'
    insert(project / "tests" / "python" / "test_metrics.py", '    "comments": "', plain)


def add_a_column(project: Path) -> None:
    """Add the accounts that an author follows to author_segments."""
    marts = project / "models" / "marts" / "segmentations"
    insert(marts / "author_segments.sql", "        authors.follower_band,\n", "        authors.follow_count,\n")
    column = "      - {name: follow_count, data_type: bigint, description: 'Accounts that the author follows; null where unknown.'}\n"
    insert(marts / "_marts_segmentations__models.yml", "      - name: accessories_share\n", column)


CHANGES = {
    change_a_band: "select count(*) from marts.author_segments where follower_count = 12001 and follower_band = 'mainstream'",
    add_a_category: "select count(*) from marts.author_segments where bridal_share > 0",
    add_a_segmentation: "select count(*) from marts.segment_profiles where segmentation = 'activity_tier' and segment = 'often'",
    add_a_metric: "select count(*) from marts.fct_posts where like_count > 0",
    add_a_column: "select count(*) from marts.author_segments where follow_count > 0",
}


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the whole project, and follow the five recipes."""
    project = tmp_path_factory.mktemp("recipes") / "project"
    outside = shutil.ignore_patterns(".git", ".venv*", "__pycache__", "data", "warehouse", "target", "logs", "reports", "exports")
    shutil.copytree(ROOT, project, ignore=outside)
    for environment in ROOT.glob(".venv*"):
        (project / environment.name).symlink_to(environment.resolve())
    for change in CHANGES:
        change(project)
    return project


@pytest.mark.long
def test_the_changed_project_builds_and_shows_the_changes(changed: Path, tmp_path: Path) -> None:
    warehouse = build(*NO_UNIT_TESTS, raw=HAND_COUNTED, folder=tmp_path, root=changed)
    assert [change.__name__ for change, query in CHANGES.items() if rows(warehouse, query)[0][0] == 0] == []


@pytest.mark.long
def test_the_tests_of_numbers_hold_in_the_changed_project(changed: Path, tmp_path: Path) -> None:
    """The cookbook apart: it lists all segmentations, so that the recipe of one ends with `make cookbook`."""
    files = [f"tests/python/test_{name}.py" for name in OF_NUMBERS]
    options = ["-q", "-p", "no:cacheprovider", "-m", "not long and not browser", f"--basetemp={tmp_path / 'base'}"]
    options += [f"--deselect=tests/python/test_cookbook.py::{OF_THE_PAGE}"]
    run = subprocess.run([sys.executable, "-m", "pytest", *options, *files], cwd=changed, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-6000:] + run.stderr[-2000:]
    pages = [PAGE.read_text(encoding="utf-8"), page_of(tmp_path / "base" / "demo_warehouse" / "warehouse.duckdb")]
    written, changed_page = (page.split("\n## ") for page in pages)
    assert [part for part, other in zip(written, changed_page, strict=True) if part != other and "segmentation" not in part] == []
