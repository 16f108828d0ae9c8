"""The built pages in the package are what their sources give."""

import pytest
from tests.report.front import FRONT, STATIC, run_node


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    run_node("build.mjs", folder)
    return folder


@pytest.mark.parametrize("name", ["app.js", "live.js", "app.css", "world.json", "licences.txt"])
def test_building_anew_gives_the_committed_bytes(rebuilt, name):
    assert (rebuilt / name).read_bytes() == (STATIC / name).read_bytes(), (
        "the sources changed: npm run build --prefix front, and commit src/accord/report/static"
    )


def test_the_sources_have_no_type_error():
    run_node("node_modules/typescript/bin/tsc", "--noEmit")


def test_the_built_files_cannot_end_the_element_that_holds_them():
    for name, end in (
        ("app.js", "</script"),
        ("live.js", "</script"),
        ("world.json", "</script"),
        ("app.css", "</style"),
        ("licences.txt", "-->"),
    ):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert end not in text.lower()
        assert "<!--" not in text
        assert "\r" not in text


def test_the_lock_file_names_no_registry():
    text = (FRONT / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in text
