"""The report of the shipped case, really run, stays within its budget and opens without a fault."""

import re
from pathlib import Path

import pytest
from tests.report.conftest import PHONE
from tests.report.test_html import BUDGET
from tests.report.test_page import MOST_ELEMENTS, PAGES

import accord
from accord.report import html
from accord.result import Document

DRAWS = 20  # the fewest: the page's size and shape don't hang on them


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> tuple[Path, Document]:
    document = accord.run("abraham-accords", draws=DRAWS).document
    return html.write(document, tmp_path_factory.mktemp("shipped") / "report.html"), document


def test_it_stays_within_its_budget(shipped):
    path, _ = shipped
    assert path.stat().st_size <= BUDGET


@pytest.mark.browser
def test_every_claim_opens_at_both_widths_without_a_fault_or_a_push_sideways(shipped, browser):
    path, document = shipped
    faults: list[str] = []
    for width in (1400, PHONE[0]):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(path.as_uri())
        page.wait_for_selector("main:not(.plain) h1")
        claims = [f"#/claims/{verdict.claim}" for verdict in document.verdicts]
        places = ["#/", *(claims if width == PHONE[0] else claims[::4])]
        pushed = page.evaluate(
            """async places => {
              const pushed = [];
              for (const place of places) {
                location.hash = place;
                await new Promise(done => setTimeout(done, 30));
                if (document.documentElement.scrollWidth > innerWidth) pushed.push(place);
              }
              return pushed;
            }""",
            places,
        )
        assert pushed == []
        page.close()
    assert faults == []


@pytest.mark.browser
def test_no_page_has_more_elements_than_a_browser_moves_at_once(shipped, browser):
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(shipped[0].as_uri())
    page.wait_for_selector("main:not(.plain) h1")
    for place in (*PAGES, "map?good=all&scenario=russian-transit-shut", "?parts=all"):
        page.evaluate("place => location.hash = '#/' + place", place)
        page.wait_for_timeout(200)
        assert page.evaluate("document.querySelectorAll('*').length") <= MOST_ELEMENTS, place
    page.close()


@pytest.mark.browser
def test_it_prints_on_25_pages_at_most(shipped, browser, tmp_path):
    page = browser.new_page()
    page.goto(shipped[0].as_uri())
    page.wait_for_selector("main:not(.plain) h1")
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    page.close()
    leaves = re.findall(rb"/Type\s*/Page\b(?!s)", (tmp_path / "report.pdf").read_bytes())
    assert 15 <= len(leaves) <= 25
