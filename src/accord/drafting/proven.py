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
from accord.drafting.draft import UNTESTABLE, Draft
from accord.drafting.write import Claims, case_text, named, without_first
from accord.errors import CaseError, InputError
from accord.world import World

ROUNDS = 12  # a claim has at most three metrics; the accord itself may go too
OF_A_CLAIM = re.compile(r"claims\.([a-z0-9-]+)")
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
    for _ in range(ROUNDS):
        goods = _goods(claims, world)
        text = case_text(now, claims, year=world.year, goods=goods, date=date)
        wrong = _refused(text, name, world)
        if not wrong:
            kept = tuple(one for _, one in claims)
            return Written(text=text, draft=replace(now, claims=kept))
        if "" in wrong:
            now = replace(now, accord=None, candidates=())
        claims = [
            (key, without_first(one, *UNTESTABLE["background"]) if key in wrong else one)
            for key, one in claims
        ]
    raise InputError("the draft has faults that no metric could be dropped for")


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
