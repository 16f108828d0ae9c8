"""The terminal's tables say what the document says, whatever its texts hold."""

from dataclasses import replace

import pytest
from tests.report.fixture import document as invented

from accord.cli import verdicts
from accord.cli.screen import cells, clean, pad, table, wrap
from accord.names import MARKS
from accord.result.verdict import Dot, Limit
from accord.study.evidence.found import Kind


@pytest.fixture(scope="module")
def document():
    return invented()


def plain(text):
    """Take colour out of a text."""
    import click

    return click.unstyle(text)


def test_every_claim_has_its_row_in_the_order_of_the_document(document):
    shown = plain(verdicts.verdict_table(document))
    rows = [
        line for line in shown.splitlines() if any(f" {m} " in line[:8] for m in MARKS.values())
    ]
    assert len(rows) == len(document.verdicts)
    for row, entry in zip(rows, document.verdicts, strict=True):
        assert f"{MARKS[entry.verdict]} {entry.verdict}" in row


@pytest.mark.parametrize("columns", [80, 100, 200])
def test_a_claim_is_shown_by_its_label_with_its_id_beside_in_the_columns_there_are(
    document, monkeypatch, columns
):
    monkeypatch.setattr(verdicts, "width", lambda: columns)
    usual = [v for v in document.verdicts if len(v.claim) + len(v.label or "") < 100]
    head, *lines = plain(
        verdicts.verdict_table(replace(document, verdicts=tuple(usual)))
    ).splitlines()
    assert max(map(cells, (head, *lines))) <= columns
    text = " ".join(" ".join(lines).split())
    for entry in usual:
        own = entry.claim.removeprefix(entry.part_of or "")
        label = " ".join(clean(entry.label or "").split())
        assert (f"{label} ({own})" if columns == 200 else f"{label} {own}") in text
    ends = {cells(line) for line in lines if line.endswith("–")}
    assert ends == {cells(head)}  # numbers stand under their heads


def test_a_claim_without_a_label_takes_one_line(document, monkeypatch):
    monkeypatch.setattr(verdicts, "width", lambda: 80)
    bare = replace(document, verdicts=(replace(document.verdicts[0], label="", part_of=None),))
    _, line, *_ = plain(verdicts.verdict_table(bare)).splitlines()
    assert document.verdicts[0].claim in line
    assert verdicts.value_of(document.verdicts[0], document.year) in line


@pytest.mark.parametrize("columns", [80, 100])
def test_no_line_is_wider_than_the_terminal(document, monkeypatch, columns):
    monkeypatch.setattr(verdicts, "width", lambda: columns)
    shown = plain(verdicts.verdict_table(document)).splitlines()
    for entry in document.verdicts:
        shown += plain(verdicts.claim_text(entry, document, "case.toml")).splitlines()
    assert max(map(cells, shown)) <= columns


def test_values_are_whole_in_every_row(document):
    shown = plain(verdicts.verdict_table(document))
    for entry in document.verdicts:
        assert verdicts.value_of(entry, document.year) in shown


def test_the_texts_of_a_case_cannot_steer_the_terminal():
    assert clean("a\x1b[31mb\x07\r\nc\u202ed") == "ab cd"
    entry = replace(invented().verdicts[0], quote="\x1b]0;owned\x07", why="\x1b[2J")
    shown = plain(verdicts.claim_text(entry, invented(), "case.toml"))
    assert "\x1b" not in shown
    assert "\x07" not in shown


def test_dots_are_twenty_with_the_line_where_the_claim_starts_to_hold(document):
    for entry in document.verdicts:
        if entry.dots:
            drawn = verdicts.dots(entry)
            assert len(drawn.replace("┃", "")) == 20
            assert drawn.count("●") == sum(dot.state == "holds" for dot in entry.dots)
    three = [Dot(value=0, state="fails")] * 3 + [Dot(value=1, state="holds")] * 17
    assert verdicts.dots(replace(document.verdicts[0], dots=tuple(three))) == "○○○┃" + "●" * 17


def test_the_tally_counts_whole_claims(document):
    shown = plain(verdicts.tally(document))
    total = sum(v.part_of is None for v in document.verdicts)
    assert shown.startswith(f"{total} claims: ● ")


def test_a_run_of_another_year_than_the_case_says_so(document):
    shown = verdicts.heading(replace(document, overrides={"year": 2022}, year=2022))
    assert "world 2022 (not the case's own)" in shown


def test_wide_letters_count_for_two_columns():
    assert cells("石油") == 4
    assert pad("石油", 6) == "石油  "
    assert pad("1", 3, "right") == "  1"
    assert wrap("one two", 4, "> ") == "> one\n> two" or wrap("one two", 6, "> ") == "> one\n> two"


def test_a_table_breaks_words_and_never_a_number():
    text = table(("n", "what"), [("1,234,567", "word " * 60)], right=(0,))
    assert "1,234,567" in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.name.lower())
def test_evidence_of_every_kind_stands_in_the_row_and_in_explain(document, monkeypatch, kind):
    monkeypatch.setattr(verdicts, "width", lambda: 200)
    says = f"what is known against it, of kind {kind.value}"
    usual = next(v for v in document.verdicts if v.verdict == "depends" and not v.parts)
    name = kind.name.lower().replace("_", "-")
    for effect, did in (("widen", " (widened)"), ("cap", " (no surer than depends)")):
        limit = Limit(kind=name, effect=effect, says=says, sources=(), remembered=False)
        entry = replace(usual, limits=(limit,), reason=says, decides=(), break_even=None)
        one = replace(document, verdicts=(entry,))
        assert says in " ".join(plain(verdicts.verdict_table(one)).split())
        assert f"limit {says}{did}" in " ".join(plain(verdicts.claim_text(entry, one, "")).split())
