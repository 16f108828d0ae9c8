"""What no annotation can say: numbers against each other, claims against their lines, the year.

A check is a function whose parameters are the fields that it needs, beside `known`; it runs as
soon as those were read without fault, whatever is wrong with the rest of the table. `CHECKS` says
which check looks at which dataclass. Numbers are those that the user wrote, % not yet taken off.
"""

import datetime as dt
import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any, get_args

from accord.case import form
from accord.case.alignment_checks import of_alignment
from accord.case.assumptions import (
    Assumption,
    Discrete,
    Drawn,
    Elasticity,
    Lognormal,
    Normal,
    Parameter,
    Pert,
    Triangular,
    Uniform,
    Unknown,
)
from accord.case.correlation import impossible
from accord.case.game_checks import of_game
from accord.case.known import SLUG, Known, slug
from accord.case.lines import Path
from accord.case.model import (
    BASELINE,
    Accord,
    Case,
    Claim,
    Correlation,
    GoodSettings,
    Part,
    Sampling,
    Scenario,
    Stage,
    Test,
)
from accord.case.own_checks import CHECKS_OF_OWN, OF_THE_WHOLE
from accord.case.problem import Found, Problem
from accord.case.wording import short
from accord.condition import Condition
from accord.data.years import spans
from accord.measures import ELSEWHERE, MetricCall, lacking
from accord.names import GoodName, Horizon, StateName, suggestion
from accord.shocks import DISPLACING, Embargo, Quota, StockRelease, War
from accord.shocks.stock_release import Unit


def checks(model: type[Any], read: Mapping[str, Any], known: Known) -> Found:
    """Find what is wrong with one thing, as far as its fields could be read."""
    there = {**read, "known": known}
    for check in CHECKS[model]:
        needs = _parameters(check)
        if all(name in there for name in needs):
            yield from check(**{name: there[name] for name in needs})


@cache
def _parameters(check: Callable[..., Found]) -> tuple[str, ...]:
    """Name what a check takes, which is asked for each thing of a case."""
    return tuple(inspect.signature(check).parameters)


def _willing(
    by: tuple[StateName, ...],
    on: tuple[StateName, ...],
    willing: tuple[StateName, ...],
    willing_source: str | None,
    known: Known,
) -> Found:
    def members(names: tuple[StateName, ...]) -> set[str]:
        return {s for n in names for s in (known.world.expand(n) if known.world else (n,))}

    if both := sorted(members(willing) & members(by)):
        wrong = f"{both[0]} bans and is willing to buy"
        yield Problem(("willing",), wrong, "write it in one of the two lists")
    if itself := sorted(members(willing) & members(on)):
        wrong = f"{itself[0]} is shunned itself"
        yield Problem(("willing",), wrong, "write who else would buy")
    if willing and not willing_source:
        wrong = "who is willing is an assumption, and nobody is named for it"
        yield Problem(("willing",), wrong, 'add willing_source = "…", or "judgement"')


def _low_below_high(low: float, high: float) -> Found:
    if low > high:
        wrong = f"low ({low:g}) is above high ({high:g})"
        yield Problem((), wrong, f"write low = {high:g}, high = {low:g}")


def _mode_between(low: float, mode: float, high: float) -> Found:
    if low <= high and not low <= mode <= high:
        wrong = f"mode ({mode:g}) lies outside of low ({low:g}) to high ({high:g})"
        yield Problem((), wrong, "write the likeliest value between the two")


def _sd_above_zero(sd: float) -> Found:
    if sd <= 0:
        yield Problem(("sd",), f"sd ({sd:g}) is not above 0", "write a spread such as 0.1")


def _ends_apart(low: float, high: float) -> Found:
    if low >= high:
        wrong = f"low ({low:g}) is not below high ({high:g})"
        yield Problem((), wrong, f"write low = {high:g}, high = {low:g}")


def _ends_leave_something(mean: float, sd: float, low: float, high: float) -> Found:
    if sd > 0 and low < high and not low - 5 * sd < mean < high + 5 * sd:
        wrong = f"low to high leaves nothing of a normal about {mean:g} ± {sd:g}"
        yield Problem((), wrong, "write ends that lie within five sd of the mean")


def _low_above_zero(low: float) -> Found:
    if low <= 0:
        wrong = f"low ({low:g}) is not above 0, as every lognormal value is"
        yield Problem(("low",), wrong, "write the value that 5 % of draws fall below")


def _some_values(values: tuple[float, ...]) -> Found:
    if not values:
        yield Problem(("values",), "values is empty", "write one value or more")


def _weights(values: tuple[float, ...], weights: tuple[float, ...]) -> Found:
    if weights and len(weights) != len(values):
        wrong = f"{len(weights)} weights for {len(values)} values"
        yield Problem(("weights",), wrong, "write one weight for each value, or leave them out")
    elif weights and (min(weights) < 0 or sum(weights) <= 0):
        yield Problem(("weights",), "weights are below 0 or all 0", "write weights of 0 or more")


def _in_the_table(good: str, parameter: str, horizon: str, known: Known) -> Found:
    if known.world and known.world.elasticity(good, parameter, horizon) is None:
        wrong = f"the table has no {parameter} of {good} for the {horizon} run"
        yield Problem((), wrong, "write a distribution of your own, with its source")


def _bounds(bounds: tuple[float, float] | None) -> Found:
    if bounds and bounds[0] > bounds[1]:
        wrong = f"the lower bound ({bounds[0]:g}) is above the upper ({bounds[1]:g})"
        yield Problem(("bounds",), wrong, f"write bounds = [{bounds[1]:g}, {bounds[0]:g}]")


def _within_bounds(bounds: tuple[float, float] | None, distribution: Drawn | Elasticity) -> Found:
    if bounds is None or bounds[0] > bounds[1] or isinstance(distribution, Elasticity):
        return
    low, high = distribution.range
    if low < bounds[0] or high > bounds[1]:
        wrong = f"the distribution ranges from {low:g} to {high:g}, beyond its bounds"
        yield Problem(("bounds",), wrong, f"write bounds that hold it, such as [{low:g}, {high:g}]")


def _correlations(correlations: tuple[Correlation, ...]) -> Found:
    pairs = [frozenset(one.between) for one in correlations]
    repeated = [i for i, pair in enumerate(pairs) if pair in pairs[:i]]
    for i in repeated:
        wrong = f"{' and '.join(correlations[i].between)} are correlated already, above"
        yield Problem(("correlations", i), wrong, "leave one of the two out")
    if not repeated and (found := impossible(correlations)):
        wrong = f"these correlations of {', '.join(found.names)} can't all hold at once"
        right = "write weaker ones"
        if found.possible:
            low, high = found.possible
            right = f"with the others as they are, rank may be from {low:.2f} to {high:.2f} here"
        yield Problem(("correlations", found.at, "rank"), wrong, right)


def _nothing_goes_with_it(assumptions: Mapping[str, Assumption], draws: Sampling) -> Found:
    unknown = {n for n, one in assumptions.items() if isinstance(one.distribution, Unknown)}
    for i, correlation in enumerate(draws.correlations):
        for k, name in enumerate(correlation.between):
            if name in unknown:
                at = ("draws", "correlations", i, "between", k)
                right = "leave the correlation out, or say how the assumption is distributed"
                yield Problem(at, f"nothing is known of {name}, nor of what goes with it", right)


def _some_candidates(candidates: tuple[str, ...]) -> Found:
    if not candidates:
        yield Problem(("candidates",), "candidates is empty", 'write whom: ["AZE", "KAZ"]')


def _facts_after(as_of: dt.date, facts_until: dt.date | None) -> Found:
    if facts_until and facts_until < as_of:
        wrong = f"facts_until ({facts_until}) is before as_of ({as_of})"
        yield Problem(("facts_until",), wrong, "ties have to be known at least until as_of")


def _one_day(
    year: int, accord: Accord | None, as_of: dt.date | None, facts_until: dt.date | None
) -> Found:
    for key, date in (("as_of", as_of), ("facts_until", facts_until)):
        if accord and date:
            wrong = f"{key} stands here, and there is an [accord]"
            yield Problem((key,), wrong, f"write {key} in [accord] alone")
    if not accord and dt.MINYEAR <= year <= dt.MAXYEAR:
        yield from _facts_after(as_of or dt.date(year, 12, 31), facts_until)


def _not_baseline(name: str) -> Found:
    if name == BASELINE:
        wrong = f'"{BASELINE}" is the scenario without shocks, which every case has'
        yield Problem((), wrong, "give this one another name")


def _some_shocks(shocks: tuple[Any, ...], stages: tuple[Stage, ...]) -> Found:
    if not (shocks or stages):
        yield Problem(("shocks",), "no shocks", f'where nothing changes, that is "{BASELINE}"')


def _some_shocks_then(shocks: tuple[Any, ...]) -> Found:
    if not shocks:
        yield Problem(("shocks",), "no shocks", "write what happens on that day")


def _ends_after(on: dt.date, until: dt.date | None) -> Found:
    if until and until <= on:
        yield Problem(("until",), f"until ({until}) is not after on ({on})", "write a later day")


def _goods_of_the_case(shocks: tuple[Any, ...], known: Known) -> Found:
    for i, shock in enumerate(shocks):
        for path, good in _goods_named(shock):
            if known.goods and good not in known.goods:
                listed = ", ".join(f'"{name}"' for name in known.goods)
                yield Problem(
                    ("shocks", i, *path),
                    f'good "{good}" is not among the goods of the case',
                    f"add [goods.{good}], or write one of {listed}",
                )


def _ratio_or_share(ratio: Any, share: Any) -> Found:
    if (ratio is None) == (share is None):
        wrong = "ratio and share stand together" if share is not None else "no limit"
        yield Problem((), wrong, "write ratio, of today's trade, or share, of all imports")


def _something_at_war(passages: tuple[str, ...], states: tuple[str, ...]) -> Found:
    if not (passages or states):
        yield Problem((), "nothing is at war", "name passages, or states")


def _in_its_unit(rate: Any, unit: str, known: Known) -> Found:
    assumption = known.assumptions.get(rate) if isinstance(rate, str) else None
    if assumption and assumption.unit in get_args(Unit) and assumption.unit != unit:
        wrong = f'assumption "{rate}" is in {assumption.unit}, the rate in {unit}'
        yield Problem(("rate",), wrong, f'write unit = "{assumption.unit}"')


def _with_a_market(good: str, known: Known) -> Found:
    if known.world and not known.elsewhere and (reason := known.world.market_reason(good)):
        yield Problem(("good",), reason, "name a good whose market can be solved")


def _goods_named(shock: Any) -> Iterator[tuple[Path, str]]:
    """Give each good that a shock names, with its path."""
    for key in form.keys(type(shock)).values():
        value = getattr(shock, key.field)
        if not form.holds(key.kind, GoodName) or value is None:
            continue
        if isinstance(value, tuple):
            yield from (((key.name, i), good) for i, good in enumerate(value))
        else:
            yield (key.name,), value


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


def _year(year: int, known: Known) -> Found:
    there = known.tables.years.trade
    if year not in there and not known.year_told:
        wrong = f"no trade data for {year}"
        yield Problem(("year",), wrong, f"write a year from {spans(there)}")


def _year_of_markets(year: int, scenarios: Mapping[str, Scenario], known: Known) -> Found:
    years = known.tables.years
    if year in years.trade and year not in years.markets and scenarios:
        wrong = f"no production data for {year}, so the case's scenarios can't be solved"
        there = f"a year from {spans(years.markets)}"
        right = f"write {there}, or leave the scenarios out"
        yield Problem(("year",), wrong, right)


def _observed(year: int, scenarios: Mapping[str, Scenario], known: Known) -> Found:
    """See that what a scenario calls observed is the next year, has data, and isn't assumed."""
    there = known.tables.years.trade
    for name, scenario in scenarios.items():
        if (seen := scenario.observed) is None:
            continue
        at = ("scenarios", name, "observed")
        if seen != year + 1:
            wrong = f"{seen} is not the year after {year}, on whose trade the shocks are put"
            yield Problem(at, wrong, f"write observed = {year + 1}, or another year for the case")
        elif seen not in there:
            yield Problem(at, f"no trade data for {seen}", f"there are {spans(there)}")
        if not any(shock.kind in DISPLACING for shock in scenario.every_shock):
            wrong = "no shock of it displaces trade, so that what was observed moves no number"
            yield Problem(at, wrong, f"leave it out, or add one of {', '.join(sorted(DISPLACING))}")
        if any(isinstance(s, Embargo) and s.willing for s in scenario.every_shock):
            wrong = f"who steps in is known from the trade of {seen}, and assumed too"
            yield Problem(at, wrong, "leave willing out, or observed")


def _of_an_elasticity(
    assumptions: Mapping[str, Assumption], goods: Mapping[str, GoodSettings]
) -> Found:
    """See that a name such as verdicts print, GOOD.PARAMETER.HORIZON, is one that a market asks."""
    asked = [f"{g}.{p}.{h}" for g in goods for p in get_args(Parameter) for h in get_args(Horizon)]
    for name in assumptions:
        good, dot, rest = name.partition(".")
        if dot and name not in asked:
            wrong = f'no elasticity of the case is called "{name}"'
            yield Problem(("assumptions", name), wrong, suggestion(name, asked))
        elif dot and (
            (taken := getattr(goods[GoodName(good)], rest.partition(".")[0])) not in (None, name)
        ):
            wrong = f'{good} takes its {rest.partition(".")[0]} from "{taken}"'
            yield Problem(("assumptions", name), wrong, "leave one of the two out")


def _goods(goods: Mapping[str, Any], known: Known) -> Found:
    if not goods:
        yield Problem((), "no goods", "name one or more, as in [goods.crude-oil]")
    world = known.world
    priced = [good for good in goods if world and world.goods[good].priced]
    for one, other in combinations(priced, 2):
        if world and world.overlap(one, other):
            wrong = f"{one} and {other} overlap: a gain in both counts some tonnes twice"
            yield Problem(("goods", other), wrong, "leave one of them out")


CHECKS: dict[type[Any], tuple[Callable[..., Found], ...]] = {
    Uniform: (_low_below_high,),
    Unknown: (_ends_apart,),
    Triangular: (_low_below_high, _mode_between),
    Pert: (_low_below_high, _mode_between),
    Normal: (_sd_above_zero, _ends_apart, _ends_leave_something),
    Lognormal: (_low_above_zero, _ends_apart),
    Discrete: (_some_values, _weights),
    Elasticity: (_in_the_table,),
    Assumption: (_bounds, _within_bounds),
    Sampling: (_correlations,),
    Accord: (_some_candidates, _facts_after),
    **CHECKS_OF_OWN,
    Embargo: (_willing,),
    Quota: (_ratio_or_share,),
    StockRelease: (_in_its_unit, _with_a_market),
    War: (_something_at_war,),
    Stage: (_some_shocks_then, _goods_of_the_case, _ends_after),
    Scenario: (_not_baseline, _some_shocks, _goods_of_the_case),
    Claim: (_a_quote, _one_way_or_parts, _why, _why_of_parts, _part_ids, _status_quo, _each),
    Part: (_one_way, _status_quo),
    Test: (_not_both,),
    Case: (
        *OF_THE_WHOLE,
        _one_day,
        _year,
        _year_of_markets,
        _observed,
        _goods,
        _of_an_elasticity,
        _nothing_goes_with_it,
        of_game,
        of_alignment,
    ),
}
