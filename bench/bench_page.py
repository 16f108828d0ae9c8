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
    from playwright.sync_api import CDPSession, Page

PAGES = (
    "gains",
    "map",
    "coalition",
    "scenarios",
    "assumptions",
    "data",
    "claims/energy-revenue",
    "",
)
SETTLED = 400  # ms after a click until what is drawn a moment later stands too


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
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        for name in PAGES:
            first, *later = (_click(page, session, name) for _ in range(6))
            yield Row(name=f"report, script of the first click on #/{name}", seconds=first)
            yield Row(
                name=f"report, script of a click on #/{name}", seconds=sorted(later)[2], goal=0.05
            )
        browser.close()


def _reload(page: "Page") -> None:
    page.reload()
    page.wait_for_selector(".verdicts tr.claim")


def _click(page: "Page", session: "CDPSession", name: str) -> float:
    """Seconds that the script of a click computes, whatever else the machine does meanwhile.

    Drawing and layout are the browser's.
    """
    page.evaluate("location.hash = '#/not-tested'")
    page.wait_for_timeout(SETTLED)
    before = _script(session)
    page.evaluate("view => location.hash = view", f"#/{name}")
    page.wait_for_timeout(SETTLED)
    return _script(session) - before


def _script(session: "CDPSession") -> float:
    """Seconds of the page's thread that went into script so far."""
    found = session.send("Performance.getMetrics")["metrics"]
    return next(float(one["value"]) for one in found if one["name"] == "ScriptDuration")
