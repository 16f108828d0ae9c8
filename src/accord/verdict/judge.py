"""From a claim and what was found to a verdict.

Supported: `holds` is true in at least 95 % of draws. Contradicted: `fails` is, or what is claimed
as a gain holds already without the accord. Else *depends*, with what decides it and where it
would turn. Draws that failed count against supported and contradicted alike. A fact has no draws:
it is supported, contradicted, or lies between the lines.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from accord.axes import Array
from accord.case.model import Claim, Part, StatusQuo
from accord.condition import Condition
from accord.draws import Draws
from accord.measures import measures
from accord.shocks import Horizon
from accord.study import Study
from accord.verdict.convergence import convergence
from accord.verdict.finding import Decider, OtherHorizon, StatusQuoFinding, Verdict, Word
from accord.verdict.metrics.registry import Reading, Untestable
from accord.verdict.readings import Readings, read
from accord.verdict.response import POINTS, Response
from accord.verdict.sensitivity import Crossing, Share, crossing, deciding

SURE = 0.95  # share of draws that *supported* and *contradicted* ask for
DOTS = 20
TURNS = 3  # deciders whose break-even is sought
REMEMBERED = "rests on rows that are only remembered, not read"
TWO_SIDED = 1.96  # standard errors within which a share of draws could turn the verdict


class Judge:
    """Judges claims one by one; all share one study and what was solved for it."""

    def __init__(self, study: Study) -> None:
        self.study = study
        self.response = Response(study)
        self._readings = Readings(study)
        self._measures = measures()

    def claim(self, claim: Claim) -> list[Verdict]:
        """Judge a claim: its verdict, then those of its parts in order."""
        if not claim.parts:
            return [self._one(claim, None, claim)]
        parts = [self._one(claim, part, part) for part in claim.parts]
        return [combine(claim, parts), *parts]

    def _one(self, claim: Claim, part: Part | None, asked: Claim | Part) -> Verdict:
        """Judge what has a test of its own, or say why nothing here can."""
        bare = Verdict(claim=claim, part=part, word="untestable")
        if asked.test is None:
            return replace(bare, reason=asked.untestable, would_take=asked.would_take)
        metric = self._measures[asked.test.metric.name]
        unit = metric.unit_of(asked.test.metric.parameters, self.study.world)
        holds, fails = asked.test.holds, asked.test.failing
        bare = replace(bare, test=asked.test, metric=metric, unit=unit, holds=holds, fails=fails)
        try:
            account = self._readings.of(asked.test.metric)
        except Untestable as no:
            return replace(bare, reason=no.reason, would_take=no.would_take)
        reading = account.reading
        bare = replace(bare, reading=reading, used=account.used)
        if isinstance(reading.values, np.ndarray):
            found = self._from_draws(bare, reading.values)
        else:
            found = _from_fact(bare, reading)
        return self._against_status_quo(_not_from_memory(found), asked.status_quo)

    def _from_draws(self, bare: Verdict, values: Array) -> Verdict:
        """Count the draws in which the claim holds and fails, and ask what decides it."""
        assert bare.holds
        assert bare.fails
        assert bare.test
        call, fine = bare.test.metric, np.isfinite(values)
        if not fine.any():
            return replace(
                bare, reason="no draw could be solved", failed_draws=int(values.size), dots=()
            )
        holds, fails = bare.holds.of(values), bare.fails.of(values)
        p, q = float(holds.mean()), float(fails.mean())
        low, low50, value, high50, high = Draws(values).quantile([0.05, 0.25, 0.5, 0.75, 0.95])
        decides = self._deciders(bare, values)
        turning = decides[0] if decides else self._beyond(bare, values)
        return replace(
            bare,
            word=_word(p, q),
            value=float(value),
            low=float(low),
            high=float(high),
            low50=float(low50),
            high50=float(high50),
            probability=p,
            probability_fails=q,
            sampling_error=_sampling_error(p, q, values.size),
            convergence=convergence(values),
            dots=_dots(values[fine], bare.holds, bare.fails),
            beside=self._beside(bare),
            decides=decides,
            turning=turning,
            curve=self.response.curve(call, turning.share.assumption) if turning else None,
            failed_draws=int((~fine).sum()),
        )

    def _beside(self, bare: Verdict) -> OtherHorizon | None:
        """Read a market metric in the other run too, short beside long, on the first draws."""
        assert bare.test
        call = bare.test.metric
        if not hasattr(call.parameters, "horizon"):
            return None
        scenario = self.study.case.scenario(call.parameters.scenario)
        mine = call.parameters.horizon or scenario.default_horizon
        other: Horizon = "short" if mine == "long" else "long"
        turned = replace(call, parameters=replace(call.parameters, horizon=other))
        values = read(turned, self.study.inquire())
        fine = values[np.isfinite(values)]
        if not fine.size:
            return None
        assert bare.holds
        assert bare.fails
        low, value, high = Draws(values).band()
        return OtherHorizon(
            horizon=other,
            word=_word(float(bare.holds.of(values).mean()), float(bare.fails.of(values).mean())),
            value=float(value),
            low=float(low),
            high=float(high),
        )

    def _deciders(self, bare: Verdict, values: Array) -> tuple[Decider, ...]:
        """Rank what decides the value, each with its break-even."""
        shares = deciding(values, self.study.sample, set(bare.used))
        return tuple(
            Decider(
                share=s,
                turns=self._turn(bare, s.assumption),
                reach=self._reach(bare, s.assumption),
            )
            if rank < TURNS
            else Decider(share=s, turns=None)
            for rank, s in enumerate(shares)
        )

    def _beyond(self, bare: Verdict, values: Array) -> Decider | None:
        """Where nothing stands out in the draws, an assumption that could still turn the claim."""
        if np.ptp(values[np.isfinite(values)]) > 0:
            return None
        for name in sorted(bare.used):
            if (turns := self._turn(bare, name)) is not None:
                nothing = Share(assumption=name, share=0.0, noise=0.0)
                return Decider(share=nothing, turns=turns)
        return None

    def _turn(self, bare: Verdict, name: str) -> Crossing | None:
        """Find where the claim begins or ceases to hold along one assumption."""
        assert bare.test
        assert bare.holds
        call, holds, assumption = bare.test.metric, bare.holds, self.study.assumed[name]
        low, high = assumption.distribution.range

        def true(x: Array) -> Array:
            values = self.response.centre(call, name, x)
            return np.where(np.isfinite(values), holds.of(values), np.nan)

        return crossing(
            true,
            (low, high),
            assumption.bounds,
            assumption.distribution.central,
        )

    def _reach(self, bare: Verdict, name: str) -> tuple[float, float] | None:
        """Find how far the metric moves along one assumption, out to its physical bounds."""
        assert bare.test
        assumption = self.study.assumed[name]
        ends = (*assumption.distribution.range, *assumption.bounds)
        values = self.response.centre(
            bare.test.metric, name, np.linspace(min(ends), max(ends), POINTS)
        )
        fine = values[np.isfinite(values)]
        return (float(fine.min()), float(fine.max())) if fine.size else None

    def _against_status_quo(self, found: Verdict, quo: StatusQuo | None) -> Verdict:
        """Turn a claimed gain that holds already into *contradicted*, and show what is so today."""
        if quo is None:
            return found
        try:
            reading = self._readings.of(quo.metric).reading
        except Untestable as no:
            return replace(found, reason=found.reason or f"status quo untestable: {no.reason}")
        values = np.atleast_1d(np.asarray(reading.values))
        holds = bool(quo.holds.of(values).mean() >= SURE)
        finding = StatusQuoFinding(value=_median(values), holds=holds, text=reading.text)
        found = replace(found, status_quo=finding)
        if not holds:
            return found
        if reading.remembered:
            return replace(found, word="depends", reason=f"would hold already, but {REMEMBERED}")
        return replace(found, word="contradicted", reason="holds already")


def _median(values: Array) -> float:
    """Give the median over the draws that were solved; nan where none was."""
    return float(Draws(values).median())


def _not_from_memory(found: Verdict) -> Verdict:
    """Let rows that are only remembered decide no verdict alone."""
    remembered = found.reading is not None and found.reading.remembered
    if not remembered or found.word not in ("supported", "contradicted"):
        return found
    return replace(found, word="depends", reason=REMEMBERED)


def _from_fact(bare: Verdict, reading: Reading) -> Verdict:
    """Hold a fact against the two lines."""
    assert bare.holds
    assert bare.fails
    value = np.array([float(reading.values)])
    if not np.isfinite(value).all():
        return replace(bare, reason="the data give no number for it")
    holds, fails = bool(bare.holds.of(value).all()), bool(bare.fails.of(value).all())
    word: Word = "supported" if holds else "contradicted" if fails else "depends"
    reason = "" if holds or fails else "between the lines: where one draws the line decides"
    return replace(bare, word=word, reason=reason, value=float(reading.values))


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


def _dots(values: Array, holds: Condition, fails: Condition) -> tuple[tuple[float, str], ...]:
    """Twenty equally likely values, each with what it says of the claim."""
    points = Draws(values).quantile((np.arange(DOTS) + 0.5) / DOTS)
    held, failed = holds.of(points), fails.of(points)
    words = np.where(held, "holds", np.where(failed, "fails", "between"))
    return tuple(zip(points.tolist(), words.tolist(), strict=True))


ORDER: Mapping[str, Sequence[Word]] = {
    "all": ("contradicted", "untestable", "depends", "supported"),
    "any": ("supported", "untestable", "depends", "contradicted"),
}


def combine(claim: Claim, parts: Sequence[Verdict]) -> Verdict:
    """Join parts: with `all` the worst decides, with `any` the best; its numbers come along.

    all: supported if all parts are; contradicted if any is; else untestable if any is; else
    depends. any: the mirror image.
    """
    deciding_part = min(parts, key=lambda v: ORDER[claim.combine].index(v.word))
    assert deciding_part.part
    return replace(deciding_part, part=None, decided_by=deciding_part.part.id, claim=claim)
