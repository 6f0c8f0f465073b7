"""The three short answers on top of the page, as pure functions of the tables that data.load returns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fashion_panel.report.data import Tables
from fashion_panel.report.sentences import (
    compared,
    coverage,
    hidden_styles,
    naive_lifts,
    only,
    panel,
    panel_balance,
    power,
    score,
    segments_of,
)
from fashion_panel.report.words import count, named, number, share


@dataclass(frozen=True)
class Answer:
    """A short answer, and the numbers that carry it: (name of the fact, number, what it counts)."""

    question: str
    verdict: str
    text: str
    numbers: tuple[tuple[str, str, str], ...]
    section: str


def is_it_good(tables: Tables) -> Answer:
    """Answer whether the bands are good, and where the panel is biased."""
    facts = panel(tables)
    real, chance = (score(tables, "follower_band", f"discriminating_power{suffix}") for suffix in ("", "_permutation_baseline"))
    everybody = facts["author_count"]
    if real is None:
        verdict = "It can't be told: no label is common enough to compare the bands."
    elif real <= (chance or 0):
        verdict = "No: a band says no more about what people wear than a random permutation of the bands."
    elif real < 0.5:
        verdict = "For audience size yes, for style hardly: most labels are shown alike in all bands."
    else:
        verdict = "In good part: most labels are shown differently by the bands, though a band is made from followers alone."
    numbers = [("power_follower_band", share(real), "of the common labels differ between bands")] if real is not None else []
    unknown = facts["unknown_follower_author_count"]
    text = panel_balance(tables)
    if everybody:
        largest = max(only(tables["panel_balance"], measure="accounts"), key=lambda row: (row["share"], row["band"]))
        numbers.append(("largest_band_share", share(largest["share"]), f"of the accounts are {named(largest['band'])}"))
        numbers.append(
            (
                "unknown_followers",
                count(unknown),
                "accounts have no known follower count" if unknown != 1 else "account has no known follower count",
            )
        )
    return Answer("Is the current segmentation good, and where is the panel biased?", verdict, text, tuple(numbers), "bands")


def what_does_it_hide(tables: Tables) -> Answer:
    """Answer what the bands hide."""
    question = "What does it hide?"
    hidden = hidden_styles(tables)
    if hidden is None:
        return Answer(question, "It can't be told: no account is placed in a style cluster.", naive_lifts(tables), (), "hidden")
    band, found, clusters, _, part = hidden
    if clusters == 1:
        verdict = "No style that this panel can tell: all placed accounts are one cluster."
    elif found > 1:
        verdict = f"Styles: one band, {named(band)}, mixes {found} of {clusters} style clusters."
    else:
        verdict = f"Little: {named(band)}, the largest band, holds one style cluster only."
    facts = panel(tables)
    numbers = [
        ("styles_in_largest_band", f"{found} of {clusters}", f"style clusters live in {named(band)}"),
        ("commonest_style_share", share(part), "of its placed accounts share the commonest style"),
    ]
    picked = facts["fashion_forward_author_count"] or 0
    inside = next((row["band_count"] for row in only(tables["panel_balance"], measure="fashion-forward accounts", band=band)), 0)
    if picked:
        numbers.append(("hidden_fashion_forward", f"{count(inside)} of {count(picked)}", f"fashion-forward accounts are in {named(band)}"))
    return Answer(question, verdict, naive_lifts(tables), tuple(numbers), "hidden")


def are_the_new_better(tables: Tables) -> Answer:
    """Answer whether the new segments are better than the bands and than the published ones."""
    question = "Are the new segments better?"
    old, new = (score(tables, name, "discriminating_power") for name in ("follower_band", "style_clusters"))
    chance_old, chance_new = (
        score(tables, name, "discriminating_power_permutation_baseline") or 0 for name in ("follower_band", "style_clusters")
    )
    covered_old, covered_new = (score(tables, name, "coverage_assigned") for name in ("follower_band", "style_clusters"))
    if new is None or not segments_of(tables, "style_clusters"):
        return Answer(question, "It can't be told: there are no style clusters in this warehouse.", coverage(tables), (), "better")
    numbers = [("power_style_clusters", share(new), "of the common labels differ between style clusters")]
    if covered_new is not None:
        numbers.append(("coverage_style_clusters", share(covered_new), "of the accounts have a style cluster"))
    stable = score(tables, "style_clusters", "min_jaccard")
    if stable is not None:
        numbers.append(("stability", share(stable), "of the least stable cluster is found again in half of the accounts"))
    gain_old, gain_new = (old or 0) - chance_old, new - chance_new
    if share(new) == share(old) or gain_new <= gain_old:
        verdict = "No: they tell what people wear no better than the bands do."
    else:
        placed = {
            "more": "Yes: they tell what people wear better than the bands, and place more accounts.",
            "as many": "Yes: they tell what people wear better than the bands, and place as many accounts.",
            "fewer": "Yes for what people wear; they place fewer accounts than the bands.",
        }
        is_more = (covered_new or 0) > (covered_old or 0)
        verdict = placed[compared(share(covered_new), share(covered_old), is_more, ("more", "as many", "fewer"))]
    published = score(tables, "published_clusters", "discriminating_power")
    text = power(tables)
    if published is not None:
        how = compared(share(new), share(published), new > published, ("above", "level with", "below"))
        text += f" That is {how} the published clusters ({share(published)})."
    separated, former = (score(tables, name, "davies_bouldin") for name in ("style_clusters", "published_clusters"))
    if separated is not None and former is not None and number(separated) != number(former):
        better = "better" if separated < former else "worse"
        text += (
            f" They are {better} separated (Davies-Bouldin {number(separated)} against {number(former)}, smaller is better; on the "
            "features that they were fitted on)."
        )
    return Answer(question, verdict, text, tuple(numbers), "better")


ANSWERS: tuple[Callable[[Tables], Answer], ...] = (is_it_good, what_does_it_hide, are_the_new_better)
