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

from fashion_panel.report import sentences
from fashion_panel.report.data import Row, Tables
from fashion_panel.report.figures import ALL, CHARTS
from fashion_panel.report.words import trend_name

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
    return {
        "$bands": bands["domain"],
        "$bandColors": bands,
        "$segments": segments["domain"],
        "$segmentColors": segments,
        "$segmentations": [row["segmentation"] for row in tables["scorecard"]],
        "$weeks": [milliseconds(week) for week in (min(weeks), max(weeks))] if weeks else [0, 1],
        "$generationColors": {"domain": ["new", "old"], "range": ["$c1", "$g2"]},
        "$verdictColors": {"domain": ["more per item", "less per item", "not significant"], "range": ["$more", "$less", "$g2"]},
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


def specification(template: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a template filled with values."""
    return filled(json.loads((TEMPLATES / f"{template}.vl.json").read_text(encoding="utf-8")), values)


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
                "spec": specification(chart.template, {**values, **chart.values}),
                "query": chart.query,
                "where": chart.where,
                "filters": chart.filters,
                "needs": list(chart.needs),
                "columns": list(chart.columns),
            }
    for template, query in CARD_TEMPLATES.items():
        where = {"band": ALL} if query == "category_mix" else {}
        charts[template] = {
            "spec": specification(template, values),
            "query": query,
            "where": where,
            "filters": {},
            "needs": [],
            "columns": [],
        }
    return {"config": config(values, legend=False), "charts": charts}


def for_export(tables: Tables) -> Iterator[tuple[str, dict[str, Any]]]:
    """Return name and whole specification of every chart that has rows, to be drawn on white paper."""
    values = panel_values(tables) | export_theme()
    for chart in CHARTS:
        if rows := chart.rows(tables):
            spec = specification(chart.template, {**values, **chart.values})
            title = f"{chart.title}: {trend_name(rows[0]['trend_id'])}" if "trend" in chart.filters else chart.title
            yield chart.name, _whole(small_multiples(spec, chart.each) if chart.each else spec, rows, title, values)
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
