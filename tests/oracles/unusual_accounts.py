"""Accounts of which it is known which are unusual, and what the models say of them.

Accounts and posts of the demo, without labels, with five kinds of unusual accounts planted; then a second delivery in which one account
in 200 bought followers. The models run as they are. Beside them scikit-learn's IsolationForest, on the same metrics, with as many flags.
"""

from __future__ import annotations

from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from sklearn.ensemble import IsolationForest

from fashion_panel.demo.delivery import Delivery
from fashion_panel.demo.labels import Labels, read_vocabulary
from fashion_panel.demo.posts import draw_images
from fashion_panel.demo.rules import KNOBS, UNUSUAL_KINDS, Knobs, generator
from fashion_panel.demo.truth import Truth
from tests.oracles.models_in_duckdb import ROOT, build, load_seeds

USUAL = {name: float(row["default"]) for name, row in KNOBS.items()}
KNOWN_FOLLOWS = 0.44
COHORTS = ["int_cohort_groups", "int_follower_cohorts", "int_post_engagement", "int_author_engagement"]
MODELS = ["int_author_metrics", "int_author_authenticity", "author_anomalies"]
METRICS = ["likes_per_follower_z", "comments_per_like_z", "follow_ratio_z", "like_spread_limit", "burst_share_limit"]
POSTS = ["post_id", "author_id", "comment_count", "caption", "like_count", "published_at", "image_id"]


class Panel(NamedTuple):
    """Authors (with kind, the planted one or empty; former_follower_count, bought) and posts."""

    authors: pd.DataFrame
    posts: pd.DataFrame


class Outcome(NamedTuple):
    """What the flags find of the planted accounts, and how many honest ones they call unusual."""

    planted: int
    flagged: int
    precision: float
    recall: float
    false_share: float
    by_kind: dict[str, float]


def draw_panel(authors: int, seed: int, unusual: float, weeks_more: float = 0.0) -> Panel:
    """Draw the accounts and posts of a demo; ``unusual`` is the share of each of five kinds among all accounts."""
    knobs = Knobs(**USUAL | {"unusual": unusual, "weeks_more": weeks_more})
    delivery = Delivery.draw(Labels(read_vocabulary(), knobs.taste), authors, seed, knobs)
    cells = Truth(0, len(delivery.panel)).cells
    rows = []
    for chunk in delivery.chunks():
        panel, lives = delivery.panel.part(chunk.authors), delivery.lives.part(chunk.authors)
        rows += draw_images(generator(seed, chunk.number), panel, lives, chunk, knobs, seed, cells)[1]
    posts = pd.DataFrame(rows, columns=POSTS).drop(columns="caption").drop_duplicates(["post_id", "author_id"])
    for column in ("post_id", "author_id", "comment_count", "like_count"):
        posts[column] = pd.to_numeric(posts[column], errors="coerce")
    posts["published_at"] = pd.to_datetime(posts["published_at"], errors="coerce", format="mixed", utc=True).dt.tz_localize(None)
    posts = posts.dropna(subset=["post_id", "author_id", "published_at"])
    frame = pd.DataFrame(
        {
            "author_id": delivery.panel.author_ids,
            "follower_count": np.floor(delivery.lives.followers),
            "former_follower_count": np.floor(delivery.former.followers),
            "follow_count": np.where(delivery.lives.follows > 0, delivery.lives.follows, np.nan),
            "kind": ["" if kind < 0 else UNUSUAL_KINDS[kind] for kind in delivery.lives.unusual],
            "bought": delivery.bought,
        }
    )
    usual = generator(seed, 7).lognormal(6.2, 1.0, len(frame))
    is_known = generator(seed, 8).random(len(frame)) < KNOWN_FOLLOWS
    frame["follow_count"] = frame["follow_count"].fillna(pd.Series(np.where(is_known, np.floor(usual), np.nan)))
    return Panel(frame, posts)


def found(panel: Panel, *, is_second_delivery: bool = False) -> pd.DataFrame:
    """Return author_anomalies with kind and bought, by the project's SQL."""
    with duckdb.connect() as connection:
        connection.execute("set threads = 2")
        load_seeds(connection)
        for name, frame in (("authors_frame", panel.authors), ("posts_frame", panel.posts)):
            connection.register(name, frame)
        for seed in ("rules/follower_cohorts", "panel/anomaly_rules"):
            connection.execute(f"create table {seed.split('/')[1]} as from read_csv('{ROOT / 'seeds' / seed}.csv', header = true)")
        connection.execute(
            """
            create table int_authors as
                select author_id, cast(follower_count as bigint) as follower_count, cast(follow_count as bigint) as follow_count
                from authors_frame;
            create table int_posts as
                select cast(post_id as bigint) as post_id, cast(author_id as bigint) as author_id, published_at, 1 as image_count,
                    cast(case when like_count >= 0 then like_count end as bigint) as like_count,
                    cast(case when comment_count >= 0 then comment_count end as bigint) as comment_count
                from posts_frame;
            create table dim_authors as
                select author_id, follower_count, coalesce(post_count, 0) as post_count from int_authors
                left join (select author_id, count(*) as post_count from int_posts group by author_id) using (author_id);
            create table int_follower_changes as
                select author_id, cast(former_follower_count as bigint) as former_follower_count, int_authors.follower_count
                from authors_frame inner join int_authors using (author_id) where $1
            """,
            [is_second_delivery],
        )
        build(connection, COHORTS)
        build(connection, MODELS)
        anomalies = connection.execute("from author_anomalies").df()
    return anomalies.merge(panel.authors[["author_id", "kind", "bought"]], on="author_id")


def outcome(planted: pd.Series, flagged: pd.Series, kinds: pd.Series | None = None) -> Outcome:
    """Count what the flags find of the planted accounts."""
    hits = int((planted & flagged).sum())
    by_kind = {} if kinds is None else flagged[planted].groupby(kinds[planted]).mean().to_dict()
    precision, recall = hits / max(int(flagged.sum()), 1), hits / max(int(planted.sum()), 1)
    return Outcome(int(planted.sum()), int(flagged.sum()), precision, recall, float(flagged[~planted].mean()), by_kind)


def of_rules(anomalies: pd.DataFrame) -> Outcome:
    """Evaluate the flags of the rules."""
    return outcome(anomalies["kind"] != "", anomalies["anomaly_count"].fillna(0) > 0, anomalies["kind"])


def of_isolation_forest(anomalies: pd.DataFrame) -> Outcome:
    """Evaluate IsolationForest on the metrics of the checked accounts, with as many flags as the rules have."""
    checked = anomalies[anomalies["authenticity_state"] == "checked"]
    metrics = checked[METRICS].assign(like_spread_limit=-np.log(checked["like_spread_limit"].astype(float) + 0.01)).astype(float)
    metrics = metrics.fillna(metrics.median()).fillna(0).clip(-20, 20)
    scores = -IsolationForest(n_estimators=300, random_state=0).fit(metrics).score_samples(metrics)
    flagged = pd.Series(False, index=anomalies.index)
    flagged.loc[checked.index[np.argsort(-scores, kind="stable")[: int((checked["anomaly_count"] > 0).sum())]]] = True
    return outcome(anomalies["kind"] != "", flagged)


def of_jumps(anomalies: pd.DataFrame) -> Outcome:
    """Evaluate the reason follower_jump on the checked accounts."""
    checked = anomalies[(anomalies["authenticity_state"] == "checked") & anomalies["follower_growth"].notna()]
    return outcome(checked["bought"], checked["reasons"].fillna("").str.contains("follower_jump"))
