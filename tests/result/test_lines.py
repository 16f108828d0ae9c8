"""A line of a case file as the result carries it: sign, number in the base unit, unit to write."""

import pytest

from accord.condition import parse
from accord.numbers import THIN, line_text
from accord.result.made.verdicts import _line


@pytest.mark.parametrize(
    ("text", "unit", "carried", "written"),
    [
        (">= 10 %", "share", (">=", 0.1, "share"), "≥_10_%"),
        ("< -5 pp", "points", ("<", -0.05, "points"), "<_−5_pp"),
        (">= 2 pp", "share", (">=", 0.02, "points"), "≥_2_pp"),
        ("= yes", "yes", ("==", 1, "yes"), "yes"),
        ("<= 2026-08-01", "date", ("<=", "2026-08-01", "date"), "≤_1 Aug 2026"),
        (">= 160e6", "usd", (">=", 1.6e8, "usd"), "≥_US$_160_m"),
    ],
)
def test_a_condition_becomes_a_line_and_reads_as_its_author_wrote_it(text, unit, carried, written):
    line = _line(parse(text, unit), unit)
    assert (line.op, line.number, line.unit) == carried
    assert line_text(line.op, line.number, line.unit) == written.replace("_", THIN)


def test_the_opposite_of_an_exact_line_is_carried_too():
    line = _line(parse("= 5", "count").opposite(), "count")
    assert (line.op, line.number) == ("!=", 5)
    assert line_text(line.op, line.number, line.unit) == f"≠{THIN}5"
