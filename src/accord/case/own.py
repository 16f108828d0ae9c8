"""What a case brings of its own: blocs, figures, ties and the sources that they name.

A name may be used wherever one of the package may, and must be none of the package's: a report in
which `OTS` means something else than everywhere would mislead whoever reads it.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from accord.case.assumptions import FROM_MEMORY, JUDGEMENT
from accord.case.form import BY_KEY
from accord.names import SourceName, StateName

if TYPE_CHECKING:
    from accord.data.laid import Brought, Row
    from accord.data.sources import Source

STATUS = {JUDGEMENT: "judgement", FROM_MEMORY: "from memory"}
THE_CASE = "the case itself"
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
class Own:
    """All that a case brings."""

    sources: Mapping[str, OwnSource] = field(default_factory=dict)
    blocs: Mapping[str, OwnBloc] = field(default_factory=dict)
    figures: Mapping[str, OwnFigure] = field(default_factory=dict)
    ties: tuple[OwnTie, ...] = ()

    @property
    def brought(self) -> "Brought":
        """The rows of it, as they lie over the tables."""
        from accord.data.laid import Brought  # heavy, and of no use to who reads no tables

        rows: tuple[OwnBloc | OwnFigure | OwnTie, ...]
        rows = (*self.blocs.values(), *self.figures.values(), *self.ties)
        named = {one.source for one in rows}
        unsourced = tuple(
            _source(OwnSource(key=key, title=title))
            for key, title in UNSOURCED.items()
            if key in named
        )
        return Brought(
            blocs=tuple(row for one in self.blocs.values() for row in _memberships(one)),
            figures=tuple(row for one in self.figures.values() for row in _values(one)),
            ties=tuple(_tie(one) for one in self.ties),
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
