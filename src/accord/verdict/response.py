"""A metric along one assumption: at the centre of the others, and over draws of them.

Where assumptions are correlated, the one that is followed moves alone all the same: the question is
what would follow if it were so, not what else it would tell of.
"""

from dataclasses import dataclass

import numpy as np

from accord.axes import Array
from accord.draws import Draws
from accord.measures import MetricCall
from accord.study import Study
from accord.verdict.readings import values_of

POINTS = 31
DRAWS = 40  # of the others at each point


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """A metric along one assumption: median and 90 % band over the other assumptions.

    All (N,), nan where nothing could be solved.
    """

    assumption: str
    x: Array
    median: Array
    low: Array
    high: Array


@dataclass(frozen=True, slots=True, eq=False)
class Response:
    """Reads metrics along assumptions."""

    study: Study

    def centre(self, call: MetricCall, name: str, x: Array) -> Array:
        """Read a metric at each value of one assumption, the rest at their centre: (N,)."""
        return values_of(call, self.study.centred(**{name: x}))

    def curve(self, call: MetricCall, name: str, x: Array | None = None) -> Curve:
        """Follow the metric along one assumption, each value with the same few draws of the others.

        Parameters
        ----------
        x : (N,) values of the assumption; evenly over its range where None
        """
        if x is None:
            x = np.linspace(*self.study.assumed[name].distribution.range, POINTS)
        values = values_of(call, self.study.along(name, x, DRAWS)).reshape(x.size, -1)
        low, median, high = Draws(values.T).band()
        return Curve(assumption=name, x=x, median=median, low=low, high=high)
