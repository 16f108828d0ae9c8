"""Pictures of dependence in a real browser: a trade from both ends, suppliers over years."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect
from tests.report.conftest import DESKTOP, PHONE
from tests.report.dependence import CLAIM
from tests.report.test_page import INK_OUTSIDE

pytestmark = pytest.mark.browser

PAGE = f"#/claims/{CLAIM}"


def spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u202f", " ")).strip()


def boxes(drawing, of: str) -> list[list[float]]:
    """Give left, right, top and bottom of pieces of a drawing."""
    drawing.locator(of).first.wait_for(state="attached")
    found: list[list[float]] = drawing.locator(of).evaluate_all(
        "all => all.map(one => { const b = one.getBoundingClientRect();"
        " return [b.left, b.right, b.top, b.bottom]; })"
    )
    return found


def test_the_seller_s_loss_grows_to_the_left_and_the_buyer_s_to_the_right_on_one_scale(show):
    drawing = show(PAGE).locator("svg.sides")
    middle = boxes(drawing, "line")[0][0]
    sold, bought, *_ = boxes(drawing, "rect")
    assert sold[1] == pytest.approx(middle, abs=2)
    assert bought[0] == pytest.approx(middle, abs=2)
    widths = [right - left for left, right, *_ in (sold, bought)]
    assert widths[1] / widths[0] == pytest.approx(0.431 / 0.0865, rel=0.1)


def test_the_larger_loss_is_filled_and_an_unknown_one_is_no_bar(show):
    drawing = show(PAGE).locator("svg.sides")
    # The buyer's of the first trade, the seller's of the second, the buyer's 0 of the third.
    expect(drawing.locator("rect")).to_have_class(["", "more", "more", "", "more"])
    expect(drawing).to_have_text(re.compile(r"Russia → European Union–0\s%$"))


def test_a_picture_has_its_finding_its_numbers_and_its_text_as_text(show):
    page = show(PAGE)
    figure = page.locator("figure").filter(has=page.locator("svg.sides"))
    expect(figure.locator("figcaption")).to_contain_text("Israel would lose more")
    expect(figure.locator(".summary")).to_contain_text("<b>crude oil</b>")
    figure.locator("summary").press("Enter")
    rows = figure.locator("tbody tr")
    first = "Azerbaijan Israel US$ 1.40 bn 8.65 % 43.1 % 3.00 % 32.6 %"
    third = "Russia European Union US$ 0 – 0 % – –"
    expect(rows.nth(0)).to_have_text(first, use_inner_text=True)
    expect(rows.nth(2)).to_have_text(third, use_inner_text=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_every_line_ends_in_its_own_name_and_those_asked_about_are_thick(show, size):
    drawing = show(PAGE, size=size).locator("svg.supplies")
    labels = drawing.locator("g > .label")
    expect(labels).to_have_count(6)
    names = labels.all_text_contents()
    assert {"Together", "Azerbaijan"} <= set(names) or {"together", "AZE"} <= set(names)
    placed = sorted(boxes(drawing, "g > .label"), key=lambda box: box[2])
    for above, below in pairwise(placed):
        assert above[2] + 12 <= below[2]
    expect(drawing.locator(".thick path").first).to_have_css("stroke-width", "4px")


def test_lines_differ_in_more_than_their_colour(show):
    paths = show(PAGE).locator("svg.supplies g:not(.thick) > path:not(.lead)")
    expect(paths).to_have_count(5)
    dashes = paths.evaluate_all("all => all.map(one => getComputedStyle(one).strokeDasharray)")
    assert len(set(dashes)) == 5


def test_years_stand_below_and_a_gap_is_a_dash_in_the_table(show):
    page = show(PAGE)
    figure = page.locator("figure").filter(has=page.locator("svg.supplies"))
    years = figure.locator("svg.supplies .axis text")
    for year in ("2009", "2023"):
        expect(years.filter(has_text=year)).to_have_count(1)
    figure.locator("summary").press("Enter")
    cells = figure.locator("tbody tr").nth(4).locator("th, td")
    expect(cells.nth(2)).to_be_visible()
    texts = [spaces(text) for text in cells.all_inner_texts()]
    assert texts[:3] == ["2013", "66.7 %", "40.0 %"]
    assert texts[-2:] == ["–", "US$ 1.00 bn"]


def test_of_output_in_two_years_the_ticks_are_the_years(show):
    page = show("#/claims/oil-suppliers")
    ticks = page.locator("svg.supplies .axis text[text-anchor=middle]")
    expect(ticks).to_have_text(["2022", "2023"])
    expect(page.locator("svg.supplies .thick")).to_have_count(0)


def test_on_paper_every_picture_stands_once(show):
    page = show()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    chapter = page.locator("#dependence")
    expect(chapter.locator("h2")).to_have_text("Who depends on whom")
    expect(chapter.locator("figure")).to_have_count(3)


def test_who_reads_a_claim_without_a_picture_meets_none(show):
    page = show("#/claims/tech-access")
    expect(page.locator("#claim-title")).to_be_visible()
    expect(page.locator("svg.sides, svg.supplies")).to_have_count(0)


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_ink_falls_outside_of_the_pictures(show, size):
    page = show(PAGE, size=size)
    expect(page.locator("svg.sides")).to_be_visible()
    assert page.evaluate(INK_OUTSIDE) == []
