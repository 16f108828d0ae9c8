"""Fragments become the changelog: each said once, under its heading, in its version."""

import re

import pytest
from changes import gather

FRAGMENTS = gather.fragments(gather.HERE)
ONE = "## Added\n- A river.\n\n## Numbers\n- Depth is 3 m, not 2.\n"
TWO = "## Numbers\n- Width is 9 m.\n## Added\n- A boat.\n"


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda p: p.name)
def test_a_fragment_has_the_headings_that_are_agreed_and_a_list_under_each(fragment):
    text = fragment.read_text(encoding="utf-8")
    assert text.startswith("## "), "what stands under no heading is not gathered"
    assert re.findall(r"^(?:#|\*\*)[^-\n]*$", text, re.MULTILINE) == [
        f"## {kind}" for kind in gather.HEADING.findall(text)
    ]
    assert set(gather.HEADING.findall(text)) <= set(gather.KINDS)
    for said in gather.sentences([text]).values():
        assert re.match(r"- \S", said)


def test_sentences_of_all_fragments_stand_together_under_the_agreed_headings_in_order():
    assert gather.sentences([TWO, ONE]) == {
        "Added": "- A boat.\n- A river.",
        "Numbers": "- Width is 9 m.\n- Depth is 3 m, not 2.",
    }


def test_gathering_twice_says_it_once_and_keeps_what_was_released():
    old = "# Changelog\n\nWhat changes.\n\n## 0.1, 2025-01-01\n\n### Added\n- A bank.\n"
    new = gather.section("Unreleased", gather.sentences([ONE]))
    once = gather.gathered(old, new)
    assert once == gather.gathered(once, new)
    assert re.findall(r"^##+ .+|^- .+", once, re.MULTILINE) == [
        "## Unreleased", "### Added", "- A river.", "### Numbers", "- Depth is 3 m, not 2.",
        "## 0.1, 2025-01-01", "### Added", "- A bank.",
    ]  # fmt: skip


def test_a_release_gives_the_section_its_version_and_uses_the_fragments_up(tmp_path, monkeypatch):
    for name, text in (("one.md", ONE), ("two.md", TWO), ("README.md", "kept")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    log = tmp_path / "log"
    log.write_text("# Changelog\n", encoding="utf-8")
    monkeypatch.setattr(gather, "HERE", tmp_path)
    monkeypatch.setattr(gather, "CHANGELOG", log)
    gather.main([])
    assert len(gather.fragments(tmp_path)) == 2
    gather.main(["--release"])
    assert [p.name for p in tmp_path.glob("*.md")] == ["README.md"]
    said = log.read_text(encoding="utf-8")
    assert "Unreleased" not in said
    assert re.search(r"^## \d+\.\d+\.\d+\S*, \d{4}-\d\d-\d\d$", said, re.MULTILINE)
    assert said.count("- A river.") == 1
