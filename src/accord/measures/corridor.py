"""Metrics read off the network of corridors: ways, capacities, and who must be passed."""

from dataclasses import dataclass
from typing import Literal

from accord.measures.needs import Need, Quality
from accord.measures.registry import declare
from accord.names import GoodName, PassageName, ScenarioName, StateName

Mode = Literal["rail", "road", "sea", "ferry", "oil-pipeline", "gas-pipeline"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Parameters of route-exists and route-days."""

    origin: str  # a state, or a place of the network
    destination: str  # likewise
    avoid: tuple[StateName, ...] = ()  # through whom no way leads
    close: tuple[PassageName, ...] = ()  # passages, lines and places that are shut
    modes: tuple[Mode, ...] = ()  # all that the good can use where none is named
    good: GoodName | None = None  # what is traded
    by: Literal["hours", "km", "cost"] = "hours"  # what the best way has least of
    year: int | None = None  # the case's where unsaid


ROUTE_EXISTS = declare(
    "route-exists",
    Way,
    unit="yes",
    engine="corridor",
    formula="yes if a way exists under the vetoes and closures, else no",
    method="shortest path (Dijkstra 1959) on the open part of the network",
    needs=(
        Need(Quality.PLACE, "origin"),
        Need(Quality.PLACE, "destination"),
        Need(Quality.CARRIED, "good"),
    ),
    doc="Whether a way exists that avoids the states and passages.",
)


ROUTE_DAYS = declare(
    "route-days",
    Way,
    unit="days",
    engine="corridor",
    formula="hours of the best way / 24",
    needs=(
        Need(Quality.PLACE, "origin"),
        Need(Quality.PLACE, "destination"),
        Need(Quality.CARRIED, "good"),
    ),
    doc="How long the best way takes, waiting included; untestable where there is none.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CorridorCapacity:
    """Parameters of corridor-capacity."""

    origin: StateName  # a state
    destination: StateName  # a state or bloc
    good: GoodName  # what is traded
    avoid: tuple[StateName, ...] = ()  # through whom no way leads
    close: tuple[PassageName, ...] = ()  # passages, lines and places that are shut
    year: int | None = None  # the case's where unsaid


CORRIDOR_CAPACITY = declare(
    "corridor-capacity",
    CorridorCapacity,
    unit="t_per_year",
    engine="corridor",
    formula="most that a flow from origin to destination can carry, by edges and ports",
    method="linear program over ways (Dantzig and Fulkerson 1956 for the single good)",
    needs=(
        Need(Quality.ONE_STATE, "origin"),
        Need(Quality.ON_NETWORK, "origin"),
        Need(Quality.ON_NETWORK, "destination"),
        Need(Quality.CARRIED, "good"),
    ),
    doc="""How much of a good the running lines and ports could carry a year, were it all theirs.

    Gas is turned from bcm into tonnes with the good's conversion. Where no limit is known of a way,
    the number is what the others carry and the claim is judged at that and without end; where none
    is known of any, it is untestable.
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


CLOSURE_LOSS = declare(
    "closure-loss",
    ClosureLoss,
    unit="share",
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
    doc="""Share of a buyer's recorded imports from the suppliers that a closure takes for good.

    For what has no pooled market, as gas in pipes: a closure takes volume, and other ways give
    back what they have room for; no supplier sends more than it does today and its spare.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitShare:
    """Parameters of transit-share."""

    state: StateName  # of whom
    good: GoodName  # what is traded
    through: str  # a state, passage or line
    direction: Literal["export", "import"] = "export"  # of the trade
    measure: Literal["used", "must"] = "used"  # as routes are used, or with others at capacity
    year: int | None = None  # the case's where unsaid


TRANSIT_SHARE = declare(
    "transit-share",
    TransitShare,
    unit="share",
    engine="corridor",
    formula="used: sum of the split's routes through it / all; must: 1 - what other ways carry / "
    "all",
    method="published splits traced through the network; capacities by linear program",
    needs=(
        Need(Quality.ONE_STATE, "state"),
        Need(Quality.ON_NETWORK, "state"),
        Need(Quality.CARRIED, "good"),
        Need(Quality.SPLIT, "state"),
    ),
    doc="Share of a state's exports or imports of a good that passes a state, passage or line.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TransitShareChange:
    """Parameters of transit-share-removed."""

    state: StateName  # of whom
    good: GoodName  # what is traded
    through: str  # a state, passage or line
    scenario: ScenarioName  # what happens
    year: int | None = None  # the case's where unsaid


TRANSIT_SHARE_REMOVED = declare(
    "transit-share-removed",
    TransitShareChange,
    unit="points",
    engine="corridor",
    formula="share that must pass today - share that must pass with the scenario's new lines",
    needs=(
        Need(Quality.ONE_STATE, "state"),
        Need(Quality.ON_NETWORK, "state"),
        Need(Quality.CARRIED, "good"),
        Need(Quality.SPLIT, "state"),
    ),
    doc="""By how much a scenario lowers the share of exports that must pass a state or passage.

    Only a scenario that brings lines into use can lower it; one that changes no route, capacity
    or tariff leaves it as it is, by construction.
    """,
)
