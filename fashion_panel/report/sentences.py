"""What the page says about each chart, as pure functions of the tables that data.load returns.

Numbers are compared as they are printed, so that a sentence never calls one larger than another that reads the same. Every function has
an answer for a panel with no account, one account, no post, no trend and no cluster.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from fashion_panel.report.data import Row, Tables
from fashion_panel.report.words import count, does, listed, named, number, probability, sentence, share, times

NO_ACCOUNT = "The delivery holds no account, so there is nothing to show."
NO_CLUSTER = "No account is placed in a style cluster, so there is nothing to compare."


# ---------------------------------------------------------------- rows


def only(rows: Sequence[Row], **equal: Any) -> list[Row]:
    """Return the rows whose columns equal the given values."""
    return [row for row in rows if all(row[name] == value for name, value in equal.items())]


def panel(tables: Tables) -> Row:
    """Return the one row about the whole panel."""
    return tables["panel"][0]


def score(tables: Tables, segmentation: str, metric: str) -> float | None:
    """Return a measure of the scorecard; None where it was not measured."""
    return next((row[metric] for row in tables["scorecard"] if row["segmentation"] == segmentation), None)


def segments_of(tables: Tables, segmentation: str) -> list[Row]:
    """Return the assigned segments (not unknown, not insufficient), in the order of the page."""
    return only(tables["segments"], segmentation=segmentation, state="assigned")


def compared(one: str, other: str, is_more: bool, words: tuple[str, str, str] = ("more than", "as many as", "fewer than")) -> str:
    """Return the word for more, equal or less; equal when both read the same."""
    return words[1] if one == other else words[0] if is_more else words[2]


def direction(values: Sequence[float]) -> str:
    """Tell how values move from first to last: falls, rises, stays or turns."""
    steps = [after - before for before, after in itertools.pairwise(values)]
    if all(step == 0 for step in steps):
        return "stays"
    if all(step <= 0 for step in steps):
        return "falls"
    return "rises" if all(step >= 0 for step in steps) else "turns"


# ---------------------------------------------------------------- the bands


def bands_in_order(tables: Tables, rows: Sequence[Row]) -> list[Row]:
    """Return rows about bands in the order of the bands, without the unknown one."""
    rank = {row["segment"]: row["segment_rank"] for row in segments_of(tables, "follower_band")}
    return sorted((row for row in rows if row["band"] in rank), key=lambda row: rank[row["band"]])


def followers_by_band(tables: Tables) -> str:
    """Say what the typical account of a band is, and whether its mean would mislead."""
    bands = [row for row in segments_of(tables, "follower_band") if row["follower_median"] is not None]
    if not bands:
        return "No account has a known follower count." if panel(tables)["author_count"] else NO_ACCOUNT
    medians = [f"{count(row['follower_median'])} in {named(row['segment'])} ({count(row['author_count'], 'account')})" for row in bands]
    text = f"Followers of the median account: {listed(medians)}."
    skewed = max(bands, key=lambda row: row["follower_mean"] / row["follower_median"] if row["follower_median"] else 0)
    ratio = skewed["follower_mean"] / skewed["follower_median"] if skewed["follower_median"] else 0
    if ratio >= 1.5:
        return f"{text} In {named(skewed['segment'])} the mean is {times(ratio)} the median: read medians, a few giants make the mean."
    return f"{text} In no band is the mean far from the median."


def engagement_by_band(tables: Tables) -> str:
    """Say how the typical engagement rate moves from band to band."""
    boxes = bands_in_order(tables, only(tables["account_boxes"], measure="engagement_rate", segment="all"))
    if not boxes:
        return "No account has an engagement rate: that takes followers and a post with visible likes."
    rates = [share(row["p50"]) for row in boxes]
    text = "On a typical post, the median account hears from " + listed(
        [f"{rate} of its followers in {named(row['band'])}" for rate, row in zip(rates, boxes, strict=True)]
    )
    if len(boxes) == 1:
        return f"{text}; there is no second band to compare with."
    if len(set(rates)) == 1:
        return f"{text}: the bands do not differ."
    highest, lowest = (pick(boxes, key=lambda row: (row["p50"], row["band"])) for pick in (max, min))
    way = direction([row["p50"] for row in boxes])
    order = {"falls": "it falls from band to band", "rises": "it rises from band to band"}.get(way, "it does not move in one direction")
    if not lowest["p50"]:
        return f"{text}: {order}."
    ratio = times(highest["p50"] / lowest["p50"])
    size = " Followers stand below the line, so compare inside cohorts of like size." if highest is boxes[0] else ""
    return f"{text}: {order}, and is {ratio} as high in {named(highest['band'])} as in {named(lowest['band'])}.{size}"


def engagement_by_cohort(tables: Tables) -> str:
    """Compare the spread inside cohorts of like size with the spread between them."""
    boxes = [row for row in only(tables["cohort_boxes"], segment="all") if row["p25"] and row["p50"]]
    if not boxes:
        return "No account has an engagement rate, so cohorts of like size can't be compared."
    inside = sorted(row["p75"] / row["p25"] for row in boxes)[len(boxes) // 2]
    text = f"Among accounts of like size, the upper quarter is engaged {times(inside)} as much as the lower quarter or more"
    cohorts = len({row["cohort_number"] for row in boxes})
    if cohorts == 1:
        return f"{text}. There is one cohort only, so size can't be compared with it."
    medians = [row["p50"] for row in boxes]
    between = max(medians) / min(medians)
    how = compared(times(inside), times(between), inside > between, ("more than", "as much as", "less than"))
    return f"{text}: {how} the {times(between)} between the medians of the {cohorts} cohorts. Compare engagement inside a cohort only."


def band_edges(tables: Tables) -> str:
    """Say for each edge whether the accounts on its two sides differ."""
    uppers = only(tables["band_edges"], side="above")
    if not uppers:
        return "The bands have no edge, so there is nothing to compare."
    parts = []
    for upper in uppers:
        lower = only(tables["band_edges"], side="at or below", edge_followers=upper["edge_followers"])[0]
        near = upper["author_count"] + lower["author_count"]
        text = f"At {count(upper['edge_followers'])} followers {does(near, 'account', 'lies', 'lie')} within a tenth of the edge"
        if upper["p_value"] is None:
            parts.append(f"{text}, too few or too alike to tell whether it separates anything.")
        elif upper["p_value"] < 0.05:
            sides = f"{share(lower['p50'])} below, {share(upper['p50'])} above, {probability(upper['p_value'])}"
            parts.append(f"{text}, and engagement differs across it ({sides}).")
        else:
            parts.append(
                f"{text}, and engagement does not differ clearly across it ({probability(upper['p_value'])}): it parts alike accounts."
            )
    return " ".join(parts)


def panel_balance(tables: Tables) -> str:
    """Say which band weighs more in the content than in the accounts."""
    if not panel(tables)["author_count"]:
        return NO_ACCOUNT
    accounts = {row["band"]: row["share"] for row in only(tables["panel_balance"], measure="accounts")}
    items = {row["band"]: row["share"] for row in only(tables["panel_balance"], measure="items shown")}
    largest = max(accounts, key=lambda band: (accounts[band], band))
    text = f"{sentence(named(largest))} makes up {share(accounts[largest])} of the accounts"
    if any(value is None for value in items.values()):
        return f"{text}; no item is shown by anybody."
    louder = max(items, key=lambda band: (items[band] / accounts[band], band))
    if share(items[louder]) == share(accounts[louder]):
        return f"{text}; every band shows as much as its number of accounts lets expect."
    return (
        f"{text}. {sentence(named(louder))} is {share(accounts[louder])} of the accounts, yet {share(items[louder])} of the items: "
        "totals of the panel lean to it, so compare shares per account."
    )


def posting_hours(tables: Tables) -> str:
    """Say when the bands post most."""
    hours = bands_in_order(tables, [row for row in tables["posting_hours"] if row["share"]])
    if not hours:
        return "No post was delivered, so there are no hours."
    peaks = {}
    for band in dict.fromkeys(row["band"] for row in hours):
        peaks[band] = max((row for row in hours if row["band"] == band), key=lambda row: (row["share"], -row["hour"]))["hour"]
    if len(set(peaks.values())) == 1:
        hour = next(iter(peaks.values()))
        who = "Every band posts" if len(peaks) > 1 else f"{sentence(named(next(iter(peaks))))} posts"
        return f"{who} most at {hour} h UTC: the hour tells no band from another." if len(peaks) > 1 else f"{who} most at {hour} h UTC."
    return f"The busiest hour (UTC) is {listed([f'{hour} h in {named(band)}' for band, hour in peaks.items()])}."


# ---------------------------------------------------------------- what the bands hide


def hidden_styles(tables: Tables) -> tuple[str, int, int, str, float] | None:
    """Return the largest band, clusters found in it, clusters in all, its commonest cluster and that one's share of its placed accounts."""
    clusters = {row["segment"] for row in segments_of(tables, "style_clusters")}
    links = [row for row in only(tables["flow"], x=0.0) if row["segment"] in clusters]
    bands = bands_in_order(tables, links)
    if not bands:
        return None
    largest = max(bands, key=lambda row: (row["band_author_count"], row["band"]))["band"]
    inside = [row for row in links if row["band"] == largest]
    placed = sum(row["author_count"] for row in inside)
    commonest = max(inside, key=lambda row: (row["author_count"], row["segment"]))
    return largest, len(inside), len(clusters), commonest["segment"], commonest["author_count"] / placed


def flow(tables: Tables) -> str:
    """Say how many styles the largest band holds."""
    hidden = hidden_styles(tables)
    if hidden is None:
        return NO_CLUSTER
    band, found, clusters, commonest, part = hidden
    if clusters == 1:
        return f"There is one style cluster only, {named(commonest)}, so the bands hide no style that the panel would tell."
    how_many = f"all {clusters}" if found == clusters else f"{found} of the {clusters}"
    return (
        f"{sentence(named(band))} holds accounts of {how_many} style clusters; the commonest there, {named(commonest)}, "
        f"is {share(part)} of the accounts that are placed."
    )


def confirmed_lifts(tables: Tables, band: str) -> tuple[int, int]:
    """Return how many labels a band seems to show more (ever shown, by a tenth), and how many of them it shows more per item."""
    lifted = [row for row in only(tables["naive_lifts"], band=band) if row["naive_lift"] > 1.1]
    return len(lifted), sum(row["ci_low"] > 1 for row in lifted)


def naive_lifts(tables: Tables) -> str:
    """Say how many lifts of the published kind are only exposure."""
    bands = [row["segment"] for row in segments_of(tables, "follower_band")]
    lifted = {band: confirmed_lifts(tables, band) for band in bands}
    worst = max(lifted, key=lambda band: (lifted[band][0] - lifted[band][1], lifted[band][0], band), default=None)
    if worst is None or not tables["naive_lifts"]:
        return "No label is shown by enough accounts to compare bands."
    seeming, real = lifted[worst]
    if seeming == 0:
        return "No band seems to show a label more often than the others do."
    if seeming == real:
        labels = "The one label" if seeming == 1 else f"All {count(seeming)} labels"
        return f"{labels} that {named(worst)} seems to show more often, it shows more often per item too."
    holds = "none of it holds" if not real else f"{count(real)} {'holds' if real == 1 else 'hold'}"
    return (
        f"{sentence(named(worst))} accounts “ever show” {count(seeming, 'label')} at least a tenth more often than the panel. "
        f"Per item, {holds}: {'the others' if real else 'they'} can't be told from posting more."
    )


def clusters_wear(tables: Tables) -> str:
    """Say how clearly the clusters lean to categories, and where most."""
    clusters = [row["segment"] for row in segments_of(tables, "style_clusters")]
    cells = [
        row
        for row in only(tables["category_mix"], segmentation="style_clusters", band="all")
        if row["segment"] in clusters and row["ratio"]
    ]
    if not cells:
        return NO_CLUSTER
    top = max(cells, key=lambda row: (row["ratio"], row["segment"], row["category"]))
    least = tables["advice"][0]["name_min_lift"]
    leaning = {row["segment"] for row in cells if row["ratio"] >= least}
    if not leaning:
        return "No cluster shows a category clearly more often than the mean account: the clusters differ little."
    return (
        f"{len(leaning)} of {count(len(clusters), 'cluster')} {'shows' if len(leaning) == 1 else 'show'} some category at least "
        f"{number(least)} times as often as the mean account; the strongest is {named(top['category'])} in {named(top['segment'])}, "
        f"{times(top['ratio'])} the mean ({share(top['share'])} of items)."
    )


# ---------------------------------------------------------------- old against new


def power(tables: Tables) -> str:
    """Compare how many labels the segmentations discriminate."""
    old = score(tables, "follower_band", "discriminating_power")
    new = score(tables, "style_clusters", "discriminating_power")
    if old is None and new is None:
        return "No label is shown by enough accounts to tell segments apart."
    if new is None:
        return f"The follower bands tell {share(old)} of the common labels apart; there are no style clusters to compare with."
    if old is None:
        return f"The style clusters tell {share(new)} of the common labels apart; there are no follower bands to compare with."
    how = compared(share(new), share(old), new > old, ("more than", "as much as", "less than"))
    baseline = score(tables, "style_clusters", "discriminating_power_permutation_baseline")
    return (
        f"The style clusters tell {share(new)} of the common labels apart, {how} the follower bands with {share(old)}. "
        f"The permutation baseline is {share(baseline)}."
    )


def agreement(tables: Tables) -> str:
    """Say whether the new segmentations repeat the bands, and whether they agree with each other."""
    pair = {(row["segmentation_a"], row["segmentation_b"]): row["ari"] for row in tables["agreement"]}
    band = pair.get(("follower_band", "style_clusters"))
    rules = pair.get(("style_clusters", "style_rules"))
    if band is None or rules is None:
        return NO_ACCOUNT
    if not segments_of(tables, "style_clusters"):
        return NO_CLUSTER
    repeat = (
        "say something that the bands don't"
        if band < 0.1
        else "repeat part of what the bands say"
        if band < 0.5
        else "mostly repeat the bands"
    )
    alike = "find the same groups" if rules >= 0.5 else "agree in part" if rules >= 0.1 else "disagree"
    return (
        f"Style clusters and follower bands agree at {number(band)} (0 is chance, 1 the same division): the clusters {repeat}. "
        f"Style rules and style clusters {alike} ({number(rules)})."
    )


def model_selection(tables: Tables) -> str:
    """Say how many clusters were chosen, and how stable they are."""
    chosen = only(tables["model_selection"], is_chosen=True)
    if not chosen:
        return "No model was fitted: too few accounts have enough items."
    row = chosen[0]
    if row["k"] == 1:
        return "One cluster was kept: no larger number of clusters was both large enough and stable enough."
    if row["min_jaccard"] is None:
        return f"{row['k']} clusters were chosen."
    return (
        f"{row['k']} clusters were chosen: fitted again on half of the accounts, even the least stable of them keeps "
        f"{share(row['min_jaccard'])} of its members in common ({share(row['least_jaccard'])} is asked for)."
    )


def followers_by_segment(tables: Tables) -> str:
    """Say whether style is another name for size."""
    clusters = score(tables, "style_clusters", "eta_squared_log_followers")
    bands = score(tables, "follower_band", "eta_squared_log_followers")
    return _variance("followers", clusters, bands)


def engagement_by_segment(tables: Tables) -> str:
    """Say whether style is another name for engagement."""
    clusters = score(tables, "style_clusters", "eta_squared_log_engagement_rate")
    bands = score(tables, "follower_band", "eta_squared_log_engagement_rate")
    return _variance("engagement", clusters, bands)


def _variance(what: str, clusters: float | None, bands: float | None) -> str:
    """Compare the parts of the variance of a measure that lie between clusters and between bands."""
    if clusters is None:
        return NO_CLUSTER
    text = f"{share(clusters)} of the variance in {what} lies between style clusters"
    if bands is None:
        return f"{text}; there are no bands to compare with."
    text += f", {share(bands)} between follower bands"
    if share(clusters) == share(bands):
        return f"{text}: the two say as much about {what}."
    return f"{text}: style is {'another axis than' if clusters < bands else 'closer than the bands to'} {what}."


def coverage(tables: Tables) -> str:
    """Say whom the segmentations place."""
    band = score(tables, "follower_band", "coverage_assigned")
    cluster = score(tables, "style_clusters", "coverage_assigned")
    if band is None or cluster is None or not panel(tables)["author_count"]:
        return NO_ACCOUNT
    how = compared(share(cluster), share(band), cluster > band, ("more than", "as many as", "fewer than"))
    return (
        f"Style clusters place {share(cluster)} of the accounts, {how} the bands ({share(band)}): an account with too few items is "
        "declined, never guessed."
    )


# ---------------------------------------------------------------- trends


def trends_of_bands(tables: Tables) -> str:
    """Say how many trends move now, by band."""
    return _moves(tables, "follower_band", "In the bands")


def trends_of_clusters(tables: Tables) -> str:
    """Say how many trends move now, by style cluster, and whether anybody is ahead."""
    facts = _trend_counts(tables, "style_clusters")
    moves = _moves(tables, "style_clusters", "In the style clusters")
    if not facts["trend_count"]:
        return moves
    tested, leading = count(facts["tested_count"], "trend"), facts["lead_count"]
    if not facts["tested_count"]:
        return f"{moves} Whether fashion-forward accounts are ahead can't be tested: too few weeks, accounts or trends."
    if not leading:
        return f"{moves} Of {tested} that can be tested, fashion-forward accounts are provably ahead of the mainstream in none."
    return f"{moves} Of {tested} that can be tested, fashion-forward accounts are ahead of the mainstream in {count(leading)}."


def _trend_counts(tables: Tables, segmentation: str) -> Row:
    """Return the row about the trends of a segmentation."""
    return only(tables["trend_counts"], segmentation=segmentation)[0]


def _moves(tables: Tables, segmentation: str, where: str) -> str:
    """Say how many series of a segmentation rise or fall."""
    facts = _trend_counts(tables, segmentation)
    if not facts["trend_count"]:
        return "No trend is followed: no combination of labels is shown by enough accounts."
    pairs, weeks = facts["tested_pair_count"], count(facts["momentum_weeks"])
    if not pairs:
        return f"{where}, no trend is shown by enough accounts in the last {weeks} weeks to tell whether it moves."
    rising, falling = facts["rising_count"], facts["falling_count"]
    if not rising + falling:
        return f"{where}, none of {count(pairs, 'series', 'series')} clearly moves in the last {weeks} weeks against the {weeks} before."
    return (
        f"{where}, {count(rising)} of {count(pairs, 'series', 'series')} clearly {'rises' if rising == 1 else 'rise'} and {count(falling)} "
        f"{'falls' if falling == 1 else 'fall'} in the last {weeks} weeks against the {weeks} before; compare with the same weeks a year "
        "ago, it may be the season."
    )


# ---------------------------------------------------------------- quality


def ledger(tables: Tables) -> str:
    """Say what became of the raw rows."""
    rows = tables["ledger"]
    raw, staged, duplicate, rejected = (
        sum(row[name] for row in rows) for name in ("raw_rows", "staged_rows", "duplicate_rows", "rejected_rows")
    )
    if not raw:
        return f"{does(len(rows), 'file', 'was', 'were')} read, without any row."
    if raw == staged:
        return f"All {count(raw)} rows delivered are used." if raw > 1 else "The one row delivered is used."
    return (
        f"Of {count(raw)} delivered rows, {share(staged / raw)} are used, {count(duplicate)} are duplicates, {count(rejected)} rejected; "
        "every one of them is kept with its reason."
    )


def reasons(tables: Tables) -> str:
    """Say the commonest reason for a rejection."""
    totals: dict[str, int] = {}
    for row in only(tables["rejections"], outcome="row rejected"):
        totals[row["reason"]] = totals.get(row["reason"], 0) + row["how_many"]
    repaired = sum(row["how_many"] for row in only(tables["rejections"], outcome="cell repaired"))
    cells = (
        f"{does(repaired, 'cell', 'was', 'were')} unreadable or in conflict, with a reason too" if repaired else "no cell was unreadable"
    )
    if not totals:
        return f"No row was rejected; {cells}."
    top = max(totals, key=lambda reason: (totals[reason], reason))
    return (
        f"The commonest reason to reject a row is “{named(top)}” ({count(totals[top])} of {count(sum(totals.values()), 'row')}); {cells}."
    )


def activity(tables: Tables) -> str:
    """Say what activity it takes to be placed."""
    advice = tables["advice"][0]
    if not advice["author_count"]:
        return NO_ACCOUNT
    few, everybody = advice["few_images_count"], advice["author_count"]
    least = count(advice["least_images"], "image")
    if not few:
        return f"Every account shows the {least} that a style takes."
    return (
        f"{count(few, 'account')} ({share(few / everybody)}) {'shows' if few == 1 else 'show'} fewer than the {least} that a style takes; "
        f"{count(advice['silent_count'])} of them posted nothing."
    )


# ---------------------------------------------------------------- cards


def definition(tables: Tables, segmentation: str, segment: str, state: str) -> str:
    """Say in plain language who belongs to a segment."""
    facts = tables["advice"][0]
    rows = only(tables["definitions"], segmentation=segmentation, segment=segment)
    states = {
        "unknown": "What would place these accounts was not delivered.",
        "insufficient_data": f"Fewer than {count(facts['least_items'])} fashion items or {count(facts['least_images'])} images with "
        "fashion: too little to tell a style.",
        "non_fashion": "Enough images, but hardly any fashion on them.",
        "outlier": "Too far from every cluster to be called one of it.",
        "generalist": "No category stands out surely against the panel.",
    }
    if state != "assigned" or not rows:
        return states.get(segment, "A segment of this segmentation.")
    if segmentation == "follower_band":
        low, high = rows[0]["lower_value"], rows[0]["upper_value"]
        if high > 1e15:
            return f"More than {count(low - 1)} followers."
        return f"At most {count(high)} followers." if low == 0 else f"More than {count(low - 1)} and at most {count(high)} followers."
    if segmentation == "style_rules":
        row = rows[0]
        return (
            f"Of all categories, {named(row['category'])} stands out most: surely more than {number(row['ratio'])} times the panel's "
            f"share, on at least {count(row['lower_value'], 'item')} in {count(row['upper_value'], 'post')}. {row['description']}."
        )
    # as clusters are named: the share over the panel's, and how far it lies above it in the metric of the clusters
    lifted = [row for row in rows if row["ratio"] and row["ratio"] >= facts["name_min_lift"]]
    leaning = [row for row in lifted if (row["ratio"] - 1) * (row["lower_value"] / row["ratio"]) ** 0.5 >= facts["name_min_excess"]][:2]
    if not leaning:
        return "No category is far above the panel: people who show a bit of everything."
    parts = [f"{named(row['category'])} ({share(row['lower_value'])} of items, {times(row['ratio'])} the panel)" for row in leaning]
    return f"Shows more {listed(parts)} than others do."
