"""The page of the game and of poles in a real browser: pictures, what they say, tables beside."""

import re

import pytest
from playwright.sync_api import expect
from tests.report import coalition
from tests.report.conftest import DESKTOP, PHONE
from tests.report.fixture import result
from tests.report.test_page import INK_OUTSIDE

from accord.report import html
from accord.result import read

pytestmark = pytest.mark.browser

PAGE = "#/coalition"
FIVE = ("AZE", "KAZ", "UZB", "KGZ", "TUR")


def spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u202f", " ")).strip()


def test_a_game_is_told_from_a_forecast_before_any_chance(show):
    text = spaces(show(PAGE).locator("#coalition").inner_text())
    banner = text.index("A game's solution under stated payoffs, not a forecast.")
    assert banner < text.index("base rate")
    assert "What is not market is assumed: access cost cut" in text
    assert text.index("Market") < text.index("Likeliest to hold")


def test_every_set_is_a_node_that_fills_with_its_chance(show):
    page = show(PAGE)
    nodes = page.locator(".lattice .node")
    expect(nodes).to_have_count(8)
    expect(page.locator(".lattice .edge")).to_have_count(12)  # each of three joins in four ways
    whole = nodes.filter(has_text="AZE KAZ").filter(has_text="UZB")
    expect(whole).to_have_count(1)
    expect(whole).to_contain_text("100 %")
    filled = page.locator(".lattice clipPath rect").evaluate_all(
        "all => all.map(one => one.getAttribute('height'))"
    )
    assert sorted({round(float(height) / 26, 2) for height in filled}) == [0, 0.33, 0.67, 1]
    expect(page.locator(".lattice .stable")).to_have_count(4)  # two or three of three are in


def test_what_the_lattice_shows_stands_in_a_sentence_and_a_table(show):
    page = show(PAGE)
    figure = page.locator("figure").filter(has=page.locator(".lattice"))
    expect(figure.locator(".summary")).to_contain_text("stable in nearly every draw (100 %)")
    figure.locator("summary").click()
    rows = figure.locator("tbody tr")
    expect(rows).to_have_count(8)  # the table is made when it is opened
    expect(rows.first).to_have_text(re.compile("^nobody ?0"))


def test_the_path_of_dominoes_is_arrows_with_their_shares_and_a_key(show):
    lattice = show(PAGE).locator(".lattice")
    steps = lattice.locator("g.step:not(.key g)")
    expect(steps).to_have_count(5)
    after_another = lattice.locator("g.step.brought:not(.key g)")
    expect(after_another).to_have_count(2)
    widths = steps.locator("line").evaluate_all(
        "all => all.map(one => Number(one.getAttribute('stroke-width')))"
    )
    assert widths == [0.75 * 7, 0.5 * 7, 0.4 * 7, 1, 1]
    # What is walked in 2 % bears no number.
    expect(lattice.locator(".share")).to_have_text(["75 %", "50 %", "40 %", "13 %"])
    key = lattice.locator(".key text")
    expect(key.nth(0)).to_have_text("joins though nobody else is in")
    expect(key.nth(1)).to_have_text("joins only because others are in")


def test_an_arrow_leads_from_a_set_to_the_one_with_who_joins(show):
    page = show(PAGE)
    step = page.locator(".lattice g.step").first.locator("line")
    nodes = page.locator(".lattice .node")
    expect(nodes).to_have_count(8)
    (x1, y1, x2, y2) = (float(step.get_attribute(n) or "") for n in ("x1", "y1", "x2", "y2"))
    at = {
        spaces(node.locator("text").first.text_content() or ""): [
            float(node.locator(".ring").get_attribute(n) or "") for n in ("cx", "cy")
        ]
        for node in nodes.all()
    }
    for (x, y), (cx, cy) in (((x1, y1), at["nobody"]), ((x2, y2), at["AZE"])):
        assert abs(((x - cx) ** 2 + (y - cy) ** 2) ** 0.5 - 13) < 1e-6  # on the node's rim


def test_the_path_stands_in_a_sentence_and_a_table(show):
    page = show(PAGE)
    figure = page.locator("figure").filter(has=page.locator(".lattice"))
    said = "The likeliest path of dominoes: Azerbaijan (75 %), then Kazakhstan."
    expect(figure.locator(".summary")).to_contain_text(said)
    rows = page.get_by_role("region", name="The path of dominoes, step by step").locator("tbody tr")
    expect(rows).to_have_count(5)
    cells = rows.nth(1).locator("th, td")
    expect(cells).to_have_text(["Azerbaijan", "Kazakhstan", "50.0 %", "50.0 %"])


@pytest.mark.parametrize("names", [("AZE", "KAZ", "UZB", "KGZ"), FIVE])
@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_no_number_of_an_arrow_lies_on_a_name_or_another_number(browser, tmp_path, names, size):
    made = coalition.game(names)
    made["path"] = coalition.every_step(made["sets"])
    path = html.write(read({**result(), "game": made}), tmp_path / "many.html")
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(f"file://{path}{PAGE}")
    page.wait_for_selector(".lattice")
    seen = page.locator(".lattice text:not(.key text)").evaluate_all(
        "all => all.map(one => { const b = one.getBoundingClientRect(); const number ="
        " one.classList.contains('share'); return [b.left, b.right, b.top, b.bottom, number]; })"
    )
    numbers = [box for box in seen if box[4]]
    assert len(numbers) > len(names)
    for box in numbers:
        for other in seen:
            apart = box[1] <= other[0] or other[1] <= box[0]
            assert box is other or apart or box[3] <= other[2] + 4 or other[3] <= box[2] + 4
    assert page.evaluate(INK_OUTSIDE) == []
    page.close()


def test_payoffs_are_those_of_the_set_that_the_address_names(show):
    page = show(f"{PAGE}?set=AZE")
    payoffs = page.locator(".payoffs").first.locator("tbody tr").first.locator("td")
    expect(payoffs).to_have_text([re.compile(f"^{re.escape(n)}\\b") for n in ("+40", "−15", "+25")])
    page.locator("#coalition select").select_option("AZE.KAZ")
    expect(page).to_have_url(re.compile(r"#/coalition\?set=AZE\.KAZ$"))
    expect(payoffs.first).to_have_text(re.compile(r"^\+80\b"))
    expect(page.locator(".lattice .chosen")).to_have_text(re.compile("^AZE KAZ"))


def test_market_and_assumed_stand_apart_on_one_scale(show):
    page = show(f"{PAGE}?set=AZE")
    bars = page.locator(".payoffs").first.locator("tbody tr").first.locator("svg.bar")
    expect(bars.locator(".zero")).to_have_count(3)
    zeros = bars.locator(".zero").evaluate_all("all => all.map(one => one.getAttribute('x1'))")
    assert len(set(zeros)) == 1
    heads = page.locator(".payoffs").first.locator("thead th")
    expect(heads).to_have_text(["Party", "Market", "Assumed", "Both"])


def test_an_answer_shows_what_it_costs_both_sides(show):
    rows = show(PAGE).locator(".ladder tbody tr")
    expect(rows).to_have_count(2)
    words, stop = (spaces(text) for text in rows.all_inner_texts())
    assert words.startswith("Russia protests Russia 0")
    assert "00" not in words.split()  # a nought stands once
    assert stop.startswith("Russia stops a pipeline Russia +2 700")
    assert stop.endswith("50 %")


def test_poles_are_dots_on_one_scale_and_the_leading_one_is_filled(show):
    page = show(PAGE)
    figures = page.locator("svg.poles")
    expect(figures).to_have_count(2)
    azeri = figures.first
    expect(azeri.locator(".pole")).to_have_count(4 * 4)
    expect(azeri.locator(".pole.leading")).to_have_count(4)
    expect(azeri.locator(".pole.leading text")).to_have_text(["EU", "RUS", "CHN", "CHN"])
    axis = azeri.locator(".axis").text_content()
    assert axis.startswith("0") or "0" in axis
    text = spaces(page.locator("#coalition").inner_text())
    assert "Azerbaijan: 3 different poles lead in its channels" in text
    assert "none is averaged" in text
    assert "Exports in transit: no way is known." in text
    assert "memberships spread by +0.50 poles, by construction" in text


def test_names_of_poles_do_not_overlap(show):
    for size in ((1400, 1000), PHONE):
        names = show(PAGE, size=size).locator("svg.poles .pole text")
        names.first.wait_for()
        boxes = names.evaluate_all(
            "all => all.map(one => { const b = one.getBoundingClientRect();"
            " return [b.left, b.right, b.top, b.bottom]; })"
        )
        assert len(boxes) > 4
        for i, (left, right, top, bottom) in enumerate(boxes):
            for other in boxes[:i]:
                assert right < other[0] or left > other[1] or bottom < other[2] or top > other[3]


def test_no_ink_falls_outside_of_the_pictures(show):
    for size in ((1400, 1000), PHONE):
        page = show(PAGE, size=size)
        expect(page.locator("svg.poles")).to_have_count(2)
        assert page.evaluate(INK_OUTSIDE) == []


def test_more_than_five_candidates_are_a_list(browser, tmp_path):
    six = ("AZE", "KAZ", "UZB", "KGZ", "TUR", "SAU")
    changed = {**result(), "game": coalition.game(six)}
    path = html.write(read(changed), tmp_path / "six.html")
    page = browser.new_page()
    page.goto(f"file://{path}{PAGE}")
    sets = page.get_by_role("region", name="Stability of each set").locator("tbody tr")
    expect(sets).to_have_count(64)
    expect(page.locator(".lattice")).to_have_count(0)
    page.close()


def test_a_result_without_game_and_poles_has_no_such_page(browser, tmp_path):
    path = html.write(
        read({**result(), "game": None, "alignment": None}), tmp_path / "without.html"
    )
    page = browser.new_page()
    page.goto(f"file://{path}{PAGE}")
    expect(page.locator("main h1")).to_contain_text("No page")
    expect(page.get_by_role("link", name="Coalition")).to_have_count(0)
    page.close()
