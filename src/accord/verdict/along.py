"""A metric along one assumption: at the centre of the others, and over draws of them.

Where assumptions are correlated, the one that is followed moves alone all the same: the question is
what would follow if it were so, not what else it would tell of.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from accord.axes import Array, Mask
from accord.case.model import Case
from accord.errors import ParameterError, QuantityError
from accord.measures import MetricCall
from accord.solve import Sample, SolvedAssumption, central, first, size
from accord.verdict.evidence import Evidence
from accord.verdict.metrics import registry
from accord.verdict.metrics.registry import Untestable
from accord.world import World

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


@dataclass(frozen=True, slots=True)
class Along:
    """Reads metrics along assumptions; claims share what is solved for it."""

    case: Case
    world: World
    assumed: Mapping[str, SolvedAssumption]
    sample: Sample
    _kept: dict[tuple[str, bytes], Evidence] = field(default_factory=dict)

    def centre(self, call: MetricCall, name: str, x: Array) -> Array:
        """Read a metric at each value of one assumption, the rest at their centre: (N,)."""
        varied = central(self.assumed, {name: x})
        return read(call, self._evidence(name, x, varied))

    def curve(self, call: MetricCall, name: str, x: Array | None = None) -> Curve:
        """Follow the metric along one assumption, each value with the same few draws of the others.

        Parameters
        ----------
        x : (N,) values of the assumption; evenly over its range where None
        """
        if x is None:
            x = np.linspace(*self.assumed[name].distribution.range, POINTS)
        some = first(self.sample, DRAWS)
        grid = {k: np.tile(v, x.size) for k, v in some.items()}
        grid[name] = np.repeat(x, size(some))
        values = read(call, self._evidence(f"grid {name}", x, grid)).reshape(x.size, -1)
        known: Mask = np.any(np.isfinite(values), axis=1)
        bands = np.full((3, x.size), np.nan)
        bands[:, known] = np.nanquantile(values[known], np.array([0.05, 0.5, 0.95]), axis=1)
        below, middle, above = bands
        return Curve(assumption=name, x=x, median=middle, low=below, high=above)

    def _evidence(self, name: str, x: Array, sample: Sample) -> Evidence:
        key = (name, x.tobytes())
        if key not in self._kept:
            self._kept[key] = Evidence(case=self.case, world=self.world, sample=sample)
        return self._kept[key]


def read(call: MetricCall, evidence: Evidence) -> Array:
    """Read a metric on some evidence: (D,); nan where a value is beyond what can be solved."""
    try:
        values = registry.read(call, evidence).values
    except (Untestable, ParameterError, QuantityError):
        values = np.nan
    return np.broadcast_to(np.asarray(values, dtype=float), (evidence.draws,))
