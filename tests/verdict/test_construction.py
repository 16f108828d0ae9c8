"""A claim that could only come out one way was decided when its scenario was written."""

import pytest
from tests.verdict.metrics.asking import inquiry, made

from accord.study.evidence import Kind
from accord.verdict import Judge

TRADE = """
    supplier  buyer  value_usd  mass_t
    AZE       ISR    100        50
    KAZ       ISR    70         30
    AZE       KAZ    33         20
    KAZ       AZE    7          4
"""
JOINS = """
[assumptions.cut]
distribution = "uniform"
low = 0
high = 10
unit = "%"

[scenarios.joins]
title = "It joins"
shocks = [{{ kind = "accession", candidates = ["AZE"], with = ["ISR"], cost_cut = "cut" }}]

[claims.more]
quote = "it earns more"
why = "a line of the test"
metric = {{ name = "export-revenue-change", states = ["AZE"], scenario = "joins", good = "oil" }}
holds = "{holds}"
fails = "{fails}"
"""


def kinds(holds, fails):
    word, evidence = judged(holds, fails)
    return word, [one.kind for one in evidence]


def judged(holds, fails):
    world = made(trade=TRADE, states=("KAZ",), production="state quantity\nAZE 100\nKAZ 80")
    study = inquiry(world, JOINS.format(holds=holds, fails=fails)).study
    (found,) = Judge(study).claim(study.case.claims["more"])
    return found.word, found.evidence


def test_a_cut_of_cost_cannot_but_raise_what_its_exporter_earns():
    # From no cut to all of the cost, both of which are physically possible: never less than before.
    word, found = kinds("> 0", "<= 0")
    assert (word, Kind.CONSTRUCTION in found) == ("depends", True)


def test_it_is_said_on_which_side_of_the_line_it_lies_by_construction():
    _, evidence = judged("> 0", "<= 0")
    (said,) = [one.says for one in evidence if one.kind is Kind.CONSTRUCTION]
    assert " it lies above the line" in said


@pytest.mark.parametrize("line", ["1 %", "-1 %"])
def test_a_line_with_a_size_is_never_by_construction(line):
    _, found = kinds(f"> {line}", f"<= {line}")
    assert Kind.CONSTRUCTION not in found
