"""What README and docs say is so: every example runs, every link leads somewhere."""

import doctest
import json
import os
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import jsonschema
import pytest
from docs import make, pages
from tests.case_values import OF_FIRST, numbers, unlike

from accord.result import schema

ROOT = pages.ROOT
PAGES = pages.pages()
WITH_COMMANDS = [p for p in PAGES if any(b.commands for b in pages.blocks(p.read_text()))]
WITH_PYTHON = [p for p in PAGES if ">>> " in p.read_text()]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
MARKED = re.compile(r"^ *(?:\d+ +)?[●◐✕?] (\w+) +(\S.*)$")
NAME = re.compile(r" *(/?[a-z0-9-]+)(?: {2,}|$)")  # of a claim or part, before what is in columns


def shown(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=shown)
def test_every_command_of_a_page_runs_and_prints_what_the_page_says(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = pages.blocks(page.read_text(encoding="utf-8"))
    printed = ""
    for n, block in enumerate(found):
        if block.language == "text" and block.follows and found[n - 1].commands:
            assert pages.alike(block.text, printed), f"{page.name} shows\n{block.text}\n{printed}"
            continue
        shown = n + 1 < len(found) and found[n + 1].language == "text" and found[n + 1].follows
        ran = pages.act(block, shown)
        expected = int(block.note[1]) if block.note and block.note[0] == "exit" else 0
        assert [r.code for r in ran] == [0] * (len(ran) - 1) + [expected] * bool(ran), ran
        printed = ran[-1].shown if ran else ""


def rows(table: str) -> Iterator[tuple[str, str]]:
    """Give word and name of each row; where a claim has a label, its name stands below that."""
    lines = table.splitlines()
    for i, line in enumerate(lines):
        if marked := MARKED.match(line):
            below = (NAME.match(each) for each in (marked[2], *lines[i + 1 :]))
            yield marked[1], next(name[1] for name in below if name)


@pytest.mark.parametrize("page", WITH_PYTHON, ids=shown)
def test_every_python_example_of_a_page_runs(page, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert tried > 0
    assert failed == 0


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=shown)
def test_every_link_of_a_page_leads_to_a_file(page):
    links = [x for x in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in x]
    missing = [link for link in links if not (page.parent / link).exists()]
    assert missing == []


def test_the_table_shows_the_verdicts_that_the_shipped_case_gets(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    table = make.VERDICTS.search(make.TABLE.read_text(encoding="utf-8"))
    assert table
    shown, claim = [], ""
    for word, name in rows(table[0]):
        claim = claim if name.startswith("/") else name
        shown.append((claim + name if name.startswith("/") else name, word))
    whole = json.loads(pages.run(f"{make.RUN} --json", few=False).out)
    jsonschema.validate(whole, schema.schema())
    found = whole["verdicts"]
    assert shown == [(v["claim"], v["verdict"]) for v in found], "python docs/make.py verdicts"
    kept = json.loads(OF_FIRST.read_text(encoding="utf-8"))
    assert unlike(numbers(found), kept) == [], "python -m tests.case_values"


def test_a_number_that_moves_in_its_sixth_digit_is_named():
    kept = {"a": ["supported", 0.5, None, None], "b": ["depends", -2.0, -3.0, 0.0]}
    assert unlike(kept, kept) == []
    assert unlike({**kept, "b": ["depends", -2.00001, -3.0, 0.0]}, kept) == ["b"]
    assert unlike({**kept, "a": ["supported", None, None, None]}, kept) == ["a"]
    assert unlike({"a": kept["a"]}, kept) == ["b"]


def test_a_table_that_is_not_written_to_its_end_stays_as_it_was(tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    table = tmp_path / "table.md"
    table.write_text("<!-- verdicts -->\nold\n<!-- /verdicts -->\n", encoding="utf-8")
    monkeypatch.setattr(make, "TABLE", table)
    monkeypatch.setattr(pages, "run", lambda *_, **__: SimpleNamespace(out="new"))
    monkeypatch.setattr(os, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        make.verdicts()
    assert "old" in table.read_text(encoding="utf-8")


def test_every_decision_is_listed():
    folder = ROOT / "docs" / "decisions"
    listed = set(LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    assert listed >= {p.name for p in folder.glob("*.md")} - {"README.md"}


def test_the_plot_of_costs_is_a_picture_with_a_title():
    plot = ET.parse(make.IMAGES / "cost.svg").getroot()
    assert plot.tag.endswith("svg")
    assert plot.findtext("{http://www.w3.org/2000/svg}title")
    assert len(plot.findall("{http://www.w3.org/2000/svg}polyline")) >= 3


def test_the_picture_of_the_report_is_there():
    start = (make.IMAGES / "report.png").read_bytes()[:24]
    assert start[:8] == b"\x89PNG\r\n\x1a\n"
    wide, tall = (int.from_bytes(start[at : at + 4], "big") for at in (16, 20))
    assert wide >= 800
    assert tall >= 600


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a\nb\n", "a\nb", True),
        ("a\n…\nc\n", "a\nb\nb\nc\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("x   seed 0 · 1.2 s\n", "x  seed 0 · 14.9 s\n", True),
        ("x   seed 0\n", "x  seed 0\n", False),
        ("a 5 %\n", "a 6 %\n", False),
    ],
)
def test_output_is_compared_line_by_line_but_for_seconds_and_what_is_left_out(shown, printed, same):
    assert pages.alike(shown, printed) is same


def test_an_edit_that_fits_nowhere_is_told(tmp_path):
    file = tmp_path / "case.toml"
    file.write_text("a = 1\n", encoding="utf-8")
    pages.edit(file, "- a = 1\n+ a = 2\n")
    assert file.read_text(encoding="utf-8") == "a = 2\n"
    with pytest.raises(ValueError, match=r"case\.toml holds 0 times"):
        pages.edit(file, "- a = 1\n+ a = 2\n")
