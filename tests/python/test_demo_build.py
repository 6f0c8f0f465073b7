"""The demo, built whole: the planted personas come back, and each table holds what the README says of it."""

from __future__ import annotations

import json
from pathlib import Path

import duckdb
import pytest
from sklearn.metrics import adjusted_rand_score


@pytest.fixture(scope="module")
def assigned(demo_warehouse: Path) -> list[tuple[str, str]]:
    """Return (planted persona, cluster) of every author whom the clusters place, non_fashion included."""
    with duckdb.connect(str(demo_warehouse), read_only=True) as con:
        return con.execute(
            f"""
            select truth.persona, coalesce(segments.style_cluster, segments.style_state)
            from marts.author_segments as segments
            inner join read_csv('{demo_warehouse.parent / "raw" / "persona_truth.csv"}') as truth on segments.author_id = truth.authorid
            where segments.style_state in ('assigned', 'non_fashion')
            order by segments.author_id
            """
        ).fetchall()


def test_clusters_recover_the_planted_personas(assigned: list[tuple[str, str]]) -> None:
    personas, clusters = zip(*assigned, strict=True)
    assert len(assigned) > 500
    assert adjusted_rand_score(personas, clusters) >= 0.85


def test_every_cluster_is_named_after_what_its_persona_wears(assigned: list[tuple[str, str]]) -> None:
    commonest = {}
    for cluster in {cluster for _, cluster in assigned}:
        personas = [persona for persona, found in assigned if found == cluster]
        commonest[cluster] = max(sorted(set(personas)), key=personas.count)
    for word, persona in {"luxury": "luxury", "sportswear": "sportswear", "non_fashion": "non_fashion"}.items():
        assert persona in {commonest[cluster] for cluster in commonest if word in cluster}


def test_items_are_joined_to_the_files_with_the_files_in_memory(demo_warehouse: Path) -> None:
    """The side that the engine keeps in memory is the second; with the other one a real-size build was refused memory."""
    model = "target/compiled/fashion_panel/models/intermediate/content/int_image_items.sql"
    with duckdb.connect(str(demo_warehouse), read_only=True) as con:
        ((_, plan),) = con.execute(f"explain (format json) {(demo_warehouse.parent / model).read_text()}").fetchall()
    (node,) = json.loads(plan)
    while node["name"].strip() != "HASH_JOIN":
        (node,) = node["children"]
    _, kept = node["children"]
    assert int(kept["extra_info"]["Estimated Cardinality"]) < 100


def test_the_line_of_a_rejected_label_is_its_line_in_the_file(demo_warehouse: Path) -> None:
    """Lines are places in the table that DuckDB makes of a file, so it must keep the file's order."""
    lines = (demo_warehouse.parent / "raw" / "MART_IMAGES_LABELS.csv").read_text().splitlines()
    with duckdb.connect(str(demo_warehouse), read_only=True) as con:
        query = "select line_number, raw_record from marts.rejected_rows where source_table = 'MART_IMAGES_LABELS'"
        rejected = con.execute(query).fetchall()
    assert rejected
    assert [lines[number - 1] for number, _ in rejected] == [record for _, record in rejected]
