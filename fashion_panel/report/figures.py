"""The charts of the page: what each one draws, by which template, and how the filters of the page act on it.

What is said over a chart are the claims that bear its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fashion_panel.report import sentences
from fashion_panel.report.data import Row, Tables

ALL = "all"


@dataclass(frozen=True)
class Chart:
    """One chart. A filter that *shows* greys out all marks but one, one that *slices* leaves the accounts of one band or segment."""

    name: str
    title: str
    template: str
    query: str
    where: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # filter of the page: (column, show or slice)
    values: Mapping[str, Any] = field(default_factory=dict)
    scale: str | None = None  # colours to explain in a legend
    columns: Sequence[str] = ()  # of the table under the chart
    note: str = ""
    each: str | None = None  # one drawing for each value of this column
    needs: Sequence[str] = ()  # columns; without a number in any of them there is nothing to draw
    is_wide: bool = False
    spread: Sequence[str] = ()  # columns between whose extremes the axis lies, whatever the filters leave
    reference: bool = False  # whether the whole panel stays behind a slice, in grey
    least_width: str = "0"  # on a narrow screen the chart scrolls instead of getting narrower

    def rows(self, tables: Tables) -> list[Row]:
        """Return the rows that the chart draws before anybody filters."""
        chosen = sentences.only(tables[self.query], **self.where)
        first_trend = next((trend["trend_id"] for trend in tables["trend_choice"]), None)
        for name, (column, how) in self.filters.items():
            unfiltered = first_trend if name == "trend" else ALL
            chosen = [row for row in chosen if (row[column] == unfiltered) == (how == "slice")]
        return self.drawable(chosen)

    def is_drawn(self, tables: Tables) -> bool:
        """Tell whether some choice of the filters has something to draw."""
        return bool(self.drawable(sentences.only(tables[self.query], **self.where)))

    def drawable(self, rows: list[Row]) -> list[Row]:
        """Return the rows unless none has a number to draw."""
        return rows if not self.needs or any(row[column] for row in rows for column in self.needs) else []


FOLLOWERS = {"$floor": 1, "$tip": ",.0f", "$format": "~s", "$short": ".2~s", "$xTitle": "followers (log scale)"}
ENGAGEMENT = {"$floor": 0.0001, "$tip": ".2p", "$format": "~%", "$short": ".2p", "$xTitle": "engagement rate (log scale)"}
BANDS = {"$y": "band", "$ySort": "$bands", "$yTitle": "band", "$color": "band", "$colors": "$bandColors"}
SEGMENTS = {"$y": "segment", "$ySort": "$segments", "$yTitle": "style segment", "$color": "segment", "$colors": "$segmentColors"}
SHOW_BAND, SLICE_BAND = {"band": ("band", "show")}, {"band": ("band", "slice")}
SHOW_SEGMENT, SLICE_SEGMENT = {"segment": ("segment", "show")}, {"segment": ("segment", "slice")}
SLICE_TREND = {"trend": ("trend_id", "slice")}
SPREAD = ("p05", "p95", "dot")
BOX = ("author_count", "p05", "p25", "p50", "p75", "p95")
BOX_NOTE = (
    "Line: 5 % to 95 % of the accounts; box: the middle half; tick: median; right: how many accounts. A dot is an account, where there "
    "are fewer than 30. Grey, behind a choice: all accounts."
)

BANDS_SECTION = (
    Chart(
        "followers_by_band",
        "Followers by band",
        "boxes",
        "account_boxes",
        {"measure": "followers"},
        filters=SHOW_BAND | SLICE_SEGMENT,
        values=BANDS | FOLLOWERS,
        columns=("band", *BOX),
        note=f"{BOX_NOTE} No follower is drawn as 1.",
        spread=SPREAD,
        reference=True,
    ),
    Chart(
        "engagement_by_band",
        "Engagement by band",
        "boxes",
        "account_boxes",
        {"measure": "engagement_rate"},
        filters=SHOW_BAND | SLICE_SEGMENT,
        values=BANDS | ENGAGEMENT,
        columns=("band", *BOX),
        note=f"(Likes + comments) / followers, the account's median post. {BOX_NOTE} Under 0.01 % is drawn as 0.01 %.",
        spread=SPREAD,
        reference=True,
    ),
    Chart(
        "engagement_by_cohort",
        "Engagement among accounts of like size",
        "boxes",
        "cohort_boxes",
        filters=SLICE_BAND | SLICE_SEGMENT,
        values={"$y": "followers", "$ySort": None, "$yTitle": "followers", "$color": "measure", "$colors": {"range": ["$c1"]}} | ENGAGEMENT,
        columns=("followers", *BOX),
        note=f"{BOX_NOTE} Cohorts too small to compare are merged.",
        spread=SPREAD,
        reference=True,
    ),
    Chart(
        "band_edges",
        "Accounts at the edges of the bands",
        "edges",
        "band_edges",
        needs=("p50",),
        note="Box: the middle half of the accounts; tick: median; in brackets: how many accounts lie there.",
        scale="$bandColors",
        columns=("edge_followers", "side", "band", "author_count", "rated_author_count", "p25", "p50", "p75", "p_value"),
    ),
    Chart(
        "panel_balance",
        "Who makes up the panel, and who makes up its content",
        "balance",
        "panel_balance",
        filters=SHOW_BAND,
        scale="$bandColors",
        columns=("measure", "band", "band_count", "share"),
    ),
    Chart(
        "posting_hours",
        "Hours of posting",
        "hours",
        "posting_hours",
        needs=("share",),
        filters=SHOW_BAND,
        scale="$bandColors",
        columns=("band", "hour", "post_count", "share"),
    ),
)
HIDDEN_SECTION = (
    Chart(
        "style_by_band",
        "The share of each style, band by band",
        "style_by_band",
        "style_by_band",
        least_width="20rem",
        filters=SHOW_BAND | SHOW_SEGMENT,
        scale="$bandColors",
        columns=("segment", "band", "band_count", "author_count", "share", "ci_low", "ci_high", "other_share", "z"),
        note="Of the placed accounts of a band; line: 95 % interval; right: how many accounts. Hollow: a band with fewer than 30.",
    ),
    Chart(
        "clusters_wear",
        "What each cluster wears",
        "heat",
        "category_mix",
        {"segmentation": "style_clusters"},
        least_width="34rem",
        filters=SLICE_BAND | SHOW_SEGMENT,
        columns=("segment", "category", "author_count", "share", "ci_low", "ci_high", "panel_share", "ratio"),
        note="Number: mean share of the category among an account's items; right: how many accounts. Blue: more than the mean account; "
        "brown: less. A dot stands for fewer than 30 accounts.",
    ),
    Chart(
        "cluster_brands",
        "Which brands each cluster shows",
        "brand_heat",
        "brand_affinity",
        least_width="34rem",
        filters=SHOW_SEGMENT,
        needs=("rate_ratio",),
        columns=("segment", "brand_title", "item_count", "author_count", "rate_ratio", "ci_low", "ci_high", "q_value", "verdict"),
        note="Number: items with the brand. Blue: more per shoe and bag than the other clusters; brown: less; grey: no difference that "
        "holds (false discovery rate 5 %). Of the brands with a difference, the twelve with most items.",
    ),
    Chart(
        "lookalikes",
        "Who looks alike",
        "share_beside",
        "lookalikes",
        {"segmentation": "style_clusters"},
        filters=SHOW_SEGMENT,
        values={
            "$count": "author_count",
            "$countTitle": "accounts",
            "$shareTitle": "share of their look-alikes in the cluster",
            "$other": "chance_share",
            "$otherTitle": "by chance",
            "$xTitle": "share of the look-alikes",
        },
        columns=("segment", "author_count", "lookalike_count", "share", "chance_share"),
        note="Of the accounts that show most alike things, the share in the same cluster (point; right: how many accounts), and what "
        "it would be by chance (grey tick). Clusters and look-alikes are made of the same items, bands are not.",
    ),
    Chart(
        "naive_lifts",
        "What a band seems to show, and what it shows per item",
        "naive",
        "naive_lifts",
        filters=SHOW_BAND,
        scale="$verdictColors",
        columns=("band", "label_title", "author_count", "naive_lift", "rate_ratio", "ci_low", "ci_high", "q_value", "verdict"),
        spread=("naive_lift",),
        note="A point is a label in a band; the ten farthest bear their name. Right: shown by more accounts; up: more often per item. In "
        "colour: a difference that holds (false discovery rate 5 %).",
    ),
)
BETTER_SECTION = (
    Chart(
        "held_out",
        "What a segmentation knows of other weeks",
        "held_out",
        "scorecard",
        needs=("held_out_skill",),
        scale="$generationColors",
        columns=(
            "segmentation",
            "held_out_skill",
            "held_out_skill_se",
            "held_out_ceiling",
            "held_out_share_of_ceiling",
            "assigned_segment_count",
        ),
        note="Share of the differences in what accounts show that their segment explains in the half of the weeks that it was not made "
        "from. Line: two standard errors either way; dashed: the most that is known from an account's own past. Below 0: worse than "
        "knowing nothing.",
    ),
    Chart(
        "agreement",
        "How far the segmentations agree",
        "agreement",
        "agreement",
        least_width="22rem",
        needs=("ari",),
        columns=("segmentation_a", "segmentation_b", "ari", "nmi", "cramers_v"),
        note="Adjusted Rand index: 0 is chance, 1 the same division.",
    ),
    Chart(
        "model_selection",
        "How many clusters",
        "selection",
        "model_selection",
        scale="$stateColors",
        columns=("k", "min_jaccard", "davies_bouldin", "silhouette", "min_size", "reason"),
        note="Dashed: the stability that is asked for.",
    ),
    Chart(
        "followers_by_segment",
        "Followers by style segment",
        "boxes",
        "account_boxes",
        {"measure": "followers"},
        filters=SLICE_BAND | SHOW_SEGMENT,
        values=SEGMENTS | FOLLOWERS,
        columns=("segment", *BOX),
        note=f"{BOX_NOTE} No follower is drawn as 1.",
        spread=SPREAD,
        reference=True,
    ),
    Chart(
        "engagement_by_segment",
        "Engagement by style segment",
        "boxes",
        "account_boxes",
        {"measure": "engagement_rate"},
        filters=SLICE_BAND | SHOW_SEGMENT,
        values=SEGMENTS | ENGAGEMENT,
        columns=("segment", *BOX),
        note=BOX_NOTE,
        spread=SPREAD,
        reference=True,
    ),
)
TRENDS_SECTION = (
    Chart(
        "trend_by_band",
        "Week by week, by band",
        "trend",
        "trend_weeks",
        {"segmentation": "follower_band"},
        filters=SLICE_TREND | {"band": ("segment", "show")},
        values={"$colors": "$bandColors"},
        scale="$bandColors",
        columns=("segment", "week", "share", "smoothed_share", "same_authors_share"),
        needs=("smoothed_share",),
        is_wide=True,
        note="Points: weeks with enough items; line: the eight weeks that end there, from 100 items on. Dashed: the same accounts from "
        "week to week, free of who joined or left.",
    ),
    Chart(
        "trend_by_segment",
        "Week by week, by style cluster",
        "trend_segment",
        "trend_weeks",
        {"segmentation": "style_clusters"},
        filters=SLICE_TREND | SHOW_SEGMENT,
        columns=("segment", "week", "share", "smoothed_share"),
        needs=("smoothed_share",),
        each="segment",
        is_wide=True,
        note="Share of the garment's items, one scale for all. Points: weeks with enough items; line: the eight weeks that end there, "
        "from 100 items on.",
    ),
)
PICKED_SECTION = (
    Chart(
        "picked_styles",
        "What they wear",
        "share_beside",
        "picked_styles",
        needs=("picked_count",),
        filters=SHOW_SEGMENT,
        values={
            "$count": "picked_count",
            "$countTitle": "hand-picked accounts",
            "$shareTitle": "share of the hand-picked",
            "$other": "other_share",
            "$otherTitle": "share of all others",
            "$xTitle": "share of the accounts",
        },
        columns=("segment", "picked_count", "other_count", "share", "other_share"),
        is_wide=True,
        note="Share of the hand-picked accounts (point, how many) and of all other accounts (grey tick) in each style segment.",
    ),
)
QUALITY_SECTION = (
    Chart(
        "coverage",
        "Whom each segmentation places",
        "coverage",
        "scorecard",
        scale="$coverageColors",
        columns=("segmentation", "coverage_assigned", "coverage_insufficient", "coverage_unknown"),
    ),
    Chart(
        "activity",
        "How much accounts show",
        "activity",
        "activity",
        scale="$styleStateColors",
        columns=("images", "style_state", "author_count"),
    ),
    Chart(
        "ledger",
        "What became of the delivered rows",
        "ledger",
        "ledger",
        needs=("duplicate_rows", "rejected_rows"),
        scale="$fateColors",
        columns=("source_table", "source_file", "raw_rows", "staged_rows", "duplicate_rows", "rejected_rows"),
    ),
    Chart(
        "reasons",
        "Why rows were rejected and cells repaired",
        "reasons",
        "rejections",
        scale="$outcomeColors",
        columns=("source_table", "outcome", "reason", "how_many"),
    ),
)
CHARTS = (*BANDS_SECTION, *HIDDEN_SECTION, *BETTER_SECTION, *TRENDS_SECTION, *PICKED_SECTION, *QUALITY_SECTION)

# (id, number, title, short title for the contents, charts)
SECTIONS = (
    ("bands", "1", "Is the current segmentation good, and where is the panel biased?", "The bands", BANDS_SECTION),
    ("hidden", "2", "What does it hide?", "What they hide", HIDDEN_SECTION),
    ("better", "3", "Are the new segments better?", "Old and new", BETTER_SECTION),
    ("trends", "4", "Trends by segment, week by week", "Trends", TRENDS_SECTION),
    ("picked", "5", "Hand-picked accounts: who they are, and whether they are ahead", "Hand-picked", PICKED_SECTION),
    ("quality", "6", "Coverage and data quality", "Data quality", QUALITY_SECTION),
)
