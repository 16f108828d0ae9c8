"""Pictures of terminal, report and app, made from the real thing: `make pictures`.

The terminal is what `accord` prints, drawn as SVG; report and app are photographed in Chromium. A
picture shows what the code gave on the day that it was made, and nobody touches it up.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from docs import pages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CASE = "abraham-accords"
DRAWS = 1000
SCREEN, PHONE = (1280, 960), (390, 844)  # points of a page
COLUMNS = 100
LINES = 30  # of a terminal's picture
START = 120  # seconds that a server has to come up in
SOLVED = 1_200_000  # ms that a run may take on a machine with other work
FLAGS = ["--no-sandbox", "--disable-gpu"]

# What ANSI codes are on the picture's dark ground: SGR number to colour.
COLOURS = {
    31: "#e2736b", 32: "#8fc27a", 33: "#f0b84a", 34: "#6db3f2", 35: "#c39be0",
    36: "#6fc7c0", 37: "#dfe5ea",
}  # fmt: skip
GROUND, TEXT, DIM = "#12181f", "#dfe5ea", "#9aa3ad"
FONT = "ui-monospace, DejaVu Sans Mono, Menlo, Consolas, monospace"
CODE = re.compile(r"\x1b\[([\d;]*)m")
CELL, LINE, AIR = 8.43, 19, 16  # px of a letter of 14 px, of a line, around all

# Pictures of the report: name, address, size.
OF_REPORT = (
    ("report", "#/", SCREEN),
    ("claim", "#/claims/{claim}", SCREEN),
    ("map", "#/map", (SCREEN[0], 1120)),
    ("coalition", "#/coalition", SCREEN),
    ("phone", "#/", PHONE),
)
OF_TERMINAL = ("terminal", "terminal-explain")
OF_APP = ("app", "app-form")
NAMES = (
    *(f"{name}.svg" for name in OF_TERMINAL),
    *(f"{name}.png" for name, _, _ in OF_REPORT),
    *(f"{name}.png" for name in OF_APP),
)


def make(folder: Path, case: str = CASE, draws: int = DRAWS, served: Path | None = None) -> None:
    """Make every picture of a case anew.

    Parameters
    ----------
    folder : where the pictures go
    case : name or file of the case
    draws : of its run
    served : a file of the case for the app; None where the case is the one that the app opens with

    Raises
    ------
    SystemExit
        where there is no Chromium
    """
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    if chromium is None:
        raise SystemExit("no Chromium found; on Debian: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work, sync_playwright() as play:
        here = Path(work)
        run = ["run", case, "--draws", str(draws), "--out", str(here / "out")]
        printed = _accord(run)
        claim = _claim_to_show(here / "out" / "result.json")
        explained = _accord(["explain", claim, "--case", case, "--draws", str(draws)])
        shown = ["accord run" if case == CASE else f"accord run {case}", f"accord explain {claim}"]
        for name, command, text in zip(OF_TERMINAL, shown, (printed, explained), strict=True):
            (folder / f"{name}.svg").write_text(drawn(command, text), encoding="utf-8")
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        _photograph_report(browser, here / "out" / "report.html", claim, folder)
        with _server(here / "data") as url:
            _photograph_app(browser, url, served, folder)
        browser.close()


def _accord(arguments: list[str]) -> str:
    """Run the command as a terminal of so many columns gets it."""
    done = subprocess.run(
        [sys.executable, "-m", "accord", *arguments, "--color", "always"],
        capture_output=True,
        text=True,
        env={**_environment(), "COLUMNS": str(COLUMNS)},
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    return pages.timeless(done.stdout)


def _environment() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if key != "NO_COLOR"}


def _claim_to_show(result: Path) -> str:
    """Choose a claim that depends and has a curve; else the first."""
    verdicts = json.loads(result.read_text(encoding="utf-8"))["verdicts"]
    best = [v for v in verdicts if v["verdict"] == "depends" and v["curve"] and v["dots"]]
    return str((best or verdicts)[0]["claim"])


def drawn(command: str, printed: str) -> str:
    """Draw what a command printed as an SVG that needs no font but the reader's.

    Parameters
    ----------
    command : as a user types it
    printed : with its colours, as ANSI codes
    """
    rows = printed.rstrip("\n").split("\n")
    if len(rows) > LINES:
        rows = [*rows[: LINES - 6], "…", *rows[-5:]]
    lines = [f"$ {command}", *rows]
    widest = max(len(CODE.sub("", line)) for line in lines)
    width, height = round(widest * CELL + 2 * AIR), len(lines) * LINE + 2 * AIR
    texts = "\n".join(
        f'<text x="{AIR}" y="{AIR + 14 + n * LINE}" xml:space="preserve">{_spans(line)}</text>'
        for n, line in enumerate(lines)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" role="img" aria-label="{escape(command)} in a terminal">\n'
        f'<rect width="{width}" height="{height}" rx="6" fill="{GROUND}"/>\n'
        f'<g fill="{TEXT}" font-family="{FONT}" '
        f'font-size="14">\n{texts}\n</g>\n</svg>\n'
    )


def _spans(line: str) -> str:
    """Give a line's pieces in their colours, each at its own column: fonts differ in width."""
    pieces, look, last, column = [], "", 0, 0
    for code in [*CODE.finditer(line), None]:
        text = line[last : code.start() if code else len(line)]
        for word in re.finditer(r"\S+(?: \S+)*", text):
            x = AIR + (column + word.start()) * CELL
            length = len(word[0]) * CELL
            pieces.append(
                f'<tspan x="{x:.1f}" textLength="{length:.1f}"{look}>{escape(word[0])}</tspan>'
            )
        column += len(text)
        if code:
            last, look = code.end(), _look([int(n or 0) for n in code[1].split(";")], look)
    return "".join(pieces)


def _look(codes: list[int], look: str) -> str:
    for code in codes:
        if code == 0:
            look = ""
        elif code == 1:
            look += ' font-weight="600"'
        elif code == 2:  # dim
            look = f' fill="{DIM}"'
        elif code in COLOURS:
            look = f' fill="{COLOURS[code]}"'
    return look


def _window(browser: "Browser", size: tuple[int, int]) -> "Page":
    page = browser.new_page(
        viewport={"width": size[0], "height": size[1]},
        color_scheme="light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(SOLVED)
    return page


def _photograph_report(browser: "Browser", report: Path, claim: str, folder: Path) -> None:
    for name, address, size in OF_REPORT:
        page = _window(browser, size)
        page.goto(report.as_uri() + "#/map")
        page.wait_for_selector("main:not(.plain) h1")
        tabs = page.get_by_role("group", name="Scenario on the map").get_by_role("button")
        if name == "map" and tabs.count():
            tabs.last.click()  # the scenario that closes most comes last in a case
            page.wait_for_selector("#map .insets div:last-child svg")
        else:
            page.goto(report.as_uri() + address.format(claim=claim))
        page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
        if name == "coalition" and (lattice := page.locator("figure:has(.lattice)")).count():
            lattice.evaluate("figure => scrollTo(0, figure.offsetTop - 64)")  # below the head
        page.wait_for_timeout(300)
        page.screenshot(path=folder / f"{name}.png")
        page.close()


@contextmanager
def _server(data: Path) -> Iterator[str]:
    """Start `accord serve` on a free port, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "accord", "serve", "--port", str(port), "--data", str(data)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        until = time.monotonic() + START
        while time.monotonic() < until:
            try:
                with urllib.request.urlopen(f"{url}/api/openapi.json", timeout=10):
                    break
            except (OSError, urllib.error.URLError):
                time.sleep(0.2)
        yield url
    finally:
        process.terminate()
        process.wait(20)


def _photograph_app(browser: "Browser", url: str, case: Path | None, folder: Path) -> None:
    """Drag the first assumption to its end, and open the form."""
    page = _window(browser, SCREEN)
    page.goto(url if case is None else f"{url}/edit?view=text")
    if case is not None:
        page.locator("#case-text").fill(case.read_text(encoding="utf-8"))
        page.get_by_role("button", name="Run", exact=True).click()
        page.wait_for_selector("nav[aria-label=Contents]")
        page.get_by_role("link", name="Overview").click()
    page.wait_for_selector(".verdicts")
    page.wait_for_selector("progress", state="detached")
    page.get_by_role("button", name=re.compile("What if")).click()
    slider = page.locator(".slider input").first
    slider.focus()
    page.keyboard.press("End")
    page.wait_for_selector(".status >> text=/preview|solved/")
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "app.png")
    page.get_by_role("link", name="Edit the case").click()
    page.wait_for_selector(".case-form fieldset")
    page.get_by_role("button", name=re.compile("What if")).click()
    page.wait_for_selector("text=/No faults|fault/")
    page.evaluate("document.activeElement?.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.screenshot(path=folder / "app-form.png")
    page.close()
