"""Weigh a word against its evidence: a verdict says no more than what it rests on.

What refuses makes a claim untestable. What widens has it judged on every other reading of the
World: all supported or all contradicted, else *depends*. What caps lets no word be surer than
*depends*. What is only noted changes nothing. All are listed; the first in the order of kinds that
changed the word is the reason.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from accord.axes import Array
from accord.condition import Condition
from accord.draws import Draws
from accord.study.evidence import Effect, Evidence
from accord.verdict.finding import Word
from accord.world import AS_IT_IS, Variant

SURE = 0.95  # share of draws that *supported* and *contradicted* ask for
MOST_WORLDS = 24  # readings of the World that are tried; further ones repeat what these show


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A word after its evidence, and why it isn't surer.

    ends : how far the number may lie on other readings of the World; None where there are none
    """

    word: Word
    reason: str
    ends: tuple[float, float] | None


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
    )


def weigh(
    so_far: tuple[Word, str],
    evidence: Sequence[Evidence],
    lines: tuple[Condition, Condition],
    elsewhere: Callable[[Variant], Array],
    *,
    unread: int = 0,
) -> Weighed:
    """Weigh a word.

    Parameters
    ----------
    so_far : the word as it came out on the World as it is, and its reason
    lines : where the claim holds, and where it fails
    elsewhere : the metric's values on another reading of the World: (D,)
    unread : by how much a count could be higher
    """
    word, reason = so_far
    ordered = sorted(evidence, key=lambda one: one.kind)
    worlds = other_worlds(ordered) or ((AS_IT_IS,) if unread else ())
    found = [values for world in worlds for values in _with_unread(elsewhere(world), unread)]
    ends = None
    if found:
        lows, highs = zip(*(_band(values) for values in found), strict=True)
        ends = (min(lows), max(highs))
        words = {_on(values, lines) for values in found}
        agreed: Word = words.pop() if len(words) == 1 else "depends"
        if agreed != word:
            widened = next(one.says for one in ordered if one.effect is Effect.WIDEN)
            word, reason = agreed, widened if agreed == "depends" else f"read with {widened}"
    capping = next((one for one in ordered if one.effect is Effect.CAP), None)
    if capping is not None and word in ("supported", "contradicted"):
        word, reason = "depends", capping.says
    return Weighed(word=word, reason=reason, ends=ends)


def _with_unread(values: Array, unread: int) -> tuple[Array, ...]:
    """Give a count as it is, and with all that could not be read counted too."""
    return (values, values + unread) if unread else (values,)


def _on(values: Array, lines: tuple[Condition, Condition]) -> Word:
    """Give the word that values come to."""
    holds, fails = (float(line.of(values).mean()) for line in lines)
    return word_of(holds, fails)


def _band(values: Array) -> tuple[float, float]:
    band = Draws(values).band()
    return float(band.low), float(band.high)
