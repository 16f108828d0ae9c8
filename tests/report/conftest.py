"""Reports for the tests that look at the page."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.browser import settled
from tests.report.fixture import few, result
from tests.report.front import FRONT

from accord.report import html
from accord.result import read

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESKTOP, PHONE = (1400, 1000), (390, 844)

Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The report of the invented result."""
    return html.write(read(result()), tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture(scope="session")
def short_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shorter one with every kind of view, for what takes long on a long page."""
    return html.write(read(few()), tmp_path_factory.mktemp("report") / "report.html")


@pytest.fixture
def show(browser: "Browser", report: Path, short_report: Path) -> Iterator[Open]:
    """Open the report: `show("#/claims/x", size=PHONE, dark=True)`, after a script that runs first.

    The test fails afterwards where the page logged an error, broke its own policy or asked for
    anything but itself.
    """
    contexts, complaints = [], []

    def open_page(
        place: str = "",
        *,
        size: tuple[int, int] = DESKTOP,
        dark: bool = False,
        script: bool = True,
        short: bool = False,
        first: str = "",
    ) -> "Page":
        path = short_report if short else report
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            accept_downloads=True,
            reduced_motion="reduce",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: _only(path, request.url, complaints))
        if first:
            page.add_init_script(first)
        page.goto(f"{path.as_uri()}{place}")
        if script:
            drawn(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def drawn(page: "Page") -> None:
    """Wait until the pages stand in place of the plain table, and what they draw a moment later."""
    page.wait_for_selector("main:not(.plain) h1")
    settled(page)


def go(page: "Page", place: str) -> None:
    """Go to an address of the report, and wait until what stands there is drawn."""
    page.evaluate(
        """place => new Promise(done => {
          if (location.hash === place) return done();
          addEventListener("hashchange", () => setTimeout(done), { once: true });
          location.hash = place;
        })""",
        place,
    )
    settled(page)


def _only(report: Path, url: str, complaints: list[str]) -> None:
    if not url.startswith((report.as_uri(), "blob:", "data:")):
        complaints.append(f"asked for {url}")


@pytest.fixture(scope="session")
def axe() -> str:
    """The script of axe-core, from npm or from PyPI."""
    places = [FRONT / "node_modules" / "axe-core" / "axe.min.js"]
    spec = find_spec("axe_playwright_python")
    if spec and spec.submodule_search_locations:
        places.append(Path(spec.submodule_search_locations[0]) / "axe.min.js")
    for place in places:
        if place.exists():
            return place.read_text(encoding="utf-8")
    pytest.skip("no tools of the front end: npm ci --prefix front")
