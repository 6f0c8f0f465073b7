"""What the report says: each sentence on both sides of each edge, and on panels that hold nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from fashion_panel.report import words
from fashion_panel.report.advice import advice
from fashion_panel.report.answers import are_the_new_better, is_it_good, what_does_it_hide
from fashion_panel.report.figures import CHARTS
from fashion_panel.report.sentences import (
    activity,
    agreement,
    band_edges,
    clusters_wear,
    coverage,
    definition,
    engagement_by_band,
    engagement_by_cohort,
    flow,
    followers_by_band,
    followers_by_segment,
    ledger,
    model_selection,
    naive_lifts,
    panel_balance,
    posting_hours,
    power,
    reasons,
    trends_of_bands,
    trends_of_clusters,
)

Rows = list[dict[str, Any]]
NOTHING = {
    "panel": [{"author_count": 0, "unknown_follower_author_count": None, "fashion_forward_author_count": None}],
    "advice": [
        {
            "author_count": 0,
            "unknown_follower_count": None,
            "silent_count": None,
            "few_images_count": None,
            "least_images": 10,
            "least_items": 20,
            "name_min_lift": 1.25,
            "name_min_excess": 0.05,
            "edge_window": 0.1,
            "drift_max_psi": 0.25,
            "largest_psi": None,
            "drifted_count": None,
            "near_edge_count": 0,
            "hand_check_count": None,
            "hand_check_segment_count": 0,
            "borderline_confidence": None,
            "images_a_week_median": None,
            "silent_quarter_count": None,
        }
    ],
    "trend_counts": [
        {
            "segmentation": name,
            "trend_count": 0,
            "tested_pair_count": 0,
            "rising_count": 0,
            "falling_count": 0,
            "tested_count": 0,
            "lead_count": 0,
            "momentum_weeks": 8.0,
        }
        for name in ("follower_band", "style_clusters")
    ],
    **{
        name: []
        for name in (
            "account_boxes",
            "agreement",
            "band_edges",
            "category_mix",
            "cohort_boxes",
            "definitions",
            "flow",
            "ledger",
            "model_selection",
            "naive_lifts",
            "panel_balance",
            "posting_hours",
            "rejections",
            "scorecard",
            "segments",
        )
    },
}


def panel_with(**tables: Rows) -> dict[str, Rows]:
    """Return the tables of a panel that holds what is given and nothing else."""
    return NOTHING | {"panel": [NOTHING["panel"][0] | {"author_count": 100, "unknown_follower_author_count": 0}]} | tables


def changed(table: str, **values: Any) -> Rows:
    """Return the rows of a table of the empty panel with other values."""
    return [row | values for row in NOTHING[table]]


def segments(segmentation: str, *names: str, **values: Any) -> Rows:
    """Return assigned segments, in order."""
    return [
        {"segmentation": segmentation, "segment": name, "state": "assigned", "segment_rank": rank, "author_count": 10} | values
        for rank, name in enumerate(names, 1)
    ]


BANDS = segments("follower_band", "small", "large")
CLUSTERS = segments("style_clusters", "luxury", "sport")


def scores(**metrics: tuple[float | None, float | None]) -> Rows:
    """Return a scorecard: a pair of values (follower bands, style clusters) for each metric."""
    names = (
        "coverage_assigned",
        "discriminating_power",
        "discriminating_power_permutation_baseline",
        "davies_bouldin",
        "min_jaccard",
        "eta_squared_log_followers",
        "eta_squared_log_engagement_rate",
    )
    pairs = dict.fromkeys(names, (None, None)) | metrics
    return [
        {"segmentation": segmentation} | {name: pair[place] for name, pair in pairs.items()}
        for place, segmentation in enumerate(("follower_band", "style_clusters"))
    ]


@pytest.mark.parametrize(
    ("part", "text"),
    [
        (None, "not known"),
        (0.0, "0 %"),
        (1e-9, "under 0.001 %"),
        (0.00123, "0.12 %"),
        (0.00994, "0.99 %"),
        (0.00995, "1.0 %"),
        (0.0994, "9.9 %"),
        (0.0995, "10 %"),
        (0.994, "99 %"),
        (0.9945, "99.5 %"),
        (0.99949, "99.9 %"),
        (0.9996, "over 99.9 %"),
        (1.0, "100 %"),
    ],
)
def test_a_share_reads_as_all_or_nothing_only_when_it_is(part: float | None, text: str) -> None:
    assert words.share(part) == text


def test_counts_and_their_verbs_agree() -> None:
    assert [words.does(number, "account", "lies", "lie") for number in (0, 1, 2)] == ["no account lies", "1 account lies", "2 accounts lie"]
    assert [words.listed(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == ["", "a", "a and b", "a, b and c"]
    assert [words.times(ratio) for ratio in (None, 1.04, 9.94, 9.95)] == ["not known", "1.0 times", "9.9 times", "10 times"]
    assert [words.probability(p) for p in (0.0009, 0.001, 0.0099, 0.01)] == ["p under 0.001", "p 0.001", "p 0.010", "p 0.01"]


@pytest.mark.parametrize("say", [chart.say for chart in CHARTS], ids=[chart.name for chart in CHARTS])
def test_every_chart_has_a_sentence_for_an_empty_panel(say: Callable[[Any], str]) -> None:
    text = say(NOTHING)
    assert text.endswith(".")
    assert "None" not in text
    assert "nan" not in text


@pytest.mark.parametrize("answer", [is_it_good, what_does_it_hide, are_the_new_better])
def test_every_answer_of_an_empty_panel_is_that_it_cannot_be_told(answer: Callable[[Any], Any]) -> None:
    assert answer(NOTHING).verdict.startswith("It can't be told")
    assert answer(NOTHING).numbers == ()


def test_an_empty_panel_gets_no_advice() -> None:
    assert advice(NOTHING) == []


# ---------------------------------------------------------------- bands


def with_followers(mean: float, median: float | None) -> dict[str, Rows]:
    return panel_with(segments=segments("follower_band", "small", follower_mean=mean, follower_median=median))


def test_a_mean_of_one_and_a_half_medians_misleads() -> None:
    assert "mean is 1.5 times the median" in followers_by_band(with_followers(150, 100))
    assert "In no band is the mean far" in followers_by_band(with_followers(149, 100))
    assert "In no band is the mean far" in followers_by_band(with_followers(0, 0))
    assert followers_by_band(with_followers(0, None)) == "No account has a known follower count."


def with_rates(*rates: float) -> dict[str, Rows]:
    names = ("small", "middle", "large")[: len(rates)]
    boxes = [{"measure": "engagement_rate", "band": name, "segment": "all", "p50": rate} for name, rate in zip(names, rates, strict=True)]
    return panel_with(segments=segments("follower_band", *names), account_boxes=boxes[::-1])


@pytest.mark.parametrize(
    ("rates", "words"),
    [
        ((0.03, 0.02, 0.01), "it falls from band to band, and is 3.0 times as high in small as in large. Followers stand below"),
        ((0.01, 0.02, 0.03), "it rises from band to band, and is 3.0 times as high in large as in small."),
        ((0.02, 0.01, 0.03), "it does not move in one direction, and is 3.0 times as high in large as in middle."),
        ((0.02001, 0.02, 0.01999), "the bands do not differ."),
        ((0.02, 0.0), "it falls from band to band."),
        ((0.02,), "there is no second band to compare with."),
    ],
)
def test_engagement_moves_as_the_numbers_do(rates: tuple[float, ...], words: str) -> None:
    text = engagement_by_band(with_rates(*rates))
    assert words in text
    assert ("Followers stand below" in text) == (rates == (0.03, 0.02, 0.01))


def with_cohorts(*boxes: tuple[float, float, float]) -> dict[str, Rows]:
    rows = [
        {"cohort_number": number, "band": "all", "segment": "all", "p25": low, "p50": middle, "p75": high}
        for number, (low, middle, high) in enumerate(boxes)
    ]
    return panel_with(cohort_boxes=rows)


def test_the_spread_inside_cohorts_is_compared_with_the_spread_between_them() -> None:
    assert "more than the 2.0 times between" in engagement_by_cohort(with_cohorts((1, 2, 3), (1, 4, 3), (1, 4, 3)))
    assert "as much as the 3.0 times between" in engagement_by_cohort(with_cohorts((1, 2, 3), (1, 6, 3), (1, 6, 3)))
    assert "less than the 4.0 times between" in engagement_by_cohort(with_cohorts((1, 2, 3), (1, 8, 3), (1, 8, 3)))
    assert "one cohort only" in engagement_by_cohort(with_cohorts((1, 2, 3)))
    assert engagement_by_cohort(with_cohorts((0, 0, 3))).startswith("No account has an engagement rate")


@pytest.mark.parametrize(
    ("p", "words"),
    [(None, "too few or too alike"), (0.0499, "engagement differs across it (1.0 % below, 2.0 % above"), (0.05, "does not differ clearly")],
)
def test_an_edge_separates_below_five_percent_only(p: float | None, words: str) -> None:
    sides = [
        {"edge_followers": 12000, "side": side, "author_count": near, "p50": rate, "p_value": p}
        for side, near, rate in (("at or below", 1, 0.01), ("above", 0, 0.02))
    ]
    text = band_edges(panel_with(band_edges=sides))
    assert "1 account lies within" in text
    assert words in text


def with_balance(small: float | None, large: float | None) -> dict[str, Rows]:
    rows = [{"measure": "accounts", "band": "small", "share": 0.8}, {"measure": "accounts", "band": "large", "share": 0.2}]
    items = [{"measure": "items shown", "band": "small", "share": small}, {"measure": "items shown", "band": "large", "share": large}]
    return panel_with(panel_balance=rows + items)


def test_the_band_that_shows_more_than_its_share_is_named() -> None:
    assert "Large is 20 % of the accounts, yet 50 % of the items" in panel_balance(with_balance(0.5, 0.5))
    assert "Small is 80 % of the accounts, yet 90 % of the items" in panel_balance(with_balance(0.9, 0.1))
    assert "every band shows as much" in panel_balance(with_balance(0.7999, 0.2001))
    assert "no item is shown by anybody" in panel_balance(with_balance(None, None))


def test_the_busiest_hours_are_one_or_several() -> None:
    def said(*hours: tuple[str, int, float]) -> str:
        rows = [{"band": band, "hour": hour, "share": share} for band, hour, share in hours]
        return posting_hours(panel_with(segments=BANDS, posting_hours=rows))

    assert said(("small", 16, 0.1), ("large", 16, 0.1)) == "Every band posts most at 16 h UTC: the hour tells no band from another."
    assert said(("small", 16, 0.1), ("large", 15, 0.1)) == "The busiest hour (UTC) is 16 h in small and 15 h in large."
    assert said(("small", 9, 0.1), ("small", 8, 0.1)) == "Small posts most at 8 h UTC."
    assert said(("small", 9, 0.0)) == "No post was delivered, so there are no hours."


# ---------------------------------------------------------------- what the bands hide


def with_flow(*links: tuple[str, str, int], clusters: Rows = CLUSTERS) -> dict[str, Rows]:
    sizes = {"small": 80, "large": 20}
    rows = [{"x": 0.0, "band": band, "segment": name, "author_count": n, "band_author_count": sizes[band]} for band, name, n in links]
    return panel_with(segments=BANDS + clusters, flow=rows)


@pytest.mark.parametrize(
    ("links", "sentence", "verdict"),
    [
        (
            [("small", "luxury", 1), ("small", "sport", 3), ("large", "luxury", 9)],
            "Small holds accounts of all 2 style clusters; the commonest there, sport, is 75 %",
            "Styles: one band, small, mixes 2 of 2",
        ),
        ([("small", "sport", 3), ("large", "luxury", 9)], "Small holds accounts of 1 of the 2", "Little: small, the largest band"),
        ([("small", "insufficient_data", 3)], "No account is placed in a style cluster", "It can't be told"),
    ],
)
def test_a_band_hides_the_styles_that_it_mixes(links: list[tuple[str, str, int]], sentence: str, verdict: str) -> None:
    assert flow(with_flow(*links)).startswith(sentence)
    assert what_does_it_hide(with_flow(*links)).verdict.startswith(verdict)


def test_one_cluster_hides_nothing_that_the_panel_could_tell() -> None:
    tables = with_flow(("small", "all_sorts", 3), clusters=segments("style_clusters", "all_sorts"))
    assert flow(tables).startswith("There is one style cluster only, all sorts")
    assert what_does_it_hide(tables).verdict.startswith("No style that this panel can tell")


@pytest.mark.parametrize(
    ("labels", "words"),
    [
        ([(1.1, 0.9)], "No band seems to show a label more often"),
        ([(1.11, 1.0)], "“ever show” 1 label at least a tenth more often than the panel. Per item, none of it holds: they can't be told"),
        ([(1.11, 1.01)], "The one label that large seems to show more often, it shows more often per item too."),
        ([(1.11, 1.01), (2.0, 0.5)], "“ever show” 2 labels at least a tenth more often than the panel. Per item, 1 holds: the others"),
        ([], "No label is shown by enough accounts"),
    ],
)
def test_a_lift_holds_when_its_interval_lies_above_one(labels: list[tuple[float, float]], words: str) -> None:
    rows = [{"band": "large", "naive_lift": lift, "ci_low": low} for lift, low in labels]
    assert words in naive_lifts(panel_with(segments=BANDS, naive_lifts=rows))


def test_a_cluster_leans_to_what_it_shows_a_quarter_more() -> None:
    def said(ratio: float) -> str:
        cell = {"segmentation": "style_clusters", "segment": "luxury", "category": "bags", "band": "all", "ratio": ratio, "share": 0.1}
        return clusters_wear(panel_with(segments=CLUSTERS, category_mix=[cell]))

    assert said(1.25).startswith("1 of 2 clusters shows some category at least 1.25 times")
    assert said(1.24).startswith("No cluster shows a category clearly more often")


# ---------------------------------------------------------------- old against new


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (0.3, 0.9, "90 % of the common labels apart, more than the follower bands with 30 %"),
        (0.9, 0.3, "30 % of the common labels apart, less than the follower bands with 90 %"),
        (0.5, 0.5001, "50 % of the common labels apart, as much as the follower bands with 50 %"),
        (0.5, None, "there are no style clusters"),
        (None, 0.5, "there are no follower bands"),
        (None, None, "No label is shown by enough accounts"),
    ],
)
def test_power_is_compared_as_it_is_printed(old: float | None, new: float | None, words: str) -> None:
    assert words in power(
        panel_with(scorecard=scores(discriminating_power=(old, new), discriminating_power_permutation_baseline=(0.01, 0.02)))
    )


@pytest.mark.parametrize(
    ("power", "chance", "verdict"),
    [
        (None, None, "It can't be told"),
        (0.1, 0.1, "No: a band says no more"),
        (0.11, 0.1, "For audience size yes, for style hardly"),
        (0.499, 0.1, "For audience size yes, for style hardly"),
        (0.5, 0.1, "In good part"),
        (0.5, 0.6, "No: a band says no more"),
    ],
)
def test_the_bands_are_as_good_as_they_beat_chance(power: float | None, chance: float | None, verdict: str) -> None:
    balance = with_balance(0.5, 0.5)["panel_balance"]
    scorecard = scores(discriminating_power=(power, None), discriminating_power_permutation_baseline=(chance, None))
    assert is_it_good(panel_with(scorecard=scorecard, panel_balance=balance)).verdict.startswith(verdict)


@pytest.mark.parametrize(
    ("power", "chance", "coverage", "verdict"),
    [
        ((0.1, 0.9), (0.0, 0.0), (0.9, 0.8), "Yes for what people wear; they place fewer accounts"),
        ((0.1, 0.9), (0.0, 0.0), (0.9, 0.9), "Yes: they tell what people wear better than the bands, and place as many"),
        ((0.1, 0.9), (0.0, 0.0), (0.9, 0.8999), "Yes: they tell what people wear better than the bands, and place as many"),
        ((0.1, 0.9), (0.0, 0.0), (0.8, 0.9), "Yes: they tell what people wear better than the bands, and place more"),
        ((0.1, 0.9), (0.0, 0.8), (0.9, 0.9), "No: they tell what people wear no better"),
        ((0.9, 0.9001), (0.0, 0.0), (0.9, 0.9), "No: they tell what people wear no better"),
        ((0.9, 0.1), (0.0, 0.0), (0.9, 0.9), "No: they tell what people wear no better"),
    ],
)
def test_the_new_segments_are_better_when_they_gain_more_over_chance(power: Any, chance: Any, coverage: Any, verdict: str) -> None:
    scorecard = scores(discriminating_power=power, discriminating_power_permutation_baseline=chance, coverage_assigned=coverage)
    assert are_the_new_better(panel_with(scorecard=scorecard, segments=CLUSTERS)).verdict.startswith(verdict)


@pytest.mark.parametrize(
    ("separation", "words"),
    [((0.5, 2.0), "They are better separated"), ((2.0, 0.5), "They are worse separated"), ((0.5, 0.5001), None), ((None, 2.0), None)],
)
def test_separation_is_compared_with_the_published_clusters(separation: tuple[Any, Any], words: str | None) -> None:
    new, published = separation
    rows = scores(discriminating_power=(0.1, 0.9), davies_bouldin=(None, new))
    rows.append(rows[0] | {"segmentation": "published_clusters", "discriminating_power": 0.9, "davies_bouldin": published})
    text = are_the_new_better(panel_with(scorecard=rows, segments=CLUSTERS)).text
    assert "level with the published clusters (90 %)" in text
    assert words in text if words else "separated" not in text


@pytest.mark.parametrize(
    ("band", "rules", "words"),
    [
        (0.099, 0.5, "say something that the bands don't. Style rules and style clusters find the same groups"),
        (0.1, 0.49, "repeat part of what the bands say. Style rules and style clusters agree in part"),
        (0.5, 0.099, "mostly repeat the bands. Style rules and style clusters disagree"),
    ],
)
def test_agreement_is_read_by_its_size(band: float, rules: float, words: str) -> None:
    pairs = [
        {"segmentation_a": "follower_band", "segmentation_b": "style_clusters", "ari": band},
        {"segmentation_a": "style_clusters", "segmentation_b": "style_rules", "ari": rules},
    ]
    assert words in agreement(panel_with(agreement=pairs, segments=CLUSTERS))
    assert agreement(panel_with(agreement=pairs)).startswith("No account is placed in a style cluster")


def test_the_number_of_clusters_comes_with_its_stability() -> None:
    row = {"k": 7, "is_chosen": True, "min_jaccard": 0.8, "least_jaccard": 0.75}
    assert "7 clusters were chosen" in model_selection(panel_with(model_selection=[row]))
    assert "keeps 80 % of its members" in model_selection(panel_with(model_selection=[row]))
    assert model_selection(panel_with(model_selection=[row | {"k": 1}])).startswith("One cluster was kept")
    assert model_selection(panel_with(model_selection=[row | {"is_chosen": False}])).startswith("No model was fitted")


@pytest.mark.parametrize(
    ("bands", "clusters", "words"),
    [
        (0.5, 0.1, "another axis than followers"),
        (0.1, 0.5, "closer than the bands to followers"),
        (0.5, 0.5001, "the two say as much about followers"),
        (None, 0.5, "no bands to compare with"),
        (0.5, None, "No account is placed in a style cluster"),
    ],
)
def test_style_is_another_axis_when_the_bands_hold_more_variance(bands: float | None, clusters: float | None, words: str) -> None:
    assert words in followers_by_segment(panel_with(scorecard=scores(eta_squared_log_followers=(bands, clusters))))


@pytest.mark.parametrize(("band", "cluster", "how"), [(0.9, 0.8, "fewer than"), (0.9, 0.9001, "as many as"), (0.8, 0.9, "more than")])
def test_coverage_is_compared_as_it_is_printed(band: float, cluster: float, how: str) -> None:
    assert f", {how} the bands" in coverage(panel_with(scorecard=scores(coverage_assigned=(band, cluster))))


# ---------------------------------------------------------------- trends and quality


@pytest.mark.parametrize(
    ("values", "bands", "clusters"),
    [
        ({"trend_count": 0}, "No trend is followed", "No trend is followed"),
        ({"trend_count": 5}, "no trend is shown by enough accounts", "can't be tested"),
        ({"trend_count": 5, "tested_pair_count": 9, "tested_count": 4}, "none of 9 series clearly moves", "of the mainstream in none"),
        (
            {"trend_count": 5, "tested_pair_count": 9, "rising_count": 1, "tested_count": 4, "lead_count": 1},
            "1 of 9 series clearly rises and 0 fall",
            "are ahead of the mainstream in 1.",
        ),
    ],
)
def test_trends_move_or_do_not(values: dict[str, int], bands: str, clusters: str) -> None:
    tables = panel_with(trend_counts=changed("trend_counts", **values))
    assert bands in trends_of_bands(tables)
    assert clusters in trends_of_clusters(tables)


def test_every_row_is_accounted_for() -> None:
    def said(raw: int, staged: int, duplicate: int, rejected: int) -> str:
        row = {"source_table": "T", "raw_rows": raw, "staged_rows": staged, "duplicate_rows": duplicate, "rejected_rows": rejected}
        return ledger(panel_with(ledger=[row]))

    assert said(0, 0, 0, 0) == "1 file was read, without any row."
    assert said(1, 1, 0, 0) == "The one row delivered is used."
    assert said(2000, 2000, 0, 0) == "All 2,000 rows delivered are used."
    assert said(2000, 1999, 1, 0).startswith("Of 2,000 delivered rows, over 99.9 % are used, 1 are duplicates, 0 rejected")


def test_the_commonest_reason_is_named_over_all_tables() -> None:
    rows = [
        {"outcome": "row rejected", "reason": "no_key", "how_many": 2},
        {"outcome": "row rejected", "reason": "no_key", "how_many": 2},
        {"outcome": "row rejected", "reason": "no_date", "how_many": 3},
        {"outcome": "cell repaired", "reason": "LIKES: text", "how_many": 9},
    ]
    assert "“no key” (4 of 7 rows); 9 cells were" in reasons(panel_with(rejections=rows))
    assert reasons(panel_with(rejections=rows[3:])) == "No row was rejected; 9 cells were unreadable or in conflict, with a reason too."
    assert reasons(panel_with()) == "No row was rejected; no cell was unreadable."


def test_accounts_with_too_little_are_counted() -> None:
    def said(few: int) -> str:
        return activity(panel_with(advice=changed("advice", author_count=100, few_images_count=few, silent_count=few)))

    assert said(0) == "Every account shows the 10 images that a style takes."
    assert said(1).startswith("1 account (1.0 %) shows fewer than the 10 images")
    assert said(50).startswith("50 accounts (50 %) show fewer")


# ---------------------------------------------------------------- advice and cards


def advised(**values: Any) -> dict[str, str]:
    """Return the advice on a panel of 100 accounts: text by title."""
    row = {"source_table": "T", "raw_rows": 10, "rejected_rows": values.pop("rejected", 0), "duplicate_rows": 0}
    counts = {"author_count": 100, "unknown_follower_count": 0, "few_images_count": 0, "silent_count": 0, "silent_quarter_count": 0}
    return {item.title: item.text for item in advice(panel_with(advice=changed("advice", **counts | values), ledger=[row]))}


@pytest.mark.parametrize(
    ("values", "title", "text"),
    [
        ({}, "Keep follower counts complete", "Every account has a follower count"),
        ({"unknown_follower_count": 1}, "Get the missing follower counts", "1 account (1.0 %) has no follower count"),
        ({}, "Keep the delivery clean", "No row is rejected"),
        ({"rejected": 1}, "Mend the export at its source", "T loses most, 10 % of its rows"),
        ({}, "Keep the minimum activity", "Every account shows the 10 images"),
        ({"few_images_count": 2}, "Ask for a minimum activity", "2 accounts (2.0 %) show fewer than 10 images"),
        ({}, "Refresh when posts arrive", "No model is fitted yet"),
        ({"images_a_week_median": 10.0}, "Refresh segments every 1 week", "it takes 1 week to see 10"),
        ({"images_a_week_median": 9.9}, "Refresh segments every 2 weeks", "it takes 2 weeks to see 10"),
        ({"largest_psi": 0.2, "drifted_count": 0}, "Refresh when posts arrive", "still fits (largest drift 0.200, limit 0.25)"),
        ({"largest_psi": 0.3, "drifted_count": 1}, "Refresh when posts arrive", "1 distribution drifted beyond 0.25"),
        ({"near_edge_count": 0}, "Read followers afresh before using bands", "no account lies within 10 % of a band edge (0 % of all)"),
        ({}, "Validate when there are clusters", "no style cluster"),
        ({"hand_check_count": 96, "borderline_confidence": 0.4}, "Validate by eye", "Draw 96 accounts by chance"),
    ],
)
def test_advice_follows_its_number(values: dict[str, Any], title: str, text: str) -> None:
    assert text in advised(**values)[title]


def test_segments_are_defined_in_plain_language() -> None:
    rows = [
        {"segmentation": "follower_band", "segment": "small", "lower_value": 0.0, "upper_value": 12000.0},
        {"segmentation": "follower_band", "segment": "middle", "lower_value": 12001.0, "upper_value": 40000.0},
        {"segmentation": "follower_band", "segment": "large", "lower_value": 40001.0, "upper_value": 9.2e18},
        {"segmentation": "style_clusters", "segment": "bags", "category": "bags", "lower_value": 0.05, "ratio": 1.25},
        {"segmentation": "style_clusters", "segment": "few", "category": "bags", "lower_value": 0.039, "ratio": 1.25},
        {"segmentation": "style_clusters", "segment": "mixed", "category": "bags", "lower_value": 0.5, "ratio": 1.24},
    ]
    tables = panel_with(definitions=rows)
    assert definition(tables, "follower_band", "small", "assigned") == "At most 12,000 followers."
    assert definition(tables, "follower_band", "middle", "assigned") == "More than 12,000 and at most 40,000 followers."
    assert definition(tables, "follower_band", "large", "assigned") == "More than 40,000 followers."
    assert definition(tables, "style_clusters", "bags", "assigned").startswith("Shows more bags (5.0 % of items, 1.2 times the panel)")
    for name in ("few", "mixed"):
        assert definition(tables, "style_clusters", name, "assigned").startswith("No category is far above the panel")
    assert definition(tables, "style_clusters", "insufficient_data", "insufficient").startswith("Fewer than 20 fashion items or 10 images")
    assert definition(tables, "follower_band", "unknown", "unknown").startswith("What would place these accounts was not delivered")
