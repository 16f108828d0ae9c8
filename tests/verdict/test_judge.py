"""Verdicts keep to their rules: 95 % of draws, failed draws, facts, parts, and what is so today."""

import json
from itertools import product

import numpy as np
import pytest
from tests.verdict import toys
from tests.verdict.toys import X, verdict, verdicts

import accord
from accord.verdict import Fact, Untestable

DRAWN = 'metric = { name = "toy-drawn", x = "x" }\n'


@pytest.fixture(autouse=True, scope="module")
def _toys():
    with toys.registered():
        yield


def uniform(name, low, high, more=""):
    """Write an assumption."""
    head = f'[assumptions.{name}]\ndistribution = "uniform"\nlow = {low}\nhigh = {high}\n'
    return head + 'unit = "share"\n' + more + "\n"


def fact(value, lines='holds = ">= 1"\nfails = "<= 0"', more=""):
    told = "" if value is None else f", is = {value}"
    return f'metric = {{ name = "toy-fact"{told}{more} }}\n{lines}\n'


# ---------------------------------------------------- draws: x is uniform on 0..1, one per stratum


@pytest.mark.parametrize("draws", [1000, 2000])
def test_supported_where_clearly_more_than_95_of_100_draws_hold(draws):
    assert verdict(DRAWN + 'holds = ">= 0.02"', draws=draws).word == "supported"
    just_less = verdict(DRAWN + 'holds = ">= 0.08"', draws=draws)
    assert just_less.word == "depends"
    assert just_less.probability == pytest.approx(0.92)


def test_contradicted_where_fails_is_true_in_clearly_more_than_95_of_100_draws():
    found = verdict(DRAWN + 'holds = ">= 2"\nfails = "< 0.98"')
    assert (found.word, found.probability, found.probability_fails) == ("contradicted", 0, 0.98)
    assert verdict(DRAWN + 'holds = ">= 2"\nfails = "< 0.92"').word == "depends"


@pytest.mark.parametrize(
    ("lines", "does"), [(">= 0.05", "holds"), ('>= 2"\nfails = "< 0.95', "fails")]
)
def test_on_the_line_it_is_said_which_share_is(lines, does):
    # x is uniform on 0..1: exactly 95 of 100 draws lie on that side, however many are drawn.
    found = verdict(DRAWN + f'holds = "{lines}"', draws=20)
    assert found.word == "depends"
    assert [one.says for one in found.evidence] == [
        f"on the line: the share of 320 draws in which it {does} can't be told from 95\u00a0%"
    ]


def test_between_the_two_lines_it_is_an_assumption():
    found = verdict(DRAWN + 'holds = ">= 0.5"\nfails = "< 0.5"')
    assert (found.word, found.probability, found.probability_fails) == ("depends", 0.5, 0.5)


@pytest.mark.parametrize(
    ("line", "opposite"), [(">= 0.96", "<"), ("> 0.96", "<="), ("<= 0.04", ">"), ("< 0.04", ">=")]
)
def test_fails_is_the_opposite_of_holds_where_unsaid(line, opposite):
    found = verdict(DRAWN + f'holds = "{line}"')
    assert found.tested.test.failing.operator == opposite
    assert found.word == "contradicted"
    assert found.probability + found.probability_fails == 1


def test_the_value_is_the_median_and_the_ends_hold_nine_of_ten_draws():
    found = verdict(DRAWN + 'holds = ">= 0.5"', draws=1000)
    np.testing.assert_allclose(
        [found.low, found.low50, found.value, found.high50, found.high],
        [0.05, 0.25, 0.5, 0.75, 0.95],
        atol=0.002,
    )


def test_twenty_dots_are_equally_likely_and_say_what_they_mean():
    found = verdict(DRAWN + 'holds = ">= 0.7"\nfails = "< 0.3"', draws=1000)
    values, words = zip(*found.dots, strict=True)
    np.testing.assert_allclose(values, (np.arange(20) + 0.5) / 20, atol=0.003)
    assert [words.count(w) for w in ("fails", "between", "holds")] == [6, 8, 6]


# ------------------------------------------------------------------------------- failed draws


@pytest.mark.parametrize(("holds", "otherwise"), [(">= 0", "supported"), ("< 0", "contradicted")])
def test_failed_draws_count_against_supported_and_contradicted_alike(holds, otherwise):
    def with_failed(share):
        line = f'metric = {{ name = "toy-drawn", x = "x", fails_below = {share} }}\n'
        return verdict(line + f'holds = "{holds}"')

    assert with_failed(0.02).word == otherwise
    some = with_failed(0.08)
    assert some.word == "depends"
    assert some.failed_draws == 80
    assert max(some.probability, some.probability_fails) == pytest.approx(0.92)


def test_where_no_draw_could_be_solved_it_is_untestable_and_says_so():
    line = 'metric = { name = "toy-drawn", x = "x", fails_below = 2.0 }\nholds = ">= 0"'
    found = verdict(line)
    assert (found.word, found.failed_draws) == ("untestable", 1000)
    assert "no draw" in found.reason


# --------------------------------------------------------------- what decides, and where it turns


def test_the_assumption_that_decides_is_named_first_with_its_break_even():
    both = X + uniform("small", 0, 0.1)
    line = 'metric = { name = "toy-drawn", x = "x", y = "small" }\nholds = ">= 0.4"'
    found = verdict(line, both)
    first = found.decides[0]
    assert first.share.assumption == "x"
    assert first.break_even == found.break_even
    # x plus the median of small is 0.4; of 200 draws the median of small is 0.05, give or take
    assert first.break_even.value == pytest.approx(0.35, abs=0.01)
    assert first.break_even.in_range
    assert found.curve.assumption == "x"
    np.testing.assert_allclose(found.curve.median, found.curve.x + 0.05, atol=0.01)
    assert (found.curve.high - found.curve.low < 0.1).all()


def test_where_it_depends_each_that_tells_has_a_break_even_and_the_first_s_is_the_claim_s():
    told = 'metric = { name = "toy-drawn", x = "x", y = "y" }\nholds = ">= 1"'
    found = verdict(told, X + uniform("y", 0, 0.8))
    first, second = found.decides
    assert (found.word, first.share.assumption) == ("depends", "x")
    assert (first.break_even.value, second.break_even.value) == pytest.approx((0.6, 0.5), abs=0.06)
    assert found.break_even == first.break_even
    sure = verdict(told.replace("1", "-1"), X + uniform("y", 0, 0.8))
    assert [one.reach is None for one in sure.decides] == [False, True]  # not sought for the second


def drawn_crossing(found):
    """Where the drawn median meets the line, between the points of the curve."""
    gap = found.curve.median - found.tested.test.holds.number
    (at,) = np.flatnonzero(np.diff(np.sign(gap)))
    return np.interp(0.0, *np.array([gap[at : at + 2], found.curve.x[at : at + 2]]))


@pytest.mark.parametrize("line", [0.2, 0.5, 0.77])
def test_a_break_even_is_where_the_drawn_curve_crosses_and_half_of_the_draws_hold(line):
    both = X + uniform("y", 0, 1)
    told = 'metric = { name = "toy-drawn", x = "x", y = "y" }\n'
    found = verdict(told + f'holds = ">= {line + 0.5}"', both)
    printed = found.break_even.value
    assert printed == pytest.approx(drawn_crossing(found), abs=1e-6)
    # with x at the break-even alone, the claim holds in half of the first 200 draws
    y = toys.study(toys.read("", both)).sample["y"][:200]
    assert (printed + y >= line + 0.5).mean() == pytest.approx(0.5, abs=0.01)


def test_a_break_even_beyond_the_range_is_searched_out_to_the_physical_bounds():
    near_zero = uniform("x", 0, 0.1)
    found = verdict(DRAWN + 'holds = ">= 0.5"', near_zero)
    assert found.word == "contradicted"
    even = found.decides[0].break_even
    assert (even.in_range, round(even.value, 4)) == (False, 0.5)
    bounded = uniform("x", 0, 0.1, "bounds = [0, 0.4]")
    never = verdict(DRAWN + 'holds = ">= 0.5"', bounded).decides[0]
    assert never.break_even is None
    assert never.reach == pytest.approx((0, 0.4))


def test_nothing_is_named_where_nothing_exceeds_its_noise():
    same = verdict(DRAWN + 'holds = ">= 3"', uniform("x", 1, 1, "bounds = [0, 5]"))
    assert same.decides == ()
    assert same.break_even.value == pytest.approx(3, abs=1e-4)  # it could still turn there


def test_what_decides_little_gets_no_break_even():
    told = 'metric = { name = "toy-drawn", x = "x", y = "little" }\nholds = ">= 0.6"'
    first, second = verdict(told, X + uniform("little", 0, 0.3)).decides
    assert (first.share.assumption, second.share.assumption) == ("x", "little")
    assert second.share.share < 0.1
    assert first.break_even is not None
    assert second.break_even is None


def test_the_sampling_error_is_shown_only_where_it_could_turn_the_verdict():
    near = verdict(DRAWN + 'holds = ">= 0.05"')
    assert near.sampling_error == pytest.approx(np.sqrt(0.95 * 0.05 / near.draws))
    assert verdict(DRAWN + 'holds = ">= 0.5"').sampling_error is None
    assert verdict(DRAWN + 'holds = ">= 0.1"').sampling_error is None
    sure = verdict(DRAWN + 'holds = ">= 0"', draws=20)  # 20 of 20 could miss it; 320 of 320 can't
    assert (sure.draws, sure.sampling_error) == (320, None)


def test_every_drawn_verdict_says_whether_its_draws_are_enough():
    few, many = (verdict(DRAWN + 'holds = ">= 0.5"', draws=n) for n in (20, 2000))
    assert not few.convergence.enough
    assert many.convergence.enough


# -------------------------------------------------------------------------------------- facts


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (1.5, "supported"),
        (1, "supported"),
        (0.5, "depends"),
        (0, "contradicted"),
        (-1, "contradicted"),
        (None, "untestable"),
    ],
)
def test_a_fact_is_supported_contradicted_or_between_the_lines(value, word):
    found = verdict(fact(value))
    assert found.word == word
    assert isinstance(found, Untestable if value is None else Fact)


def test_between_the_lines_the_line_decides():
    assert "line" in verdict(fact(0.5)).reason


def test_what_a_metric_cannot_say_is_untestable_with_reason_and_remedy():
    found = verdict(fact(None))
    assert (found.reason, found.would_take) == ("nobody counted", "a count")


def test_a_fact_without_a_number_is_untestable_and_no_middle_ground():
    found = verdict(fact(-99))
    assert (found.word, found.reason) == ("untestable", "the data give no number for it")


def test_what_the_case_calls_untestable_is_so_for_its_reason():
    found = verdict('untestable = "no data"\nwould_take = "data"')
    assert (found.word, found.reason, found.would_take) == ("untestable", "no data", "data")


@pytest.mark.parametrize("value", [0, 1])
def test_what_is_only_remembered_decides_no_fact(value):
    found = verdict(fact(value, more=", remembered = true"))
    assert found.word == "depends"
    assert "remembered" in found.reason
    assert found.value == value


@pytest.mark.parametrize("line", [">= 0", "< 0"])
def test_what_is_only_remembered_decides_no_draws(line):
    found = verdict(
        f'metric = {{ name = "toy-drawn", x = "x", remembered = true }}\nholds="{line}"'
    )
    assert found.word == "depends"


# --------------------------------------------------------------------------------- status quo


def quo(metric, holds):
    return f'status_quo = {{ metric = {{ {metric} }}, holds = "{holds}" }}\n'


def test_a_gain_that_holds_already_is_contradicted_for_that_reason():
    found = verdict(fact(1) + quo('name = "toy-fact", is = 1', ">= 1"))
    assert (found.word, found.reason) == ("contradicted", "holds already")
    assert (found.status_quo.value, found.status_quo.holds) == (1, True)


def test_a_gain_that_does_not_hold_already_keeps_its_verdict():
    found = verdict(fact(1) + quo('name = "toy-fact", is = 0', ">= 1"))
    assert (found.word, found.status_quo.holds) == ("supported", False)


@pytest.mark.parametrize(("line", "word"), [(">= 0.05", "contradicted"), (">= 0.06", "supported")])
def test_a_status_quo_over_draws_holds_in_95_of_100(line, word):
    found = verdict(DRAWN + 'holds = ">= 0"\n' + quo('name = "toy-drawn", x = "x"', line))
    assert found.word == word


def test_a_status_quo_that_is_only_remembered_does_not_contradict_alone():
    found = verdict(fact(1) + quo('name = "toy-fact", is = 1, remembered = true', ">= 1"))
    assert found.word == "depends"
    assert "remembered" in found.reason


def test_a_status_quo_that_nobody_can_tell_changes_no_verdict():
    found = verdict(fact(1) + quo('name = "toy-fact"', ">= 1"))
    assert found.word == "supported"
    assert "status quo untestable" in found.reason
    failed = quo('name = "toy-drawn", x = "x", fails_below = 2.0', ">= 0")
    assert verdict(fact(1) + failed).word == "supported"


# -------------------------------------------------------------------------------------- parts

VALUE = {"supported": 1, "contradicted": 0, "depends": 0.5, "untestable": None}


def joined(combine, *words):
    parts = "".join(
        f'[[claims.it.parts]]\nid = "p{i}"\n{fact(VALUE[w])}' for i, w in enumerate(words)
    )
    head = f'[claims.it]\nquote = "both"\nwhy = "so"\ncombine = "{combine}"\n'
    return verdicts(head + parts)


def rule(combine, words):
    """DESIGN: all: supported if all parts are; contradicted if any is; else untestable if any is;
    else assumption. any: the mirror image."""
    best, worst = ("supported", "contradicted")
    if combine == "any":
        best, worst = worst, best
    if all(w == best for w in words):
        return best
    if worst in words:
        return worst
    return "untestable" if "untestable" in words else "depends"


@pytest.mark.parametrize("combine", ["all", "any"])
def test_parts_join_by_the_rule_and_its_mirror_image(combine):
    for words in product(VALUE, repeat=2):
        whole, *parts = joined(combine, *words)
        assert [p.word for p in parts] == list(words)
        assert whole.word == rule(combine, words), (combine, words)
        assert whole.decided_by in ("p0", "p1")


def test_parts_stand_after_their_claim_under_its_name():
    assert [v.id for v in joined("all", "supported", "untestable")] == ["it", "it/p0", "it/p1"]


def test_a_whole_shows_the_numbers_of_the_part_that_decides_it():
    whole, *_ = joined("all", "supported", "contradicted", "untestable")
    assert (whole.decided_by, whole.value) == ("p1", 0)


# -------------------------------------------------------------------- a case that assumes nothing


def test_a_case_without_any_assumption_runs_and_is_told_as_json():
    scenario = (
        '[scenarios.joining]\nshocks = [{ kind = "accession", candidates = ["KAZ"], '
        'with = ["USA"], cost_cut = 0.02 }]\n'
    )
    case = toys.read(f'{scenario}[claims.it]\nquote = "so"\nwhy = "so"\n{fact(1)}', more="")
    result = accord.run(case, draws=20)
    (row,) = json.loads(result.json())["verdicts"]
    assert row["verdict"] == "supported"
    assert result.outcome("joining").goods == {}
