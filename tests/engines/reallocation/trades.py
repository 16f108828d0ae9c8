"""A trade of four states that can be reckoned by heart: 0 sells to 1, 2 and 3; 1 to 2 and 3."""

import numpy as np

from accord.data import Tables
from accord.engines.reallocation import Trade
from accord.solve.pool import judged

JUDGED = judged(Tables.open())


def a_trade(years: int = 3) -> Trade:
    """State 0 sells 6, 3 and 1; state 1 sells 2 to each of 2 and 3: the same every year."""
    now = np.zeros((4, 4))
    now[0, 1:] = [6.0, 3.0, 1.0]
    now[1, 2:] = [2.0, 2.0]
    elsewhere = np.zeros((4, 4))
    elsewhere[0, 2:] = [1.0, 3.0]
    km = np.array([[100.0, 1000, 500, 250], [1000, 100, 800, 800], [500, 800, 100, 400]])
    km = np.vstack([km, [250, 800, 400, 100]])
    return Trade(flows=np.stack([now] * years), elsewhere=elsewhere, km=km)
