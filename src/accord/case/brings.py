"""All that a case brings, as the rows and values that lie over accord's tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from accord.case.assumptions import FROM_MEMORY, JUDGEMENT
from accord.case.own import OwnBloc, OwnFigure, OwnGood, OwnRegion, OwnSource, OwnTie
from accord.case.own_network import (
    OwnLine,
    OwnPlace,
    OwnSplit,
    OwnTerminal,
    line_row,
    place_row,
    split_row,
    terminal_row,
)
from accord.case.own_rows import row, said, status_of

if TYPE_CHECKING:
    from accord.data.brought import Brought, Row
    from accord.data.goods import Good
    from accord.data.sources import Source

THE_CASE = "the case itself"
NO_MARKET = (
    "the case gives no way to close its market: production with a conversion, or "
    'closing = "net-exports"'
)
UNSOURCED = {
    JUDGEMENT: "Judgement: the case says so, and names no source",
    FROM_MEMORY: "From memory: the case says so, and names no source",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """All that a case brings; `files` are the rows read of [flows] and [production]."""

    sources: Mapping[str, OwnSource] = field(default_factory=dict)
    blocs: Mapping[str, OwnBloc] = field(default_factory=dict)
    regions: Mapping[str, OwnRegion] = field(default_factory=dict)
    figures: Mapping[str, OwnFigure] = field(default_factory=dict)
    ties: tuple[OwnTie, ...] = ()
    goods: Mapping[str, OwnGood] = field(default_factory=dict)
    places: Mapping[str, OwnPlace] = field(default_factory=dict)
    lines: Mapping[str, OwnLine] = field(default_factory=dict)
    terminals: tuple[OwnTerminal, ...] = ()
    splits: tuple[OwnSplit, ...] = ()
    files: tuple[Any, ...] = ()

    @property
    def brought(self) -> "Brought":
        """The rows of it, as they lie over the tables."""
        from accord.data.brought import Brought  # heavy, and of no use to who reads no tables

        return Brought(
            blocs=tuple(row for one in self.blocs.values() for row in _memberships(one)),
            regions=tuple(row for one in self.regions.values() for row in _in_region(one)),
            figures=tuple(row for one in self.figures.values() for row in _values(one)),
            ties=tuple(map(_tie, self.ties)),
            goods=tuple(_good(name, one, self._traded) for name, one in self.goods.items()),
            places=tuple(map(place_row, self.places.values())),
            lines=tuple(map(line_row, self.lines.values())),
            stops=tuple((one.name, one.stops) for one in self.lines.values()),
            terminals=tuple(map(terminal_row, self.terminals)),
            splits=tuple(map(split_row, self.splits)),
            files=self.files,
            said=tuple(self._said.items()),
            sources=(*map(_source, self.sources.values()), *self._unsourced),
        )

    @property
    def _traded(self) -> frozenset[str]:
        """What the files beside the case name."""
        return frozenset().union(*(one.named for one in self.files))

    @property
    def _said(self) -> dict[str, tuple[str, ...]]:
        """The sources of each good, place and line, by its name."""
        named: dict[str, OwnPlace | OwnLine] = {**self.places, **self.lines}
        of_goods = {name: _sources_of(one) for name, one in self.goods.items()}
        return {name: (one.source,) for name, one in named.items()} | of_goods

    @property
    def sourced_by(self) -> frozenset[str]:
        """Every source that something of it names, and the words that stand in place of one."""
        listed: tuple[Any, ...] = (
            *(*self.blocs.values(), *self.regions.values(), *self.figures.values(), *self.ties),
            *(*self.terminals, *self.splits, *self.files),
        )
        return frozenset(one.source for one in listed).union(*self._said.values())

    @property
    def _unsourced(self) -> tuple["Source", ...]:
        """The words that stand in place of a source, as sources, where something bears them."""
        named = self.sourced_by
        return tuple(
            _source(OwnSource(key=key, title=title))
            for key, title in UNSOURCED.items()
            if key in named
        )


def _memberships(bloc: OwnBloc) -> "Iterator[Row]":
    for one in bloc.all_members:
        yield row(bloc=bloc.name, state=one.state, start=one.start, end=one.end, **said(bloc))


def _in_region(region: OwnRegion) -> "Iterator[Row]":
    for state in region.members:
        yield row(region=region.name, title=region.title, state=state, **said(region))


def _values(figure: OwnFigure) -> "Iterator[Row]":
    for one in figure.values:
        yield row(
            figure=figure.name,
            state=one.state,
            year=one.year,
            value=one.value,
            low=one.low,
            high=one.high,
            unit=figure.unit,
            note=figure.note,
            **said(figure),
        )


def _tie(tie: OwnTie) -> "Row":
    return row(
        subject=tie.subject,
        relation=tie.relation,
        object=tie.object,
        start=tie.start,
        end=tie.end,
        note=tie.note,
        **said(tie),
    )


def _sources_of(good: OwnGood) -> tuple[str, ...]:
    converted = (good.conversion.source,) if good.conversion else ()
    return tuple(dict.fromkeys((good.source, *converted)))


def _good(name: str, own: OwnGood, traded: frozenset[str]) -> "Good":
    """Make the good that accord's tables would hold.

    Where it has no code and a file of trade names it, its name is its code.
    """
    from accord.data.goods import Conversion, Good

    of, closing = own.conversion, own.closed_by
    conversion = (
        None
        if of is None
        else Conversion(
            low=of.low or of.central,
            central=of.central,
            high=of.high or of.central,
            unit=of.unit,
            source=of.source,
            status=status_of(of.source),
        )
    )
    return Good(
        name=name,
        title=own.title,
        codes=own.codes or ((name,) if name in traded else ()),
        production=own.production or None,
        conversion=conversion,
        closing=closing,
        stage=own.stage,
        priced=closing is not None,
        why_not=None if closing else NO_MARKET,
        critical_eu=False,
        critical_us=False,
        notes=own.notes,
    )


def _source(one: OwnSource) -> "Source":
    from accord.data.sources import Source

    return Source(
        key=one.key,
        title=one.title,
        publisher=one.publisher or THE_CASE,
        version="",
        licence=one.licence,
        terms="not read",
        link=one.link,
        retrieved=one.retrieved,
        note="brought by the case",
    )
