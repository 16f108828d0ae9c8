"""Chromium for the tests that look at pages: one a process; skipped by name where there is none.

A page answers a click, a key or an address when it comes to it, so a test waits for what it
asserts: `expect(rows).to_have_count(8)`, never `assert rows.count() == 8`. With SLOW_PAGES=10 the
processor of every page is ten times slower, and what a browser tells a page of its own accord comes
later still: it shows each test that doesn't wait (`make test-slow-pages`).
"""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]
PATIENCE = 30_000  # ms that an expectation waits; one that holds waits for no moment longer
# What a browser tells a page of its own accord, told a quarter of a second later.
LATE = """(() => {
  const late = 250;
  for (const kind of ["hashchange", "popstate", "toggle"])
    addEventListener(kind, event => {
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      const again = new Event(kind, { bubbles: event.bubbles });
      const { target } = event;
      setTimeout(() => target.dispatchEvent(again), late);
    }, true);
  const frame = requestAnimationFrame;
  globalThis.requestAnimationFrame = run => frame(() => setTimeout(() => frame(run), late));
  globalThis.ResizeObserver = class extends ResizeObserver {
    constructor(tell) { super((...told) => setTimeout(() => tell(...told), late)); }
  };
  const ask = fetch;
  globalThis.fetch = async (...asked) => {
    if (asked[1]?.keepalive) return ask(...asked); // of a page that is left
    await new Promise(done => setTimeout(done, late));
    return ask(...asked);
  };
})()"""


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, driven by Playwright."""
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("no Chromium: apt-get install chromium")
    from playwright.sync_api import Browser as Opener
    from playwright.sync_api import BrowserContext, expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    rate = float(os.environ.get("SLOW_PAGES", "1"))
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        if rate > 1:
            for opener in (Opener, BrowserContext):
                patch.setattr(opener, "new_page", slowed(opener.new_page, rate))
        running = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield running
        running.close()


def settled(page: "Page") -> None:
    """Wait until a page has drawn what it was told, and done what it does after drawing."""
    page.evaluate(
        "() => new Promise(done => requestAnimationFrame(() => setTimeout(() => setTimeout(done))))"
    )


def slowed(new_page: "Callable[..., Page]", rate: float) -> "Callable[..., Page]":
    """Open pages that a slow machine shows."""

    @wraps(new_page)
    def open_slowly(*given: object, **named: object) -> "Page":
        page = new_page(*given, **named)
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
        page.add_init_script(LATE)
        return page

    return open_slowly
