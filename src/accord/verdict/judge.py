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

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

import numpy as np

from accord.axes import Array
from accord.case.model import Claim, Part, StatusQuo, Test
from accord.draws import BATCH, Draws
from accord.measures import MetricCall, measures
from accord.memo import Memo, by_value
from accord.numbers import quantity_text
from accord.study import Study
from accord.study.evidence import Effect, Evidence, Kind
from accord.threads import one_thread_each
from accord.verdict.combination import combine
from accord.verdict.construction import by_construction
from accord.verdict.convergence import convergence
from accord.verdict.explanation import Explanation, dots
from accord.verdict.finding import (
    BreakEven,
    Decider,
    Drawn,
    Fact,
    StatusQuoFinding,
    Tested,
    Unreviewed,
    Untestable,
    Verdict,
)
from accord.verdict.ignorance import at_points, spanned, unknown_among
from accord.verdict.metrics import registry
from accord.verdict.readings import Account, Readings, read
from accord.verdict.reservations import reservations
from accord.verdict.response import Response
from accord.verdict.sampling import on_the_line, sampling_error, undecided
from accord.verdict.sensitivity import Share
from accord.verdict.weighing import SURE, as_weighed, stays_open, weigh, word_of
from accord.world import Variant

REMEMBERED = "rests on rows that are only remembered, not read"
GROWTH = (2, 4, 8, 16)  # times the draws that were asked for, where a claim is on the line
MOST_GROWN = 1_000_000  # draws that are not exceeded by growing

SomeVerdict = TypeVar("SomeVerdict", bound=Verdict)


class Judge:
    """Judges claims one by one; all share one study and what was solved for it.

    claims : those that will be judged, whose metrics are read together where that costs little; all
        of the case where None
    words_only : leave out what only explains a word: what decides it, where it turns, the other run
    quick : words only, for a preview: at the draws that there are, where a run draws more for a
        share on the line, and at few points of what nothing is known of; other readings of the
        World are looked at until one leaves a word open, and `unsettled` has the claims, and the
        parts, of which a run, which looks further, may say another word
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
        self.unsettled: set[str] = set()
        self._built = Memo()
        self._readings = Readings(study, claims=None if claims is None else tuple(claims))
        self.response = Response(self._readings)
        self.explanation = Explanation(study, self.response)

    @one_thread_each()
    def claim(self, claim: Claim) -> list[Verdict]:
        """Judge a claim: its verdict, then those of its parts in order.

        A claim under review, or with a part under review, gets none.
        """
        if not claim.parts:
            return [self._one(claim, None, claim)]
        parts = [self._one(claim, part, part) for part in claim.parts]
        if any(part.id in self.unsettled for part in parts):
            self.unsettled.add(claim.id)
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
            if not on_the_line(test, values) or self.study.draws * times > MOST_GROWN:
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
        if self.quick and word != "depends":  # at more points it may not hold, or not fail
            self.unsettled.add(found.id)
        said = Evidence(
            kind=Kind.IGNORANCE,
            effect=Effect.WIDEN,
            says=f"nothing is known of {labels}: judged at {span.points} points of its range",
        )
        even, curve = found.break_even, found.curve
        if not self.words_only:
            nothing = Share(assumption=names[0], share=0.0, noise=0.0)
            even = self.explanation.decider(test, nothing).break_even or even
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
        lines = test.holds, test.failing

        def elsewhere(variant: Variant) -> Array:
            values = self._of_another(test.metric, account.used, self.study.read_as(variant))
            if self.quick and any(on_the_line(test, row) for row in np.atleast_2d(values)):
                self.unsettled.add(found.id)
            return values

        if self.quick and found.word == "depends" and account.asked:
            so_far = (*known, *found.evidence)
            if found.id in self.unsettled or stays_open(so_far, lines, elsewhere):
                return replace(found, evidence=so_far)
        built = self.built(test)
        evidence = sorted(
            (
                *known,
                *found.evidence,
                *([built] if built else ()),
                *reservations(account.reading),
                *self._models(found, test, account),
            ),
            key=lambda one: one.kind,
        )
        weighed = weigh(
            (found.word, found.reason),
            evidence,
            lines,
            elsewhere,
            more=account.reading.more,
            span=account.reading.span,
        )
        return as_weighed(found, weighed, tuple(evidence))

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
            return replace(bare, reason=self._unsolved(test), failed_draws=drawn.failed)
        p, q = drawn.share_of(test.holds.of(values)), drawn.share_of(test.failing.of(values))
        low, low50, value, high50, high = drawn.quantile([0.05, 0.25, 0.5, 0.75, 0.95]).tolist()
        word = word_of(p, q)
        if self.quick and on_the_line(test, values):  # of which a run draws more
            self.unsettled.add(bare.id)
        decides: tuple[Decider, ...] = ()
        even: BreakEven | None = None
        if not self.words_only:
            decides, even = self.explanation.of(test, bare.used, values, word)
        first = decides[0].share.assumption if decides else even.assumption if even else None
        return Drawn(
            claim=bare.claim,
            part=bare.part,
            word=word,
            tested=bare.tested,
            reading=bare.reading,
            used=bare.used,
            draws=values.size,
            evidence=undecided(test, values),
            value=value,
            low=low,
            high=high,
            low50=low50,
            high50=high50,
            probability=p,
            probability_fails=q,
            sampling_error=sampling_error(p, q, values.size),
            convergence=convergence(values),
            dots=dots(drawn, test),
            other_horizon=None if self.words_only else self.explanation.other_horizon(test),
            decides=decides,
            break_even=even,
            curve=self.response.curve(test.metric, first) if first else None,
            failed_draws=drawn.failed,
        )

    def _unsolved(self, test: Test) -> str:
        """Say why no draw has a value: what stood in the way in the first market that failed."""
        said = "no draw could be solved"
        for asked in sorted(self._readings.of(test.metric).asked, key=repr):
            found = self.study.ask(asked)
            if found is not None and found.solution.failed.any():
                return f"{said}: {asked.good}, {found.solution.why}"
        return said

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
