"""What a case brings of its own: blocs, figures, ties, goods, files of trade, and their sources.

A name may be used wherever one of the package may, and must be none of the package's: a report in
which `OTS` means something else than everywhere would mislead whoever reads it.
"""

import datetime as dt
from dataclasses import dataclass, field
from typing import Annotated, Literal

from accord.case.assumptions import JUDGEMENT
from accord.case.form import BY_KEY
from accord.names import SourceName, StateName, Within


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
class OwnRegion:
    """A named set of states that nobody joins or leaves."""

    name: str = field(metadata=BY_KEY)
    title: str  # as it stands in a sentence: "the Copperbelt"
    members: tuple[StateName, ...]  # states, no blocs
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory


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
