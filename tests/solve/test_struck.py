"""Who has less to sell: whom a shock cuts, and who can't bring out what has no way left."""

from types import SimpleNamespace

import numpy as np
import pytest

from accord.solve.instruments import Instruments


@pytest.mark.parametrize(("takeover", "struck"), [(1, [False, True]), (0.5, [True, True])])
def test_who_has_a_way_around_is_struck_only_if_it_takes_over_late(takeover, struck):
    # The first sends 30 % through what is shut and all of it another way; a fifth of what the
    # second sells has none.
    rerouted = SimpleNamespace(stranded=np.array([0.0, 0.2]), through=np.array([0.3, 0.2]))
    how = SimpleNamespace(takeover=takeover)
    here = SimpleNamespace(flows=np.zeros((2, 2)), suppliers=(), rerouted=[(how, rerouted)])
    assert vars(Instruments)["struck"].fget(here).tolist() == struck
