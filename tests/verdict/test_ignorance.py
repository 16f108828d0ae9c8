"""What nothing is known of is an interval, and a claim near 95 % is drawn until it is clear."""

import pytest
from tests.verdict.toys import registered, verdict

from accord.study.evidence import Kind

UNKNOWN = """
[assumptions.x]
known = "nothing"
low = 0
high = 1
unit = "share"
label = "who sells what nobody records"

[assumptions.y]
distribution = "uniform"
low = 0
high = 1
unit = "share"
"""
WIDE = """
[assumptions.x]
distribution = "uniform"
low = 0
high = 1
unit = "share"
"""


@pytest.fixture(autouse=True)
def toys():
    with registered():
        yield


def kinds(found):
    return [one.kind for one in found.evidence]


def test_a_claim_that_holds_at_every_point_is_supported_without_a_value():
    found = verdict('metric = { name = "toy-drawn", x = "x" }\nholds = ">= 0"', UNKNOWN)
    assert found.word == "supported"
    assert found.value is None
    assert (found.low, found.high) == (0.0, 1.0)
    assert found.probability == 1.0
    assert Kind.IGNORANCE in kinds(found)


def test_a_claim_that_turns_within_the_range_depends_and_says_where():
    # The middle, which every draw has, supports it; the lower third does not.
    found = verdict('metric = { name = "toy-drawn", x = "x" }\nholds = ">= 30 %"', UNKNOWN)
    assert found.word == "depends"
    assert found.probability == 0.0
    assert "who sells what nobody records" in found.reason
    assert found.break_even.value == pytest.approx(0.3, abs=1e-5)


def test_two_unknowns_are_tried_at_all_corners_and_at_points_between():
    # At x = 0 and y = 0 the sum is 0, at the other end 2; 64 points lie between the four corners.
    both = UNKNOWN.replace('distribution = "uniform"', 'known = "nothing"')
    found = verdict('metric = { name = "toy-drawn", x = "x", y = "y" }\nholds = ">= 10 %"', both)
    assert (found.word, found.low, found.high) == ("depends", 0, 2)
    assert "judged at 68 points of its range" in found.reason


def test_the_least_share_of_draws_over_the_range_counts():
    # x + y >= 0.5, y uniform: at x = 0 half of the draws, at x = 1/2 and more all.
    found = verdict('metric = { name = "toy-drawn", x = "x", y = "y" }\nholds = ">= 50 %"', UNKNOWN)
    assert found.probability == pytest.approx(0.5, abs=0.002)
    assert found.word == "depends"
    assert (found.low, found.high) == (pytest.approx(0.05, abs=0.01), pytest.approx(1.95, abs=0.01))


def test_draws_without_a_number_are_counted_where_most_have_none():
    # A draw of y below 0.1 fails at every point of x: of a Latin hypercube of 200, just 20.
    metric = 'metric = { name = "toy-drawn", x = "y", y = "x", fails_below = 0.1 }'
    found = verdict(f'{metric}\nholds = ">= 0"', UNKNOWN, draws=200)
    assert (found.draws, found.failed_draws) == (200, 20)


def test_a_share_near_95_percent_takes_more_draws():
    # 96 % hold: within three standard errors of 95 at 200 draws (4.6 points), clear at 4,800.
    found = verdict('metric = { name = "toy-drawn", x = "x" }\nholds = ">= 4 %"', WIDE, draws=200)
    assert found.draws > 200
    far = verdict('metric = { name = "toy-drawn", x = "x" }\nholds = ">= 40 %"', WIDE, draws=200)
    assert far.draws == 200


def test_what_stays_on_the_line_depends_and_says_so():
    found = verdict('metric = { name = "toy-drawn", x = "x" }\nholds = ">= 5 %"', WIDE, draws=200)
    assert found.draws == 16 * 200
    assert found.word == "depends"
    assert Kind.ON_THE_LINE in kinds(found)
    assert "3,200 draws" in found.reason


def test_a_preview_stays_with_its_draws_and_looks_at_few_points_of_what_nobody_knows():
    test = 'metric = { name = "toy-drawn", x = "x" }\nholds = ">= 5 %"'
    on_the_line = verdict(test, WIDE, draws=200, quick=True)
    assert (on_the_line.draws, on_the_line.word) == (200, "depends")
    assert on_the_line.break_even is on_the_line.curve is None
    unknown = verdict(test, UNKNOWN, quick=True)
    # Both ends and two points between; at the lower end the claim doesn't hold.
    assert (unknown.word, unknown.low, unknown.high) == ("depends", 0.0, 1.0)
    assert "judged at 4 points" in unknown.reason


@pytest.mark.parametrize("line", ["3 %", "7 %"])
def test_the_word_does_not_hang_on_how_many_draws_were_asked_for(line):
    words = {
        verdict(
            f'metric = {{ name = "toy-drawn", x = "x" }}\nholds = ">= {line}"', WIDE, draws=n
        ).word
        for n in (200, 1000, 2000)
    }
    assert len(words) == 1
