"""Write the report of a warehouse: reports/index.html, every chart in reports/visuals, and reports/index.pdf where a Chromium is found.

usage: python -m tools.report [WAREHOUSE] [FOLDER]

WAREHOUSE is WAREHOUSE_PATH, else the published one.
"""

import argparse
import os
import sys
from pathlib import Path

import duckdb
import playwright.sync_api

from tools.report import browser, charts, data, page

PUBLISHED = Path("warehouse/current/warehouse.duckdb")


def main() -> int:
    """Write the report from the command line; every way it can end is a sentence."""
    parser = argparse.ArgumentParser(prog="python -m tools.report", description="Write the report of a warehouse.")
    parser.add_argument("warehouse", nargs="?", type=Path, default=Path(os.environ.get("WAREHOUSE_PATH") or PUBLISHED))
    parser.add_argument("folder", nargs="?", type=Path, default=Path("reports"))
    arguments = parser.parse_args()
    if not arguments.warehouse.is_file():
        nothing = "Nothing is published yet" if arguments.warehouse == PUBLISHED else f"There is no warehouse at {arguments.warehouse}"
        print(f"{nothing}: run make build first.", file=sys.stderr)
        return 1
    try:
        tables = data.load(arguments.warehouse)
    except duckdb.IOException as error:
        print(f"{arguments.warehouse} can't be opened: {str(error).splitlines()[0]}", file=sys.stderr)
        return 1
    except duckdb.Error as error:
        print(f"{arguments.warehouse} lacks what the report reads; run make build first. ({str(error).splitlines()[0]})", file=sys.stderr)
        return 1
    try:
        write(tables, arguments.folder)
    except OSError as error:
        print(f"The report could not be written: {error.filename or arguments.folder}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


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


if __name__ == "__main__":
    sys.exit(main())
