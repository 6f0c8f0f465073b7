"""Put the page together: sentences, charts, tables and cards in one file that needs nothing else."""

from __future__ import annotations

import json
import zlib
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
import vl_convert
from markupsafe import Markup

from fashion_panel.report import charts, sentences, words
from fashion_panel.report.data import Row, Tables, packed
from fashion_panel.report.figures import SECTIONS, Chart

UNKNOWN = "\N{EN DASH}"
FOLDER = Path(__file__).parent / "page"
CARDS = {
    "style_clusters": ("Style clusters", "found by KMeans in what accounts show"),
    "style_rules": ("Style rules", "the category that surely stands out, by rules in SQL"),
    "follower_band": ("Follower bands", "the segmentation in use"),
}


@dataclass(frozen=True)
class Card:
    """One segment, told to somebody who never heard of it."""

    segmentation: str
    row: Row
    definition: str
    samples: list[int]
    has_categories: bool
    has_lifts: bool


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, the field and how to print it."""

    title: str
    field: str
    kind: str = "text"  # text, id, name, trend, or a figure: count, share, number, small


SCORECARD = (
    Column("Segmentation", "segmentation", "name"),
    Column("Old or new", "generation"),
    Column("Accounts placed", "coverage_assigned", "share"),
    Column("Segments", "assigned_segment_count", "count"),
    Column("Smallest segment", "smallest_assigned_segment", "count"),
    Column("Held-out skill", "held_out_skill", "number"),
    Column("standard error", "held_out_skill_se", "number"),
    Column("... of what can be known", "held_out_share_of_ceiling", "share"),
    Column("... on labels of no category", "held_out_skill_other_labels", "number"),
    Column("Halves agree", "held_out_agreement", "number"),
    Column("Variance of label diversity", "eta_squared_label_diversity", "share"),
    Column("Variance of followers", "eta_squared_log_followers", "share"),
    Column("Variance of engagement", "eta_squared_log_engagement_rate", "share"),
    Column("Stability (Jaccard)", "min_jaccard", "number"),
    Column("Labels that differ (circular for style)", "discriminating_power", "share"),
)
PROFILES = (
    Column("Segment", "segment", "name"),
    Column("Accounts", "author_count", "count"),
    Column("Share", "author_share", "share"),
    Column("Posting", "posting_author_count", "count"),
    Column("Median followers", "follower_median", "count"),
    Column("Mean followers", "follower_mean", "count"),
    Column("Hand-picked", "fashion_forward_share", "share"),
    Column("Posts per account", "posts_per_author", "number"),
    Column("Median likes", "likes_median", "count"),
    Column("Median engagement", "engagement_rate_median", "share"),
    Column("Follows per follower", "follow_ratio_median", "small"),
)
MOVES = (
    Column("Trend", "trend_id", "trend"),
    Column("Segmentation", "segmentation", "name"),
    Column("Segment", "segment", "name"),
    Column("Direction", "direction"),
    Column("Ratio, same accounts", "ratio", "number"),
    Column("from", "ci_low", "number"),
    Column("to", "ci_high", "number"),
    Column("How many", "same_authors_count", "count"),
    Column("Ratio, all accounts", "all_authors_ratio", "number"),
    Column("A year ago", "ratio_year_ago", "number"),
    Column("Share now", "recent_share", "share"),
    Column("Accounts that show it", "recent_author_count", "count"),
)
MOVERS = (
    Column("Account", "author_id", "id"),
    Column("Segmentation", "segmentation", "name"),
    Column("Was in", "former_segment", "name"),
    Column("Is in", "segment", "name"),
    Column("Decided by", "category", "name"),
    Column("Share then", "former_share", "share"),
    Column("Share now", "share", "share"),
    Column("Confidence then", "former_confidence", "number"),
    Column("Confidence now", "confidence", "number"),
    Column("Why", "reason", "name"),
)
LABEL_MOVES = (
    Column("Label or brand", "display_name"),
    Column("Kind", "axis", "name"),
    Column("Direction", "direction"),
    Column("Ratio, same accounts", "ratio", "number"),
    Column("from", "ci_low", "number"),
    Column("to", "ci_high", "number"),
    Column("A year ago", "ratio_year_ago", "number"),
    Column("How many", "same_authors_count", "count"),
    Column("Share now", "recent_share", "share"),
    Column("Accounts that show it", "recent_author_count", "count"),
)
EARLY = (
    Column("Account", "author_id", "id"),
    Column("Band", "follower_band", "name"),
    Column("Style", "style_cluster", "name"),
    Column("Trends", "trend_count", "count"),
    Column("How early (z)", "earliness_z", "number"),
    Column("q", "q_value", "small"),
)
MARGINS = (
    Column("Margin", "margin", "name"),
    Column("Category", "category", "name"),
    Column("Accounts", "author_count", "count"),
    Column("Share", "raw_share", "share"),
    Column("Population", "target_share", "share"),
    Column("Aimed at", "attainable_share", "share"),
    Column("Share, weighted", "weighted_share", "share"),
    Column("Largest weight", "weight_max", "number"),
    Column("Worth equal accounts", "kish_author_count", "count"),
    Column("Not met because", "reason", "name"),
)
UNUSUAL = (
    Column("Reason", "reason", "name"),
    Column("Meaning", "meaning"),
    Column("Accounts", "flag_count", "count"),
    Column("of those checked", "share", "share"),
)
PICKED_LOOKALIKES = (
    Column("Account", "author_id", "id"),
    Column("Band", "follower_band", "name"),
    Column("Style", "style_cluster", "name"),
    Column("Look-alike of hand-picked", "picked_count", "count"),
    Column("... of accounts in all", "lookalike_count", "count"),
    Column("Similarity to those", "similarity", "number"),
)
RECRUITS = (
    Column("Band", "follower_band", "name"),
    Column("Style", "style_cluster", "name"),
    Column("Accounts", "author_count", "count"),
    Column("Should be", "target_count", "count"),
    Column("Missing", "gap", "count"),
    Column("One more is worth", "kish_gain", "number"),
    Column("Candidates", "candidate_count", "count"),
)
LEDGER = (
    Column("Table", "source_table"),
    Column("File", "source_file"),
    Column("Delivered", "raw_rows", "count"),
    Column("Used", "staged_rows", "count"),
    Column("Duplicate", "duplicate_rows", "count"),
    Column("Rejected", "rejected_rows", "count"),
)


# what the first part says of this delivery: (title, claims)
MONDAY = (
    ("Who came, who left", ("monday_panel",)),
    ("Who moved, and why", ("monday_movers",)),
    ("What moves now", ("monday_trends",)),
    ("Who leads", ("monday_leaders", "leads")),
    ("What is unusual", ("panel_unusual",)),
    ("Whom to recruit", ("panel_recruiting",)),
    ("Data quality", ("ledger",)),
)


# what is said of the panel itself: (title, claims)
PANEL = (("Against the population", ("panel_weights",)),)


def printed(value: Any, kind: str, display_names: Mapping[str, str]) -> str:
    """Return a cell as text; unknown is a dash."""
    if value is None:
        return UNKNOWN
    match kind:
        case "count":
            return words.count(value)
        case "share":
            return words.share(value)
        case "number":
            return words.number(value)
        case "small":
            return f"{value:#.2g}"
        case "name":
            return words.named(value)
        case "trend":
            return words.trend_name(value, display_names)
        case _:
            return str(value)


def cards(tables: Tables, segmentation: str) -> list[Card]:
    """Return the cards of a segmentation, the assigned ones first."""
    found = []
    for row in sentences.only(tables["segments"], segmentation=segmentation):
        same = {"segmentation": segmentation, "segment": row["segment"]}
        found.append(
            Card(
                segmentation,
                row,
                sentences.say(tables, "definitions", **same),
                [sample["author_id"] for sample in sentences.only(tables["samples"], **same)],
                bool(sentences.only(tables["category_mix"], **same)) and row["state"] == "assigned",
                bool(sentences.only(tables["label_lifts"], **same)),
            )
        )
    return found


def as_json(value: Any) -> str:
    """Return JSON that can't end the script element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def library() -> str:
    """Return what draws the charts, compressed: under half of the bytes. ``loadLibrary`` in page.js is the way back."""
    code = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # its stub lacks the default
    return b64encode(zlib.compress(code.encode(), 9)).decode()


def payload(tables: Tables) -> dict[str, Any]:
    """Return what the script of the page draws from."""
    drawn = charts.for_page(tables)
    queries = sorted({chart["query"] for chart in drawn["charts"].values()})
    return {**drawn, "data": {query: packed(tables[query]) for query in queries}}


def legend(chart: Chart, tables: Tables) -> list[tuple[str, str]]:
    """Return the names and colours that explain a chart; only names that the chart can show."""
    if not chart.scale:
        return []
    scale = charts.panel_values(tables)[chart.scale]
    pairs = list(zip(scale["domain"], (colour.removeprefix("$") for colour in scale["range"]), strict=True))
    columns = {"$bandColors": ("band", "segment"), "$segmentColors": ("segment",)}.get(chart.scale, ())
    shown = {row[column] for row in chart.rows(tables) for column in columns if column in row}
    return [(name, colour) for name, colour in pairs if not shown or name in shown]


def charts_order(chart: Chart, tables: Tables) -> list[Row]:
    """Return the rows of a chart with one drawing a segment, in the order of the segments."""
    rank = {row["segment"]: row["segment_rank"] for row in sentences.only(tables["segments"], segmentation=chart.where["segmentation"])}
    return sorted(sentences.only(tables[chart.query], **chart.where), key=lambda row: rank[row["segment"]])


def render(tables: Tables) -> str:
    """Return the page. The same tables give the same bytes."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    names = words.display_names(tables)
    trend = partial(words.trend_name, display_names=names)
    environment.filters |= {
        "count": words.count,
        "share": words.share,
        "named": words.named,
        "trend": trend,
        "printed": partial(printed, display_names=names),
    }
    script = (FOLDER / "page.js").read_text(encoding="utf-8")
    return environment.get_template("index.html.jinja").render(
        theme=charts.THEME,
        css=Markup((FOLDER / "page.css").read_text(encoding="utf-8")),
        library=library(),
        script=Markup(script),
        payload=Markup(as_json(payload(tables))),
        panel=tables["panel"][0],
        answers=sentences.answers(tables),
        advice=sentences.advice(tables),
        sections=SECTIONS,
        monday=MONDAY,
        panel_answers=PANEL,
        say=lambda place, **of: sentences.say(tables, place, **of),
        said=lambda places: [text for place in places if (text := sentences.say(tables, place))],
        sentence_of=lambda chart: sentences.say(tables, chart.name),
        segments_of=lambda chart: list(dict.fromkeys(row[chart.each] for row in charts_order(chart, tables))),
        is_drawn=lambda chart: chart.is_drawn(tables),
        legend_of=lambda chart: legend(chart, tables),
        bands=[row["segment"] for row in sentences.only(tables["segments"], segmentation="follower_band")],
        segments=[row["segment"] for row in sentences.only(tables["segments"], segmentation="style_clusters")],
        trends=tables["trend_choice"] if tables["trend_weeks"] else [],
        cards={segmentation: cards(tables, segmentation) for segmentation in CARDS},
        card_titles=CARDS,
        tables={
            "scorecard": (SCORECARD, tables["scorecard"]),
            "bands": (PROFILES, sentences.only(tables["segments"], segmentation="follower_band")),
            "segments": (PROFILES, sentences.only(tables["segments"], segmentation="style_clusters")),
            "movers": (MOVERS, tables["movers"]),
            "label_moves": (LABEL_MOVES, tables["label_moves"]),
            "early": (EARLY, tables["early_accounts"]),
            "moves": (MOVES, tables["trend_moves"]),
            "ledger": (LEDGER, tables["ledger"]),
            "margins": (MARGINS, tables["margins"]),
            "unusual": (UNUSUAL, tables["unusual"]),
            "recruits": (RECRUITS, tables["recruits"]),
            "picked_lookalikes": (PICKED_LOOKALIKES, tables["picked_lookalikes"]),
        },
    )
