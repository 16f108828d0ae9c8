"""Many draws in bounded memory: metrics are read block by block, and only their values are kept.

What a market says of 226 states takes about 15 kB a draw, a metric's value eight bytes. So outcomes
are kept for the first block alone, for tables and notes; every later block is solved, read by all
metrics that the case asks for, and let go. A block is a part of the one sample, in its order.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import numpy as np

from accord.axes import Array
from accord.case.model import Case
from accord.measures import MetricCall
from accord.solve import Sample, size
from accord.verdict.along import read
from accord.verdict.evidence import Evidence
from accord.verdict.metrics import registry
from accord.verdict.metrics.registry import Reading, Untestable

BLOCK = 2048  # draws whose outcomes are in memory at a time


@dataclass(slots=True)
class Blocks:
    """Reads metrics over all draws of a sample; `evidence` holds the first block."""

    case: Case
    sample: Sample
    evidence: Evidence
    _later: dict[int, Array] = field(default_factory=dict)  # by identity of the call

    def reading(self, call: MetricCall, evidence: Evidence) -> Reading:
        """Read a metric: values over all draws, the rest of the reading from the first block.

        Raises Untestable where the first block says so.
        """
        found = registry.read(call, evidence)
        if not isinstance(found.values, np.ndarray) or size(self.sample) <= evidence.draws:
            return found
        if id(call) not in self._later:
            self._read_on([call, *(c for c in _asked(self.case) if c is not call)])
        return replace(found, values=np.concatenate([found.values, self._later[id(call)]]))

    def _read_on(self, asked: list[MetricCall]) -> None:
        """Read what has a value for each draw in every later block."""
        calls = [call for call in asked if id(call) not in self._later and self._drawn(call)]
        parts: list[list[Array]] = [[] for _ in calls]
        for block in self._blocks():
            for call, values in zip(calls, parts, strict=True):
                values.append(read(call, block).copy())
        self._later |= {id(c): np.concatenate(v) for c, v in zip(calls, parts, strict=True)}

    def _drawn(self, call: MetricCall) -> bool:
        """Whether a metric has a value for each draw."""
        try:
            found = registry.read(call, self.evidence.fresh())
        except Untestable:
            return False
        return isinstance(found.values, np.ndarray)

    def _blocks(self) -> Iterator[Evidence]:
        block = self.evidence.draws
        for at in range(block, size(self.sample), block):
            here = {name: values[at : at + block] for name, values in self.sample.items()}
            yield Evidence(case=self.case, world=self.evidence.world, sample=here)


def _asked(case: Case) -> Iterator[MetricCall]:
    """Give every metric that the case's claims, parts and status quos ask for."""
    for claim in case.claims.values():
        tests = (claim.test, *(part.test for part in claim.parts))
        quos = (claim.status_quo, *(part.status_quo for part in claim.parts))
        yield from (one.metric for one in (*tests, *quos) if one is not None)
