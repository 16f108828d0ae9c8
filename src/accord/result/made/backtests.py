"""The scoreboard of back-tests, where trade of the case is displaced and somebody must take it."""

from accord.backtest import board
from accord.backtest.forward import NO_CHANGE, POOL
from accord.backtest.opponents import OPPONENT
from accord.draws import priced, takers
from accord.errors import InputError
from accord.result.backtests import Backtests, Named, Score
from accord.study import Study


def backtests(study: Study) -> Backtests | None:
    """Give the scoreboard; None where nothing is drawn, or no back-tests were made."""
    case, world = study.case, study.world
    if not any(takers(case, good, world) for good in priced(case, world)):
        return None
    try:
        found = board(world.tables, brief=True)
    except InputError:
        return None
    return Backtests(
        events=found.events,
        named=found.named,
        scores=tuple(
            Score(
                side=row.side,
                model=f"{row.model}, {row.scheme}",
                events=row.events,
                crps=row.crps,
                gain=row.gain,
                low=row.low,
                high=row.high,
                in_50=row.in_50 or 0.0,
                in_90=row.in_90 or 0.0,
            )
            for row in found.rows
        ),
        of_named=tuple(
            Named(
                event=one.event,
                name=one.name,
                side=one.side,
                pool=one.crps[POOL],
                dressed=one.crps[OPPONENT],
                no_change=one.crps[NO_CHANGE],
                missed=one.missed,
            )
            for one in found.of_named
        ),
    )
