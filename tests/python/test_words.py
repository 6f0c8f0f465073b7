"""Names are those of the trade: words of our own that no folder, model, column, metric, heading or message uses any more.

A word stands here with what is said instead. `part`, `kind`, `place` and `word` are ordinary English, and `landing` is the raw load.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OWN_WORDS = {
    r"stg_mart": "stg_delivery",
    r"judg(?:e|ed|es|ing)(?:\b|_)": "evaluate, evaluation",
    r"migrations?\b": "segment transitions",
    r"(?:dealt|dealing)\b": "permutation baseline",
    r"shuffle_(?:number|count)|_shuffled\b|shuffled (?:segments|twin)": "permutation",
    r"\bbits_\d": "label_bitmask",
    r"label_bits\b": "label_bitmasks",
    r"is_telling|telling_share|(?:tell|tells|told)[ _]+(?:labels_)?apart": "discriminate",
    r"(?:^|[^a-z])gates?\b(?!d)|_gate\b": "eligibility criteria",
    r"people[ _]wrote": "free text",
    r"bare[ _]load": "plain CSV load",
    r"further[ _](?:parts?|days?|weeks?|files?)\b": "new file, incremental load",
    r"\banew\b": "rebuilt, retrained, again",
    r"certain part": "Wilson lower bound",
    r"drawn to the": "shrunk towards",
    r"is an answer\b|are an answer\b": "is assigned",
    r"speaks_for": "is_group_representative",
    r"mirror_correlation|mirrored|mis-?paired": "reverse lag, placebo pairs",
    r"is_thin_week|thin weeks?\b": "low-base week",
    r"steady_(?:cohort|author|poster)|steady (?:cohort|posters)|cohort_share": "same-account panel",
    r"trend_facet|int_trend_facets": "count target",
    r"outside[ _]series|landed_outside": "external time series",
    r"\bis no row\b": "is rejected",
    r"\btools(?:/|\.[a-z])": "fashion_panel",
}
# where a word names something else, or is quoted
EXCEPTIONS = {
    "CHANGELOG.md": "former names",
    "tests/python/test_words.py": "this list",
    "tests/python/test_upgrade.py": "former names",
}
BINARY = (".lock", ".svg", ".gz", ".parquet", ".zst")


def tracked() -> list[str]:
    """Return the files of the project, without locks and deliveries."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    return [
        name
        for name in listed
        if name not in EXCEPTIONS
        and not name.endswith(BINARY)
        and not name.startswith(("tests/fixtures/", "tests/deliveries/", "seeds/published/"))
        and (ROOT / name).is_file()
    ]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Return each file's name and text."""
    return {name: f"{name}\n{(ROOT / name).read_text(encoding='utf-8', errors='replace')}" for name in tracked()}


@pytest.mark.parametrize("word", OWN_WORDS)
def test_no_word_of_our_own_is_left(texts: dict[str, str], word: str) -> None:
    pattern = re.compile(word, re.IGNORECASE)
    found = [
        f"{name}:{number}: {line.strip()[:120]}"
        for name, text in texts.items()
        for number, line in enumerate(text.splitlines())
        if pattern.search(line)
    ]
    assert found == [], f"say {OWN_WORDS[word]}"


def test_the_list_finds_the_words_it_forbids() -> None:
    said = (
        "stg_mart__authors; the judging; segment_migrations; dealt out at random; shuffle_number; bits_0; int_label_bits; is_telling; "
        "size_gate; text that people wrote; a bare load; a further part; made anew; its certain part; drawn to the median; is an answer; "
        "speaks_for_group; mis-paired; a thin week; steady posters; int_trend_facets; outside series; is no row; tools/demo"
    )
    assert [word for word in OWN_WORDS if not re.search(word, said)] == []
