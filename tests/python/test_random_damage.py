"""Hundreds of small random deliveries, damaged at random, through the real landing: nothing is lost, and nothing is blocked.

Each file is either refused with a sentence, or lands, as one part of a delivery that dbt builds; then every record is accounted for
as naive_landing works it out on its own. DAMAGE_RUNS sets how many deliveries there are (`make bench` tries 5,000); those behind the
first few are for the long tests.
"""

from __future__ import annotations

import os
import zlib
from pathlib import Path

import pytest
from builds import DbtWorker
from deliveries import assert_landed_as, build, write
from naive_landing import RefusedFile, expect, records_of, table_of
from random_damage import random_delivery

from fashion_panel.landing import inspect_file
from fashion_panel.sentence import Sentence

RUNS = int(os.environ.get("DAMAGE_RUNS", "1200"))
FEW = 100
BATCH = 50  # deliveries in one build, as parts of one delivery


def is_usable(name: str, content: bytes) -> bool:
    """Whether a file has a header and, when compressed, all its bytes."""
    if not content:
        return False
    try:
        records_of(name, content)
    except (RefusedFile, EOFError, OSError, zlib.error):
        return False
    return True


@pytest.mark.parametrize("first", [pytest.param(first, marks=[pytest.mark.long] * (first >= FEW)) for first in range(0, RUNS, BATCH)])
def test_random_damage_never_loses_a_record_and_never_stops_a_build(first: int, dbt: DbtWorker, tmp_path: Path) -> None:
    files: dict[str, bytes] = {}
    for seed in range(first, min(first + BATCH, RUNS)):
        files |= random_delivery(seed)
    usable = {name: content for name, content in files.items() if is_usable(name, content)}
    everything, sentences = write(files, tmp_path / "all"), {}
    for name in files:
        try:
            inspect_file(everything / name, table_of(name), tmp_path / "scratch")
        except Sentence as error:
            sentences[name] = str(error)
    assert sorted(sentences) == sorted(set(files) - set(usable))
    assert all(name in sentence and sentence.endswith(".") for name, sentence in sentences.items())

    # so much damage may cost more rows of a table than a delivery may lose
    outcome = build(dbt, write(usable, tmp_path / "usable"), tmp_path, "--vars", "accept_losses: true")
    assert outcome.status == 0, outcome.output
    assert_landed_as(expect(usable), tmp_path / "warehouse.duckdb")

    if sentences:
        outcome = build(dbt, everything, tmp_path)
        assert outcome.status != 0
        assert any(sentence.splitlines()[0] in outcome.output for sentence in sentences.values()), outcome.output
