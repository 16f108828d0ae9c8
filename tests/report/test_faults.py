"""Faults that a reader once found on these pages: each has a test that fails where it comes back.

Others stand beside what they are about: ink outside of a figure, the list that follows the claim,
the heading over its numbers and blocs among states in `test_page.py`, print in `test_shipped.py`,
minus signs in `numbers.json`.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from playwright.sync_api import expect
from tests.browser import settled
from tests.report.conftest import DESKTOP, PHONE, drawn, go
from tests.report.fixture import result
from tests.report.front import FRONT
from tests.report.test_page import INK_OUTSIDE, PAGES

from accord.cli import verdicts as terminal
from accord.report import html
from accord.result import read

if TYPE_CHECKING:
    from playwright.sync_api import Page

browser_test = pytest.mark.browser
STYLE = re.sub(
    r"/\*.*?\*/", "", (FRONT / "src" / "app.css").read_text(encoding="utf-8"), flags=re.S
)
YES = {"claim": "central-asian", "value": 1, "low": None, "high": None, "unit": "yes"}
NO = {"claim": "no-iran-border", "value": 0, "low": None, "high": None, "unit": "yes"}


def asks(op: str, number: int) -> dict[str, Any]:
    """Lines of a claim that asks for yes, or for no."""
    fails = {"op": "!=", "number": number, "unit": "yes"}
    return {"lines": {"holds": {"op": op, "number": number, "unit": "yes"}, "fails": fails}}


def faulty() -> dict[str, Any]:
    """The invented result, with what once went wrong in it."""
    made = result()
    by_claim = {verdict["claim"]: verdict for verdict in made["verdicts"]}
    by_claim["central-asian"] |= YES | asks(">=", 1) | {"verdict": "supported"}
    by_claim["no-iran-border"] |= NO | asks("==", 0) | {"verdict": "supported"}
    curve = by_claim["less-dependence"]["curve"]  # to 20 %: it turns far outside
    curve |= {"crossing": 0.306, "range": [0.05, 0.1]}
    way = made["map"]["routes"][0]
    way["hours"] = 147.33333333333334
    return made


@pytest.fixture(scope="module")
def page(browser, tmp_path_factory) -> "Iterator[Page]":
    """One page for all of these tests: each goes where it looks."""
    path = html.write(read(faulty()), tmp_path_factory.mktemp("faults") / "report.html")
    opened = browser.new_page(viewport={"width": DESKTOP[0], "height": DESKTOP[1]})
    opened.goto(path.as_uri())
    drawn(opened)
    yield opened
    opened.close()


def look(page: "Page", place: str, width: int = DESKTOP[0]) -> None:
    page.set_viewport_size({"width": width, "height": DESKTOP[1]})
    go(page, f"#/{place}")


def spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@browser_test
@pytest.mark.parametrize("place", ["", "gains", "coalition?set=AZE", "claims/israel-stability"])
@pytest.mark.parametrize("width", [DESKTOP[0], PHONE[0]])
def test_no_bar_is_a_hairline(page, place, width):
    look(page, place, width)
    high = page.evaluate(
        """() => [
          ...[...document.querySelectorAll("rect.thick, .tally-bar rect, .share .solid")]
            .map(bar => bar.getBoundingClientRect().height),
          ...[...document.querySelectorAll(".thin.alone")]
            .map(line => parseFloat(getComputedStyle(line).strokeWidth)),
        ]"""
    )
    assert high
    assert min(high) >= 4


@browser_test
def test_densities_share_a_scale_so_that_each_looks_as_wide_as_it_is(page):
    look(page, "assumptions")
    areas = page.locator(".density .area")
    areas.first.wait_for(state="attached")
    shapes_and_ends = areas.evaluate_all(
        "all => all.map(one => [one.getAttribute('d'), one.getBBox().x,"
        " one.getBBox().x + one.getBBox().width])"
    )
    shapes, left, right = zip(*shapes_and_ends, strict=True)
    assert len(set(shapes)) == len(result()["assumptions"])
    # 160 px less one at each end are three times the central value: of 3 to 20 about 10,
    # 1 + 158 * 3 / 30 to 1 + 158 * 20 / 30; of 220 to 300 about 240, 96.4 to 160.8, cut at 159.
    names = [assumption["name"] for assumption in result()["assumptions"]]
    sigma, crude = names.index("sigma-crude"), names.index("israel-crude-demand")
    assert (left[sigma], right[sigma]) == pytest.approx((16.8, 106.3), abs=0.2)
    assert left[crude] == pytest.approx(1 + 158 * 220 / 720, abs=0.2)
    assert right[crude] == pytest.approx(1 + 158 * 300 / 720, abs=0.2)


def test_blue_means_that_a_claim_is_supported_that_somebody_gains_or_a_way_that_is_new():
    tokens = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", STYLE.split("@media")[0]))
    assert {name for name, colour in tokens.items() if is_blue(colour)} == {"supported", "gain"}
    users = re.findall(r"([^{}]+)\{[^{}]*var\(--(?:supported|gain)\)", STYLE)
    allowed = r"\.v-supported|\.gain(-[1-4])?|\.way\.then|\.payoffs \.cost \.loss"
    assert [spaces(user) for user in users if not re.fullmatch(allowed, spaces(user))] == []


def is_blue(colour: str) -> bool:
    """Whether somebody would call a colour blue: strong, with less red than green."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return red < green < blue / 1.3 and blue - red > 100


@browser_test
def test_yes_and_no_are_words_on_every_page(page):
    look(page, "")
    for claim, word in (("central-asian", "yes"), ("no-iran-border", "no")):
        row = page.locator("tr.claim", has=page.locator(f"[id='row:{claim}']"))
        expect(row.locator(".value")).to_have_text(word)
        expect(row.locator(".needs")).to_have_text(word)
    look(page, "claims/central-asian")
    view = page.locator(".claim-view")
    expect(view).to_contain_text("A fact: yes; the claim asks for yes.", use_inner_text=True)
    expect(view).to_contain_text("Holds if yes, fails if no.", use_inner_text=True)


def test_yes_and_no_are_words_without_script_and_in_the_terminal():
    document = read(faulty())
    for label, word in (("Both lie in Central Asia", "yes"), ("Kazakhstan does not border", "no")):
        (row,) = (one for one in html.render(document).split("<tr>") if label in one[:200])
        cells = re.findall(r"<td>(.*?)</td>", row)
        assert cells[3:5] == [word, word]
    table = click.unstyle(terminal.verdict_table(document)).splitlines()
    at = next(n for n, line in enumerate(table) if line.endswith("Both lie in Central Asia"))
    assert table[at + 1].split() == ["central-asian", "yes", "yes", "–"]


@browser_test
@pytest.mark.parametrize("place", [*PAGES, "claims/less-dependence", "map?scenario=stop"])
def test_no_number_has_digits_that_nobody_measured_and_none_is_above_a_minus(page, place):
    look(page, place)
    page.evaluate(
        "() => { for (const one of document.querySelectorAll('details')) one.open = true }"
    )
    settled(page)
    text = page.evaluate(
        """() => {
          const copy = document.querySelector("main").cloneNode(true);
          for (const code of copy.querySelectorAll("code, pre")) code.remove();
          return copy.textContent;
        }"""
    )
    assert re.findall(r"\d\.\d{5,}", text) == []
    assert re.findall(r"[<>]\s?[-−]\s?\d", text) == []


@browser_test
@pytest.mark.parametrize("width", [DESKTOP[0], 800, PHONE[0], 320])
def test_a_line_that_turns_a_claim_far_outside_stays_inside_its_figure(page, width):
    look(page, "claims/less-dependence", width)
    expect(page.locator("figure .drop")).to_have_count(1)
    expect(page.locator("figure").nth(1).locator("figcaption")).to_contain_text("30.6")
    assert page.evaluate(INK_OUTSIDE) == []


@browser_test
@pytest.mark.parametrize("width", [761, 800, 960, 1000, DESKTOP[0]])
def test_a_claim_has_room_for_its_words_and_its_value_stands_below_its_heading(page, width):
    look(page, "", width)
    assert page.locator(".verdicts thead th").nth(2).bounding_box()["width"] >= 160
    right = "element => element.getBoundingClientRect().right"
    head = page.locator(".verdicts thead th.number").evaluate(right)
    numbers = page.locator(".verdicts td.value b:not(.of-parts)").evaluate_all(
        f"all => all.map({right})"
    )
    assert all(abs(one - head) <= 8 for one in numbers)


def test_the_style_of_the_pages_is_what_was_built():
    """What this module reads of colours is what a report carries."""
    built = Path(html.__file__).with_name("static") / "app.css"
    assert ".way.then{stroke:var(--gain)}" in built.read_text(encoding="utf-8")
