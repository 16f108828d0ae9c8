"""Each mechanism says what its name says, of those who may still be dealt with."""

import numpy as np
import pytest
from tests.engines.reallocation.trades import JUDGED, a_trade

from accord.engines.reallocation import MECHANISMS
from accord.engines.reallocation.mechanisms import mechanisms

OPEN = np.array([False, False, True, True])  # 1 has stopped buying of 0
AT = {name: n for n, name in enumerate(MECHANISMS)}


def of_trade(name, trade=None, open_=OPEN):
    """Give one mechanism of state 0."""
    return mechanisms(trade or a_trade(), 0, open_, JUDGED)[AT[name]]


def test_what_is_dealt_elsewhere_is_a_quarter_and_three():
    assert of_trade("xg") == pytest.approx([0, 0, 0.25, 0.75])


def test_size_is_what_others_sell_to_the_counterpart():
    assert of_trade("size") == pytest.approx([0, 0, 0.5, 0.5])  # 2 each, of state 1


def test_gravity_divides_that_by_distance():
    assert of_trade("grav") == pytest.approx([0, 0, 1 / 3, 2 / 3])  # 2 / 500 against 2 / 250


def test_those_who_are_alike_deal_as_state_1_does():
    assert of_trade("cf") == pytest.approx([0, 0, 0.5, 0.5])  # nobody else sells


def test_history_averages_the_years_before():
    trade = a_trade(years=5)
    flows = trade.flows.copy()
    flows[0, 0] = [0, 0, 1.0, 0]  # the first of three years that count: all to state 2
    earlier = type(trade)(flows=flows, elsewhere=trade.elsewhere, km=trade.km)
    assert of_trade("hist", earlier) == pytest.approx([0, 0, (1 + 2 * 0.75) / 3, 0.5 / 3])


def test_every_mechanism_sums_to_one_and_gives_nothing_to_who_has_stopped():
    found = mechanisms(a_trade(), 0, OPEN, JUDGED)
    assert found.sum(axis=1) == pytest.approx(np.ones(len(MECHANISMS)))
    assert not found[:, ~OPEN].any()


def test_a_mechanism_that_knows_nobody_is_zero_and_no_nan():
    found = mechanisms(a_trade(years=1), 2, np.array([True, True, False, True]), JUDGED)
    assert np.isfinite(found).all()
    assert not found[AT["hist"]].any()
