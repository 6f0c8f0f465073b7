"""Does the choice of k find planted personas, and do names tell them? ``python -m benchmarks.cluster_recovery`` writes cluster_recovery.md.

Ten panels of 6,000 authors with seven personas, of several kinds. The features, the fits, the gates and the choice are the
project's own: see benchmarks/style_pipeline.py.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from benchmarks.judging_calibration import build
from benchmarks.style_pipeline import CATEGORIES, NAMES, assignments, chosen_k, connect, load_panel, run
from python_models.style.kmeans_fits import partition

AUTHORS = 6000
# what an item can be: (share of the fashion items of the panel, categories)
ITEM_KINDS = {
    "garment": (0.48, ["clothing"]),
    "accessory": (0.20, ["accessories"]),
    "shoe": (0.18, ["footwear"]),
    "sports shoe": (0.05, ["footwear", "sportswear"]),
    "sports gear": (0.06, ["sportswear"]),
    "luxury bag": (0.02, ["accessories", "luxury"]),
    "luxury shoe": (0.01, ["footwear", "luxury"]),
}
# how often a persona shows a kind, times the panel; the rest stays
PERSONAS: dict[str, dict[str, float]] = {
    "everyday": {},
    "clothing": {"garment": 4.0, "accessory": 0.5, "shoe": 0.3},
    "accessories": {"accessory": 5.5, "garment": 0.6},
    "footwear": {"shoe": 6.5, "garment": 0.5},
    "gear": {"sports gear": 9.0, "sports shoe": 2.0, "accessory": 0.5},
    "sneakers": {"sports shoe": 14.0, "garment": 0.7},
    "luxury": {"luxury bag": 12.0, "luxury shoe": 12.0},
}
# what the name of a persona's cluster must hold
TOLD_BY = dict(zip(PERSONAS, ["everyday", "clothing", "accessories", "footwear", "sportswear", "sportswear", "luxury"], strict=True))
NAME_MIN_SHARES = (0.05, 0.10)
UNEVEN = [0.40, 0.16, 0.125, 0.12, 0.10, 0.07, 0.025]
EVEN = [0.175, 0.17, 0.165, 0.16, 0.155, 0.15, 0.025]


class Kind(NamedTuple):
    """A kind of panel.

    likeness: concentration of the Dirichlet distribution of an author's items around the persona's; volume and spread: median and
    log standard deviation of the items of an author; other: share of items that are no fashion, and how far personas differ in
    it; shares: of the personas.
    """

    likeness: float
    volume: float
    spread: float
    other: float
    other_range: float
    shares: list[float]


KINDS = {
    "like the demo": Kind(120, 150, 0.9, 0.45, 0.10, UNEVEN),
    "different people": Kind(85, 150, 0.9, 0.45, 0.10, UNEVEN),
    "few items": Kind(120, 70, 0.6, 0.40, 0.10, UNEVEN),
    "little fashion": Kind(150, 300, 1.0, 0.65, 0.15, UNEVEN),
    "even personas": Kind(90, 150, 0.9, 0.30, 0.20, EVEN),
}


class Panel(NamedTuple):
    """Invented authors: ``personas`` (authors,), ``counts`` (authors, CATEGORIES), fashion items and all items (authors,)."""

    personas: np.ndarray
    counts: np.ndarray
    fashion: np.ndarray
    items: np.ndarray


def draw_panel(kind: Kind, seed: int, authors: int = AUTHORS) -> Panel:
    """Draw a panel; the strength of each persona varies by a fifth from panel to panel."""
    rng = np.random.default_rng(seed)
    base = np.array([share for share, _ in ITEM_KINDS.values()])
    mixes = []
    for lifts in PERSONAS.values():
        lifted = base * [lifts.get(name, 1.0) ** rng.uniform(0.9, 1.1) for name in ITEM_KINDS]
        other = kind.other + kind.other_range * rng.uniform(-0.5, 0.5)
        mixes.append([*(lifted / lifted.sum() * (1 - other)), other])
    personas = rng.choice(len(PERSONAS), authors, p=kind.shares)
    gammas = rng.gamma(np.array(mixes)[personas] * kind.likeness)
    items = np.maximum(rng.lognormal(np.log(kind.volume), kind.spread, authors), 1).astype(np.int64)
    by_kind = rng.multinomial(items, gammas / gammas.sum(axis=1, keepdims=True))[:, :-1]
    belongs = np.array([[category in of_kind for category in CATEGORIES] for _, of_kind in ITEM_KINDS.values()])
    return Panel(personas, by_kind @ belongs, by_kind.sum(axis=1), items)


def recover(panel: Panel) -> tuple[duckdb.DuckDBPyConnection, np.ndarray]:
    """Run the style clusters on a panel; return the connection and the clusters (authors,), 0 for those that are not eligible."""
    connection = connect()
    load_panel(connection, panel.counts, panel.fashion, panel.items)
    run(connection)
    return connection, assignments(connection)["nearest_cluster_id"].fillna(0).to_numpy(dtype=np.int64)


def ceiling(points: np.ndarray, personas: np.ndarray) -> float:
    """Return the ARI of authors assigned to the nearest mean of the true personas: no choice of k can do much better."""
    means = np.array([points[personas == i].mean(axis=0) for i in range(len(PERSONAS))])
    return adjusted_rand_score(personas, ((points[:, None, :] - means) ** 2).sum(axis=2).argmin(axis=1))


def alternatives(selection: pd.DataFrame) -> dict[str, int]:
    """Return the k of other criteria, all among the fits that passed the size gate where they need one."""
    tried = selection[selection["k"] > 1]
    stable = tried[tried["is_eligible"]]
    sized = tried[tried["min_size"] >= tried["size_gate"]]
    return {
        "smallest Davies-Bouldin": int(sized.loc[sized["davies_bouldin"].idxmin(), "k"]),
        "largest stable k": int(stable["k"].max()) if len(stable) else 1,
        "silhouette": int(sized.loc[sized["silhouette"].idxmax(), "k"]),
        "inertia (published)": int(tried.loc[tried["inertia"].idxmin(), "k"]),
    }


def untold(connection: duckdb.DuckDBPyConnection, personas: np.ndarray, clusters: np.ndarray, min_share: float) -> list[str]:
    """Return the personas whose cluster, that of most of them, has a name that doesn't tell them; categories below min_share name none."""
    connection.execute("update kmeans_fits set value = $1 where kind = 'setting' and measure = 'name_min_share'", [min_share])
    build(connection, ["int_style_models", *NAMES])
    names = dict(connection.sql("select cluster_id, name from int_cluster_names").fetchall())
    homes = {persona: np.bincount(clusters[personas == i]).argmax() for i, persona in enumerate(PERSONAS)}
    return [persona for persona, word in TOLD_BY.items() if word not in names[homes[persona]]]


def judge(kind: str, seed: int) -> dict[str, float | str]:
    """Return a row of the table."""
    panel = draw_panel(KINDS[kind], seed)
    started = time.perf_counter()
    connection, clusters = recover(panel)
    seconds = time.perf_counter() - started
    eligible = clusters > 0
    long = connection.sql("select author_id, feature, value from int_style_features").df()
    points = long.pivot(index="author_id", columns="feature", values="value").sort_index().to_numpy()
    personas = panel.personas[eligible]
    row: dict[str, float | str] = {"panel": f"{kind}, seed {seed}", "eligible": int(eligible.sum()), "ceiling": ceiling(points, personas)}
    row |= {"k": chosen_k(connection), "ARI": adjusted_rand_score(personas, clusters[eligible]), "seconds": seconds}
    selection = connection.sql("from int_kmeans_selection order by k").df()
    for min_share in NAME_MIN_SHARES:
        row[f"untold at {min_share}"] = ", ".join(untold(connection, personas, clusters[eligible], min_share)) or "none"
    for name, k in alternatives(selection).items():
        labels = partition(points, k, 10, 42)
        row |= {f"{name}: k": k, f"{name}: ARI": adjusted_rand_score(personas, labels)}
    return row


def report(rows: pd.DataFrame) -> str:
    """Return the table and its summary as Markdown."""
    others = [column.removesuffix(": k") for column in rows if column.endswith(": k")]
    lines = [
        "# Planted personas found again",
        "",
        "Written by `python -m benchmarks.cluster_recovery`. 6,000 authors, seven personas, the smallest 2.5 %; ARI over the eligible",
        "authors. *Ceiling*: the ARI of authors assigned to the nearest mean of the true personas.",
        "",
        "| panel | eligible | ceiling | **chosen k** | **ARI** | " + " | ".join(f"{name} (k, ARI)" for name in others) + " |",
        "|---|---|---|---|---|" + "---|" * len(others),
    ]
    for _, row in rows.iterrows():
        cells = [f"{row[f'{name}: k']}, {row[f'{name}: ARI']:.2f}" for name in others]
        lines.append(
            f"| {row['panel']} | {row['eligible']:,} | {row['ceiling']:.2f} | **{row['k']}** | **{row['ARI']:.2f}** | {' | '.join(cells)} |"
        )
    found = {"the criterion": rows["ARI"]} | {name: rows[f"{name}: ARI"] for name in others}
    lines += ["", f"| of {len(rows)} panels | ARI >= .85 | smallest ARI |", "|---|---|---|"]
    lines += [f"| {name} | {(ari >= 0.85).sum()} | {ari.min():.2f} |" for name, ari in found.items()]
    lines += [
        "",
        "Personas whose cluster has a name that doesn't tell them, by the share of items from which a category may name a cluster"
        " (`name_min_share`). Luxury labels are few even where they are many times as frequent as in the panel:",
        "",
        "| panel | " + " | ".join(f"{min_share:.2f}" for min_share in NAME_MIN_SHARES) + " |",
        "|---|" + "---|" * len(NAME_MIN_SHARES),
        *(
            f"| {row['panel']} | {' | '.join(row[f'untold at {min_share}'] for min_share in NAME_MIN_SHARES)} |"
            for _, row in rows.iterrows()
        ),
    ]
    lines += ["", f"Features, fits, choice, names and assignment took {rows['seconds'].median():.1f} s a panel (median)."]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Judge two panels of each kind and write the table."""
    rows = pd.DataFrame([judge(kind, seed) for kind in KINDS for seed in (1, 2)])
    text = report(rows)
    (Path(__file__).with_name("cluster_recovery.md")).write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
