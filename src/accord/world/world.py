"""The World of a year: states, goods, markets, recorded trade, ties; frozen, its arrays read-only.

Everything stands in the order of `states`, which is the same for all years, so that arrays of
different years can be compared. What is asked for is read then, once, and kept.

Membership of a bloc is a matter of the day asked about: where a year of trade is asked for, a bloc
is its members on 31 December of that year, whatever the World's own year.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from accord import names
from accord.axes import Array, Mask
from accord.data import Good, Source, Tables, overlaps
from accord.data.brought import PRODUCTION, TRADE, Brought
from accord.data.years import spans
from accord.errors import InputError, UnknownNameError
from accord.later import np, pl
from accord.markup import card
from accord.memo import Memo, kept
from accord.world import facts, trade
from accord.world.columns import Estimate, Figure, Market, Recorded, market_of
from accord.world.trade import By, Names, What
from accord.world.units import tonnes_in, volumes_of
from accord.world.variant import AS_IT_IS, Variant, roomy

if TYPE_CHECKING:
    from accord.data.keys import Of


@dataclass(frozen=True, eq=False)
class World:
    """One baseline year of the world. Make it with `load`."""

    tables: Tables
    year: int
    variant: Variant = AS_IT_IS
    memo: Memo = field(default_factory=Memo, init=False, repr=False)

    def _repr_html_(self) -> str:
        """Show the year and what is known of it in a notebook."""
        return card(f"World {self.year}", f"{len(self.states)} states, {len(self.goods)} goods")

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as tables and year; what was read stays behind."""
        return World, (self.tables, self.year, self.variant)

    def read_as(self, variant: Variant) -> "World":
        """Give the same World read otherwise: holes filled, other tonnes, another count."""
        return World(self.tables, self.year, variant)

    def laid(self, brought: Brought) -> "World":
        """Give the same World with rows of a case over its tables, and of no other case."""
        tables = self.tables.laid(brought)
        return self if tables is self.tables else World(tables, self.year, self.variant)

    @cached_property
    def states(self) -> tuple[str, ...]:
        """The states, ISO 3166 alpha-3, sorted: the order of every axis of states."""
        return self.tables.all_states

    @cached_property
    def goods(self) -> Mapping[str, Good]:
        """Every good, by name."""
        return self.tables.goods

    @property
    def data_gaps(self) -> tuple[str, ...]:
        """What is known to be missing in the year's data."""
        return self.tables.gaps(self.year)

    def index(self, state: str) -> int:
        """Give a state's place on the axes; a wrong code is answered with the nearest right one."""
        place = self._index.get(state)
        if place is None:
            names.require("state", state, self.states, where=f"in the world of {self.year}")
            raise AssertionError("unreachable: require has raised")
        return place

    @cached_property
    def _index(self) -> dict[str, int]:
        return {state: i for i, state in enumerate(self.states)}

    def good(self, name: str) -> Good:
        """Give a good by name."""
        if name not in self.goods and (right := self.tables.right_good(name)):
            raise UnknownNameError(f'no good "{name}"; {right}')
        return self.goods[names.require("good", name, self.goods)]

    def traded(self, good: str) -> bool:
        """Whether there is such a good, it has codes of its own, and the trade covers them."""
        codes = self.goods[good].codes if good in self.goods else ()
        return bool(codes) and set(codes) <= set(self.tables.covered_codes)

    def overlap(self, one: str, other: str) -> bool:
        """Tell whether two goods count some of the same tonnes, as LNG and all gas do."""
        return overlaps(self.good(one), self.good(other))

    def market(self, good: str) -> Market:
        """Close and price the market of a good in the World's year.

        Raises
        ------
        UnknownNameError
            No such good.
        InputError
            The good has no market, for the reason that its table gives; or its balance in the
            year fails a test, which is named; or the year has no production data.
        """
        return _market(self, good)

    def market_reason(self, good: str) -> str | None:
        """Say why prices of a good are not solved in the World's year; None where they are.

        Either its stage is not settled (`Good.why_not`), or its balance in the year fails a test,
        or the year has no production data. Raises UnknownNameError for a wrong name.
        """
        of = self.good(good)
        if not of.priced:
            return of.why_not
        return _no_market(self, good)

    def recorded(self, what: What = None, year: int | None = None) -> Recorded:
        """Read recorded trade of a good, of HS6 codes, or of all covered codes (None).

        `year` is any year of trade, by default the World's. Mass is cleaned; it is 0 in the
        few cells of a code and year of which nobody reported any mass.

        Raises UnknownNameError, or InputError for a year without data or a good without codes.
        """
        return trade.recorded(self, self._codes(what), self.year if year is None else year)

    def pairs(self, what: What = None, year: int | None = None) -> "pl.DataFrame":
        """List recorded trade by pair of states, as `recorded` sums it.

        supplier, buyer, value_usd (US$ of the year), mass_t (t, null where that of some row is
        unknown), adjusted (the rules that changed some row of the pair, or null).
        """
        return self.tables.pairs(self._codes(what), self.year if year is None else year)

    def imports(
        self, buyer: Names, what: What = None, year: int | None = None, by: By = "value"
    ) -> Array:
        """Sum what buyers took of record, by supplier: (S,), US$ of the year or t.

        A bloc buys as its members of that year together: what they sell each other is no import
        of the bloc. Several names stand for what at least one of them imports.
        """
        return trade.imports(self, trade.listed(buyer), what, self._of(year), by)

    def exports(
        self, supplier: Names, what: What = None, year: int | None = None, by: By = "value"
    ) -> Array:
        """Sum what suppliers sold of record, by buyer: (S,), US$ of the year or t.

        A bloc sells as its members of that year together, without what they sell each other.
        """
        return trade.exports(self, trade.listed(supplier), what, self._of(year), by)

    def share(
        self,
        suppliers: Names,
        buyer: Names,
        what: What = None,
        year: int | None = None,
        by: By = "value",
    ) -> float:
        """Give the suppliers' share in a buyer's recorded imports, 0..1; nan where it has none.

        Blocs are their members on 31 December of the year asked about. Trade among the members
        of a buying bloc counts neither above nor below the line.
        """
        bought = self.imports(buyer, what, year, by)
        taken, total = bought[self.mask(suppliers, self._of(year))].sum(), bought.sum()
        return float(taken / total) if total else np.nan

    def _of(self, year: int | None) -> int:
        return self.year if year is None else year

    def _codes(self, what: What) -> tuple[str, ...]:
        if what is None:
            return self.tables.covered_codes
        if isinstance(what, str) and what.isdigit():
            what = (what,)
        if isinstance(what, tuple):
            return tuple(names.require("HS6 code", c, self.tables.covered_codes) for c in what)
        good = self.good(what)
        if not good.codes:
            raise InputError(f"no recorded trade of {good.name}: {good.why_not}")
        return good.codes

    @property
    def brings(self) -> bool:
        """Whether a case brought anything that lies over the tables."""
        return bool(self.tables.brought)

    def brought_trade(self, code: str, year: int) -> str | None:
        """Name the source of a code's rows of a year where a case brought them."""
        return self.tables.brought.source_of(TRADE, code, year)

    def brought_production(self, series: str, year: int) -> str | None:
        """Name the source of a series' rows of a year where a case brought them."""
        return self.tables.brought.source_of(PRODUCTION, series, year)

    def described_by(self, name: str) -> tuple[str, ...]:
        """Name the sources of a good, place or line of a case; () for one of the package's."""
        return self.tables.brought.sources_of(name)

    def production(self, good: str, year: int | None = None) -> Array:
        """Give production by state: (S,), in the good's product tonnes.

        Where production and trade are of different stages (`Good.conversion` is None) it is in
        the unit of the series, such as metal content, and serves shares only. 0 for a state
        that is not listed. Raises InputError where the good has no series or the year no data.
        """
        return trade.production(self, good, self._of(year))

    def stability(self, year: int | None = None) -> Array:
        """Give the rating of political stability: (S,), about -2.5 to 2.5; nan where not rated."""
        rating = np.full(len(self.states), np.nan)
        rated = self.tables.governance(years=[self._of(year)])
        for state, estimate in rated.select("state", "estimate").iter_rows():
            if state in self._index:
                rating[self._index[state]] = estimate
        return trade.read_only(rating)

    def elasticity(self, good: str, parameter: str, horizon: str) -> Estimate | None:
        """Look up sigma, demand or supply, short or long run; None where the table has none."""
        self.good(good)
        row = self.tables.elasticities.filter(
            pl.col("good") == good, pl.col("parameter") == parameter, pl.col("horizon") == horizon
        )
        if not row.height:
            return None
        wanted = row.select("low", "central", "high", "source", "status").row(0, named=True)
        return Estimate(**wanted)

    @cached_property
    def blocs(self) -> tuple[str, ...]:
        """The names of all blocs, accords and regions."""
        return tuple(sorted(self.tables.names("members")))

    def bloc(self, name: str, on: dt.date | int | None = None) -> tuple[str, ...]:
        """List the members of a bloc on a date, or on 31 December of a year (by default its own).

        A state that joined that day is in, one that left that day is out.
        """
        names.require("bloc", name, self.blocs)
        when = self.year if on is None else on
        return facts.members(
            self, name, when if isinstance(when, dt.date) else dt.date(when, 12, 31)
        )

    def members(self, accord: str, on: dt.date | int | None = None) -> tuple[str, ...]:
        """List the members of an accord on a date: the same as `bloc`."""
        return self.bloc(accord, on)

    def expand(self, name: str, on: dt.date | int | None = None) -> tuple[str, ...]:
        """Turn a state, by code or any of its names, or a bloc into states."""
        if name in self._index:
            return (name,)
        if name in self.blocs:
            return self.bloc(name, on)
        if (code := self.tables.state_called(name)) in self._index:
            return (code,)
        known = (*self.states, *self.blocs)
        names.require("state or bloc", name, known, where=f"in the world of {self.year}")
        raise AssertionError("unreachable: require has raised")

    def mask(self, names: Names, on: dt.date | int | None = None) -> Mask:
        """Mark the states that are named, a bloc standing for its members on a day: (S,).

        The day is a date, or 31 December of a year, by default the World's own.
        """
        wanted = {state for name in trade.listed(names) for state in self.expand(name, on)}
        mask = np.zeros(len(self.states), dtype=bool)
        mask[[self._index[state] for state in wanted]] = True
        return mask

    def ties(
        self,
        relation: str | None = None,
        subject: str | None = None,
        object: str | None = None,
        on: dt.date | None = None,
    ) -> "pl.DataFrame":
        """Read the ties that match; `on` keeps those that hold on a date."""
        return facts.ties(self, relation, subject, object, on)

    def bonds(self, state: str, other: str, on: dt.date) -> list[dict[str, Any]]:
        """List what binds a state to another state or to a bloc on a date.

        Rows of ties, which have a relation, then of memberships, which have none.
        """
        return facts.bonds(self, state, other, on)

    def figure(self, name: str, state: str | None = None, year: int | None = None) -> Figure | None:
        """Look up a curated figure of a state and year; None where there is none.

        A state of None is a figure of no state in particular; a year of None the figure without
        year, else the newest. Raises UnknownNameError where no figure bears the name.
        """
        return facts.figure(self, name, state, year)

    def figures(
        self, name: str, party: str | None = None, year: int | None = None
    ) -> tuple[Figure, ...]:
        """Look up a figure of a state or bloc: the bloc's own, or where there is none its members'.

        Empty where there is none, and where a member's is missing. Raises UnknownNameError where no
        figure bears the name.
        """
        found = (self.figure(name, state, year) for state, _ in self._figures_of(name, party, year))
        return tuple(one for one in found if one)

    def figure_unit(self, name: str, party: str | None, year: int | None = None) -> str | None:
        """Give the unit in which `figures` gives a figure; None where it gives none."""
        of = self._figures_of(name, party, year)
        return of[0][1].unit if of else None

    def _figures_of(
        self, name: str, party: str | None, year: int | None
    ) -> "list[tuple[str | None, Of]]":
        """Say whose figures stand for a state or bloc: its own, or each member's."""
        if own := facts.figure_of(self, name, party, year):
            return [(party, own)]
        members = self.bloc(party, year) if party in self.blocs else ()
        found = [(state, facts.figure_of(self, name, state, year)) for state in members]
        return [] if any(of is None for _, of in found) else [(s, of) for s, of in found if of]

    @cached_property
    def choke(self) -> float:
        """The ratio to today's price index beyond which a buyer gives up; inf where none is given.

        A figure of the tables: no more is known of demand out there than that it ends.
        """
        found = self.tables.figures.filter(pl.col("figure") == "choke-price")
        return float(found["value"][0]) if found.height else float("inf")

    @property
    def corridors(self) -> "Mapping[str, pl.DataFrame]":
        """The tables of the network of corridors, as `accord.engines.corridor.load` takes them."""
        return roomy(self.tables.corridors, self.variant.room)

    def tonnes_in(self, unit: str) -> float:
        """Give the tonnes in one of a unit, as Mb/d, bcm/a or Mb: of a rate, those of a year.

        Raises InputError for a unit of another kind.
        """
        return tonnes_in(unit, self.tables)

    def piped(self, line: str) -> str | None:
        """Name the good that a pipeline carries; None of any other line, or of several goods."""
        tables = self.corridors
        held = tables["passages"].filter(passage=line)["lines"].drop_nulls()
        lines = [line, *(name for names in held for name in names.split(";"))]
        goods = tables["edges"].filter(pl.col("line").is_in(lines))["good"].unique().to_list()
        return goods[0] if len(goods) == 1 else None

    def volumes_of(self, good: str) -> Mapping[str, float]:
        """Give the tonnes a year in units of volume, Mb/d or bcm/a, of a good that pipes carry."""
        return volumes_of(good, self.tables)

    def splits(self) -> "pl.DataFrame":
        """Read how states' trade in a good was split over routes, as published."""
        return self.tables.splits()

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The names of the network's places."""
        return tuple(self.tables.names("node"))

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """The names of what can close: passages, lines and places of the network."""
        return tuple(sorted({*self.tables.names("line"), *self.tables.names("node")}))

    def name(self, state: str) -> str:
        """Give a state's everyday name."""
        return self._described[state][0]

    @property
    def state_names(self) -> list[tuple[str, str, str]]:
        """What states are called in a text: code, name, and whether name, demonym or capital."""
        told = self.tables.state_names.filter(pl.col("kind") != "written")
        return list(told.select("iso3", "name", "kind").iter_rows())

    @cached_property
    def region_titles(self) -> Mapping[str, str]:
        """What each region is called in a sentence, by its name: "the Sahel"."""
        return dict(self.tables.regions.select("region", "title").iter_rows())

    def region(self, state: str) -> tuple[str, str]:
        """Give a state's region and subregion in the geoscheme of the United Nations."""
        self.index(state)
        return self._described[state][1:]

    @cached_property
    def _described(self) -> Mapping[str, tuple[str, str, str]]:
        return self.tables.described

    def memberships(
        self, bloc: str | None = None, state: str | None = None, on: dt.date | None = None
    ) -> "pl.DataFrame":
        """Read the memberships that match; `on` keeps those that hold on a date."""
        return facts.memberships(self, bloc, state, on)

    def instruments(self) -> "pl.DataFrame":
        """Read what the accord's instruments say, clause by clause."""
        return self.tables.instruments

    def projects(self, *, state: str, partner: str, sector: str) -> "pl.DataFrame":
        """Read the projects of two states in a sector that a source was found for."""
        return self.tables.projects.filter(state=state, partner=partner, sector=sector)

    def critical(self, listed: str) -> Mapping[str, tuple[str, ...]]:
        """Read an official list of critical minerals: each, and the goods here that tell it."""
        rows = self.tables.critical_lists.filter(pl.col("list") == listed)
        return {r["mineral"]: tuple((r["goods"] or "").split()) for r in rows.iter_rows(named=True)}

    def ideal_points(self, until: int | None = None) -> "pl.DataFrame":
        """Read the ideal points of states in UN votes, of the newest year, or the newest until one.

        Empty where there are none up to then.
        """
        return facts.ideal_points(self, until)

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source of the package, by key."""
        return self.tables.sources

    def source(self, key: str) -> Source:
        """Give a source by key."""
        return self.sources[names.require("source", key, self.sources)]


def load(year: int | None = None, tables: Tables | None = None) -> World:
    """Make the World of a year, by default the one that the tables name as default.

    `tables` are by default the package's own. Raises InputError for a year without trade data.
    """
    of = Tables.open() if tables is None else tables
    known = of.years
    year = known.default if year is None else year
    if year not in known.trade:
        raise no_world(year, of)
    return World(of, year)


def no_world(year: object, tables: Tables) -> InputError:
    """Say that there is no World of a year, and which there are."""
    known = tables.years.trade
    write = known[0] if len(known) == 1 else "one of these years"
    there = f"trade is known for {spans(known)}; write {write}"
    return InputError(f"no world of {year!r}: {there}")


@kept
def _market(world: World, good: str) -> Market:
    return market_of(world.tables, world.good(good), world.year, world.variant)


@kept
def _no_market(world: World, good: str) -> str | None:
    return world.tables.no_market(world.good(good), world.year)
