"""Three tables of ours without the warehouse: items by author and label, by author and category, and follower bands. No check of anything.

usage: peers.py duckdb|polars DELIVERY FOLDER, with the Python of .venv-peers; each table becomes FOLDER/<table>.parquet
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb
import polars as pl

SEEDS = Path(__file__).parents[1] / "seeds"
TAXONOMY, CATEGORY_LABELS, BANDS = (
    str(SEEDS / path) for path in ("taxonomy/label_taxonomy.csv", "taxonomy/category_labels.csv", "rules/follower_bands.csv")
)
DUCKDB = """
create table categories as
    select category, 1 << (row_number() over (order by category) - 1)::int as bit
    from (select distinct category from '{category_labels}');
create table labels as
    select (row_number() over (order by label_type, label_name))::smallint as label_number, label_type, label_name,
        coalesce(category_set, 0)::smallint as category_set
    from '{taxonomy}'
    left join (
        select label_type, label_name, sum(bit) as category_set from '{category_labels}' join categories using (category) group by all
    ) using (label_type, label_name);
create table images as
    select distinct AUTHORID as author_id, IMAGE_ID as image_id
    from read_csv('{raw}/MART_IMAGES_OF_POSTS.csv', header = true, ignore_errors = true, parallel = false, auto_detect = false,
        delim = ',', quote = '"', escape = '"', columns = {{'POST_ID': 'BIGINT', 'AUTHORID': 'BIGINT', 'COMMENT_COUNT': 'VARCHAR',
        'POST_CAPTION': 'VARCHAR', 'NB_LIKES': 'VARCHAR', 'POST_PUBLICATION_DATE': 'VARCHAR', 'IMAGE_ID': 'BIGINT'}})
    where AUTHORID is not null and IMAGE_ID is not null;
create table raw_labels as
    select IMAGE_ID as image_id, TYPE as label_type, LABEL_NAME as label_name, hash(POSITION_IN_IMAGE) as position
    from read_csv('{raw}/MART_IMAGES_LABELS.csv', header = true, ignore_errors = true, auto_detect = false, delim = ',', quote = '"',
        escape = '"', columns = {{'IMAGE_ID': 'BIGINT', 'TYPE': 'VARCHAR', 'POSITION_IN_IMAGE': 'VARCHAR', 'LABEL_NAME': 'VARCHAR'}});
create table image_labels as
    select distinct image_id, position, label_number, category_set from raw_labels join labels using (label_type, label_name);
create table author_labels as
    select author_id, label_type, label_name, item_count
    from (select author_id, label_number, count(*) as item_count from image_labels join images using (image_id) group by all)
    join labels using (label_number);
create table author_categories as
    select author_id, category, sum(items)::bigint as item_count
    from (
        select author_id, category_set, count(*) as items
        from (select image_id, position, bit_or(category_set) as category_set from image_labels group by all) join images using (image_id)
        group by all
    ) join categories on category_set & bit = bit
    group by all;
create table author_bands as
    select author_id, band_name
    from (
        select AUTHORID as author_id, max(try_cast(floor(try_cast(NB_FOLLOWERS as double)) as bigint)) as followers
        from read_csv('{raw}/MART_AUTHORS_SEGMENTATIONS.csv', header = true, all_varchar = true) group by all
    ) join '{bands}' on followers between min_followers and max_followers;
"""
TABLES = ("author_labels", "author_categories", "author_bands")


def with_duckdb(raw: Path, folder: Path) -> None:
    """Make the tables in a file of DuckDB, within 1000 MB."""
    with duckdb.connect(str(folder / "plain.duckdb"), config={"memory_limit": "1000MB", "temp_directory": str(folder / "spilled")}) as con:
        con.execute(DUCKDB.format(raw=raw, taxonomy=TAXONOMY, category_labels=CATEGORY_LABELS, bands=BANDS))
        for table in TABLES:
            con.execute(f"copy {table} to '{folder / table}.parquet'")


def with_polars(raw: Path, folder: Path) -> None:
    """Make the tables with polars, lazily from CSV, with as much memory as it takes."""
    text, whole = pl.String, pl.Int64
    labels = pl.scan_csv(
        raw / "MART_IMAGES_LABELS.csv",
        schema_overrides={"IMAGE_ID": whole, "TYPE": text, "POSITION_IN_IMAGE": text, "LABEL_NAME": text},
        ignore_errors=True,
    )
    posts = pl.scan_csv(raw / "MART_IMAGES_OF_POSTS.csv", schema_overrides={"AUTHORID": whole, "IMAGE_ID": whole}, ignore_errors=True)
    segments = pl.read_csv(raw / "MART_AUTHORS_SEGMENTATIONS.csv", infer_schema=False, ignore_errors=True)
    taxonomy, category_labels, bands = (pl.read_csv(path) for path in (TAXONOMY, CATEGORY_LABELS, BANDS))
    bits = {category: 1 << place for place, category in enumerate(sorted(category_labels["category"].unique()))}
    sets = category_labels.with_columns(pl.col("category").replace_strict(bits, return_dtype=whole).alias("bit"))
    numbered = (
        taxonomy.select("label_type", "label_name")
        .sort("label_type", "label_name")
        .with_row_index("label_number")
        .join(
            sets.group_by("label_type", "label_name").agg(pl.col("bit").sum().alias("category_set")),
            on=["label_type", "label_name"],
            how="left",
        )
        .with_columns(pl.col("category_set").fill_null(0), pl.col("label_number").cast(pl.Int16))
    )
    image_labels = (
        labels.join(numbered.lazy(), left_on=["TYPE", "LABEL_NAME"], right_on=["label_type", "label_name"])
        .select("IMAGE_ID", pl.col("POSITION_IN_IMAGE").hash().alias("position"), "label_number", "category_set")
        .unique()
        .collect(engine="streaming")
    )
    images = posts.select("AUTHORID", "IMAGE_ID").drop_nulls().unique().collect(engine="streaming")
    counted = (
        image_labels.lazy()
        .join(images.lazy(), on="IMAGE_ID")
        .group_by("AUTHORID", "label_number")
        .agg(pl.len().cast(whole).alias("item_count"))
        .collect(engine="streaming")
    )
    author_labels = counted.join(numbered, on="label_number").select(
        pl.col("AUTHORID").alias("author_id"), "label_type", "label_name", "item_count"
    )
    items = (
        image_labels.lazy()
        .group_by("IMAGE_ID", "position")
        .agg(pl.col("category_set").bitwise_or())
        .join(images.lazy(), on="IMAGE_ID")
        .group_by("AUTHORID", "category_set")
        .agg(pl.len().cast(whole).alias("items"))
        .collect(engine="streaming")
    )
    of_categories = [
        items.filter(pl.col("category_set") & bit == bit)
        .group_by(pl.col("AUTHORID").alias("author_id"))
        .agg(pl.lit(category).alias("category"), pl.col("items").sum().alias("item_count"))
        for category, bit in bits.items()
    ]
    followers = segments.group_by(pl.col("AUTHORID").cast(whole, strict=False).alias("author_id")).agg(
        pl.col("NB_FOLLOWERS").cast(pl.Float64, strict=False).floor().cast(whole, strict=False).max().alias("followers")
    )
    of_bands = followers.join_where(
        bands, pl.col("followers") >= pl.col("min_followers"), pl.col("followers") <= pl.col("max_followers")
    ).select("author_id", "band_name")
    for table, frame in zip(TABLES, (author_labels, pl.concat(of_categories), of_bands), strict=True):
        frame.write_parquet(folder / f"{table}.parquet")


if __name__ == "__main__":
    {"duckdb": with_duckdb, "polars": with_polars}[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
