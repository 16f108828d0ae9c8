"""What a case brings of its own: blocs, figures, ties, goods, files of trade, and their sources.

A name may be used wherever one of the package may, and must be none of the package's: a report in
which `OTS` means something else than everywhere would mislead whoever reads it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal

from accord.case.assumptions import FROM_MEMORY, JUDGEMENT
from accord.case.form import BY_KEY
from accord.names import SourceName, StateName, Within

if TYPE_CHECKING:
    from accord.data.brought import Brought, Row
    from accord.data.goods import Good
    from accord.data.sources import Source

STATUS = {JUDGEMENT: "judgement", FROM_MEMORY: "from memory"}
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
class OwnSource:
    """A source that the case read, and accord's catalogue lacks."""

    key: str = field(metadata=BY_KEY)
    title: str  # of what was read
    publisher: str = ""  # who says so
    link: str = ""  # where it was read
    retrieved: dt.date | None = None  # the day on which it was read
    licence: str = ""  # under which it may be passed on


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A state that joined or left a bloc on a day of its own."""

    state: StateName  # a state, no bloc
    start: dt.date | None = None  # the first day as a member; long ago where unsaid
    end: dt.date | None = None  # the first day after it; it goes on where unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnBloc:
    """A named set of states."""

    name: str = field(metadata=BY_KEY)
    members: tuple[StateName, ...] = ()  # states, no blocs
    start: dt.date | None = None  # the first day of all of `members`; long ago where unsaid
    end: dt.date | None = None  # the first day after; it goes on where unsaid
    dated: tuple[Member, ...] = ()  # members with days of their own
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory

    @property
    def all_members(self) -> tuple[Member, ...]:
        """Everybody, each with its days."""
        together = (Member(state=one, start=self.start, end=self.end) for one in self.members)
        return (*together, *self.dated)


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One number of a figure: of whom, of when, and its range."""

    value: float  # in the figure's unit
    low: float | None = None  # with `high`: the range in which it lies
    high: float | None = None  # with `low`
    state: StateName | None = None  # of whom; of nobody in particular where unsaid
    year: int | None = None  # of when


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFigure:
    """A number from a source, or one for each of several states or years."""

    name: str = field(metadata=BY_KEY)
    unit: str  # of every value: "share", "US$", "Mt"
    values: tuple[Value, ...]  # one, or one for each state and year
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory
    note: str = ""  # what a reader should know of it


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTie:
    """A dated tie of a state or bloc with another, or with an organisation."""

    subject: StateName  # who has the tie
    relation: str  # of which kind: one of the table's, or one of the case's own
    object: str  # with whom or what
    start: dt.date | None = None  # the first day
    end: dt.date | None = None  # the first day after; it goes on where unsaid
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory
    note: str = ""  # what a reader should know of it


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnConversion:
    """Tonnes of the traded product per unit of the production series."""

    central: Annotated[float, Within(low=0, above=True)]  # 1.0 where both count the same tonnes
    low: Annotated[float, Within(low=0, above=True)] | None = None  # with `high`: its range
    high: Annotated[float, Within(low=0, above=True)] | None = None  # with `low`
    unit: str = "t/t"  # "t/t", "t/kg" or "t/Mm3"
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnGood:
    """A good that accord lacks: these keys stand in [goods.NAME] beside those of its market."""

    title: str  # what people call it
    # HS codes, six digits each, of accord's trade or of the case's [flows]; none where a column
    # `good` of [flows] names the good itself
    codes: tuple[str, ...] = ()
    stage: str = ""  # at which stage trade and production count it: "cathodes", "ore, gross weight"
    production: tuple[str, ...] = ()  # series of accord's production or of the case's [production]
    conversion: OwnConversion | None = None  # left out where the two are of different stages
    # how its market is closed: by production (where there are series and a conversion), or by net
    # exports: who sells more than it buys makes what it sells. No prices where neither can be
    closing: Literal["production", "net-exports"] | None = None
    source: SourceName = JUDGEMENT  # of what it is: the catalogue's or the case's, or judgement
    notes: tuple[str, ...] = ()  # what a reader has to know of its data

    @property
    def closed_by(self) -> Literal["production", "net-exports"] | None:
        """How its market is closed: as the case says, or as its data allow."""
        return self.closing or ("production" if self.production and self.conversion else None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFile:
    """A CSV that stands beside the case; `accord check` tells what is wrong in which row."""

    file: str  # its name in the folder of the case, or in a folder below
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory
    # take the place of accord's own rows of the same codes (or series) and years; without it a
    # code and year that accord has rows of is refused, since the two would be added up
    replaces: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """All that a case brings; `files` are the rows read of [flows] and [production]."""

    sources: Mapping[str, OwnSource] = field(default_factory=dict)
    blocs: Mapping[str, OwnBloc] = field(default_factory=dict)
    figures: Mapping[str, OwnFigure] = field(default_factory=dict)
    ties: tuple[OwnTie, ...] = ()
    goods: Mapping[str, OwnGood] = field(default_factory=dict)
    files: tuple[Any, ...] = ()

    @property
    def brought(self) -> "Brought":
        """The rows of it, as they lie over the tables."""
        from accord.data.brought import Brought  # heavy, and of no use to who reads no tables

        rows: tuple[OwnBloc | OwnFigure | OwnTie, ...]
        rows = (*self.blocs.values(), *self.figures.values(), *self.ties)
        said = {name: _sources_of(one) for name, one in self.goods.items()}
        traded = frozenset().union(*(one.named for one in self.files))
        named = {one.source for one in (*rows, *self.files)}.union(*said.values())
        unsourced = tuple(
            _source(OwnSource(key=key, title=title))
            for key, title in UNSOURCED.items()
            if key in named
        )
        return Brought(
            blocs=tuple(row for one in self.blocs.values() for row in _memberships(one)),
            figures=tuple(row for one in self.figures.values() for row in _values(one)),
            ties=tuple(_tie(one) for one in self.ties),
            goods=tuple(_good(name, one, traded) for name, one in self.goods.items()),
            said_of_goods=tuple(said.items()),
            files=self.files,
            sources=(*map(_source, self.sources.values()), *unsourced),
        )


def _memberships(bloc: OwnBloc) -> "Iterator[Row]":
    for one in bloc.all_members:
        yield _row(bloc=bloc.name, state=one.state, start=one.start, end=one.end, **_said(bloc))


def _values(figure: OwnFigure) -> "Iterator[Row]":
    for one in figure.values:
        yield _row(
            figure=figure.name,
            state=one.state,
            year=one.year,
            value=one.value,
            low=one.low,
            high=one.high,
            unit=figure.unit,
            note=figure.note,
            **_said(figure),
        )


def _tie(tie: OwnTie) -> "Row":
    return _row(
        subject=tie.subject,
        relation=tie.relation,
        object=tie.object,
        start=tie.start,
        end=tie.end,
        note=tie.note,
        **_said(tie),
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
            status=STATUS.get(of.source, "verified"),
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


def _said(one: OwnBloc | OwnFigure | OwnTie) -> dict[str, str]:
    """Give source and status: who names a source has read it."""
    return {"source": one.source, "status": STATUS.get(one.source, "verified")}


def _row(**columns: object) -> "Row":
    """Write values as a CSV has them; what is unknown is left out."""
    return tuple((name, str(held)) for name, held in columns.items() if held not in (None, ""))


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
