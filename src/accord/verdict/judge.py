"""From a claim and what was found to a verdict.

Supported: `holds` is true in at least 95 % of draws. Contradicted: `fails` is, or what is claimed
as a gain holds already without the accord. Else *depends*, with what decides it and where it
would turn. Draws that failed count against supported and contradicted alike. A fact has no draws:
it is supported, contradicted, or lies between the lines.

Then the word is held against what is known of the numbers behind it (`weighing`), of assumptions of
which nothing is known (`ignorance`), and of claims that no draw could have failed (`construction`).
Where the share of draws is too near to 95 % to tell, more are drawn, up to 16 times as many and a
million.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from accord.axes import Array
from accord.case.model import Claim, Part, StatusQuo, Test
from accord.draws import BATCH, Draws
from accord.measures import MetricCall, measures
from accord.memo import Memo, by_value
from accord.names import Horizon
from accord.numbers import quantity_text
from accord.study import Study
from accord.study.evidence import Effect, Evidence, Kind
from accord.threads import one_thread_each
from accord.verdict.construction import by_construction
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
    Unreviewed,
    Untestable,
    Verdict,
    Word,
)
from accord.verdict.ignorance import at_points, spanned, unknown_among
from accord.verdict.metrics import registry
from accord.verdict.metrics.registry import Reading
from accord.verdict.metrics.wording import some
from accord.verdict.readings import Account, Readings, read
from accord.verdict.response import Response
from accord.verdict.sensitivity import Share, deciding
from accord.verdict.weighing import SURE, Elsewhere, weigh, word_of
from accord.world import Variant

DOTS = 20
TURNS = 3  # deciders whose break-even is sought, at most, where it depends; else the first's
TELLING = 0.1  # of the variance: an assumption that decides less is no way to turn a claim by
REMEMBERED = "rests on rows that are only remembered, not read"
TWO_SIDED = 1.96  # standard errors within which a share of draws could turn the verdict

GROWTH = (2, 4, 8, 16)  # times the draws that were asked for, where a claim is on the line
MOST_GROWN = 1_000_000  # draws that are not exceeded by growing
NAMED = 12  # things that could not be read and are named
NEAR = 3.0  # standard errors within which a share of draws is on the line of 95 %

SomeVerdict = TypeVar("SomeVerdict", bound=Verdict)


class Judge:
    """Judges claims one by one; all share one study and what was solved for it.

    claims : those that will be judged, whose metrics are read together where that costs little; all
        of the case where None
    words_only : leave out what only explains a word: what decides it, where it turns, the other run
    quick : words only, for a preview: at the draws that there are, where a run draws more for a
        share on the line, and at few points of what nothing is known of; other readings of the
        World are looked at for a sure word alone, which they could unsettle, since they hardly ever
        settle another
    like : who judged the case before it was revised: whether a claim could come out otherwise at
        all is taken from there
    """

    def __init__(
        self,
        study: Study,
        claims: Sequence[Claim] | None = None,
        *,
        words_only: bool = False,
        quick: bool = False,
        like: "Judge | None" = None,
    ) -> None:
        self.study = study
        self.words_only = words_only or quick
        self.quick = quick
        self.like = like
        self._built = Memo()
        self._readings = Readings(study, claims=None if claims is None else tuple(claims))
        self.response = Response(self._readings)

    @one_thread_each()
    def claim(self, claim: Claim) -> list[Verdict]:
        """Judge a claim: its verdict, then those of its parts in order.

        A claim under review, or with a part under review, gets none.
        """
        if not claim.parts:
            return [self._one(claim, None, claim)]
        parts = [self._one(claim, part, part) for part in claim.parts]
        return [combine(claim, parts), *parts]

    def _one(self, claim: Claim, part: Part | None, asked: Claim | Part) -> Verdict:
        """Judge what has a test of its own, or say why nothing here can."""
        if asked.review:
            return Unreviewed(claim=claim, part=part)
        found = self._found(claim, part, asked)
        if asked.test is not None and isinstance(found, Drawn | Fact):
            found = self._weighed(found, asked.test)
        return self._against_status_quo(_not_from_memory(found), asked.status_quo)

    def _found(self, claim: Claim, part: Part | None, asked: Claim | Part) -> Verdict:
        """Hold what the metric found against the lines, before its evidence is weighed."""
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
        asks = {asked.test.holds.number, asked.test.failing.number}
        if account.reading.one and asks <= {0, 1}:  # of one thing nobody counts: it is, or isn't
            bare = replace(bare, tested=Tested(test=asked.test, measure=measure, unit="yes"))
        values = account.reading.values
        if not isinstance(values, np.ndarray):
            return _from_fact(bare, asked.test, values)
        if unknown := unknown_among(account.used, self.study):
            return self._over_ignorance(self._from_draws(bare, asked.test, values), unknown)
        return self._from_draws(bare, asked.test, self._clear_of_the_line(asked.test, values))

    def _clear_of_the_line(self, test: Test, values: Array) -> Array:
        """Draw more for one claim until its share of draws is clear of 95 %, or give up."""
        for times in () if self.quick else GROWTH:
            if not _on_the_line(test, values) or self.study.draws * times > MOST_GROWN:
                break
            study = self.study.grown(times)
            later = range(values.size // BATCH, len(study.batches))
            more = [read(test.metric, study.inquire(batch)) for batch in later]
            values = np.concatenate([values[: later.start * BATCH], *more])
        return values

    def _over_ignorance(
        self, found: Drawn | Untestable, names: tuple[str, ...]
    ) -> Drawn | Untestable:
        """Judge a claim over the whole range of what nothing is known of."""
        if isinstance(found, Untestable) or found.tested is None:
            return found
        test = found.tested.test
        lines = test.holds, test.failing
        span = spanned(test.metric, names, lines, self.study, few=self.quick)
        labels = ", ".join(self.study.assumed[name].label or name for name in names)
        word = word_of(span.holds, span.fails)
        said = Evidence(
            kind=Kind.IGNORANCE,
            effect=Effect.WIDEN,
            says=f"nothing is known of {labels}: judged at {span.points} points of its range",
        )
        even, curve = found.break_even, found.curve
        if not self.words_only:
            nothing = Share(assumption=names[0], share=0.0, noise=0.0)
            even = self._decider(test, nothing).break_even or even
            curve = self.response.curve(test.metric, names[0])
        return replace(
            found,
            word=word,
            reason=said.says if word == "depends" else "",
            value=None,
            low=span.low,
            high=span.high,
            low50=None,
            high50=None,
            probability=span.holds,
            probability_fails=span.fails,
            sampling_error=None,
            convergence=None,
            dots=(),
            break_even=even,
            curve=curve,
            failed_draws=span.failed,
            evidence=(said,),
        )

    def _weighed(self, found: Drawn | Fact, test: Test) -> Drawn | Fact:
        """Let a word be no surer than what its number rests on."""
        account = self._readings.of(test.metric)
        known = self.study.rests_on(test.metric, account.cells, account.reading.year)
        if self.quick and found.word == "depends" and account.asked:
            return replace(found, evidence=(*known, *found.evidence))
        built = self.built(test)
        evidence = sorted(
            (
                *known,
                *found.evidence,
                *([built] if built else ()),
                *_unread(account.reading),
                *_ranged(account.reading),
                *self._models(found, test, account),
            ),
            key=lambda one: one.kind,
        )

        def elsewhere(variant: Variant) -> Array:
            return self._of_another(test.metric, account.used, self.study.read_as(variant))

        weighed = weigh(
            (found.word, found.reason),
            evidence,
            (test.holds, test.failing),
            elsewhere,
            more=account.reading.more,
            span=account.reading.span,
        )
        found = replace(found, word=weighed.word, reason=weighed.reason, evidence=tuple(evidence))
        other, value = weighed.elsewhere, found.value
        if other is None:
            return found
        told_otherwise = value is not None and not other.low <= value <= other.high
        if (weighed.turned and value is not None) or told_otherwise:
            return _read_elsewhere(found, other)
        return _reaching(found, other)

    def _models(self, found: Drawn | Fact, test: Test, account: Account) -> Iterator[Evidence]:
        """Say where origins told apart come to another word than displaced trade dealt anew."""
        if not account.anew or not isinstance(found, Drawn):
            return
        rows = np.atleast_2d(self._of_another(test.metric, account.used, self.study.told_apart()))
        drawn = [Draws(row) for row in rows]
        if not all(one.known.any() for one in drawn):
            return
        holds, fails = (
            min(one.share_of(line.of(one.values)) for one in drawn)
            for line in (test.holds, test.failing)
        )
        word = word_of(holds, fails)
        if word == found.word:
            return
        low, middle, high = (float(end) for end in Draws(rows.ravel()).band())
        assert found.tested is not None
        yield Evidence(
            kind=Kind.MODELS,
            effect=Effect.CAP,
            says="the models disagree: with origins told apart (the partial model) it is "
            f"{word}, at {quantity_text(middle, low, high, found.tested.unit)}",
        )

    def _of_another(self, call: MetricCall, used: frozenset[str], study: Study) -> Array:
        """Read a metric of another study: (D,), or (N, D) over what nothing is known of."""
        if unknown := unknown_among(used, study):
            return at_points(call, unknown, study, few=self.quick)
        return read(call, study.inquire())

    def built(self, test: Test) -> Evidence | None:
        """Say that a claim can only come out one way; None where it could come out both."""
        if self.like is not None:
            return self.like.built(test)

        def find() -> Evidence | None:
            try:
                account = self._readings.of(test.metric)
            except registry.Untestable:  # as the case was before it was revised
                return None
            seen = account.reading.values
            return by_construction(test.metric, test.holds, account.used, seen, self.study)

        return self._built.get((by_value(test.metric), test.holds), find)

    def _from_draws(self, bare: Untestable, test: Test, values: Array) -> Drawn | Untestable:
        """Count the draws in which the claim holds and fails, and ask what decides it."""
        drawn = Draws(values)
        if not drawn.known.any():
            return replace(bare, reason="no draw could be solved", failed_draws=drawn.failed)
        p, q = drawn.share_of(test.holds.of(values)), drawn.share_of(test.failing.of(values))
        low, low50, value, high50, high = drawn.quantile([0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
        word = word_of(p, q)
        decides, even = self._explained(test, bare.used, values, word)
        first = decides[0].share.assumption if decides else even.assumption if even else None
        return Drawn(
            claim=bare.claim,
            part=bare.part,
            word=word,
            tested=bare.tested,
            reading=bare.reading,
            used=bare.used,
            draws=values.size,
            evidence=(_undecided(values.size),) if _on_the_line(test, values) else (),
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
            other_horizon=None if self.words_only else self._other_horizon(test),
            decides=decides,
            break_even=even,
            curve=self.response.curve(test.metric, first) if first else None,
            failed_draws=drawn.failed,
        )

    def _explained(
        self, test: Test, used: frozenset[str], values: Array, word: Word
    ) -> tuple[tuple[Decider, ...], BreakEven | None]:
        """Say what decides a value, and where the claim turns."""
        if self.words_only:
            return (), None
        decides = self._deciders(test, used, values, TURNS if word == "depends" else 1)
        return decides, decides[0].break_even if decides else self._beyond(test, used, values)

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
        word = word_of(drawn.share_of(holds), drawn.share_of(fails))
        return OtherHorizon(horizon=other, word=word, value=value, low=low, high=high)

    def _deciders(
        self, test: Test, used: frozenset[str], values: Array, turns: int
    ) -> tuple[Decider, ...]:
        """Rank what decides the value; seek the break-even of the first few that tell."""
        drawn = self.study.grown(max(1, values.size // self.study.draws)).sample
        shares = deciding(values, drawn, used)
        return tuple(
            self._decider(test, share)
            if rank < turns and (rank == 0 or share.share >= TELLING)
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


def _on_the_line(test: Test, values: Array) -> bool:
    """Whether the share of draws that hold, or that fail, is too near to 95 % to tell."""
    error = float(np.sqrt(SURE * (1 - SURE) / values.size))
    shares = (Draws(values).share_of(line.of(values)) for line in (test.holds, test.failing))
    return any(abs(share - SURE) <= NEAR * error for share in shares)


def _reaching(found: Drawn | Fact, other: Elsewhere) -> Drawn | Fact:
    """Let a number's interval reach to the ends that it has on other readings of the World."""
    known = [end for end in (found.value, found.low, found.high) if end is not None]
    return replace(found, low=min(other.low, *known), high=max(other.high, *known))


def _read_elsewhere(found: Drawn | Fact, other: Elsewhere) -> Drawn | Fact:
    """Give a number as other readings of the World have it, the recorded one beside.

    Where they turn the word, or none of them has the value on record, that value says another; and
    what decides it there, or how its draws lie, explains what is no longer said.
    """
    one = other.low if other.low == other.high else None
    found = replace(found, value=one, recorded=found.value, low=other.low, high=other.high)
    if isinstance(found, Fact):
        return found
    return replace(
        found,
        low50=None,
        high50=None,
        probability=other.holds,
        probability_fails=other.fails,
        sampling_error=None,
        convergence=None,
        dots=(),
        other_horizon=None,
        decides=(),
        break_even=None,
        curve=None,
    )


def _undecided(draws: int) -> Evidence:
    return Evidence(
        kind=Kind.ON_THE_LINE,
        effect=Effect.CAP,
        says=f"on the line: the share of {draws:,} draws can't be told from 95\u00a0%",
    )


def _unread(reading: Reading) -> Iterator[Evidence]:
    """Say that a number could be higher, and by what."""
    if reading.endless:
        yield Evidence(
            kind=Kind.UNREAD,
            effect=Effect.WIDEN,
            says=f"no limit is known of {some(reading.endless, NAMED)}: read as what is known, "
            "and as without end",
        )
    if reading.unread:
        yield Evidence(
            kind=Kind.UNREAD,
            effect=Effect.WIDEN,
            says=f"{len(reading.unread)} of {reading.of} could not be read "
            f"({some(reading.unread, NAMED)}): counted as no, and as yes",
        )


def _ranged(reading: Reading) -> Iterator[Evidence]:
    """Say that a number, or what limits it, is published as a range, to be read at both ends."""
    if reading.span:
        yield Evidence(
            kind=Kind.RANGE, effect=Effect.WIDEN, says="published as a range: read at both ends"
        )
    if reading.ranged:
        yield Evidence(
            kind=Kind.RANGE,
            effect=Effect.WIDEN,
            says=f"room that is published as a range: {some(reading.ranged, NAMED)}",
            ends=(Variant(room="least"), Variant(room="most")),
        )


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
    depends. any: the mirror image. A part that nobody has reviewed leaves the whole without one.
    """
    if claim.review or any(isinstance(part, Unreviewed) for part in parts):
        return Unreviewed(claim=claim, part=None)
    order = ORDER[claim.combine]
    at, deciding_part = min(enumerate(parts), key=lambda one: _rank(order, one[1]))
    return replace(deciding_part, claim=claim, part=None, decided_by=claim.parts[at].id)


def _rank(order: Sequence[Word], part: Verdict) -> int:
    assert part.word is not None  # an unreviewed part never comes this far
    return order.index(part.word)
