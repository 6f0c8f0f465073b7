"""What to do about the panel, each with its number, as pure functions of the tables that data.load returns."""

from __future__ import annotations

from dataclasses import dataclass

from fashion_panel.report.data import Row, Tables
from fashion_panel.report.words import count, does, number, share


@dataclass(frozen=True)
class Advice:
    """Something to do about the panel, and the number that says so."""

    title: str
    number: str
    text: str


def advice(tables: Tables) -> list[Advice]:
    """Return what to do about the panel; nothing for a panel without accounts."""
    facts = tables["advice"][0]
    everybody = facts["author_count"]
    if not everybody:
        return []
    return [_unknown_followers(facts), _data_quality(tables), _minimum_activity(facts), _refresh(facts), _edges(facts), _validate(facts)]


def _unknown_followers(facts: Row) -> Advice:
    """Say what missing follower counts cost."""
    unknown, everybody = facts["unknown_follower_count"], facts["author_count"]
    if not unknown:
        return Advice("Keep follower counts complete", "0", "Every account has a follower count: keep asking for it in each delivery.")
    return Advice(
        "Get the missing follower counts",
        count(unknown),
        f"{count(unknown, 'account')} ({share(unknown / everybody)}) {'has' if unknown == 1 else 'have'} no follower count in any table. "
        "Without one there is no band and no engagement rate; ask for them with the next delivery.",
    )


def _data_quality(tables: Tables) -> Advice:
    """Say where the delivery loses rows."""
    rejected = sum(row["rejected_rows"] for row in tables["ledger"])
    duplicate = sum(row["duplicate_rows"] for row in tables["ledger"])
    if not rejected and not duplicate:
        return Advice(
            "Keep the delivery clean", "0", "No row is rejected and none is a duplicate. Keep reading raw_row_ledger after each build."
        )
    worst = max(
        tables["ledger"], key=lambda row: ((row["rejected_rows"] + row["duplicate_rows"]) / max(row["raw_rows"], 1), row["source_table"])
    )
    lost = worst["rejected_rows"] + worst["duplicate_rows"]
    return Advice(
        "Mend the export at its source",
        count(rejected + duplicate),
        f"{count(rejected)} rejected and {count(duplicate)} duplicate rows arrive with the delivery. {worst['source_table']} loses most, "
        f"{share(lost / max(worst['raw_rows'], 1))} of its rows; rejected_rows names file, line and reason for the supplier.",
    )


def _minimum_activity(facts: Row) -> Advice:
    """Say what activity to ask for before an account joins the panel."""
    few, silent = facts["few_images_count"], facts["silent_count"]
    least, items = count(facts["least_images"], "image"), count(facts["least_items"])
    if not few:
        return Advice("Keep the minimum activity", "0", f"Every account shows the {least} that a style takes.")
    return Advice(
        "Ask for a minimum activity",
        count(few),
        f"{count(few, 'account')} ({share(few / facts['author_count'])}) {'shows' if few == 1 else 'show'} fewer than {least} and can't be "
        f"placed by style ({items} fashion items on {least} are needed); {count(silent)} posted nothing. Collect more of their posts, or "
        "replace them.",
    )


def _refresh(facts: Row) -> Advice:
    """Say how often to refresh, from the pace at which accounts post and from drift."""
    pace = facts["images_a_week_median"]
    drifted = facts["drifted_count"]
    psi, limit = number(facts["largest_psi"], 3), number(facts["drift_max_psi"])
    drift = (
        "No model is fitted yet."
        if facts["largest_psi"] is None
        else f"{count(drifted, 'distribution')} drifted beyond {limit}: retrain the clusters (refit: always)."
        if drifted
        else f"The style model still fits (largest drift {psi}, limit {limit}): score, don't refit."
    )
    if not pace:
        return Advice("Refresh when posts arrive", "-", f"No pace of posting can be told from this delivery. {drift}")
    weeks = max(1, -(-facts["least_images"] // pace))
    silent = facts["silent_quarter_count"]
    return Advice(
        f"Refresh segments every {count(weeks, 'week')}",
        count(weeks, "week"),
        f"The median active account shows {number(pace, 1)} images a week, so it takes {count(weeks, 'week')} to see "
        f"{count(facts['least_images'])} new ones, the number a style takes; sooner, segments move by chance (trends are counted weekly "
        f"all the same). In the last 13 weeks {does(silent, 'account', 'has', 'have')} "
        f"posted nothing after posting before. {drift}",
    )


def _edges(facts: Row) -> Advice:
    """Say how many accounts a small error in followers would move to another band."""
    near = facts["near_edge_count"] or 0
    return Advice(
        "Read followers afresh before using bands",
        count(near),
        f"{does(near, 'account', 'lies', 'lie')} within {share(facts['edge_window'])} of a band edge "
        f"({share(near / facts['author_count'])} of all): a slightly stale count puts such an account in another "
        "band. Use the follower count or the cohort where the number matters.",
    )


def _validate(facts: Row) -> Advice:
    """Say how many accounts the fashion team should look at."""
    checks = facts["hand_check_count"]
    if not checks:
        return Advice("Validate when there are clusters", "0", "There is no style cluster to check by hand yet.")
    segments = count(facts["hand_check_segment_count"], "cluster")
    sure = facts["borderline_confidence"]
    first = f" Begin with the tenth that is least sure (confidence below {number(sure)})." if sure is not None else ""
    return Advice(
        "Validate by eye",
        count(checks),
        f"Draw {count(checks, 'account')} by chance over {segments} and let the fashion team name their style blind: enough to know the "
        f"hit rate of each cluster to 10 points either way (95 %).{first} Compare with the accounts hand-picked as fashion-forward.",
    )
