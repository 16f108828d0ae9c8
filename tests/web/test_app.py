"""The app in a real browser: close, drag, compare, edit and draft, without a terminal."""

import json
import re
import time

import pytest
from playwright.sync_api import expect
from tests.browser import settled
from tests.report.conftest import DESKTOP, PHONE
from tests.report.test_page import RULES
from tests.web.conftest import SMALL, started

from accord.case.find import find, text_of
from accord.web.jobs import MOST_DRAWS

pytestmark = pytest.mark.browser
PAGES = ("", "gains", "scenarios", "compare", "assumptions", "data", "edit", "draft", "rows")
# What stands on a page that asks the server, once it has its answer.
ANSWERED = {
    "compare": "table.compare",
    "edit": "text=/No faults/",
    "rows": "text=/rows? of crude oil/",
}


@pytest.fixture(scope="module")
def saved(server):
    """The address of a small case that was saved, and is solved."""
    _, said = server.ask("/api/saved", {"name": "small", "text": SMALL})
    return f"{server.url}/?saved={said['id']}"


@pytest.fixture
def page(browser, server, saved):
    """The app with the small case; it may log nothing and ask nobody else."""
    context = browser.new_context(
        viewport={"width": DESKTOP[0], "height": DESKTOP[1]}, reduced_motion="reduce"
    )
    opened, complaints = context.new_page(), []
    opened.on("console", lambda message: complaints.append(message.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((server.url, "data:", "blob:"))
            else complaints.append(f"asked for {request.url}")
        ),
    )
    opened.goto(saved)
    # In full: what the first few draws say is drawn anew once all of them are there.
    opened.wait_for_selector(".meta >> text=/1\\s000 draws/", timeout=120_000)
    yield opened
    context.close()
    assert complaints == []


def assert_preview_is_marked(page):
    """A value of few draws is grey and says so, once it is there; at full draws nothing says it."""
    page.wait_for_selector(".status >> text=/preview|solved/", timeout=60_000)
    marked = page.locator(".verdicts tr.preview").all_inner_texts()
    assert all("preview at 200 draws" in text for text in marked)


def test_a_slider_turns_verdicts_which_are_listed_and_undone(page):
    page.get_by_role("button", name=re.compile("What if")).click()
    slider = page.locator("#set-cut")
    slider.focus()
    expect(slider).to_be_focused()
    page.evaluate(
        """() => {
          window.told = [];
          const status = document.querySelector(".status [role=status]");
          new MutationObserver(() => window.told.push(status.textContent))
            .observe(status, { childList: true, characterData: true, subtree: true });
        }"""
    )
    page.keyboard.press("End")  # 10 %, the most that the case says
    page.wait_for_selector(".turns li, .status >> text=/preview|solved/", timeout=60_000)
    expect(page.locator("aside pre")).to_contain_text("values = [0.1]")
    assert_preview_is_marked(page)
    page.wait_for_selector(".status >> text=/solved/", timeout=60_000)
    expect(page.locator(".verdicts tr.preview")).to_have_count(0)
    for end, value in (("min", "0"), ("max", "0.1")):  # the case's
        expect(slider).to_have_attribute(end, value)
    expect(page.locator("aside pre")).to_contain_text("values = [0.1]")
    told = [text for text in page.evaluate("window.told") if text]
    assert told[0] == "the change is being judged"  # and not that something was solved
    assert [one.split()[0] for one in told[1:3]] == ["preview", "solved,"]
    page.get_by_role("button", name="Undo").click()
    page.wait_for_selector("text=Nothing is changed yet")


def test_a_link_changes_the_page_and_loads_nothing(page):
    page.evaluate("window.mine = 1")
    page.get_by_role("link", name="Scenarios").click()
    page.wait_for_selector("#scenarios")
    expect(page).to_have_url(re.compile(r"/scenarios\?"))
    assert page.evaluate("window.mine") == 1
    page.go_back()
    page.wait_for_selector(".verdicts")


def test_faults_stand_beside_the_text_and_a_case_without_any_runs(page):
    page.get_by_role("link", name="Edit the case").click()
    page.wait_for_selector("text=No faults: 2 claims", timeout=60_000)
    page.get_by_role("button", name="Text", exact=True).click()
    text = page.locator("#case-text")
    text.fill(SMALL.replace("year = 2023", "year = 1066"))
    page.wait_for_selector(".fault-list", timeout=60_000)
    expect(page.locator(".fault-list")).to_contain_text("line 3")
    text.fill(SMALL.replace("A small case", "<b>Another</b> case"))
    page.wait_for_selector("text=No faults", timeout=60_000)
    page.get_by_role("button", name="Run").click()
    page.wait_for_selector("progress", state="detached", timeout=60_000)
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("h1")).to_contain_text("<b>Another</b> case")


def test_the_editor_has_the_case_where_its_address_is_opened(page):
    page.goto(page.url.replace("/?", "/edit?"))
    expect(page.locator("#join-0-with")).to_have_value("ISR", timeout=120_000)


def test_a_form_changes_the_text_and_a_fault_stands_beside_its_field(page):
    page.get_by_role("link", name="Edit the case").click()
    field = page.locator("#join-0-with")
    field.fill("ISR, Atlantis")
    field.press("Enter")
    wrong = page.locator(".entry", has=field).locator(".fault")
    expect(wrong).to_contain_text("Atlantis", timeout=60_000)
    expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("ISR, USA")
    field.press("Enter")
    page.wait_for_selector("text=No faults: 2 claims", timeout=60_000)
    page.locator("#cut-high").fill("20")
    page.locator("#cut-high").press("Enter")
    page.wait_for_selector("fieldset:has(#cut-high) svg", timeout=60_000)
    page.get_by_role("button", name="Add a shock").click()
    page.wait_for_selector("#join-1-passages", timeout=60_000)
    page.get_by_role("button", name="Text", exact=True).click()
    for written in (
        'with = ["ISR", "USA"]',
        "high = 20",
        '{ kind = "closure", passages = ["suez-canal"] }',
    ):
        expect(page.locator("#case-text")).to_have_value(re.compile(re.escape(written)))
    expect(page).to_have_url(re.compile("view=text$"))


def test_edits_of_the_form_that_follow_each_other_at_once_are_all_kept(page):
    page.get_by_role("link", name="Edit the case").click()
    expect(page.locator("#join-0-with")).to_have_value("ISR")
    page.route("**/api/form", lambda route: None)  # no answer comes between
    with page.expect_request("**/api/form"):
        for field, value in (("#join-0-with", "ISR, USA"), ("#cut-high", "20"), ("#cut-mode", "3")):
            page.locator(field).fill(value)
            page.locator(field).press("Enter")
    page.get_by_role("button", name="Add a shock").click()
    page.unroute("**/api/form")  # lets go of what was held
    page.get_by_role("button", name="Text", exact=True).click()
    for written in ('with = ["ISR", "USA"]', "high = 20", "mode = 3", 'kind = "closure"'):
        expect(page.locator("#case-text")).to_have_value(re.compile(re.escape(written)))


def test_two_scenarios_are_compared_draw_by_draw(page):
    page.get_by_role("link", name="Compare").click()
    page.wait_for_selector("table.compare tbody tr", timeout=60_000)
    table = page.locator("table.compare")
    expect(table).to_contain_text("They join less the first")
    expect(table).to_contain_text(re.compile("Azerbaijan|AZE"))


def test_saved_cases_are_compared_over_the_same_draws_and_what_turned_comes_first(page, server):
    less = SMALL.replace('holds = "> 50 %"', 'holds = "> 99.9 %"').replace("high = 10", "high = 30")
    ids = [
        server.ask("/api/saved", {"name": n, "text": t})[1]["id"]
        for n, t in (("as it is", SMALL), ("dearer", less))
    ]
    page.evaluate("ids => localStorage.setItem('accord-saved', JSON.stringify(ids))", ids)
    kept = page.url.split("?")[1]
    page.goto(f"{server.url}/compare?{kept}&of={','.join(ids)}")
    page.wait_for_selector("table.saved tbody tr", timeout=120_000)
    rows = page.locator("table.saved tbody tr")
    expect(rows.nth(0)).to_have_text(re.compile("^It has a Muslim majority"))  # its word is another
    for word in ("supported", "contradicted"):
        expect(rows.nth(0)).to_contain_text(word)
    expect(page.locator("table.saved caption")).to_contain_text("1 of 2 claims have another word")
    expect(rows.nth(1)).to_contain_text(re.compile(r"\+0\.\d+\s?%"))  # a larger cut, more revenue
    expect(page.locator("select").last).to_contain_text("dearer (case)")


def test_a_draft_underlines_what_it_found_and_goes_to_the_editor(page):
    page.get_by_role("link", name="Draft from a text").click()
    page.locator("#draft-text").fill(
        "Kazakhstan supplies a fifth of the uranium of the European Union."
    )
    page.get_by_role("button", name="Draft", exact=True).click()
    page.wait_for_selector("mark", timeout=60_000)
    expect(page.locator(".spans")).to_contain_text("import-share")
    page.get_by_role("link", name="Take the case to the editor").click()
    expect(page.locator("#case-text")).to_have_value(re.compile("review = true"))


def test_claims_are_accepted_changed_and_dropped_by_keys_beside_the_text(page):
    page.get_by_role("link", name="Draft from a text").click()
    page.locator("#draft-text").fill(
        "Azerbaijan supplied 40 percent of Israel's crude oil imports in 2023. "
        "Kazakhstan borders Russia and China. Half of its crude oil comes from Saudi Arabia."
    )
    page.get_by_role("button", name="Draft", exact=True).click()
    page.wait_for_selector("mark", timeout=60_000)
    rows = page.locator(".review li")
    expect(rows).to_have_count(3)
    page.locator("h1").click()  # out of the field, where keys are letters
    settled(page)
    # One key before the page has drawn what the key before it did.
    page.evaluate("for (const key of 'ad') dispatchEvent(new KeyboardEvent('keydown', { key }))")
    expect(page.locator(".review li.dropped")).to_have_count(1)
    expect(rows.nth(0).locator(".second").first).to_have_text("accepted")
    expect(rows.nth(1).locator(".second").first).to_have_text("left out")
    page.keyboard.press("a")  # a gap can't be accepted
    expect(page.locator(".review [role=status]")).to_contain_text("has a gap")
    page.keyboard.press("c")
    field = rows.nth(2).locator("textarea")
    expect(field).to_have_value(re.compile(r'"\?"'))
    field.fill(field.input_value().replace('"?"', '"JPN"').replace("review = true\n", ""))
    page.get_by_role("button", name="Keep the change").click()
    page.get_by_role("link", name="Take the case to the editor").click()
    expect(page.locator("#case-text")).to_have_value(re.compile('"JPN"'))
    text = page.locator("#case-text").input_value()
    assert "review = true" not in text.splitlines()
    assert "land-border" not in text


def test_a_text_can_be_pasted_before_any_case_is_solved_and_stays(browser, server):
    _, said = server.ask("/api/saved", {"name": "new", "text": SMALL.replace("0.1", "0.11")})
    page, held = browser.new_context().new_page(), []
    page.route("**/api/runs**", lambda route: held.append(route))
    with page.expect_request("**/api/runs**"):
        page.goto(f"{server.url}/?saved={said['id']}")
    page.get_by_role("link", name="Draft a case from a text").click()
    page.locator("#draft-text").fill("Israel buys a third of its crude from Azerbaijan.")
    page.unroute("**/api/runs**")  # lets go of what was held
    page.wait_for_selector("nav[aria-label=Contents]", timeout=120_000)
    expect(page.locator("#draft-text")).to_have_value(re.compile("^Israel buys"))
    page.context.close()


def test_two_tabs_are_two_pages_and_neither_stops_or_edits_the_other(page, saved):
    other = page.context.new_page()
    other.goto(saved)
    other.wait_for_selector(".verdicts", timeout=120_000)
    for tab, key in ((page, "End"), (other, "Home")):
        tab.get_by_role("button", name=re.compile("What if")).click()
        tab.locator("#set-cut").focus()
        tab.keyboard.press(key)
    for tab, value in ((page, "0.1"), (other, "0")):
        tab.wait_for_selector(".status >> text=/preview|solved/", timeout=60_000)
        expect(tab.locator("aside pre")).to_contain_text(f"values = [{value}")
        expect(tab.locator(".faults")).to_have_count(0)
    other.close()


def test_a_file_that_is_no_case_is_refused_with_its_size_and_the_text_stays(page, tmp_path):
    page.get_by_role("link", name="Edit the case").click()
    page.wait_for_selector("text=No faults: 2 claims", timeout=60_000)
    for name, held, said in (
        ("large.toml", b"x" * 50_000_000, "large.toml has 50.0 MB; a case has at most 0.5 MB"),
        ("binary.toml", bytes(range(256)), "binary.toml is binary, no text"),
    ):
        (tmp_path / name).write_bytes(held)
        page.set_input_files("input[type=file]", tmp_path / name)
        page.wait_for_selector(f"text={said}")
    with page.expect_response("**/api/check") as checked:  # anew, of a changed name
        page.get_by_label("Name", exact=True).last.fill("another")
    checked.value.finished()
    settled(page)
    expect(page.locator("text=binary.toml is binary")).to_have_count(1)
    page.get_by_role("button", name="Text", exact=True).click()
    expect(page.locator("#case-text")).to_have_value(re.compile("^format = 1"))


def test_a_case_that_is_pasted_runs_at_once_whatever_is_being_solved_and_says_how_far_it_is(
    browser, server
):
    page = browser.new_context().new_page()
    page.route("**/api/runs**", lambda route: None)  # what the app opens with is never solved
    with page.expect_request("**/api/runs**"):
        page.goto(f"{server.url}/edit?view=text")
    text = SMALL.replace("0.3 %", "0.32 %").replace("A small case", "A pasted case")
    page.locator("#case-text").fill(text)
    page.wait_for_selector("text=No faults", timeout=60_000)
    with page.expect_request("**/api/runs**"):
        page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_role("button", name="cancel")).to_be_visible()
    page.unroute("**/api/runs**")  # lets go of both: of the older one nothing is shown
    page.wait_for_selector("nav[aria-label=Contents]", timeout=240_000)
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("h1")).to_have_text("A pasted case")
    page.context.close()


def test_a_preview_says_what_it_leaves_open_and_a_cancelled_run_can_be_had_by_keyboard(page):
    def half(route):
        """Answer a preview as if its draws left the claim open."""
        answer = route.fetch()
        parts = [json.loads(line) | {"open": ["gains"]} for line in answer.text().splitlines()]
        route.fulfill(response=answer, body="".join(json.dumps(part) + "\n" for part in parts))

    page.wait_for_selector("progress", state="detached", timeout=240_000)
    page.route("**/api/preview", half)
    page.route("**/api/runs/*/events", lambda route: None)  # no worker says how far it is
    page.get_by_role("button", name=re.compile("What if")).click()
    page.locator("#set-cut").focus()
    page.keyboard.press("End")
    marked = page.locator(".verdicts tr.preview")
    expect(marked).to_contain_text("preview at 200 draws, which leave it open", timeout=60_000)
    button = page.locator(".status button")
    expect(button).to_have_text("cancel", timeout=60_000)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".status")).to_contain_text("being cancelled")  # at once
    expect(button).to_be_focused()
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    settled(page)
    said, head = (page.locator(one).bounding_box() for one in (".status", ".what-if-head"))
    assert (said["x"], said["width"]) == (head["x"], head["width"])  # a line of its own


def test_on_a_phone_a_caption_is_read_without_pushing_its_table_sideways(page):
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    page.get_by_role("link", name="Compare").click()
    caption = page.locator("table.compare caption")
    expect(caption).to_contain_text("draws", timeout=60_000)
    settled(page)
    told = "one => { const r = document.createRange(); r.selectNodeContents(one); "
    right = caption.evaluate(told + "return r.getBoundingClientRect().right; }")
    assert right <= PHONE[0]


def test_a_form_that_is_not_there_yet_says_that_the_case_is_being_read(page):
    page.route("**/api/form", lambda route: None)
    page.get_by_role("link", name="Edit the case").click()
    expect(page.locator(".case-form [role=status]")).to_have_text("The case is being read.")


def test_who_waits_is_told_which_case_is_solved_and_nothing_is_glued_to_the_edge(browser, server):
    page = browser.new_context(viewport={"width": PHONE[0], "height": PHONE[1]}).new_page()
    page.route("**/api/runs**", lambda route: None)  # never solved
    page.goto(f"{server.url}/?case=lobito")
    expect(page.locator("main")).to_contain_text("The case lobito is being solved")
    settled(page)
    title, bar = (page.locator(one).bounding_box() for one in ("h1", "progress"))
    assert title["y"] >= 24
    assert bar["x"] == pytest.approx(title["x"], abs=4)
    page.context.close()


def lengthen(route):
    """Ask for a run at so many draws that it isn't over before a test has looked at it."""
    asked = route.request.post_data_json
    route.continue_(post_data=asked if "only_kept" in asked else {**asked, "draws": MOST_DRAWS})


def test_a_run_that_is_cancelled_at_once_stops_and_can_be_had_again(browser, server):
    text = SMALL.replace("0.3 %", "0.31 %")
    _, said = server.ask("/api/saved", {"name": "cancelled", "text": text})
    page = browser.new_context().new_page()
    page.route("**/api/runs", lengthen)
    page.goto(f"{server.url}/?saved={said['id']}")
    page.get_by_role("button", name="cancel").click()
    page.wait_for_selector("text=No case is solved", timeout=60_000)
    page.unroute("**/api/runs")
    page.get_by_role("button", name="Solve it").click()
    page.wait_for_selector(".verdicts", timeout=120_000)
    page.context.close()


@pytest.mark.parametrize("answered", [0, 1], ids=["is it solved already", "the run's id"])
def test_a_cancel_counts_whatever_the_page_still_waits_for(browser, server, answered):
    text = SMALL.replace("0.3 %", f"0.3{answered + 3} %")
    _, said = server.ask("/api/saved", {"name": "cancelled", "text": text})
    page = browser.new_context().new_page()
    held = []
    page.route("**/api/runs", lambda route: held.append(route))
    page.goto(f"{server.url}/?saved={said['id']}")
    for n in range(answered + 1):
        while len(held) <= n:
            page.wait_for_timeout(50)
        if n == answered:
            page.get_by_role("button", name="cancel").click()
        held[n].continue_()
    page.wait_for_selector("text=No case is solved", timeout=60_000)
    page.context.close()


def test_a_page_that_is_left_lets_go_of_its_run(browser, server):
    text = "# takes a while\n" + text_of(find("abraham-accords")[0])
    _, said = server.ask("/api/saved", {"name": "left", "text": text})
    page = browser.new_context().new_page()
    page.route("**/api/runs", lengthen)
    with page.expect_response(lambda got: got.url.endswith("/events")) as followed:
        page.goto(f"{server.url}/?saved={said['id']}")
    run = followed.value.url.removesuffix("/events").removeprefix(server.url)
    page.wait_for_selector("progress")
    page.goto("about:blank")
    deadline = time.monotonic() + 60
    while (code := server.ask(run)[0]) != 409 and time.monotonic() < deadline:
        time.sleep(0.1)
    assert code == 409, server.ask(run)
    page.context.close()


def test_a_lost_connection_is_said_and_what_was_saved_is_there_when_the_server_is(
    browser, tmp_path
):
    first = started(tmp_path)
    _, said = first.ask("/api/saved", {"name": "small", "text": SMALL})
    page = browser.new_context().new_page()
    page.goto(f"{first.url}/?saved={said['id']}")
    page.wait_for_selector(".verdicts", timeout=120_000)
    page.get_by_role("button", name=re.compile("What if")).click()
    first.stop(kill=True)
    page.locator("#set-cut").focus()
    page.keyboard.press("End")
    page.wait_for_selector(".faults >> text=the server doesn’t answer", timeout=60_000)
    page.get_by_role("link", name="Assumptions").click()  # what is there can be read on
    page.wait_for_selector("#assumptions")
    again = started(tmp_path, port=first.port)
    page.keyboard.press("Escape")
    page.locator("#set-cut").focus()
    page.keyboard.press("Home")
    page.wait_for_selector(".status >> text=/preview|solved/", timeout=60_000)
    expect(page.locator(".faults")).to_have_count(0)
    page.reload()
    page.wait_for_selector(".verdicts", timeout=120_000)
    page.context.close()
    again.stop()


def test_recorded_rows_have_an_address_and_a_file(page, server):
    kept = page.url.split("?")[1]
    page.goto(f"{server.url}/rows?{kept}&good=crude-oil&from=AZE&to=ISR&year=2023")
    page.wait_for_selector("#rows table tbody tr", timeout=120_000)
    expect(page.locator("#rows table")).to_contain_text("AZE")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    assert download.value.path().read_text("utf-8-sig").startswith("year,supplier,buyer")


def test_what_is_saved_has_an_address_that_opens_it_again(page):
    page.get_by_role("button", name=re.compile("What if")).click()
    page.get_by_label("Name").fill("kept")
    page.get_by_role("button", name="Save the case").click()
    said = page.wait_for_selector("text=/Saved; it is at/").inner_text()
    page.goto(said.split("at ")[1])
    page.wait_for_selector(".verdicts", timeout=60_000)
    expect(page.locator("h1")).to_have_text("A small case")


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_axe_finds_nothing_in_the_app_and_nothing_is_pushed_sideways(page, axe, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.get_by_role("button", name=re.compile("What if")).click()
    settled(page)
    page.evaluate(f"{axe}; void 0")
    for place in PAGES:
        page.evaluate(
            "place => { history.pushState(null, '', '/' + place);"
            " dispatchEvent(new PopStateEvent('popstate')) }",
            place,
        )
        page.wait_for_selector(ANSWERED.get(place, "main h1"), timeout=60_000)
        settled(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0], place
        found = page.evaluate("rules => axe.run({ runOnly: rules })", RULES)
        assert [
            (violation["id"], [node["html"][:160] for node in violation["nodes"]][:3])
            for violation in found["violations"]
        ] == [], place
