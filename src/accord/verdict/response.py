"""The response of a metric to one assumption: its curve, and where a claim turns.

One evaluation serves both: each value of the assumption meets the same first 200 draws of all
others, and of what comes out the median and the band are taken. So the point at which a curve
crosses the line is the break-even, in text, chart, table and terminal alike.

Over the assumption's range every third point is solved in all draws. Between these neighbours
foretell a draw, and it is solved where that leaves open what a quantile comes to (`foretold`).

Where assumptions are correlated, the one that is followed moves alone all the same: the question is
what would follow if it were so, not what else it would tell of.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np

from accord.axes import Array
from accord.condition import Condition
from accord.draws import BAND, Band, Draws
from accord.measures import MetricCall
from accord.memo import by_value
from accord.study import Study
from accord.verdict.break_even import POINTS, Turning, turning
from accord.verdict.curve import Curve
from accord.verdict.foretold import foretell, undecided
from accord.verdict.readings import Readings, values_of

DRAWS = 200  # of the other assumptions at each point
EVERY = 3  # of a curve's points is solved in all draws
TINY = 1e-300
WIDER = 2.0  # times the largest miss: how far off all is taken to be where one draw was farther off


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """Follows metrics along assumptions; what was evaluated for one question serves the next."""

    readings: Readings
    _bands: dict[Hashable, Band] = field(default_factory=dict, repr=False)
    _solved: dict[Hashable, dict[float, Array]] = field(default_factory=dict, repr=False)

    @property
    def study(self) -> Study:
        """The study that is asked."""
        return self.readings.study

    def curve(self, call: MetricCall, name: str, x: Array | None = None) -> Curve:
        """Follow a metric along one assumption.

        Parameters
        ----------
        x : (N,) values of the assumption; evenly over its range where None
        """
        if x is None:
            x = np.linspace(*self.study.assumed[name].distribution.range, POINTS)
        low, median, high = self._band(call, name, x)
        return Curve(assumption=name, x=x, median=median, low=low, high=high)

    def turning(self, call: MetricCall, name: str, holds: Condition) -> Turning:
        """Find where a claim turns along one assumption; `break_even` says how."""
        drawn, bounds = self.study.assumed[name].distribution, self.study.assumed[name].bounds
        return turning(
            lambda x: self._band(call, name, x).value,
            holds,
            centre=float(drawn.quantile(np.array([0.5]))[0]),
            allowed=drawn.range,
            bounds=bounds,
        )

    def centre(self, call: MetricCall, name: str, x: Array) -> Array:
        """Read a metric at each value of one assumption, the rest at their centre: (N,)."""
        (values,) = values_of((call,), self.study.centred(**{name: x}))
        return values

    def _band(self, call: MetricCall, name: str, x: Array) -> Band:
        """Evaluate a metric at each value of an assumption, once: (N,) each."""
        key = (by_value(call), name, x.tobytes())
        if key not in self._bands:
            self._bands[key] = Draws(self._values(call, name, x)).band()
        return self._bands[key]

    def _values(self, call: MetricCall, name: str, x: Array) -> Array:
        """Read a metric at each value of an assumption in the first draws of the others: (D, N).

        Each is known as well as its band needs it, or of a few values their median.
        """
        shares = BAND if x.size >= POINTS else (0.5,)
        if x.size >= POINTS:
            self._solve(call, name, self._grid(name))
        found, off = self._foretold(call, name, x)
        if (unknown := ~np.isfinite(off).any(axis=0)).any():
            self._solve(call, name, x[unknown])
            found, off = self._foretold(call, name, x)
        while (open_ := undecided(found, off, shares)).any():
            draws, columns = np.nonzero(open_)
            (values,) = values_of((call,), self.study.at(name, x[columns], draws))
            missed = np.abs(values - found[open_]) / np.maximum(off[open_], TINY)
            found[open_], off[open_] = values, 0.0
            for column in np.unique(columns[missed > 1]):
                off[:, column] *= WIDER * missed[columns == column].max()
        return found

    def _grid(self, name: str) -> Array:
        """Give some of the points that a curve is drawn through, one if the range has no width."""
        spread = np.linspace(*self.study.assumed[name].distribution.range, POINTS)
        return np.unique(spread[::EVERY])

    def _foretold(self, call: MetricCall, name: str, x: Array) -> tuple[Array, Array]:
        """Give what was solved, what that foretells, and how far off it may be: (D, N) each."""
        solved, grid = self._solved.get((by_value(call), name), {}), self._grid(name)
        found = np.full((min(DRAWS, self.study.draws), x.size), np.nan)
        off = np.full(found.shape, np.inf)
        if grid.size > 1 and all(at in solved for at in grid.tolist()):
            found, off = foretell(grid, np.stack([solved[at] for at in grid.tolist()], axis=1), x)
        for column, at in enumerate(x.tolist()):
            if at in solved:
                found[:, column], off[:, column] = solved[at], 0.0
        return found, off

    def _solve(self, call: MetricCall, name: str, x: Array) -> None:
        """Solve the first draws at each value, if they weren't.

        Several values are solved together with those of the case's other metrics that hang on the
        same markets; none of them depends on which was asked for first.
        """
        mine = self._solved.setdefault((by_value(call), name), {})
        new = np.array([at for at in x.tolist() if at not in mine])
        if new.size:
            calls = self.readings.at_one_price(call, name) if new.size > 1 else (call,)
            values = values_of(calls, self.study.along(name, new, DRAWS))
            for one, found in zip(calls, values, strict=True):
                columns = found.reshape(-1, new.size).T
                into = self._solved.setdefault((by_value(one), name), {})
                into |= zip(new.tolist(), columns, strict=True)
