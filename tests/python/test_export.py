"""Exports: a text that a spreadsheet would run as a formula gets an apostrophe in the CSV files, and stays as it is in Parquet."""

from __future__ import annotations

import csv
from pathlib import Path

import duckdb

from fashion_panel.publishing.export import write_exports

DANGEROUS = ("=1+1", "+33", "-x", "@sum(a1)", "\ttab", "\rreturn")
HARMLESS = ("us", "a=b", "'quoted'", "", None)


def test_a_text_that_begins_like_a_formula_gets_an_apostrophe_in_csv_only(tmp_path: Path) -> None:
    texts = [*DANGEROUS, *HARMLESS]
    with duckdb.connect(str(tmp_path / "warehouse.duckdb")) as connection:
        connection.execute("create schema marts")
        connection.execute("create table marts.author_segments (author_id bigint, geo_zone varchar, share double)")
        connection.executemany("insert into marts.author_segments values (?, ?, -0.5)", list(enumerate(texts)))
    write_exports(tmp_path / "warehouse.duckdb", tmp_path)
    with (tmp_path / "author_segments.csv").open(encoding="utf-8", newline="") as file:
        exported = list(csv.DictReader(file))
    assert [row["geo_zone"] for row in exported] == [*(f"'{text}" for text in DANGEROUS), "us", "a=b", "'quoted'", "", ""]
    assert {row["share"] for row in exported} == {"-0.5"}
    kept = duckdb.sql(f"select geo_zone from '{tmp_path / 'author_segments.parquet'}' order by author_id").fetchall()
    assert [text for (text,) in kept] == texts
