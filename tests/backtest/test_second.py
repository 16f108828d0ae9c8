"""One year after a shock is known: the forecast of the next is conditioned on it by weights."""

import numpy as np
import pytest
from tests.engines.reallocation.trades import JUDGED

from accord.backtest import event_of, find, second_year
from accord.backtest.scores import crps, weighed_crps
from accord.data import Tables
from accord.draws import Draws
from accord.engines.reallocation import Situation
from accord.engines.reallocation.update import evenly, joined, laid
from accord.errors import InputError

RUSSIA = "RUS-270900-2021-2023"


@pytest.fixture(scope="module")
def event():
    (row,) = find(Tables.open(), RUSSIA).to_dicts()
    return event_of(row)


@pytest.fixture(scope="module")
def russia(event):
    whole = second_year(event, 2022, Tables.open())
    return next(one for one in whole if one.rows[0].side == "sales")


def test_at_equal_weights_the_score_is_the_plain_one():
    rng = np.random.default_rng(0)
    drawn, came = rng.random((50, 4)), rng.random(4)
    even = np.full(50, 0.02)
    np.testing.assert_allclose(weighed_crps(drawn, came, even), crps(drawn, came))


def test_a_draw_without_weight_is_not_there():
    drawn, came = np.array([[0.1], [0.4], [0.9]]), np.array([0.3])
    found = weighed_crps(drawn, came, np.array([0.5, 0.5, 0.0]))
    np.testing.assert_allclose(found, crps(drawn[:2], came))


def test_what_lies_near_the_first_year_counts_and_what_is_carried_on_has_its_part():
    # half-distances to the first year: 0 and 1/2, five times what is near: exp(-12.5)
    foretold = np.array([[0.0, 1.0], [0.5, 0.5]])
    drawn, weights = joined(foretold, np.full((4, 2), 0.5), foretold[0], near=0.1, part=0.8)
    np.testing.assert_allclose(weights[:2], [0.2, 0.0], atol=1e-6)
    np.testing.assert_allclose(weights[2:], 0.2)
    assert weights.sum() == pytest.approx(1)
    middle = [float(Draws(x, weights).median()) for x in drawn.T]
    np.testing.assert_allclose(middle, [0.5, 0.5])


def test_a_first_year_that_no_draw_foresaw_leaves_weights_that_are_numbers():
    foretold = np.full((3, 2), 0.5)
    _, weights = joined(foretold, foretold, np.array([1.0, 0.0]), near=1e-6, part=0.5)
    assert np.isfinite(weights).all()
    assert weights.sum() == pytest.approx(1)


def test_taken_evenly_a_draw_comes_as_often_as_its_weight_says():
    # of 100: 0.1 comes 50 times, 0.2 comes 25 or 26, 0.3 comes 24 or 25; 0.4 has no weight
    weights = np.array([0.5, 0.255, 0.245, 0.0])
    found = evenly(np.array([[0.1], [0.2], [0.3], [0.4]]), weights, 100, np.random.default_rng(0))
    counts = [int((found == x).sum()) for x in (0.1, 0.2, 0.3, 0.4)]
    assert counts[0] == 50
    assert counts[1] in (25, 26)
    assert counts[3] == 0
    assert sum(counts) == 100


def test_the_rest_of_a_draw_goes_as_it_went_in_the_year_that_is_known():
    # told apart: states 1 and 3; half of the draw is the others', of whom state 0 has 3 of 4 parts
    of = Situation(
        counterparts=np.array([1, 3]), share=np.zeros(3), ties=np.zeros(3), size=np.zeros(3),
        mechanisms=np.zeros((6, 3)), volatility=0.1, lost=0.0, horizon=1, world=1.0, judged=JUDGED,
    )  # fmt: skip
    known = np.array([0.3, 0.4, 0.1, 0.2])
    found = laid(np.array([[0.3, 0.2, 0.5]]), of, known)
    np.testing.assert_allclose(found, [[0.375, 0.3, 0.125, 0.2]])


def test_once_2022_is_known_india_in_2023_is_no_surprise_any_more(russia):
    india = next(row for row in russia.rows if row.counterpart == "IND")
    assert india.rank_before > 0.99
    assert india.after[1] > 2 * india.before[1]
    assert india.rank_after < india.rank_before
    assert russia.crps_after < 0.8 * russia.crps_before


def test_shares_of_the_year_that_is_known_are_told_and_sum_to_one_at_most(russia):
    assert 0.5 < sum(row.first for row in russia.rows) <= 1 + 1e-9
    assert all(row.after[0] <= row.after[1] <= row.after[2] for row in russia.rows)


@pytest.mark.parametrize("year", [2021, 2023, 1990])
def test_a_year_that_is_not_the_first_after_the_baseline_is_refused(event, year):
    with pytest.raises(InputError, match="the year after the baseline, 2022, is meant"):
        second_year(event, year, Tables.open())
