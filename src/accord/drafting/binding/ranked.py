"""From a clause's kind and roles to the metrics that could test it, the likeliest first.

Each rule gives a metric's parameters; what the clause doesn't say is a gap, written `"?"`, never a
guess. A good without data of the sort that a metric asks for is left as a gap too, with a note,
where that metric is the likeliest; else the metric is dropped. Which metric comes first is learnt
(`likely`), and so is which kinds' rules are asked first.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from importlib.resources import files
from math import prod
from typing import Any

from accord.drafting.binding import money, ties, trade, ways
from accord.drafting.binding.clause import GAP, Clause, Parameters, Rule
from accord.drafting.conventions import Lines, lines_for
from accord.drafting.likely import NONE, NOT
from accord.drafting.parts import Part, parts
from accord.measures import Measure, Quality, measures

MOST = 3  # metrics that are proposed
ASKED = 0.04  # probability of a kind from which on its rules are asked
SURE = 0.45  # probability that no metric reads a clause, from which on none is proposed
# The same for clauses whose kind says already that they assert nothing that is measured here.
SURE_OF_KIND = {"background": 0.1, "vague": 0.1, "law": 0.3}
LEAST = 0.01  # of a metric that is proposed
WANTED = 0.05  # of a metric for which the rules of every kind are asked
FAR = 0.3  # of a metric that is proposed for a kind that is seldom read
BESIDE = 0.1  # of a metric that is proposed where the likeliest one can't read the good
FIRST = 0.25  # what the first binding of the likeliest kind is worth, beside a metric's probability
LATER = 0.5  # of that, for each one after it


WORDS = tomllib.loads(files("accord.drafting").joinpath("words.toml").read_text(encoding="utf-8"))
OTHER_GOODS = re.compile(rf"\b(?:{'|'.join(WORDS['without-data']['goods'])})\b", re.IGNORECASE)

Lacking = Callable[[Measure, Parameters], Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A metric with its parameters and lines; a gap is what the clause leaves open."""

    metric: str
    parameters: Parameters
    lines: Lines | None
    parts: tuple[Part, ...] = ()  # where the clause joins several statements of this form
    note: str = ""  # why a name that the clause has is left as a gap

    @property
    def gaps(self) -> tuple[str, ...]:
        """Name what a person has to fill in."""
        open_ = [n for n, v in self.parameters.items() if v == GAP or v == [GAP]]
        return tuple(open_ + (["holds"] if self.lines is None else []))


def candidates(clause: Clause, lacking: Lacking) -> list[Candidate]:
    """Bind a clause to at most three metrics.

    Parameters
    ----------
    lacking : why the goods of a binding can't be read, by parameter; empty where they can
    """
    chances = clause.likely.metrics
    if chances[NONE] >= SURE_OF_KIND.get(clause.kind, SURE):
        return []
    every, bound = measures(), _bound(clause)
    wrong = {name: lacking(every[name], bound[name]) for name in bound if name in every}
    likeliest = next(name for name in chances if name != NONE)
    refused = bool(wrong.get(likeliest))
    # Nothing far-fetched beside a metric that can't be read, or where a kind is seldom read.
    seldom = clause.kind not in RULES or clause.kind == "law"
    least = FAR if seldom else BESIDE if refused else LEAST
    order = [
        name
        for name in wrong
        if chances.get(name, 0.0) >= least
        and (not wrong[name] or name == likeliest)
        and not (name == "new-ties" and _denies_a_tie(clause))
    ]
    best = sorted(order, key=lambda name: -_worth(name, order, clause))[:MOST]
    found = [_candidate(every[name], bound[name], wrong[name], clause) for name in best]
    each = list(_of_each_mineral(found, clause))
    return [*found[:1], *each, *found[1:]][:MOST]


def _denies_a_tie(clause: Clause) -> bool:
    """Say whether a relation is denied or broken off: then it's nothing new that is claimed."""
    return clause.kind == "relation" and DENIES.search(clause.text) is not None


LISTS = {"USA": "us-critical", "EU-27": "eu-critical"}  # who has a list of critical minerals


def _of_each_mineral(found: Sequence[Candidate], clause: Clause) -> Iterator[Candidate]:
    """Ask of how many critical minerals a metric holds, where a clause means them all."""
    r = clause.roles
    candidate = next((one for one in found if "good" in one.parameters), None)
    if candidate is None or r.goods or "critical-minerals" not in r.groups:
        return
    named = (*r.buyers, *r.subjects, *r.others, *r.suppliers)
    asked = {key: value for key, value in candidate.parameters.items() if key != "good"}
    yield Candidate(
        metric="count-of-goods",
        parameters={
            "group": next((LISTS[name] for name in named if name in LISTS), GAP),
            "of": {"name": candidate.metric, **asked},
            "line": candidate.lines.holds if candidate.lines else GAP,
        },
        lines=None,
    )


def _bound(clause: Clause) -> dict[str, Parameters]:
    """Give the bindings of the likely kinds' rules, a metric once: as the likeliest kind has it."""
    likely = clause.likely.kinds
    kinds = [kind for kind, chance in likely.items() if chance >= ASKED and kind != NOT]
    near = [kind for kind in NEAR.get(clause.kind, ()) if kind not in kinds]
    chances = clause.likely.metrics
    wanted = {name for name, chance in chances.items() if chance >= WANTED and name != NONE}
    found: dict[str, Parameters] = {}
    for kind in dict.fromkeys((clause.kind, *kinds, *near, *RULES)):
        if wanted <= found.keys():
            break
        for name, parameters in RULES[kind](clause) if kind in RULES else ():
            found.setdefault(name, parameters)
    return found


def _worth(name: str, order: list[str], clause: Clause) -> float:
    """Weigh a metric: how likely it is by the words, and how early the rules have it."""
    return clause.likely.metrics.get(name, 0.0) + FIRST * LATER ** order.index(name)


def _candidate(
    measure: Measure, parameters: Parameters, wrong: Mapping[str, str], clause: Clause
) -> Candidate:
    """Complete a binding; what can't be read is a gap, with a note that says why."""
    dated = _dated(measure, parameters, clause) | dict.fromkeys(wrong, GAP)
    return Candidate(
        metric=measure.name,
        parameters=dated,
        lines=_lines(measure, dated, clause),
        parts=_parts(measure, dated, clause),
        note="; ".join(wrong.values()) or _without_data(measure, dated, clause),
    )


def _without_data(measure: Measure, parameters: Parameters, clause: Clause) -> str:
    """Name the good that a gap stands for, where the clause has one that accord knows nothing of.

    What to do about it is said with it: a case can bring a good with rows of its own.
    """
    asked = {need.of for need in measure.needs} & {"good", "goods"}
    if not any(parameters.get(key) in (GAP, [GAP]) for key in asked) or clause.roles.goods:
        return ""
    named = OTHER_GOODS.search(clause.text)
    if named is None:
        return ""
    good = named[0].casefold()
    name = good.replace(" ", "-")
    return f"accord has no data of {good}; a case can bring them: [goods.{name}] and [flows]"


def _lines(measure: Measure, parameters: Parameters, clause: Clause) -> Lines | None:
    amount = measure.name == "recorded-trade" and any(n.unit == "t" for n in clause.numbers)
    if (fixed := FIXED.get(measure.name)) and not amount:
        names = (parameters.get(key) or [GAP] for key in ("subjects", "states", "objects"))
        count = prod(len(several) for several in names)  # of each with each
        holds, fails = (line.format(n=count) for line in fixed)
        if measure.name in DENIABLE and DENIES.search(clause.text):
            holds, fails = fails, holds
        return Lines(holds, fails, "the words of the sentence")
    unit = measure.unit if isinstance(measure.unit, str) else ""
    return lines_for(measure.name, unit, clause.text, clause.numbers)


def _parts(measure: Measure, parameters: Parameters, clause: Clause) -> tuple[Part, ...]:
    r = clause.roles
    named = {"suppliers": r.suppliers, "buyers": r.buyers, "states": r.suppliers or r.subjects}
    return parts(measure, parameters, clause.text, clause.numbers, named)


DENIABLE = ("count-of-ties", "members", "new-ties")
# "have no border", "broke off relations", "left the EAEU"; "A, but not B" denies nothing of A
DENIES = re.compile(
    r"\b(?:(?:no|never|neither|nor|without|lacks?|(?<!but )(?<!and )(?<!yet )not(?! only)|"
    r"(?:broke|broken|break|breaks|cut|cuts) off|sever(?:s|ed)?|suspend(?:s|ed)?)\b|"
    r"(?:left|leaves|quits?|withdrew from) (?:the\b|[A-Z]))",
)
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
    if "year" not in keys or EARLIER.search(clause.text):
        return parameters
    compared = re.search(r"\b(from|than|against)\b[^,;]*\d{4}", clause.text)
    return {**parameters, "year": clause.years[0] if compared else clause.years[-1]}


# "before 2022", "the ten years to 2022": not that year itself
EARLIER = re.compile(r"\b(?:before|until|prior to|up to|years to) (?:19|20)\d\d\b", re.IGNORECASE)
SINCE = re.compile(
    r"\b(since|from|than in|compared (with|to)|over) (early |late |the )?(19|20)\d\d|"
    r"\bfrom [^,;]{1,25} in (19|20)\d\d,? to\b",
    re.IGNORECASE,
)


RULES: Mapping[str, Rule] = {
    "share": trade.share,
    "dependence": trade.dependence,
    "trend": trade.trend,
    "price": money.price,
    "revenue": money.revenue,
    "gains": money.gains,
    "bypass": ways.bypass,
    "route": ways.route,
    "capacity": ways.capacity,
    "closure": ways.closure,
    "membership": ties.membership,
    "follows": ties.follows,
    "retaliates": ties.retaliates,
    "border": ties.border,
    "relation": ties.relation,
    "quantity": trade.quantity,
    "law": ties.law,
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


def readable(goods: Mapping[str, Any]) -> Lacking:
    """Say why a good lacks what a metric needs: codes of trade, a production series, a market."""

    def lacking(measure: Measure, parameters: Parameters) -> dict[str, str]:
        found = {}
        for need in measure.needs:
            good = goods.get(str(parameters.get(need.of, GAP)))
            if good is None:
                continue
            has = {
                Quality.TRADED: (good.codes, "has no codes of trade here"),
                Quality.PRODUCED: (good.production, "has no series of production here"),
                Quality.PRICED: (good.priced, f"has no market here: {good.why_not}"),
            }
            held, why = has.get(need.quality, (True, ""))
            if not held:
                found[need.of] = f"{good.title} {why}"
        return found

    return lacking
