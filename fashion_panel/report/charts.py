"""Draw the charts: for the page, where a script draws them, and as SVG and PNG.

A template in charts/ is a Vega-Lite specification in which "$word" stands for a value: of the chart, of the panel (lists of bands and
segments with their colours) or of the theme. The page draws with CSS variables, so that one drawing fits light and dark screens.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import vl_convert

from fashion_panel.report import sentences, words
from fashion_panel.report.data import Row, Tables
from fashion_panel.report.figures import ALL, CHARTS, Chart

TEMPLATES = Path(__file__).parent / "charts"
# on a light and on a dark screen
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


# as words.py writes numbers: a narrow space before the per cent sign
NUMBERS = {"decimal": ".", "thousands": ",", "grouping": [3], "currency": ["", ""], "percent": "\N{NO-BREAK SPACE}%"}
MOST_LIFT = 2000  # a label that nobody else shows would stretch the common axis without end
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
    weeks = [row["week"] for row in tables["trend_weeks"]]
    bands, segments = segment_scale(tables, "follower_band"), segment_scale(tables, "style_clusters")
    lifts = [row[end] for row in tables["label_lifts"] for end in ("ci_low", "ci_high")]
    return {
        "$lifts": [min([0.9, *lifts]), min(max([2.0, *lifts]), MOST_LIFT)],
        "$bands": bands["domain"],
        "$bandColors": bands,
        "$segments": segments["domain"],
        "$segmentColors": segments,
        "$segmentations": [row["segmentation"] for row in tables["scorecard"]],
        "$weeks": [milliseconds(week) for week in (min(weeks), max(weeks))] if weeks else [0, 1],
        "$generationColors": {"domain": ["new", "old"], "range": ["$c1", "$g2"]},
        "$verdictColors": {"domain": ["more per item", "less per item", "no clear difference"], "range": ["$more", "$less", "$g2"]},
        "$stateColors": {"domain": ["chosen", "passes", "fails"], "range": ["$c1", "$c8", "$g2"]},
        "$coverageColors": {"domain": ["assigned", "insufficient", "unknown"], "range": ["$c1", "$g2", "$c2"]},
        "$styleStateColors": {"domain": ["assigned", "insufficient_data", "non_fashion", "outlier"], "range": ["$c1", "$g2", "$c9", "$c3"]},
        "$fateColors": {"domain": ["duplicate", "rejected"], "range": ["$g2", "$c2"]},
        "$outcomeColors": {"domain": ["row rejected", "cell repaired"], "range": ["$c2", "$c8"]},
    }


def milliseconds(day: str) -> int:
    """Return the beginning of a day (UTC) as JavaScript counts time."""
    return int(datetime.fromisoformat(f"{day}T00:00:00+00:00").timestamp()) * 1000


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
    axis = {
        "labelColor": "$soft",
        "titleColor": "$soft",
        "gridColor": "$line",
        "domain": False,
        "ticks": False,
        "labelPadding": 5,
        "labelFontSize": 11.5,
        "titleFontSize": 11.5,
        "titleFontWeight": "normal",
        "labelOverlap": True,
    }
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


def template(name: str) -> dict[str, Any]:
    """Return a template as it is written."""
    return json.loads((TEMPLATES / f"{name}.vl.json").read_text(encoding="utf-8"))


def own_values(chart: Chart, tables: Tables) -> dict[str, Any]:
    """Return what "$word" stands for in the template of a chart: its own words, and axes that no filter moves."""
    rows = [row for row in sentences.only(tables[chart.query], **chart.where) if "dot" not in row or row["p50"] is not None]
    floor = chart.values.get("$floor", 0)
    ends = [max(row[column], floor) for row in rows for column in chart.spread if row[column] is not None]
    axis = {"$spread": [min(ends), max(ends)]} if ends else {}
    column = chart.values.get("$y")
    names = [name for name in dict.fromkeys(row[column] for row in rows) if name != ALL] if column else []
    order = {"band": "$bands", "segment": "$segments"}.get(column or "")
    if order:
        known = panel_values(tables)[order]
        names = [name for name in known if name in names]
    return {**chart.values, **axis, "$rows": names}


def greyed(node: Any) -> Any:
    """Return a template in which marks that a filter leaves out are grey: every colour by a field gets that condition."""
    if isinstance(node, list):
        return [greyed(value) for value in node]
    if not isinstance(node, dict):
        return node
    return {
        name: {"condition": {"test": "datum.faded", "value": "$g3"}, **value}
        if name in ("color", "stroke") and isinstance(value, dict) and "field" in value and "condition" not in value
        else greyed(value)
        for name, value in node.items()
    }


def page_theme() -> dict[str, Any]:
    """Return the colours as CSS variables; the page explains them itself, and sets the top of small multiples."""
    colours = {f"${name}": f"var(--{name})" for name in THEME}
    return colours | {
        "$legend": None,
        "$topParams": [{"name": "top", "value": 1}],
        "$topScale": {"domain": [0, {"expr": "top"}]},
    }


def export_theme() -> dict[str, Any]:
    """Return the colours as they are on white paper, with legends."""
    colours = {f"${name}": light for name, (light, _) in THEME.items()}
    return colours | {"$legend": {"title": None}, "$topParams": [], "$topScale": {"zero": True}}


def for_page(tables: Tables) -> dict[str, Any]:
    """Return what page.js needs to draw every chart that has rows."""
    values = panel_values(tables) | page_theme()
    charts = {}
    for chart in CHARTS:
        if chart.is_drawn(tables):
            charts[chart.name] = {
                "spec": filled(greyed(template(chart.template)), {**values, **own_values(chart, tables)}),
                "query": chart.query,
                "where": chart.where,
                "filters": chart.filters,
                "needs": list(chart.needs),
                "columns": list(chart.columns),
                "reference": chart.reference,
            }
    for name, query in CARD_TEMPLATES.items():
        where = {"band": ALL} if query == "category_mix" else {}
        charts[name] = {
            "spec": filled(template(name), values),
            "query": query,
            "where": where,
            "filters": {},
            "needs": [],
            "columns": [],
            "reference": False,
        }
    return {"config": config(values, legend=False), "numbers": NUMBERS, "charts": charts}


def for_export(tables: Tables) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return name and whole specification of every chart that has rows, to be drawn on white paper."""
    values = panel_values(tables) | export_theme()
    for chart in CHARTS:
        if rows := chart.rows(tables):
            spec = filled(template(chart.template), {**values, **own_values(chart, tables)})
            title = (
                f"{chart.title}: {words.trend_name(rows[0]['trend_id'], words.display_names(tables))}"
                if "trend" in chart.filters
                else chart.title
            )
            yield chart.name, _whole(small_multiples(spec, chart.each) if chart.each else spec, rows, title, values)
    for card in sentences.segments_of(tables, "style_clusters"):
        for name, query in CARD_TEMPLATES.items():
            rows = sentences.only(tables[query], segmentation="style_clusters", segment=card["segment"])
            rows = [row for row in rows if row.get("band", ALL) == ALL]
            if rows:
                title = f"{card['segment'].replace('_', ' ')}: {'categories' if query == 'category_mix' else 'lifted labels'}"
                yield f"{name}__{card['segment']}", _whole(filled(template(name), values), rows, title, values)


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
        svg = vl_convert.vegalite_to_svg(spec, format_locale=NUMBERS)
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        (folder / f"{name}.png").write_bytes(vl_convert.svg_to_png(svg, scale=2))
        drawn += 1
    return drawn
