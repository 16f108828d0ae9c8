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
from accord.case.assumption_checks import CHECKS_OF_ASSUMPTIONS, nothing_goes_with_it
from accord.case.assumptions import (
    Assumption,
    Parameter,
)
from accord.case.claim_checks import CHECKS_OF_CLAIMS
from accord.case.game_checks import of_game
from accord.case.known import Known
from accord.case.lines import Path
from accord.case.model import (
    BASELINE,
    Accord,
    Case,
    GoodSettings,
    Scenario,
    Stage,
)
from accord.case.own_checks import CHECKS_OF_OWN, OF_THE_WHOLE
from accord.case.problem import Found, Problem
from accord.data.years import a_year_of, spans
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


def _two_sides(
    by: tuple[StateName, ...],
    on: tuple[StateName, ...],
    willing: tuple[StateName, ...],
    willing_source: str | None,
    known: Known,
) -> Found:
    def members(names: tuple[StateName, ...]) -> set[str]:
        return {s for n in names for s in (known.world.expand(n) if known.world else (n,))}

    if itself := sorted(members(by) & members(on)):
        wrong = f"{itself[0]} bans and is banned itself"
        yield Problem(("by",), wrong, "write it in one of the two lists")
    if both := sorted(members(willing) & members(by)):
        wrong = f"{both[0]} bans and is willing to buy"
        yield Problem(("willing",), wrong, "write it in one of the two lists")
    if itself := sorted(members(willing) & members(on)):
        wrong = f"{itself[0]} is shunned itself"
        yield Problem(("willing",), wrong, "write who else would buy")
    if willing and not willing_source:
        wrong = "who is willing is an assumption, and nobody is named for it"
        yield Problem(("willing",), wrong, 'add willing_source = "…", or "judgement"')


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


def _year(year: int, known: Known) -> Found:
    there = known.tables.years.trade
    if year not in there and not known.year_told:
        wrong = f"no trade data for {year}"
        yield Problem(("year",), wrong, f"write {a_year_of(there)}")


def _year_of_markets(year: int, scenarios: Mapping[str, Scenario], known: Known) -> Found:
    years = known.tables.years
    if year in years.trade and year not in years.markets and scenarios:
        wrong = f"no production data for {year}, so the case's scenarios can't be solved"
        there = a_year_of(years.markets)
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
    **CHECKS_OF_ASSUMPTIONS,
    **CHECKS_OF_OWN,
    **CHECKS_OF_CLAIMS,
    Accord: (_some_candidates, _facts_after),
    Embargo: (_two_sides,),
    Quota: (_ratio_or_share,),
    StockRelease: (_in_its_unit, _with_a_market),
    War: (_something_at_war,),
    Stage: (_some_shocks_then, _goods_of_the_case, _ends_after),
    Scenario: (_not_baseline, _some_shocks, _goods_of_the_case),
    Case: (
        *OF_THE_WHOLE,
        _one_day,
        _year,
        _year_of_markets,
        _observed,
        _goods,
        _of_an_elasticity,
        nothing_goes_with_it,
        of_game,
        of_alignment,
    ),
}
