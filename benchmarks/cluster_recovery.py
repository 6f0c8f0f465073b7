"""Do the style rules and clusters find planted personas, and nothing where nothing is? ``python -m benchmarks.cluster_recovery``.

It writes cluster_recovery.md. The panels are those of tests/oracles/style_panels.py; features, fits, criteria, choice, names, flags and
assignment are the project's own: see tests/oracles/style_pipeline.py.
"""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from sklearn.metrics import adjusted_rand_score

from tests.oracles.style_panels import NULL, PLANTED, TOLD_BY, draw_panel
from tests.oracles.style_pipeline import chosen_k, misnamed, recover

SIZES = [(600, 6000), (1500, 3000), (900, 4000), (750, 2000), (1200, 5000)]
PLANTED_PANELS = [(kind, authors, seed) for kind, sizes in zip(PLANTED, SIZES, strict=True) for seed, authors in enumerate(sizes, 1)]
NULL_PANELS = [(kind, authors, seed) for kind in NULL for seed, authors in enumerate((400, 700, 1000, 1500, 2500), 1)]


def own_flag_share(connection: duckdb.DuckDBPyConnection, found: pd.DataFrame) -> float:
    """Return the share of the placed authors of personas who have the flag of their persona."""
    flags = connection.sql("select author_id, category from int_author_category_scores where is_flagged").df()
    flagged = set(zip(flags["author_id"], flags["category"], strict=True))
    own = found[(found["cluster"] > 0) & (found["persona"] != "everyday")]
    return float(np.mean([(author, TOLD_BY[persona]) in flagged for author, persona in own["persona"].items()]))


def ceiling(connection: duckdb.DuckDBPyConnection, found: pd.DataFrame) -> float:
    """Return the ARI of authors assigned to the nearest mean of the true personas: no choice of k can do much better."""
    long = connection.sql("select author_id, feature, value from int_style_features where half = 'both'").df()
    points = long.pivot(index="author_id", columns="feature", values="value").sort_index()
    personas = found.loc[points.index, "persona"].to_numpy()
    means = np.array([points.to_numpy()[personas == name].mean(axis=0) for name in np.unique(personas)])
    return adjusted_rand_score(personas, ((points.to_numpy()[:, None, :] - means) ** 2).sum(axis=2).argmin(axis=1))


def evaluate_planted(kind: str, authors: int, seed: int) -> dict[str, float | str]:
    """Return a row of the table of planted panels."""
    connection, found = recover(draw_panel(PLANTED[kind], authors, seed))
    placed = found[found["cluster"] > 0]
    names = connection.sql("select name from style_clusters").df()["name"]
    return {
        "panel": f"{kind}, {authors:,} authors",
        "placed": len(placed),
        "ceiling": ceiling(connection, found),
        "k": chosen_k(connection),
        "ARI": adjusted_rand_score(placed["persona"], placed["cluster"]),
        "least half Jaccard": connection.sql("select half_jaccard from int_kmeans_selection where is_chosen").fetchall()[0][0],
        "own flag": own_flag_share(connection, found),
        "not named": ", ".join(misnamed(connection, found)) or "none",
        "same names": len(names) - names.nunique(),
    }


def evaluate_null(kind: str, authors: int, seed: int) -> dict[str, float | str]:
    """Return a row of the table of null panels."""
    connection, found = recover(draw_panel(NULL[kind], authors, seed))
    (half_jaccard, half_ari) = connection.sql("select max(half_jaccard), max(half_ari) from int_kmeans_selection where k > 1").fetchall()[0]
    return {
        "panel": f"{kind}, {authors:,} authors",
        "k": chosen_k(connection),
        "largest half Jaccard": half_jaccard,
        "largest half ARI": half_ari,
        "any flag": found["is_flagged"].mean(),
    }


def table(rows: list[dict[str, float | str]]) -> list[str]:
    """Return rows as a table in Markdown."""
    frame = pd.DataFrame(rows)
    cells = [[f"{value:.3f}" if isinstance(value, float) else f"{value}" for value in row] for row in frame.itertuples(index=False)]
    return ["| " + " | ".join(frame.columns) + " |", "|" + "---|" * len(frame.columns), *("| " + " | ".join(row) + " |" for row in cells)]


INTRODUCTION = """# Planted personas found again, and nothing found where nothing is

Written by `python -m benchmarks.cluster_recovery`. Seven personas, the smallest 2.5 % of the accounts; ARI over the placed accounts.
*Ceiling*: the ARI of accounts assigned to the nearest mean of the true personas. *Own flag*: accounts of a persona with the flag of
its category. *Not named*: personas whose cluster has a name that doesn't tell them.
"""
OF_NULL = """Null panels: accounts differ in how much they post, in nothing else. A cluster must be found again in the other half of the
weeks of its accounts (half Jaccard at least .45); shown is the largest over all k above 1.
"""


def report() -> str:
    """Return both tables and their summaries as Markdown."""
    planted = [evaluate_planted(*panel) for panel in PLANTED_PANELS]
    null = [evaluate_null(*panel) for panel in NULL_PANELS]
    ari, flags = pd.DataFrame(planted)["ARI"], pd.DataFrame(null)["any flag"]
    alone = sum(row["k"] == 1 for row in null)
    found = f"ARI: mean {ari.mean():.3f}, smallest {ari.min():.3f}."
    nothing = f"One cluster on {alone} of {len(null)}. Accounts with any flag: mean {flags.mean():.4f}, largest {flags.max():.4f}."
    return "\n".join([INTRODUCTION, *table(planted), "", found, "", OF_NULL, *table(null), "", nothing]) + "\n"


def main() -> None:
    """Write the tables."""
    text = report()
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
