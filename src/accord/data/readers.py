"""Tables: a folder of tables as a value, every reader one of its methods.

    tables = Tables.open()                      the package's own
    tables.goods["crude-oil"], tables.ties      what has no arguments is an attribute
    tables.trade(years=[2023], codes=["270900"])
    other = Tables.open("mine", over=tables)    a later BACI, with all else as in the package

What is read is kept by the value that read it, so that two folders or vintages can be open side by
side, in any number of threads. A folder may hold only some tables: what it lacks comes from `over`,
or, where nothing is named, is an empty table (see `shelf`). Readers of facts, of past trade and of
the network stand in modules of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accord.data import catalogue as catalogues
from accord.data.brought import TRADE
from accord.data.catalogue import TABLES
from accord.data.fact_readers import FactReaders
from accord.data.laid import Laid
from accord.data.network_readers import NetworkReaders
from accord.data.past_readers import PastReaders
from accord.data.shelf import Shelf
from accord.errors import InputError
from accord.later import Later

if TYPE_CHECKING:
    import polars as pl

    from accord.axes import Array
    from accord.data import abilities as what_can
    from accord.data import balance as balances
    from accord.data import (
        elsewhere,
        reasons,
        trust,
    )
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
    from accord.data.years import Years
else:  # each is imported by who reads its table
    what_can = Later("accord.data.abilities")
    balances = Later("accord.data.balance")
    elsewhere = Later("accord.data.elsewhere")
    reasons = Later("accord.data.reasons")
    trust = Later("accord.data.trust")
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
    years_table = Later("accord.data.years")

# What a set that a user adds is about, and who says so there.
OWN = ((TRADE, "baci"), ("ideal_points.csv", "votes-own"))


@dataclass(frozen=True, eq=False, repr=False)
class Tables(FactReaders, PastReaders, NetworkReaders):
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
