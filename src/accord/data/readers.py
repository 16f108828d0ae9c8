"""Tables: a folder of tables as a value, every reader one of its methods.

    tables = Tables.open()                      the package's own
    tables.goods["crude-oil"], tables.ties      what has no arguments is an attribute
    tables.trade(years=[2023], codes=["270900"])
    other = Tables.open("mine", over=tables)    a later BACI, with all else as in the package

What is read is kept by the value that read it, so that two folders or vintages can be open side by
side, in any number of threads. A folder may hold only some tables: what it lacks comes from `over`,
or, where nothing is named, is an empty table (see `shelf`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from accord.data import catalogue as catalogues
from accord.data.brought import TRADE
from accord.data.catalogue import TABLES
from accord.data.laid import Laid
from accord.data.shelf import Shelf
from accord.errors import InputError
from accord.later import Later

if TYPE_CHECKING:
    import polars as pl

    from accord.axes import Array
    from accord.data import abilities as what_can
    from accord.data import balance as balances
    from accord.data import (
        called,
        elsewhere,
        evidence,
        facts,
        judged,
        network_files,
        reallocation,
        reasons,
        trust,
    )
    from accord.data import corridors as networks
    from accord.data import flows as flow_arrays
    from accord.data import goods as goods_table
    from accord.data import governance as ratings
    from accord.data import keys as table_keys
    from accord.data import market as markets
    from accord.data import presence as counts
    from accord.data import production as output
    from accord.data import rules as rule_table
    from accord.data import sources as source_tables
    from accord.data import trade as trade_rows
    from accord.data import units as unit_tables
    from accord.data import years as years_table
    from accord.data.abilities import Abilities
    from accord.data.balance import Balance
    from accord.data.brought import Brought
    from accord.data.catalogue import Table, Verified
    from accord.data.computed import Closing
    from accord.data.flows import Flows
    from accord.data.goods import Good
    from accord.data.keys import Member, Of
    from accord.data.market import Balanced
    from accord.data.rules import Rules
    from accord.data.sources import Source
    from accord.data.trust import BalanceTest, Measured
    from accord.data.units import Carried
    from accord.data.years import Years
else:  # each is imported by who reads its table
    what_can = Later("accord.data.abilities")
    balances = Later("accord.data.balance")
    called = Later("accord.data.called")
    elsewhere = Later("accord.data.elsewhere")
    evidence = Later("accord.data.evidence")
    facts = Later("accord.data.facts")
    judged = Later("accord.data.judged")
    reallocation = Later("accord.data.reallocation")
    reasons = Later("accord.data.reasons")
    trust = Later("accord.data.trust")
    networks = Later("accord.data.corridors")
    network_files = Later("accord.data.network_files")
    flow_arrays = Later("accord.data.flows")
    goods_table = Later("accord.data.goods")
    ratings = Later("accord.data.governance")
    table_keys = Later("accord.data.keys")
    markets = Later("accord.data.market")
    counts = Later("accord.data.presence")
    output = Later("accord.data.production")
    rule_table = Later("accord.data.rules")
    source_tables = Later("accord.data.sources")
    trade_rows = Later("accord.data.trade")
    unit_tables = Later("accord.data.units")
    years_table = Later("accord.data.years")

# What a set that a user adds is about, and who says so there.
OWN = ((TRADE, "baci"), ("ideal_points.csv", "votes-own"))
Wanted = TypeVar("Wanted")


@dataclass(frozen=True, eq=False, repr=False)
class Tables:
    """A folder of tables. Make it with `Tables.open`."""

    shelf: Shelf

    @classmethod
    def open(cls, folder: str | Path | None = None, *, over: Tables | None = None) -> Tables:
        """Open a folder of tables, by default the package's own; nothing is read yet.

        Parameters
        ----------
        folder : with a `catalogue.toml` of its tables, as `accord data build` and `add` write it
        over : where tables come from that the folder doesn't have; without it those are empty

        Raises
        ------
        InputError
            No such folder. A damaged table is a DataError where it is read.
        """
        if folder is None:
            return PACKAGE
        path = Path(folder)
        if not path.is_dir():
            raise InputError(f"no folder {path}")
        return cls(Shelf(path, over.shelf if over else None))

    def laid(self, brought: Brought) -> Tables:
        """Lay rows of a case over these tables; those of another case are taken off first.

        The same rows over the same tables are read once, whoever asks.
        """
        shelf = self.shelf.under if isinstance(self.shelf, Laid) else self.shelf
        if brought:
            return shelf.laid.get(brought, lambda: Tables(Laid(shelf, brought)))
        return self if shelf is self.shelf else Tables(shelf)

    def __repr__(self) -> str:
        """Name the folder, and what it lies over."""
        below = self.shelf.below
        return f"Tables({self.shelf.folder}{f' over {below.folder}' if below else ''})"

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel to another process as the folders' names; what was read stays behind."""
        if isinstance(self.shelf, Laid):
            return Tables.laid, (Tables(self.shelf.under), self.shelf.own)
        below = self.shelf.below
        folder = None if self is PACKAGE else self.shelf.folder
        return _opened, (folder, Tables(below) if below else None)

    # ------------------------------------------------------------ trade and production

    @property
    def years(self) -> Years:
        """Years of trade and of markets, the default, and known gaps."""
        return years_table.years(self.shelf)

    @property
    def traded_years(self) -> tuple[int, ...]:
        """Years of trade, of these tables and of all below."""
        return years_table.traded(self.shelf)

    def gaps(self, year: int) -> tuple[str, ...]:
        """Say what is known to be missing in the data of a year."""
        return years_table.gaps(self.shelf, year)

    @property
    def all_states(self) -> tuple[str, ...]:
        """The states of the data, ISO 3166 alpha-3, sorted: the order of every axis of states."""
        return tuple(what_can.names(self.shelf, "state"))

    def presence(self, year: int) -> pl.DataFrame:
        """Count rows by state in a year: state, supplied, bought."""
        return counts.presence(self.shelf, year)

    @property
    def covered_codes(self) -> tuple[str, ...]:
        """The HS6 codes that the trade covers, in order."""
        return tuple(sorted(what_can.names(self.shelf, "code")))

    def lacks(self, codes: Iterable[str]) -> str:
        """Say which of these codes the trade doesn't cover, and why if that is known; or ""."""
        return trade_rows.lacks(self.shelf, codes)

    def right_good(self, name: str) -> str:
        """Say why a good that policy speaks of isn't here and what to do; "" for other names."""
        return elsewhere.right_good(self.shelf, name)

    def traded_rows(self, code: str, year: int) -> int:
        """Count the recorded rows of a code in a year; 0 of a code that is not covered."""
        return trade_rows.row_count(self.shelf, code, year)

    @property
    def known_codes(self) -> tuple[str, ...]:
        """The HS6 codes that the trade covers, or the trade of the folder below, in order."""
        return what_can.known_codes(self.shelf)

    def trade(
        self, *, years: Iterable[int] | None = None, codes: Iterable[str] | None = None
    ) -> pl.DataFrame:
        """Read recorded rows; columns, units and errors as `data.trade.trade` says."""
        return trade_rows.trade(self.shelf, years=years, codes=codes)

    def cleaned(
        self, *, years: Iterable[int] | None = None, codes: Iterable[str] | None = None
    ) -> pl.DataFrame:
        """Read rows with wrong codes and wrong tonnes put right: `trade`, and `adjusted`."""
        return trade_rows.cleaned(self.shelf, years=years, codes=codes)

    def flows(self, codes: tuple[str, ...], year: int) -> Flows:
        """Read the cleaned flows of some codes in a year as arrays (S, S), US$ and t."""
        return flow_arrays.flows_of(self.shelf, codes, year)

    def pairs(self, codes: tuple[str, ...], year: int) -> pl.DataFrame:
        """Sum the cleaned rows of some codes in a year by pair of states, US$ and t."""
        return flow_arrays.pairs_of(self.shelf, codes, year)

    def production(
        self, *, years: Iterable[int] | None = None, series: Iterable[str] | None = None
    ) -> pl.DataFrame:
        """Read production by year, state and series; units as `data.production` says."""
        return output.production(self.shelf, years=years, series=series)

    def production_rows(self, series: str, year: int) -> int:
        """Count the rows of a series in a year; 0 of a series that there is not."""
        return output.row_count(self.shelf, series, year)

    @property
    def all_series(self) -> tuple[str, ...]:
        """The series of production, in order of name."""
        return output.all_series(self.shelf)

    def produced(self, good: Good, year: int) -> Array:
        """Sum a good's series by state: (S,), in product tonnes where they convert."""
        return flow_arrays.produced(self.shelf, good, year)

    def governance(self, *, years: Iterable[int] | None = None) -> pl.DataFrame:
        """Read the rating of political stability: year, state, estimate, stderr."""
        return ratings.governance(self.shelf, years=years)

    def names(self, kind: str) -> Mapping[str, None]:
        """Give the names of a kind, in order: blocs, figures; kinds as `data.abilities` says."""
        return what_can.names(self.shelf, kind)

    def members_of(self, bloc: str) -> tuple[Member, ...]:
        """Say who is, was or will be a member of a bloc or region; () where none is called so."""
        return table_keys.members(self.shelf).get(bloc, ())

    def tied(self, relation: str | None = None) -> Iterator[str]:
        """Say with whom or what there are ties, of a relation or of any."""
        for of, objects in table_keys.tied(self.shelf).items():
            if relation in (None, of):
                yield from objects

    def figures_of(self, name: str) -> tuple[Of, ...]:
        """Say of whom, of when and in which unit there is a figure; () where none is called so."""
        return table_keys.figures(self.shelf).get(name, ())

    @property
    def abilities(self) -> Abilities:
        """What each good, state, bloc and figure can be asked: (quality, name) -> of what."""
        return what_can.abilities(self.shelf)

    # ------------------------------------------------------------ goods and their markets

    @property
    def goods(self) -> Mapping[str, Good]:
        """Every good, by name."""
        return goods_table.goods(self.shelf)

    def good(self, name: str) -> Good:
        """Give one good by name; a wrong name is answered with the nearest right one."""
        return goods_table.good(self.shelf, name)

    @property
    def rules(self) -> Rules:
        """The rules that adjust recorded rows, by name."""
        return rule_table.rules(self.shelf)

    def exports_only(self, good: Good, year: int) -> bool:
        """Whether nothing is known of a good's production but that what is sold was made."""
        return markets.exports_only(self.shelf, good, year)

    @property
    def balance_tests(self) -> tuple[BalanceTest, ...]:
        """The tests that a balance has to pass to be trusted."""
        return trust.balance_tests(self.shelf)

    @property
    def enough_years(self) -> int:
        """The number of market years in which the balance of a priced good must pass."""
        return trust.enough_years(self.shelf)

    def closing(self, good: Good, year: int) -> Closing:
        """Give what a market needs of a balance; InputError, with the reason, if there is none."""
        return balances.closing(self.shelf, good, year)

    def closed_market(self, good: Good, year: int, recorded: Flows | None = None) -> Balanced:
        """Close a good's market in a year, whether or not it can be trusted: masses in t.

        `recorded` stands in for the flows of the tables, where they are read otherwise.
        """
        return markets.closed_market(self.shelf, good, year, recorded)

    def balanced(self, good: Good, year: int) -> Balanced:
        """Close a market that can be trusted; InputError, with the reason, where there is none."""
        return balances.balanced(self.shelf, good, year)

    def no_market(self, good: Good, year: int) -> str | None:
        """Say why a good has no market in a year that could be trusted; None where it has one."""
        return reasons.no_market(self.shelf, good, year)

    def tried(self, good: Good, year: int, closed: Balanced) -> tuple[Measured, ...]:
        """Try the balance of a good in a year by every test."""
        return trust.tried(self.shelf, good, year, closed)

    def balance(self, good: str, year: int | None = None) -> Balance:
        """Balance a good in a year, by default the default one, with every rule and its effect."""
        return balances.balance(self.shelf, good, year)

    # ------------------------------------------------------------ curated facts

    @property
    def states(self) -> pl.DataFrame:
        """States: iso3, name, m49_region, m49_subregion."""
        return facts.states(self.shelf)

    @property
    def state_names(self) -> pl.DataFrame:
        """What states are called in a text: iso3, name, kind (name, demonym, capital), source."""
        return facts.state_names(self.shelf)

    def state_called(self, label: str) -> str | None:
        """Give the code of the state that a label means, by code or any name; None for none."""
        return called.state_called(self.shelf, label)

    def nearest_state(self, label: str) -> str | None:
        """Give the code of the state that a label comes nearest to; None where none is near."""
        return called.nearest_state(self.shelf, label)

    @property
    def blocs(self) -> pl.DataFrame:
        """Memberships of blocs and regions: bloc, state, start, end, source, status."""
        return facts.blocs(self.shelf)

    @property
    def regions(self) -> pl.DataFrame:
        """Regions: region, title, state, source, status; `blocs` has them too."""
        return facts.regions(self.shelf)

    @property
    def ties(self) -> pl.DataFrame:
        """Ties: subject, relation, object, dates, source, status, note."""
        return facts.ties(self.shelf)

    @property
    def figures(self) -> pl.DataFrame:
        """Single figures: figure, state, year, value, low, high, unit, source, status, note."""
        return facts.figures(self.shelf)

    @property
    def elasticities(self) -> pl.DataFrame:
        """Elasticities, magnitudes: good, parameter, horizon, low, central, high, source."""
        return facts.elasticities(self.shelf)

    @property
    def instruments(self) -> pl.DataFrame:
        """What the accord's texts say: a row an instrument, a column a clause."""
        return facts.instruments(self.shelf)

    @property
    def accessions(self) -> pl.DataFrame:
        """Past decisions to join an accord: case, stage, joined, dates, source, status."""
        return facts.accessions(self.shelf)

    @property
    def projects(self) -> pl.DataFrame:
        """Projects of two states by sector: state, partner, sector, what, year, source."""
        return facts.projects(self.shelf)

    @property
    def critical_lists(self) -> pl.DataFrame:
        """Official lists of critical minerals: list, mineral, kind, goods that tell it, source."""
        return facts.critical_lists(self.shelf)

    @property
    def ideal_points(self) -> pl.DataFrame:
        """Ideal points in UN votes: state, year, point, low, high."""
        return facts.ideal_points(self.shelf)

    # ------------------------------------------------------------ what is wrong with the numbers

    @property
    def holes(self) -> pl.DataFrame:
        """Known holes in recorded trade, with outside totals: columns as `data.evidence` says."""
        return evidence.holes(self.shelf)

    @property
    def in_force(self) -> pl.DataFrame:
        """Embargoes, bans, licences, quotas, caps and tariffs, dated."""
        return evidence.in_force(self.shelf)

    @property
    def second_production(self) -> pl.DataFrame:
        """The second count of minerals by good, year and state."""
        return evidence.second_production(self.shelf)

    # ------------------------------------------------------------ reallocation

    def judged(self, use: str, wanted: type[Wanted]) -> Wanted:
        """Fill a dataclass with numbers that were chosen and not fitted: see `data.judged`."""
        return judged.judged(self.shelf, use, wanted)

    @property
    def one_price_goods(self) -> tuple[str, ...]:
        """The goods that are much the same whoever sells them: crude oil, coal, LNG."""
        return reallocation.one_price_goods(self.shelf)

    @property
    def named_shocks(self) -> pl.DataFrame:
        """Sudden changes of trade that the public record names: columns as in the module."""
        return reallocation.named_shocks(self.shelf)

    @property
    def supply_shocks(self) -> pl.DataFrame:
        """Losses of supply and the prices that followed; the catalogue names their units."""
        return reallocation.supply_shocks(self.shelf)

    @property
    def places(self) -> pl.DataFrame:
        """Where states lie: state, lat, lon (degrees), source."""
        return reallocation.places(self.shelf)

    @property
    def pool_parameters(self) -> pl.DataFrame:
        """Fitted parameters of the pool: side, until, parameter, value, stderr, events."""
        return reallocation.pool_parameters(self.shelf)

    @property
    def pool_update(self) -> pl.DataFrame:
        """How much a first year after a shock counts once it is known: by side and parameter."""
        return reallocation.pool_update(self.shelf)

    @property
    def pool_analogues(self) -> pl.DataFrame:
        """Past counterparts of events: side, after, what they were like, share and observed."""
        return reallocation.pool_analogues(self.shelf)

    @property
    def backtest_events(self) -> pl.DataFrame:
        """Events of the back-tests, found and named."""
        return reallocation.backtest_events(self.shelf)

    @property
    def backtest_scores(self) -> pl.DataFrame:
        """Scores of the back-tests, a row for each case and model."""
        return reallocation.backtest_scores(self.shelf)

    @property
    def backtest_links(self) -> pl.DataFrame:
        """What was foretold of each counterpart that counts, and what came."""
        return reallocation.backtest_links(self.shelf)

    # ------------------------------------------------------------ corridors

    @property
    def corridors(self) -> Mapping[str, pl.DataFrame]:
        """Tables of the network, as `accord.engines.corridor.load` takes them."""
        return networks.corridors(self.shelf)

    @property
    def capacity_units(self) -> tuple[str, ...]:
        """Units of capacity that are understood: "Mt/a", "kb/d"."""
        return tuple(unit_tables.units(self.shelf))

    def least_km(self, stops: Sequence[str]) -> float:
        """Add up the great circles from place to place of the network, less what rounding takes."""
        return networks.least_km(self.shelf, stops)

    @property
    def lng_terminals(self) -> pl.DataFrame:
        """Liquefaction and regasification by state, Mt of LNG a year."""
        return networks.lng_terminals(self.shelf)

    @property
    def rates(self) -> pl.DataFrame:
        """Speeds, waiting times and costs of the network: rate, of, scope, value, unit."""
        return networks.rates(self.shelf)

    @property
    def events(self) -> pl.DataFrame:
        """What closed or narrowed a passage: event, passage, start, end, open_share."""
        return networks.events(self.shelf)

    @property
    def units(self) -> Mapping[str, tuple[str, float]]:
        """Units of what is carried: unit -> (unit that it becomes, factor)."""
        return unit_tables.units(self.shelf)

    @property
    def carried(self) -> Mapping[str, Carried]:
        """How each good is carried that the network knows by name."""
        return unit_tables.carried(self.shelf)

    @property
    def unit_table(self) -> pl.DataFrame:
        """Units of what is carried, with the ranges of their factors and who says so."""
        return networks.unit_table(self.shelf)

    def splits(self, state: str | None = None, good: str | None = None) -> pl.DataFrame:
        """How exports or imports were split over routes, as published."""
        return networks.splits(self.shelf, state, good)

    def read_network(self, nodes: Path, edges: Path) -> Mapping[str, pl.DataFrame]:
        """Read a user's network from two CSV files, at the rates of these tables."""
        return network_files.read_network(self.shelf, nodes, edges)

    # ------------------------------------------------------------ where it comes from

    @property
    def brought(self) -> Brought:
        """What a case brought that lies over the folder."""
        return self.shelf.brought

    @property
    def sources(self) -> Mapping[str, Source]:
        """Every source, by key."""
        return source_tables.sources(self.shelf)

    @property
    def name(self) -> str:
        """What a set that a user added is called: its name and release; "" where there is none."""
        own = self._own
        if own is None:
            return ""
        folder, source = own[0], self.sources.get(own[1])
        return f"{folder.name} ({source.version})" if source else folder.name

    @property
    def own_folder(self) -> Path | None:
        """The folder of trade, or of votes, over the package's; None where both are its own."""
        return self._own[0] if self._own else None

    @property
    def _own(self) -> tuple[Path, str] | None:
        """The folder that a user added, and the source of what it is about."""
        for table, source in OWN:
            owner = self.shelf.owner(table)
            if owner is not None and owner.below is not None:
                return owner.folder, source
        return None

    @property
    def catalogue(self) -> Mapping[str, Table]:
        """Every table, by file name, with its SHA-256; of two folders the upper one's."""
        below = Tables(self.shelf.below).catalogue if self.shelf.below else {}
        return {**below, **self.shelf.catalogue}

    @property
    def digest(self) -> str:
        """One checksum of all tables: what tells one state of the data from another.

        Raises DataError where the catalogue is damaged.
        """
        listed = (f"{name} {table.sha256}" for name, table in sorted(self.catalogue.items()))
        return sha256("\n".join(listed).encode()).hexdigest()

    def verify(self) -> tuple[Verified, ...]:
        """Check every file of the folder against the catalogue, now."""
        return catalogues.verify(self.shelf.folder)


def _opened(folder: Path | None, over: Tables | None) -> Tables:
    return Tables.open(folder, over=over)


# The package's own: one value, so that a process reads and checks each of its files once.
PACKAGE = Tables(Shelf(TABLES))
