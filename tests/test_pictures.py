"""The docs show pictures of the real thing, and the script that makes them runs."""

import re
import shutil
from xml.etree import ElementTree

import pytest
from docs import pictures
from docs.make import IMAGES
from docs.pages import ROOT, pages, timeless
from tests.loops import call_apart
from tests.web.conftest import SMALL

SHOWN = re.compile(r"!\[([^\]]+)\]\(([^)\s]+)\)")


def test_every_picture_that_a_page_shows_is_there_and_says_what_it_shows():
    for page in pages():
        for words, target in SHOWN.findall(page.read_text(encoding="utf-8")):
            assert len(words) > 20, (page.name, target)
            assert (page.parent / target).is_file(), (page.name, target)


def test_every_picture_of_the_script_is_there_and_some_page_shows_it():
    text = "".join(page.read_text(encoding="utf-8") for page in pages())
    for name in pictures.NAMES:
        assert (IMAGES / name).is_file(), f"{name}: make pictures"
        assert f"images/{name}" in text, name


def test_a_terminal_is_drawn_with_its_colours_and_its_columns():
    printed = "\x1b[34m● supported\x1b[0m  <b> & 5 %\n" + "\n".join(map(str, range(40)))
    root = ElementTree.fromstring(pictures.drawn("accord run", printed))
    texts = root.findall(".//{*}text")
    assert "".join(texts[0].itertext()) == "$ accord run"
    first, second = texts[1]
    assert (first.text, first.get("fill")) == ("● supported", pictures.COLOURS[34])
    assert (second.text, second.get("fill")) == ("<b> & 5 %", None)
    assert float(second.get("x")) == pytest.approx(pictures.AIR + 13 * pictures.CELL, abs=0.1)
    assert len(texts) == pictures.LINES + 1
    assert "…" in [text[0].text for text in texts[1:]]
    assert re.findall(r"https?://\S+?(?=\")", pictures.drawn("x", printed)) == [
        "http://www.w3.org/2000/svg"
    ]


@pytest.mark.browser
def test_the_script_makes_every_picture_anew(tmp_path):
    if not shutil.which("chromium"):
        pytest.skip("no Chromium: apt-get install chromium")
    case = tmp_path / "small.toml"
    case.write_text(SMALL, encoding="utf-8")
    call_apart(pictures.make, tmp_path / "made", str(case), draws=20, served=case)
    made = {path.name: path.read_bytes() for path in (tmp_path / "made").iterdir()}
    assert set(made) == set(pictures.NAMES)
    for name, content in made.items():
        assert content[:4] == (b"<svg" if name.endswith(".svg") else b"\x89PNG"), name
        assert len(content) > 1000, name


def test_the_pictures_weigh_no_more_than_a_page_may():
    assert sum((IMAGES / name).stat().st_size for name in pictures.NAMES) < 1_500_000
    assert ROOT.joinpath("Makefile").read_text().count("docs/make.py pictures") == 1


def test_how_long_a_run_took_is_left_out_and_what_stands_right_stays_there():
    assert timeless("A case    seed 0 · 4.2 s\n1.0 s") == "A case            seed 0\n1.0 s"
