"""Metrics read off the network of corridors: ways, capacities, and who must be passed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import CargoName, GoodName, PassageName, ScenarioName, StateName, TransitName

if TYPE_CHECKING:
    from accord.world import World

By = Literal["hours", "km", "cost"]
Amount = Literal["mass", "value"]
Mode = Literal["rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Parameters of route-exists."""

    origin: str  # a state, or a place of the network
    destination: str  # likewise
    avoid: tuple[StateName, ...] = ()  # through whom no way leads
    close: tuple[PassageName, ...] = ()  # passages, lines and places that are shut
    modes: tuple[Mode, ...] = ()  # all that the good can use where none is named
    good: CargoName | None = None  # what travels: a good, or "containers", as where unsaid
    by: By = "hours"  # what the best way has least of
    year: int | None = None  # the case's where unsaid
    scenario: ScenarioName | None = None  # what shuts and opens in full force; nothing where unsaid


@dataclass(frozen=True, slots=True, kw_only=True)
class WayLength:
    """Parameters of route-days, route-km and route-cost."""

    origin: str  # a state, or a place of the network
    destination: str  # likewise
    avoid: tuple[StateName, ...] = ()  # through whom no way leads
    close: tuple[PassageName, ...] = ()  # passages, lines and places that are shut
    modes: tuple[Mode, ...] = ()  # all that the good can use where none is named
    good: CargoName | None = None  # what travels: a good, or "containers", as where unsaid
    by: By = "hours"  # what the best way has least of
    year: int | None = None  # the case's where unsaid
    scenario: ScenarioName | None = None  # what shuts and opens in full force; nothing where unsaid
    against: ScenarioName | None = None  # the way under this one is taken off: what is added


PLACES = (
    Need(Quality.PLACE, "origin"),
    Need(Quality.PLACE, "destination"),
    Need(Quality.CARRIED, "good"),
)

ROUTE_EXISTS = declare(
    "route-exists",
    Way,
    unit="yes",
    engine="corridor",
    formula="yes if a way exists under the vetoes and closures, else no",
    method="shortest path (Dijkstra 1959) on the open part of the network",
    needs=PLACES,
    blocs={"origin": Plural.ANY, "destination": Plural.ANY, "avoid": Plural.EACH},
    doc="Whether a way exists that avoids the states and passages.",
)


ROUTE_DAYS = declare(
    "route-days",
    WayLength,
    unit="days",
    engine="corridor",
    formula="hours of the best way / 24, less those under `against`",
    needs=PLACES,
    blocs={"origin": Plural.ANY, "destination": Plural.ANY, "avoid": Plural.EACH},
    doc="How long the best way takes, waiting included; untestable where there is none.",
)


ROUTE_KM = declare(
    "route-km",
    WayLength,
    unit="km",
    engine="corridor",
    formula="km of the best way, less those under `against`",
    needs=PLACES,
    blocs={"origin": Plural.ANY, "destination": Plural.ANY, "avoid": Plural.EACH},
    doc="How long the best way is; untestable where there is none.",
)


ROUTE_COST = declare(
    "route-cost",
    WayLength,
    unit="usd_per_t",
    engine="corridor",
    formula="US$ a tonne of the best way, less those under `against`",
    needs=PLACES,
    blocs={"origin": Plural.ANY, "destination": Plural.ANY, "avoid": Plural.EACH},
    doc="""What the best way costs a tonne, by rates of each mode, border and change.

    No tariff of any one contract. Untestable where there is no way.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineCapacity:
    """Parameters of line-capacity."""

    line: PassageName  # a pipeline, railway, road or ferry
    year: int | None = None  # the case's where unsaid


def _unit_of_line(p: LineCapacity, world: "World") -> str:
    """Gas goes by volume, all else by mass."""
    gas = "gas" in world.tables.abilities.get((Quality.LIMITED.word, p.line), ())
    return "bcm/a" if gas else "t_per_year"


LINE_CAPACITY = declare(
    "line-capacity",
    LineCapacity,
    unit=_unit_of_line,
    engine="corridor",
    formula="least capacity of the stretches of the line",
    needs=(Need(Quality.LIMITED, "line"),),
    doc="""What a line can carry a year: its narrowest stretch.

    In tonnes, of gas in bcm. A line that is proposed has the capacity that is planned.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorCapacity:
    """Parameters of corridor-capacity."""

    origin: str  # a state or place, or a bloc whose members may all send
    destination: str  # a state or place, or a bloc whose members may all take
    good: CargoName  # what is carried: a good, or "containers"
    avoid: tuple[StateName, ...] = ()  # through whom no way leads
    close: tuple[PassageName, ...] = ()  # passages, lines and places that are shut
    modes: tuple[Mode, ...] = ()  # all that the good can use where none is named
    year: int | None = None  # the case's where unsaid
    scenario: ScenarioName | None = None  # what shuts and opens in full force; nothing where unsaid


CORRIDOR_CAPACITY = declare(
    "corridor-capacity",
    CorridorCapacity,
    unit="t_per_year",
    engine="corridor",
    formula="most that a flow from origin to destination can carry, by edges and ports",
    method="linear program over ways (Dantzig and Fulkerson 1956 for the single good)",
    needs=PLACES,
    blocs={"origin": Plural.SUM, "destination": Plural.SUM, "avoid": Plural.EACH},
    doc="""How much of a good the running lines and ports could carry a year, were it all theirs.

    Gas is turned from bcm into tonnes with the good's conversion, boxes by the table of units
    (8.6 t each, 7.6 to 9.7). What fills up is read at both ends of its range. Where no limit is
    known of a way, it is shut at the legs that are named, the number is what the others
    carry and the claim is judged at that and without end; where none is known of any, it is
    untestable.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosureLoss:
    """Parameters of closure-loss."""

    buyer: StateName  # a state or bloc
    suppliers: tuple[StateName, ...]  # who sells
    good: GoodName  # what is traded
    close: tuple[PassageName, ...] = ()  # passages, lines and places that are shut
    avoid: tuple[StateName, ...] = ()  # through whom no way leads
    spare: float = 0.0  # how much more each supplier could send than it does, as a share
    year: int | None = None  # the case's where unsaid
    scenario: ScenarioName | None = None  # what shuts in full force, beside the two above


CLOSURE_LOSS = declare(
    "closure-loss",
    ClosureLoss,
    unit="share",
    part=True,
    engine="corridor",
    formula="(delivered without - delivered with the closure) / wanted",
    method="least-cost flows within capacities (linear program), before and after",
    needs=(
        Need(Quality.SHUT),
        Need(Quality.ON_NETWORK, "buyer"),
        Need(Quality.ON_NETWORK, "suppliers"),
        Need(Quality.TRADED, "good"),
        Need(Quality.CARRIED, "good"),
    ),
    blocs={"buyer": Plural.SUM, "suppliers": Plural.SUM, "avoid": Plural.EACH},
    doc="""Share of a buyer's recorded imports from the suppliers that a closure takes for good.

    For what has no pooled market, as gas in pipes: a closure takes volume, and other ways give
    back what they have room for; no supplier sends more than it does today and its spare.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitShare:
    """Parameters of transit-share."""

    state: StateName  # of whom, a bloc as one market
    good: GoodName  # what is traded
    through: TransitName  # a state, bloc, passage or line
    direction: Literal["export", "import"] = "export"  # of the trade
    measure: Literal["used", "must"] = "used"  # as routes are used, or with others at capacity
    year: int | None = None  # the case's where unsaid


TRANSIT_SHARE = declare(
    "transit-share",
    TransitShare,
    unit="share",
    part=True,
    engine="corridor",
    formula="used: sum of the routes through it / all; must: 1 - what other ways carry / all",
    method="published splits traced through the network; capacities by linear program",
    needs=(
        Need(Quality.ON_NETWORK, "state"),
        Need(Quality.CARRIED, "good"),
        Need(Quality.ROUTED, "state"),
    ),
    blocs={"state": Plural.SUM, "through": Plural.ANY},
    doc="""Share of a state's exports or imports of a good that passes a state, passage or line.

    By the split over routes that somebody published. Where nobody did, recorded trade is laid on
    the least-cost ways of the network, within their capacities, and the finding says `derived`.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitShareChange:
    """Parameters of transit-share-removed."""

    state: StateName  # of whom, a bloc as one market
    good: GoodName  # what is traded
    through: TransitName  # a state, bloc, passage or line
    scenario: ScenarioName  # what happens
    year: int | None = None  # the case's where unsaid


TRANSIT_SHARE_REMOVED = declare(
    "transit-share-removed",
    TransitShareChange,
    unit="points",
    engine="corridor",
    formula="share that must pass today - share that must pass with the scenario's new lines",
    needs=(
        Need(Quality.ON_NETWORK, "state"),
        Need(Quality.CARRIED, "good"),
        Need(Quality.ROUTED, "state"),
    ),
    blocs={"state": Plural.SUM, "through": Plural.ANY},
    doc="""By how much a scenario lowers the share of exports that must pass a state or passage.

    Only a scenario that brings lines into use can lower it; one that changes no route, capacity
    or tariff leaves it as it is, by construction.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeHit:
    """Parameters of trade-hit."""

    scenario: ScenarioName  # what shuts and opens
    good: GoodName  # what is traded
    fate: Literal["rerouted", "cut-off", "delayed", "any"] = "any"  # what happens to it
    suppliers: tuple[StateName, ...] = ()  # who sells; everybody where nobody is named
    buyers: tuple[StateName, ...] = ()  # who buys; everybody where nobody is named
    by: Amount = "mass"  # what is added up


def _unit_of_amount(p: TradeHit, _world: "World") -> str:
    return "t" if p.by == "mass" else "usd"


TRADE_HIT = declare(
    "trade-hit",
    TradeHit,
    unit=_unit_of_amount,
    engine="corridor",
    formula="sum of recorded trade on links whose least-cost way gets dearer (rerouted), is gone "
    "(cut-off), or whose quickest way takes longer (delayed)",
    method="least-cost and quickest ways between states, with and without what shuts",
    needs=(Need(Quality.TRADED, "good"), Need(Quality.CARRIED, "good")),
    blocs={"suppliers": Plural.EACH, "buyers": Plural.EACH},
    doc="""Recorded trade whose way a scenario makes dearer, longer, or cuts, t or US$ a year.

    Times the part of the year, or of trade, that is shut. Room on other ways is not in it: see
    closure-loss. Trade between states of which the network doesn't hold one is left out, and said.
    """,
)
