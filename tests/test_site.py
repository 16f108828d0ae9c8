"""The documentation builds as a site without a broken link, and asks nothing of the network."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ASKS = re.compile(
    r'<(?:script|link rel="stylesheet"|img|iframe)[^>]+(?:src|href)="(?:https?:)?//[^"]+"'
)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("material", reason="no MkDocs: pip install 'accord[docs]'")
    out = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(out)],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return out


def test_every_page_of_the_documentation_is_on_the_site(site):
    pages = {page.relative_to(ROOT / "docs") for page in (ROOT / "docs").rglob("*.md")}
    pages -= {page for page in pages if page.name == "README.md"}  # is index.html
    assert [page for page in sorted(pages) if not (site / page.with_suffix(".html")).exists()] == []
    assert (site / "contributing.html").exists()
    assert "pytest for policy claims" in (site / "index.html").read_text(encoding="utf-8")


def test_no_page_asks_the_network(site):
    asked = {
        page.name: found
        for page in site.rglob("*.html")
        if (found := ASKS.findall(page.read_text(encoding="utf-8")))
    }
    assert asked == {}


def test_links_between_the_root_and_the_pages_hold_on_the_site(site):
    architecture = (site / "architecture.html").read_text(encoding="utf-8")
    assert 'href="contributing.html"' in architecture
    start = (site / "index.html").read_text(encoding="utf-8")
    assert 'href="verdicts.html"' in start
    assert "docs/" not in re.sub(r"<(pre|code).*?</\1>", "", start, flags=re.DOTALL)
