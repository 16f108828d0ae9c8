"""What no annotation can say of claims: one way to test each, parts, lines, what can be read."""

from collections.abc import Callable, Mapping
from typing import Any

from accord.case import form
from accord.case.known import SLUG, Known, slug
from accord.case.model import Claim, Part, Test
from accord.case.problem import Found, Problem
from accord.case.wording import short
from accord.condition import Condition
from accord.measures import ELSEWHERE, MetricCall, lacking
from accord.names import GoodName, StateName


def _a_quote(quote: str) -> Found:
    if not quote.strip():
        yield Problem(("quote",), "quote is empty", "write the sentence that is tested")


def _one_way_or_parts(test: Test | None, parts: tuple[Part, ...], untestable: str) -> Found:
    yield from _one_of({"metric": test, "parts": parts, "untestable": untestable})


def _one_way(test: Test | None, untestable: str) -> Found:
    yield from _one_of({"metric": test, "untestable": untestable})


def _one_of(ways: Mapping[str, Any]) -> Found:
    """See that a claim is tested in one way, or says why it can't be."""
    found = [name for name, way in ways.items() if way]
    if not found:
        right = 'write metric = { name = "…", … } and holds = "…", or untestable = "the reason"'
        yield Problem((), f"nothing tests it: none of {', '.join(ways)}", right)
    elif len(found) > 1:
        yield Problem((found[1],), f"{' and '.join(found)} stand together", "leave one out")


def _why(test: Test | None, why: str, review: bool) -> Found:
    if test and not review and not why.strip():
        yield Problem((), "why is missing", 'say why the lines are there: why = "…"')


def _why_of_parts(parts: tuple[Part, ...], why: str) -> Found:
    for i, part in enumerate(parts):
        if part.test and not (part.why.strip() or why.strip()):
            yield Problem(("parts", i), "why is missing", 'say why the lines are there: why = "…"')


def _part_ids(parts: tuple[Part, ...]) -> Found:
    seen: set[str] = set()
    for i, part in enumerate(parts):
        if not SLUG.fullmatch(part.id):
            right = f'write it in small letters, digits and hyphens: "{slug(part.id)}"'
            yield Problem(("parts", i, "id"), f'"{short(part.id)}" is no name', right)
        if part.id in seen:
            wrong = f'"{short(part.id)}" is a part of this claim already'
            yield Problem(("parts", i, "id"), wrong, "give each part an id of its own")
        seen.add(part.id)


def _status_quo(test: Test | None, status_quo: object, untestable: str) -> Found:
    if status_quo and untestable and not test:
        yield Problem(("status_quo",), "status_quo of what is untestable", "leave it out")


def _each(each: bool | str, test: Test | None, parts: tuple[Part, ...], review: bool) -> Found:
    if review:
        return  # the metric may be a gap; the check comes when the mark goes
    if each and parts:
        yield Problem(("each",), "each and parts stand together", "leave one out")
    elif each and test is None:
        yield Problem(("each",), "each without a metric", "leave it out")
    elif each and test and isinstance(split := each_list(each, test.metric), Problem):
        yield split


def each_list(each: bool | str, metric: MetricCall) -> str | Problem:
    """Name the metric's list that `each` makes parts of: of states, or else of goods."""
    states, goods = (lists_of(metric, kind) for kind in (StateName, GoodName))
    lists = states or goods
    if isinstance(each, str):
        wrong = f'the metric has no list of states or goods "{each}"'
        right = f"there are: {', '.join((*states, *goods)) or 'none'}"
        return each if each in (*states, *goods) else Problem(("each",), wrong, right)
    if len(lists) == 1:
        return lists[0]
    many = "several lists" if lists else "no list"
    right = f'say which: each = "{lists[0]}"' if lists else "leave each out"
    return Problem(("each",), f"the metric has {many} of states or goods", right)


def lists_of(metric: MetricCall, kind: Any) -> list[str]:
    """Name the parameters of a call that are lists of a kind of name and hold any."""
    keys = form.keys(type(metric.parameters)).values()
    return [
        key.name
        for key in keys
        if form.holds(key.kind, kind)
        and isinstance(value := getattr(metric.parameters, key.field), tuple)
        and value
    ]


def unreadable(call: MetricCall, known: Known) -> Found:
    """Find what nothing here could read for a metric: `run` would refuse it in the same words.

    A good without a market in a year, or without trade in data, that the command line asks for is
    no fault of the file, nor is a place that the network does not cover: the claim is untestable
    there, and the others are judged.
    """
    if known.world is None or known.incomplete:
        return
    lacks = lacking(
        call,
        known.world,
        known.goods,
        accord=known.accord,
        game=known.game,
        poles=known.poles,
    )
    for lack in lacks:
        if not lack.outside and not (lack.quality in ELSEWHERE and known.elsewhere):
            at = () if lack.place is None else (lack.place,)
            path = (lack.parameter.removesuffix("_"), *at) if lack.parameter else ()
            yield Problem(path, lack.wrong, lack.right)


def _not_both(holds: Condition, fails: Condition | None) -> Found:
    lines = isinstance(holds, Condition) and isinstance(fails, Condition)
    if lines and fails and (both := _overlap(holds, fails)):
        wrong = f"holds and fails are both true at {both}"
        yield Problem(("fails",), wrong, "leave no value that does both")


def _overlap(holds: Condition, fails: Condition) -> str:
    """Give a value, as text, at which both conditions are true; "" where there is none."""
    a, b = sorted([holds.number, fails.number])
    points = (a - 1 - abs(a), a, (a + b) / 2, b, b + 1 + abs(b))
    both = next((x for x in points if holds.at(x) and fails.at(x)), None)
    return "" if both is None else f"{both:g}"


CHECKS_OF_CLAIMS: dict[type[Any], tuple[Callable[..., Found], ...]] = {
    Claim: (_a_quote, _one_way_or_parts, _why, _why_of_parts, _part_ids, _status_quo, _each),
    Part: (_one_way, _status_quo),
    Test: (_not_both,),
}
