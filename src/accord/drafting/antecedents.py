"""Whom a text means by "the two states" or "the bloc": those it has said so of, and nobody else.

"Two producers, Namibia and Niger" says who "both producers" are further down. "The bloc" is the
bloc that was named last. A role that the text gives to nobody by name stays without an actor.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from accord.drafting.mentions import Mention
from accord.drafting.sentences import Span

MANY = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6}
COUNT = "|".join(MANY)
ROLE = (
    r"(?:nations|states|countries|republics|governments|capitals|neighbou?rs|powers|members|"
    r"producers|exporters|importers|buyers|suppliers|sellers|candidates|partners|allies|juntas|"
    r"economies|kingdoms|monarchies|signatories|joiners)"
)
# "two key nations, A and B", ahead of the names; "A and B, the two candidates", after them
AHEAD = re.compile(
    rf"\b(?:(?P<many>{COUNT})\s(?:[\w’'-]+\s){{0,3}}?(?P<role>{ROLE})"
    rf"|the\s(?P<plain>candidates|signatories|joiners))\s?(?:[,:(–—]|are|were)\s*$",
    re.IGNORECASE,
)
AFTER = re.compile(
    rf",\s+(?:the|its|all)\s(?:(?P<many>{COUNT})\s)?(?:[\w’'-]+\s){{0,2}}?(?P<role>{ROLE})\b",
    re.IGNORECASE,
)
MEANT = re.compile(
    rf"\b(?:(?:the|these|those|all)\s(?:(?P<many>{COUNT})\s)?|(?P<both>both)\s(?:of\sthe\s)?)"
    rf"(?:[\w’'-]+\s){{0,1}}?(?P<role>{ROLE})\b|"
    rf"\b(?:the|these)\s(?P<bare>{COUNT})(?=\s(?:\w+ed|would|could|will|can|are|were|have|had)\b)",
    re.IGNORECASE,
)
THE_BLOC = re.compile(r"\b[Tt]he (?:bloc|alliance|grouping|cartel)\b")
LISTED = re.compile(r"['’]?s?,?\s*(?:(?:and|or)\s+)?(?:the\s+)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Group:
    """States of which a text has said that they are two, or candidates, or sellers."""

    end: int  # of the definition, in the text
    role: str
    names: tuple[str, ...]


def resolved(text: str, found: Sequence[Mention], joiners: Sequence[str] = ()) -> list[Mention]:
    """Add whom roles stand for to the mentions of a text, in its order.

    Parameters
    ----------
    joiners : who would join a bloc, where the text proposes that: "the candidates"
    """
    groups = list(_groups(text, found))
    taken = [m.span for m in found]
    added: list[Mention] = []
    for match in MEANT.finditer(text):
        span = Span(*match.span())
        if any(one.start < span.end and one.end > span.start for one in _near(taken, span)):
            continue
        added += [Mention(span, "state", name) for name in _meant(match, groups, joiners)]
    for match in THE_BLOC.finditer(text):
        if bloc := _bloc(match.start(), found):
            added.append(replace(bloc, span=Span(*match.span()), adjective=False))
    return sorted((*found, *added), key=lambda m: m.span.start)


def _near(spans: Sequence[Span], one: Span) -> Iterator[Span]:
    return (span for span in spans if span.end > one.start and span.start < one.end)


def _groups(text: str, found: Sequence[Mention]) -> Iterator[Group]:
    """Find where the text says who they are."""
    for several in _lists(text, [m for m in found if m.kind == "state"]):
        names = tuple(dict.fromkeys(m.name for m in several))
        start, end = several[0].span.start, several[-1].span.end
        ahead = AHEAD.search(text, max(0, start - 60), start)
        after = AFTER.match(text, end)
        for match in filter(None, (ahead, after)):
            told = match.groupdict()
            many = MANY.get((told["many"] or "").casefold(), len(names))
            role = (told["role"] or told.get("plain") or "").casefold()
            if many == len(names) > 1:
                yield Group(end, role, names)


def _lists(text: str, states: Sequence[Mention]) -> list[list[Mention]]:
    lists: list[list[Mention]] = [[m] for m in states[:1]]
    for one, following in pairwise(states):
        if LISTED.fullmatch(text[one.span.end : following.span.start]):
            lists[-1].append(following)
        else:
            lists.append([following])
    return [several for several in lists if len(several) > 1]


def _meant(
    match: re.Match[str], groups: Sequence[Group], joiners: Sequence[str]
) -> tuple[str, ...]:
    """Give the group defined last before the words that fits them, by number or by role."""
    word = match["many"] or match["both"] or match["bare"]
    many = MANY[word.casefold()] if word else 0
    role = (match["role"] or "").casefold()
    for group in reversed(groups):
        fits = len(group.names) == many if many else group.role == role
        if group.end <= match.start() and fits:
            return group.names
    if role in ("candidates", "joiners") or (many and many == len(joiners)):
        return tuple(joiners)
    return ()


def _bloc(at: int, found: Sequence[Mention]) -> Mention | None:
    """Give the bloc that was named last before a place, else the first one after it."""
    blocs = [m for m in found if m.kind == "bloc"]
    before = [m for m in blocs if m.span.start < at]
    return before[-1] if before else next(iter(blocs), None)
