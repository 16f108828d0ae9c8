"""The report of the invented result in a real browser: ready, and a click on each page."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench.rows import Row, warm_median
from tests.browser import FLAGS
from tests.report.conftest import DESKTOP
from tests.report.fixture import result

from accord.report import html
from accord.result import read

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGES = ("gains", "map", "scenarios", "assumptions", "data", "claims/energy-revenue", "")
# The script that a click runs, until the page stands; drawing and layout are the browser's.
CLICK = """view => new Promise(done => {
  const started = performance.now();
  addEventListener("hashchange", () => Promise.resolve().then(() =>
    done(performance.now() - started)), { once: true });
  location.hash = view;
})"""


def rows() -> Iterator[Row]:
    """Measure the first rows of the overview and the script of a click."""
    chromium = shutil.which("chromium")
    if chromium is None:
        yield Row(name="report in a browser", seconds=None, note="no Chromium")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = html.write(read(result()), Path(folder) / "report.html")
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
        page.goto(path.as_uri())
        ready = warm_median(lambda: _reload(page))
        yield Row(name="report, first rows in a browser", seconds=ready, goal=0.5)
        for name in PAGES:
            taken = sorted(_click(page, name) for _ in range(5))
            yield Row(name=f"report, a click on #/{name}", seconds=taken[2], goal=0.05)
        browser.close()


def _reload(page: "Page") -> None:
    page.reload()
    page.wait_for_selector(".verdicts tr.claim")


def _click(page: "Page", name: str) -> float:
    """Seconds of script of a click from another page."""
    page.evaluate("location.hash = '#/not-tested'")
    page.wait_for_timeout(50)
    milliseconds: float = page.evaluate(CLICK, f"#/{name}")
    return milliseconds / 1e3
