"""What no annotation can say of what a case brings of its own: members, ranges, codes, names."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from accord.case.assumptions import FROM_MEMORY, JUDGEMENT
from accord.case.known import HS_CODE, SLUG, Known, right_name, slug
from accord.case.lines import Path
from accord.case.model import GoodSettings
from accord.case.own import (
    Member,
    OwnBloc,
    OwnConversion,
    OwnFigure,
    OwnGood,
    OwnRegion,
    OwnSource,
    OwnTie,
    Value,
)
from accord.case.own_network import OwnLine, OwnPlace, OwnSplit, OwnTerminal
from accord.case.problem import Found, Problem
from accord.case.wording import short
from accord.data.brought import PRODUCTION, TRADE
from accord.shocks import Horizon

CONVERTED = ("t/t", "t/kg", "t/Mm3", "t/ct")  # tonnes of product per unit of a series


def shadows(key: str, name: str, known: Known) -> bool:
    """Whether the package has something of that name: a source, a bloc, a good or a figure."""
    world = known.package
    if key == "sources":
        return name in (JUDGEMENT, FROM_MEMORY, *(world.tables.names("source") if world else ()))
    if world is None:
        return False
    if key in ("blocs", "regions"):
        return name in world.blocs
    if key == "goods":
        return name in world.goods
    if key in ("places", "lines"):
        return name in world.passages
    return name in world.tables.names("sourced")


def _own_sources(sources: Mapping[str, OwnSource], known: Known) -> Found:
    yield from _shadowing("sources", sources, known)


def _own_blocs(blocs: Mapping[str, OwnBloc], known: Known) -> Found:
    yield from _shadowing("blocs", blocs, known)


def _own_regions(
    regions: Mapping[str, OwnRegion], blocs: Mapping[str, OwnBloc], known: Known
) -> Found:
    yield from _shadowing("regions", regions, known)
    for name in regions.keys() & blocs.keys():
        yield Problem(("regions", name), f'"{name}" is a bloc of the case too', "rename one")


def _members_of(members: tuple[str, ...], known: Known) -> Found:
    yield from _some_members(members, (), None, known)


def _own_figures(figures: Mapping[str, OwnFigure], known: Known) -> Found:
    yield from _shadowing("figures", figures, known)


def _shadowing(key: str, names: Iterable[str], known: Known) -> Found:
    for name in names:
        if shadows(key, name, known):
            wrong = f'"{name}" is there already, among accord\'s own {key}'
            yield Problem((key, name), wrong, "give this one another name")


def _own_places(places: Mapping[str, OwnPlace], known: Known) -> Found:
    yield from _shadowing("places", places, known)


def _own_lines(lines: Mapping[str, OwnLine], known: Known) -> Found:
    yield from _shadowing("lines", lines, known)


def _stops(stops: tuple[str, ...]) -> Found:
    if len(stops) < 2:
        right = 'write two places or more: stops = ["…", "…"]'
        yield Problem(("stops",), f"{len(stops)} stops", right)


def _gauge(mode: str, gauge: int | None) -> Found:
    if mode == "rail" and gauge is None:
        yield Problem((), "a railway without a gauge", "write gauge = 1435, or what it is, in mm")
    if mode != "rail" and gauge is not None:
        yield Problem(("gauge",), f"a gauge of mode {mode}", "leave it out")


def _oil_by_rail(mode: str, oil_capacity: float | None) -> Found:
    if mode != "rail" and oil_capacity is not None:
        right = "write capacity; oil_capacity is of a railway"
        yield Problem(("oil_capacity",), f"oil_capacity of mode {mode}", right)


def _unit_of_line(
    capacity: float | None, oil_capacity: float | None, unit: str, known: Known
) -> Found:
    if (capacity, oil_capacity) != (None, None):
        yield from _unit_of_capacity(unit, known)
    elif unit:
        yield Problem(("unit",), "a unit of no capacity", "write capacity, or leave unit out")


def _unit_of_capacity(unit: str, known: Known) -> Found:
    units = known.tables.capacity_units
    if unit not in units:
        wrong = f'no unit "{short(unit)}" of a capacity' if unit else "a capacity without a unit"
        yield Problem(("unit",) if unit else (), wrong, f"one of {', '.join(units)}")


def _range_of_capacity(capacity: float | None, low: float | None, high: float | None) -> Found:
    if capacity is not None:
        yield from _range_about(capacity, low, high)
    elif (low, high) != (None, None):
        yield Problem((), "a range of no capacity", "write capacity, or leave low and high out")


def _first_before_last(first_year: int | None, last_year: int | None) -> Found:
    if first_year is not None and last_year is not None and first_year > last_year:
        wrong = f"last_year ({last_year}) is before first_year ({first_year})"
        yield Problem(("last_year",), wrong, "write them in their order")


def _long_enough(km: float | None, stops: tuple[str, ...], known: Known) -> Found:
    """See that a line is no shorter than the great circle from stop to stop."""
    if km is None or known.world is None or not set(stops) <= set(known.world.places):
        return
    least = known.world.tables.least_km(stops)
    if km < least:
        wrong = f"{km:g} km is shorter than the great circle"
        yield Problem(("km",), wrong, f"write {math.ceil(least)} or more, or leave it out")


def _way(via: tuple[str, ...]) -> Found:
    if len(via) < 2:
        yield Problem(("via",), f"{len(via)} places", "write where it begins and where it ends")


def _one_state(state: str, known: Known) -> Found:
    if known.world and state in known.world.blocs:
        yield Problem(("state",), f"{state} is a bloc, and a state is meant", "name a state")


def _own_terminals(terminals: tuple[OwnTerminal, ...], known: Known) -> Found:
    if not terminals:
        return
    ours = known.package.tables.corridors["terminals"] if known.package else None
    there = set(ours.select("node", "handle").iter_rows()) if ours is not None else set()
    for i, one in enumerate(terminals):
        if (one.place, one.handle) in there:
            wrong = f"accord has a capacity for {one.handle} at {one.place} already"
            yield Problem(
                ("terminals", i), wrong, "leave it out; a `closure` narrows what is there"
            )
        there.add((one.place, one.handle))


def _own_splits(splits: tuple[OwnSplit, ...], known: Known) -> Found:
    if not splits:
        return
    there = known.package.tables.splits() if known.package else None
    for i, one in enumerate(splits):
        asked = {"state": one.state, "good": one.good, "direction": one.direction}
        if there is not None and there.filter(year=one.year, **asked).height:
            what = f"{one.direction}s of {one.good} of {one.state} in {one.year}"
            wrong = f"accord has a split of {what} already, and the two would be added up"
            yield Problem(("splits", i), wrong, "write one of another year")


def _own_ties(ties: tuple[OwnTie, ...], known: Known) -> Found:
    if not ties:
        return
    columns = ("subject", "relation", "object", "start")
    there = set(known.package.tables.ties.select(columns).iter_rows()) if known.package else set()
    for i, tie in enumerate(ties):
        if (row := (tie.subject, tie.relation, tie.object, tie.start)) in there:
            wrong = f"{tie.relation} of {tie.subject} with {tie.object} is in the table already"
            yield Problem(("ties", i), wrong, "leave it out")
        there.add(row)


def _some_members(
    members: tuple[str, ...], dated: tuple[Member, ...], start: dt.date | None, known: Known
) -> Found:
    if not (members or dated):
        yield Problem((), "no members", 'write who is in it: members = ["AZE", "KAZ"]')
    named: list[tuple[Path, str, dt.date | None]] = [
        *((("members", i), name, start) for i, name in enumerate(members)),
        *((("dated", i, "state"), one.state, one.start) for i, one in enumerate(dated)),
    ]
    joined: set[tuple[str, dt.date | None]] = set()
    for path, name, day in named:
        if known.world and name not in known.world.states:
            yield Problem(path, f"{name} is a bloc, and a member is a state", "name its members")
        if (name, day) in joined:
            yield Problem(path, f"{name} joins twice on one day", "leave one out")
        joined.add((name, day))


def _ends_later(start: dt.date | None, end: dt.date | None) -> Found:
    if start and end and end <= start:
        yield Problem(("end",), f"end ({end}) is not after start ({start})", "write a later day")


def _range_about(value: float, low: float | None, high: float | None) -> Found:
    if (low is None) != (high is None):
        yield Problem((), "low and high stand together", "write both, or neither")
    elif low is not None and high is not None and not low <= value <= high:
        wrong = f"value ({value:g}) lies outside of low ({low:g}) to high ({high:g})"
        yield Problem((), wrong, "write low, value and high in this order")


def _one_value_each(values: tuple[Value, ...]) -> Found:
    if not values:
        yield Problem(("values",), "values is empty", "write one: values = [{ value = 1.0 }]")
    keys = [(one.state, one.year) for one in values]
    for i, key in enumerate(keys):
        if key in keys[:i]:
            yield Problem(("values", i), "a value of the same state and year", "leave one out")


def _codes(codes: tuple[str, ...]) -> Found:
    for i, code in enumerate(codes):
        if not HS_CODE.fullmatch(code):
            right = 'write six digits, such as "270900"'
            yield Problem(("codes", i), f'"{short(code)}" is no HS code', right)


def _a_title(title: str) -> Found:
    if not title.strip():
        yield Problem(("title",), "title is empty", "write what people call it")


def _enough_to_close(
    production: tuple[str, ...],
    conversion: OwnConversion | None,
    closing: str | None,
) -> Found:
    if closing == "production" and not (production and conversion):
        wrong = "a market is closed by production where series and a conversion are given"
        yield Problem(("closing",), wrong, "write both, or leave closing out")
    if conversion and not production:
        yield Problem(("conversion",), "a conversion of no series", 'write production = ["…"]')


def _converted(central: float, low: float | None, high: float | None, unit: str) -> Found:
    yield from _range_about(central, low, high)
    if unit not in CONVERTED:
        right = f"one of {', '.join(CONVERTED)}"
        yield Problem(("unit",), f'no unit "{short(unit)}" of a conversion', right)


def _own_goods(goods: Mapping[str, GoodSettings], known: Known) -> Found:
    for name, settings in goods.items():
        if settings.own and shadows("goods", name, known):
            wrong = f'"{name}" is there already, among accord\'s own goods'
            right = "leave out what describes it, or give this one another name"
            yield Problem(("goods", name), wrong, right)
        elif settings.own and not SLUG.fullmatch(name):
            right = f'write it in small letters, digits and hyphens: "{slug(name)}"'
            yield Problem(("goods", name), f'"{short(name)}" is no name', right)
        elif settings.own and known.world and not known.incomplete:
            yield from _with_data(name, settings.own, known)


def _with_data(name: str, good: OwnGood, known: Known) -> Found:
    """See that somebody counts what a good of the case is made of."""
    assert known.package is not None
    assert known.world is not None
    ours, brought = known.package.tables, known.world.tables.brought
    of_file = brought.named(TRADE)
    for i, code in enumerate(good.codes):
        if code not in of_file and code not in ours.covered_codes:
            right = (
                "bring its trade: [flows] file, or an archive that holds it (accord data add), "
                "and run with --data"
            )
            yield Problem(("goods", name, "codes", i), f"no trade of {code} is here", right)
    series = (*ours.all_series, *brought.named(PRODUCTION))
    for i, one in enumerate(good.production):
        if one not in series:
            wrong = f'no production series "{short(one)}"'
            right = "; ".join(filter(None, [right_name(one, series), "or bring it: [production]"]))
            yield Problem(("goods", name, "production", i), wrong, right)
    if not (good.codes or good.production or name in of_file):
        right = "write codes or production, or name it in the column good of [flows]"
        yield Problem(("goods", name), "nothing is counted of it", right)


def _elastic(goods: Mapping[str, GoodSettings], known: Known) -> Found:
    """See that there is an elasticity for each market of the case's own: `run` needs them all."""
    if known.world is None or known.incomplete:
        return
    for name, settings in goods.items():
        own = settings.own and name in known.world.goods
        if not own or known.world.market_reason(name):
            continue
        for parameter in ("sigma", "demand", "supply"):
            rows = (known.world.elasticity(name, parameter, h) for h in get_args(Horizon))
            if getattr(settings, parameter) is None and None in tuple(rows):
                right = f'name an assumption: {parameter} = "…"'
                yield Problem(("goods", name), f"the table has no {parameter} of {name}", right)


CHECKS_OF_OWN: dict[type[Any], tuple[Callable[..., Found], ...]] = {
    Member: (_ends_later,),
    OwnBloc: (_some_members, _ends_later),
    OwnRegion: (_a_title, _members_of),
    Value: (_range_about,),
    OwnFigure: (_one_value_each,),
    OwnTie: (_ends_later,),
    OwnConversion: (_converted,),
    OwnPlace: (_a_title, _one_state),
    OwnLine: (
        *(_a_title, _stops, _gauge, _oil_by_rail, _unit_of_line),
        *(_range_of_capacity, _first_before_last, _long_enough),
    ),
    OwnTerminal: (_unit_of_capacity, _range_of_capacity, _first_before_last),
    OwnSplit: (_way, _one_state),
    OwnGood: (_a_title, _codes, _enough_to_close),
}
OF_THE_WHOLE = (
    _own_sources,
    _own_blocs,
    _own_regions,
    _own_figures,
    _own_ties,
    _own_places,
    _own_lines,
    _own_terminals,
    _own_splits,
    _own_goods,
    _elastic,
)
