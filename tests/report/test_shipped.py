"""The report of the shipped case, really run, stays within its budget and opens without a fault."""

import re
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import pypdf
import pytest
from tests.report.conftest import PHONE, drawn, go
from tests.report.test_html import BUDGET
from tests.report.test_page import MOST_ELEMENTS, PAGES

import accord
from accord.report import html
from accord.result import Document

DRAWS = 20  # the fewest: the page's size and shape don't hang on them
FOOT = 50.0  # points at the foot of a printed page that name case, version and seed
FOLLOWS = 40  # letters after a heading: less than the shortest claim of a page


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> tuple[Path, Document]:
    document = accord.run("abraham-accords", draws=DRAWS).document
    return html.write(document, tmp_path_factory.mktemp("shipped") / "report.html"), document


def test_it_stays_within_its_budget(shipped):
    path, _ = shipped
    assert path.stat().st_size <= BUDGET


def test_whatever_is_named_as_a_source_stands_in_the_list_of_sources(shipped):
    _, document = shipped
    listed = {source.key for source in document.sources}
    for verdict in document.verdicts:
        limits = {key for limit in verdict.limits for key in limit.sources}
        assert {*verdict.sources, *limits} <= listed, verdict.claim


@pytest.mark.browser
def test_every_claim_opens_at_both_widths_without_a_fault_or_a_push_sideways(shipped, browser):
    path, document = shipped
    faults: list[str] = []
    for width in (1400, PHONE[0]):
        page = browser.new_page(viewport={"width": width, "height": 900})
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text))
        page.goto(path.as_uri())
        drawn(page)
        claims = [f"#/claims/{verdict.claim}" for verdict in document.verdicts]
        places = ["#/", *(claims if width == PHONE[0] else claims[::4])]
        pushed = page.evaluate(
            """async places => {
              const pushed = [];
              for (const place of places) {
                if (location.hash !== place) await new Promise(done => {
                  addEventListener("hashchange", () => setTimeout(done), { once: true });
                  location.hash = place;
                });
                await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
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
    drawn(page)
    for place in (*PAGES, "map?good=all&scenario=russian-transit-shut", "?parts=all"):
        go(page, f"#/{place}")
        assert page.evaluate("document.querySelectorAll('*').length") <= MOST_ELEMENTS, place
    page.close()


@dataclass(frozen=True)
class Printed:
    """The report on paper: what stands on each page, and how far down it reaches."""

    pages: list[str]  # without blanks
    lowest: list[float]  # share of a page's height below its last text
    heads: list[tuple[str, str]]  # a heading or caption, and what its page has to hold too


@pytest.fixture(scope="module")
def printed(shipped, browser, tmp_path_factory) -> Printed:
    path = tmp_path_factory.mktemp("printed") / "report.pdf"
    page = browser.new_page()
    page.goto(shipped[0].as_uri())
    drawn(page)
    page.pdf(path=path, prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    heads = page.evaluate(
        """() => [...document.querySelectorAll("main :is(caption, h2, h3, figcaption)")]
          .filter(head => head.getClientRects().length)
          .map((head, n, all) => [head.innerText, head.tagName === "CAPTION"
            ? head.closest("table").querySelector("tbody tr :is(th, td)").innerText
            : head.tagName === "H2" && all[n + 1]?.tagName === "H3" ? all[n + 1].innerText : ""])"""
    )
    page.close()
    leaves = pypdf.PdfReader(path).pages
    return Printed(
        pages=[unspaced(leaf.extract_text()) for leaf in leaves],
        lowest=[lowest(leaf) for leaf in leaves],
        heads=[(unspaced(head), unspaced(below)) for head, below in heads],
    )


def unspaced(text: str) -> str:
    return re.sub(r"\s+", "", text)


def lowest(leaf: pypdf.PageObject) -> float:
    """How much of a page lies below its last text, the foot left out."""
    found: list[float] = []

    def see(text, to_page, to_text, *_):
        if text.strip():
            found.append(to_page[1] * to_text[4] + to_page[3] * to_text[5] + to_page[5])

    leaf.extract_text(visitor_text=see)
    return float(min(y for y in found if y > FOOT) / leaf.mediabox.height)


@pytest.mark.browser
def test_it_prints_on_25_pages_at_most(printed):
    assert 15 <= len(printed.pages) <= 25


@pytest.mark.browser
def test_no_page_but_the_last_is_left_half_white(printed):
    assert [n for n, share in enumerate(printed.lowest[:-1], 1) if share > 0.5] == []


@pytest.mark.browser
def test_a_heading_stays_with_what_follows_and_a_caption_with_its_table(printed):
    whole, at, parted = "".join(printed.pages), 0, []
    ends = list(accumulate(map(len, printed.pages)))
    for head, below in printed.heads:
        at = whole.index(head, at) + 1
        end = next(end for end in ends if at <= end)
        rest = whole[at - 1 + len(head) : end]
        if below not in rest or len(rest) < FOLLOWS:
            parted.append(head)
    assert len(printed.heads) > 100
    assert parted == []
