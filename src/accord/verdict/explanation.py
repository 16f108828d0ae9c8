"""What explains a word: what decides it, where it would turn, and what the other run says."""

from dataclasses import replace

import numpy as np

from accord.axes import Array
from accord.case.model import Test
from accord.draws import Draws
from accord.measures import MetricCall, measures
from accord.names import Horizon, Word
from accord.study import Study
from accord.verdict.finding import BreakEven, Decider, OtherHorizon, State
from accord.verdict.followed import followed
from accord.verdict.readings import read
from accord.verdict.response import Response
from accord.verdict.sensitivity import Share, deciding
from accord.verdict.weighing import word_of

DOTS = 20


class Explanation:
    """Explains the words of one study's claims.

    response : how metrics answer along one assumption, shared with who draws their curves
    """

    def __init__(self, study: Study, response: Response) -> None:
        self.study = study
        self.response = response

    def of(
        self, test: Test, used: frozenset[str], values: Array, word: Word
    ) -> tuple[tuple[Decider, ...], BreakEven | None]:
        """Say what decides a value, and where the claim turns."""
        decides = self._deciders(test, used, values, word)
        return decides, decides[0].break_even if decides else self._beyond(test, used, values)

    def other_horizon(self, test: Test) -> OtherHorizon | None:
        """Read a market metric in the other run too, short beside long, on the first batch."""
        call = test.metric
        if not measures()[call.name].takes("horizon"):
            return None
        mine = call.parameters.horizon
        mine = mine or self.study.case.scenario(call.parameters.scenario).default_horizon
        other: Horizon = "short" if mine == "long" else "long"
        turned = MetricCall(name=call.name, parameters=replace(call.parameters, horizon=other))
        drawn = Draws(read(turned, self.study.inquire()))
        if not drawn.known.any():
            return None
        holds, fails = test.holds.of(drawn.values), test.failing.of(drawn.values)
        low, value, high = (float(end) for end in drawn.band())
        word = word_of(drawn.share_of(holds), drawn.share_of(fails))
        return OtherHorizon(horizon=other, word=word, value=value, low=low, high=high)

    def _deciders(
        self, test: Test, used: frozenset[str], values: Array, word: Word
    ) -> tuple[Decider, ...]:
        """Rank what decides the value; seek the break-even of the first few that tell."""
        drawn = self.study.grown(max(1, values.size // self.study.draws)).sample
        shares = deciding(values, drawn, used)
        turns = followed(shares, word)
        return tuple(
            self.decider(test, share) if share in turns else Decider(share=share)
            for share in shares
        )

    def decider(self, test: Test, share: Share) -> Decider:
        """Seek where a claim turns along one assumption."""
        found = self.response.turning(test.metric, share.assumption, test.holds)
        even = None
        if found.value is not None:
            even = BreakEven(
                assumption=share.assumption, value=found.value, in_range=found.in_range
            )
        return Decider(share=share, break_even=even, reach=found.reach)

    def _beyond(self, test: Test, used: frozenset[str], values: Array) -> BreakEven | None:
        """Find what could still turn a claim of which no draw differs from another."""
        if np.ptp(values[np.isfinite(values)]) > 0:
            return None
        nothing = (Share(assumption=name, share=0.0, noise=0.0) for name in sorted(used))
        evens = (self.decider(test, share).break_even for share in nothing)
        return next((even for even in evens if even is not None), None)


def dots(drawn: Draws, test: Test) -> tuple[tuple[float, State], ...]:
    """Twenty equally likely values, each with what it says of the claim."""
    points = drawn.quantile((np.arange(DOTS) + 0.5) / DOTS)
    said = zip(points.tolist(), test.holds.of(points), test.failing.of(points), strict=True)
    return tuple((x, "holds" if h else "fails" if f else "between") for x, h, f in said)
