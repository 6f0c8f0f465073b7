"""The command `fashion report`: reports/index.html, every chart in reports/visuals, and reports/index.pdf where a Chromium is found."""

from pathlib import Path

import click
import duckdb
import playwright.sync_api

from fashion_panel.report import browser, charts, data, page
from fashion_panel.sentence import Sentence
from fashion_panel.warehouse import chosen


@click.command()
@click.argument("warehouse", type=click.Path(path_type=Path), required=False)
@click.argument("folder", type=click.Path(path_type=Path), default=Path("reports"))
def report(warehouse: Path | None, folder: Path) -> None:
    """Write the report of WAREHOUSE (WAREHOUSE_PATH, else the published one) into FOLDER (reports)."""
    warehouse = chosen(warehouse)
    try:
        tables = data.load(warehouse)
    except duckdb.IOException as error:
        raise Sentence(f"{warehouse} can't be opened: {str(error).splitlines()[0]}") from error
    except duckdb.Error as error:
        raise Sentence(f"{warehouse} lacks what the report reads; run make build first. ({str(error).splitlines()[0]})") from error
    try:
        write(tables, folder)
    except OSError as error:
        raise Sentence(f"The report could not be written: {error.filename or folder}: {error.strerror}") from error


def write(tables: data.Tables, folder: Path) -> None:
    """Write page, images and PDF, and say so."""
    folder.mkdir(parents=True, exist_ok=True)
    index = folder / "index.html"
    index.write_text(page.render(tables), encoding="utf-8")
    print(f"wrote {index} ({index.stat().st_size / 1e6:.2f} MB)")
    print(f"wrote {charts.write_images(tables, folder / 'visuals')} charts as SVG and PNG to {folder / 'visuals'}/")
    pdf = folder / "index.pdf"
    pdf.unlink(missing_ok=True)
    if executable := browser.find_chromium():
        try:
            browser.print_pdf(index, pdf, executable)
        except playwright.sync_api.Error as error:
            print(f"No {pdf}: {executable} did not print it ({str(error).splitlines()[0]}); the page prints from any browser.")
        else:
            print(f"wrote {pdf}")
    else:
        print(f"No {pdf}: it takes an installed Chromium (or CHROMIUM=/path/to/it); the page prints from any browser.")
