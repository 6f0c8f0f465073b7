"""What the page says, place by place: the sentences that the claims let it say, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fashion_panel.report.data import Row, Tables


@dataclass(frozen=True)
class Answer:
    """A short answer on top of the page, the numbers that carry it, and the section that has the evidence."""

    question: str
    verdict: str
    numbers: Sequence[Row]
    text: str
    section: str


# (question, claims of the answer, claims of the text under it, section)
QUESTIONS = (
    ("Is the current segmentation good, and where is the panel biased?", "is_it_good", "panel_balance", "bands"),
    ("What does it hide?", "what_does_it_hide", "naive_lifts", "hidden"),
    ("Are the new segments better?", "are_the_new_better", "held_out", "better"),
)


def only(rows: Sequence[Row], **equal: Any) -> list[Row]:
    """Return the rows whose columns equal the given values."""
    return [row for row in rows if all(row[name] == value for name, value in equal.items())]


def segments_of(tables: Tables, segmentation: str) -> list[Row]:
    """Return the assigned segments (not unknown, not insufficient), in the order of the page."""
    return only(tables["segments"], segmentation=segmentation, state="assigned")


def say(tables: Tables, place: str, **of: str) -> str:
    """Return what is said at a place (of one segment), sentence after sentence; nothing when no claim holds."""
    claims = only(tables["claims"], place=place, **of)
    return " ".join(claim["says"] for claim in claims if claim["says"] and not claim["number"])


def answers(tables: Tables) -> list[Answer]:
    """Return the short answers."""
    found = []
    for question, place, text, section in QUESTIONS:
        claims = only(tables["claims"], place=place)
        verdict = " ".join(claim["verdict"] for claim in claims if claim["verdict"])
        found.append(Answer(question, verdict, [claim for claim in claims if claim["number"]], say(tables, text), section))
    return found


def advice(tables: Tables) -> list[Row]:
    """Return what to do about the panel: title, number and text."""
    return only(tables["claims"], place="advice")
