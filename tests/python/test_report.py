"""The report as a file and as people see it: in a browser that is cut off from the network."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import duckdb
import pytest
from builds import ROOT, rows
from playwright.sync_api import Page
from test_report_panels import PANELS, altered

from fashion_panel.report import browser, charts, data, page
from fashion_panel.report.figures import CHARTS

MOST_BYTES = 1_500_000


@pytest.fixture(scope="session")
def report(demo_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the report of the demo warehouse, as make report does, and return its folder."""
    folder = tmp_path_factory.mktemp("report")
    command = [sys.executable, "-m", "fashion_panel", "report", demo_warehouse, folder]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def html(report: Path) -> str:
    """Return the page as text."""
    return (report / "index.html").read_text(encoding="utf-8")


# ---------------------------------------------------------------- the file


def test_the_page_is_one_file_that_fetches_nothing(report: Path, html: str) -> None:
    assert (report / "index.html").stat().st_size < MOST_BYTES
    assert "default-src 'none'" in html
    markup = re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL)
    assert not re.search(r"<(link|img|iframe|object|embed|video|source)\b|\bsrc\s*=|url\(|@import", markup)
    assert "http:" not in markup
    assert "https:" not in markup
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', markup))
    assert not re.search(r"<script[^>]+src", html)


def strings(value: Any) -> Iterator[str]:
    """Yield every text in a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        yield from value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_the_page_shows_no_free_text(demo_warehouse: Path, html: str) -> None:
    written = rows(
        demo_warehouse,
        """
        select distinct text from (
            select bio as text from staging.stg_delivery__authors
            union all select post_caption from staging.stg_delivery__post_images
            union all select raw_record from marts.rejected_rows
            union all select raw_value from marts.cell_issues
        ) where length(text) >= 8
        """,
    )
    assert len(written) > 50
    [payload] = re.findall(r'<script type="application/json"[^>]*>(.*?)</script>', html)
    markup = unescape(re.sub(r"<script.*?</script>", "", html, flags=re.DOTALL))
    shown = markup + "\n".join(text for text in strings(json.loads(payload)) if isinstance(text, str))
    assert [text for (text,) in written if text in shown] == []


def test_the_same_warehouse_gives_the_same_bytes(demo_warehouse: Path, html: str) -> None:
    assert page.render(data.load(demo_warehouse)) == html


def test_every_chart_is_drawn_as_svg_and_png_too(report: Path) -> None:
    visuals = report / "visuals"
    for chart in CHARTS:
        assert "<svg" in (visuals / f"{chart.name}.svg").read_text(encoding="utf-8"), chart.name
        assert (visuals / f"{chart.name}.png").read_bytes().startswith(b"\x89PNG"), chart.name
    assert list(visuals.glob("card_lifts__*.svg"))


def test_the_charts_leave_no_placeholder(demo_warehouse: Path) -> None:
    tables = data.load(demo_warehouse)
    drawn = json.dumps(charts.for_page(tables)) + json.dumps([spec for _, spec in charts.for_export(tables)])
    assert re.findall(r"\$[A-Za-z]\w*", drawn) == []


def test_text_of_the_delivery_can_not_become_markup(demo_warehouse: Path) -> None:
    tables = data.load(demo_warehouse)
    attack = "</script><script>alert(1)</script>"
    tables["label_lifts"][0]["label_title"] = attack
    tables["ledger"][0]["source_file"] = attack
    html = page.render(tables)
    assert "alert(1)" in html
    assert attack not in html


def test_look_alikes_of_one_segment_equal_a_recount(demo_warehouse: Path) -> None:
    with duckdb.connect(str(demo_warehouse), read_only=True) as connection:
        found = connection.sql((data.QUERIES / "lookalikes.sql").read_text(encoding="utf-8")).df().set_index(["segmentation", "segment"])
        pairs = connection.sql("select author_id, lookalike_id from marts.author_lookalikes").df()
        authors = connection.sql("select author_id, style_state, style_cluster, follower_band from marts.author_segments").df()
    authors = authors.set_index("author_id")
    placed = {
        "style_clusters": authors.loc[authors["style_state"] == "assigned", "style_cluster"],
        "follower_band": authors.loc[authors["follower_band"] != "unknown", "follower_band"],
    }
    for segmentation, segments in placed.items():
        both = pairs[pairs["author_id"].isin(segments.index) & pairs["lookalike_id"].isin(segments.index)]
        own, other = (segments.loc[both[column]].to_numpy() for column in ("author_id", "lookalike_id"))
        known = segments.loc[both["author_id"].unique()]
        for segment, row in found.loc[segmentation].iterrows():
            assert row["share"] == pytest.approx((other[own == segment] == segment).mean())
            assert row["author_count"] == (known == segment).sum()
            assert row["chance_share"] == pytest.approx((row["author_count"] - 1) / (len(known) - 1))
        assert set(found.loc[segmentation].index) == set(known)
        assert found.loc[segmentation, "lookalike_count"].sum() == len(both)


def test_packed_rows_hold_every_value_once_and_in_order() -> None:
    table = [{"name": "a", "n": 1}, {"name": "b", "n": None}, {"name": "a", "n": 2}]
    assert data.packed(table) == {"name": {"values": ["a", "b"], "codes": [0, 1, 0]}, "n": [1, None, 2]}
    assert data.packed([]) == {}


@pytest.mark.parametrize(
    ("warehouse", "sentence"),
    [
        (None, "Nothing is published yet: run make build first."),
        ("other.duckdb", "There is no warehouse at other.duckdb: run make build first."),
    ],
)
def test_without_a_warehouse_a_sentence_says_so(warehouse: str | None, sentence: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "fashion_panel", tmp_path / "fashion_panel", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "fashion_panel", "report", *([warehouse] if warehouse else [])]
    run = subprocess.run(command, cwd=tmp_path, env={"PATH": ""}, check=False, capture_output=True, text=True)
    assert (run.returncode, run.stderr) == (1, sentence + "\n")
    assert not (tmp_path / "reports").exists()


@pytest.mark.parametrize("is_database", [False, True])
def test_a_file_that_is_no_warehouse_gets_a_sentence(is_database: bool, tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse.duckdb"
    if is_database:
        duckdb.connect(str(warehouse)).close()
    else:
        warehouse.write_text("no database")
    command = [sys.executable, "-m", "fashion_panel", "report", warehouse, tmp_path / "reports"]
    run = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert run.returncode == 1
    assert run.stderr.count("\n") == 1
    assert ("lacks what the report reads" if is_database else "can't be opened") in run.stderr


# ---------------------------------------------------------------- in a browser


@pytest.fixture(scope="session")
def tab(report: Path) -> Iterator[Page]:
    """Open the page in Chromium, offline, and wait until every chart is drawn; what it complains about is in ``complaints``."""
    executable = browser.find_chromium()
    assert executable, "No Chromium is installed: run pytest -m 'not browser'."
    with browser.chromium(executable) as started:
        tab = started.new_context(offline=True, viewport={"width": 1280, "height": 900}).new_page()
        tab.complaints = []
        tab.on("console", lambda message: tab.complaints.append(message.text) if message.type in ("error", "warning") else None)
        tab.on("pageerror", lambda error: tab.complaints.append(str(error)))
        tab.on("request", lambda request: None if request.url.startswith("file:") else tab.complaints.append(request.url))
        tab.goto((report / "index.html").as_uri())
        tab.wait_for_function("document.documentElement.dataset.drawn === 'true'")
        yield tab


@pytest.fixture
def unfiltered(tab: Page) -> Page:
    """Return the page as it was opened."""
    tab.click("button[type=reset]")
    tab.wait_for_function("document.getElementById('filter-state').textContent === 'Charts show the whole panel.'")
    return tab


def bands_of(warehouse: Path) -> list[str]:
    """Return the bands that have an account with known followers."""
    return [band for (band,) in rows(warehouse, "select distinct follower_band from marts.dim_authors where follower_count is not null")]


@pytest.mark.browser
def test_every_chart_is_its_own_svg_with_a_size(tab: Page, html: str) -> None:
    places = tab.locator(".chart").count()
    assert places == len(re.findall(r'class="chart"', html)) >= len(CHARTS)
    assert tab.locator(".figures .frame .chart:visible").count() == len([chart for chart in CHARTS if not chart.each])
    places = tab.locator(".chart:visible").count()
    sizes = tab.eval_on_selector_all(".chart svg.marks", "all => all.map((svg) => [svg.clientWidth, svg.clientHeight])")
    assert len(sizes) == places
    assert all(width > 100 and height > 30 for width, height in sizes)
    assert tab.complaints == []


@pytest.mark.browser
def test_the_filters_act_on_charts_tables_and_cards(unfiltered: Page, demo_warehouse: Path) -> None:
    tab = unfiltered
    axis = tab.locator("#followers_by_band svg .role-axis-label").all_inner_texts()
    whiskers = "[...document.querySelectorAll('#followers_by_band svg .mark-rule.role-mark line')]"
    inks = f"new Set({whiskers}.map((line) => getComputedStyle(line).stroke)).size"
    assert tab.evaluate(inks) == len(bands_of(demo_warehouse)) > 2
    tab.select_option("#filter-band", "edgy")
    tab.wait_for_function("document.querySelector('#followers_by_band .chosen').textContent.includes('edgy')")
    # the rest is grey, not gone, and the axis is as it was
    tab.wait_for_function(f"{inks} === 2")
    assert tab.evaluate(f"{whiskers}.length") == len(bands_of(demo_warehouse))
    assert tab.locator("#followers_by_band svg .role-axis-label").all_inner_texts() == axis
    assert tab.locator("#table-bands tbody tr.faded").count() == tab.locator("#table-bands tbody tr").count() - 1
    assert tab.locator(".card[data-band]:not(.faded)").count() == 1

    query = "select style_cluster from marts.author_segments where style_cluster is not null group by 1 order by count(*) desc, 1 limit 1"
    [(cluster,)] = rows(demo_warehouse, query)
    tab.select_option("#filter-segment", cluster)
    tab.wait_for_function(f"document.getElementById('filter-state').textContent.includes('edgy, {cluster.replace('_', ' ')}')")
    tab.click("#followers_by_band summary")
    shown = tab.locator("#followers_by_band .numbers tbody tr").first.locator("td").nth(1).inner_text()
    query = f"select count(follower_count) from marts.author_segments where follower_band = 'edgy' and style_cluster = '{cluster}'"
    assert int(shown) == rows(demo_warehouse, query)[0][0]
    assert tab.locator("#table-segments tbody tr:not(.faded)").count() == 1
    assert tab.locator("#followers_by_band svg .role-axis-label").all_inner_texts() == axis
    assert tab.complaints == []


@pytest.mark.browser
def test_tables_sort_by_mouse_and_by_keyboard_with_unknown_last(unfiltered: Page) -> None:
    tab = unfiltered
    heading = tab.locator("#table-bands th", has_text="Median followers")
    cells = "all => all.map((cell) => cell.dataset.value)"
    column = "#table-bands tbody td:nth-child(5)"

    heading.locator("button").click()
    up = tab.eval_on_selector_all(column, cells)
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.locator("button").focus()
    tab.keyboard.press("Enter")
    down = tab.eval_on_selector_all(column, cells)
    assert heading.get_attribute("aria-sort") == "descending"

    assert up[-1] == down[-1] == ""
    known = [float(value) for value in up[:-1]]
    assert known == sorted(known)
    assert [float(value) for value in down[:-1]] == known[::-1]


@pytest.mark.browser
def test_numbers_on_the_page_are_those_of_the_warehouse(tab: Page, demo_warehouse: Path) -> None:
    def shown(fact: str) -> str:
        return tab.locator(f"[data-fact={fact}]").first.inner_text()

    def queried(query: str) -> Any:
        return rows(demo_warehouse, query)[0][0]

    assert shown("authors") == f"{queried('select count(*) from marts.dim_authors'):,}"
    assert shown("posts") == f"{queried('select count(*) from marts.fct_posts'):,}"
    assert shown("items") == f"{queried('select sum(item_count) from marts.dim_authors'):,}"
    delivery = tab.locator("#delivery").inner_text()
    assert str(queried("select version_date from marts.panel_versions where is_this_delivery")) in delivery
    used = queried("select sum(raw_rows) from marts.raw_row_ledger")
    assert f"Of {used:,} delivered rows" in delivery
    assert f"{queried('select sum(duplicate_rows) from marts.raw_row_ledger'):,} rows are duplicates" in delivery
    assert f"{queried('select sum(rejected_rows) from marts.raw_row_ledger'):,} rows are rejected" in delivery
    moves = "select count(*) from marts.label_momentum where segmentation = 'panel' and direction in ('rising', 'falling')"
    assert tab.locator("#table-label_moves tbody tr").count() == queried(moves)
    text = tab.locator("#answers").inner_text()
    unknown = queried("select count(*) from marts.dim_authors where follower_count is null")
    assert f"{unknown:,} accounts" in text
    placed = queried("select avg(case when style_state = 'assigned' then 1 else 0 end) from marts.author_segments")
    assert f"{placed:.0%}".replace("%", " %") in text
    metric = "select value from marts.segmentation_scorecard where segmentation = 'style_clusters' and metric = 'held_out_share_of_ceiling'"
    assert f"{queried(metric):.0%}".replace("%", " %") in text


@pytest.mark.browser
def test_nothing_sticks_out_of_a_narrow_screen(tab: Page) -> None:
    tab.set_viewport_size({"width": 400, "height": 800})
    tab.wait_for_function("document.querySelector('#held_out svg').clientWidth < 400")
    assert tab.evaluate("document.documentElement.scrollWidth") <= 400
    tab.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.browser
@pytest.mark.parametrize("panel", ["a second delivery", "nothing posted", "one cluster"])
def test_the_page_of_other_deliveries_opens_filters_sorts_and_prints(panel: str, tab: Page, demo_warehouse: Path, tmp_path: Path) -> None:
    with altered(demo_warehouse, PANELS[panel][0]) as connection:
        written = page.render(data.ask(connection))
    index = tmp_path / "index.html"
    index.write_text(written, encoding="utf-8")
    assert index.stat().st_size < MOST_BYTES
    other = tab.context.new_page()
    complaints: list[str] = []
    other.on("pageerror", lambda error: complaints.append(str(error)))
    other.on("request", lambda request: None if request.url.startswith("file:") else complaints.append(request.url))
    other.goto(index.as_uri())
    other.wait_for_function("document.documentElement.dataset.drawn === 'true'")
    band = other.locator("#filter-band option").last.get_attribute("value")
    assert band
    other.select_option("#filter-band", band)
    other.wait_for_function("document.getElementById('filter-state').textContent.startsWith('Chosen')")
    heading = other.locator("table.sortable th").first
    heading.locator("button").click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert other.pdf().startswith(b"%PDF")
    if panel == "a second delivery":
        assert other.locator("#table-movers tbody tr").count() == 2
    assert complaints == []
    other.close()


@pytest.mark.browser
def test_the_pdf_is_printed(report: Path) -> None:
    pdf = (report / "index.pdf").read_bytes()
    assert pdf.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) > 5
