"""Bindings of clauses about ties between states: blocs, borders, relations, and who answers."""

import re
from collections.abc import Iterator

from accord.drafting.binding.clause import GAP, HYPOTHETICAL, Clause, Parameters, good_of

FACT = re.compile(  # not that somebody should join, but that somebody is in
    r"\b(joined|acceded)\b.*\b(in|since) (\w+ )?(19|20)\d\d|"
    r"\b(is|are|was|were|been|remains?) (\w+ ){0,3}?members?\b",
    re.IGNORECASE,
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
# "restored relations", "relations were cut": diplomatic ones, where no other sort is said
BROKEN = (
    r"(?:restor|resum|re-?establish|sever|suspend)(?:ed|es?|s|ing)|(?:broke|breaks?|broken|cuts?|"
    r"breaking|cutting)(?: off)?"
)
OTHER = "".join(rf"(?<!\b{sort} )" for sort in ("trade", "economic", "commercial", "military"))
DIPLOMATIC = re.compile(
    rf"\b(?:{BROKEN})\s+(?:[\w-]+\s+){{0,2}}?{OTHER}(?:relations|ties)\b|"
    rf"{OTHER}\b(?:relations|ties)\b[^,;]*\b(?:was|were|been|be)\s+(?:{BROKEN})(?!\w)",
    re.IGNORECASE,
)

SECTORS = (  # as the table of projects has them
    ("agricult", "agriculture"),
    ("farm", "agriculture"),
    ("irrigat", "agriculture"),
    ("medic", "medicine"),
    ("hospital", "medicine"),
    ("health", "medicine"),
    ("desalin", "desalination"),
    ("water", "desalination"),
    ("defen", "defence"),
    ("drone", "defence"),
    ("arms", "defence"),
    ("communicat", "communications"),
)
CLAUSES = (  # columns of the table of instruments
    ("route", "transit_or_route_clause"),
    ("transit", "transit_or_route_clause"),
    ("passage", "transit_or_route_clause"),
    ("pipeline", "transit_or_route_clause"),
    ("defen", "defence_obligation"),
    ("security", "defence_obligation"),
    ("aid", "defence_obligation"),
    ("protect", "defence_obligation"),
    ("guarantee", "defence_obligation"),
)


def _first_said(text: str, words: tuple[tuple[str, str], ...]) -> str:
    """Name what the first of these words stands for, a gap where none is said."""
    said = [(at, name) for word, name in words if (at := text.casefold().find(word)) >= 0]
    return min(said)[1] if said else GAP


def _named(c: Clause) -> list[str]:
    """Give the states that a clause names, whatever they do; a bloc has no ties of its own."""
    r = c.roles
    every = dict.fromkeys((*r.subjects, *r.suppliers, *r.others, *r.buyers, *r.avoided))
    return [name for name in every if name not in r.blocs]


def law(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind what a treaty promises: whether its texts have such a clause."""
    yield "instruments-with-clause", {"clause": _first_said(c.text, CLAUSES)}


def alignment(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind over how many powers a state's ties are spread, and with whom it votes."""
    named = _named(c) or [GAP]
    yield "effective-poles", {"state": named[0]}
    yield "pole-memberships", {"state": named[0], "poles": GAP}
    yield "balanced-channels", {"state": named[0]}
    yield "net-lean", {"state": named[0]}
    to = (c.roles.others or named[1:] or [GAP])[0]
    yield "vote-distance-ratio", {"state": named[0], "to": to}
    yield "vote-distance-percentile", {"state": named[0], "to": to}


ACRONYM = re.compile(r"\b[A-Z]{4,}\b")  # of a bloc that has no name here


def membership(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind who is in a bloc or region, or comes to be."""
    r = c.roles
    states = [n for n in r.subjects if n not in r.blocs] or [
        n for n in dict.fromkeys((*r.suppliers, *r.others, *r.buyers)) if n not in r.blocs
    ]
    bloc = next(iter(r.blocs), GAP if ACRONYM.search(c.text) else c.accord or GAP)
    text = c.text.casefold()
    if any(w in text for w in ("found", "establish", "instrumental", "into being")):
        yield "founding-members", {"states": states or [GAP], "bloc": bloc}
    if FACT.search(c.text) and not HYPOTHETICAL.search(c.text):
        yield "members", {"states": states or [GAP], "bloc": bloc}
    if bloc == c.accord and any(w in text for w in ("join", "acce", "candidate")):
        yield "accession-observed", {"candidate": (states or [GAP])[0]}
        yield "days-to-accession", {"candidate": (states or [GAP])[0]}
    yield "members", {"states": states or [GAP], "bloc": bloc}
    yield "in-region", {"states": states or [GAP], "region": (r.regions or [GAP])[0]}
    who = (states or [GAP])[0]
    yield "accession-observed", {"candidate": who}
    yield "days-to-accession", {"candidate": who}
    yield "accession-chance", {"candidates": states or [GAP], "precision": GAP}


def follows(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind that one joins after another."""
    states = [n for n in (*c.roles.subjects, *c.roles.others) if n not in c.roles.blocs]
    if states and "no other" not in c.text.casefold():
        yield "accession-observed", {"candidate": states[0]}
        yield "days-to-accession", {"candidate": states[0]}
    yield "new-ties", {"object": c.accord or GAP, "relations": ["accession"]}
    yield "domino-chance", {"first": states or [GAP], "followers": [GAP], "precision": GAP}


def retaliates(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind that somebody answers with harm."""
    state = next(iter(c.roles.subjects), GAP)
    against = [name for name in _named(c) if name != state] or [GAP]
    yield "adversary-answer", {"adversary": state, "joiners": against, "action": GAP}
    yield "adversary-loss", {"adversary": state, "joiners": against}
    yield "answer-margin", {"adversary": state, "joiners": against}
    yield (
        "pushback-margin",
        {
            "state": state,
            "gain_scenario": "accession" if c.accord else GAP,
            "loss_scenario": GAP,
            "good": good_of(c),
            "chance": GAP,
        },
    )


COUNTED = re.compile(r"[^:]{0,80}\b(?:countries|states|nations)\b[^:]{0,80}:", re.IGNORECASE)
NAMELESS = re.compile(  # but not "it was noted that A", "it is A that"
    r"\W*(?!it (?:is|was) [^,]*\bthat\b)(?:it|they|we|both|each|which|all|"
    r"(?:neither|none) (?:of|country|state|nation)|"
    r"(?:his|her|the|this|that) (?:country|state|nation|republic|kingdom))\b",
    re.IGNORECASE,
)


def border(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind land borders."""
    named = [
        *c.roles.subjects,
        *c.roles.suppliers,
        *c.roles.others,
        *c.roles.buyers,
        *c.roles.avoided,
    ]
    named = [name for name in dict.fromkeys(named) if name not in c.roles.blocs]
    nameless = NAMELESS.match(c.text)
    first = 0 if nameless and not c.roles.inherited else 1
    if first and 0 < len(c.roles.subjects) < len(named) and named[0] in c.roles.subjects:
        first = len(set(c.roles.subjects) - set(c.roles.blocs))
    if COUNTED.match(c.text) and set(named) <= set(c.roles.subjects):
        first = len(named)  # "five states share its shores: A, B, C, D and E"
    yield (
        "count-of-ties",
        {
            "subjects": named[:first] or [GAP],
            "relation": "land-border",
            "objects": named[first:] or [GAP],
        },
    )


def relation(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind recognition, embassies, alliances, agreements and projects."""
    r = c.roles
    every = dict.fromkeys((*r.subjects, *r.suppliers, *r.others, *r.buyers))
    states = [name for name in every if name not in r.blocs]
    named = states if len(states) > 1 else list(every)  # a bloc where no two states are named
    subjects = [name for name in named if name in r.subjects][: len(named) - 1] or named[:1]
    if NAMELESS.match(c.text) and not r.subjects:
        subjects = []  # "neither recognises A": A is the other side
    objects = [name for name in named if name not in subjects]
    relation = _first_said(c.text, RELATIONS)
    if relation == GAP and DIPLOMATIC.search(c.text):
        relation = "diplomatic-relations"
    yield (
        "count-of-ties",
        {"subjects": subjects or [GAP], "relation": relation, "objects": objects or [GAP]},
    )
    if named:
        yield "new-ties", {"object": named[-1], "relations": [relation]}
    one, other = (subjects or [GAP])[0], (objects or [GAP])[0]
    yield (
        "states-without-tie",
        {"states": subjects or [GAP], "relation": relation, "object": other},
    )
    sector = _first_said(c.text, SECTORS)
    yield "projects", {"state": one, "partner": other, "sector": sector}
    yield from alignment(c)
