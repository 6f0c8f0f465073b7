"""The charts of the page: which query each one draws, by which template, and how the filters of the page act on it.

A template in charts/ is a Vega-Lite specification in which "$word" stands for a value: of the chart, of the panel (lists of bands and
segments with their colours) or of the theme. The page draws with CSS variables, so that one drawing fits light and dark screens.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import vl_convert

from tools.report import sentences
from tools.report.data import Row, Tables

TEMPLATES = Path(__file__).parent / "charts"
# name: (light, dark)
THEME = {
    "ink": ("#1d2530", "#e6e9ee"),
    "soft": ("#566070", "#a9b2c0"),
    "paper": ("#ffffff", "#161a20"),
    "line": ("#dfe3e8", "#343b46"),
    "muted": ("#8b95a3", "#7d8796"),
    "more": ("#1f6fb4", "#2f7fc6"),
    "less": ("#b4541a", "#c2622a"),
    "c1": ("#1f6fb4", "#5aa9e6"),
    "c2": ("#c46a00", "#f0a03c"),
    "c3": ("#b0307a", "#ec78b6"),
    "c4": ("#0f8a6a", "#3cc9a0"),
    "c5": ("#6f4bb8", "#ab8ef0"),
    "c6": ("#a3242b", "#f2777c"),
    "c7": ("#5d7d0a", "#a5c84a"),
    "c8": ("#0b7f94", "#4cc4d9"),
    "c9": ("#8a5a2b", "#cf9a66"),
    "c10": ("#3f51a8", "#8c9cf5"),
    "g1": ("#7a8493", "#8e98a8"),
    "g2": ("#9aa3b0", "#6c7686"),
    "g3": ("#b9c0ca", "#505a69"),
}
COLOURS = [name for name in THEME if name.startswith("c")]
GREYS = [name for name in THEME if name.startswith("g")]
FONT = "system-ui, -apple-system, 'Segoe UI', 'Liberation Sans', 'DejaVu Sans', sans-serif"
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
    is_wide: bool = False
    least_width: str = "0"  # on a narrow screen the chart scrolls instead of getting narrower

    def rows(self, tables: Tables) -> list[Row]:
        """Return the rows that the chart draws before anybody filters."""
        chosen = sentences.only(tables[self.query], **self.where)
        first_trend = next((trend["trend_id"] for trend in tables["trend_choice"]), None)
        for name, (column, how) in self.filters.items():
            unfiltered = first_trend if name == "trend" else ALL
            chosen = [row for row in chosen if (row[column] == unfiltered) == (how == "slice")]
        return chosen


FOLLOWERS = {"$floor": 1, "$tip": ",.0f", "$format": "~s", "$short": ".2~s", "$xTitle": "followers (log scale)"}
ENGAGEMENT = {"$floor": 0.0001, "$tip": ".2%", "$format": "~%", "$short": ".2~p", "$xTitle": "engagement rate of a post (log scale)"}
BANDS = {"$y": "band", "$ySort": "$bands", "$yTitle": "band", "$color": "band", "$colors": "$bandColors"}
SEGMENTS = {"$y": "segment", "$ySort": "$segments", "$yTitle": "style segment", "$color": "segment", "$colors": "$segmentColors"}
SHOW_BAND, SLICE_BAND = {"band": ("band", "show")}, {"band": ("band", "slice")}
SHOW_SEGMENT, SLICE_SEGMENT = {"segment": ("segment", "show")}, {"segment": ("segment", "slice")}
SLICE_TREND = {"trend": ("trend_id", "slice")}
BOX = ("author_count", "p05", "p25", "p50", "p75", "p95")
BOX_NOTE = "Line: 5 % to 95 % of the accounts; box: the middle half; tick: median."

BANDS_SECTION = (
    Chart("followers_by_band", "Followers by band", "boxes", "account_boxes", sentences.followers_by_band, {"measure": "followers"},
          filters=SHOW_BAND | SLICE_SEGMENT, values=BANDS | FOLLOWERS, columns=("band", *BOX), note=f"{BOX_NOTE} No follower is drawn as 1."),
    Chart("engagement_by_band", "Engagement by band", "boxes", "account_boxes", sentences.engagement_by_band, {"measure": "engagement_rate"},
          filters=SHOW_BAND | SLICE_SEGMENT, values=BANDS | ENGAGEMENT, columns=("band", *BOX),
          note=f"(Likes + comments) / followers, the account's median post. {BOX_NOTE} Under 0.01 % is drawn as 0.01 %."),
    Chart("engagement_by_cohort", "Engagement among accounts of like size", "boxes", "cohort_boxes", sentences.engagement_by_cohort,
          filters=SLICE_BAND | SLICE_SEGMENT, values={"$y": "followers", "$ySort": None, "$yTitle": "followers", "$color": "measure", "$colors": {"range": ["$c1"]}} | ENGAGEMENT,
          columns=("followers", *BOX), note=f"{BOX_NOTE} Cohorts too small to compare are merged."),
    Chart("band_edges", "Accounts at the edges of the bands", "edges", "band_edges", sentences.band_edges,
          note="Box: the middle half of the accounts; tick: median; in brackets: how many accounts lie there.",
          scale="$bandColors", columns=("edge_followers", "side", "band", "author_count", "rated_author_count", "p25", "p50", "p75", "p_value")),
    Chart("panel_balance", "Who makes up the panel, and who makes up its content", "balance", "panel_balance", sentences.panel_balance,
          filters=SHOW_BAND, scale="$bandColors", columns=("measure", "band", "band_count", "share")),
    Chart("posting_hours", "Hours of posting", "hours", "posting_hours", sentences.posting_hours,
          filters=SHOW_BAND, scale="$bandColors", columns=("band", "hour", "post_count", "share")),
)
HIDDEN_SECTION = (
    Chart("flow", "From follower band to style cluster", "flow", "flow", sentences.flow,
          filters=SHOW_BAND | SHOW_SEGMENT, columns=("band", "segment", "author_count")),
    Chart("clusters_wear", "What each cluster wears", "heat", "category_mix", sentences.clusters_wear, {"segmentation": "style_clusters"}, least_width="34rem",
          filters=SLICE_BAND | SHOW_SEGMENT, columns=("segment", "category", "author_count", "share", "ci_low", "ci_high", "panel_share", "ratio"),
          note="Number: mean share of the category among an account's items (an item may be in several categories). Blue: more than the mean account; brown: less."),
    Chart("naive_lifts", "What a band seems to show, and what it shows per item", "naive", "naive_lifts", sentences.naive_lifts,
          filters=SHOW_BAND, scale="$verdictColors", columns=("band", "label_type", "label_name", "author_count", "naive_lift", "rate_ratio", "ci_low", "ci_high", "verdict"),
          note="A point is a label in a band. To the right: shown by more accounts; up: shown more often per item. Coloured where the interval leaves out 1."),
)
BETTER_SECTION = (
    Chart("power", "Labels that a segmentation tells apart", "power", "scorecard", sentences.power,
          scale="$generationColors", columns=("segmentation", "discriminating_power", "discriminating_power_shuffled", "assigned_segment_count"),
          note="Bar: share of common labels that some segment shows clearly more or less often. Tick: the same for segments dealt out at random."),
    Chart("agreement", "How far the segmentations agree", "agreement", "agreement", sentences.agreement,
          columns=("segmentation_a", "segmentation_b", "ari", "nmi", "cramers_v"), note="Adjusted Rand index: 0 is chance, 1 the same division."),
    Chart("model_selection", "How many clusters", "selection", "model_selection", sentences.model_selection,
          scale="$stateColors", columns=("k", "min_jaccard", "davies_bouldin", "silhouette", "min_size", "reason"), note="Dashed: the stability that is asked for."),
    Chart("followers_by_segment", "Followers by style segment", "boxes", "account_boxes", sentences.followers_by_segment, {"measure": "followers"},
          filters=SLICE_BAND | SHOW_SEGMENT, values=SEGMENTS | FOLLOWERS, columns=("segment", *BOX), note=f"{BOX_NOTE} No follower is drawn as 1."),
    Chart("engagement_by_segment", "Engagement by style segment", "boxes", "account_boxes", sentences.engagement_by_segment, {"measure": "engagement_rate"},
          filters=SLICE_BAND | SHOW_SEGMENT, values=SEGMENTS | ENGAGEMENT, columns=("segment", *BOX), note=BOX_NOTE),
)
TRENDS_SECTION = (
    Chart("trend_by_band", "Week by week, by band", "trend", "trend_weeks", sentences.trends_of_bands, {"segmentation": "follower_band"},
          filters=SLICE_TREND | {"band": ("segment", "show")}, values={"$colors": "$bandColors"}, scale="$bandColors", columns=("segment", "week", "share", "smoothed_share"), is_wide=True,
          note="Points: weeks with enough items; line: the eight weeks that end there."),
    Chart("trend_by_segment", "Week by week, by style cluster", "trend_segment", "trend_weeks", sentences.trends_of_clusters, {"segmentation": "style_clusters"},
          filters=SLICE_TREND | SHOW_SEGMENT, columns=("segment", "week", "share", "smoothed_share"), each="segment", is_wide=True,
          note="Share of the garment's items, one scale for all. Points: weeks with enough items; line: the eight weeks that end there."),
)
QUALITY_SECTION = (
    Chart("coverage", "Whom each segmentation places", "coverage", "scorecard", sentences.coverage,
          scale="$coverageColors", columns=("segmentation", "coverage_assigned", "coverage_insufficient", "coverage_unknown")),
    Chart("activity", "How much accounts show", "activity", "activity", sentences.activity,
          scale="$styleStateColors", columns=("images", "style_state", "author_count")),
    Chart("ledger", "What became of the delivered rows", "ledger", "ledger", sentences.ledger,
          scale="$fateColors", columns=("source_table", "source_file", "raw_rows", "staged_rows", "duplicate_rows", "rejected_rows")),
    Chart("reasons", "Why rows were rejected and cells repaired", "reasons", "rejections", sentences.reasons,
          scale="$outcomeColors", columns=("source_table", "outcome", "reason", "how_many")),
)
CHARTS = (*BANDS_SECTION, *HIDDEN_SECTION, *BETTER_SECTION, *TRENDS_SECTION, *QUALITY_SECTION)
# drawn once for each card, with the rows of its segment
CARD_TEMPLATES = {"card_categories": "category_mix", "card_lifts": "label_lifts"}


def scale(names: Sequence[str], colours: Sequence[str]) -> dict[str, Any]:
    """Return a scale of colours by name; the colours come round again when there are more names."""
    return {"domain": list(names), "range": [f"${colours[place % len(colours)]}" for place in range(len(names))]}


def segment_scale(tables: Tables, segmentation: str) -> dict[str, Any]:
    """Return the colours of segments: greys for those that are no answer."""
    rows = sentences.only(tables["segments"], segmentation=segmentation)
    answers = scale([row["segment"] for row in rows if row["state"] == "assigned"], COLOURS)
    others = scale([row["segment"] for row in rows if row["state"] != "assigned"], GREYS)
    return {name: answers[name] + others[name] for name in answers}


def panel_values(tables: Tables) -> dict[str, Any]:
    """Return what "$word" stands for in templates, as far as it depends on the panel."""
    bands, segments = segment_scale(tables, "follower_band"), segment_scale(tables, "style_clusters")
    return {
        "$bands": bands["domain"],
        "$bandColors": bands,
        "$segments": segments["domain"],
        "$segmentColors": segments,
        "$segmentations": [row["segmentation"] for row in tables["scorecard"]],
        "$generationColors": {"domain": ["new", "old"], "range": ["$c1", "$g2"]},
        "$verdictColors": {"domain": ["more per item", "less per item", "not told apart"], "range": ["$more", "$less", "$g2"]},
        "$stateColors": {"domain": ["chosen", "passes", "fails"], "range": ["$c1", "$c8", "$g2"]},
        "$coverageColors": {"domain": ["assigned", "insufficient", "unknown"], "range": ["$c1", "$g2", "$c2"]},
        "$styleStateColors": {"domain": ["assigned", "insufficient_data", "non_fashion", "outlier"], "range": ["$c1", "$g2", "$c9", "$c3"]},
        "$fateColors": {"domain": ["duplicate", "rejected"], "range": ["$g2", "$c2"]},
        "$outcomeColors": {"domain": ["row rejected", "cell repaired"], "range": ["$c2", "$c8"]},
    }


def filled(node: Any, values: Mapping[str, Any]) -> Any:
    """Return a template with every "$word" replaced, inside longer texts (expressions) too."""
    if isinstance(node, str):
        if node in values:
            return filled(values[node], values)
        for name, value in values.items():
            if "$" in node and isinstance(value, int | float):
                node = node.replace(name, str(value))
        return node
    if isinstance(node, Mapping):
        return {name: filled(value, values) for name, value in node.items()}
    if isinstance(node, list | tuple):
        return [filled(value, values) for value in node]
    return node


def config(values: Mapping[str, Any], legend: bool) -> dict[str, Any]:
    """Return what all charts have in common."""
    axis = {"labelColor": "$soft", "titleColor": "$soft", "gridColor": "$line", "domain": False, "ticks": False, "labelPadding": 5, "labelFontSize": 11.5,
            "titleFontSize": 11.5, "titleFontWeight": "normal", "labelOverlap": True}
    common = {
        "background": None if not legend else "$paper",
        "font": FONT,
        "view": {"stroke": None},
        "axis": axis,
        "axisY": {"labelLimit": 150},
        "legend": {"labelColor": "$ink", "titleColor": "$soft", "labelLimit": 220},
        "text": {"color": "$ink"},
    }
    return filled(common, values)


def specification(template: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a template filled with values."""
    return filled(json.loads((TEMPLATES / f"{template}.vl.json").read_text(encoding="utf-8")), values)


def page_theme() -> dict[str, Any]:
    """Return the colours as CSS variables; the page explains them itself, and sets the top of small multiples."""
    colours = {f"${name}": f"var(--{name})" for name in THEME}
    return colours | {"$legend": None, "$topParams": [{"name": "top", "value": 1}], "$topScale": {"domainMin": 0, "domainMax": {"expr": "top"}}}


def export_theme() -> dict[str, Any]:
    """Return the colours as they are on white paper, with legends."""
    colours = {f"${name}": light for name, (light, _) in THEME.items()}
    return colours | {"$legend": {"title": None}, "$topParams": [], "$topScale": {"zero": True}}


def for_page(tables: Tables) -> dict[str, Any]:
    """Return what page.js needs to draw every chart that has rows."""
    values = panel_values(tables) | page_theme()
    charts = {}
    for chart in CHARTS:
        if chart.rows(tables):
            charts[chart.name] = {
                "spec": specification(chart.template, values | chart.values),
                "query": chart.query,
                "where": chart.where,
                "filters": chart.filters,
                "columns": list(chart.columns),
            }
    for template, query in CARD_TEMPLATES.items():
        where = {"band": ALL} if query == "category_mix" else {}
        charts[template] = {"spec": specification(template, values), "query": query, "where": where, "filters": {}, "columns": []}
    return {"config": config(values, legend=False), "charts": charts}


def for_export(tables: Tables) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return name and whole specification of every chart that has rows, to be drawn on white paper."""
    values = panel_values(tables) | export_theme()
    for chart in CHARTS:
        if rows := chart.rows(tables):
            spec = specification(chart.template, values | chart.values)
            yield chart.name, _whole(small_multiples(spec, chart.each) if chart.each else spec, rows, chart.title, values)
    for card in sentences.segments_of(tables, "style_clusters"):
        for template, query in CARD_TEMPLATES.items():
            rows = sentences.only(tables[query], segmentation="style_clusters", segment=card["segment"])
            rows = [row for row in rows if row.get("band", ALL) == ALL]
            if rows:
                title = f"{card['segment'].replace('_', ' ')}: {'categories' if query == 'category_mix' else 'lifted labels'}"
                yield f"{template}__{card['segment']}", _whole(specification(template, values), rows, title, values)


def small_multiples(spec: Mapping[str, Any], column: str) -> dict[str, Any]:
    """Return one drawing for each value of a column, side by side."""
    return {"facet": {"field": column, "type": "nominal", "title": None}, "columns": 3, "spec": {**spec, "width": 190}}


def _whole(spec: dict[str, Any], rows: Sequence[Row], title: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a specification with its rows, a title and a size."""
    return {
        **spec,
        "data": {"name": "rows", "values": list(rows)},
        "title": {"text": title, "anchor": "start", "color": values["$ink"], "fontSize": 15, "offset": 12},
        **({} if "facet" in spec else {"width": 620}),
        "padding": 14,
        "autosize": {"type": "pad"},
        "config": config(values, legend=True),
    }


def write_images(tables: Tables, folder: Path) -> int:
    """Draw every chart as SVG and PNG into ``folder``, which holds nothing else afterwards, and return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.svg"), *folder.glob("*.png")):
        old.unlink()
    drawn = 0
    for name, spec in for_export(tables):
        svg = vl_convert.vegalite_to_svg(spec)
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        (folder / f"{name}.png").write_bytes(vl_convert.svg_to_png(svg, scale=2))
        drawn += 1
    return drawn
