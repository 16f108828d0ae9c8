"""A condition is true where its sentence is, and a value as good as on the line is on it."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accord.condition import ON_THE_LINE, parse

LINE = 0.1
NEAR, FAR = 0.5 * ON_THE_LINE, 2 * ON_THE_LINE  # relative steps off the line


@pytest.mark.parametrize(
    ("sign", "far_below", "just_below", "on", "just_above", "far_above"),
    [
        (">=", False, True, True, True, True),
        ("<=", True, True, True, True, False),
        (">", False, False, False, False, True),
        ("<", True, False, False, False, False),
        ("==", False, True, True, True, False),
    ],
)
@pytest.mark.parametrize("line", [LINE, -LINE, 3.3e12])
def test_what_is_within_a_billionth_of_the_line_counts_as_on_it(
    sign, far_below, just_below, on, just_above, far_above, line
):
    step = abs(line)
    values = line + step * np.array([-FAR, -NEAR, 0, NEAR, FAR])
    condition = parse(f"{sign} {line!r}", "usd")
    wanted = [far_below, just_below, on, just_above, far_above]
    assert condition.of(values).tolist() == wanted
    assert condition.opposite().of(values).tolist() == [not true for true in wanted]


def test_next_to_a_line_at_nothing_only_nothing_is_on_it():
    assert parse("> 0", "t").of(np.array([-1e-30, 0.0, 1e-30])).tolist() == [False, False, True]
    assert parse("== 0", "t").of(np.array([-1e-30, 0.0, 1e-30])).tolist() == [False, True, False]


def test_a_day_is_not_the_day_after():
    on_time = parse("<= 2026-08-01", "date")
    assert on_time.of(
        np.array([on_time.number - 1, on_time.number, on_time.number + 1])
    ).tolist() == [True, True, False]


@pytest.mark.parametrize("sign", [">=", "<=", ">", "<", "=="])
def test_what_is_unknown_is_never_true_nor_is_its_opposite(sign):
    condition = parse(f"{sign} 1", "ratio")
    assert not condition.of(np.array([np.nan])).any()
    assert not condition.opposite().of(np.array([np.nan])).any()


@given(st.sampled_from([">=", "<=", ">", "<", "=="]), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_a_condition_or_its_opposite_is_true_and_never_both(sign, line, value):
    condition = parse(f"{sign} {line!r}", "usd")
    values = np.array([value])
    assert (condition.of(values) ^ condition.opposite().of(values)).all()


@pytest.mark.parametrize(
    ("text", "unit", "number"),
    [
        (">= 10 %", "share", 0.1),
        (">= 10 pp", "share", 0.1),
        (">= 10 %", "percent", 10.0),
        (">= 10 usd", "usd", 10.0),
        (">= 2026-08-01", "date", 739829.0),
        (">= 1.5 Mt", "t", 1.5e6),
        ("> 20 kt", "t", 2e4),
        (">= 20 Mt/a", "t_per_year", 2e7),
        ("< 3 t/a", "t_per_year", 3.0),
        ("> US$ 5 bn", "usd", 5e9),
        ("> US$ -250 m", "usd", -2.5e8),
        ("<= US$ 7", "usd", 7.0),
        ("> 5 US$ bn", "usd", 5e9),
        ("<= US$ 40 /t", "usd_per_t", 40.0),
        (">= 10 %", None, 0.1),
        (">= 2026-08-01", None, 739829.0),
    ],
)
def test_a_line_is_in_base_units(text, unit, number):
    assert parse(text, unit).number == pytest.approx(number)


@pytest.mark.parametrize(
    ("text", "holds"), [("= yes", 1.0), ("== yes", 1.0), ("= no", 0.0), ("== no", 0.0)]
)
def test_what_is_yes_or_no_is_held_against_one_of_the_two(text, holds):
    condition = parse(text, "yes")
    assert condition.of(np.array([1.0, 0.0])).tolist() == [holds == 1, holds == 0]
    assert condition.opposite().of(np.array([1.0, 0.0])).tolist() == [holds == 0, holds == 1]
    assert condition.opposite().text == ("= no" if holds else "= yes")


def test_one_sign_for_equal_does_where_a_case_has_two():
    assert parse("= 3", "count") == parse("= 3", "count")
    assert parse("= 3", "count").of(np.array([3.0])).all()
    assert parse("= 3", "count").opposite().text == "!= 3"


def test_points_are_written_as_pp():
    assert parse("> 5 pp", "points").number == pytest.approx(0.05)
    assert parse("> 5 %", "points").number == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("= yes", "count", '"yes" does not fit a metric in count; write a number'),
        ("yes", "yes", '"yes" is no condition; write = yes or = no'),
        (">= yes", "yes", '">= yes" is no condition; write = yes or = no'),
        ("> 5 pp", "usd", 'unit "pp" does not fit a metric in usd; write usd or US$ or US$ tn'),
        ("> US$ 5 bn", "t", 'unit "US$ bn" does not fit a metric in t; write t or Gt or Mt or kt'),
        ("> 5 Mt", "share", 'unit "Mt" does not fit a metric in share; write share or %'),
        ("> 5 Mt", "count", 'unit "Mt" does not fit a metric in count; write count'),
        ("> US$ 5 m bn", "usd", "does not fit a metric in usd"),
    ],
)
def test_a_condition_that_does_not_fit_says_what_would(text, unit, says):
    with pytest.raises(ValueError, match=re.escape(says)):
        parse(text, unit)
