"""Pictures of who depends on whom: a trade from both ends, and who supplied over the years.

Each is of what the metric of a claim is about. Nothing is judged by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from accord.axes import Array, Places
from accord.memo import kept
from accord.result.dependence import Counted, Dependence, Pair, Supplier, Supplies
from accord.result.made.about import About, about
from accord.result.made.values import number
from accord.study import Study
from accord.verdict import Verdict
from accord.verdict.finding import Drawn, Fact
from accord.verdict.metrics import Untestable, wording
from accord.verdict.metrics.market import dearer
from accord.verdict.metrics.record import enough_exports
from accord.verdict.metrics.wording import own, percent, sentence
from accord.world import World

SPAN = 15  # years that are shown, the last that of the claim
LARGEST = 5  # suppliers that stand by name
SIGMAS = (20.0, 3.0)  # sources nearly alike, and not
BY: dict[Counted, str] = {
    "value": "imports by value",
    "mass": "imports by mass",
    "output": "output",
}


def pictures(
    study: Study, judged: Sequence[Verdict]
) -> tuple[tuple[Dependence, ...], tuple[Supplies, ...]]:
    """Show each trade that claims name both ends of, and each supply, once for all its claims."""
    sides: dict[About, list[str]] = {}
    supplies: dict[About, list[str]] = {}
    for v in judged:
        if not isinstance(v, Drawn | Fact) or v.tested is None:
            continue
        if (it := about(v.tested.test.metric.parameters, study)) is None:
            continue
        if it.suppliers and it.buyers:
            sides.setdefault(replace(it, by="value", outward=False), []).append(v.id)
        if not it.outward and it.all_codes(study.world):
            supplies.setdefault(it, []).append(v.id)
    return (
        tuple(d for it, ids in sides.items() if (d := _dependence(it, tuple(ids), study))),
        tuple(s for it, ids in supplies.items() if (s := _supplies(it, tuple(ids), study.world))),
    )


def _dependence(it: About, claims: tuple[str, ...], study: Study) -> Dependence | None:
    """Show a trade from both ends; None where neither side has any on record."""
    world, what = study.world, it.title(study.world)
    pairs = tuple(_pairs(it, study))
    if not pairs:
        return None
    prices = " ".join(_dearer(pair, world) for pair in pairs if pair.dearer and pair.of_imports)
    return Dependence(
        finding=_loser(max(pairs, key=lambda pair: pair.value_usd), world),
        says=f"What would be gone without the recorded trade in {what} of {it.year}, by value. The "
        "larger loss is filled: who loses less has the lever."
        + f" {prices} Others' prices as they are; the least where sources are nearly alike (sigma "
        f"{SIGMAS[0]:g}), the most where they are not ({SIGMAS[1]:g})." * bool(prices),
        what=what,
        year=it.year,
        pairs=pairs,
        claims=claims,
    )


def _pairs(it: About, study: Study) -> Iterator[Pair]:
    """Hold what each supplier sells each buyer against all that either has."""
    world, what, year = study.world, it.all_codes(study.world), it.year
    for supplier in it.suppliers:
        for buyer in it.buyers:
            sold = world.exports(supplier, what, year)
            bought = float(world.imports(buyer, what, year).sum())
            if not bought or set(world.expand(supplier, year)) & set(world.expand(buyer, year)):
                continue
            between = float(sold[world.mask(buyer, year)].sum())
            few = not sold.any() or _too_few(supplier, it, study)
            low, high = (number(dearer(between / bought, s)) for s in SIGMAS)
            one_good = len(it.goods) == 1
            yield Pair(
                supplier=supplier,
                buyer=buyer,
                value_usd=between,
                of_exports=None if few else between / float(sold.sum()),
                of_imports=between / bought,
                dearer=(low, high) if one_good else None,
            )


def _too_few(supplier: str, it: About, study: Study) -> bool:
    """Whether what a supplier exports of a good is next to nothing beside what it makes."""
    try:
        for good in it.goods:
            enough_exports((supplier,), good, it.year, study.inquire())
    except Untestable:
        return True
    return False


def _loser(pair: Pair, world: World) -> str:
    """Say whose loss is the larger, and what the other side would lose."""
    seller, buyer = wording.states(pair.supplier, world), wording.states(pair.buyer, world)
    bought = f"{percent(pair.of_imports)} of its imports"
    if pair.of_exports is None:
        return sentence(f"{buyer} would lose {bought}; {seller} has too few exports on record")
    sold = f"{percent(pair.of_exports)} of its exports"
    if pair.of_exports > pair.of_imports:
        return sentence(f"{seller} would lose more: {sold}, {buyer} {bought}")
    more = "more" if pair.of_imports > pair.of_exports else "as much"
    return sentence(f"{buyer} would lose {more}: {bought}, {seller} {sold}")


def _dearer(pair: Pair, world: World) -> str:
    """Say what it would cost the buyer if the seller stopped."""
    seller, buyer = wording.states(pair.supplier, world), wording.states(pair.buyer, world)
    low, high = pair.dearer or (None, None)
    if low is None or high is None:
        return f"Nobody but {seller} is on record as selling it to {buyer}."
    return f"Without {seller} {buyer} would pay {percent(low)} to {percent(high)} more."


def _supplies(it: About, claims: tuple[str, ...], world: World) -> Supplies | None:
    """Show who supplied, year by year; None where fewer than two years are known."""
    supply = {year: amounts for year, amounts in _supply(it, world) if amounts.any()}
    if len(supply) < 2:
        return None
    years = tuple(range(min(supply), max(supply) + 1))
    shares = np.full((len(years), len(world.states)), np.nan)
    for year, amounts in supply.items():
        shares[year - years[0]] = amounts / amounts.sum()
    bloc = np.array([world.mask(it.suppliers, year) for year in years])
    together = np.where(bloc, shares, 0.0).sum(axis=1)
    alone = world.expand(*it.suppliers) if len(it.suppliers) == 1 else ()
    whole = np.nansum(shares, axis=0)
    order = [n for n in np.argsort(-whole, kind="stable")[:LARGEST] if whole[n] > 0]
    largest = tuple(
        Supplier(state=world.states[n], shares=_known(shares[:, n]))
        for n in order
        if (world.states[n],) != alone
    )
    return Supplies(
        **_in_words(it, years, together if it.suppliers else shares[:, order[0]], largest, world),
        what=it.title(world),
        buyer=it.buyers[0] if it.buyers else None,
        by=it.by,
        bloc=it.suppliers,
        years=years,
        together=_known(together) if it.suppliers else (),
        largest=largest,
        total=tuple(float(supply[year].sum()) if year in supply else 0.0 for year in years),
        claims=claims,
    )


def _in_words(
    it: About, years: tuple[int, ...], first: Array, largest: tuple[Supplier, ...], world: World
) -> dict[str, str]:
    """Say how large a share those were whom the claim asks about, or the largest supplier's."""
    whose = own(wording.states(it.buyers, world)) if it.buyers else "the world's"
    who = wording.states(it.suppliers or largest[0].state, world)
    where = f"{whose} {BY[it.by]} of {it.title(world)}"
    then, now = percent(float(first[0])), percent(float(first[-1]))
    together = " together" if len(it.suppliers) > 1 else ""
    return {
        "finding": sentence(f"{who}: {now} of {where} in {years[-1]}, {then} in {years[0]}"),
        "says": f"As recorded, year by year{f'; thick: {who}{together}' * bool(it.suppliers)}. By "
        f"name stand the {len(largest)} that supplied most over these years.",
    }


def _supply(it: About, world: World) -> Iterator[tuple[int, Array]]:
    """Give what each state supplied in each year that is known, up to the claim's: (S,)."""
    known = world.tables.years
    for year in range(it.year - SPAN + 1, it.year + 1):
        if it.by == "output" and year in known.production:
            yield year, np.nan_to_num(world.production(it.goods[0], year))
        elif it.by != "output" and year in known.trade:
            yield year, _bought(it, year, world)


def _bought(it: About, year: int, world: World) -> Array:
    """Give what a buyer took from each state in a year: (S,), US$ or t."""
    inside = world.mask(it.buyers[0], year)
    links = _links_of(world, it.all_codes(world), year)
    crossing = inside[links.buyer] & ~inside[links.supplier]
    amounts = links.mass if it.by == "mass" else links.value
    bought = np.zeros(len(world.states))
    np.add.at(bought, links.supplier[crossing], amounts[crossing])
    return bought


@dataclass(frozen=True, slots=True, kw_only=True)
class _Links:
    """Recorded trade by pair of states: (N,) each."""

    supplier: Places
    buyer: Places
    value: Array  # US$ of the year
    mass: Array  # t, 0 where that of some row is unknown


@kept
def _links_of(world: World, codes: tuple[str, ...] | None, year: int) -> _Links:
    """Lay recorded trade out by pair; several pictures are of the same goods."""
    rows = world.pairs(codes, year)
    return _Links(
        supplier=np.array([world.index(state) for state in rows["supplier"]], dtype=np.intp),
        buyer=np.array([world.index(state) for state in rows["buyer"]], dtype=np.intp),
        value=rows["value_usd"].to_numpy(),
        mass=np.nan_to_num(rows["mass_t"].to_numpy()),
    )


def _known(shares: Array) -> tuple[float | None, ...]:
    """Give shares, None of a year without any supply."""
    return tuple(number(share) for share in shares.tolist())
