"""Bindings of clauses about ways: routes, what they avoid, what they carry, and their closure."""

import re
from collections.abc import Iterator

from accord.drafting.binding.clause import GAP, Clause, Parameters, good_of

CARRIES = re.compile(
    r"\bcan (?:\w+ )?(?:carry|move|pump|take|handle|transport)\b|\bcapacity of\b", re.IGNORECASE
)
LIST = 3  # names that are one
LENGTH = re.compile(r"\b(km|kilomet(re|er)s?|miles)\b", re.IGNORECASE)
LONGER = re.compile(r"\b(days|weeks|hours|longer|detour\w*|journey|voyage)\b", re.IGNORECASE)


def ends(c: Clause) -> tuple[str, str]:
    """Give the two ends of a way: from the first named to the last, else gaps."""
    r = c.roles
    if r.ends:
        return r.ends[0], r.ends[1]
    named = [n for n in (*r.suppliers, *r.subjects, *r.others, *r.buyers) if n not in r.avoided]
    from_to = list(dict.fromkeys(named))
    if len(from_to) >= LIST and set(from_to) <= set(r.subjects):
        return GAP, GAP  # a list of who uses a way doesn't say where it begins and ends
    return (from_to[0] if len(from_to) > 1 else GAP, from_to[-1] if len(from_to) > 1 else GAP)


def bypass(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind a way that avoids a state or a passage."""
    r = c.roles
    origin, destination = ends(c)
    way: Parameters = {"origin": origin, "destination": destination}
    avoid = {"avoid": r.avoided} if r.avoided else {}
    close = {"close": r.passages} if r.passages else {}
    for line in r.lines[:1] if CARRIES.search(c.text) else ():
        yield "line-capacity", {"line": line}
    yield "route-exists", {**way, **avoid, **close, **({} if avoid or close else {"avoid": [GAP]})}
    if r.goods:
        yield "corridor-capacity", {**way, "good": good_of(c), **avoid, **close}
    yield "route-days", {**way, **avoid, **close}


def route(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind a way by its length in days or kilometres."""
    origin, destination = ends(c)
    avoid = {"avoid": c.roles.avoided} if c.roles.avoided else {}
    if LENGTH.search(c.text):
        yield "route-km", {"origin": origin, "destination": destination, **avoid}
    yield "route-days", {"origin": origin, "destination": destination, **avoid}
    yield "route-exists", {"origin": origin, "destination": destination, **avoid}
    yield "route-km", {"origin": origin, "destination": destination, **avoid}
    yield "route-cost", {"origin": origin, "destination": destination, **avoid}


def capacity(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind what a line or a way can carry."""
    for line in c.roles.lines[:1]:
        yield "line-capacity", {"line": line}
    origin, destination = ends(c)
    if origin == GAP and c.roles.subjects:
        origin = c.roles.subjects[0]
    yield "corridor-capacity", {"origin": origin, "destination": destination, "good": good_of(c)}


CLOSES = re.compile(
    r"\b(?:clos(?:es|ed|ing|e)|shuts?|shutting|blocks?|blocked|turn(?:s|ed)? off|switche[sd]|"
    r"cuts?|stop(?:s|ped)?|halt(?:s|ed)?|seal(?:s|ed)?|bar(?:s|red)?)\b(?!-| (?:by|for)\b)",
    re.IGNORECASE,
)


def _closer(c: Clause) -> str:
    """Name who closes a way, where somebody named does: it isn't who goes without."""
    verb = CLOSES.search(c.text)
    passive = verb and re.search(r"\b(?:is|are|was|were|been|be|gets?)\s+$", c.text[: verb.start()])
    if not verb or passive or not c.roles.subjects:
        return ""
    return c.roles.subjects[0]


def closure(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind what a closure takes, or how it lengthens the way."""
    r = c.roles
    closer = _closer(c)
    named = dict.fromkeys((*r.buyers, *r.subjects, *r.others))
    whose = next((name for name in named if name != closer and name not in r.suppliers), GAP)
    if any(w in c.text.casefold() for w in ("price", "cost", "barrel")):
        yield "price-change", {"state": whose, "scenario": GAP, "good": good_of(c)}
    shut = [*r.passages, *r.lines] or [GAP]
    if LONGER.search(c.text):
        origin, destination = ends(c)
        yield "route-days", {"origin": origin, "destination": destination, "close": shut}
    yield (
        "closure-loss",
        {"buyer": whose, "suppliers": r.suppliers or [GAP], "good": good_of(c), "close": shut},
    )
    yield "transit-share", {"state": whose, "good": good_of(c), "through": shut[0]}
    yield "price-change", {"state": whose, "scenario": GAP, "good": good_of(c)}
    yield "unmet-demand", {"buyer": whose, "scenario": GAP, "good": good_of(c)}
