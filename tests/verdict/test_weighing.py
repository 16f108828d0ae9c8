"""A word is no surer than its evidence: what refuses, widens, caps or is only noted."""

import numpy as np
import pytest

from accord.condition import parse
from accord.study.evidence import Effect, Evidence, Kind
from accord.verdict.weighing import other_worlds, stays_open, weigh, word_of
from accord.world import AS_IT_IS, Added, Variant

LINES = (parse(">= 10 %", "share"), parse("< 5 %", "share"))
ONE = Variant(added=(Added(codes=("270900",), supplier="A", buyer="B", year=2023, mass=1.0),))
TWO = Variant(added=(Added(codes=("270900",), supplier="A", buyer="B", year=2023, mass=2.0),))
SECOND = Variant(count="second")


def found(kind, effect, *ends):
    return Evidence(kind=kind, effect=effect, says=kind.name, ends=ends)


def weighed(word, evidence, values=None, more=0):
    values = values or {}
    return weigh(
        (word, ""),
        evidence,
        LINES,
        lambda variant: np.full(4, values.get(variant, 0.2)),
        more=more,
    )


def test_without_evidence_a_word_stays():
    got = weighed("supported", [])
    assert (got.word, got.reason, got.elsewhere, got.turned) == ("supported", "", None, False)


def test_a_note_changes_nothing():
    assert weighed("supported", [found(Kind.HOLE, Effect.NOTE)]).word == "supported"


def test_a_cap_makes_supported_and_contradicted_depend_and_says_why():
    for word in ("supported", "contradicted"):
        got = weighed(word, [found(Kind.OLD, Effect.CAP)])
        assert (got.word, got.reason) == ("depends", "OLD")


def test_the_first_in_the_order_of_kinds_is_the_reason():
    caps = [found(Kind.OLD, Effect.CAP), found(Kind.IN_FORCE, Effect.CAP)]
    assert weighed("supported", caps).reason == "IN_FORCE"


def test_widened_ends_that_agree_let_the_word_stand_and_stretch_the_interval():
    got = weighed("supported", [found(Kind.HOLE, Effect.WIDEN, ONE, TWO)], {ONE: 0.1, TWO: 0.3})
    assert (got.word, got.reason) == ("supported", "")
    assert (got.elsewhere.low, got.elsewhere.high) == (pytest.approx(0.1), pytest.approx(0.3))
    assert (got.elsewhere.holds, got.elsewhere.fails, got.turned) == (1, 0, False)


def test_widened_ends_that_differ_make_it_depend():
    got = weighed("supported", [found(Kind.HOLE, Effect.WIDEN, ONE, TWO)], {ONE: 0.01, TWO: 0.3})
    assert (got.word, got.reason) == ("depends", "HOLE")


@pytest.mark.parametrize(
    ("first", "second", "stays", "asked"),
    [
        (0.07, 0.3, True, [ONE]),  # between the lines at the first: no more is asked
        (0.01, 0.3, True, [ONE, TWO]),  # contradicted, then supported
        (0.3, 0.2, False, [ONE, TWO]),  # supported at both, which settles it
    ],
)
def test_an_open_word_is_settled_where_all_other_readings_agree(first, second, stays, asked):
    seen, values = [], {ONE: first, TWO: second}

    def elsewhere(variant):
        seen.append(variant)
        return np.full(4, values[variant])

    evidence = [found(Kind.HOLE, Effect.WIDEN, ONE, TWO)]
    assert stays_open(evidence, LINES, elsewhere) is stays
    assert seen == asked
    assert weighed("depends", evidence, values).word == ("depends" if stays else "supported")


def test_an_open_word_stays_where_nothing_is_read_otherwise():
    assert stays_open([found(Kind.OLD, Effect.CAP)], LINES, lambda variant: np.zeros(4))


def test_what_is_contradicted_as_recorded_may_be_supported_once_the_hole_is_filled():
    got = weighed("contradicted", [found(Kind.HOLE, Effect.WIDEN, ONE)], {ONE: 0.3})
    assert (got.word, got.reason, got.turned) == ("supported", "read with HOLE", True)


def test_several_widenings_are_judged_at_every_combination():
    evidence = [
        found(Kind.HOLE, Effect.WIDEN, ONE, TWO),
        found(Kind.DISAGREE, Effect.WIDEN, AS_IT_IS, SECOND),
    ]
    worlds = other_worlds(evidence)
    assert len(worlds) == 4
    both = Variant(added=TWO.added, count="second")
    assert both in worlds
    # Three of four combinations support; the fourth is enough to make it depend.
    assert weighed("supported", evidence, {both: 0.01}).word == "depends"


def test_a_count_is_judged_with_the_unread_as_no_and_as_yes():
    lines = (parse(">= 3", "count"), parse("< 3", "count"))
    unread = [found(Kind.UNREAD, Effect.WIDEN)]
    got = weigh(("contradicted", ""), unread, lines, lambda _: np.full(4, 1.0), more=2)
    assert (got.word, got.turned) == ("depends", False)
    assert (got.elsewhere.low, got.elsewhere.high) == (1.0, 3.0)
    got = weigh(("contradicted", ""), unread, lines, lambda _: np.full(4, 0.0), more=2)
    assert got.word == "contradicted"


@pytest.mark.parametrize(
    ("word", "line", "so"),
    [("supported", ">= 1", "supported"), ("contradicted", ">= 3", "depends")],
)
def test_what_has_no_known_end_is_judged_at_what_is_known_and_without_end(word, line, so):
    lines = (parse(line, "t"), parse(f"< {line[3:]}", "t"))
    endless = [found(Kind.UNREAD, Effect.WIDEN)]
    got = weigh((word, ""), endless, lines, lambda _: np.full(4, 2.0), more=np.inf)
    assert (got.word, got.elsewhere.low, got.elsewhere.high) == (so, 2.0, np.inf)


def test_of_several_widenings_the_reason_is_the_first_that_changes_the_word_alone():
    evidence = [
        found(Kind.HOLE, Effect.WIDEN, ONE),
        found(Kind.DISAGREE, Effect.WIDEN, AS_IT_IS, SECOND),
    ]
    both = Variant(added=ONE.added, count="second")
    got = weighed("supported", evidence, {SECOND: 0.01, both: 0.01})
    assert (got.word, got.reason) == ("depends", "DISAGREE")


def test_where_the_unread_alone_make_it_depend_they_are_the_reason():
    lines = (parse(">= 3", "count"), parse("< 3", "count"))
    evidence = [found(Kind.HOLE, Effect.WIDEN, ONE), found(Kind.UNREAD, Effect.WIDEN)]
    got = weigh(("contradicted", ""), evidence, lines, lambda _: np.full(4, 1.0), more=2)
    assert (got.word, got.reason, got.turned) == ("depends", "UNREAD", False)


def test_draws_that_fail_on_another_reading_count_against_either_word():
    got = weighed("supported", [found(Kind.HOLE, Effect.WIDEN, ONE)], {ONE: np.nan})
    assert got.word == "depends"


@pytest.mark.parametrize(
    ("holds", "fails", "word"),
    [(0.95, 0.0, "supported"), (0.949, 0.0, "depends"), (0.0, 0.95, "contradicted")],
)
def test_ninety_five_in_a_hundred_are_asked_for(holds, fails, word):
    assert word_of(holds, fails) == word
