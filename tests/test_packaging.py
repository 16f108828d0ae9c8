"""What is handed on: a wheel and an sdist, built offline, twice the same, with what they say.

Built with hatchling as it is installed, without an environment of its own, so nothing is fetched.
"""

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

import accord

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = ("CHANGELOG.md", "CITATION.cff", "LICENSE", "NOTICE", "README.md", "pyproject.toml")
GROWN = shutil.ignore_patterns("__pycache__")


def built(folder: Path) -> dict[str, Path]:
    """Build both from a copy of the sources, so that each build has a place and a time."""
    copy = folder / "sources"
    copy.mkdir(parents=True)
    for name in NAMED:
        shutil.copy(ROOT / name, copy)
    shutil.copytree(ROOT / "src", copy / "src", ignore=GROWN)
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(folder / "dist")],
        cwd=copy,
        env=os.environ | {"SOURCE_DATE_EPOCH": "1767225600"},
        check=True,
        capture_output=True,
    )
    return {path.suffix: path for path in (folder / "dist").iterdir()}


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Path]]:
    return [built(tmp_path_factory.mktemp("one")), built(tmp_path_factory.mktemp("two"))]


@pytest.fixture(scope="module")
def wheel(twice) -> zipfile.ZipFile:
    return zipfile.ZipFile(twice[0][".whl"])


@pytest.fixture(scope="module")
def about(wheel) -> Message:
    (name,) = (n for n in wheel.namelist() if n.endswith(".dist-info/METADATA"))
    return Parser().parsestr(wheel.read(name).decode("utf-8"))


@pytest.mark.parametrize("kind", [".whl", ".gz"])
def test_two_builds_in_two_places_are_the_same_bytes(twice, kind):
    one, two = (found[kind] for found in twice)
    assert one.name == two.name
    assert one.read_bytes() == two.read_bytes()


def test_the_wheel_holds_the_package_whole_and_nothing_else(wheel):
    there = {n for n in wheel.namelist() if not n.startswith(f"accord-{accord.__version__}.dist-")}
    here = {
        str(path.relative_to(ROOT / "src"))
        for path in (ROOT / "src" / "accord").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert there == here


def test_the_sdist_holds_the_package_and_the_named_files_at_the_top(twice):
    with tarfile.open(twice[0][".gz"]) as sdist:
        names = [n.partition("/")[2] for n in sdist.getnames()]
    top = {n for n in names if "/" not in n}
    assert top == {*NAMED, ".gitignore", "PKG-INFO"} or top == {*NAMED, "PKG-INFO"}
    assert {n.split("/")[0] for n in names if "/" in n} == {"src"}
    assert not [n for n in names if re.search(r"/readme|__pycache__", n, re.IGNORECASE)]


def test_the_metadata_say_what_it_is_where_it_runs_and_what_it_needs(about):
    assert about["Name"] == "accord"
    assert about["Summary"] == PROJECT["description"]
    assert about["Requires-Python"] == ">=3.11"
    assert about["License-Expression"] == "Apache-2.0"
    assert set(about.get_all("License-File")) == {"LICENSE", "NOTICE"}
    needed = {r for r in about.get_all("Requires-Dist") if "extra" not in r}
    assert needed == set(PROJECT["dependencies"])
    assert "Typing :: Typed" in about.get_all("Classifier")
    assert about.get_payload().lstrip().startswith("# accord")


def test_the_version_stands_in_one_place(about):
    assert about["Version"] == accord.__version__
    assert PROJECT["dynamic"] == ["version"]
    assert "version" not in PROJECT
    cited = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    assert "\nversion:" not in cited


def test_no_link_of_the_metadata_is_made_up(about):
    assert about.get_all("Project-URL") is None


def test_the_wheel_runs_where_the_sources_are_not(wheel, tmp_path):
    wheel.extractall(tmp_path / "installed")
    done = subprocess.run(
        [sys.executable, "-c", "import accord.cli as c; print(c.__file__); c.main(['cases'])"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(tmp_path / "installed")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert str(tmp_path) in done.stdout
    assert "abraham-accords" in done.stdout


EXTRAS = PROJECT["optional-dependencies"]
NEEDED = {name for group in (PROJECT["dependencies"], *EXTRAS.values()) for name in group}


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_every_dependency_has_a_lower_bound_and_no_upper_one(name):
    own = re.fullmatch(r"accord\[([a-z,]+)\]", name)  # extras that another extra takes along
    bound = r"[\w-]+>=[\d.]+(b\d+)?(; sys_platform .*)?"  # a beta where no release has wheels
    assert set(own[1].split(",")) <= set(EXTRAS) if own else re.fullmatch(bound, name)


def test_the_lock_of_the_container_has_all_that_it_installs_with_hashes_and_above_the_bounds():
    lock = (ROOT / "container" / "requirements.lock").read_text(encoding="utf-8")
    assert "http" not in lock
    pinned = {}
    for entry in re.split(r"\n(?=\w)", lock.strip()):
        name, version = re.match(r"([\w.-]+)==(\d+(?:\.\d+)*)", entry).groups()
        pinned[name.lower().replace("_", "-")] = tuple(map(int, version.split(".")))
        assert "--hash=sha256:" in entry, name
    for need in (*PROJECT["dependencies"], *EXTRAS["serve"], *EXTRAS["draft"]):
        name, bound = need.lower().replace("_", "-").split(">=")
        assert pinned[name] >= tuple(map(int, bound.split("."))), need


def test_what_other_surroundings_leave_out_is_there_and_never_a_whole_room():
    # pytest passes over a path that is gone, so that its tests would be run unnoticed, or never.
    text = (ROOT / "Makefile").read_text(encoding="utf-8").replace("\\\n", " ")
    left_out = re.search(r"^SAME := (.*)$", text, re.M)[1].split()
    assert left_out
    assert all(path.startswith("tests/") and (ROOT / path).is_file() for path in left_out)
