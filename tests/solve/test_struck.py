"""Who has less to sell: whom a shock cuts, and who can't bring out what has no way left."""

from types import SimpleNamespace

import numpy as np
import pytest

from accord.solve.instruments import Instruments


@pytest.mark.parametrize(
    ("takeover", "struck"), [(1, [False, True, False]), (0.5, [True, True, False])]
)
def test_who_has_a_way_around_is_struck_only_if_it_takes_over_late(takeover, struck):
    # The first sends 30 % through what is shut and all of it another way; a fifth of what the
    # second sells has none, whatever went that way, and all of the third's goes elsewhere.
    stranded, through = np.array([0.0, 0.2, 0.0]), np.array([0.3, 0.0, 0.0])
    rerouted = SimpleNamespace(stranded=stranded, through=through)
    how = SimpleNamespace(takeover=takeover)
    here = SimpleNamespace(flows=np.zeros((3, 3)), suppliers=(), rerouted=[(how, rerouted)])
    assert vars(Instruments)["struck"].fget(here).tolist() == struck


@pytest.mark.parametrize(
    ("instrument", "struck"), [("keep", True), ("capacity", True), ("stock", False)]
)
def test_who_loses_supply_or_may_sell_less_is_struck_and_who_empties_stocks_is_not(
    instrument, struck
):
    lost, other = (
        SimpleNamespace(instrument=name, mask=np.array(mask))
        for name, mask in ((instrument, [True, False]), ("keep", [False, True]))
    )
    here = SimpleNamespace(flows=np.zeros((2, 2)), suppliers=(lost, other), rerouted=[])
    assert vars(Instruments)["struck"].fget(here).tolist() == [struck, True]
