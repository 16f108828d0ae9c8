"""Bindings of clauses about who buys from whom: shares, dependence, changes, quantities."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from accord.drafting.binding.clause import GAP, Clause, Parameters, good_of, goods_of
from accord.drafting.roles import Roles

TRADED = re.compile(
    r"\b(suppl|provid|deliver|export|sell|sold|ship|sen[dt]|import|buy|bought|purchas)",
    re.IGNORECASE,
)
CUSTOMERS = re.compile(
    r"\b(customers?|buyers?)(,|\b[^,;]*\b(is|are|was|were|remain\w*)\b)", re.IGNORECASE
)
GOES = re.compile(
    r"\b(go(es)?|went) (\w+ ){0,3}?to\b|\b(bound|destined|headed) for\b|"
    r"\b(destination|market|home|outlet)s? (of|for)\b|"
    r"\b(is|are|was|were) (?:\w+ )?(refined|processed|smelted|unloaded|landed) in\b|"
    r"\b(is|are|was|were) (?:\w+ )?(exported|sold|shipped|sent|trucked|piped) to\b|"
    r"\b(send|sent|sell|sold|ship|shipped|export|exported)s?\b[^,;]*"
    r"\b(out of|in (ten|five|four|three)\b|of (its|their|our)\b)[^,;]*\bto\b",
    re.IGNORECASE,
)  # a share of what is sold
OF_IT = re.compile(  # "A took half of it": of what somebody else sells
    r"(%|\b(per ?cent|half|thirds?|quarters?|fifths?|tenths?)) of (it|them|this|that|the total)\b",
    re.IGNORECASE,
)
SALES = re.compile(r"\b(for|of) [^,;]*\b(sales|exports|export (earnings|income))\b", re.IGNORECASE)
CROSSES = re.compile(
    r"\b(through|via|across|clear(s|ed)?|transit\w*|cross(es|ed|ing)?|pass(es|ed|ing)?)\b",
    re.IGNORECASE,
)
HOLDS = re.compile(  # "controls the supply of": what is made, where nobody is named who buys it
    r"\b(?:controls?|controlled|commands?|commanded|dominates?|dominated|holds?|held)\b[^,;]*"
    r"\bsuppl(?:y|ies)\b",
    re.IGNORECASE,
)
VOLUME = re.compile(
    r"\b(shipments|exports|imports|purchases|deliveries|sales|volumes?|flows?)\b", re.IGNORECASE
)
BOUGHT_FROM = re.compile(
    r"\b(b(?:uys?|ought|uying)|import(?:s|ed|ing)?|purchase[sd]?|gets?|got|draws?|drew|obtain(?:s|ed)?"
    r"|sourc(?:e[sd]?|ing)|comes?|came)\b[^,;]*\bfrom\b",
    re.IGNORECASE,
)
ABROAD = re.compile(r"\b(from abroad|from overseas|from outside|abroad)\b", re.IGNORECASE)
SHARE = re.compile(r"%|\b(per ?cent|shares?|half|thirds?|quarters?|fifths?|tenths?)\b", re.I)


def sided(c: Clause) -> Roles:
    """Put actors whom nothing else places on the side of a trade on which nobody stands yet.

    "Japan has been moving away from Chinese rare earths": China sells, so it is Japan that buys.
    """
    r = c.roles
    placed = {*r.suppliers, *r.buyers, *r.avoided, *r.through}
    free = [name for name in dict.fromkeys((*r.subjects, *r.others)) if name not in placed]
    if not free or r.output or r.taken or bool(r.suppliers) == bool(r.buyers):
        return r
    return replace(r, buyers=free) if r.suppliers else replace(r, suppliers=free)


def share(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind a share of imports, exports or output, told by who sells and who buys."""
    r, good = sided(c), good_of(c)
    who = r.suppliers or r.subjects or (r.others if r.output else [])
    if r.taken:
        yield "export-share", _taken(r, good)
    if ABROAD.search(c.text):
        yield "import-dependency", {"state": (r.buyers or r.subjects or [GAP])[0], "good": good}
    if r.suppliers and not r.buyers and BOUGHT_FROM.search(c.text):
        yield "import-share", {"suppliers": r.suppliers, "buyer": GAP, "good": good}
    if not (r.buyers and r.suppliers):
        yield from transit(c)
    if (r.of == "exports" or GOES.search(c.text)) and r.suppliers and r.buyers:
        yield "export-share", {"suppliers": r.suppliers, "buyers": r.buyers, "good": good}
    elif GOES.search(c.text):
        takers = r.buyers or r.others or [GAP]
        sellers = [n for n in (r.suppliers or r.subjects) if n not in takers] or [GAP]
        yield "export-share", {"suppliers": sellers, "buyers": takers, "good": good}
    if r.output and who and not r.buyers:
        yield "production-share", {"states": who, "good": good}
    if r.buyers and r.suppliers:
        yield "import-share", {"suppliers": r.suppliers, "buyer": r.buyers[0], "good": good}
        yield "export-share", {"suppliers": r.suppliers, "buyers": r.buyers, "good": good}
        yield from transit(c)
    elif r.buyers and (CUSTOMERS.search(c.text) or OF_IT.search(c.text)):
        yield "export-share", {"suppliers": [GAP], "buyers": r.buyers, "good": good}
    elif r.buyers:
        yield "import-share", {"suppliers": [GAP], "buyer": r.buyers[0], "good": good}
        yield "import-dependency", {"state": r.buyers[0], "good": good}
        yield "hhi", {"buyer": r.buyers[0], "good": good}
    elif who:
        made: tuple[str, Parameters] = "production-share", {"states": who, "good": good}
        if not TRADED.search(c.text) or HOLDS.search(c.text):
            yield made
        yield "import-share", {"suppliers": who, "buyer": GAP, "good": good}
        yield "export-share", {"suppliers": who, "buyers": [GAP], "good": good}
        yield made
    elif any(n.unit == "%" for n in c.numbers):
        yield "import-share", {"suppliers": [GAP], "buyer": GAP, "good": good}
        yield "production-share", {"states": [GAP], "good": good}
    elif r.output and r.goods:
        yield "production-share", {"states": [GAP], "good": good}
    buyer = (r.buyers or [GAP])[0]
    yield "consumption-share", {"suppliers": who or [GAP], "buyer": buyer, "good": good}
    yield "largest-import-share", {"suppliers": who or [GAP], "buyer": buyer, "good": good}
    yield from transit(c, said=False)


def _taken(r: Roles, good: str) -> Parameters:
    return {"suppliers": r.suppliers or [GAP], "buyers": r.buyers, "good": good}


def dependence(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind dependence: on a supplier, on a way, on few of either, on imports at all."""
    r, good = c.roles, good_of(c)
    buyer = (r.buyers or r.subjects or [GAP])[0]
    others = [n for n in dict.fromkeys((*r.suppliers, *r.others, *r.avoided)) if n != buyer]
    if r.taken:
        yield "export-share", _taken(r, good)
    if GOES.search(c.text) and r.suppliers and r.buyers:
        yield "export-share", {"suppliers": r.suppliers, "buyers": r.buyers, "good": good}
    if r.subjects and not r.taken and (r.of == "exports" or SALES.search(c.text)):
        takers = [name for name in r.buyers if name not in r.subjects]
        if takers:  # "A depends on buyers in B for its sales"
            yield "export-share", {"suppliers": r.subjects, "buyers": takers, "good": good}
        else:  # "A depends on B for its exports": on the way through B
            way = (r.through or r.passages or r.lines or others or [GAP])[0]
            yield "transit-share", {"state": r.subjects[0], "good": good, "through": way}
    if r.suppliers and r.buyers and SHARE.search(c.text) and BOUGHT_FROM.search(c.text):
        yield "import-share", {"suppliers": r.suppliers, "buyer": r.buyers[0], "good": good}
    yield from transit(c)
    if any(w in c.text.casefold() for w in ("herfindahl", "hhi", "concentrat")):
        yield "hhi", {"buyer": buyer, "good": good}
        yield "effective-suppliers", {"buyer": buyer, "good": good}
    if "outside" in c.text and "control" in c.text:
        yield "production-outside", {"bloc": r.avoided or others or [GAP], "good": good}
        yield (
            "share-of-outside",
            {"states": [GAP], "bloc": r.avoided or others or [GAP], "good": good},
        )
    if changes(c.text):
        yield (
            "import-share-change",
            {"suppliers": others or [GAP], "buyer": buyer, "goods": goods_of(c), "since": GAP},
        )
    if r.through or r.passages or r.lines:
        others = [n for n in others if n not in r.through]
    if others:
        yield "import-share", {"suppliers": others, "buyer": buyer, "good": good}
        yield "leverage", {"supplier": others[0], "buyer": buyer, "good": good}
    else:
        yield "import-dependency", {"state": buyer, "good": good}
        yield "hhi", {"buyer": buyer, "good": good}
        yield "import-share", {"suppliers": [GAP], "buyer": buyer, "good": good}
    ways = (*r.through, *r.passages, *r.lines, *others)
    yield "transit-share", {"state": buyer, "good": good, "through": (ways or (GAP,))[0]}
    yield (
        "export-share",
        {"suppliers": r.subjects or [GAP], "buyers": others or [GAP], "good": good},
    )
    yield "import-dependency", {"state": buyer, "good": good}
    yield "hhi", {"buyer": buyer, "good": good}
    yield "effective-suppliers", {"buyer": buyer, "good": good}
    yield "geopolrisk", {"buyer": buyer, "good": good}
    yield from _outside(c, others)
    way = (ways or (GAP,))[0]
    yield (
        "transit-share-removed",
        {"state": buyer, "good": good, "through": way, "scenario": _scenario(c)},
    )
    yield (
        "protection-worth",
        {"state": buyer, "scenario": GAP, "good": good, "chance": GAP, "protection": GAP},
    )


def _scenario(c: Clause) -> str:
    return "accession" if c.accord else GAP


def _outside(c: Clause, others: list[str]) -> Iterator[tuple[str, Parameters]]:
    """Bind what lies beyond a bloc's hands, and how far others could stand in for it."""
    r, good = c.roles, good_of(c)
    bloc = r.avoided or r.suppliers or others or [GAP]
    buyer = next((n for n in (*r.buyers, *r.subjects) if n not in bloc), GAP)
    yield "production-outside", {"bloc": bloc, "good": good}
    yield "share-of-outside", {"states": [GAP], "bloc": bloc, "good": good}
    yield "supply-outside", {"bloc": bloc, "buyer": buyer, "good": good}
    yield (
        "diversion-drop",
        {"buyer": buyer, "bloc": bloc, "redirected": [GAP], "good": good},
    )


def transit(c: Clause, *, said: bool = True) -> Iterator[tuple[str, Parameters]]:
    """Say how much of whose trade crosses what.

    Parameters
    ----------
    said : whether only a clause that speaks of crossing is bound
    """
    r = c.roles
    relied_on = c.kind == "dependence" and (r.passages or r.lines)
    if said and not (r.through or relied_on or CROSSES.search(c.text)):
        return
    ways = [*r.through, *r.passages, *r.lines]
    sides = (r.suppliers, r.subjects, r.buyers)
    if r.buyers and BOUGHT_FROM.search(c.text):
        sides = (r.buyers, r.suppliers, r.subjects)  # "A gets its gas from B through C": A's gas
    whose = [n for n in chain(*sides) if n not in ways and n not in r.blocs] or [
        n for n in r.others if ways and n not in ways
    ]  # "A's trade passes through B"
    others = [n for n in r.others if n not in whose]
    way = next(iter((*ways, *others)), GAP)
    yield "transit-share", {"state": (whose or [GAP])[0], "good": good_of(c), "through": way}


def changes(text: str) -> bool:
    """Say whether a clause is about less or more than before."""
    words = (
        "reduc",
        "diversif",
        "lower",
        "cut",
        "fell",
        "fall",
        "declin",
        "increas",
        "rose",
        "less",
    )
    return any(w in text.casefold() for w in words)


def trend(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind a change over years, of a share or of a volume."""
    r = sided(c)
    if re.search(r"\btrade (with|between)\b", c.text, re.IGNORECASE):
        one = [*r.subjects, *r.suppliers] or [GAP]
        yield "recorded-trade", {"suppliers": one, "buyers": [*r.others, *r.buyers] or [GAP]}
    if "replac" in c.text.casefold() or "made up" in c.text.casefold():
        yield from _instead(c)
    if (r.suppliers or r.buyers) and VOLUME.search(c.text) and not SHARE.search(c.text):
        yield (
            "recorded-trade",
            {"suppliers": r.suppliers or [GAP], "buyers": r.buyers or [GAP], "good": good_of(c)},
        )
    if r.suppliers or r.buyers:
        yield (
            "import-share-change",
            {
                "suppliers": r.suppliers or [GAP],
                "buyer": (r.buyers or [GAP])[0],
                "goods": goods_of(c),
                "since": GAP,
            },
        )
    yield from share(c)
    yield from _instead(c)
    yield "quantity-change", {"scenario": GAP, "good": good_of(c)}
    yield (
        "export-share-change",
        {
            "states": r.suppliers or r.subjects or [GAP],
            "buyers": r.buyers or r.others or [GAP],
            "scenario": _scenario(c),
        },
    )


def _instead(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind how far some stand in for others whom a buyer has lost."""
    r = c.roles
    instead = r.suppliers or r.subjects or [GAP]
    lost = [name for name in (*r.others, *r.avoided) if name not in instead]
    yield (
        "replacement-share",
        {
            "buyer": (r.buyers or [GAP])[0],
            "lost_from": lost[:1] or [GAP],
            "replaced_by": instead,
            "good": good_of(c),
            "since": GAP,
        },
    )


def quantity(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind a quantity that was sold from one to the other, or for how long a stock lasts."""
    r = sided(c)
    yield (
        "recorded-trade",
        {"suppliers": r.suppliers or [GAP], "buyers": r.buyers or [GAP], "good": good_of(c)},
    )
    who = next(iter((*r.buyers, *r.subjects, *r.suppliers)), GAP)
    yield "days-of-stock", {"state": who, "stock": GAP, "use": GAP}
