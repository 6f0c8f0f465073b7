"""Find an installed Chromium and drive it, cut off from every network."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
PLACES = (Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"), Path("/Applications/Chromium.app/Contents/MacOS/Chromium"))


def find_chromium() -> str | None:
    """Return the path of an installed Chromium: CHROMIUM if set, else one on the PATH or in its usual place."""
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    found = (path for name in NAMES if (path := shutil.which(name)))
    return next(found, None) or next((str(place) for place in PLACES if place.is_file()), None)


@contextmanager
def chromium(executable: str) -> Iterator[Browser]:
    """Start the browser without a window, and end it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=["--disable-gpu", "--disable-dev-shm-usage"])
        try:
            yield browser
        finally:
            browser.close()


def print_pdf(page: Path, pdf: Path, executable: str) -> None:
    """Print a page once its charts are drawn."""
    with chromium(executable) as browser:
        context = browser.new_context(offline=True, viewport={"width": 703, "height": 1032}, color_scheme="light")  # A4 within its margins
        tab = context.new_page()
        tab.emulate_media(media="print")  # before the charts are drawn, so that they have the width of the paper
        tab.goto(page.absolute().as_uri())
        tab.wait_for_function("document.documentElement.dataset.drawn === 'true'")
        tab.pdf(path=pdf, format="A4", print_background=True, margin={"top": "12mm", "bottom": "12mm", "left": "12mm", "right": "12mm"})


if __name__ == "__main__":
    print(find_chromium() or "")
