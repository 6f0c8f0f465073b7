"""Is style_confidence what it says? ``python -m benchmarks.style_confidence WAREHOUSE ...`` writes style_confidence.md."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.oracles.style_confidence import calibrate


def main(warehouses: list[str]) -> None:
    """Write the table."""
    lines = [
        "# What style_confidence says, and what is found",
        "",
        "Written by `python -m benchmarks.style_confidence`: what half of the weeks says of accounts with 20 fashion items in both halves,",
        "by tenths, and how many of them the other half places in the same cluster. Asked for: a mean distance of at most .07, AUC .90.",
        "",
        "| warehouse | accounts | said | found | mean distance | AUC |",
        "|---|---|---|---|---|---|",
    ]
    for warehouse in warehouses:
        result = calibrate(Path(warehouse))
        said, found = (" ".join(f"{value:.2f}" for value in values) for values in (result.said, result.found))
        lines.append(f"| {Path(warehouse).stem} | {result.author_count:,} | {said} | {found} | {result.gap:.3f} | {result.auc:.3f} |")
    text = "\n".join(lines) + "\n"
    Path(__file__).with_suffix(".md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(sys.argv[1:])
