"""Bindings of clauses about prices, revenue and who gains."""

import re
from collections.abc import Iterator

from accord.drafting.binding.clause import GAP, HYPOTHETICAL, Clause, Parameters, good_of

EARNED = re.compile(
    r"\b(earn(s|ed|ing)?|brought|brings?|took in|takes in|collect(s|ed)|fetched|netted|received?|"
    r"worth)\b",
    re.IGNORECASE,
)


def price(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind a price that a loss or a scenario moves."""
    r = c.roles
    whose = next(iter((*r.buyers, *r.subjects, *r.others)), GAP)
    yield "price-change", {"state": whose, "scenario": GAP, "good": good_of(c)}
    yield "world-price-change", {"good": good_of(c), "scenario": GAP}
    yield (
        "loss-price-rise",
        {"suppliers": r.suppliers or [GAP], "buyer": whose, "good": good_of(c), "sigma": GAP},
    )
    yield "world-price", {"good": good_of(c), "scenario": GAP}


def revenue(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind what exports earn, or would."""
    r = c.roles
    states = r.suppliers or r.subjects or [GAP]
    scenario = "accession" if c.accord else GAP
    if EARNED.search(c.text) and not HYPOTHETICAL.search(c.text):
        yield "export-revenue", {"states": states, "good": good_of(c)}
    yield "export-revenue-change", {"states": states, "scenario": scenario, "good": good_of(c)}
    yield "export-revenue", {"states": states, "good": good_of(c)}
    yield "gain", {"parties": states, "scenario": scenario}
    yield "trade-hit", {"scenario": GAP, "good": good_of(c)}


def gains(c: Clause) -> Iterator[tuple[str, Parameters]]:
    """Bind who gains, and whether all do."""
    r = c.roles
    parties = list(dict.fromkeys((*r.subjects, *r.others, *r.buyers, *r.suppliers))) or [GAP]
    scenario = "accession" if c.accord else GAP
    yield "smallest-gain", {"parties": parties, "scenario": scenario}
    yield "gain", {"parties": parties, "scenario": scenario}
    yield "all-gain", {"parties": parties, "joiners": c.candidates or [GAP]}
