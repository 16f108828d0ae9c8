"""All that is known against what a metric read: the kinds that follow from cells and shocks."""

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING

from accord.case.model import Scenario
from accord.measures import MetricCall, Quality, measures
from accord.names import GoodName, StateName
from accord.study.evidence.age import old_data
from accord.study.evidence.closed import exports_only
from accord.study.evidence.counts import counts_of
from accord.study.evidence.found import Effect, Evidence
from accord.study.evidence.holes import holes_in
from accord.study.evidence.in_force import in_force
from accord.study.evidence.own_rows import own_rows
from accord.study.evidence.reach import cut_off, far_outside, undrawn
from accord.study.evidence.repaired import repaired_in
from accord.study.question import Cells

if TYPE_CHECKING:
    from accord.study.study import Study


MARKETS = {Quality.PRICED, Quality.PRICES, Quality.COUNTED}  # that a metric needs which reads one
# Parameters that name whom a number is about, the upper part of a share.
ABOUT = ("suppliers", "states", "bloc", "supplier", "replaced_by", "lost_from")


def known_of(
    call: MetricCall, cells: tuple[Cells, ...], year: int | None, study: "Study"
) -> tuple[Evidence, ...]:
    """Find what is known against a call's number, in the order of kinds.

    Parameters
    ----------
    cells : that the number was read from
    year : of the number; None where it has none
    """
    return tuple(sorted(_known(call, cells, year, study), key=lambda one: one.kind))


def _known(
    call: MetricCall, cells: tuple[Cells, ...], year: int | None, study: "Study"
) -> Iterator[Evidence]:
    case, world, about = study.case, study.world, _about(call)
    for found in holes_in(cells, about, world):
        yield _assumed_for(call, found)
    yield from repaired_in(cells, world)
    yield from counts_of(cells, about, world)
    yield from exports_only(cells, world)
    yield from own_rows(cells, world)
    yield from old_data(year, getattr(call.parameters, "year", None), case.day, _tables(cells))
    for scenario in scenarios_of(call, study):
        yield from in_force(scenario, tuple(case.goods), world)
        good = getattr(call.parameters, "good", None)
        if _reads_a_market(call, good, study):
            horizon = getattr(call.parameters, "horizon", None)
            reads = measures()[call.name].reads
            outcome = study.inquire().outcome(scenario, horizon, good=good, reads=reads)
            yield from far_outside(outcome.goods, world)
            yield from undrawn(outcome.goods, _named(call.parameters, ABOUT), world)
            if buyers := _buyers(call):
                yield from cut_off(outcome.goods, buyers, world)


def _reads_a_market(call: MetricCall, good: GoodName | None, study: "Study") -> bool:
    """Whether a metric reads prices, and there are any: not of ways, nor of what has no market."""
    if not {need.quality for need in measures()[call.name].needs} & MARKETS:
        return False
    return good is None or (good in study.case.goods and study.world.market_reason(good) is None)


def _buyers(call: MetricCall) -> tuple[StateName, ...]:
    """Name the buyers whose prices or tonnes a call reads; nobody where it reads sellers."""
    p = call.parameters
    one = getattr(p, "buyer", None) or (p.state if getattr(p, "side", "") == "buyer" else None)
    return (one,) if one else tuple(getattr(p, "buyers", ()))


def _about(call: MetricCall) -> tuple[str, ...]:
    """Name whom a number is about: the suppliers of a buyer, else the buyers of suppliers."""
    inner = getattr(call.parameters, "of", None)
    about = inner if isinstance(inner, MetricCall) else call
    measure = measures()[about.name]
    of_buyers = measure.takes("buyers") and not measure.takes("buyer")
    return _named(about.parameters, ("buyers",) if of_buyers else ABOUT)


def _named(parameters: object, keys: tuple[str, ...]) -> tuple[str, ...]:
    """List the states and blocs that some parameters name."""
    found: list[str] = []
    for key in keys:
        value = getattr(parameters, key, None) or ()
        found += (value,) if isinstance(value, str) else tuple(value)
    return tuple(dict.fromkeys(found))


def _assumed_for(call: MetricCall, found: Evidence) -> Evidence:
    """Let a hole be a note where the claim itself assumes what is not recorded."""
    if getattr(call.parameters, "outside", None) is None:
        return found
    says = f"{found.says}; the case's own assumption stands for it"
    return Evidence(
        kind=found.kind,
        effect=Effect.NOTE,
        says=says,
        sources=found.sources,
        remembered=found.remembered,
    )


def _tables(cells: tuple[Cells, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.table for one in cells))


def scenarios_of(call: MetricCall, study: "Study") -> tuple[Scenario, ...]:
    """Give the scenarios that a call names."""
    named = (
        getattr(call.parameters, f.name)
        for f in fields(call.parameters)
        if f.name in ("scenario", "against") or f.name.endswith("_scenario")
    )
    return tuple(study.case.scenario(name) for name in named if isinstance(name, str))
