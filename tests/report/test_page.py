"""The page in a real browser: what it says, how it is reached, that everybody can use it."""

import csv
import io
import re

import pytest
from tests.report.conftest import DESKTOP, PHONE
from tests.report.fixture import HOSTILE, few, result

pytestmark = pytest.mark.browser

PAGES = (
    "",
    "gains",
    "map",
    "coalition",
    "scenarios",
    "assumptions",
    "data",
    "not-tested",
    "reading",
)
VIEWS = [
    *(f"#/{page}" for page in PAGES),
    "#/map?view=world&scenario=shut",
    "#/map?good=containers",
    "#/?group=verdict&only=depends&parts=all",
    "#/gains/embargo",
    "#/claims/energy-revenue",
    "#/claims/tech-access",
]
MOST_ELEMENTS = 3000
# Pieces of drawings that lie outside of their drawing.
INK_OUTSIDE = """() => [...document.querySelectorAll("figure svg.drawing")].flatMap(svg => {
  const edge = svg.getBoundingClientRect();
  return [...svg.querySelectorAll("text, line, path, rect, circle")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.width + box.height > 0
      && (box.left < edge.left - 4 || box.right > edge.right + 4
        || box.top < edge.top - 4 || box.bottom > edge.bottom + 4);
  }).map(one => one.outerHTML.slice(0, 120));
})"""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
CLAIM = "#/claims/energy-revenue"


def spaces(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_the_first_screen_answers_whether_the_proposal_holds(show):
    page = show()
    tally = dict(result()["tally"])
    assert (
        tally.pop("not_reviewed") == 0
    )  # no verdict: the sentence below says it where there are any
    for word, count in tally.items():
        button = page.locator(f".tally-word.v-{word}")
        box = button.bounding_box()
        assert spaces(button.inner_text()) == f"{count} {word}"
        assert box["y"] + box["height"] < DESKTOP[1]
    assert page.locator(".verdicts tr.claim").nth(8).bounding_box()["y"] < DESKTOP[1]


def test_every_claim_has_a_row_with_mark_word_and_value(show):
    rows = show("#/?parts=all").locator(".verdicts tr.claim, .verdicts tr.part")
    texts = [spaces(text) for text in rows.all_inner_texts()]
    assert len(texts) == len(result()["verdicts"])
    for text, verdict in zip(texts, result()["verdicts"], strict=True):
        assert verdict["verdict"] in text


def test_the_list_says_the_same_numbers_as_the_plain_table(show):
    plain = [
        spaces(text)
        for text in show(script=False).locator(".plain tbody tr td:nth-child(4)").all_inner_texts()
    ]
    page = show("#/?parts=all")
    values = page.locator(".verdicts td.value").all_inner_texts()
    ends = page.locator(".verdicts td.interval").all_inner_texts()
    listed = [spaces(f"{value} {end}") for value, end in zip(values, ends, strict=True)]
    assert listed == plain


def test_without_script_the_plain_table_stands(show):
    page = show(script=False)
    assert page.locator(".plain tbody tr").count() == len(result()["verdicts"])
    assert page.locator(".plain h1").inner_text() == result()["title"]


def test_a_browser_that_cannot_unpack_keeps_the_plain_table(browser, short_report):
    page = browser.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script("delete globalThis.DecompressionStream")
    page.goto(short_report.as_uri())
    page.wait_for_timeout(200)
    assert page.locator(".plain tbody tr").count() == len(few()["verdicts"])
    assert faults == []
    page.close()


def test_hostile_texts_are_shown_and_nothing_of_them_runs(show):
    page = show()
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog opened: {dialog.message}"))
    assert page.locator("a.row-link", has_text="alert(").first.inner_text().startswith("<script>")
    for place in ("data", "scenarios/embargo", "gains/embargo", "map"):
        page.evaluate("place => location.hash = '#/' + place", place)
        page.wait_for_selector(f"#{place.split('/')[0]}")
        assert page.locator("a[href^='javascript']").count() == 0
        assert page.locator("img").count() == 0
    page.evaluate("location.hash = '#/data'")
    page.wait_for_selector("#data")
    assert spaces(HOSTILE) in spaces(page.locator("#data").inner_text())


def test_a_claim_has_an_address_and_back_returns_to_its_row(show):
    page = show()
    page.locator("a.row-link", has_text="crude revenue rises").click()
    page.wait_for_selector("#claim-title")
    assert page.url.endswith(CLAIM)
    assert "Holds in some draws" not in page.locator("h1").inner_text()
    page.go_back()
    page.wait_for_selector(".verdicts")
    assert page.evaluate("document.activeElement.id") == "row:energy-revenue"


def test_a_part_has_an_address_too(show):
    page = show("#/claims/energy-revenue/kazakhstan")
    assert page.locator("#claim-title").inner_text() == "Kazakhstan's crude revenue"


def test_an_unknown_claim_is_said(show):
    assert "No claim “nonsense”" in show("#/claims/nonsense").locator("main").inner_text()


def test_the_claim_page_follows_the_order_of_reading(show):
    page = show("#/claims/israel-stability")
    text = page.locator(".claim-view").inner_text()
    wanted = (
        *("invented quote", "Losing both", "depends", "Holds in most draws", "14", "Holds if"),
        *("of 20 draws hold", "It turns where access cost cut is", "What decides it"),
        *("Without the accord", "Sources", "How this is computed", "In a shell", "In Python"),
    )
    places = [text.find(piece) for piece in wanted]
    assert -1 not in places, dict(zip(wanted, places, strict=True))
    assert places == sorted(places)


def test_the_twenty_dots_can_be_counted(show):
    page = show("#/claims/israel-stability")
    verdict = next(v for v in result()["verdicts"] if v["claim"] == "israel-stability")
    for state in ("holds", "between", "fails"):
        drawn = page.locator(f"figure svg .dot.{state}").count()
        assert drawn == sum(dot["state"] == state for dot in verdict["dots"])


def test_no_dot_stands_on_the_wrong_side_of_a_line(show):
    page = show("#/claims/energy-revenue")
    drawn = [verdict for verdict in result()["verdicts"] if verdict["dots"]][::2]
    for verdict in drawn:
        page.evaluate("claim => location.hash = '#/claims/' + claim", verdict["claim"])
        page.wait_for_function(
            "label => document.querySelector('#claim-title').textContent === label",
            arg=verdict["label"],
        )
        line = float(page.locator("figure svg .line-holds").first.get_attribute("x1"))
        falling = verdict["condition"]["holds"].startswith("<")
        dots = page.locator("figure svg .dot.holds circle").evaluate_all(
            "circles => circles.map(circle => Number(circle.getAttribute('cx')))"
        )
        for x in dots:
            assert x <= line + 0.01 if falling else x >= line - 0.01, verdict["claim"]


def test_filters_are_counted_and_kept_in_the_address(show):
    page = show()
    page.locator(".tally-word.v-contradicted").click()
    count = result()["tally"]["contradicted"]
    assert page.locator(".verdicts tr.claim").count() == count
    assert spaces(page.locator(".count").inner_text()).startswith(f"{count} of ")
    assert page.url.endswith("#/?only=contradicted")
    page.go_back()
    page.wait_for_function("() => document.querySelectorAll('.verdicts tr.claim').length > 40")


def test_search_narrows_the_list_and_nothing_found_is_said(show):
    page = show()
    page.keyboard.press("/")
    page.wait_for_function("() => document.activeElement.id === 'search'")
    page.keyboard.type("uranium")
    page.wait_for_function("() => document.querySelectorAll('.verdicts tr.claim').length === 1")
    page.keyboard.type("qqq")
    page.wait_for_selector("text=No claim has this filter")


@pytest.mark.parametrize("grouping", ["verdict", "party", "engine"])
def test_the_list_can_be_grouped(show, grouping):
    page = show(f"#/?group={grouping}")
    assert page.locator(".verdicts tr.group").count() >= 1
    assert page.locator(".verdicts tr.claim").count() == sum(result()["tally"].values())


def wait_for_claim(page, claim):
    """Wait until address and page are at a claim: the address changes first."""
    page.wait_for_function(
        "claim => location.hash === `#/claims/${claim}`"
        " && document.querySelector('.beside a[aria-current]')?.getAttribute('href')"
        " === location.hash",
        arg=claim,
    )


def test_keys_walk_through_the_claims(show):
    page = show()
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "row:ties-robust"
    page.keyboard.press("Enter")
    wait_for_claim(page, "ties-robust")
    page.keyboard.press("j")
    wait_for_claim(page, "ties-robust/embassies")
    page.keyboard.press("ArrowLeft")
    wait_for_claim(page, "ties-robust")
    page.keyboard.press("Escape")
    page.wait_for_function("() => location.hash === '#/'")


def test_single_keys_do_nothing_in_a_field_or_when_switched_off(show):
    page = show()
    page.locator("#search").fill("j")
    page.locator("#search").press("?")
    assert not page.locator("dialog").is_visible()
    page.locator("#search").fill("")
    page.locator("#search").press("Escape")
    page.keyboard.press("?")
    page.locator("dialog input[type=checkbox]").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert not page.evaluate("document.activeElement.id").startswith("row:")


def test_a_table_is_downloaded_without_the_network(show):
    page = show("#/claims/israel-stability")
    page.keyboard.press("t")
    with page.expect_download() as download:
        page.locator("figure").first.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["draw", "value (share)", "state"]
    assert len(rows) == 21


def test_a_figure_is_downloaded_with_title_and_source_inside(show):
    page = show("#/claims/israel-stability")
    page.keyboard.press("t")
    with page.expect_download() as download:
        page.locator("figure").nth(1).get_by_role("button", name="SVG").click()
    svg = download.value.path().read_text("utf-8")
    assert svg.startswith("<svg")
    assert "It turns where access cost cut is" in svg
    assert "Trade that never took place" in svg
    assert "var(--" not in svg
    assert 'id="stripes"' in svg  # the pattern that its bars are filled with


def test_a_map_is_downloaded_with_its_key_and_as_light_as_it_is_drawn(show):
    page = show("#/map?scenario=stop")
    page.wait_for_selector("#map .insets div:last-child svg")
    page.keyboard.press("t")
    with page.expect_download() as download:
        page.locator("#map").get_by_role("button", name="SVG", exact=True).click()
    svg = spaces(download.value.path().read_text("utf-8"))
    key = page.locator("#map .legend li").all_inner_texts()
    assert len(key) > 8
    for entry in key:
        assert spaces(entry).split(" ")[-1] in svg
    assert "Mt a year of crude oil, as published; arrows: its way" in svg
    assert re.search(r'<path[^>]*stroke-opacity="0\.35"', svg)  # the old way and the new one
    assert svg.index("way before") < svg.index("public domain")


def test_a_figure_is_a_picture_too_and_a_claim_can_be_cited_and_embedded(show):
    page = show("#/claims/israel-stability")
    page.keyboard.press("t")
    with page.expect_download() as download:
        page.locator("figure").nth(1).get_by_role("button", name="PNG").click()
    assert download.value.path().read_bytes().startswith(b"\x89PNG")
    with page.expect_download() as download:
        page.get_by_role("button", name="Embed").click()
    small = download.value.path().read_text("utf-8")
    assert "Losing both" in small
    assert "<script" not in small
    page.evaluate(
        "() => { navigator.clipboard.writeText = async text => { window.copied = text } }"
        if page.evaluate("Boolean(navigator.clipboard)")
        else "() => {}"
    )
    page.get_by_role("button", name="BibTeX").click()
    page.wait_for_selector("text=/BibTeX copied|copies nothing/")


def test_a_scenario_of_the_map_shows_what_it_closes_and_what_becomes_of_the_ways(show):
    page = show("#/map")
    assert page.locator("#map .closed-mark").count() == 0
    assert page.locator("#map .ways tbody tr").count() == 2
    scenarios = page.get_by_role("group", name="Scenario on the map").get_by_role("button")
    scenarios.nth(1).click()
    page.wait_for_selector("#map svg.drawing .closed-mark")
    assert "scenario=stop" in page.url
    assert page.locator("#map svg.drawing .ml.closed").count() >= 1
    assert spaces(page.locator("#map .ways tbody tr").inner_text()).startswith("Atyrau → Haifa")
    assert "4 000 → 4 600" in spaces(page.locator("#map .ways tbody tr").inner_text())
    scenarios.nth(2).click()
    page.wait_for_selector("#map .veto")
    assert "1 of them has no way left" in spaces(page.locator("#map .summary").inner_text())
    assert page.locator("#map svg.drawing text", has_text="closed by RUS").count() >= 1
    page.go_back()
    page.wait_for_selector("#map .veto", state="detached")


def test_the_list_beside_the_map_lights_lines_by_keyboard_and_the_address_keeps_them(show):
    page = show("#/map")
    entry = page.locator(".map-list button", has_text="Baku → Haifa")
    entry.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#map .ml.lit")
    assert entry.get_attribute("aria-pressed") == "true"
    assert "lit=south%2Csea" in page.url
    other = show(page.url[page.url.index("#") :])
    assert other.locator("#map svg.drawing").first.locator(".ml.lit").count() == 2
    assert other.locator("#map svg.drawing").first.locator(".ml.dim").count() >= 4
    other.locator(".map-list p button").click()
    other.wait_for_selector("#map .ml.dim", state="detached")


def test_every_line_and_passage_of_the_map_is_in_its_list_and_table(show):
    page = show("#/map")
    page.evaluate("() => { for (const d of document.querySelectorAll('details')) d.open = true }")
    page.wait_for_function("() => document.querySelectorAll('.map-list ul').length >= 5")
    listed = page.locator(".map-list").inner_text()
    chart = result()["map"]
    for one in (*chart["lines"], *chart["passages"]):
        assert spaces(one["title"]) in spaces(listed)
    page.wait_for_selector("#map .table-below tbody tr")
    assert page.locator("#map .table-below tbody tr").count() == len(chart["lines"])


def test_a_title_says_what_is_closed_and_what_went_by_it(show):
    title = spaces(show("#/map?scenario=stop").locator("#map figcaption bdi").inner_text())
    assert title.startswith("Closed: ")
    assert "40 Mt of Kazakhstan’s crude oil (2022)" in title
    shut = spaces(show("#/map?scenario=shut").locator("#map figcaption bdi").inner_text())
    assert shut.startswith("Russia lets nothing of others through. What is closed carried 40 Mt")


def test_the_map_shows_the_flows_of_the_good_that_is_chosen_and_the_address_keeps_it(show):
    page = show("#/map")
    goods = page.get_by_role("group", name="Good on the map").get_by_role("button")
    assert goods.all_inner_texts() == ["crude oil", "containers", "all goods"]  # by their ways
    first = page.locator("#map svg.drawing").first
    assert first.locator(".heads").count() == 1  # of the 40 Mt by north
    assert "Mt a year of crude oil" in page.locator("#map .legend").inner_text()
    goods.nth(1).click()
    page.wait_for_selector("#map .heads", state="detached")
    assert page.url.endswith("good=containers")
    other = show(page.url[page.url.index("#") :])
    drawn = other.locator("#map svg.drawing").first
    assert drawn.locator(".ml.rail:not(.other), .ml.ferry:not(.other)").count() == 2
    assert drawn.locator(".ml.oil:not(.other), .ml.gas:not(.other)").count() == 0
    assert "Mt a year" not in other.locator("#map .legend").inner_text()
    assert spaces(other.locator("#map .ways tbody tr").inner_text()).startswith("Xi'an → Budapest")
    assert show("#/map?good=all").locator("#map .ways tbody tr").count() == 3
    assert show("#/map?good=nonsense").locator("#map .ways tbody tr").count() == 2


def test_the_first_click_on_a_map_waits_for_no_land_to_be_laid_out(show):
    def script(session):
        found = session.send("Performance.getMetrics")["metrics"]
        return next(one["value"] for one in found if one["name"] == "ScriptDuration")

    taken = []
    for _ in range(3):
        page = show("#/not-tested")
        page.wait_for_timeout(1500)  # what nobody waits for is done
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable", {"timeDomain": "threadTicks"})
        before = script(session)
        page.evaluate("location.hash = '#/map?view=world'")
        page.wait_for_selector("#map .insets div:last-child svg")
        taken.append(script(session) - before)
    assert min(taken) <= 0.05  # seconds that the page's thread computed


def test_the_map_names_the_line_by_which_most_of_the_good_went(show):
    title = spaces(show("#/map").locator("#map figcaption bdi").inner_text())
    assert title.startswith("The largest flows of crude oil: Kazakhstan’s, 40 Mt by ")
    assert title.endswith("(2022)")


def test_what_a_closed_line_carried_stands_at_the_place_where_it_is_closed(show):
    page = show("#/map?scenario=shut")
    texts = page.locator("#map svg.drawing").first.locator("text").all_text_contents()
    assert "closed by RUS, 40 Mt" in [spaces(text) for text in texts]
    other = show("#/map?scenario=shut&good=containers")
    assert other.locator("#map svg.drawing .closed-mark").count() == 0
    assert "moves no way of containers" in spaces(other.locator("#map .summary").inner_text())


def test_the_old_way_and_the_new_one_are_lit_and_the_key_says_so(show):
    page = show("#/map?scenario=stop")
    first = page.locator("#map svg.drawing").first
    assert first.locator(".way.before").count() == 1  # north
    assert first.locator(".way.then").count() == 1  # south
    assert "way before" in page.locator("#map .legend").inner_text()
    assert show("#/map").locator("#map svg.drawing .way").count() == 0


def test_goods_have_a_direction_and_a_region_a_scale(show):
    page = show("#/map")
    head = page.locator("#map svg.drawing").first.locator(".heads").first.get_attribute("d")
    tip = re.findall(r"L([-.\d]+) ([-.\d]+) ", head)
    assert len(tip) >= 2
    assert float(tip[0][0]) > float(tip[-1][0])  # from Atyrau west
    assert re.fullmatch(r"\d+ km", spaces(page.locator("#map .scale text").first.text_content()))


def test_a_line_that_is_lit_shows_its_row_and_source(show):
    page = show("#/map?lit=north")
    row = spaces(page.locator("#map .legs tbody tr").inner_text())
    assert "67 Mt/a" in row
    assert "KAZ 40 Mt crude oil 2022" in row
    assert row.endswith("invented from memory")
    assert show("#/map").locator("#map .legs").count() == 0


@pytest.mark.parametrize("size", [DESKTOP, (900, 1000), PHONE])
@pytest.mark.parametrize(
    "view", ["#/map", "#/map?good=all", "#/map?scenario=shut", "#/map?view=world"]
)
def test_names_overlap_nowhere_and_lie_in_what_they_name(show, size, view):
    page = show(view, size=size)
    page.wait_for_selector("#map .insets svg")
    wrong = page.evaluate(
        """() => [...document.querySelectorAll("#map svg.chart")].flatMap(svg => {
          const names = [...svg.querySelectorAll("text")].map(one => [one, one.getBBox()]);
          const meet = (a, b) => a.x + 1 < b.x + b.width && b.x + 1 < a.x + a.width
            && a.y + 3 < b.y + b.height && b.y + 3 < a.y + a.height;
          const over = names.flatMap(([one, a], i) => names.slice(i + 1)
            .filter(([two, b]) => meet(a, b))
            .map(([two]) => one.textContent + " / " + two.textContent));
          const on = (path, box) =>
            path.isPointInFill(new DOMPoint(box.x + box.width / 2, box.y + box.height / 2));
          const land = [...svg.querySelectorAll("path.land")];
          const off = names.filter(([one, box]) => one.dataset.of
            && !land.some(path => path.dataset.state === one.dataset.of && on(path, box)));
          const dry = names.filter(([one, box]) => one.matches(".sea-name")
            && land.some(path => on(path, box)));
          return [...over, ...[...off, ...dry].map(([one]) => one.textContent)];
        })"""
    )
    assert wrong == []


def test_a_lane_over_the_date_line_stands_on_both_sides_of_the_world(show):
    page = show("#/map?view=world")
    ocean = (
        page.locator("#map svg.drawing")
        .first.locator(".ml.sea")
        .evaluate_all(
            "paths => paths.map(path => (path.getAttribute('d').match(/M/g) || []).length)"
        )
    )
    assert 2 in ocean


def test_every_page_has_an_address_that_holds_its_state_and_stays_light(show):
    page = show()
    for view in VIEWS:
        page.evaluate("view => location.hash = view", view)
        page.wait_for_timeout(30)
        if view.startswith("#/map"):
            page.wait_for_selector("#map .insets div:last-child svg")
        assert page.locator("main h1").count() == 1, view
        assert page.evaluate("document.querySelectorAll('*').length") <= MOST_ELEMENTS, view
        other = show(view)
        if view.startswith("#/map"):
            other.wait_for_selector("#map .insets div:last-child svg")
        assert other.locator("main").inner_html() == page.locator("main").inner_html(), view


def test_the_answer_names_every_central_promise_before_the_tally(show):
    promises = [v for v in result()["verdicts"] if v["headline"] and v["part_of"] is None]
    page = show()
    listed = page.locator(".answer li a").all_inner_texts()
    for verdict in promises:
        assert any(spaces(verdict["label"]) == spaces(text) for text in listed)
    answer, tally = (page.locator(one).bounding_box() for one in (".answer", ".tally-words"))
    assert answer["y"] < tally["y"]
    assert "of its four central promises" in spaces(page.locator(".answer .lead").inner_text())


def test_parts_are_folded_until_they_are_asked_for_and_the_address_keeps_them(show):
    page = show()
    assert page.locator(".verdicts tr.part").count() == 0
    page.locator(".verdicts .fold").first.click()
    page.wait_for_selector(".verdicts tr.part")
    assert "parts=" in page.url
    assert show(page.url[page.url.index("#") :]).locator(".verdicts tr.part").count() >= 2


def test_the_list_of_claims_follows_the_claim_that_is_shown(show):
    page = show("#/claims/two-recognitions")
    last = result()["verdicts"][-1]["claim"]
    page.evaluate("claim => location.hash = '#/claims/' + claim", last)
    wait_for_claim(page, last)
    inside = page.evaluate(
        """() => {
          const list = document.querySelector('.beside').getBoundingClientRect();
          const here = document.querySelector('.beside [aria-current]').getBoundingClientRect();
          return here.top >= list.top && here.bottom <= list.bottom;
        }"""
    )
    assert inside


def test_the_heading_of_the_value_column_stands_over_its_numbers(show):
    page = show()
    right = "element => element.getBoundingClientRect().right"
    head = page.locator(".verdicts thead th.number").evaluate(right)
    assert page.locator(".verdicts td.value b").first.evaluate(right) == pytest.approx(head, abs=8)


def test_blocs_stand_apart_from_states_and_say_that_they_are_sums(show):
    page = show("#/gains")
    assert page.locator(".matrix .blocs th", has_text="EU-27").count() == 1
    assert page.locator(".matrix tbody:not(.blocs) th", has_text="EU-27").count() == 0
    assert "Don't add them up" in page.locator(".matrix .blocs").inner_text()


def test_a_shock_names_an_assumption_by_its_label(show):
    text = spaces(show("#/scenarios/accession").locator(".shocks").inner_text())
    assert "cost cut access cost cut" in text
    assert "access-cost-cut" not in text


def test_no_ink_of_a_figure_falls_outside_of_it(show):
    page = show()
    drawn = [v["claim"] for v in result()["verdicts"] if v["dots"] or v["curve"]]
    for claim in drawn:
        page.evaluate("claim => location.hash = '#/claims/' + claim", claim)
        wait_for_claim(page, claim)
        outside = page.evaluate(INK_OUTSIDE)
        assert outside == [], claim


def test_the_names_of_poles_stand_clear_of_the_name_of_their_channel(show):
    rows = show("#/coalition").evaluate("""() =>
      [...document.querySelectorAll("svg.poles > g:has(.strong)")].map(
        row => [row.querySelector(".strong"), ...row.querySelectorAll(".halo")].map(
          text => text.getBoundingClientRect()).map(({ top, bottom }) => [top, bottom]))""")
    assert any(len(row) > 1 for row in rows)
    for (_, bottom), *poles in rows:
        assert all(top >= bottom - 1 for top, _ in poles)


def test_a_number_without_unit_has_no_more_digits_than_a_reader_needs(show):
    page = show("#/claims/israel-stability")
    texts = page.locator(".piece table.data td.number").all_inner_texts()
    assert all(len(re.sub(r"\D", "", text)) <= 4 for text in texts), texts


def test_a_way_that_begins_elsewhere_in_a_scenario_says_so(show):
    page = show("#/map?scenario=stop")
    assert "then Baku → Haifa: other ends" in spaces(page.locator("#map .ways").inner_text())


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_pushed_sideways(show, view):
    page = show(view)
    for width in (DESKTOP[0], 1000, 700, PHONE[0], 320):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(50)
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
@pytest.mark.parametrize("dark", [False, True])
def test_axe_finds_nothing(show, axe, size, dark):
    page = show(size=size, dark=dark, short=True)
    page.evaluate(axe)
    for view in (
        *(f"#/{name}" for name in PAGES),
        "#/map?scenario=shut&lit=south",
        "#/claims/energy-revenue",
        *(() if dark else ("#/claims/tech-access",)),
    ):
        page.evaluate("view => location.hash = view", view)
        page.wait_for_timeout(30)
        page.evaluate(
            "() => { for (const d of document.querySelectorAll('details')) d.open = true }"
        )
        found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
        assert [
            (violation["id"], [node["html"][:160] for node in violation["nodes"]][:3])
            for violation in found["violations"]
        ] == [], view


def test_paper_holds_every_claim_and_names_the_case_on_each_page(show, tmp_path):
    page = show()
    page.pdf(path=tmp_path / "report.pdf", prefer_css_page_size=True)
    size = (tmp_path / "report.pdf").stat().st_size
    assert size > 50_000
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".verdicts tr.claim").count() == sum(result()["tally"].values())
    assert page.locator(".card").count() == len(result()["verdicts"])
    for name in ("gains", "map", "coalition", "assumptions", "not-tested", "data", "reading"):
        assert page.locator(f"#{name}").is_visible(), name
    assert not page.locator(".top").is_visible()
