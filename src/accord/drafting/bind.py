"""From a clause's kind and roles to the metrics that could test it, the likeliest first.

Each rule gives a metric's parameters; what the clause doesn't say is a gap, written `"?"`, never a
guess. A binding whose names the metric can't take, or whose good has no data of the sort it asks
for, is dropped.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from math import prod
from typing import Any

from accord.drafting.conventions import Lines, lines_for
from accord.drafting.numbers import Number
from accord.drafting.parts import Part, parts
from accord.drafting.roles import Roles
from accord.measures import Measure, Quality, measures

GAP = "?"
MOST = 3  # metrics that are proposed
Parameters = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """What was read off one clause."""

    text: str
    kind: str
    roles: Roles
    numbers: Sequence[Number]
    years: Sequence[int]
    accord: str | None  # the bloc that the text proposes to join
    candidates: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A metric with its parameters and lines; a gap is what the clause leaves open."""

    metric: str
    parameters: Parameters
    lines: Lines | None
    parts: tuple[Part, ...] = ()  # where the clause joins several statements of this form

    @property
    def gaps(self) -> tuple[str, ...]:
        """Name what a person has to fill in."""
        open_ = [n for n, v in self.parameters.items() if v == GAP or v == [GAP]]
        return tuple(open_ + (["holds"] if self.lines is None else []))


Rule = Callable[[Clause], Iterator[tuple[str, Parameters]]]


def candidates(clause: Clause, known: Callable[[Measure, Parameters], bool]) -> list[Candidate]:
    """Bind a clause to at most three metrics.

    Parameters
    ----------
    known : whether a metric can be read with these parameters, as far as they are filled in
    """
    found: dict[str, Candidate] = {}
    every = measures()
    for name, parameters in _bound(clause):
        if name not in every or name in found or not known(every[name], parameters):
            continue
        parameters = _dated(every[name], parameters, clause)
        found[name] = Candidate(
            metric=name,
            parameters=parameters,
            lines=_lines(every[name], parameters, clause),
            parts=_parts(every[name], parameters, clause),
        )
    return list(found.values())[:MOST]


def _lines(measure: Measure, parameters: Parameters, clause: Clause) -> Lines | None:
    if fixed := FIXED.get(measure.name):
        names = (parameters.get(key) or [GAP] for key in ("subjects", "states", "objects"))
        count = prod(len(several) for several in names)  # of each with each
        return Lines(
            fixed[0].format(n=count), fixed[1].format(n=count), "the words of the sentence"
        )
    unit = measure.unit if isinstance(measure.unit, str) else ""
    return lines_for(measure.name, unit, clause.text, clause.numbers)


def _parts(measure: Measure, parameters: Parameters, clause: Clause) -> tuple[Part, ...]:
    r = clause.roles
    named = {"suppliers": r.suppliers, "buyers": r.buyers, "states": r.suppliers or r.subjects}
    return parts(measure, parameters, clause.text, clause.numbers, named)


FIXED = {  # metrics of yes and no, and counts of names: the sentence itself draws the line
    "count-of-ties": (">= {n}", "== 0"),
    "members": (">= {n}", "== 0"),
    "founding-members": (">= {n}", "== 0"),
    "in-region": (">= {n}", "== 0"),
    "new-ties": (">= 1", "== 0"),
    "route-exists": ("= yes", "= no"),
    "accession-observed": ("= yes", "= no"),
    "states-without-tie": (">= 1", "== 0"),
    "recorded-trade": ("> 0 t", "== 0 t"),
    "days-to-accession": ("<= 730", "> 730"),
}


def _dated(measure: Measure, parameters: Parameters, clause: Clause) -> Parameters:
    """Put the clause's year in, where the metric takes one and the clause names one."""
    if not clause.years:
        return parameters
    keys = {f.name for f in fields(measure.parameters)}
    if "since" in keys and len(clause.years) == 1 and SINCE.search(clause.text):
        return {**parameters, "since": clause.years[0]}
    if "first" in keys and "last" in keys:
        return {**parameters, "first": min(clause.years), "last": max(clause.years)}
    if "since" in keys:
        since = min(clause.years) if len(clause.years) > 1 else parameters.get("since", GAP)
        return {**parameters, "since": since, "until": max(clause.years)}
    if "year" not in keys:
        return parameters
    compared = re.search(r"\b(from|than|against)\b[^,;]*\d{4}", clause.text)
    return {**parameters, "year": clause.years[0] if compared else clause.years[-1]}


SINCE = re.compile(
    r"\b(since|from|than in|compared (with|to)|over) (early |late |the )?(19|20)\d\d", re.I
)


def _bound(clause: Clause) -> Iterator[tuple[str, Parameters]]:
    """Give bindings by the rules of the clause's kind, then by those of the kinds nearest to it."""
    for kind in (clause.kind, *NEAR.get(clause.kind, ())):
        if kind in RULES:
            yield from RULES[kind](clause)


def _good(clause: Clause) -> str:
    return clause.roles.goods[0] if clause.roles.goods else GAP


def _goods(clause: Clause) -> list[str]:
    return clause.roles.goods or [GAP]


TRADED = re.compile(
    r"\b(suppl|provid|deliver|export|sell|sold|ship|sen[dt]|import|buy|bought|purchas)",
    re.IGNORECASE,
)
CUSTOMERS = re.compile(
    r"\b(customers?|buyers?)\b[^,;]*\b(is|are|was|were|remain\w*)\b", re.IGNORECASE
)
GOES = re.compile(
    r"\b(go(es)?|went) (\w+ ){0,3}?to\b|\b(bound|destined|headed) for\b|"
    r"\b(destination|market|home|outlet)s? (of|for)\b",
    re.IGNORECASE,
)  # a share of what is sold

OF_IT = re.compile(  # "A took half of it": of what somebody else sells
    r"(%|\b(per ?cent|half|thirds?|quarters?|fifths?|tenths?)) of (it|them|this|that|the total)\b",
    re.IGNORECASE,
)


def _share(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r, good = c.roles, _good(c)
    who = r.suppliers or r.subjects
    if not (r.buyers and r.suppliers):
        yield from _transit(c)
    if (r.of == "exports" or GOES.search(c.text)) and r.suppliers and r.buyers:
        yield "export-share", {"suppliers": r.suppliers, "buyers": r.buyers, "good": good}
    elif GOES.search(c.text):
        sellers, takers = r.suppliers or [GAP], r.buyers or r.others or [GAP]
        yield "export-share", {"suppliers": sellers, "buyers": takers, "good": good}
    if r.output and who and not r.buyers:
        yield "production-share", {"states": who, "good": good}
    if r.buyers and r.suppliers:
        yield "import-share", {"suppliers": r.suppliers, "buyer": r.buyers[0], "good": good}
        yield "export-share", {"suppliers": r.suppliers, "buyers": r.buyers, "good": good}
        yield from _transit(c)
    elif r.buyers and (CUSTOMERS.search(c.text) or OF_IT.search(c.text)):
        yield "export-share", {"suppliers": [GAP], "buyers": r.buyers, "good": good}
    elif r.buyers:
        yield "import-share", {"suppliers": [GAP], "buyer": r.buyers[0], "good": good}
        yield "import-dependency", {"state": r.buyers[0], "good": good}
        yield "hhi", {"buyer": r.buyers[0], "good": good}
    elif who:
        made: tuple[str, Parameters] = "production-share", {"states": who, "good": good}
        if not TRADED.search(c.text):
            yield made
        yield "import-share", {"suppliers": who, "buyer": GAP, "good": good}
        yield "export-share", {"suppliers": who, "buyers": [GAP], "good": good}
        yield made
    elif any(n.unit == "%" for n in c.numbers):
        yield "import-share", {"suppliers": [GAP], "buyer": GAP, "good": good}
        yield "production-share", {"states": [GAP], "good": good}
    elif r.output and r.goods:
        yield "production-share", {"states": [GAP], "good": good}


def _dependence(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r, good = c.roles, _good(c)
    buyer = (r.buyers or r.subjects or [GAP])[0]
    others = [n for n in dict.fromkeys((*r.suppliers, *r.others, *r.avoided)) if n != buyer]
    if GOES.search(c.text) and r.suppliers and r.buyers:
        yield "export-share", {"suppliers": r.suppliers, "buyers": r.buyers, "good": good}
    if r.subjects and (r.of == "exports" or SALES.search(c.text)):
        takers = [name for name in r.buyers if name not in r.subjects]
        if takers:  # "A depends on buyers in B for its sales"
            yield "export-share", {"suppliers": r.subjects, "buyers": takers, "good": good}
        else:  # "A depends on B for its exports": on the way through B
            way = (r.through or r.passages or r.lines or others or [GAP])[0]
            yield "transit-share", {"state": r.subjects[0], "good": good, "through": way}
    yield from _transit(c)
    if any(w in c.text.casefold() for w in ("herfindahl", "hhi", "concentrat")):
        yield "hhi", {"buyer": buyer, "good": good}
        yield "effective-suppliers", {"buyer": buyer, "good": good}
    if "outside" in c.text and "control" in c.text:
        yield "production-outside", {"bloc": r.avoided or others or [GAP], "good": good}
        yield (
            "share-of-outside",
            {"states": [GAP], "bloc": r.avoided or others or [GAP], "good": good},
        )
    if _changes(c.text):
        yield (
            "import-share-change",
            {"suppliers": others or [GAP], "buyer": buyer, "goods": _goods(c), "since": GAP},
        )
    if others:
        yield "import-share", {"suppliers": others, "buyer": buyer, "good": good}
        yield "leverage", {"supplier": others[0], "buyer": buyer, "good": good}
    else:
        yield "import-dependency", {"state": buyer, "good": good}
        yield "hhi", {"buyer": buyer, "good": good}
        yield "import-share", {"suppliers": [GAP], "buyer": buyer, "good": good}


SALES = re.compile(r"\b(for|of) [^,;]*\b(sales|exports|export (earnings|income))\b", re.IGNORECASE)
CROSSES = re.compile(
    r"\b(through|via|across|clear(s|ed)?|transit\w*|cross(es|ed|ing)?|pass(es|ed|ing)?)\b",
    re.IGNORECASE,
)


def _transit(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Say how much of whose trade crosses what, where the clause speaks of crossing."""
    r = c.roles
    relied_on = c.kind == "dependence" and (r.passages or r.lines)
    if not (r.through or relied_on or CROSSES.search(c.text)):
        return
    ways = [*r.through, *r.passages, *r.lines]
    whose = [
        n for n in (*r.suppliers, *r.subjects, *r.buyers) if n not in ways and n not in r.blocs
    ]
    others = [n for n in r.others if n not in whose]
    way = next(iter((*ways, *others)), GAP)
    yield "transit-share", {"state": (whose or [GAP])[0], "good": _good(c), "through": way}


def _changes(text: str) -> bool:
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


def _trend(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    if re.search(r"\btrade (with|between)\b", c.text, re.IGNORECASE):
        one = [*r.subjects, *r.suppliers] or [GAP]
        yield "recorded-trade", {"suppliers": one, "buyers": [*r.others, *r.buyers] or [GAP]}
    if "replac" in c.text.casefold() or "made up" in c.text.casefold():
        yield (
            "replacement-share",
            {
                "buyer": (r.buyers or [GAP])[0],
                "lost_from": (r.others or [GAP])[:1],
                "replaced_by": r.suppliers or r.subjects or [GAP],
                "good": _good(c),
                "since": GAP,
            },
        )
    if r.suppliers or r.buyers:
        yield (
            "import-share-change",
            {
                "suppliers": r.suppliers or [GAP],
                "buyer": (r.buyers or [GAP])[0],
                "goods": _goods(c),
                "since": GAP,
            },
        )
    if (r.suppliers or r.buyers) and VOLUME.search(c.text) and not SHARE.search(c.text):
        yield (
            "recorded-trade",
            {"suppliers": r.suppliers or [GAP], "buyers": r.buyers or [GAP], "good": _good(c)},
        )
    yield from _share(c)


VOLUME = re.compile(r"\b(shipments|exports|imports|deliveries|sales|volumes?|flows?)\b", re.I)
SHARE = re.compile(r"%|\b(per ?cent|shares?|half|thirds?|quarters?|fifths?|tenths?)\b", re.I)


def _price(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    whose = next(iter((*r.buyers, *r.subjects, *r.others)), GAP)
    yield "price-change", {"state": whose, "scenario": GAP, "good": _good(c)}
    if r.suppliers:
        yield (
            "loss-price-rise",
            {"suppliers": r.suppliers, "buyer": whose, "good": _good(c), "sigma": GAP},
        )


def _revenue(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    states = r.suppliers or r.subjects or [GAP]
    scenario = "accession" if c.accord else GAP
    if EARNED.search(c.text) and not HYPOTHETICAL.search(c.text):
        yield "export-revenue", {"states": states, "good": _good(c)}
    yield "export-revenue-change", {"states": states, "scenario": scenario, "good": _good(c)}
    yield "gain", {"parties": states, "scenario": scenario}


EARNED = re.compile(
    r"\b(earn(s|ed|ing)?|brought|brings?|took in|takes in|collect(s|ed)|fetched|netted|received?|"
    r"worth)\b",
    re.IGNORECASE,
)
HYPOTHETICAL = re.compile(r"\b(would|could|will|may|might|if)\b", re.IGNORECASE)


def _gains(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    parties = list(dict.fromkeys((*r.subjects, *r.others, *r.buyers, *r.suppliers))) or [GAP]
    scenario = "accession" if c.accord else GAP
    yield "smallest-gain", {"parties": parties, "scenario": scenario}
    yield "gain", {"parties": parties, "scenario": scenario}


LIST = 3  # names that are one


def _ends(c: Clause) -> tuple[str, str]:
    """Give the two ends of a way: from the first named to the last, else gaps."""
    r = c.roles
    if r.ends:
        return r.ends[0], r.ends[1]
    named = [n for n in (*r.suppliers, *r.subjects, *r.others, *r.buyers) if n not in r.avoided]
    from_to = list(dict.fromkeys(named))
    if len(from_to) >= LIST and set(from_to) <= set(r.subjects):
        return GAP, GAP  # a list of who uses a way doesn't say where it begins and ends
    return (from_to[0] if len(from_to) > 1 else GAP, from_to[-1] if len(from_to) > 1 else GAP)


def _bypass(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    origin, destination = _ends(c)
    way: Parameters = {"origin": origin, "destination": destination}
    avoid = {"avoid": r.avoided} if r.avoided else {}
    close = {"close": r.passages} if r.passages else {}
    yield "route-exists", {**way, **avoid, **close, **({} if avoid or close else {"avoid": [GAP]})}
    if r.goods:
        yield "corridor-capacity", {**way, "good": _good(c), **avoid, **close}
    yield "route-days", {**way, **avoid, **close}


def _route(c: Clause) -> Iterator[tuple[str, Parameters]]:
    origin, destination = _ends(c)
    avoid = {"avoid": c.roles.avoided} if c.roles.avoided else {}
    if LENGTH.search(c.text):
        yield "route-km", {"origin": origin, "destination": destination, **avoid}
    yield "route-days", {"origin": origin, "destination": destination, **avoid}
    yield "route-exists", {"origin": origin, "destination": destination, **avoid}


def _capacity(c: Clause) -> Iterator[tuple[str, Parameters]]:
    for line in c.roles.lines[:1]:
        yield "line-capacity", {"line": line}
    origin, destination = _ends(c)
    if origin == GAP and c.roles.subjects:
        origin = c.roles.subjects[0]
    yield "corridor-capacity", {"origin": origin, "destination": destination, "good": _good(c)}


LENGTH = re.compile(r"\b(km|kilomet(re|er)s?|miles)\b", re.IGNORECASE)
LONGER = re.compile(r"\b(days|weeks|hours|longer|detour\w*|journey|voyage)\b", re.IGNORECASE)


def _closure(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    whose = next(iter((*r.buyers, *r.subjects, *r.others, *r.suppliers)), GAP)
    if any(w in c.text.casefold() for w in ("price", "cost", "barrel")):
        yield "price-change", {"state": whose, "scenario": GAP, "good": _good(c)}
    shut = [*r.passages, *r.lines] or [GAP]
    if LONGER.search(c.text):
        origin, destination = _ends(c)
        yield "route-days", {"origin": origin, "destination": destination, "close": shut}
    yield (
        "closure-loss",
        {"buyer": whose, "suppliers": r.suppliers or [GAP], "good": _good(c), "close": shut},
    )
    yield "transit-share", {"state": whose, "good": _good(c), "through": shut[0]}
    yield "price-change", {"state": whose, "scenario": GAP, "good": _good(c)}


def _membership(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    states = [n for n in r.subjects if n not in r.blocs] or [
        n for n in (*r.suppliers, *r.others, *r.buyers) if n not in r.blocs
    ]
    bloc = next(iter(r.blocs), c.accord or GAP)
    text = c.text.casefold()
    if any(w in text for w in ("found", "establish", "instrumental")):
        yield "founding-members", {"states": states or [GAP], "bloc": bloc}
    if FACT.search(c.text) and not HYPOTHETICAL.search(c.text):
        yield "members", {"states": states or [GAP], "bloc": bloc}
    if bloc == c.accord and any(w in text for w in ("join", "acce", "candidate")):
        yield "accession-observed", {"candidate": (states or [GAP])[0]}
        yield "days-to-accession", {"candidate": (states or [GAP])[0]}
    yield "members", {"states": states or [GAP], "bloc": bloc}


FACT = re.compile(  # not that somebody should join, but that somebody is in
    r"\b(joined|acceded)\b.*\b(in|since) (\w+ )?(19|20)\d\d|"
    r"\b(is|are|was|were|been|remains?) (\w+ ){0,3}?members?\b",
    re.IGNORECASE,
)


def _follows(c: Clause) -> Iterator[tuple[str, Parameters]]:
    states = [n for n in (*c.roles.subjects, *c.roles.others) if n not in c.roles.blocs]
    if states and "no other" not in c.text.casefold():
        yield "accession-observed", {"candidate": states[0]}
        yield "days-to-accession", {"candidate": states[0]}
    yield "new-ties", {"object": c.accord or GAP, "relations": ["accession"]}


def _retaliates(c: Clause) -> Iterator[tuple[str, Parameters]]:
    state = next(iter(c.roles.subjects), GAP)
    yield (
        "pushback-margin",
        {
            "state": state,
            "gain_scenario": "accession" if c.accord else GAP,
            "loss_scenario": GAP,
            "good": _good(c),
            "chance": GAP,
        },
    )


def _border(c: Clause) -> Iterator[tuple[str, Parameters]]:
    named = [
        *c.roles.subjects,
        *c.roles.suppliers,
        *c.roles.others,
        *c.roles.buyers,
        *c.roles.avoided,
    ]
    named = [name for name in dict.fromkeys(named) if name not in c.roles.blocs]
    nameless = re.match(r"\W*(it|they|both|each|which|all)\b", c.text, re.IGNORECASE)
    first = 0 if nameless and not c.roles.inherited else 1
    if first and 0 < len(c.roles.subjects) < len(named) and named[0] in c.roles.subjects:
        first = len(set(c.roles.subjects) - set(c.roles.blocs))
    yield (
        "count-of-ties",
        {
            "subjects": named[:first] or [GAP],
            "relation": "land-border",
            "objects": named[first:] or [GAP],
        },
    )


RELATIONS = (
    ("recogni", "recognition"),
    ("embass", "embassy"),
    ("ambassador", "embassy"),
    ("diplomatic", "diplomatic-relations"),
    ("normali", "diplomatic-relations"),
    ("allia", "alliance"),
    ("defen", "alliance"),
)


def _relation(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    every = dict.fromkeys((*r.subjects, *r.suppliers, *r.others, *r.buyers))
    named = [name for name in every if name not in r.blocs]  # a bloc has no ties of its own
    subjects = [name for name in named if name in r.subjects][: len(named) - 1] or named[:1]
    objects = [name for name in named if name not in subjects]
    text = c.text.casefold()
    said = [(text.index(word), name) for word, name in RELATIONS if word in text]
    relation = min(said)[1] if said else GAP  # the first that is said
    yield (
        "count-of-ties",
        {"subjects": subjects or [GAP], "relation": relation, "objects": objects or [GAP]},
    )
    if named:
        yield "new-ties", {"object": named[-1], "relations": [relation]}


def _quantity(c: Clause) -> Iterator[tuple[str, Parameters]]:
    r = c.roles
    if r.suppliers or r.buyers:
        yield (
            "recorded-trade",
            {"suppliers": r.suppliers or [GAP], "buyers": r.buyers or [GAP], "good": _good(c)},
        )


RULES: Mapping[str, Rule] = {
    "share": _share,
    "dependence": _dependence,
    "trend": _trend,
    "price": _price,
    "revenue": _revenue,
    "gains": _gains,
    "bypass": _bypass,
    "route": _route,
    "capacity": _capacity,
    "closure": _closure,
    "membership": _membership,
    "follows": _follows,
    "retaliates": _retaliates,
    "border": _border,
    "relation": _relation,
    "quantity": _quantity,
}
NEAR = {
    "dependence": ("share",),
    "share": ("quantity",),
    "trend": ("dependence",),
    "quantity": ("share",),
    "membership": ("relation",),
    "relation": ("membership",),
    "route": ("capacity",),
}


def readable(goods: Mapping[str, Any]) -> Callable[[Measure, Parameters], bool]:
    """Say whether a good has what a metric needs: codes of trade, a production series, a market."""

    def known(measure: Measure, parameters: Parameters) -> bool:
        for need in measure.needs:
            good = goods.get(str(parameters.get(need.of, GAP)))
            if good is None:
                continue
            if need.quality is Quality.TRADED and not good.codes:
                return False
            if need.quality is Quality.PRODUCED and not good.production:
                return False
            if need.quality is Quality.PRICED and not good.priced:
                return False
        return True

    return known
