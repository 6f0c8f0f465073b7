"""The charts of the page: what each one draws, by which template, what is said over it, and how the filters of the page act on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fashion_panel.report import sentences
from fashion_panel.report.data import Row, Tables

ALL = "all"


@dataclass(frozen=True)
class Chart:
    """One chart. A filter that *shows* leaves one mark, one that *slices* leaves the accounts of one band or segment."""

    name: str
    title: str
    template: str
    query: str
    say: Callable[[Tables], str]
    where: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # filter of the page: (column, show or slice)
    values: Mapping[str, Any] = field(default_factory=dict)
    scale: str | None = None  # colours to explain in a legend
    columns: Sequence[str] = ()  # of the table under the chart
    note: str = ""
    each: str | None = None  # one drawing for each value of this column
    needs: Sequence[str] = ()  # columns; without a number in any of them there is nothing to draw
    is_wide: bool = False
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
ENGAGEMENT = {"$floor": 0.0001, "$tip": ".2%", "$format": "~%", "$short": ".2~p", "$xTitle": "engagement rate (log scale)"}
BANDS = {"$y": "band", "$ySort": "$bands", "$yTitle": "band", "$color": "band", "$colors": "$bandColors"}
SEGMENTS = {"$y": "segment", "$ySort": "$segments", "$yTitle": "style segment", "$color": "segment", "$colors": "$segmentColors"}
SHOW_BAND, SLICE_BAND = {"band": ("band", "show")}, {"band": ("band", "slice")}
SHOW_SEGMENT, SLICE_SEGMENT = {"segment": ("segment", "show")}, {"segment": ("segment", "slice")}
SLICE_TREND = {"trend": ("trend_id", "slice")}
BOX = ("author_count", "p05", "p25", "p50", "p75", "p95")
BOX_NOTE = "Line: 5 % to 95 % of the accounts; box: the middle half; tick: median."

BANDS_SECTION = (
    Chart(
        "followers_by_band",
        "Followers by band",
        "boxes",
        "account_boxes",
        sentences.followers_by_band,
        {"measure": "followers"},
        filters=SHOW_BAND | SLICE_SEGMENT,
        values=BANDS | FOLLOWERS,
        columns=("band", *BOX),
        note=f"{BOX_NOTE} No follower is drawn as 1.",
    ),
    Chart(
        "engagement_by_band",
        "Engagement by band",
        "boxes",
        "account_boxes",
        sentences.engagement_by_band,
        {"measure": "engagement_rate"},
        filters=SHOW_BAND | SLICE_SEGMENT,
        values=BANDS | ENGAGEMENT,
        columns=("band", *BOX),
        note=f"(Likes + comments) / followers, the account's median post. {BOX_NOTE} Under 0.01 % is drawn as 0.01 %.",
    ),
    Chart(
        "engagement_by_cohort",
        "Engagement among accounts of like size",
        "boxes",
        "cohort_boxes",
        sentences.engagement_by_cohort,
        filters=SLICE_BAND | SLICE_SEGMENT,
        values={"$y": "followers", "$ySort": None, "$yTitle": "followers", "$color": "measure", "$colors": {"range": ["$c1"]}} | ENGAGEMENT,
        columns=("followers", *BOX),
        note=f"{BOX_NOTE} Cohorts too small to compare are merged.",
    ),
    Chart(
        "band_edges",
        "Accounts at the edges of the bands",
        "edges",
        "band_edges",
        sentences.band_edges,
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
        sentences.panel_balance,
        filters=SHOW_BAND,
        scale="$bandColors",
        columns=("measure", "band", "band_count", "share"),
    ),
    Chart(
        "posting_hours",
        "Hours of posting",
        "hours",
        "posting_hours",
        sentences.posting_hours,
        needs=("share",),
        filters=SHOW_BAND,
        scale="$bandColors",
        columns=("band", "hour", "post_count", "share"),
    ),
)
HIDDEN_SECTION = (
    Chart(
        "flow",
        "From follower band to style cluster",
        "flow",
        "flow",
        sentences.flow,
        filters=SHOW_BAND | SHOW_SEGMENT,
        least_width="20rem",
        columns=("band", "segment", "author_count"),
    ),
    Chart(
        "clusters_wear",
        "What each cluster wears",
        "heat",
        "category_mix",
        sentences.clusters_wear,
        {"segmentation": "style_clusters"},
        least_width="34rem",
        filters=SLICE_BAND | SHOW_SEGMENT,
        columns=("segment", "category", "author_count", "share", "ci_low", "ci_high", "panel_share", "ratio"),
        note="Number: mean share of the category among an account's items. Blue: more than the mean account; brown: less.",
    ),
    Chart(
        "naive_lifts",
        "What a band seems to show, and what it shows per item",
        "naive",
        "naive_lifts",
        sentences.naive_lifts,
        filters=SHOW_BAND,
        scale="$verdictColors",
        columns=("band", "label_type", "label_name", "author_count", "naive_lift", "rate_ratio", "ci_low", "ci_high", "verdict"),
        note="A point is a label in a band. Right: shown by more accounts; up: more often per item. In colour: the interval leaves out 1.",
    ),
)
BETTER_SECTION = (
    Chart(
        "power",
        "Labels that a segmentation discriminates",
        "power",
        "scorecard",
        sentences.power,
        needs=("discriminating_power",),
        scale="$generationColors",
        columns=("segmentation", "discriminating_power", "discriminating_power_permutation_baseline", "assigned_segment_count"),
        note="Bar: labels that some segment shows clearly more or less often. Tick: the same for permuted segments.",
    ),
    Chart(
        "agreement",
        "How far the segmentations agree",
        "agreement",
        "agreement",
        sentences.agreement,
        needs=("ari",),
        columns=("segmentation_a", "segmentation_b", "ari", "nmi", "cramers_v"),
        note="Adjusted Rand index: 0 is chance, 1 the same division.",
    ),
    Chart(
        "model_selection",
        "How many clusters",
        "selection",
        "model_selection",
        sentences.model_selection,
        scale="$stateColors",
        columns=("k", "min_jaccard", "davies_bouldin", "silhouette", "min_size", "reason"),
        note="Dashed: the stability that is asked for.",
    ),
    Chart(
        "followers_by_segment",
        "Followers by style segment",
        "boxes",
        "account_boxes",
        sentences.followers_by_segment,
        {"measure": "followers"},
        filters=SLICE_BAND | SHOW_SEGMENT,
        values=SEGMENTS | FOLLOWERS,
        columns=("segment", *BOX),
        note=f"{BOX_NOTE} No follower is drawn as 1.",
    ),
    Chart(
        "engagement_by_segment",
        "Engagement by style segment",
        "boxes",
        "account_boxes",
        sentences.engagement_by_segment,
        {"measure": "engagement_rate"},
        filters=SLICE_BAND | SHOW_SEGMENT,
        values=SEGMENTS | ENGAGEMENT,
        columns=("segment", *BOX),
        note=BOX_NOTE,
    ),
)
TRENDS_SECTION = (
    Chart(
        "trend_by_band",
        "Week by week, by band",
        "trend",
        "trend_weeks",
        sentences.trends_of_bands,
        {"segmentation": "follower_band"},
        filters=SLICE_TREND | {"band": ("segment", "show")},
        values={"$colors": "$bandColors"},
        scale="$bandColors",
        columns=("segment", "week", "share", "smoothed_share"),
        needs=("smoothed_share",),
        is_wide=True,
        note="Points: weeks with enough items; line: the eight weeks that end there.",
    ),
    Chart(
        "trend_by_segment",
        "Week by week, by style cluster",
        "trend_segment",
        "trend_weeks",
        sentences.trends_of_clusters,
        {"segmentation": "style_clusters"},
        filters=SLICE_TREND | SHOW_SEGMENT,
        columns=("segment", "week", "share", "smoothed_share"),
        needs=("smoothed_share",),
        each="segment",
        is_wide=True,
        note="Share of the garment's items, one scale for all. Points: weeks with enough items; line: the eight weeks that end there.",
    ),
)
QUALITY_SECTION = (
    Chart(
        "coverage",
        "Whom each segmentation places",
        "coverage",
        "scorecard",
        sentences.coverage,
        scale="$coverageColors",
        columns=("segmentation", "coverage_assigned", "coverage_insufficient", "coverage_unknown"),
    ),
    Chart(
        "activity",
        "How much accounts show",
        "activity",
        "activity",
        sentences.activity,
        scale="$styleStateColors",
        columns=("images", "style_state", "author_count"),
    ),
    Chart(
        "ledger",
        "What became of the delivered rows",
        "ledger",
        "ledger",
        sentences.ledger,
        needs=("duplicate_rows", "rejected_rows"),
        scale="$fateColors",
        columns=("source_table", "source_file", "raw_rows", "staged_rows", "duplicate_rows", "rejected_rows"),
    ),
    Chart(
        "reasons",
        "Why rows were rejected and cells repaired",
        "reasons",
        "rejections",
        sentences.reasons,
        scale="$outcomeColors",
        columns=("source_table", "outcome", "reason", "how_many"),
    ),
)
CHARTS = (*BANDS_SECTION, *HIDDEN_SECTION, *BETTER_SECTION, *TRENDS_SECTION, *QUALITY_SECTION)

# (id, number, title, short title for the contents, charts)
SECTIONS = (
    ("bands", "1", "Is the current segmentation good, and where is the panel biased?", "The bands", BANDS_SECTION),
    ("hidden", "2", "What does it hide?", "What they hide", HIDDEN_SECTION),
    ("better", "3", "Are the new segments better?", "Old and new", BETTER_SECTION),
    ("trends", "4", "Trends by segment, week by week", "Trends", TRENDS_SECTION),
    ("quality", "5", "Coverage and data quality", "Data quality", QUALITY_SECTION),
)
