"""Metrics of alignment: distances in UN votes, and over how many poles a state's ties are spread.

A state has ties in several channels, and each is read by itself. No metric averages them: what is
counted is in how many channels a state is spread, and how many poles lead in one.
"""

from dataclasses import dataclass, field
from typing import Literal

from accord.measures.needs import Need, Quality
from accord.measures.plural import Plural
from accord.measures.registry import declare
from accord.names import Horizon, ScenarioName, StateName

METHOD = "ideal points of Bailey, Strezhnev and Voeten (2017)"
DIVERSITY = "Hill number of order 1 (Hill 1973); no index of multi-vector policy is published"
CORRECTED = f"{DIVERSITY}; likeness of poles by Leinster and Cobbold (2012)"

Channel = Literal["trade", "transit", "memberships", "votes"]
CHANNELS: tuple[Channel, ...] = ("trade", "transit", "memberships", "votes")
Width = Literal["sd", "half-sd"]
WIDTHS: tuple[Width, ...] = ("sd", "half-sd")


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteDistance:
    """Parameters of vote-distance-ratio and vote-distance-percentile."""

    state: StateName  # of whom
    to: StateName  # from whom the distance is


VOTE_DISTANCE_RATIO = declare(
    "vote-distance-ratio",
    VoteDistance,
    unit="ratio",
    engine="alignment",
    formula="|x_state - x_to| / median over states of |x_i - x_to|",
    method=METHOD,
    needs=(
        Need(Quality.VOTING, "state"),
        Need(Quality.VOTING, "to"),
    ),
    blocs={"state": Plural.MEAN, "to": Plural.MEAN},
    doc="Distance of a state's UN votes from another's, over the median state's distance.",
)


VOTE_DISTANCE_PERCENTILE = declare(
    "vote-distance-percentile",
    VoteDistance,
    unit="share",
    part=True,
    engine="alignment",
    formula="share of states with a smaller |x_i - x_to|",
    method=METHOD,
    needs=(
        Need(Quality.VOTING, "state"),
        Need(Quality.VOTING, "to"),
    ),
    blocs={"state": Plural.MEAN, "to": Plural.MEAN},
    doc="Share of states that vote closer to another state than this one does.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectivePoles:
    """Parameters of effective-poles."""

    state: StateName  # of whom
    # pole -> its states or blocs; the poles of the case where none is named
    poles: dict[str, tuple[StateName, ...]] = field(default_factory=dict)
    channel: Channel = "trade"  # what ties are
    corrected: bool = False  # whether poles that vote alike count as less than two
    width: Width = "sd"  # of the kernel over votes: the standard deviation over states, or half
    year: int | None = None  # of trade; the case's where unsaid


EFFECTIVE_POLES = declare(
    "effective-poles",
    EffectivePoles,
    unit="count",
    engine="alignment",
    formula="exp(-sum over poles of s ln s), s the poles' shares of the state's ties; corrected: "
    "exp(-sum of s ln (Z s)), Z the likeness of poles in UN votes",
    method=CORRECTED,
    needs=(Need(Quality.POLES),),
    blocs={"state": Plural.CHANNEL, "poles": Plural.CHANNEL},
    doc="""How many equal poles a state's ties of one channel would amount to.

    trade: recorded exports plus imports over all covered energy and mineral codes. transit: what
    of its exports of the case's goods crosses a pole's territory on the way to somebody else.
    memberships: the case's bonds, by their weights. votes: nearness in UN votes, drawn from what
    their estimate leaves open. A state's own pole is dropped.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleShare:
    """Parameters of pole-share."""

    state: StateName  # of whom
    pole: str  # a pole of the case
    channel: Channel = "trade"  # what ties are
    width: Width = "sd"  # of the kernel over votes: the standard deviation over states, or half
    year: int | None = None  # of trade; the case's where unsaid


POLE_SHARE = declare(
    "pole-share",
    PoleShare,
    unit="share",
    part=True,
    engine="alignment",
    formula="t_p / sum over poles of t, t the state's ties of the channel",
    needs=(Need(Quality.POLES),),
    blocs={"state": Plural.CHANNEL},
    doc="Which share of a state's ties of a channel, as far as they go to any pole, is one pole's.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfChannel:
    """Parameters of net-lean."""

    state: StateName  # of whom
    channel: Channel = "trade"  # what ties are
    width: Width = "sd"  # of the kernel over votes: the standard deviation over states, or half
    year: int | None = None  # of trade; the case's where unsaid


NET_LEAN = declare(
    "net-lean",
    OfChannel,
    unit="points",
    engine="alignment",
    formula="sum over poles of lean x s, lean as the case's [alignment] says, s the poles' shares",
    needs=(Need(Quality.POLES),),
    blocs={"state": Plural.CHANNEL},
    doc="Shares of the poles of one side less those of the other, in one channel.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PoleCoverage:
    """Parameters of pole-coverage."""

    state: StateName  # of whom
    channel: Literal["trade", "transit"] = "trade"  # what ties are
    year: int | None = None  # of trade; the case's where unsaid


POLE_COVERAGE = declare(
    "pole-coverage",
    PoleCoverage,
    unit="share",
    part=True,
    engine="alignment",
    formula="ties to any pole / all ties of the channel",
    needs=(Need(Quality.POLES),),
    blocs={"state": Plural.SUM},
    doc="Which part of a state's trade, or of its exports in transit, goes to any pole at all.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OverChannels:
    """Parameters of balanced-channels."""

    state: StateName  # of whom
    channels: tuple[Channel, ...] = ("trade", "memberships", "votes")  # that are looked at
    least: float = 2.0  # effective poles from which a channel counts as spread
    corrected: bool = False  # whether poles that vote alike count as less than two
    width: Width = "sd"  # of the kernel over votes: the standard deviation over states, or half
    year: int | None = None  # of trade; the case's where unsaid


BALANCED_CHANNELS = declare(
    "balanced-channels",
    OverChannels,
    unit="count",
    engine="alignment",
    formula="number of channels whose effective poles are `least` or more",
    method=CORRECTED,
    needs=(Need(Quality.POLES),),
    blocs={"state": Plural.CHANNEL},
    doc="""In how many channels a state's ties are spread over several poles.

    A count of channels that stand side by side, each with its own number in the table; they are
    never averaged into one.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaders:
    """Parameters of leading-poles."""

    state: StateName  # of whom
    channels: tuple[Channel, ...] = ("trade", "memberships", "votes")  # that are looked at
    width: Width = "sd"  # of the kernel over votes: the standard deviation over states, or half
    year: int | None = None  # of trade; the case's where unsaid


LEADING_POLES = declare(
    "leading-poles",
    Leaders,
    unit="count",
    engine="alignment",
    formula="number of different poles that have the largest share in any of the channels",
    needs=(Need(Quality.POLES),),
    blocs={"state": Plural.CHANNEL},
    doc="""How many different poles lead in a state's channels.

    One is a state that is bound to the same pole in everything; as many as there are channels is
    a state whose channels disagree.
    """,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PolesChange:
    """Parameters of effective-poles-change."""

    state: StateName  # of whom
    scenario: ScenarioName  # what happens
    channel: Literal["trade", "memberships"] = "trade"  # what ties are
    horizon: Horizon | None = None  # the scenario's where unsaid


EFFECTIVE_POLES_CHANGE = declare(
    "effective-poles-change",
    PolesChange,
    unit="count",
    engine="alignment",
    reads="trade",
    formula="effective poles under the scenario - effective poles without it, in the same draw",
    method=DIVERSITY,
    needs=(Need(Quality.POLES),),
    blocs={"state": Plural.CHANNEL},
    doc="""By how many equal poles a scenario changes the spread of a state's ties.

    Both sides of the difference are of the same draw, so that what a weight or an elasticity does
    to both drops out. memberships: joining adds the accord's own bond, which is arithmetic and no
    finding. trade: the case's goods at producer prices, by the market engine. Votes stay what they
    are, and so do ways.
    """,
)
