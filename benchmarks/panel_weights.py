"""What weights repair and what they can't, where the truth is known: run ``python -m benchmarks.panel_weights``."""

from __future__ import annotations

from tests.oracles.weighted_panels import SELECTIONS, simulate

PANELS, SEED = 300, 11


def main() -> None:
    """Print the table of panel_weights.md."""
    print("| accounts are chosen by | bias, raw | covered, raw | bias, weighted | covered, weighted | largest weight | worst margin |")
    print("|---|---|---|---|---|---|---|")
    for selection in SELECTIONS:
        found = simulate(selection, PANELS, SEED)
        print(
            f"| {selection} | {found.raw_bias:+.4f} | {found.raw_coverage:.3f} | {found.weighted_bias:+.4f} | "
            f"{found.weighted_coverage:.3f} | {found.largest_weight:.2f} | {found.largest_error:.1e} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
