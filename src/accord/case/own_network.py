"""What a case brings of its own to the network: places, lines, terminals, published splits."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Literal

from accord.case.assumptions import JUDGEMENT
from accord.case.form import BY_KEY
from accord.case.own_rows import row, said
from accord.names import GoodName, PassageName, PlaceName, SourceName, StateName, Within

if TYPE_CHECKING:
    from accord.data.brought import Row

Mode = Literal["rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline"]
Capacity = Annotated[float, Within(low=0)]
PIPED = {"oil-pipeline": "crude-oil", "gas-pipeline": "natural-gas"}  # what a pipe carries


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A town, port, field or terminal of the network."""

    name: str = field(metadata=BY_KEY)
    title: str  # as people call it
    state: StateName  # a state, no bloc
    lon: Annotated[float, Within(low=-180, high=180)]  # degrees, east is above 0
    lat: Annotated[float, Within(low=-90, high=90)]  # degrees, north is above 0
    kind: Literal["place", "port", "terminal"] = "place"
    hub: bool = False  # one of the largest of its state: where its trade in containers starts, ends
    handles: tuple[Literal["container", "oil", "lng"], ...] = ()  # what changes ship here
    gives: tuple[Literal["crude-oil", "natural-gas", "lng"], ...] = ()  # what can start here
    takes: tuple[Literal["crude-oil", "natural-gas", "lng"], ...] = ()  # what can end here
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLine:
    """A railway, road, ferry, sea lane or pipeline, from stop to stop."""

    name: str = field(metadata=BY_KEY)
    title: str  # as people call it
    mode: Mode  # what runs on it
    stops: tuple[PlaceName, ...]  # two places or more, of the network or of the case, in order
    # of the whole line, shared out by great circle; the great circle itself where unsaid, which is
    # the least that it can be
    km: Annotated[float, Within(low=0, above=True)] | None = None
    gauge: Annotated[int, Within(low=1)] | None = None  # of a railway, in mm
    both: bool | None = None  # ways; of a pipeline one way where unsaid, of all else both
    capacity: Capacity | None = None  # with `unit`; without limit where unsaid
    low: Capacity | None = None  # with `high`: the range that is published of it
    high: Capacity | None = None  # with `low`
    oil_capacity: Capacity | None = None  # of a railway, for crude in tank wagons; else no crude
    unit: str = ""  # of both: Mt/a, kt/a, Mb/d, kb/d, bcm/a, …
    # what is not running carries nothing until a scenario opens it: `new-line`
    status: Literal["running", "idle", "under construction", "proposed"] = "running"
    first_year: int | None = None  # in which it runs
    last_year: int | None = None
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory
    note: str = ""  # what a reader should know of it


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTerminal:
    """How much a place of the network loads or unloads of one kind of cargo."""

    place: PlaceName  # of the network or of the case
    handle: Literal["container", "teu", "oil", "lng"]  # teu: containers alone, by their number
    capacity: Capacity  # in `unit`
    low: Capacity | None = None  # with `high`: the range that is published of it
    high: Capacity | None = None  # with `low`
    unit: str  # Mt/a, kt/a, TEU/a, Mb/d, kb/d, bcm/a, Mt-LNG/a, …
    first_year: int | None = None  # in which it is in use
    last_year: int | None = None
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory
    note: str = ""  # what a reader should know of it


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSplit:
    """How much of a state's exports or imports of a good went one way in a year."""

    state: StateName  # a state, no bloc
    good: GoodName
    direction: Literal["export", "import"] = "export"
    year: int
    route: str  # what the way is called
    via: tuple[PassageName, ...]  # its places, and lines between two of them, in order
    quantity: Capacity  # in `unit`
    unit: Literal["Mt", "bcm"]
    source: SourceName = JUDGEMENT  # of the catalogue or the case, or judgement, or from memory
    note: str = ""  # what a reader should know of it


def place_row(one: OwnPlace) -> "Row":
    """Write a place as the table of places has it."""
    return row(
        node=one.name,
        name=one.title,
        state=one.state,
        kind=one.kind,
        lon=one.lon,
        lat=one.lat,
        hub=int(one.hub),
        handles=";".join(one.handles),
        gives=";".join(one.gives),
        takes=";".join(one.takes),
        source="memory" if said(one)["status"] == "from memory" else one.source,
    )


def line_row(one: OwnLine) -> "Row":
    """Write a line as the table of lines has it; its stops stand apart."""
    both = one.mode not in PIPED if one.both is None else one.both
    return row(
        line=one.name,
        title=one.title,
        mode=one.mode,
        gauge=one.gauge,
        good=PIPED.get(one.mode),
        both=int(both),
        capacity=one.capacity,
        low=one.low,
        high=one.high,
        oil_capacity=one.oil_capacity,
        unit=one.unit,
        km=one.km,
        status=one.status,
        first_year=one.first_year,
        last_year=one.last_year,
        note=one.note,
        **_sourced(one),
    )


def terminal_row(one: OwnTerminal) -> "Row":
    """Write a terminal as the table of terminals has it."""
    return row(
        node=one.place,
        handle=one.handle,
        capacity=one.capacity,
        low=one.low,
        high=one.high,
        unit=one.unit,
        first_year=one.first_year,
        last_year=one.last_year,
        note=one.note,
        **_sourced(one),
    )


def split_row(one: OwnSplit) -> "Row":
    """Write a split as the table of splits has it."""
    return row(
        state=one.state,
        good=one.good,
        direction=one.direction,
        year=one.year,
        route=one.route,
        via=";".join(one.via),
        quantity=one.quantity,
        unit=one.unit,
        note=one.note,
        **_sourced(one),
    )


def _sourced(one: OwnLine | OwnTerminal | OwnSplit) -> dict[str, str]:
    """Give source and status under the columns of the network's tables."""
    return {"source": one.source, "source_status": said(one)["status"]}
