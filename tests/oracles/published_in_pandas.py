"""The two published segmentations in pandas, from their specification and from nothing else.

What users ran before, and the second implementation that the tests hold the SQL against. ``python -m
tests.oracles.published_in_pandas FOLDER`` runs it on the CSVs of a delivery, as a notebook would: everything in memory, cells that don't
parse made null, duplicates left in.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.cluster import KMeans
from sklearn.preprocessing import StandardScaler

ROOT = Path(__file__).parents[2]
CATEGORIES = {"luxury": 2.2, "sportswear": 1.8, "footwear": 1.6, "accessories": 1.4, "clothing": 1.2}
TIERS = [(12_000, "Mainstream"), (40_000, "Trendy"), (np.inf, "Edgy")]
LISTS = pd.read_csv(ROOT / "seeds/published/published_label_lists.csv")


class Tables(NamedTuple):
    """What the published methods read.

    segmentations has follower_count by author_id; posts has author_id, image_id, like_count and comment_count, one row an image of
    a post; labels has image_id and label_name, one row a detection. Counts are floats, nan for unknown.
    """

    segmentations: pd.DataFrame
    posts: pd.DataFrame
    labels: pd.DataFrame


def label_list(method: str, category: str) -> set[str]:
    """Return the labels of one list of a published method."""
    return set(LISTS.query("method == @method and category == @category")["label_name"])


def reference_rules(tables: Tables) -> pd.DataFrame:
    """Return engagement_rate, engagement_level and segment by author_id of SEGMENTATIONS."""
    authors = tables.segmentations.copy()
    joined = tables.posts.merge(tables.labels, on="image_id")
    for category in ("footwear", "clothing", "accessories", "luxury", "sportswear", "pattern"):
        hits = joined[joined["label_name"].isin(label_list("rules", category))]
        authors[category] = hits.groupby("author_id").size().reindex(authors.index, fill_value=0)
    labels = joined.groupby(["author_id", "label_name"]).size()
    percentage = labels * 100 / labels.groupby("author_id").transform("sum")
    points = percentage.map(lambda percent: 3 if percent >= 20 else 2 if percent >= 10 else 1)
    authors["diversity"] = points.groupby("author_id").sum().reindex(authors.index, fill_value=0)

    mean_likes = tables.posts.assign(like_count=tables.posts["like_count"].replace(0, np.nan)).groupby("author_id")["like_count"].mean()
    rate = mean_likes.fillna(0) / authors["follower_count"].where(authors["follower_count"] > 0).reindex(mean_likes.index)
    authors["engagement_rate"] = rate.fillna(0).reindex(authors.index)
    high, medium = authors["engagement_rate"].quantile(0.75), authors["engagement_rate"].quantile(0.25)

    def segment(author: pd.Series) -> str:
        if pd.isna(author["follower_count"]):
            name = "Undefined Account Profile"
        else:
            name = next(tier for limit, tier in TIERS if author["follower_count"] <= limit) + " "
            if author["luxury"] > 5:
                name += "Luxury Fashion"
            elif author["sportswear"] > 5:
                name += "Sportswear Focus"
            elif author["diversity"] >= 10:
                name += "Fashion Curator"
            elif author["footwear"] > max(author["accessories"], author["clothing"]):
                name += "Footwear Specialist"
            elif author["accessories"] > max(author["footwear"], author["clothing"]):
                name += "Accessories Specialist"
            elif author["pattern"] > 5:
                name += "Style Trendsetter"
            else:
                name += "Fashion General"
        return name + (" (High Engagement)" if author["engagement_rate"] > high else "")

    authors["segment"] = authors.apply(segment, axis=1)
    rates = authors["engagement_rate"]
    authors["engagement_level"] = np.where(rates > high, "High", np.where(rates > medium, "Medium", "Standard"))
    return authors


def reference_features(tables: Tables) -> pd.DataFrame:
    """Return what fashion_segments_final holds before the clusters, by author_id with posts, under its column names."""
    joined = tables.posts.merge(tables.labels, on="image_id", how="left")
    authors = pd.DataFrame({"post_count": tables.posts.groupby("author_id")["image_id"].nunique()})
    authors["NB_LIKES"] = np.log1p(joined.groupby("author_id")["like_count"].mean()).fillna(0)
    authors["COMMENT_COUNT"] = np.log1p(joined.groupby("author_id")["comment_count"].mean()).fillna(0)
    for category, weight in CATEGORIES.items():
        hits = joined[joined["label_name"].isin(label_list("clusters", category))]
        images = hits.groupby("author_id")["image_id"].nunique().reindex(authors.index, fill_value=0)
        authors[f"{category}_ratio"] = images / authors["post_count"] * weight
    followers = tables.segmentations["follower_count"].reindex(authors.index).replace(0, np.nan)
    authors["NB_FOLLOWERS"] = followers.fillna(followers.quantile(0.1)).astype("float64")
    authors["engagement_rate"] = (authors["NB_LIKES"] / np.log1p(authors["NB_FOLLOWERS"])).clip(0, 10).fillna(0)
    return authors.sort_index()


def reference_labels(features: pd.DataFrame) -> np.ndarray:
    """Return the clusters of ``features``, whose rows are ordered by author and plenty."""
    columns = ["engagement_rate", *(f"{category}_ratio" for category in CATEGORIES)]
    matrix = StandardScaler().fit_transform(features[columns])
    models = {k: KMeans(n_clusters=k, random_state=42).fit(matrix) for k in range(8, 13)}
    eligible = [k for k, kmeans in models.items() if np.bincount(kmeans.labels_).min() >= 200]
    return models[max(eligible, key=lambda k: models[k].score(matrix)) if eligible else 10].labels_


def reference_names(features: pd.DataFrame, labels: np.ndarray) -> dict[int, str]:
    """Return the name of each cluster of ``labels``."""
    limit = features["engagement_rate"].quantile(0.66)
    names = {}
    for cluster, members in features.groupby(labels):
        if len(members) < 25:
            names[cluster] = "Micro-Influence Fashion General"
            continue
        followers = members["NB_FOLLOWERS"].mean()
        scores = {category: members[f"{category}_ratio"].mean() * weight for category, weight in CATEGORIES.items()}
        first, second = sorted(scores, key=lambda category: -scores[category])[:2]  # a stable sort keeps the order of the lists
        name = f"{'High' if followers > 50_000 else 'Mid' if followers > 15_000 else 'Micro'}-Influence {first.title()}"
        name += f" & {second.title()}" if scores[second] > scores[first] / 2 else ""
        names[cluster] = name + (" (High Engagement)" if members["engagement_rate"].mean() > limit else "")
    return names


def read_csv(folder: Path) -> Tables:
    """Read the tables of a delivery; a row without a key that parses is left out."""

    def read(table: str, keys: list[str], counts: list[str], texts: list[str]) -> pd.DataFrame:
        frame = pd.read_csv(folder / f"{table}.csv", usecols=keys + counts + texts, dtype="str", on_bad_lines="skip")
        for column in keys + counts:
            frame[column] = pd.to_numeric(frame[column], errors="coerce")
        return frame.dropna(subset=keys).astype(dict.fromkeys(keys, "int64"))

    segmentations = read("MART_AUTHORS_SEGMENTATIONS", ["AUTHORID"], ["NB_FOLLOWERS"], [])
    posts = read("MART_IMAGES_OF_POSTS", ["AUTHORID", "IMAGE_ID"], ["NB_LIKES", "COMMENT_COUNT"], [])
    labels = read("MART_IMAGES_LABELS", ["IMAGE_ID"], [], ["LABEL_NAME"])
    return Tables(
        segmentations.drop_duplicates("AUTHORID").set_axis(["author_id", "follower_count"], axis=1).set_index("author_id"),
        posts[["AUTHORID", "IMAGE_ID", "NB_LIKES", "COMMENT_COUNT"]].set_axis(
            ["author_id", "image_id", "like_count", "comment_count"], axis=1
        ),
        labels.set_axis(["image_id", "label_name"], axis=1),
    )


def main(folder: Path) -> None:
    """Run both methods and say how many authors each named segment has."""
    tables = read_csv(folder)
    rules = reference_rules(tables)
    features = reference_features(tables)
    labels = reference_labels(features)
    names = reference_names(features, labels)
    print(rules["segment"].value_counts().to_string())
    print(pd.Series(labels).map(names).value_counts().to_string())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
