"""Deliveries whose accounts differ in nothing but how much they post: whatever a segmentation says of them is noise."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from unittest.mock import patch

import duckdb
import numpy as np
import pandas as pd
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from dbt.contracts.graph.manifest import Manifest

ROOT = Path(__file__).resolve().parents[2]
SKILLS = "select segmentation, value from intermediate.int_segmentation_held_out where metric = 'held_out_skill'"
PROJECT = ("--project-dir", str(ROOT), "--profiles-dir", str(ROOT))
SELECTED = ("--select", "+int_segmentation_held_out", "--exclude-resource-type", "test", "unit_test")
SHOWN = {"garment": 0.30, "shoe_kind": 0.14, "accessory": 0.14, "brand": 0.06, "sport_gear": 0.04, "pattern": 0.02, "non_fashion": 0.30}
FIRST_DAY, DAYS = np.datetime64("2024-01-01T12:00:00"), 78 * 7


def label_shares() -> pd.DataFrame:
    """Return label_type, label_name and share of the items, the same for every account: within an axis, halving from four to four."""
    labels = pd.read_csv(ROOT / "seeds" / "taxonomy" / "label_taxonomy.csv")
    labels = labels[labels["axis"].isin(SHOWN)]
    labels["share"] = 0.5 ** (labels.groupby("axis").cumcount() // 4)
    labels["share"] *= labels["axis"].map(SHOWN) / labels.groupby("axis")["share"].transform("sum")
    return labels[["label_type", "label_name", "share"]]


def write_null_panel(folder: Path, seed: int, authors: int = 600, repeated: float = 0.0) -> None:
    """Write the four tables of a delivery; of ``repeated`` (a share) of the posts all images show one outfit."""
    rng = np.random.default_rng(seed)
    labels = label_shares()
    post_author = np.repeat(np.arange(authors) + 1, np.maximum(rng.lognormal(np.log(25), 0.8, authors), 1).astype(int))
    posts = np.arange(len(post_author)) + 1
    image_post = np.repeat(posts, rng.integers(1, 5, len(posts)))
    images = np.arange(len(image_post)) + 1
    first_image = np.searchsorted(image_post, image_post) + 1
    is_repeated = (rng.random(len(posts)) < repeated)[image_post - 1]
    source = np.where(is_repeated, first_image, images)  # the image whose items this one shows
    item_image = np.repeat(images, rng.integers(1, 6, len(images)))
    kinds = rng.choice(len(labels), len(item_image), p=labels["share"])
    start, stop = np.searchsorted(item_image, source), np.searchsorted(item_image, source, side="right")
    shown = np.concatenate([np.arange(a, b) for a, b in zip(start, stop, strict=True)])
    image = np.repeat(images, stop - start)
    position = pd.Series(image).groupby(image).cumcount()
    dates = FIRST_DAY + rng.integers(0, DAYS, len(posts)).astype("timedelta64[D]")
    followers = rng.lognormal(8, 2, authors).astype(int)
    folder.mkdir(parents=True, exist_ok=True)
    tables = {
        "MART_AUTHORS": {"AUTHORID": np.arange(authors) + 1, "BIO": "", "NB_FOLLOWERS": followers, "NB_FOLLOWS": 300},
        "MART_AUTHORS_SEGMENTATIONS": {
            "AUTHORID": np.arange(authors) + 1,
            "GEO_ZONE": "us",
            "NB_FOLLOWERS": followers,
            "FASHION_INTEREST_SEGMENT": False,
        },
        "MART_IMAGES_OF_POSTS": {
            "POST_ID": image_post,
            "AUTHORID": post_author[image_post - 1],
            "COMMENT_COUNT": 1,
            "POST_CAPTION": "",
            "NB_LIKES": rng.poisson(40, len(posts))[image_post - 1],
            "POST_PUBLICATION_DATE": dates[image_post - 1],
            "IMAGE_ID": images,
        },
        "MART_IMAGES_LABELS": {
            "IMAGE_ID": image,
            "TYPE": labels["label_type"].to_numpy()[kinds[shown]],
            "POSITION_IN_IMAGE": [f"[{place}, 0]" for place in position],
            "LABEL_NAME": labels["label_name"].to_numpy()[kinds[shown]],
        },
    }
    for name, columns in tables.items():
        pd.DataFrame(columns).to_csv(folder / f"{name}.csv", index=False)


@cache
def parsed_project() -> Manifest:
    """Parse the project, once a process."""
    return dbtRunner().invoke(["parse", "--quiet", *PROJECT]).result


def null_skills(folder: Path, seed: int) -> pd.Series:
    """Build the null panel of a seed in a folder, every second with repeated outfits, and return held_out_skill by segmentation."""
    write_null_panel(folder / "raw", seed, repeated=seed % 2)
    places = {"RAW_DATA_DIR": folder / "raw", "WAREHOUSE_PATH": folder / "warehouse.duckdb"}
    places |= {"DBT_TARGET_PATH": folder / "target", "DBT_LOG_PATH": folder / "logs"}
    with patch.dict(os.environ, {name: str(place) for name, place in places.items()} | {"DO_NOT_TRACK": "1"}):
        run = dbtRunner(manifest=parsed_project()).invoke(["build", "--quiet", *PROJECT, *SELECTED])
        DuckDBConnectionManager.close_all_connections()  # lest the file stay locked
    assert run.success, run.exception
    with duckdb.connect(str(places["WAREHOUSE_PATH"]), read_only=True) as connection:
        return connection.sql(SKILLS).df().set_index("segmentation")["value"]
