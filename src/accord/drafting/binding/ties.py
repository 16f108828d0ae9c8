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


def membership(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind who is in a bloc, or comes to be."""
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


def follows(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind that one joins after another."""
    states = [n for n in (*c.roles.subjects, *c.roles.others) if n not in c.roles.blocs]
    if states and "no other" not in c.text.casefold():
        yield "accession-observed", {"candidate": states[0]}
        yield "days-to-accession", {"candidate": states[0]}
    yield "new-ties", {"object": c.accord or GAP, "relations": ["accession"]}


def retaliates(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind that somebody answers with harm."""
    state = next(iter(c.roles.subjects), GAP)
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


def relation(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind recognition, embassies, alliances and agreements."""
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
