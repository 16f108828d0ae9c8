"""Weigh a word against its evidence: a verdict says no more than what it rests on.

What refuses makes a claim untestable. What widens has it judged on every other reading of the
World: all supported or all contradicted, else *depends*. What caps lets no word be surer than
*depends*. What is only noted changes nothing. All are listed; the first in the order of kinds that
changed the word is the reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from accord.axes import Array
from accord.condition import Condition
from accord.draws import Draws
from accord.names import Word
from accord.study.evidence import Effect, Evidence
from accord.verdict.finding import Drawn, Fact
from accord.world import AS_IT_IS, Variant

SURE = 0.95  # share of draws that *supported* and *contradicted* ask for
MOST_WORLDS = 24  # readings of the World that are tried; further ones repeat what these show


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What a number is on other readings of the World.

    low, high : the least 5th and the greatest 95th percentile over the readings
    holds, fails : the least share of draws in which the claim does, over the readings
    """

    low: float
    high: float
    holds: float
    fails: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A word after its evidence, and why it isn't surer.

    elsewhere : the number on other readings of the World; None where there are none
    turned : whether the word is theirs and not that of the World as it is recorded
    """

    word: Word
    reason: str
    elsewhere: Elsewhere | None = None
    turned: bool = False


def word_of(holds: float, fails: float) -> Word:
    """Turn the shares of draws in which a claim holds and fails into a word."""
    return "supported" if holds >= SURE else "contradicted" if fails >= SURE else "depends"


def other_worlds(evidence: Iterable[Evidence]) -> tuple[Variant, ...]:
    """Give every combination of the ends to which evidence widens a number."""
    widening = [one.ends for one in evidence if one.effect is Effect.WIDEN and one.ends]
    if not widening:
        return ()
    combined = dict.fromkeys(_joined(ends) for ends in product(*widening))
    return tuple(combined)[:MOST_WORLDS]


def _joined(variants: Sequence[Variant]) -> Variant:
    """Read a World otherwise in several ways at once."""
    return Variant(
        added=tuple(added for one in variants for added in one.added),
        masses=next((v.masses for v in variants if v.masses != AS_IT_IS.masses), AS_IT_IS.masses),
        count=next((v.count for v in variants if v.count != AS_IT_IS.count), AS_IT_IS.count),
        room=next((v.room for v in variants if v.room != AS_IT_IS.room), AS_IT_IS.room),
    )


def weigh(
    so_far: tuple[Word, str],
    evidence: Sequence[Evidence],
    lines: tuple[Condition, Condition],
    elsewhere: Callable[[Variant], Array],
    *,
    more: float = 0,
    span: tuple[float, float] | None = None,
) -> Weighed:
    """Weigh a word.

    Parameters
    ----------
    so_far : the word as it came out on the World as it is, and its reason
    lines : where the claim holds, and where it fails
    elsewhere : the metric's values on another reading of the World: (D,), or (N, D) at as many
        points of what nothing is known of
    more : by how much the number could be higher: of a count, as many as could not be read;
        without end where no limit is known
    span : the least and the most that it can be, where it is published as a range
    """
    word, reason = so_far
    ordered = sorted(evidence, key=lambda one: one.kind)
    widening = [one for one in ordered if one.effect is Effect.WIDEN]
    worlds = other_worlds(widening)
    read = [values for world in worlds for values in np.atleast_2d(elsewhere(world))]
    as_it_is = () if read else np.atleast_2d(elsewhere(AS_IT_IS))
    found = [values for one in (*read, *as_it_is) for values in _with(one, more, span)]
    turned = False
    if worlds or more or span:
        words = {_on(values, lines) for values in found}
        agreed: Word = words.pop() if len(words) == 1 else "depends"
        if agreed != word:
            turned = any(_on(values, lines) != word for values in read)
            said = _cause(widening, word, lines, elsewhere, turned=turned).says
            word, reason = agreed, said if agreed == "depends" else f"read with {said}"
    capping = next((one for one in ordered if one.effect is Effect.CAP), None)
    if capping is not None and word in ("supported", "contradicted"):
        word, reason = "depends", capping.says
    other = _over(found, lines) if worlds or more or span else None
    return Weighed(word=word, reason=reason, elsewhere=other, turned=turned)


def stays_open(
    evidence: Iterable[Evidence],
    lines: tuple[Condition, Condition],
    elsewhere: Callable[[Variant], Array],
) -> bool:
    """Whether an open word stays so on other readings of the World; asks no more than it needs.

    They settle it only where all of them come to one sure word: the first that doesn't will do.
    """
    words: set[Word] = set()
    for world in other_worlds(evidence):
        words |= {_on(values, lines) for values in np.atleast_2d(elsewhere(world))}
        if len(words) > 1 or "depends" in words:
            return True
    return not words


def as_weighed(
    found: Drawn | Fact, weighed: Weighed, evidence: tuple[Evidence, ...]
) -> Drawn | Fact:
    """Give a finding its word, number and evidence after weighing."""
    found = replace(found, word=weighed.word, reason=weighed.reason, evidence=evidence)
    other, value = weighed.elsewhere, found.value
    if other is None:
        return found
    told_otherwise = value is not None and not other.low <= value <= other.high
    if (weighed.turned and value is not None) or told_otherwise:
        return _read_elsewhere(found, other)
    return _reaching(found, other)


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


def _cause(
    widening: Sequence[Evidence],
    word: Word,
    lines: tuple[Condition, Condition],
    elsewhere: Callable[[Variant], Array],
    *,
    turned: bool,
) -> Evidence:
    """Find what changed a word: the first whose own ends do; else what all of them come to."""
    of = [one for one in widening if bool(one.ends) is turned]
    if len(of) > 1:
        for one in of:
            read = (values for end in one.ends for values in np.atleast_2d(elsewhere(end)))
            if any(_on(values, lines) != word for values in read):
                return one
    return of[0]


def _over(found: Sequence[Array], lines: tuple[Condition, Condition]) -> Elsewhere:
    """Span what several readings say."""
    lows, highs = zip(*(_band(values) for values in found), strict=True)
    holds, fails = zip(*(_shares(values, lines) for values in found), strict=True)
    return Elsewhere(low=min(lows), high=max(highs), holds=min(holds), fails=min(fails))


def _with(values: Array, more: float, span: tuple[float, float] | None) -> tuple[Array, ...]:
    """Give a number as it is, as high as it could be, and at the ends of its range."""
    higher = (values + more,) if more else ()
    return (values, *higher, *(np.full_like(values, end) for end in span or ()))


def _shares(values: Array, lines: tuple[Condition, Condition]) -> tuple[float, float]:
    """Give the shares of draws in which a claim holds, and fails."""
    holds, fails = (float(line.of(values).mean()) for line in lines)
    return holds, fails


def _on(values: Array, lines: tuple[Condition, Condition]) -> Word:
    """Give the word that values come to."""
    return word_of(*_shares(values, lines))


def _band(values: Array) -> tuple[float, float]:
    if np.isposinf(values).all():
        return np.inf, np.inf
    band = Draws(values).band()
    return float(band.low), float(band.high)
