"""A state's trade, as the pool of past events sees it."""

import pytest
from tests.small_world import small_tables, small_world

from accord.data import Tables
from accord.solve.pool import pool_reaches, seen
from accord.world.history import Surroundings


@pytest.mark.parametrize("side", ["sales", "purchases"])
def test_trade_is_seen_from_the_side_that_is_asked_about(side):
    # In 2022 AAA sold BBB 2 t of one code, and for 3 US$ of another.
    tables = small_tables(
        trade="""
            hs6     year  supplier  buyer  value_usd  mass_t
            270900  2022  AAA       BBB    5          2
            270900  2023  AAA       CCC    5          4
            271000  2022  AAA       BBB    3          1
        """
    )
    ledger = Surroundings(tables).ledger("270900")
    trade = seen(ledger, side, 2022)
    ends = [ledger.states.index(state) for state in ("AAA", "BBB")]
    own, other = ends if side == "sales" else reversed(ends)
    assert trade.flows.shape == (1, 3, 3)
    assert trade.flows[0, own, other] == trade.flows.sum() == 2
    assert trade.elsewhere[own, other] == trade.elsewhere.sum() == 3


def test_the_pool_reaches_from_the_first_year_by_which_it_was_fitted():
    first = int(str(Tables.open().pool_parameters["until"].min()))
    for year, reaches in ((first - 1, False), (first, True), (first + 1, True)):
        trade = "supplier buyer value_usd\n AZE ISR 1"
        here = small_world(year=year, trade=trade, also=["pool-parameters.csv"])
        assert pool_reaches(here) is reaches
    assert not pool_reaches(small_world(year=first, trade=trade))
