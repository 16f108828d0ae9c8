"""What the pool was told rather than taught: numbers that nobody fitted.

They come from a table with a source for each (`accord.data.judged`); none stands in the code.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Numbers by which a state's trade is described and drawn."""

    told_apart: int  # counterparts; the rest are one
    most_lost: float  # share of a trade: beyond it too little is left to say where it goes
    ties_before: float  # of the ties: of the year before the baseline
    gravity_share: float  # of the flows that `ipf` balances
    history_first: int  # years before the baseline that `hist` averages over: from
    history_last: int  # to
    volatility_least: float  # its bounds
    volatility_most: float
    volatility_years: int  # over which it is taken
    volatility_unknown: float  # of a state that traded in no earlier year
    volatility_lately: float  # of its logit: of what moved in the last year
    own_mechanism: float  # of what is dealt anew: of the mechanism drawn; the rest is of all
    rarest: float  # who comes in more rarely than this gets no more for it
    nearest: int  # past counterparts that an analogue is drawn from
    key_share: float  # how far apart counterparts are: by the logarithm of their share
    key_size: float  # of their part in the trade of all others
    key_world: float  # of world trade
    key_horizon: float  # years
    key_volatility: float  # its logit
    key_lost: float  # share
    key_least: float  # share that is added before a logarithm is taken
    faint: float  # share below which ties are alike
