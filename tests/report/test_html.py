"""The report is one file that shows everything as text and asks the network for nothing."""

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from tests.report.fixture import HOSTILE, RTL, document, result

from accord.errors import InputError
from accord.report import html
from accord.result import plain, read

BUDGET = 600_000  # bytes of the whole report
SCRIPT_BUDGET = 120_000


class Elements(HTMLParser):
    """Everything a browser would see: tags with attributes, and the text of each element."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._open = tag
        self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        self._open = ""

    def handle_data(self, data):
        if self._open:
            self.texts[self._open][-1] += data


def carried(elements: Elements, which: int = 0) -> dict[str, Any]:
    """Unpack what the file carries as data."""
    packed = base64.b64decode(elements.texts["script"][which])
    return dict(json.loads(gzip.decompress(packed)))


def rendered(changed: dict[str, Any]) -> str:
    return html.render(read(changed))


@pytest.fixture(scope="module")
def page() -> str:
    return html.render(document())


@pytest.fixture(scope="module")
def elements(page) -> Elements:
    return Elements(page)


def test_the_same_result_gives_the_same_bytes(page):
    assert html.render(document()) == page


def test_the_licences_of_what_the_script_contains_stand_in_the_file(page):
    assert "Copyright (c) 2015-present Jason Miller" in page
    assert "this permission notice shall be included" in re.sub(r"\s+", " ", page)


def test_script_and_report_stay_within_their_budgets(page, elements):
    assert len(page.encode()) <= BUDGET
    assert len(elements.texts["script"][-1].encode()) <= SCRIPT_BUDGET


def test_the_policy_admits_just_the_script_and_the_styles_of_the_file(elements):
    (policy,) = (
        attributes["content"]
        for tag, attributes in elements.tags
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    hashes = [
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for text in [elements.texts["script"][-1], *elements.texts["style"]]
    ]
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == hashes[0]
    assert rules["style-src"].split() == hashes[1:]
    assert "unsafe" not in policy


def test_no_element_names_a_place_outside_of_the_file(elements):
    for tag, attributes in elements.tags:
        assert not {"src", "href", "srcset", "style"} & set(attributes), (tag, attributes)
        assert not any(name.startswith("on") for name in attributes), (tag, attributes)
        assert tag not in ("link", "iframe", "object", "embed", "img", "base")


def test_a_hostile_text_adds_no_element(page, elements):
    tags = [tag for tag, _ in elements.tags]
    assert tags.count("script") == 3  # the result, the land of its maps, the pages
    assert "b" in tags  # the tally's own; the quote's <b> is text
    assert page.lower().count("</script") == 3
    assert "<img" not in page


def test_hostile_texts_are_shown_letter_for_letter(elements):
    shown = " ".join(elements.texts["bdi"])
    assert HOSTILE in shown
    assert RTL in shown


def test_what_the_page_carries_is_the_result_in_full(elements):
    assert carried(elements) == plain(document())


def test_without_a_map_no_land_is_carried():
    changed = result()
    changed["map"] = None
    text = rendered(changed)
    assert 'id="world"' not in text
    assert len(text) < len(rendered(result())) - 50_000


def test_a_claim_with_parts_says_how_many_hold_and_no_part_s_number(page):
    (row,) = re.findall(r"<tr>.*?Azerbaijan&#x27;s and Kazakhstan&#x27;s.*?</tr>", page)
    assert "<td>0 of 2 parts</td><td>all parts</td>" in row


@pytest.mark.parametrize("odd", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_has_no_value(odd):
    changed = result()
    changed["verdicts"][0]["value"] = odd
    assert carried(Elements(rendered(changed)))["verdicts"][0]["value"] is None


def test_the_plain_table_has_every_verdict_with_its_word(page):
    table = page.split("<script type=")[0]
    rows = re.findall(r"<tr><td>.*?</tr>", table, re.S)
    verdicts = result()["verdicts"]
    assert len(rows) == len(verdicts)
    for row, verdict in zip(rows, verdicts, strict=True):
        assert verdict["verdict"] in row


def test_the_foot_of_a_printed_page_names_case_version_and_seed(elements):
    foot = re.sub(
        r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), elements.texts["style"][1]
    )
    assert "accord 0.1.0 · invented · world 2023 · 1000 draws · seed 0" in foot


def test_a_case_name_cannot_leave_the_style_of_the_foot():
    changed = result()
    changed["case"] = '"}</style><script>alert(1)</script>'
    assert rendered(changed).lower().count("<script") == 3


def test_an_empty_case_still_makes_a_page():
    empty = result()
    for key in ("verdicts", "scenarios", "assumptions", "sources", "adjustments", "not_tested"):
        empty[key] = []
    empty["tally"] = dict.fromkeys(empty["tally"], 0)
    assert "0 claims" in rendered(empty)


def test_the_file_is_written_whole_and_nothing_else_is_left(tmp_path, page):
    target = html.write(document(), tmp_path / "new" / "report.html")
    assert target.read_bytes() == page.encode()
    assert [path.name for path in target.parent.iterdir()] == ["report.html"]


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "out").write_text("")
    with pytest.raises(InputError, match=r"cannot write .*report\.html"):
        html.write(document(), tmp_path / "out" / "report.html")


def test_half_a_character_is_no_crash(tmp_path):
    changed = result()
    changed["title"] = "half \ud83d a character"
    assert "half ? a character" in html.write(read(changed), tmp_path / "r.html").read_text("utf-8")
