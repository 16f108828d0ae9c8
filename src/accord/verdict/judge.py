"""From a claim and what was found to a verdict.

Supported: `holds` is true in at least 95 % of draws. Contradicted: `fails` is, or what is claimed
as a gain holds already without the accord. Else *depends*, with what decides it and where it
would turn. Draws that failed count against supported and contradicted alike. A fact has no draws:
it is supported, contradicted, or lies between the lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from accord.axes import Array
from accord.case.model import Claim, Part, StatusQuo, Test
from accord.draws import Draws
from accord.measures import MetricCall, measures
from accord.names import Horizon
from accord.study import Study
from accord.threads import one_thread_each
from accord.verdict.convergence import convergence
from accord.verdict.finding import (
    BreakEven,
    Decider,
    Drawn,
    Fact,
    OtherHorizon,
    State,
    StatusQuoFinding,
    Tested,
    Untestable,
    Verdict,
    Word,
)
from accord.verdict.metrics import registry
from accord.verdict.readings import Readings, read
from accord.verdict.response import Response
from accord.verdict.sensitivity import Share, deciding

SURE = 0.95  # share of draws that *supported* and *contradicted* ask for
DOTS = 20
TURNS = 3  # deciders whose break-even is sought, at most
TELLING = 0.1  # of the variance: an assumption that decides less is no way to turn a claim by
REMEMBERED = "rests on rows that are only remembered, not read"
TWO_SIDED = 1.96  # standard errors within which a share of draws could turn the verdict

SomeVerdict = TypeVar("SomeVerdict", bound=Verdict)


class Judge:
    """Judges claims one by one; all share one study and what was solved for it."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self._readings = Readings(study)
        self.response = Response(self._readings)

    @one_thread_each()
    def claim(self, claim: Claim) -> list[Verdict]:
        """Judge a claim: its verdict, then those of its parts in order."""
        if not claim.parts:
            return [self._one(claim, None, claim)]
        parts = [self._one(claim, part, part) for part in claim.parts]
        return [combine(claim, parts), *parts]

    def _one(self, claim: Claim, part: Part | None, asked: Claim | Part) -> Verdict:
        """Judge what has a test of its own, or say why nothing here can."""
        bare = Untestable(claim=claim, part=part)
        if asked.test is None:
            return replace(bare, reason=asked.untestable, would_take=asked.would_take)
        call = asked.test.metric
        measure = measures()[call.name]
        unit = measure.unit_of(call.parameters, self.study.world)
        bare = replace(bare, tested=Tested(test=asked.test, measure=measure, unit=unit))
        try:
            account = self._readings.of(call)
        except registry.Untestable as no:
            return replace(bare, reason=no.reason, would_take=no.would_take)
        bare = replace(bare, reading=account.reading, used=account.used)
        values = account.reading.values
        found: Verdict = (
            self._from_draws(bare, asked.test, values)
            if isinstance(values, np.ndarray)
            else _from_fact(bare, asked.test, values)
        )
        return self._against_status_quo(_not_from_memory(found), asked.status_quo)

    def _from_draws(self, bare: Untestable, test: Test, values: Array) -> Drawn | Untestable:
        """Count the draws in which the claim holds and fails, and ask what decides it."""
        drawn = Draws(values)
        if not drawn.known.any():
            return replace(bare, reason="no draw could be solved", failed_draws=drawn.failed)
        p, q = drawn.share_of(test.holds.of(values)), drawn.share_of(test.failing.of(values))
        low, low50, value, high50, high = drawn.quantile([0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
        decides = self._deciders(test, bare.used, values)
        even = decides[0].break_even if decides else self._beyond(test, bare.used, values)
        first = decides[0].share.assumption if decides else even.assumption if even else None
        return Drawn(
            claim=bare.claim,
            part=bare.part,
            word=_word(p, q),
            tested=bare.tested,
            reading=bare.reading,
            used=bare.used,
            value=value,
            low=low,
            high=high,
            low50=low50,
            high50=high50,
            probability=p,
            probability_fails=q,
            sampling_error=_sampling_error(p, q, values.size),
            convergence=convergence(values),
            dots=_dots(drawn, test),
            other_horizon=self._other_horizon(test),
            decides=decides,
            break_even=even,
            curve=self.response.curve(test.metric, first) if first else None,
            failed_draws=drawn.failed,
        )

    def _other_horizon(self, test: Test) -> OtherHorizon | None:
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
        word = _word(drawn.share_of(holds), drawn.share_of(fails))
        return OtherHorizon(horizon=other, word=word, value=value, low=low, high=high)

    def _deciders(self, test: Test, used: frozenset[str], values: Array) -> tuple[Decider, ...]:
        """Rank what decides the value; seek the break-even of the first few that tell."""
        shares = deciding(values, self.study.sample, used)
        return tuple(
            self._decider(test, share)
            if rank < TURNS and (rank == 0 or share.share >= TELLING)
            else Decider(share=share)
            for rank, share in enumerate(shares)
        )

    def _decider(self, test: Test, share: Share) -> Decider:
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
        evens = (self._decider(test, share).break_even for share in nothing)
        return next((even for even in evens if even is not None), None)

    def _against_status_quo(self, found: SomeVerdict, quo: StatusQuo | None) -> SomeVerdict:
        """Turn a claimed gain that holds already into *contradicted*, and show what is so today."""
        if quo is None:
            return found
        try:
            reading = self._readings.of(quo.metric).reading
        except registry.Untestable as no:
            return replace(found, reason=found.reason or f"status quo untestable: {no.reason}")
        drawn = Draws(np.atleast_1d(np.asarray(reading.values, dtype=float)))
        holds = drawn.share_of(quo.holds.of(drawn.values)) >= SURE
        unit = measures()[quo.metric.name].unit_of(quo.metric.parameters, self.study.world)
        finding = StatusQuoFinding(
            value=float(drawn.median()), unit=unit, holds=holds, text=reading.text
        )
        found = replace(found, status_quo=finding)
        if not holds:
            return found
        if reading.remembered:
            return replace(found, word="depends", reason=f"would hold already, but {REMEMBERED}")
        return replace(found, word="contradicted", reason="holds already")


def _not_from_memory(found: SomeVerdict) -> SomeVerdict:
    """Let rows that are only remembered decide no verdict alone."""
    remembered = found.reading is not None and found.reading.remembered
    if not remembered or found.word not in ("supported", "contradicted"):
        return found
    return replace(found, word="depends", reason=REMEMBERED)


def _from_fact(bare: Untestable, test: Test, value: float) -> Fact | Untestable:
    """Hold a fact against the two lines."""
    if not np.isfinite(value):
        return replace(bare, reason="the data give no number for it")
    holds = bool(test.holds.of(np.array([value]))[0])
    fails = bool(test.failing.of(np.array([value]))[0])
    return Fact(
        claim=bare.claim,
        part=bare.part,
        word="supported" if holds else "contradicted" if fails else "depends",
        reason="" if holds or fails else "between the lines: where one draws the line decides",
        tested=bare.tested,
        reading=bare.reading,
        used=bare.used,
        value=value,
    )


def _word(holds: float, fails: float) -> Word:
    """Turn the shares of draws in which a claim holds and fails into a word."""
    return "supported" if holds >= SURE else "contradicted" if fails >= SURE else "depends"


def _sampling_error(p: float, q: float, draws: int) -> float | None:
    """Give the standard error of the share of draws, where it could turn the verdict."""
    for share in (p, q):
        error = float(np.sqrt(max(share * (1 - share), SURE * (1 - SURE)) / draws))
        if abs(share - SURE) < TWO_SIDED * error:
            return error
    return None


def _dots(drawn: Draws, test: Test) -> tuple[tuple[float, State], ...]:
    """Twenty equally likely values, each with what it says of the claim."""
    points = drawn.quantile((np.arange(DOTS) + 0.5) / DOTS)
    said = zip(points.tolist(), test.holds.of(points), test.failing.of(points), strict=True)
    return tuple((x, "holds" if h else "fails" if f else "between") for x, h, f in said)


ORDER: Mapping[str, Sequence[Word]] = {
    "all": ("contradicted", "untestable", "depends", "supported"),
    "any": ("supported", "untestable", "depends", "contradicted"),
}


def combine(claim: Claim, parts: Sequence[Verdict]) -> Verdict:
    """Join parts: with `all` the worst decides, with `any` the best; its numbers come along.

    all: supported if all parts are; contradicted if any is; else untestable if any is; else
    depends. any: the mirror image.
    """
    order = ORDER[claim.combine]
    at, deciding_part = min(enumerate(parts), key=lambda one: order.index(one[1].word))
    return replace(deciding_part, claim=claim, part=None, decided_by=claim.parts[at].id)
