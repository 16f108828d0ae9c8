"""What no annotation can say: numbers against each other, claims against their lines, the year.

Each check takes an instance that was read without fault, in the numbers that the user wrote, and
yields what is wrong with it. `CHECKS` says which check looks at what.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from accord.case import form
from accord.case.assumptions import (
    Assumption,
    Discrete,
    Elasticity,
    Lognormal,
    Normal,
    Pert,
    Triangular,
    Uniform,
)
from accord.case.condition import FORM, Condition, parse
from accord.case.known import Known
from accord.case.lines import Path
from accord.case.model import BASELINE, Accord, Case, Claim, MetricCall, Part, Scenario
from accord.data.goods import overlaps
from accord.data.years import years
from accord.errors import AccordError
from accord.names import ConditionText


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at a path below the thing that was checked, and what would be right."""

    path: Path
    wrong: str
    right: str = ""


Found = Iterator[Problem]


def checks(made: Any, known: Known) -> Found:
    """Find what is wrong with one thing that was read."""
    check = CHECKS.get(type(made))
    if check:
        yield from check(made, known)
    if any(kind is MetricCall for kind in _kinds(made).values()):
        yield from _conditions(made, known)


def _kinds(made: Any) -> dict[str, Any]:
    """Give the annotation of each key of a dataclass, unions reduced to their first member."""
    return {k.field: form.bare(form.options(k.kind)[0]) for k in form.keys(type(made)).values()}


def _uniform(made: Uniform | Triangular | Pert, _known: Known) -> Found:
    if made.low > made.high:
        wrong = f"low ({made.low:g}) is above high ({made.high:g})"
        yield Problem((), wrong, f"write low = {made.high:g}, high = {made.low:g}")


def _peaked(made: Triangular | Pert, known: Known) -> Found:
    yield from _uniform(made, known)
    if made.low <= made.high and not made.low <= made.mode <= made.high:
        wrong = f"mode ({made.mode:g}) lies outside of low ({made.low:g}) to high ({made.high:g})"
        yield Problem((), wrong, "write the likeliest value between the two")


def _normal(made: Normal, _known: Known) -> Found:
    if made.sd <= 0:
        yield Problem(("sd",), f"sd ({made.sd:g}) is not above 0", "write a spread such as 0.1")
    if made.low >= made.high:
        wrong = f"low ({made.low:g}) is not below high ({made.high:g})"
        yield Problem((), wrong, f"write low = {made.high:g}, high = {made.low:g}")
    elif made.sd > 0 and not made.low - 5 * made.sd < made.mean < made.high + 5 * made.sd:
        wrong = f"low to high leaves nothing of a normal about {made.mean:g} ± {made.sd:g}"
        yield Problem((), wrong, "write ends that lie within five sd of the mean")


def _lognormal(made: Lognormal, _known: Known) -> Found:
    if made.low <= 0:
        wrong = f"low ({made.low:g}) is not above 0, as every lognormal value is"
        yield Problem(("low",), wrong, "write the value that 5 % of draws fall below")
    elif made.low >= made.high:
        wrong = f"low ({made.low:g}) is not below high ({made.high:g})"
        yield Problem((), wrong, f"write low = {made.high:g}, high = {made.low:g}")


def _discrete(made: Discrete, _known: Known) -> Found:
    if not made.values:
        yield Problem(("values",), "values is empty", "write one value or more")
    if made.weights and len(made.weights) != len(made.values):
        wrong = f"{len(made.weights)} weights for {len(made.values)} values"
        yield Problem(("weights",), wrong, "write one weight for each value, or leave them out")
    if made.weights and (min(made.weights) < 0 or sum(made.weights) <= 0):
        yield Problem(("weights",), "weights are below 0 or all 0", "write weights of 0 or more")


def _elasticity(made: Elasticity, known: Known) -> Found:
    if known.world is None:
        return
    try:
        row = known.world.elasticity(made.good, made.parameter, made.horizon)
    except AccordError as error:
        yield Problem((), str(error))
        return
    if row is None:
        wrong = f"the table has no {made.parameter} of {made.good} for the {made.horizon} run"
        yield Problem((), wrong, "write a distribution of your own, with its source")


def _assumption(made: Assumption, _known: Known) -> Found:
    if made.bounds and made.bounds[0] > made.bounds[1]:
        low, high = made.bounds
        yield Problem(
            ("bounds",),
            f"the lower bound ({low:g}) is above the upper ({high:g})",
            f"write bounds = [{high:g}, {low:g}]",
        )
    elif made.bounds and not isinstance(made.distribution, Elasticity):
        low, high = made.distribution.range
        if low < made.bounds[0] or high > made.bounds[1]:
            yield Problem(
                ("bounds",),
                f"the distribution ranges from {low:g} to {high:g}, beyond its bounds",
                f"write bounds that hold it, such as [{low:g}, {high:g}]",
            )


def _accord(made: Accord, _known: Known) -> Found:
    if not made.candidates:
        yield Problem(("candidates",), "candidates is empty", 'write whom: ["AZE", "KAZ"]')
    if made.facts_until and made.facts_until < made.as_of:
        wrong = f"facts_until ({made.facts_until}) is before as_of ({made.as_of})"
        yield Problem(("facts_until",), wrong, "ties have to be known at least until as_of")


def _scenario(made: Scenario, known: Known) -> Found:
    if made.name == BASELINE:
        yield Problem((), f'"{BASELINE}" is every case\'s scenario without shocks', "rename it")
    if not made.shocks:
        yield Problem(("shocks",), "no shocks", f'to change nothing is scenario "{BASELINE}"')
    for i, shock in enumerate(made.shocks):
        for path, good in _goods_named(shock):
            if known.goods and good not in known.goods:
                listed = ", ".join(f'"{name}"' for name in known.goods)
                yield Problem(
                    ("shocks", i, *path),
                    f'good "{good}" is not among the goods of the case',
                    f"add [goods.{good}], or write one of {listed}",
                )


def _goods_named(shock: Any) -> Iterator[tuple[Path, str]]:
    """Give each good that a shock names, with its path."""
    for key in form.keys(type(shock)).values():
        value = getattr(shock, key.field)
        if "GoodName" in str(key.kind) and isinstance(value, tuple):
            yield from (((key.name, i), good) for i, good in enumerate(value))
        elif "GoodName" in str(key.kind) and value is not None:
            yield (key.name,), value


def _claim(made: Claim, known: Known) -> Found:
    yield from _answer(made, [made.test, made.parts, made.untestable])
    if made.test and not made.why:
        yield Problem((), "why is missing", 'say why the lines are there: why = "…"')
    if made.parts and made.each:
        yield Problem(("each",), "each and parts stand together", "leave one out")
    elif made.each and isinstance(split := each_list(made, known), Problem):
        yield split
    if not made.quote.strip():
        yield Problem(("quote",), "quote is empty", "write the sentence that is tested")
    seen: set[str] = set()
    for i, part in enumerate(made.parts):
        if part.id in seen:
            wrong = f'"{part.id}" is a part of this claim already'
            yield Problem(("parts", i, "id"), wrong, "give each part an id of its own")
        seen.add(part.id)
        if part.test and not (part.why or made.why):
            yield Problem(("parts", i), "why is missing", 'say why the lines are there: why = "…"')


def _part(made: Part, _known: Known) -> Found:
    yield from _answer(made, [made.test, made.untestable])


def _answer(made: Claim | Part, ways: list[Any]) -> Found:
    """See that a claim is tested in one way, or says why it can't be."""
    names = ["metric", "parts", "untestable"] if len(ways) == 3 else ["metric", "untestable"]
    found = [name for name, way in zip(names, ways, strict=True) if way]
    if not found:
        right = 'write metric = { name = "…", … } and holds = "…", or untestable = "the reason"'
        yield Problem((), f"nothing tests it: none of {', '.join(names)}", right)
    elif len(found) > 1:
        yield Problem((found[1],), f"{' and '.join(found)} stand together", "leave one out")
    if made.status_quo and not made.test and found != ["parts"]:
        yield Problem(("status_quo",), "status_quo without a metric", "leave it out")


def each_list(claim: Claim, known: Known) -> str | Problem:
    """Name the metric's list of states that `each` makes a part of each from."""
    if claim.test is None:
        return Problem(("each",), "each without a metric", "leave it out")
    lists = state_lists(claim.test.metric, known)
    if isinstance(claim.each, str):
        if claim.each in lists:
            return claim.each
        wrong = f'the metric has no list of states "{claim.each}"'
        return Problem(("each",), wrong, f"there are: {', '.join(lists) or 'none'}")
    if len(lists) == 1:
        return lists[0]
    wrong = (
        "the metric has several lists of states" if lists else "the metric has no list of states"
    )
    right = f'say which: each = "{lists[0]}"' if lists else "leave each out"
    return Problem(("each",), wrong, right)


def state_lists(metric: MetricCall, known: Known) -> list[str]:
    """Name the parameters of a call that are lists of states and hold any."""
    if known.signatures is None:
        named: Mapping[str, Any] = metric.parameters
        return [key for key, value in named.items() if isinstance(value, list) and value]
    keys = form.keys(type(metric.parameters)).values()
    return [
        key.name
        for key in keys
        if "StateName" in str(key.kind)
        and isinstance(value := getattr(metric.parameters, key.field), tuple)
        and value
    ]


def _conditions(made: Any, known: Known) -> Found:
    """Parse every condition of a dataclass against the unit of the metric beside it."""
    kinds = _kinds(made)
    calls = [name for name, kind in kinds.items() if kind is MetricCall]
    lines: list[Condition] = []
    for name in [name for name, kind in kinds.items() if kind is ConditionText]:
        text = getattr(made, name)
        if text is None or text == form.keys(type(made))[name].default:
            continue
        beside = name.removesuffix("_line")
        call = getattr(made, beside if beside in calls else calls[0])
        unit = unit_of(call, known) if call else None
        try:
            lines.append(parse(text, unit) if unit else _form(text))
        except ValueError as error:
            wrong, _, right = str(error).partition("; ")
            yield Problem((name,), wrong, right)
    if {"holds", "fails"} <= set(kinds) and len(lines) == 2 and (both := _overlap(*lines)):
        wrong = f"holds and fails are both true at {both}"
        yield Problem(("fails",), wrong, "leave no value that does both")


def unit_of(call: MetricCall, known: Known) -> str | None:
    """Give the unit of a call's value; None where there is no World or no such metric."""
    if known.signatures is None or call.name not in known.signatures or known.world is None:
        return None
    return known.signatures[call.name].unit(call.parameters, known.world)


def _form(text: str) -> Condition:
    """Check the form of a condition whose unit nobody knows."""
    found = FORM.fullmatch(text)
    unit = (
        "date" if found and "-" in found[2][1:] else (found[3] if found and found[3] else "ratio")
    )
    return parse(text, "share" if unit in ("%", "pp") else unit)


def _overlap(holds: Condition, fails: Condition) -> str:
    """Give a value, as text, at which both conditions are true; "" where there is none."""
    import numpy as np

    a, b = sorted([holds.number, fails.number])
    points = np.array([a - 1 - abs(a), a, (a + b) / 2, b, b + 1 + abs(b)])
    both = points[holds.of(points) & fails.of(points)]
    return f"{both[0]:g}" if both.size else ""


def _case(made: Case, known: Known) -> Found:
    if not made.goods:
        yield Problem((), "no goods", "name one or more, as in [goods.crude-oil]")
    yield from _year(made)
    if known.world is None:
        return
    goods = known.world.goods
    for one, other in combinations(made.goods, 2):
        if overlaps(goods[one], goods[other]):
            wrong = f"{one} and {other} overlap: some tonnes are both"
            yield Problem(("goods", other), wrong, "leave one of them out")


def _year(made: Case) -> Found:
    """See that the year has trade data, and production data where markets are to be solved."""
    known = years()
    if made.year not in known.trade:
        wrong = f"no trade data for {made.year}"
        yield Problem(("year",), wrong, f"write a year from {known.trade[0]} to {known.trade[-1]}")
    elif made.scenarios and made.year not in known.markets:
        wrong = f"no production data for {made.year}, so the case's scenarios can't be solved"
        right = f"write a year from {known.markets[0]} to {known.markets[-1]}"
        yield Problem(("year",), wrong, f"{right}, or leave the scenarios out")


CHECKS: dict[type[Any], Callable[[Any, Known], Found]] = {
    Uniform: _uniform,
    Triangular: _peaked,
    Pert: _peaked,
    Normal: _normal,
    Lognormal: _lognormal,
    Discrete: _discrete,
    Elasticity: _elasticity,
    Assumption: _assumption,
    Accord: _accord,
    Scenario: _scenario,
    Claim: _claim,
    Part: _part,
    Case: _case,
}
