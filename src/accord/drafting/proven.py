"""A draft that the reader of case files accepts: what it refuses is dropped before it is written.

A metric that the data can't answer, a name that it doesn't take, a line in another unit: the reader
knows, and nothing here knows better. So the case is written, read, and written again without what
was refused, until no fault is left.
"""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from accord import case
from accord.data import overlaps
from accord.drafting.binding import Candidate
from accord.drafting.draft import UNTESTABLE, Draft, Drafted
from accord.drafting.write import Claims, case_text, named, without_first
from accord.errors import CaseError, InputError
from accord.measures import Quality, measures
from accord.world import World

ROUNDS = 12  # a claim has at most three metrics; the accord itself may go too
OF_A_CLAIM = re.compile(r"claims\.([a-z0-9-]+)")
OF_THE_CASE = {
    Quality.ACCORD: "[accord]",
    Quality.GAME: "[game]",
    Quality.POLES: "[alignment]",
}
ALONE = "crude-oil"  # the good of a case whose claims name none with a market


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A case as text, with the draft as far as the reader accepts it."""

    text: str
    draft: Draft


def written(draft: Draft, world: World, *, name: str, date: dt.date | None = None) -> Written:
    """Write a draft as a case that `accord check` accepts.

    Raises
    ------
    InputError
        where there is nothing to write
    """
    if not draft.claims:
        raise InputError(
            f"none of {draft.sentences} sentences asserts something that data could decide"
        )
    claims, now = named(draft), draft
    head, asked = None, frozenset[str]()
    for _ in range(ROUNDS):
        goods = _goods(claims, world)
        if head != (now.accord, goods):  # what stands above the claims decides over all of them
            head, asked = (now.accord, goods), frozenset(key for key, _ in claims)
        part = [(key, one) for key, one in claims if key in asked]
        text = case_text(now, part, year=world.year, goods=goods, date=date)
        wrong = _refused(text, name, world)
        if not wrong:
            if len(part) < len(claims):
                text = case_text(now, claims, year=world.year, goods=goods, date=date)
            return Written(text=text, draft=replace(now, claims=tuple(one for _, one in claims)))
        if "" in wrong:
            now = replace(now, accord=None, candidates=())
        claims = [(key, _other_first(one) if key in wrong else one) for key, one in claims]
        asked = frozenset(wrong)
    raise InputError("the draft has faults that no metric could be dropped for")


def _other_first(one: Drafted) -> Drafted:
    """Put another metric first than the one that was refused.

    What only the case lacks, such as a game or poles, stays as an alternative behind one that the
    case can read; else the claim is untestable until the case has it.
    """
    first, *rest = one.candidates
    wanted = _of_the_case(first)
    if wanted and not all(map(_of_the_case, rest)):
        return replace(one, candidates=(*rest, first))
    if wanted and not rest:
        reason = f"{first.metric} would read it, but the case has no {wanted}"
        return without_first(one, reason, f"a case with {wanted}")
    return without_first(one, *UNTESTABLE["background"])


def _of_the_case(candidate: Candidate) -> str:
    """Name what a metric asks the case for, "" where it asks for nothing."""
    needs = {need.quality for need in measures()[candidate.metric].needs if not need.of}
    return next((told for quality, told in OF_THE_CASE.items() if quality in needs), "")


def _refused(text: str, name: str, world: World) -> set[str]:
    """Name the claims that the reader refuses; "" stands for anything outside of the claims."""
    try:
        case.parse(text, name=name, file=f"{name}.toml", world=world)
    except CaseError as error:
        found = (OF_A_CLAIM.match(fault.key) for fault in error.faults)
        return {match[1] if match else "" for match in found}
    return set()


def _goods(claims: Claims, world: World) -> list[str]:
    """Choose the goods of the case: those with a market that a proposal names, none overlapping."""
    named_first = dict.fromkeys(
        good for _, one in claims for candidate in one.candidates[:1] for good in _of(candidate)
    )
    chosen: list[str] = []
    for good in named_first:
        known = world.goods.get(good)
        if known is None or not known.priced:
            continue
        pairs = combinations((*chosen, good), 2)
        if not any(overlaps(world.goods[a], world.goods[b]) for a, b in pairs):
            chosen.append(good)
    return chosen or [ALONE]


def _of(candidate: Candidate) -> Iterator[str]:
    good = candidate.parameters.get("good")
    goods = candidate.parameters.get("goods", ())
    yield from (one for one in (good, *goods) if isinstance(one, str))
