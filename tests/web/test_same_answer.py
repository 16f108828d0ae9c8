"""One question, four ways to ask it: Python, the shell, the report and the app give one number."""

import json
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect
from tests.web.conftest import SMALL

import accord
from accord.api.cases import parse_case
from accord.numbers import interval_text, value_text
from accord.report import html

pytestmark = pytest.mark.browser

CLAIM = "gains"
DRAWS = 1000  # those of the app
PLACES = ("python", "shell", "explain", "report", "report without script", "app")


def shown(page) -> str:
    """What a page's list says of the claim: value and interval."""
    row = page.locator("tr.claim", has=page.locator(f"[id='row:{CLAIM}']"))
    expect(row).to_be_visible()
    cells = (row.locator(f"td.{name}").inner_text() for name in ("value", "interval"))
    return spaced(" ".join(cells))


def spaced(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def run(*words: str) -> str:
    command = [sys.executable, "-m", "accord", *words, "--draws", str(DRAWS), "--seed", "0"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_python_shell_report_and_app_give_one_number(browser, server, tmp_path):
    case = tmp_path / "small.toml"
    case.write_text(SMALL, encoding="utf-8")
    found = accord.run(parse_case(SMALL, name="small"), draws=DRAWS, seed=0).document
    (own,) = (verdict for verdict in found.verdicts if verdict.claim == CLAIM)
    ends = (own.value, own.low, own.high, own.unit)
    said = {"python": spaced(f"{value_text(*ends)} {interval_text(*ends)}")}

    line = json.loads(run("run", str(case), "--json"))
    (told,) = (verdict for verdict in line["verdicts"] if verdict["claim"] == CLAIM)
    assert [told[key] for key in ("value", "low", "high")] == pytest.approx(ends[:3], rel=1e-11)
    said["shell"] = spaced(
        f"{value_text(told['value'], told['low'], told['high'], told['unit'])}"
        f" {interval_text(told['value'], told['low'], told['high'], told['unit'])}"
    )
    printed = re.search(
        r"value\s+(.+?)\s+90 %: (.+?) to (.+?)\s{2}", run("explain", CLAIM, "--case", str(case))
    )
    said["explain"] = spaced("{} [{}, {}]".format(*printed.groups()))

    path = html.write(found, tmp_path / "report.html")
    page = browser.new_page()
    page.goto(path.as_uri())
    page.wait_for_selector(".verdicts")
    said["report"] = shown(page)
    (row,) = re.findall(r"<tr><td>2</td>.*?</tr>", html.render(found))
    said["report without script"] = spaced(re.findall(r"<td>(.*?)</td>", row)[3])

    _, kept = server.ask("/api/saved", {"name": "small", "text": SMALL})
    page.goto(f"{server.url}/?saved={kept['id']}")
    page.wait_for_selector(".meta >> text=/1\\s000 draws/", timeout=120_000)
    said["app"] = shown(page)
    page.close()

    assert tuple(said) == PLACES
    assert set(said.values()) == {said["python"]}, said
